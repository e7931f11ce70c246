"""Trees behind verdicts: every figure is said in both languages, with its evidence and clauses."""

import ast
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tests.judging import LEARNING, MAIL, ROOT, case_of, case_on, judged_in
from zusage.core.evaluation import Judged
from zusage.core.explain import Evidence
from zusage.core.terms.contract import Rollup
from zusage.formats.documents.explanation_outline import (
    Telling,
    clause_section,
    lines_by_source,
    percent_text,
)
from zusage.formats.documents.outline import Mark, Node, Tree, inlines
from zusage.formats.documents.plain import parts_text
from zusage.formats.documents.wording import Wording
from zusage.interfaces.cli.case import Case
from zusage.texts import LANGUAGES, area

EXPLAINED_IN = ("core/availability/explanations.py", "core/remedies/credits.py")


def text_of(case: Case, judged: Judged, *, lang: str = "en") -> str:
    """Write the tree of a verdict as plain text."""
    tree = Telling(contract=case.contract, wording=Wording(language=lang)).tree(judged)
    return parts_text([Tree(nodes=(tree,))], language=lang, width=400).replace("\u00a0", " ")


def nodes_of(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes_of(child)


def verdict_on(case: Case, component: str, period: str) -> Judged:
    return next(
        each
        for each in judged_in(case)
        if (each.verdict.component, each.verdict.period.name) == (component, period)
    )


# ---- texts -----------------------------------------------------------------------------------


def whats() -> set[str]:
    """Return what the core explains, as its source has it."""
    found: set[object] = set()
    for name in EXPLAINED_IN:
        for node in ast.walk(ast.parse((ROOT / "src" / "zusage" / name).read_text())):
            if isinstance(node, ast.keyword) and node.arg == "what":
                found |= {node.value.value} if isinstance(node.value, ast.Constant) else GROUPS
    return {str(what) for what in found}


GROUPS = {f"group_{how.value}" for how in Rollup}


def test_whatever_the_core_explains_has_a_text_in_both_languages() -> None:
    known = area("explanation")
    assert whats() >= {"verdict", "credit", "allowed", *GROUPS}
    assert [what for what in whats() if set(known.get(what, {})) != set(LANGUAGES)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("arguments", [LEARNING, MAIL], ids=["learning", "mail"])
def test_every_figure_of_the_samples_is_told(arguments: tuple[str, ...], lang: str) -> None:
    case = case_of(*arguments)
    seen: set[str] = set()
    telling = Telling(contract=case.contract, wording=Wording(language=lang))
    for judged in judged_in(case):
        explained = [*judged.explain().walk()]
        told = [*nodes_of(telling.tree(judged))]
        seen |= {each.what for each in explained}
        assert len(told) >= len(explained)
        assert all(inlines(node.title)[0] for node in told)
    assert seen >= {"verdict", "excluded", "unmeasured", "allowed", "removed_time"}


# ---- trees -----------------------------------------------------------------------------------


def test_a_missed_month_is_explained_down_to_the_lines_of_the_file() -> None:
    case = case_of(*LEARNING)
    text = text_of(case, verdict_on(case, "learning/hafenwerk", "2026-03"))
    assert "Availability of learning/hafenwerk, March 2026 [V07" in text
    assert "99.315 % ✗ missed" in text
    assert "Arithmetic in seconds: (633600 - 4340) / 633600 = 31463/31680" in text
    assert "633,600 s = 176 h" in text
    assert "lines 9–11" in text
    assert "Promised: 99.8 %." in text
    assert "Period from 1 Mar 2026 00:00 up to, not including, 1 Apr 2026 00:00" in text


def test_a_right_names_the_run_that_gave_it() -> None:
    case = case_of(*LEARNING)
    text = text_of(case, verdict_on(case, "learning/hafenwerk", "2026-06"), lang="de")
    assert "Recht zur sofortigen Kündigung [V21]" in text
    assert "Verfehlt waren: März 2026, April 2026, Mai 2026, Juni 2026." in text
    assert "Für den Zeitraum der Kündigung ist kein Entgelt geschuldet." in text


def test_a_credit_has_its_arithmetic_and_until_when_to_claim_it() -> None:
    case = case_of(*MAIL, "--all-readings")
    text = text_of(case, verdict_on(case, "service", "2026-02"))
    assert text.count("credit in percent of the fee") == 1, "only the one under the stated reading"
    assert "Arithmetic, blocks × rate: 5/1 × 5 % = 25/1 %" in text
    assert "Fee 480.00 EUR, credit 120.00 EUR." in text
    assert "Outage until 6 Feb 2026 09:52: to be claimed by 8 Mar 2026 09:52." in text
    assert "The worst component decides, here api (of api, smtp_in, outbound)." in text


def test_a_credit_without_a_fee_names_no_amount() -> None:
    case = case_of(*(word for word in MAIL if word not in ("--fee", "480.00 EUR")))
    text = text_of(case, verdict_on(case, "service", "2026-02"))
    assert "credit in percent of the fee" in text
    assert "Fee" not in text


def test_what_is_incomplete_or_would_turn_is_said() -> None:
    case = case_of(*LEARNING)
    cut = text_of(case, verdict_on(case, "learning/ahornschule", "2026-07"))
    assert "The period was not measured as a whole" in cut
    turned = text_of(case, verdict_on(case, "learning/lindenhof", "2026-05"))
    assert "If the time without measurement were downtime" in turned


def test_arithmetic_that_says_nothing_is_left_out(tmp_path: Path) -> None:
    span = "platform,2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00\n"
    case = case_on(tmp_path, observed=span)
    text = text_of(case, judged_in(case)[0])
    assert "0 = 0" not in text
    assert "(1 - 499/500) × 604800 = 6048/5" in text


def test_a_fixed_budget_needs_no_arithmetic(tmp_path: Path) -> None:
    span = "application,2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00\n"
    case = case_on(tmp_path, "--reading", "budget=fixed", contract="kyoox-mautic", observed=span)
    text = text_of(case, judged_in(case)[0])
    assert "allowed downtime [K19]: 2,608 s = 43 min 28 s" in text
    assert "Reading: " in text


def test_hours_around_the_clock_are_named_so() -> None:
    case = case_of(*MAIL)
    text = text_of(case, verdict_on(case, "api", "2026-01"), lang="de")
    assert "vereinbarte Zeit, soweit gemessen (rund um die Uhr, Zone UTC)" in text


# ---- parts -----------------------------------------------------------------------------------


def test_clauses_stand_once_and_only_those_that_are_cited() -> None:
    case = case_of(*LEARNING)
    section = clause_section(
        case.contract,
        Wording(language="en"),
        title="Clauses",
        cited=["clause.V07", "clause.V21", "clause.V07", "months"],
    )
    text = parts_text(section.blocks, language="en", width=100)  # type: ignore[arg-type]
    assert [line.split()[0] for line in text.splitlines() if line[:1] == "V"] == ["V07", "V21"]
    assert "99.8 % per calendar month" in text


def test_marks_lead_to_clauses() -> None:
    case = case_of(*LEARNING)
    telling = Telling(contract=case.contract, wording=Wording(language="en"))
    title = inlines(telling.tree(judged_in(case)[0]).title)
    assert Mark(text="V07", target="clause.V07") in title


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (Fraction(15), "15 %"),
        (Fraction(53, 2), "26.5 %"),
        (Fraction(1, 4), "0.25 %"),
        (Fraction(2, 3), "0.666 %"),
    ],
)
def test_a_percentage_has_the_decimals_it_needs(percent: Fraction, said: str) -> None:
    assert percent_text(percent, Wording(language="en")).replace("\u00a0", " ") == said


def test_lines_of_several_files_are_put_together_by_file() -> None:
    rows = [("b.csv", 3), ("a.csv", 9), ("a.csv", 2), ("a.csv", 3), ("a.csv", 2)]
    found = lines_by_source(Evidence(source=source, row=row) for source, row in rows)
    assert list(found) == [("a.csv", "2–3, 9"), ("b.csv", "3")]
    assert list(lines_by_source([])) == []


def test_a_component_called_service_keeps_its_name(tmp_path: Path) -> None:
    """Only what a promise's components make up together is named in words."""
    month = "service,2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00\n"
    case = case_on(tmp_path, "--each", observed=month)
    text = text_of(case, verdict_on(case, "service", "2026-01"))
    assert "Availability of service, January 2026" in text
    assert "whole service" not in text
