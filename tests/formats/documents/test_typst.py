"""PDFs: archive standard, metadata, links and outline; whatever a text holds comes out as text."""

import io
import json
import re
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests import documents
from zusage.formats import documents as package
from zusage.formats.documents import typst as module
from zusage.formats.documents.outline import (
    Column,
    Facts,
    Link,
    Listing,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
)
from zusage.formats.documents.typst import pdf

HOSTILE = '#panic("x") *b* _i_ $x$ <label> @ref \\ // "q" `raw` </td> \x1b[2J \u202e 😀 中文 שלום'


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(reader: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def of(*blocks: Any, **changes: Any) -> PdfReader:
    section = Section(title="Section", anchor="a", blocks=blocks)
    return read(pdf(documents.outline(blocks=(), sections=(section,), **changes)))


@pytest.fixture(scope="module")
def sample() -> PdfReader:
    return read(pdf(documents.outline("de")))


def test_metadata_name_title_date_language_and_standards(sample: PdfReader) -> None:
    assert sample.metadata is not None
    assert sample.metadata.title == "A <b>report</b> & more"
    assert sample.metadata.creation_date is not None
    assert sample.metadata.creation_date.date() == date(2026, 4, 1)
    root: Any = sample.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_pages_are_a4_with_identity_and_numbers_at_the_foot(sample: PdfReader) -> None:
    pages = len(sample.pages)
    assert pages == 2
    for number, page in enumerate(sample.pages, start=1):
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        words = " ".join(page.extract_text().split())
        assert "sample, version 1 · SHA-256 00ff" in words
        assert f"Seite {number} von {pages}" in words


def test_every_word_of_the_outline_is_in_it(sample: PdfReader) -> None:
    said = text_of(sample)
    hidden = {"Years"}
    for words in set(documents.words(documents.outline("de").sections)) - hidden:
        for word in re.findall(r"[A-Za-z0-9.,%]+", words):
            assert word in said, word
    assert "Inhalt" in said


def test_bookmarks_are_the_sections_without_their_marks(sample: PdfReader) -> None:
    titles = [entry["/Title"] for entry in flat(sample.outline)]
    assert [re.sub(r"^[\d.]+ *", "", title) for title in titles] == [
        "Findings",
        "Deeper",
        "Deepest",
        "Clauses",
    ]


def flat(outline: list) -> list:  # type: ignore[type-arg]
    """Return the entries of nested bookmarks in order."""
    return [e for entry in outline for e in (flat(entry) if isinstance(entry, list) else [entry])]


def test_links_lead_to_places_inside_or_to_harmless_addresses(sample: PdfReader) -> None:
    notes = [note.get_object() for page in sample.pages for note in page.get("/Annots", [])]
    actions = [note.get("/A", DictionaryObject()) for note in notes]
    assert [action["/URI"] for action in actions if "/URI" in action] == [
        "https://example.org/?a=1&b=2"
    ]
    inside = [note for note in notes if "/Dest" in note or "/D" in note.get("/A", {})]
    # Four entries of contents on three levels are two levels deep; two marks, one mark, one link.
    assert len(inside) == 3 + 2 + 1 + 1


def test_the_same_outline_gives_the_same_bytes() -> None:
    assert pdf(documents.outline()) == pdf(documents.outline())


def test_hostile_texts_are_only_texts() -> None:
    columns = (Column(title=HOSTILE, share=1), Column(title=HOSTILE))
    rows = (Row(cells=(HOSTILE, Link(text=HOSTILE, address=f"https:{HOSTILE}"))),)
    table = Table(title=HOSTILE, columns=columns, rows=rows)
    reader = of(Paragraph(text=HOSTILE), table, title=HOSTILE, identity=(HOSTILE,))
    said = text_of(reader)
    assert said.count('#panic("x") *b* _i_ $x$ <label> @ref \\ //') >= 5
    assert "[U+1F600] [U+4E2D][U+6587]" in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    "character", ["\u0e01", "\ufdfa", "\u00ad", "\u2060", "\u200d", "\U0001f3fd"]
)
def test_every_character_is_shown_or_named(character: str) -> None:
    said = text_of(of(Paragraph(text=f"x{character}y")))
    assert re.search(r"x(\[U\+[0-9A-F]+\]|[^\[]?)y", said)


def test_hebrew_and_cyrillic_stay_themselves() -> None:
    said = text_of(of(Paragraph(text="Договор")))
    assert "Договор" in said
    assert "[U+" not in text_of(of(Paragraph(text="שלום")))


def test_a_long_word_is_broken_inside_the_page() -> None:
    columns = (Column(title="n", share=1), Column(title="m", share=1))
    table = Table(title="t", columns=columns, rows=(Row(cells=("W" * 300, "x")),))
    reader = of(table, Paragraph(text="V" * 500))
    rights: list[float] = []

    def note(text: str, _: list[float], matrix: list[float], *rest: object) -> None:
        if text.strip():
            rights.append(matrix[4])

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    assert max(rights) < 595
    said = re.sub(r"[\s\u200b]", "", text_of(reader))
    assert "W" * 300 in said
    assert "V" * 500 in said


@pytest.mark.parametrize(("is_name", "word"), [(True, "ahornschule"), (False, "ahornschu-")])
def test_a_name_in_a_table_is_not_hyphenated(is_name: bool, word: str) -> None:
    columns = (Column(title="Name", share=1, is_name=is_name), Column(title="Rest", share=8))
    rows = (Row(cells=("learning/ ahornschule", "Ein Satz")),)
    table = Table(title="Names", columns=columns, rows=rows, title_hidden=True)
    assert word in of(table, language="de").pages[-1].extract_text().split()


def test_small_headings_stay_with_what_follows_and_short_tables_stay_whole() -> None:
    columns = (Column(title="Head", share=1), Column(title="Figure"))
    blocks: list[Any] = []
    for number in range(60):
        rows = tuple(Row(cells=(f"row {number}.{row}", "1")) for row in range(4))
        table = Table(title="Rows", columns=columns, rows=rows, title_hidden=True)
        filler = (Paragraph(text=f"Filler {number}."),) * (number % 5 + 1)
        blocks += [*filler, Paragraph(text=Strong(text=f"Small heading {number}.")), table]
    pages = [page.extract_text() for page in of(*blocks).pages]
    for number in range(60):
        wanted = [f"Small heading {number}.", *(f"row {number}.{row}" for row in range(4))]
        places = {at for at, text in enumerate(pages) for words in wanted if words in text}
        assert len(places) == 1, (number, places)


def test_a_list_without_entries_and_a_page_without_parts_are_made() -> None:
    assert len(of(Listing(items=()), Facts(pairs=())).pages) == 2


def test_a_mistake_of_the_template_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TEMPLATE", "page.css")
    with pytest.raises(typst.TypstError):
        pdf(documents.outline())


def test_the_template_takes_nothing_from_elsewhere() -> None:
    template = (files(package) / "template.typ").read_text("utf-8")
    assert not re.search(r"@preview|#import|#include|read\(|eval\(", template)
    assert json.dumps(template)  # is text throughout
