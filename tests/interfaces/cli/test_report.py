"""The command that writes a report: its files, its months, and what is refused."""

import io
import os
import re
import threading
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.judging import LEARNING, MAIL, SAMPLES
from zusage.interfaces.cli import main


def report(*arguments: str, lang: str = "en") -> int:
    return main(["report", *arguments, "--lang", lang])


def words(page: Path) -> str:
    """Return the words of a page, without its style and tags."""
    text = re.sub(r"<style>.*?</style>", "", page.read_text(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text).replace("\u00a0", " "))


def test_a_report_is_a_pdf_unless_a_page_is_asked_for(tmp_path: Path) -> None:
    pdf, page = tmp_path / "report.pdf", tmp_path / "report.html"
    assert report(*MAIL, "-o", str(pdf), lang="de") == 0
    assert report(*MAIL, "--format", "html", "-o", str(page), lang="de") == 0
    assert len(PdfReader(io.BytesIO(pdf.read_bytes())).pages) > 5
    assert '<html lang="de">' in page.read_text()


def test_the_cover_has_the_hash_and_the_rows_of_every_file(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert report(*MAIL, "--customer", "Muster AG", "--format", "html", "-o", str(page)) == 0
    said = words(page)
    assert "Customer Muster AG" in said
    for name in ("outages.csv", "maintenance.csv", "observed.csv"):
        content = (SAMPLES / "mail" / name).read_bytes()
        rows = len(content.splitlines()) - 1
        digest = sha256(content).hexdigest()
        assert re.search(rf"{re.escape(name)}, (rows|components): {rows} SHA-256 {digest}", said)
    assert sha256(Path(MAIL[0]).read_bytes()).hexdigest() in said


def test_rejected_rows_are_counted_on_the_cover(tmp_path: Path) -> None:
    page, log = tmp_path / "report.html", tmp_path / "outages.csv"
    bad = "platform,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z,down"
    log.write_text(f"component,started_at,ended_at,state\n{bad}\n")
    arguments = ("--outages", str(log), "--from", "2026-01-01", "--to", "2026-03-01")
    rejects = ("--reject", str(tmp_path / "rejects.csv"))
    assert report(LEARNING[0], *arguments, *rejects, "--format", "html", "-o", str(page)) == 0
    assert "outages.csv, rows: 1, of which rejected as bad: 1 SHA-256" in words(page)


def test_the_same_files_give_the_same_report(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (first, second):
        assert report(*MAIL, "--months", "1", "-o", str(path)) == 0
    assert first.read_bytes() == second.read_bytes()


def test_months_are_the_last_whole_ones(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    arguments = ("--months", "6", "--to", "2026-08-20", "--format", "html", "-o", str(page))
    assert report(*MAIL, *arguments) == 0
    said = words(page)
    assert "1 February 2026 to 31 July 2026 inclusive" in said
    assert "Verdicts: 6 (" in said


def test_more_months_than_there_are_give_what_there_is(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert report(*MAIL, "--months", "36", "--format", "html", "-o", str(page)) == 0
    assert "1 January 2026 to 30 September 2026 inclusive" in words(page)


def test_without_an_observed_file_the_window_is_what_was_named(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    log = tmp_path / "outages.csv"
    log.write_text("component,started_at,ended_at,state\n")
    arguments = ("--outages", str(log), "--from", "2026-01-01", "--to", "2026-03-01")
    assert report(LEARNING[0], *arguments, "--format", "html", "-o", str(page)) == 0
    said = words(page)
    assert "1 January 2026 to 28 February 2026 inclusive" in said
    assert "maintenance maintenance.csv" not in said


def test_the_name_of_the_file_says_the_form(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert report(*MAIL, "--months", "1", "-o", str(page)) == 0
    assert page.read_text().startswith("<!doctype html>")
    assert report(*MAIL, "--months", "1", "--format", "pdf", "-o", str(page)) == 3
    assert report(*MAIL, "--months", "1", "-o", str(tmp_path / "report.csv")) == 3


def test_the_hash_is_that_of_the_bytes_that_were_judged(tmp_path: Path) -> None:
    """A pipe can be read only once; a second reading would hash something else."""
    log = b"component,started_at,ended_at,state\n"
    pipe, page = tmp_path / "pipe.csv", tmp_path / "report.html"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(log,))
    writer.start()
    window = ("--from", "2026-01-01", "--to", "2026-02-01")
    assert report(LEARNING[0], "--outages", str(pipe), *window, "-o", str(page)) == 0
    writer.join()
    assert sha256(log).hexdigest() in words(page)


def test_a_report_goes_to_standard_output_without_a_file(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert report(*MAIL, "--months", "1") == 0
    assert capsysbinary.readouterr().out.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--months", "0"), "--months 0 is no number of months"),
        (("--months", "1201"), "--months 1201 is no number of months"),
        (("--months", "30000"), "--months 30000 is no number of months"),
        (("--from", "2020-01-01", "--to", "2020-02-01"), "None of the components was measured"),
        (("--to", "2026-01-20", "--months", "2"), "None of the components was measured"),
    ],
)
def test_a_report_about_nothing_is_refused(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.pdf"
    assert report(*MAIL, *arguments, "-o", str(target)) == 3
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_nothing_is_written_when_a_row_is_bad(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "outages.csv"
    log.write_text(
        "component,started_at,ended_at,state\nplatform,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z,down\n"
    )
    target = tmp_path / "report.pdf"
    arguments = ("--outages", str(log), "--from", "2026-01-01", "--to", "2026-03-01")
    assert report(LEARNING[0], *arguments, "-o", str(target)) == 2
    assert "outages.ends_before_begin" in capsys.readouterr().err
    assert not target.exists()
