"""The head of a contract, and what its customer gets: parties, documents, instance, components."""

from collections.abc import Iterator

from zusage.core.terms.contract import Component, Document, LifecycleState, Party
from zusage.formats.documents.contract.telling import Telling, lines
from zusage.formats.documents.outline import (
    Code,
    Column,
    Fact,
    Facts,
    Inline,
    Link,
    Note,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Tone,
)
from zusage.formats.documents.wording import capital


def head(telling: Telling, sha256: str) -> tuple[Part, ...]:
    """Return what stands below the title: parties, documents by precedence, where the file ends."""
    contract, say = telling.contract, telling.say
    parties = tuple(
        telling.marked(_party(telling, party), party) for party in contract.parties.values()
    )
    ranked = sorted(
        (d for d in contract.documents.values() if d.precedence is not None),
        key=lambda document: document.precedence or 0,
    )
    others = [d for d in contract.documents.values() if d.precedence is None]
    facts = [
        Fact(name=say("head.contract"), values=(f"{contract.name}, {version_text(telling)}",)),
        Fact(name=say("head.parties"), values=parties),
        Fact(
            name=say("head.ranked"),
            values=tuple((f"{d.precedence}. ", *_document(telling, d)) for d in ranked),
        ),
        Fact(
            name=say("head.others" if ranked else "head.unranked"),
            values=tuple(_document(telling, document) for document in others),
        ),
        Fact(name=say("head.zone"), values=(contract.zone,)),
        Fact(name=say("head.hash"), values=((Code(text=sha256),),)),
    ]
    return (
        *_lifecycle(telling),
        Facts(pairs=tuple(fact for fact in facts if fact.values)),
        Paragraph(text=say("head.how"), quiet=True),
    )


def version_text(telling: Telling) -> str:
    """Return the version of the contract in words."""
    return telling.say("version", version=telling.contract.version)


def _party(telling: Telling, party: Party) -> str:
    """Return a party with its side, unless it is called by that."""
    name, role = telling.text(party.name), telling.wording.term("role", party.role)
    return name if name.lower() == role.lower() else telling.say("party", name=name, role=role)


def _document(telling: Telling, document: Document) -> tuple[Inline, ...]:
    title = telling.text(document.title)
    found: list[Inline] = [
        Link(text=title, address=document.address) if document.address else title
    ]
    if document.date:
        found.append(f", {telling.wording.day(document.date)}")
    if document.mutable:
        found.append(f"; {telling.say('document.mutable')}")
    if document.kept_on:
        found.append(f", {telling.say('document.kept', day=telling.wording.day(document.kept_on))}")
    if document.sha256:
        found += [" ", Code(text=document.sha256[:16])]
    return telling.marked(tuple(found), document)


def _lifecycle(telling: Telling) -> Iterator[Note]:
    lifecycle = telling.contract.lifecycle
    if lifecycle is None or lifecycle.state is LifecycleState.ON_SALE:
        return
    offer = telling.text(lifecycle.offer) if lifecycle.offer else telling.say("lifecycle.no_offer")
    yield Note(
        title=telling.say(f"lifecycle.{lifecycle.state.value}"),
        blocks=(Paragraph(text=telling.marked(offer, lifecycle)),),
        tone=Tone.OPEN,
    )


def service(telling: Telling) -> Iterator[Section]:
    """Yield the section on what the customer gets."""
    blocks = [*_instance(telling), *_components(telling)]
    if blocks:
        instance = telling.contract.instance
        yield Section(
            title=telling.say("section.service"),
            anchor="service",
            blocks=tuple(blocks),
            marks=telling.marks(instance) if instance else (),
        )


def _instance(telling: Telling) -> Iterator[Part]:
    instance = telling.contract.instance
    if instance is None:
        return
    texts = {
        name: tuple(telling.text(text) for text in getattr(instance, name))
        for name in ("dedicated", "shared", "included", "not_included")
    }
    places = (telling.places(instance.locations),) if instance.locations else ()
    hardware = (telling.say("instance.own_hardware"),) if instance.exclusive_hardware else ()
    values = {**texts, "locations": places, "hardware": hardware}
    facts = tuple(
        Fact(name=telling.say(f"instance.{name}"), values=found)
        for name, found in values.items()
        if found
    )
    if facts:
        yield Facts(pairs=facts)


def _components(telling: Telling) -> Iterator[Part]:
    components = telling.contract.components
    if not components:
        return
    columns = [Column(title=telling.say("component.title"), share=2)]
    has_points = any(component.delivery_point for component in components.values())
    if has_points:
        columns.append(Column(title=telling.say("component.delivery_point"), share=2))
    columns.append(Column(title=telling.say("component.meter"), share=3))
    rows = []
    for component in components.values():
        point = component.delivery_point
        cells = [telling.marked(telling.text(component.title), component)]
        cells += [(telling.text(point) if point else "",)] * has_points
        cells.append(_meter(telling, component))
        rows.append(Row(cells=tuple(cells)))
    yield Table(title=telling.say("component.table"), columns=tuple(columns), rows=tuple(rows))


def _meter(telling: Telling, component: Component) -> tuple[Inline, ...]:
    """Return how a component is measured, and what of it the text leaves open."""
    meter, say = component.meter, telling.say
    if meter is None:
        return (say("meter.none"),)
    probes = telling.wording.all_of(telling.wording.name(probe, "probe") for probe in meter.probes)
    place = say("meter.from", place=telling.text(meter.from_point)) if meter.from_point else ""
    often = say("meter.every", length=telling.wording.duration(meter.every)) if meter.every else ""
    said = ", ".join(part for part in (probes, place, often) if part)
    unsaid = [
        say(f"meter.{name}_unsaid")
        for name, value in (("place", place), ("often", often))
        if not value
    ]
    return lines(part for part in (capital(said), *unsaid) if part)
