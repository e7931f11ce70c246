"""Contracts as documents: golden texts, no raw names, hostile texts, one clause alone."""

import re
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import lru_cache
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from tests import documents
from tests.conftest import Golden
from zusage.core.errors import Refusal
from zusage.core.periods import PeriodKind
from zusage.core.terms import contract as terms
from zusage.core.terms.contract import Contract
from zusage.core.terms.quantities import Text
from zusage.core.terms.walk import walk
from zusage.formats.contract_yaml import load_contract
from zusage.formats.documents import plain
from zusage.formats.documents.contract import contract_outline
from zusage.formats.documents.html import page
from zusage.formats.documents.outline import Outline, Table, numbered
from zusage.formats.documents.typst import pdf

HASH = "0123456789abcdef" * 4
PATHS = [documents.EVERYTHING, *documents.CONTRACTS]
HOSTILE = "</td><script>x</script> #panic() *b* \\x1b[2J \\u202e \\U0001F600 שלום " + "W" * 200


def outline(contract: Contract, language: str = "en", **options: object) -> Outline:
    return contract_outline(contract, language=language, sha256=HASH, **options)  # type: ignore[arg-type]


@lru_cache
def load(path: Path) -> Contract:
    return load_contract(path.read_bytes()).contract


@lru_cache
def made_of(path: Path, language: str) -> Outline:
    return outline(load(path), language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_document_is_as_it_was(language: str, golden: Golden) -> None:
    made = outline(documents.everything(), language)
    golden(f"show/everything.{language}.txt", plain.text(made, width=80))


def test_head_and_foot_name_contract_version_and_hash() -> None:
    made = outline(documents.everything(), "de")
    assert made.title == "Alles: Mustervertrag"
    assert made.subtitle == "everything, Fassung 3"
    assert made.identity == ("everything, Fassung 3", "SHA-256 0123456789abcdef")


def test_the_date_is_the_newest_in_the_contract() -> None:
    contract = documents.everything()
    assert outline(contract).on == date(2026, 1, 1)
    assert outline(replace(contract, amendments=())).on == date(2025, 4, 15)
    undated = replace(contract, amendments=(), documents={}, clauses={})
    assert outline(undated_rules(undated)).on == date(1970, 1, 1)


def undated_rules(contract: Contract) -> Contract:
    """Return a contract of nothing but its head."""
    return Contract(
        zusage=1, name=contract.name, version=1, title=contract.title, zone=contract.zone
    )


def test_a_contract_of_a_head_alone_is_a_document() -> None:
    made = outline(undated_rules(documents.everything()))
    assert [section.anchor for section in made.sections] == ["readings"]
    assert pdf(made).startswith(b"%PDF")


# ---- every contract ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_section_and_no_table_is_empty(path: Path, language: str) -> None:
    made = made_of(path, language)
    for _, section in numbered(made.sections):
        assert section.blocks, section.title
        for block in section.blocks:
            assert not isinstance(block, Table) or block.rows, section.title


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_name_of_the_program_is_shown(path: Path, language: str) -> None:
    contract = load(path)
    made = made_of(path, language)
    text = plain.text(replace(made, blocks=made.blocks[:-2]), width=120)
    text = text.replace("options.storage.most", "")  # a place in the file, shown as such
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", text) == []
    assert re.findall(r"\b(?:None|True|False)\b|\w\(\w+=|<\w+\.\w+", text) == []
    if language == "de":
        assert (
            sorted(english_values() & set(re.findall(r"[\w-]+", text)) - own_words(contract)) == []
        )


def english_values() -> set[str]:
    """Return every value of every closed list of the contract file, apart from German words."""
    kinds = [kind for kind in (*vars(terms).values(), PeriodKind) if isinstance(kind, type)]
    return {str(each.value) for kind in kinds if issubclass(kind, Enum) for each in kind} - {"all"}


def own_words(contract: Contract) -> set[str]:
    """Return the words that the author wrote in German, whatever they mean in English."""
    texts = [value.de for _, value in walk(contract) if isinstance(value, Text)]
    return set(re.findall(r"[\w-]+", " ".join((*texts, contract.name))))


def test_a_raw_name_would_be_seen() -> None:
    assert english_values() >= {"provider", "on_event", "calendar_month", "snapshot", "worst"}
    rule = replace(documents.everything().duties[1], title=Text(de="on_event x", en="y"))
    made = outline(replace(documents.everything(), duties=(rule,)), "de")
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", plain.text(made)) != []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_clause_is_listed_once_and_marks_lead_to_it(path: Path) -> None:
    contract, made = load(path), made_of(path, "en")
    (clauses,) = (section for section in made.sections if section.anchor == "clauses")
    (table,) = clauses.blocks
    assert isinstance(table, Table)
    listed = [row.cells[0] for row in table.rows if row.anchor]
    assert sorted(map(str, listed)) == sorted(contract.clauses)


@pytest.mark.parametrize("path", documents.CONTRACTS, ids=lambda path: path.stem)
def test_documents_of_the_contracts_are_made_in_every_form(path: Path) -> None:
    for language in ("de", "en"):
        made = made_of(path, language)
        assert pdf(made).startswith(b"%PDF")
        assert page(made).startswith("<!doctype html>")
        assert max(map(plain.columns_of, plain.text(made, width=80).splitlines())) <= 80


# ---- readings and clauses ---------------------------------------------------------------------


def test_readings_of_the_reader_change_text_and_their_source() -> None:
    chosen = {"silent_maintenance": "excluded", "clock_zone": "fixed"}
    said = documents.words(outline(documents.everything(), "en", chosen=chosen).sections)
    assert any("UTC+01:00, all year" in line for line in said)
    assert said.count("Chosen") == 2


def test_one_clause_alone_shows_its_rules_and_nothing_else() -> None:
    made = outline(documents.everything(), "de", clause="A2")
    said = documents.words(made.sections)
    assert "Erreichbarkeit [A2]" in said
    assert "Behoben [A1]" not in said
    anchors = [section.anchor for section in made.sections]
    assert anchors == [
        "service",
        "promises",
        "hours",
        "desk",
        "maintenance",
        "matrices",
        "readings",
        "clauses",
    ]
    assert "Ohne Verwendung." not in said
    assert pdf(made).startswith(b"%PDF")


def test_a_clause_without_a_rule_still_shows_itself() -> None:
    made = outline(documents.everything(), "en", clause="A3")
    assert [section.anchor for section in made.sections] == ["clauses"]


def test_an_unknown_clause_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal) as refused:
        outline(documents.everything(), clause="Z9")
    assert refused.value.code == "show.clause_unknown"
    assert refused.value.facts == {"clause": "Z9", "known": "A1, A2, A3"}


# ---- hostile texts ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile() -> Contract:
    """Return the contract with every German text and many names replaced by a hostile one."""
    text = documents.EVERYTHING.read_text("utf-8")
    text = re.sub(r'\{de: (?:"[^"]*"|[^,"]*),', lambda _: f'{{de: "{HOSTILE}",', text)
    text = text.replace("[phone, email]", f'[phone, "{HOSTILE}"]')
    text = text.replace("[7-Zip, VLC]", f'["{HOSTILE}"]')
    text = text.replace("https://example.org/prices", "javascript:alert(1)")
    return load_contract(text.encode()).contract


def test_hostile_texts_come_out_as_text(hostile: Contract) -> None:
    made = outline(hostile, "de")
    shown = "</td><script>x</script> #panic() *b* \ufffd[2J \ufffd 😀 שלום"
    text, html = plain.text(made, width=4000), page(made)
    assert shown in text
    assert not {"\x1b", "\u202e"} & set(text + html)
    assert "<script" not in html
    assert 'href="javascript:' not in html
    assert shown in unescape(html)
    assert pdf(made).startswith(b"%PDF")


def test_hostile_texts_stay_within_the_width(hostile: Contract) -> None:
    for width in (40, 80):
        lines = plain.text(outline(hostile, "de"), width=width).splitlines()
        assert max(map(plain.columns_of, lines)) <= width


def test_headings_of_a_contract_go_down_one_level_at_a_time() -> None:
    for path in PATHS:
        depths = [len(number) for number, _ in numbered(made_of(path, "en").sections)]
        assert all(after <= before + 1 for before, after in pairwise(depths))
