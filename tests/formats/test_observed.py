"""What was watched, as JSON or CSV: read to the second, or refused with all that is wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.histories import second
from zusage.core.availability.gathering import Observed
from zusage.core.errors import Finding, TermsError
from zusage.core.terms.contract import Rollup
from zusage.formats.observed import read_observed

FROM, TO = "2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z"
SPAN = [[second("2025-01-01T00:00"), second("2025-02-01T00:00")]]


def entry(component: object = "web", start: object = FROM, end: object = TO, **more: object) -> Any:
    return {"component": component, "monitored_from": start, "monitored_to": end, **more}


def read(*entries: Any) -> Observed:
    return read_observed(json.dumps(entries).encode(), "watched.json")


def refused(source: bytes | str) -> list[Finding]:
    with pytest.raises(TermsError) as error:
        read_observed(source.encode() if isinstance(source, str) else source, "watched")
    assert all(finding.facts["file"] == "watched" for finding in error.value.findings)
    return [*error.value.findings]


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code.removeprefix("observed.") for finding in findings]


def plain(observed: Observed) -> dict[str, list[list[int]]]:
    return {name: spans.tolist() for name, spans in observed.spans.items()}


# ---- Good files ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([entry(further={"kept": [1, None]})]),
        "\ufeff \n" + json.dumps([entry()]),
        f"component,monitored_from,monitored_to\nweb,{FROM},{TO}\n",
        f"\ufeffcomponent;monitored_to;monitored_from\r\nweb; {TO} ;{FROM}\r\n\r\n",
        f'monitored_from,monitored_to,component,note\n{FROM},{TO},web,"two\nlines"\n',
        "component,monitored_from,monitored_to\nweb,2025-01-01T01:00:00+01:00,2025-02-01T00:00:00z",
    ],
)
def test_one_component_in_any_clothes(text: str) -> None:
    observed = read_observed(text.encode(), "watched")
    assert plain(observed) == {"web": SPAN}
    assert observed.groups == {}


def test_several_spans_of_a_component_make_a_union() -> None:
    observed = read(
        entry(),
        entry(start="2025-01-15T00:00:00Z", end="2025-03-01T00:00:00Z"),
        entry(start="2025-04-01T00:00:00Z", end="2025-04-01T00:00:00Z"),
        entry("mail"),
    )
    assert plain(observed) == {
        "web": [[SPAN[0][0], second("2025-03-01T00:00")]],
        "mail": SPAN,
    }


@given(
    st.permutations(
        [("2025-01-01", "2025-01-09"), ("2025-01-05", "2025-01-20"), ("2025-03-01", "2025-03-02")]
    )
)
def test_the_order_of_entries_is_irrelevant(pairs: list[tuple[str, str]]) -> None:
    observed = read(*(entry(start=f"{a}T00:00:00Z", end=f"{b}T00:00:00Z") for a, b in pairs))
    assert plain(observed)["web"] == [
        [second("2025-01-01T00:00"), second("2025-01-20T00:00")],
        [second("2025-03-01T00:00"), second("2025-03-02T00:00")],
    ]


def test_things_made_of_components_are_read() -> None:
    observed = read(
        entry("any", any_of=["web", "mail"]), entry("all", all_of=["mail"]), entry(), entry("mail")
    )
    assert observed.groups == {"any": (Rollup.ANY, ("web", "mail")), "all": (Rollup.ALL, ("mail",))}
    assert sorted(observed.spans) == ["all", "any", "mail", "web"]


# ---- Bad files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"),
        (b"[]", "empty"),
        (b"component,monitored_from,monitored_to\n\n", "empty"),
        (b"\xff\xfe[", "not_utf8"),
        (b"[{]", "not_json"),
        (b"[" * 100_000, "too_deep"),
        (b"[" + b"9" * 5000, "not_json"),
        (b'{"component": "web"}', "not_a_list"),
        (b'component\n"web\n', "not_csv"),
        (b"component\nweb\0\n", "not_csv"),
    ],
)
def test_a_file_that_is_no_list_is_refused(source: bytes, code: str) -> None:
    assert codes(refused(source)) == [code]


def test_json_that_is_none_is_found_where_it_breaks() -> None:
    [found] = refused(b"[\n  {]")
    assert (found.line, found.column, found.facts) == (2, 4, {"file": "watched"})


@pytest.mark.parametrize(
    ("bad", "code", "facts"),
    [
        (7, "entry_invalid", {"column": "component"}),
        ({}, "entry_invalid", {"column": "component"}),
        (entry(""), "entry_invalid", {"column": "component"}),
        (entry(None), "entry_invalid", {"column": "component"}),
        (entry(start=None), "entry_invalid", {"column": "monitored_from"}),
        (entry(end=1735689600), "entry_invalid", {"column": "monitored_to"}),
        (entry(end="soon"), "time_invalid", {"column": "monitored_to", "value": "soon"}),
        (entry(start=FROM[:-1]), "time_invalid", {"column": "monitored_from"}),
        (entry(start="2025-01-01T00:00:00.5Z"), "time_invalid", {"column": "monitored_from"}),
        (entry(start=TO, end=FROM), "backwards", {"value": "web"}),
        (entry(any_of="web"), "entry_invalid", {"column": "any_of / all_of"}),
        (entry(all_of=[]), "entry_invalid", {"column": "any_of / all_of"}),
        (entry(any_of=["web", 1]), "entry_invalid", {"column": "any_of / all_of"}),
    ],
)
def test_a_bad_entry_is_refused_with_its_reason(
    bad: Any, code: str, facts: dict[str, object]
) -> None:
    (finding,) = refused(json.dumps([entry("mail"), bad]))
    assert finding.code == f"observed.{code}"
    assert finding.facts.items() >= {**facts, "file": "watched", "entry": 2}.items()
    assert finding.line is None


def test_rows_of_a_table_are_named_by_their_line() -> None:
    rows = [
        "component,monitored_from,monitored_to,note",
        f'web,{FROM},{TO},"two\nlines"',
        f"web,{TO},{FROM},",
        f"mail,{FROM},{TO}",
        f"mail,{FROM},{TO},,",
        f",{FROM},{TO},",
    ]
    findings = refused("\n".join(rows))
    assert [(finding.line, finding.facts["entry"]) for finding in findings] == [
        (4, 2),
        (5, 3),
        (6, 4),
        (7, 5),
    ]
    assert codes(findings) == ["backwards", "entry_invalid", "entry_invalid", "entry_invalid"]


@pytest.mark.parametrize(
    ("entries", "unknown"),
    [
        ([entry(), entry("both", any_of=["web", "mail"])], "mail"),
        ([entry(), entry("both", any_of=["x", "y", "web"])], "x, y"),
        # A thing made of things would have no rows of its own, and look as if it were up.
        ([entry(), entry("one", any_of=["web"]), entry("two", all_of=["one", "web"])], "one"),
        ([entry(), entry("self", any_of=["self"])], "self"),
    ],
)
def test_things_are_made_of_components_of_the_file(entries: list[Any], unknown: str) -> None:
    (finding,) = refused(json.dumps(entries))
    assert finding.code == "observed.group_unknown"
    assert finding.facts["unknown"] == unknown


def test_everything_that_is_wrong_is_told_at_once() -> None:
    findings = refused(json.dumps([entry(""), entry("both", any_of=["web"]), entry(end="x")]))
    assert codes(findings) == ["entry_invalid", "time_invalid", "group_unknown"]
