"""Pictures as SVG: the same drawing in the page and in the PDF.

What a bar means is shown by its height and its pattern, said by the legend and by its title;
colour comes on top.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from zusage.core.periods import Period
from zusage.core.zones import local_date, midnight
from zusage.formats.documents.outline import Bar, Lane, State, Tick, Timeline, clean
from zusage.formats.documents.wording import Wording

WIDTH = 720
LANE = 26
LEGEND_COLUMN = 180
BAR_LEAST = 2
"""Width of the shortest bar, so that an outage of a minute is seen in a month."""

HEIGHTS = {
    State.DOWN: 100,
    State.PARTIAL: 80,
    State.DEGRADED: 60,
    State.UNMEASURED: 100,
    State.MAINTENANCE: 40,
}
"""Height of a bar in percent of its lane."""

PATTERNS = {
    State.PARTIAL: '<path d="M0 6L6 0" stroke="{}" stroke-width="3"/>',
    State.DEGRADED: '<circle cx="3" cy="3" r="1.7" fill="{}"/>',
    State.UNMEASURED: '<path d="M0 0L6 6M0 6L6 0" stroke="{}" stroke-width="1"/>',
    State.MAINTENANCE: '<path d="M0 1.5H6M0 4.5H6" stroke="{}" stroke-width="1.2"/>',
}
"""What fills a bar; a bar of State.DOWN is solid."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """How a picture is drawn: colours by token, a font, and a name for the ids inside it."""

    colours: Mapping[str, str]
    font: str
    name: str


def month_timeline(
    period: Period,
    *,
    zone: str,
    title: str,
    description: str,
    lanes: Sequence[Lane],
    shaded: Iterable[tuple[int, int]] = (),
) -> Timeline:
    """Return a timeline of a period whose axis shows the days of a zone.

    Bars and shaded time count from the period's start; what reaches beyond the period is cut.
    """
    length = period.end - period.start
    day, ticks = local_date(zone, period.start), []
    while (at := midnight(zone, day)) < period.end:
        if at >= period.start:
            ticks.append(Tick(at=at - period.start, label=str(day.day)))
        day += timedelta(days=1)
    return Timeline(
        title=title,
        description=description,
        seconds=length,
        lanes=tuple(
            Lane(title=lane.title, bars=tuple(_cut_bars(lane.bars, length))) for lane in lanes
        ),
        ticks=tuple(ticks),
        shaded=tuple(
            (max(start, 0), min(end, length)) for start, end in shaded if end > 0 and start < length
        ),
    )


def _cut_bars(bars: Iterable[Bar], length: int) -> Iterator[Bar]:
    for bar in bars:
        if bar.end > 0 and bar.start < length:
            start, end = max(bar.start, 0), min(bar.end, length)
            yield Bar(start=start, end=end, state=bar.state, title=bar.title)


def states_of(timeline: Timeline) -> tuple[State, ...]:
    """Return the states that a timeline shows, worst first."""
    shown = {bar.state for lane in timeline.lanes for bar in lane.bars}
    return tuple(state for state in State if state in shown)


def svg(timeline: Timeline, *, wording: Wording, drawn: Drawn) -> str:
    """Return a timeline as an SVG element: its lanes, its axis and a legend of what occurs."""
    states = states_of(timeline)
    lanes_end = len(timeline.lanes) * (LANE + 18)
    legend_top = lanes_end + 26
    entries = len(states) + bool(timeline.shaded)
    rows = -(-entries * LEGEND_COLUMN // WIDTH)
    height = legend_top + rows * 18
    colour = drawn.colours
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" aria-label="{_text(timeline.description)}" '
        f'style="font-family:{drawn.font};font-size:11px;fill:{colour["ink"]}">',
        "<defs>",
        *(_pattern(state, drawn) for state in states if state in PATTERNS),
        "</defs>",
    ]
    for position, lane in enumerate(timeline.lanes):
        parts += _lane(timeline, lane, top=position * (LANE + 18), drawn=drawn)
    parts += _axis(timeline, top=lanes_end, colour=colour["quiet"])
    parts += _legend(states, timeline=timeline, top=legend_top, wording=wording, drawn=drawn)
    return "".join((*parts, "</svg>"))


def _pattern(state: State, drawn: Drawn) -> str:
    shape = PATTERNS[state].replace('"{}"', f'"{drawn.colours[state.value]}"')
    return (
        f'<pattern id="{drawn.name}-{state.value}" width="6" height="6" '
        f'patternUnits="userSpaceOnUse">{shape}</pattern>'
    )


def _lane(timeline: Timeline, lane: Lane, *, top: int, drawn: Drawn) -> Iterator[str]:
    yield f'<text x="0" y="{top + 11}">{_text(lane.title)}</text>'
    ground = top + 16
    wash = drawn.colours["wash"]
    yield f'<rect x="0" y="{ground}" width="{WIDTH}" height="{LANE}" style="fill:{wash}"/>'
    for start, end in timeline.shaded:
        x, width = _place(start, end, timeline.seconds, least=0)
        shade = drawn.colours["shade"]
        yield f'<rect x="{x}" y="{ground}" width="{width}" height="{LANE}" style="fill:{shade}"/>'
    # The worst state is drawn last, so that nothing milder hides it.
    order = list(State)
    for bar in sorted(lane.bars, key=lambda bar: (-order.index(bar.state), bar.start)):
        x, width = _place(bar.start, bar.end, timeline.seconds, least=BAR_LEAST)
        yield _box(bar.state, drawn, x=x, width=width, top=ground, title=bar.title)


def _place(start: int, end: int, seconds: int, *, least: int) -> tuple[str, str]:
    """Return x and width in the units of the picture, inside it even at the axis' end."""
    width = max((end - start) * WIDTH / seconds, least)
    x = min(start * WIDTH / seconds, WIDTH - width)
    return f"{x:.2f}", f"{width:.2f}"


def _box(state: State, drawn: Drawn, *, x: str, width: str, top: int, title: str) -> str:
    height = LANE * HEIGHTS[state] // 100
    colour = drawn.colours[state.value]
    fill = f"url(#{drawn.name}-{state.value})" if state in PATTERNS else colour
    return (
        f'<rect x="{x}" y="{top + LANE - height}" width="{width}" height="{height}" '
        f'style="fill:{fill};stroke:{colour};stroke-width:0.6"><title>{_text(title)}</title></rect>'
    )


def _axis(timeline: Timeline, *, top: int, colour: str) -> Iterator[str]:
    for tick in timeline.ticks:
        x = f"{tick.at * WIDTH / timeline.seconds:.2f}"
        yield (
            f'<path d="M{x} {top}v4" style="stroke:{colour};stroke-width:0.6"/>'
            f'<text x="{x}" y="{top + 13}" dx="2" style="font-size:9px;fill:{colour}">'
            f"{_text(tick.label)}</text>"
        )


def _legend(
    states: Sequence[State], *, timeline: Timeline, top: int, wording: Wording, drawn: Drawn
) -> Iterator[str]:
    entries = [(state.value, wording.term("state", state.value)) for state in states]
    if timeline.shaded:
        entries.append(("shade", wording.say("document.not_promised")))
    for position, (kind, word) in enumerate(entries):
        row, column = divmod(position, WIDTH // LEGEND_COLUMN)
        x, y = column * LEGEND_COLUMN, top + row * 18
        colour = drawn.colours[kind]
        has_pattern = kind != "shade" and State(kind) in PATTERNS
        fill = f"url(#{drawn.name}-{kind})" if has_pattern else colour
        yield (
            f'<rect x="{x + 0.5}" y="{y}" width="18" height="11" '
            f'style="fill:{fill};stroke:{colour};stroke-width:0.6"/>'
            f'<text x="{x + 24}" y="{y + 10}">{_text(word)}</text>'
        )


def _text(text: str) -> str:
    return escape(clean(text), quote=True)
