"""Public holidays as dates, resolved once so that a contract can keep them.

Where a text can be read in several ways, each reading has its own dates. The Dutch rules stand
here, since what is "officially recognised" is itself a question; all others come from the package
`holidays`, whose version is kept beside the dates.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TypeAlias

import holidays as package
from holidays.version import __version__ as package_version

from zusage.core.errors import TermsError
from zusage.core.terms.timetable import Holidays

Dates: TypeAlias = frozenset[date]
ByReading: TypeAlias = Mapping[str, Callable[[range], Dates]]

YEARS_MIN, YEARS_MAX = 2014, 2100
LINE_DATES_MAX = 8
EXPLICIT = "explicit"
# The question that a text leaves open when it names no region at all.
REGION_KEY = "holidays_region"


def resolve(source: str, *, years: range, is_region_open: bool = False) -> Holidays:
    """Return the holidays of a country or region in some years, under every reading.

    source: "NL", or country and subdivision as in ISO 3166-2: "DE", "DE-BY", "DE-BE".
    years: within 2014 to 2100; the Dutch King's Day is 27 April since 2014.
    is_region_open: the text names no region, so the dates of the country alone are a reading too.
    Dates that hold under every reading stand in `dates`, the others in `by_reading`.
    Raises TermsError("holidays.source_unknown") or TermsError("holidays.years_out_of_range").
    Clauses: V04, T01, P08.

    >>> len(resolve("NL", years=range(2025, 2026)).dates)
    8
    """
    if not (years and years[0] >= YEARS_MIN and years[-1] <= YEARS_MAX):
        raise TermsError(
            "holidays.years_out_of_range",
            value=years_text(years),
            least=YEARS_MIN,
            most=YEARS_MAX,
        )
    key, rules = _rules(source, is_region_open)
    found = {value: rule(years) for value, rule in rules.items()}
    common = frozenset.intersection(*found.values())
    rest = {value: tuple(sorted(dates - common)) for value, dates in found.items()}
    return Holidays(
        source=source,
        package=EXPLICIT if source == "NL" else f"holidays {package_version}",
        years=years_text(years),
        dates=tuple(sorted(common)),
        by_reading={key: rest} if key else {},
    )


def years_text(years: range) -> str:
    """Write years as a contract states them.

    >>> years_text(range(2015, 2041))
    '2015-2040'
    """
    return f"{years.start}-{years.stop - 1}"


def holiday_lines(found: Holidays) -> list[str]:
    """Return holidays as lines of YAML, not indented; a year never shares a line with half of one.

    >>> holiday_lines(resolve("NL", years=range(2025, 2026)))[:4]
    ['source: NL', 'package: explicit', 'years: 2025-2025', 'dates: [']
    """
    lines = [f"source: {found.source}", f"package: {found.package}", f"years: {found.years}"]
    lines.extend(_listed("dates", found.dates))
    if found.by_reading:
        lines.append("by_reading:")
    for key, by_value in found.by_reading.items():
        lines.append(f"  {key}:")
        for value, dates in by_value.items():
            lines.extend(f"    {line}" for line in _listed(value, dates))
    return lines


# ---- which rule ---------------------------------------------------------------------------------


def _rules(source: str, is_region_open: bool) -> tuple[str | None, ByReading]:
    """Return the question that a source leaves open, if any, and the rule of each reading."""
    country, _, region = source.partition("-")
    if source == "NL":
        return "dutch_holidays", DUTCH
    _check_known(source, country, region)
    if source == "DE-BY":
        return "municipality", BAVARIAN
    rule = _packaged(country, region or None)
    if region and is_region_open:
        return REGION_KEY, {"state": rule, "nationwide": _packaged(country, None)}
    return None, {"": rule}


def _check_known(source: str, country: str, region: str) -> None:
    """Refuse a country or region that the package does not know."""
    regions = package.list_supported_countries(include_aliases=False)
    if country not in regions or (region and region not in regions[country]):
        near = (f"{country}-{name}" for name in regions.get(country, ()))
        allowed = ", ".join(near) or "AT, CH, DE, NL, …"
        raise TermsError("holidays.source_unknown", value=source, allowed=allowed)


def _packaged(country: str, region: str | None, *categories: str) -> Callable[[range], Dates]:
    """Return the package's rule of a region for public holidays and some further categories."""
    chosen = ("public", *categories)
    return lambda years: frozenset(
        package.country_holidays(country, subdiv=region, years=years, categories=chosen)
    )


# Assumption Day is a holiday only where more Catholics than Protestants live; Augsburg also has its
# Peace Festival on 8 August.
BAVARIAN: ByReading = {
    "catholic": _packaged("DE", "BY", "catholic"),
    "protestant": _packaged("DE", "BY"),
    "augsburg": _packaged("DE", "Augsburg"),
}


# ---- the Netherlands ----------------------------------------------------------------------------


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the anonymous computus of 1876.

    >>> easter_sunday(2025), easter_sunday(2038)
    (datetime.date(2025, 4, 20), datetime.date(2038, 4, 25))
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, year_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _dutch_common(year: int) -> Iterator[date]:
    """Yield the days that are holidays under every reading."""
    easter = easter_sunday(year)
    kings_day = date(year, 4, 27)
    yield date(year, 1, 1)
    yield easter + timedelta(days=1)
    yield kings_day if kings_day.weekday() != 6 else date(year, 4, 26)
    yield easter + timedelta(days=39)
    yield easter + timedelta(days=50)
    yield date(year, 12, 25)
    yield date(year, 12, 26)


def _dutch(*, liberation_every: int = 1, has_good_friday: bool = False) -> Callable[[range], Dates]:
    """Return the Dutch rule with Liberation Day every so many years."""

    def rule(years: range) -> Dates:
        days = {day for year in years for day in _dutch_common(year)}
        days |= {date(year, 5, 5) for year in years if year % liberation_every == 0}
        if has_good_friday:
            days |= {easter_sunday(year) - timedelta(days=2) for year in years}
        return frozenset(days)

    return rule


DUTCH: ByReading = {
    "termijnenwet": _dutch(),
    "termijnenwet_good_friday": _dutch(has_good_friday=True),
    "lustrum": _dutch(liberation_every=5),
}


# ---- lines --------------------------------------------------------------------------------------


def _listed(name: str, dates: Sequence[date]) -> list[str]:
    if not dates:
        return [f"{name}: []"]
    return [f"{name}: [", *(f"  {row}," for row in _rows(dates)), "]"]


def _rows(dates: Sequence[date]) -> list[str]:
    """Fill lines with whole years; a year too long for one line is cut into equal parts."""
    rows: list[list[date]] = [[]]
    for _, days in groupby(dates, key=lambda day: day.year):
        year = list(days)
        if len(rows[-1]) + len(year) > LINE_DATES_MAX:
            rows.append([])
        parts = -(-len(year) // LINE_DATES_MAX)
        size = -(-len(year) // parts)
        rows[-1].extend(year[:size])
        rows.extend(year[at : at + size] for at in range(size, len(year), size))
    return [", ".join(day.isoformat() for day in row) for row in rows if row]
