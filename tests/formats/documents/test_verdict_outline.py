"""Verdicts as table and document: at every width, for every kind of name."""

import re
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.judging import LEARNING, MAIL, case_of, case_on, judged_in, table_of
from zusage.core.evaluation import Judged
from zusage.formats.documents import verdict_outline
from zusage.formats.documents.outline import Section, Tree, numbered
from zusage.formats.documents.plain import columns_of
from zusage.formats.documents.promise_outline import by_promise
from zusage.formats.documents.verdict_outline import render_verdicts
from zusage.interfaces.cli.case import Case

ESCAPE = "\x1b["
YEAR = "platform,2026-01-01T00:00:00+01:00,2026-04-01T00:00:00+02:00\n"
HOSTILE = (
    "<script>alert(1)</script>",
    "=#table[x] *bold* $x$",
    "\u202egnol\u202c very" + "-long" * 60,
    "bell\x07 and \x1b[31mred",
)


@pytest.fixture(scope="module")
def learning() -> Case:
    return case_of(*LEARNING, "--all-readings")


@pytest.fixture(scope="module")
def mail() -> Case:
    return case_of(*MAIL, "--all-readings")


# ---- golden ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ["learning", "mail"])
def test_tables_of_the_samples_are_as_they_were(
    name: str, lang: str, golden: Golden, request: pytest.FixtureRequest
) -> None:
    case: Case = request.getfixturevalue(name)
    golden(f"verdicts/{name}.{lang}.txt", table_of(case, lang=lang))


# ---- widths and colours ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_no_line_is_wider_than_the_terminal(
    learning: Case, mail: Case, width: int, lang: str
) -> None:
    for case in (learning, mail):
        lines = table_of(case, lang=lang, width=width).splitlines()
        assert max(map(columns_of, lines)) <= width
        assert any(set(line) == {"─"} for line in lines), "not a table but cards"


def test_a_wide_terminal_has_a_column_for_components_and_for_what_follows(mail: Case) -> None:
    wide = table_of(mail, width=160)
    assert re.search(r"whole service +2026-02 .*credit 25\u00a0%, €120.00", wide)
    assert "▸" not in wide


@pytest.mark.parametrize("width", [80, 100, 160])
def test_three_hundred_components_stay_readable(tmp_path: Path, width: int) -> None:
    rows = "".join(
        f"customer-{n:03}/site,2026-01-01T00:00:00+01:00,2026-03-01T00:00:00+01:00\n"
        for n in range(300)
    )
    lines = table_of(case_on(tmp_path, "--each", observed=rows), width=width).splitlines()
    assert max(map(columns_of, lines)) <= width
    assert sum("100.000" in line for line in lines) == 600
    assert len(lines) < 1300


def test_colours_come_on_top_of_signs_and_words(learning: Case) -> None:
    coloured = table_of(learning, is_coloured=True)
    assert f"{ESCAPE}31m✗\u00a0missed{ESCAPE}0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == table_of(learning)


# ---- documents -------------------------------------------------------------------------------


def test_the_document_explains_each_verdict_that_is_not_plainly_met(learning: Case) -> None:
    judged = judged_in(learning)
    outline = verdict_outline.verdict_outline(learning.contract, judged, lang="de")
    trees = [
        section
        for _, section in numbered(outline.sections)
        if any(isinstance(block, Tree) for block in section.blocks)
    ]
    [promised] = by_promise(judged)
    asked = [each for each in promised.base if needs_explaining(each)]
    assert len(trees) == len(asked) == 7
    assert all(isinstance(section, Section) for section in trees)


def needs_explaining(judged: Judged) -> bool:
    return judged.verdict.met is not True or not judged.verdict.complete


def test_the_document_names_notes_and_leaves_empty_parts_out(tmp_path: Path) -> None:
    case = case_on(tmp_path, observed=YEAR)
    written = render_verdicts(
        case.contract, judged_in(case), form="html", lang="de", width=80, notes=["Ein Hinweis."]
    ).decode()
    assert "<li>Ein Hinweis.</li>" in written
    assert "Klauseln in unseren Worten" not in written
    assert "Erklärungen" not in written


@pytest.mark.parametrize("form", ["html", "pdf", "table"])
def test_hostile_names_are_only_ever_text(tmp_path: Path, form: verdict_outline.Form) -> None:
    span = "2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00"
    observed = "".join(f'"{name}",{span}\n' for name in HOSTILE)
    down = "2026-01-12T10:00:00Z,2026-01-12T12:00:00Z,down,,,,<b>x</b>"
    outages = "".join(f'"{name}",{down}\n' for name in HOSTILE)
    case = case_on(tmp_path, "--each", observed=observed, outages=outages)
    written = render_verdicts(case.contract, judged_in(case), form=form, lang="en", width=100)
    if form == "pdf":
        assert written.startswith(b"%PDF-")
        return
    text = written.decode()
    assert "<script>" not in text.replace("▸ <script>", "") or form == "table"
    assert not re.search("[\x07\x1b\u202e]", text)
    if form == "html":
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    else:
        assert max(map(columns_of, text.splitlines())) <= 100
