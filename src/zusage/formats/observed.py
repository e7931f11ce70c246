"""What was watched, as JSON or CSV: component, monitored_from, monitored_to.

In JSON an entry may also have any_of or all_of with the names of other components: a thing that is
down when any, or only when all, of them are.
"""

import json
from collections.abc import Iterator, Mapping

from zusage.core import spans as sp
from zusage.core.availability.gathering import Observed
from zusage.core.errors import Finding, TermsError
from zusage.core.terms.contract import Rollup
from zusage.core.zones import parse_instant
from zusage.formats.outage_csv import csv_rows

GROUPS = {"any_of": Rollup.ANY, "all_of": Rollup.ALL}


def read_observed(source: bytes, name: str) -> Observed:
    """Read which component was watched from when to when; several spans of one make a union.

    A file without any entry is refused: it would look like one in which everything was watched.
    A thing made of components is made of components only, never of another such thing.
    Raises TermsError with all findings: observed.not_utf8, observed.not_json,
    observed.too_deep, observed.not_csv, observed.not_a_list, observed.empty,
    observed.entry_invalid, observed.time_invalid, observed.backwards, observed.group_unknown.
    """
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TermsError("observed.not_utf8", file=name, byte=error.start) from None
    is_json = text.lstrip()[:1] in ("[", "{")
    entries = _json_entries(text, name) if is_json else _csv_entries(text, name)
    findings: list[Finding] = []
    pairs: dict[str, list[tuple[int, int]]] = {}
    groups: dict[str, tuple[Rollup, tuple[str, ...]]] = {}
    for number, (line, entry) in enumerate(entries, start=1):
        try:
            component, start, end = _entry(entry)
            pairs.setdefault(component, []).append((start, end))
            for key, how in GROUPS.items():
                if key in entry:
                    groups[component] = (how, _members(entry[key]))
        except TermsError as error:
            facts = {**error.findings[0].facts, "file": name, "entry": number}
            found = Finding(code=error.findings[0].code, facts=facts)
            findings.append(found.at(line, 1) if line else found)
    for group, (_, members) in groups.items():
        unknown = [member for member in members if member not in pairs or member in groups]
        if unknown:
            facts = {"file": name, "value": group, "unknown": ", ".join(unknown)}
            findings.append(Finding(code="observed.group_unknown", facts=facts))
    if not (pairs or findings):
        raise TermsError("observed.empty", file=name)
    if findings:
        raise TermsError(findings=findings)
    return Observed(
        spans={component: sp.spans_of(spans) for component, spans in pairs.items()}, groups=groups
    )


def _json_entries(text: str, name: str) -> list[tuple[int, Mapping[str, object]]]:
    """Return the entries of a list; JSON keeps no lines, so each has line 0."""
    try:
        content = json.loads(text)
    except RecursionError:
        raise TermsError("observed.too_deep", file=name) from None
    except ValueError as error:
        found = Finding(code="observed.not_json", facts={"file": name})
        if isinstance(error, json.JSONDecodeError):
            found = found.at(error.lineno, error.colno)
        raise TermsError(findings=[found]) from None
    if not isinstance(content, list):
        raise TermsError("observed.not_a_list", file=name)
    return [(0, entry if isinstance(entry, dict) else {}) for entry in content]


def _csv_entries(text: str, name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield line and cells of each row; a row of the wrong width has no cells to trust."""
    header: list[str] | None = None
    for line, row in csv_rows(text, name, code="observed.not_csv"):
        cells = [cell.strip() for cell in row]
        if header is None:
            header = cells
        elif cells:
            yield line, dict(zip(header, cells, strict=True)) if len(row) == len(header) else {}


def _entry(entry: Mapping[str, object]) -> tuple[str, int, int]:
    component = entry.get("component")
    if not isinstance(component, str) or not component:
        raise TermsError("observed.entry_invalid", column="component")
    start, end = (_instant(entry, key) for key in ("monitored_from", "monitored_to"))
    if end < start:
        raise TermsError("observed.backwards", value=component)
    return component, start, end


def _instant(entry: Mapping[str, object], key: str) -> int:
    value = entry.get(key)
    if not isinstance(value, str):
        raise TermsError("observed.entry_invalid", column=key)
    try:
        return parse_instant(value)
    except TermsError:
        raise TermsError("observed.time_invalid", column=key, value=value) from None


def _members(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(m, str) for m in value):
        raise TermsError("observed.entry_invalid", column="any_of / all_of")
    return tuple(value)
