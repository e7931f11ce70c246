"""What was watched, as JSON or CSV: component, monitored_from, monitored_to.

In JSON an entry may also have any_of or all_of with the names of other components: a thing that is
down when any, or only when all, of them are.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from zusage.core import spans as sp
from zusage.core.availability.gathering import Observed
from zusage.core.errors import Finding, Refusal, TermsError
from zusage.core.terms.contract import Rollup
from zusage.core.zones import to_second

GROUPS = {"any_of": Rollup.ANY, "all_of": Rollup.ALL}


def read_observed(source: bytes, name: str) -> Observed:
    """Read which component was watched from when to when; several spans of one make a union.

    Raises TermsError with all findings: observed.not_utf8, observed.not_json,
    observed.not_a_list, observed.entry_invalid, observed.time_invalid, observed.backwards,
    observed.group_unknown.
    """
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TermsError("observed.not_utf8", file=name, byte=error.start) from None
    is_json = text.lstrip()[:1] in ("[", "{")
    entries = _json_entries(text, name) if is_json else _csv_entries(text)
    findings: list[Finding] = []
    pairs: dict[str, list[tuple[int, int]]] = {}
    groups: dict[str, tuple[Rollup, tuple[str, ...]]] = {}
    for number, entry in enumerate(entries, start=1 if is_json else 2):
        try:
            component, start, end = _entry(entry)
            pairs.setdefault(component, []).append((start, end))
            for key, how in GROUPS.items():
                if key in entry:
                    groups[component] = (how, _members(entry[key]))
        except TermsError as error:
            facts = {**error.findings[0].facts, "file": name, "entry": number}
            findings.append(Finding(code=error.findings[0].code, facts=facts))
    for group, (_, members) in groups.items():
        unknown = [member for member in members if member not in pairs]
        if unknown:
            facts = {"file": name, "value": group, "unknown": ", ".join(unknown)}
            findings.append(Finding(code="observed.group_unknown", facts=facts))
    if findings:
        raise TermsError(findings=findings)
    return Observed(
        spans={component: sp.spans_of(spans) for component, spans in pairs.items()}, groups=groups
    )


def _json_entries(text: str, name: str) -> list[Mapping[str, object]]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TermsError("observed.not_json", file=name, problem=str(error)[:120]) from None
    if not isinstance(content, list):
        raise TermsError("observed.not_a_list", file=name)
    return [entry if isinstance(entry, dict) else {} for entry in content]


def _csv_entries(text: str) -> Iterator[Mapping[str, object]]:
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)


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
        return to_second(datetime.fromisoformat(value))
    except (ValueError, Refusal):
        raise TermsError("observed.time_invalid", column=key, value=value) from None


def _members(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(m, str) for m in value):
        raise TermsError("observed.entry_invalid", column="any_of / all_of")
    return tuple(value)
