"""L13: options that cannot be booked, or always are; quantities that there are none of; cycles.

The search is exact: every combination of options that hang together, at every location. Options
hang together when one names the other in what it requires or rules out; others are independent,
so groups are searched one by one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from zusage.core.errors import Finding, Path, Severity
from zusage.core.terms.contract import Contract, Option, Requirement
from zusage.core.terms.lint.survey import Survey, finding
from zusage.core.terms.saying import Name, number

# More combinations of one group than this are not searched; a note says so.
COMBINATIONS_MAX = 1 << 20
NOWHERE = ""


def option_faults(survey: Survey) -> Iterator[Finding]:
    """L13: every option by itself, then cycles, then combinations with others and locations."""
    contract = survey.contract
    for name, option in contract.options.items():
        yield from _quantities(name, option)
        yield from _locations(contract, name, option)
    yield from _cycles(contract)
    for group in groups(contract.options):
        yield from _combinations(contract, group)


def _quantities(name: str, option: Option) -> Iterator[Finding]:
    """Find options of which no quantity can be booked, or none once there are enough accounts."""
    path: Path = ("options", name)
    most, included = option.most, option.included
    facts = {
        "option": option.title,
        "step": option.step,
        "least": option.least,
        "most": most,
        "included": included,
        "unit": option.unit,
    }
    if option.step < 1:
        yield finding("L13.step", Severity.ERROR, (*path, "step"), option, facts)
    elif most is not None and most < included:
        place = (*path, "most")
        yield finding("L13.most_below_included", Severity.ERROR, place, option, facts)
    elif most is not None and smallest(option) > most - included:
        facts |= {"smallest": smallest(option), "left": most - included}
        yield finding("L13.no_quantity", Severity.ERROR, (*path, "most"), option, facts)
    elif most is not None and included and option.included_per:
        facts |= {"per": Name(key=option.included_per), "full": number(-(-most // included))}
        yield finding("L13.exhausted", Severity.NOTE, (*path, "most"), option, facts)


def smallest(option: Option) -> int:
    """Return the smallest quantity above zero that the steps and the least allow."""
    return max(-(-option.least // option.step), 1) * option.step


def _locations(contract: Contract, name: str, option: Option) -> Iterator[Finding]:
    """Find options for locations that are not offered."""
    offered = locations_of(contract)
    required = option.requires.locations if option.requires else ()
    for field, named in (("requires", required), ("included_at", option.included_at)):
        for location in named:
            if location not in offered:
                place = ("options", name, field)
                facts = {
                    "option": option.title,
                    "location": location,
                    "offered": tuple(place for place in offered if place),
                }
                yield finding("L13.location", Severity.ERROR, place, option, facts)


def locations_of(contract: Contract) -> tuple[str, ...]:
    """Return the locations on offer, or one without a name."""
    locations = contract.instance.locations if contract.instance else ()
    return locations or (NOWHERE,)


def _cycles(contract: Contract) -> Iterator[Finding]:
    """Find options that each need another one first, in a circle: none can be booked first."""
    needs = {
        name: option.requires.options if option.requires else ()
        for name, option in contract.options.items()
    }
    reported: set[frozenset[str]] = set()
    for name in needs:
        circle = _circle(name, needs)
        if circle and frozenset(circle) not in reported:
            reported.add(frozenset(circle))
            titles = tuple(contract.options[each].title for each in (*circle, circle[0]))
            place = ("options", name, "requires")
            rule = contract.options[name]
            yield finding("L13.cycle", Severity.ERROR, place, rule, {"circle": titles})


def _circle(start: str, needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the shortest way from an option through what it needs back to itself."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for following in needs[way[-1]]:
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()


def groups(options: Mapping[str, Option]) -> list[tuple[str, ...]]:
    """Return the options that hang together, in file order within each group."""
    group_of = {name: {name} for name in options}
    for name, option in options.items():
        requires = option.requires or Requirement()
        for other in (*requires.options, *requires.not_options):
            if group_of[other] is not group_of[name]:
                group_of[name] |= group_of[other]
                for member in group_of[other]:
                    group_of[member] = group_of[name]
    unique = {id(members): members for members in group_of.values()}
    return [tuple(name for name in options if name in members) for members in unique.values()]


def _combinations(contract: Contract, group: Sequence[str]) -> Iterator[Finding]:
    """Find options that no allowed combination has, or every one."""
    locations = locations_of(contract)
    count = len(locations) << len(group)
    options = [contract.options[name] for name in group]
    if count > COMBINATIONS_MAX:
        facts = {"count": number(count), "limit": number(COMBINATIONS_MAX), "options": len(group)}
        place = ("options", group[0])
        yield finding("L13.too_many", Severity.NOTE, place, options[0], facts)
        return
    bookable = dict.fromkeys(group, False)
    avoidable = dict.fromkeys(group, False)
    for location in locations:
        allowed = allowed_combinations(group, options, location)
        for bit, (name, option) in enumerate(zip(group, options, strict=True)):
            has = (allowed >> bit) & 1
            avoidable[name] |= bool((has == 0).any())
            bookable[name] |= location not in option.included_at and bool(has.any())
    for name, option in zip(group, options, strict=True):
        yield from _verdict(name, option, bookable=bookable[name], avoidable=avoidable[name])


def _verdict(name: str, option: Option, *, bookable: bool, avoidable: bool) -> Iterator[Finding]:
    facts = {"option": option.title}
    path = ("options", name)
    if bookable:
        return
    if avoidable:
        yield finding("L13.unreachable", Severity.ERROR, (*path, "requires"), option, facts)
    else:
        yield finding("L13.always", Severity.ERROR, (*path, "included_at"), option, facts)


def allowed_combinations(
    names: Sequence[str], options: Sequence[Option], location: str
) -> NDArray[np.int64]:
    """Return the combinations that meet every requirement at a location, as bit masks.

    Bit i says whether option i is had. One that belongs to the base service at the location is
    always had, and what it would require to be booked is not asked.
    """
    combination = np.arange(1 << len(names), dtype=np.int64)
    for bit, option in enumerate(options):
        has = (combination >> bit) & 1 == 1
        if location in option.included_at:
            combination = combination[has]
            continue
        needs = _mask(names, option.requires.options if option.requires else ())
        bans = _mask(names, option.requires.not_options if option.requires else ())
        met = ((combination & needs) == needs) & ((combination & bans) == 0)
        places = option.requires.locations if option.requires else ()
        met &= not places or location in places
        combination = combination[~has | met]
    return combination


def _mask(names: Sequence[str], wanted: Iterable[str]) -> int:
    return sum(1 << names.index(name) for name in set(wanted))
