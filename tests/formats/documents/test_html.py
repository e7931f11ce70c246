"""The page: accessible by its structure, harmless whatever a text holds, the same every time."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests import documents
from tests.conftest import Golden
from zusage.formats.documents.html import page
from zusage.formats.documents.outline import (
    Column,
    Link,
    Paragraph,
    Row,
    Section,
    Table,
)

VOID = {"meta", "br"}
HOSTILE = '</td><script>alert("x")</script> & \x1b[2J \u202e #typst *b* $x$ 😀 שלום ' + "W" * 400


class Tags(HTMLParser):
    """Reads a page and keeps its tags, checking that each one is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def hostile() -> str:
    table = Table(
        title=HOSTILE,
        columns=(Column(title=HOSTILE, share=1), Column(title=HOSTILE)),
        rows=(Row(cells=(HOSTILE, Link(text=HOSTILE, address=f"https:{HOSTILE}"))),),
    )
    section = Section(title=HOSTILE, anchor="a", blocks=(Paragraph(text=HOSTILE), table))
    return page(documents.outline(title=HOSTILE, blocks=(), sections=(section,)))


def test_page_is_as_it_was(golden: Golden) -> None:
    text = re.sub(
        r"<style>.*</style>", "<style></style>", page(documents.outline()), flags=re.DOTALL
    )
    golden("show/sample.html", text)


def test_page_has_landmarks_one_title_and_a_skip_link() -> None:
    tags = Tags(page(documents.outline("de")))
    assert tags.all("html") == [{"lang": "de"}]
    assert [len(tags.all(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    first_link = tags.all("a")[0]
    assert first_link == {"class": "skip", "href": "#main"}
    assert tags.all("main") == [{"id": "main"}]


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [
        int(tag[1])
        for tag, _ in Tags(page(documents.outline())).found
        if re.fullmatch("h[1-6]", tag)
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert max(levels) == 4


def test_deep_sections_stay_at_the_last_heading() -> None:
    section = Section(title="7", anchor="s7", blocks=())
    for depth in range(6, 0, -1):
        section = Section(title=str(depth), anchor=f"s{depth}", blocks=(section,))
    tags = Tags(page(documents.outline(sections=(section,))))
    assert len(tags.all("h6")) == 3


def test_every_link_inside_leads_to_one_place() -> None:
    tags = Tags(page(documents.outline()))
    ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
    assert len(set(ids)) == len(ids)
    targets = {a["href"][1:] for a in tags.all("a") if a["href"].startswith("#")}
    assert targets >= {"main", "findings", "deeper", "clauses", "clause.A1"}
    assert targets <= set(ids)


def test_contents_list_two_levels() -> None:
    nav = page(documents.outline()).split("<nav")[1].split("</nav>")[0]
    assert re.findall(r'href="#(\w+)"', nav) == ["findings", "deeper", "clauses"]


def test_tables_have_heads_with_a_scope() -> None:
    tags = Tags(page(documents.outline()))
    scopes = [head["scope"] for head in tags.all("th")]
    assert scopes == ["col"] * 3 + ["rowgroup"] + ["row"] * 3 + ["col"] * 2 + ["row"]
    assert {head["role"] for head in tags.all("th")} == {"columnheader", "rowheader"}
    assert len(re.findall("<caption", page(documents.outline()))) == 2


def test_cells_repeat_their_column_for_small_screens_unless_empty() -> None:
    cells = Tags(page(documents.outline())).all("td")
    assert [cell.get("data-label") for cell in cells[:6]] == [
        "Down",
        "Verdict",
        None,
        "Verdict",
        "Down",
        None,
    ]


def test_a_column_of_names_is_not_hyphenated() -> None:
    columns = (Column(title="Name", share=1, is_name=True), Column(title="Rest", share=1))
    table = Table(title="Names", columns=columns, rows=(Row(cells=("learning", "rest")),))
    section = Section(title="Section", anchor="a", blocks=(table,))
    text = page(documents.outline(blocks=(), sections=(section,)))
    assert '<th scope="row" role="rowheader" class="name">learning</th>' in text
    assert '<td role="cell" data-label="Rest">rest</td>' in text
    assert ".name { hyphens: none; }" in text


def test_a_table_of_figures_scrolls_and_can_be_reached() -> None:
    regions = [d for d in Tags(page(documents.outline())).all("div") if d.get("role") == "region"]
    assert regions == [
        {"class": "scroll", "role": "region", "aria-label": "Years", "tabindex": "0"}
    ]


def test_a_badge_is_more_than_a_colour() -> None:
    text = page(documents.outline())
    assert '<span class="badge good"><span aria-hidden="true">✓</span>\u00a0met</span>' in text
    assert '<span class="badge bad"><span aria-hidden="true">✗</span>\u00a0missed</span>' in text


def test_pictures_have_a_text_and_ids_of_their_own() -> None:
    first = documents.timeline()
    section = Section(title="s", anchor="s", blocks=(first, first))
    tags = Tags(page(documents.outline(sections=(section,))))
    assert [svg["aria-label"] for svg in tags.all("svg")] == ["Every state once."] * 2
    ids = [pattern["id"] for pattern in tags.all("pattern")]
    assert len(set(ids)) == len(ids) == 8


def test_only_harmless_addresses_become_links() -> None:
    tags = Tags(page(documents.outline()))
    outside = [a["href"] for a in tags.all("a") if not a["href"].startswith("#")]
    assert outside == ["https://example.org/?a=1&b=2"]
    assert "a trap (javascript:alert(1))" in tags.text


def test_hostile_texts_are_only_texts() -> None:
    text = hostile()
    tags = Tags(text)
    assert tags.all("script") == []
    assert (
        tags.text.count(HOSTILE.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd").strip()) >= 8
    )
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_nothing_is_fetched_and_nothing_runs() -> None:
    text = page(documents.outline())
    assert "default-src 'none'" in text
    tags = Tags(text)
    assert {tag for tag, _ in tags.found} & {"script", "link", "img", "iframe", "object"} == set()
    assert "url(http" not in text
    assert "@import" not in text


def test_style_is_for_light_dark_print_and_small_screens() -> None:
    style = page(documents.outline()).split("<style>")[1].split("</style>")[0]
    for part in ("prefers-color-scheme:dark", "@media print", "max-width: 45rem", ":focus-visible"):
        assert part in style
    used = set(re.findall(r"var\(--([a-z]+)\)", style))
    assert used <= set(re.findall(r"--([a-z]+):", style))


def test_a_hidden_caption_is_never_widened() -> None:
    """A caption for screen readers alone, as wide as the page, makes small screens scroll."""
    style = page(documents.outline()).split("<style>")[1].split("</style>")[0]
    rules = re.findall(r"([^{}]+){([^{}]*)}", style)
    selectors = [s.strip() for names, body in rules if "width" in body for s in names.split(",")]
    assert ".hidden" in selectors
    assert [name for name in selectors if name.endswith("caption")] == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_same_outline_gives_the_same_page(language: str) -> None:
    assert page(documents.outline(language)) == page(documents.outline(language))
