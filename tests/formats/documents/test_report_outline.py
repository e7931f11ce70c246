"""The report: what a customer and a lawyer read, page by page, for every kind of log."""

import io
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Golden
from tests.judging import LEARNING, MAIL, ROOT, case_of, case_on, judged_in
from zusage.core.availability.gathering import Observed
from zusage.formats.documents import html, typst
from zusage.formats.documents.outline import Outline, Timeline, numbered
from zusage.formats.documents.report_outline import Report, report_outline
from zusage.formats.documents.sources import SourceFile
from zusage.interfaces.cli.case import Case

ONE_SITE = [
    *(each.replace("learning/*", "learning/hafenwerk") for each in LEARNING),
    "--all-readings",
]
HOSTILE = "<script>alert(1)</script> #strong[x] \u202egnol\x07 " + "x" * 400
MONTH = "platform,2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00\n"
YEAR = "{},2026-01-01T00:00:00+01:00,2026-10-01T00:00:00+02:00\n"


def span_of(observed: Observed) -> tuple[int, int]:
    """Return from when to when anything was watched."""
    spans = observed.spans.values()
    return min(int(each[0, 0]) for each in spans), max(int(each[-1, 1]) for each in spans)


def report_on(
    case: Case, *, lang: str = "en", customer: str = "", notes: Sequence[str] = ()
) -> Outline:
    """Return the outline of a report, made from files with invented hashes."""
    start, end = span_of(case.files.observed)
    contract = SourceFile(kind="contract", path="contract.yaml", sha256="c" * 64)
    outages = SourceFile(kind="outages", path="outages.csv", sha256="0" * 64, rows=34)
    report = Report(
        contract=case.contract,
        judged=judged_in(case),
        start=start,
        end=end,
        sources=[contract, outages],
        row_of=case.row_of,
        customer=customer,
        notes=notes,
    )
    return report_outline(report, lang=lang)


def page_of(outline: Outline) -> str:
    """Return the page without its style, with ordinary spaces."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", html.page(outline), flags=re.DOTALL)
    return page.replace("\u00a0", " ")


def words_of(outline: Outline) -> str:
    """Return the words of the page, without its tags."""
    return plain(page_of(outline))


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def section_of(outline: Outline, title: str) -> str:
    """Return the words of the section that has a title."""
    page = page_of(outline)
    found = re.search(rf'<h3 id="[^"]*"><span class="number">[\d.]+</span> {title}</h3>', page)
    assert found, title
    rest = page[found.end() :]
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]*>", " ", rest.partition('<div class="head level3">')[0])
    )


@pytest.fixture(scope="module")
def learning() -> Case:
    return case_of(*ONE_SITE)


@pytest.fixture(scope="module")
def mail() -> Case:
    return case_of(*MAIL, "--all-readings")


# ---- golden ----------------------------------------------------------------------------------


def test_the_pdf_of_the_learning_platform_reads_as_it_did(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    case = case_of(*(each.removeprefix(f"{ROOT}/") for each in ONE_SITE))
    outline = report_on(case, lang="de", customer="Hafenwerk", notes=["Ein Hinweis."])
    reader = PdfReader(io.BytesIO(typst.pdf(outline)))
    pages = [page.extract_text() for page in reader.pages]
    golden("report/learning.de.txt", "\n\f\n".join(pages) + "\n")


def test_the_page_of_the_mail_platform_reads_as_it_did(golden: Golden) -> None:
    case = case_of(*MAIL, "--all-readings", "--from", "2026-02-01", "--to", "2026-04-01")
    golden("report/mail.en.html", page_of(report_on(case)).replace(f"{ROOT}/", ""))


# ---- cover and summary -----------------------------------------------------------------------


def test_the_cover_says_who_what_when_and_from_which_files(learning: Case) -> None:
    words = words_of(report_on(learning, customer="Hafenwerk"))
    assert "Provider Pluvo" in words
    assert "Customer Hafenwerk" in words
    assert "1 January 2026 to 30 September 2026 inclusive, zone Europe/Amsterdam" in words
    assert f"outages outages.csv, rows: 34 SHA-256 {'0' * 64}" in words


def test_rejected_rows_are_said(learning: Case) -> None:
    log = SourceFile(kind="outages", path="o.csv", sha256="1" * 64, rows=9, rejected=2)
    report = Report(
        contract=learning.contract,
        judged=[],
        start=0,
        end=86_400,
        sources=[log],
        row_of=learning.row_of,
    )
    words = words_of(report_outline(report, lang="de"))
    assert "Ausfälle o.csv, Datenzeilen: 9, davon als fehlerhaft zurückgewiesen: 2" in words


def test_a_hash_can_be_copied_from_the_pdf(learning: Case) -> None:
    reader = PdfReader(io.BytesIO(typst.pdf(report_on(learning))))
    assert "c" * 64 in reader.pages[0].extract_text()


def test_without_a_customer_the_cover_names_none(learning: Case) -> None:
    assert "Customer Hafenwerk" not in words_of(report_on(learning))


def test_the_summary_has_a_verdict_a_month_and_what_follows(learning: Case) -> None:
    words = words_of(report_on(learning)).partition("Summary")[2]
    assert "Verdicts: 9 (5 met, 4 missed," in words
    assert "June 2026 99.412 -0:40:53 ✗ missed Right to terminate at once" in words
    assert "Response and recovery times are not measured yet" in words


def test_a_summary_without_credits_and_rights_has_no_column_for_them(tmp_path: Path) -> None:
    observed = "platform,2026-01-01T00:00:00+01:00,2026-04-01T00:00:00+02:00\n"
    words = words_of(report_on(case_on(tmp_path, observed=observed)))
    assert "Period Percent Left Verdict January 2026" in words


def test_the_pdf_has_title_language_outline_and_page_numbers(learning: Case) -> None:
    reader = PdfReader(io.BytesIO(typst.pdf(report_on(learning, lang="de"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Bericht über die Verfügbarkeit"
    assert "Seite 2 von" in reader.pages[1].extract_text()
    titles = [item["/Title"] for item in reader.outline if isinstance(item, dict)]
    assert "Zusammenfassung" in " ".join(map(str, titles))


# ---- months ----------------------------------------------------------------------------------


def test_a_month_has_its_outages_with_local_times_and_evidence(learning: Case) -> None:
    words = section_of(report_on(learning), "March 2026")
    assert "30 Mar 2026 08:20 30 Mar 2026 09:25 1:05:00 0:25:00 0:25:00 down" in words
    assert "provider (decided by Jonas Albers)" in words
    assert "probe fra-1; remark: Storage latency; last good 10 Mar 2026 11:11" in words
    assert re.search(r"Outages \(clock of Europe/Amsterdam\), from \S*outages.csv Begin", words)
    assert "First working day of summer time; line 11 " in words


def test_an_outage_in_hours_that_is_excluded_counts_nothing(tmp_path: Path) -> None:
    outage = "platform,2026-01-12T10:00:00Z,2026-01-12T12:00:00Z,down,force_majeure,,,x\n"
    outline = report_on(case_on(tmp_path, outages=outage, observed=MONTH))
    assert "2:00:00 2:00:00 0:00:00 down force majeure" in section_of(outline, "January 2026")


def test_notes_on_the_files_stand_in_the_summary(learning: Case) -> None:
    assert "Notes on the files A note." in words_of(report_on(learning, notes=["A note."]))
    assert "Notes on the files" not in words_of(report_on(learning))


def test_a_month_has_its_maintenance_with_the_judgement(learning: Case) -> None:
    words = section_of(report_on(learning), "May 2026")
    assert "announced at too short notice; the part in service hours counts" in words
    assert "longer than agreed: a breach of the maintenance rule" in words
    assert "18 May 2026 15:00" in words


def test_a_month_says_what_other_readings_give(learning: Case) -> None:
    words = section_of(report_on(learning), "January 2026")
    assert "(outage_begin=last_good_check): learning/hafenwerk, 2026-01 met (99.875 %)" in words


def test_a_month_without_events_says_so(learning: Case) -> None:
    words = section_of(report_on(learning), "August 2026")
    assert "Neither outage nor maintenance." in words
    assert "Evidence" not in words


def test_the_picture_shows_outages_maintenance_gaps_and_hours(tmp_path: Path) -> None:
    case = case_on(
        tmp_path,
        outages="platform,2026-01-12T10:00:00Z,2026-01-12T12:00:00Z,partial,,,,x\n",
        maintenance=",2026-01-17T09:00:00Z,2026-01-17T10:00:00Z,,x\n",
        observed="platform,2026-01-05T00:00:00+01:00,2026-02-01T00:00:00+01:00\n",
    )
    outline = report_on(case)
    [picture] = pictures_of(outline)
    [lane] = picture.lanes
    assert [bar.state.value for bar in lane.bars] == ["unmeasured", "maintenance", "partial"]
    assert lane.bars[0].end == 4 * 86400
    assert picture.shaded[0] == (0, (24 + 9) * 3600), "New Year is a holiday"
    assert "Not measured: platform 1 Jan 2026 00:00 to 5 Jan 2026 00:00." in (
        picture.description.replace("\u00a0", " ")
    )
    words = section_of(outline, "January 2026")
    assert "every component" in words
    assert "announcement beforehand assumed, as the file names none" in words
    assert "not said" in words


def pictures_of(outline: Outline) -> list[Timeline]:
    return [
        block
        for _, section in numbered(outline.sections)
        for block in section.blocks
        if isinstance(block, Timeline)
    ]


def test_maintenance_from_two_files_names_the_file_in_each_row(tmp_path: Path) -> None:
    case = case_on(
        tmp_path,
        outages="platform,2026-01-17T09:00:00Z,2026-01-17T10:00:00Z,maintenance,,,,x\n",
        maintenance="platform,2026-01-18T09:00:00Z,2026-01-18T10:00:00Z,,x\n",
        observed=MONTH,
    )
    words = section_of(report_on(case), "January 2026")
    assert re.search(r"platform; \S*/outages.csv, line 2", words)
    assert re.search(r"platform; \S*/maintenance.csv, line 2", words)
    assert "Maintenance (clock of Europe/Amsterdam) Begin" in words


def test_an_outage_without_a_decided_cause_says_so(tmp_path: Path) -> None:
    outages = (
        "platform,2026-01-12T10:00:00Z,2026-01-12T10:05:00Z,down,,,,x\n"
        "platform,2026-01-13T10:00:00Z,2026-01-13T10:05:00Z,down,customer,,,x\n"
    )
    words = section_of(
        report_on(case_on(tmp_path, outages=outages, observed=MONTH)), "January 2026"
    )
    assert "0:05:00 down open x" in words
    assert "down customer x" in words


def test_a_promise_per_year_waits_for_its_end(tmp_path: Path) -> None:
    case = case_on(tmp_path, contract="phlymail", observed=YEAR.format("instance"))
    outline = report_on(case)
    assert "The promise is per calendar year; no such period ends in this month." in section_of(
        outline, "March 2026"
    )
    assert "2026 · 6551:00:00" in section_of(outline, "September 2026")


def test_nothing_judged_says_so(tmp_path: Path) -> None:
    case = case_on(tmp_path, observed=MONTH)
    start, end = span_of(case.files.observed)
    contract = SourceFile(kind="contract", path="contract.yaml", sha256="c" * 64)
    report = Report(
        contract=case.contract,
        judged=[],
        start=start,
        end=end,
        sources=[contract],
        row_of=case.row_of,
    )
    words = words_of(report_outline(report, lang="en"))
    assert "There is no measurement for this period, and so no verdict." in words
    assert "The months" not in words


# ---- several promises and many components ----------------------------------------------------


def test_components_stand_in_groups_and_the_service_among_them(mail: Case) -> None:
    outline = report_on(mail)
    assert [lane.title for lane in pictures_of(outline)[0].lanes] == ["api", "smtp_in", "outbound"]
    words = section_of(outline, "February 2026")
    assert "whole service 2026-02 672:00:00 2:39:00" in words
    assert "credit 25 %, €120.00" in words


def test_two_promises_of_a_contract_stand_below_each_other(tmp_path: Path) -> None:
    text = (ROOT / "contracts" / "pluvo.yaml").read_text()
    second = text[text.index("levels:\n") :].partition("      - id: availability\n")[2]
    second = second.partition("    targets:\n")[0].replace("99.8 %", "99 %")
    added = text.replace("    targets:\n", f"      - id: other\n{second}    targets:\n", 1)
    (tmp_path / "contract.yaml").write_text(added)
    case = case_on(tmp_path, contract=str(tmp_path / "contract"), observed=MONTH)
    outline = report_on(case)
    words = section_of(outline, "January 2026")
    assert "Availability 99.8 % per calendar month" in words
    assert "Availability 99 % per calendar month" in words
    assert len(pictures_of(outline)) == 2
    assert words_of(outline).count("The contract leaves these questions open.") == 1


def test_pictures_of_many_components_show_only_those_with_events(tmp_path: Path) -> None:
    span = "2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00"
    down = "2026-01-12T10:00:00Z,2026-01-12T12:00:00Z,down,,,,x"
    observed = "".join(f"c{n:03},{span}\n" for n in range(300))
    outages = "".join(f"c{n:03},{down}\n" for n in range(20))
    outline = report_on(case_on(tmp_path, "--each", observed=observed, outages=outages))
    first, second = pictures_of(outline)
    assert (len(first.lanes), len(second.lanes)) == (12, 8)
    assert first.title == "Course, January 2026, picture 1 of 2"
    assert len(page_of(outline)) < 2_000_000


# ---- readings, explanations ------------------------------------------------------------------


def test_each_reading_stands_beside_what_the_others_change(mail: Case) -> None:
    words = words_of(report_on(mail)).partition("Reading of this report")[2]
    assert "down while all of them are down: whole service, 2026-02 met (100.0000 %)" in words
    assert "yes, to two decimals" in words
    assert "started blocks as well: whole service, 2026-02 credit 30 %" in words
    assert "in the customer's zone: changes no figure" in words


def test_a_question_with_one_answer_says_so(learning: Case) -> None:
    assert "There is only this one." in words_of(report_on(learning))


def test_every_verdict_leads_to_its_tree_from_summary_and_month(learning: Case) -> None:
    page = page_of(report_on(learning))
    for month in range(1, 10):
        target = f'href="#explanation.standard.availability.learning_2f_hafenwerk.2026-{month:02}"'
        assert page.count(target) == 2, month


def test_every_verdict_has_its_tree_and_every_cited_clause_its_words(learning: Case) -> None:
    page = page_of(report_on(learning, lang="de"))
    assert page.count("Servicezeit (Nenner)") == 9
    marks = set(re.findall(r'class="mark" href="#(clause\.\w+)"', page))
    assert marks >= {"clause.V07", "clause.V21"}
    assert all(f'id="{mark}"' in page for mark in marks)


# ---- hostile ---------------------------------------------------------------------------------


def test_hostile_names_and_evidence_are_only_ever_text(tmp_path: Path) -> None:
    span = "2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00"
    down = "2026-01-12T10:00:00Z,2026-01-12T12:00:00Z,down,,,"
    case = case_on(
        tmp_path,
        "--each",
        observed=f'"{HOSTILE}",{span}\n',
        outages=f'"{HOSTILE}",{down},"{HOSTILE}"\n',
    )
    outline = report_on(case, customer=HOSTILE)
    page = page_of(outline)
    assert "<script" not in page
    assert not re.search("[\x07\u202e]", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    reader = PdfReader(io.BytesIO(typst.pdf(outline)))
    assert "<script>alert(1)</script>" in "".join(p.extract_text() for p in reader.pages)
