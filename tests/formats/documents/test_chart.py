"""Timelines as SVG: places, patterns, legends, and the days of a month with a clock change."""

import re
from xml.etree import ElementTree

import pytest

from tests import documents
from zusage.core.periods import PeriodKind, PeriodRule, periods_between
from zusage.formats.documents.chart import (
    BAR_LEAST,
    WIDTH,
    Drawn,
    month_timeline,
    states_of,
    svg,
)
from zusage.formats.documents.outline import Bar, Lane, State, Timeline
from zusage.formats.documents.tokens import light
from zusage.formats.documents.wording import Wording

DRAWN = Drawn(colours=light(), font="serif", name="p1")
SPACE = "{http://www.w3.org/2000/svg}"
HOUR = 3600


def drawn(timeline: Timeline, language: str = "en") -> ElementTree.Element:
    # The picture is our own; no other XML is read here.
    return ElementTree.fromstring(  # noqa: S314
        svg(timeline, wording=Wording(language=language), drawn=DRAWN)
    )


def bars(picture: ElementTree.Element) -> dict[str, tuple[float, float, float]]:
    """Return x, width and height of each bar by its title."""
    found = {}
    for box in picture.iter(f"{SPACE}rect"):
        title = box.find(f"{SPACE}title")
        if title is not None and title.text:
            sizes = [float(box.attrib[key]) for key in ("x", "width", "height")]
            found[title.text] = (sizes[0], sizes[1], sizes[2])
    return found


def test_bars_stand_where_their_seconds_are() -> None:
    found = bars(drawn(documents.timeline()))
    assert found["down bar"][:2] == (0, WIDTH / 12)
    assert found["maintenance bar"][0] == 20 * WIDTH / 24


def test_states_differ_without_colour() -> None:
    picture = drawn(documents.timeline())
    fills = {
        title.text: re.search(r"fill:(url\(#[^)]+\))?", box.attrib["style"])[1]  # type: ignore[index]
        for box in picture.iter(f"{SPACE}rect")
        if (title := box.find(f"{SPACE}title")) is not None
    }
    assert fills["down bar"] is None
    patterns = [fills[f"{state.value} bar"] for state in State if state is not State.DOWN]
    assert len(set(patterns)) == 4
    assert {each.attrib["id"] for each in picture.iter(f"{SPACE}pattern")} == {
        f"p1-{state.value}" for state in State if state is not State.DOWN
    }


def test_the_worst_state_is_drawn_last() -> None:
    assert list(bars(drawn(documents.timeline())))[-2:] == ["down bar", "worse"]


def test_legend_names_what_is_shown_and_nothing_else() -> None:
    one = Lane(title="x", bars=(Bar(start=0, end=9, state=State.PARTIAL, title="p"),))
    timeline = Timeline(title="t", description="d", seconds=99, lanes=(one,))
    said = [text.text for text in drawn(timeline, "de").iter(f"{SPACE}text")]
    assert said == ["x", "teilweise ausgefallen"]
    assert states_of(timeline) == (State.PARTIAL,)


def test_time_without_a_promise_is_shaded_and_named() -> None:
    picture = drawn(documents.timeline())
    shades = [
        box for box in picture.iter(f"{SPACE}rect") if light()["shade"] in box.attrib["style"]
    ]
    assert len(shades) == 3  # one in each lane, one in the legend
    assert "time without a promise" in [text.text for text in picture.iter(f"{SPACE}text")]


def test_a_second_at_the_end_of_a_month_is_seen() -> None:
    last = Bar(start=744 * HOUR - 1, end=744 * HOUR, state=State.DOWN, title="late")
    lane = Lane(title="x", bars=(last,))
    found = bars(drawn(Timeline(title="t", description="d", seconds=744 * HOUR, lanes=(lane,))))
    assert found["late"][:2] == (WIDTH - BAR_LEAST, BAR_LEAST)


def test_titles_are_text() -> None:
    bar = Bar(start=0, end=1, state=State.DOWN, title='</title><script>"x"\x1b')
    timeline = Timeline(
        title="t", description='"<&', seconds=9, lanes=(Lane(title="<i>", bars=(bar,)),)
    )
    picture = drawn(timeline)
    assert picture.attrib["aria-label"] == '"<&'
    assert list(bars(picture)) == ['</title><script>"x"\ufffd']


@pytest.mark.parametrize(("month", "hours"), [("2026-03", 743), ("2026-10", 745), ("2026-02", 672)])
def test_a_month_has_its_days_at_local_midnights(month: str, hours: int) -> None:
    zone = "Europe/Berlin"
    rule = PeriodRule(kind=PeriodKind.CALENDAR_MONTH, zone=zone)
    periods = periods_between(rule, start=1_767_222_000, end=1_798_758_000)
    period = next(each for each in periods if each.name == month)
    outside = Bar(start=-9, end=0, state=State.DOWN, title="before")
    late = Bar(start=hours * HOUR, end=hours * HOUR + 9, state=State.DOWN, title="after")
    cut = Bar(start=-9, end=(hours + 1) * HOUR, state=State.DEGRADED, title="all of it")
    made = month_timeline(
        period,
        zone=zone,
        title="t",
        description="d",
        lanes=(Lane(title="x", bars=(outside, cut, late)),),
        shaded=[(-5, 5), (-5, 0), (hours * HOUR, hours * HOUR + 5)],
    )
    assert made.seconds == hours * HOUR
    assert [tick.label for tick in made.ticks] == [str(1 + day) for day in range(len(made.ticks))]
    assert made.ticks[-1].at == made.seconds - 24 * HOUR
    assert made.lanes[0].bars == (
        Bar(start=0, end=hours * HOUR, state=State.DEGRADED, title="all of it"),
    )
    assert made.shaded == ((0, 5),)


def test_a_period_that_begins_at_noon_has_no_tick_before_it() -> None:
    rule = PeriodRule(kind=PeriodKind.CALENDAR_MONTH, zone="UTC")
    period = periods_between(rule, start=1_767_225_600, end=1_767_225_601)[0]
    made = month_timeline(period, zone="Etc/GMT+12", title="t", description="d", lanes=())
    assert made.ticks[0].at == 12 * HOUR
    assert made.ticks[0].label == "1"
