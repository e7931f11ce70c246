"""Money and time of the agreement, and what is kept with it: names, registers, amendments."""

from collections.abc import Iterator

from zusage.core.terms.amendments import signers
from zusage.core.terms.contract import Amendment, NameRule, Rate, Terms
from zusage.formats.documents.contract.telling import Telling
from zusage.formats.documents.outline import (
    Block,
    Code,
    Column,
    Fact,
    Facts,
    Listing,
    Paragraph,
    Prose,
    Row,
    Section,
    Table,
    anchor_of,
)
from zusage.formats.documents.wording import capital


def terms(telling: Telling) -> Iterator[Section]:
    """Yield the section with minimum terms, notice, invoices and rates."""
    found = telling.contract.terms
    if found is None:
        return
    facts = tuple(fact for fact in _terms(telling, found) if fact.values)
    if facts:
        yield Section(
            title=telling.say("section.terms"),
            anchor="terms",
            blocks=(Facts(pairs=facts),),
            marks=telling.marks(found),
        )


def _terms(telling: Telling, found: Terms) -> Iterator[Fact]:
    say, wording = telling.say, telling.wording
    if found.currency:
        yield Fact(name=say("terms.currency"), values=(wording.currency(found.currency),))
    yield Fact(
        name=say("terms.minimum"),
        values=tuple(
            telling.marked(
                say(
                    "terms.commitment",
                    what=capital(telling.bookable(each.what)),
                    length=wording.duration(each.lasts),
                ),
                each,
            )
            for each in found.commitments
        ),
    )
    if found.notice:
        notice = found.notice
        parties = [telling.party(name) for name in notice.by]
        who = wording.one_of(parties) if parties else say("terms.each_party")
        form = "one" if notice.months == 1 else "many"
        ends = say(f"terms.notice.{form}", who=who, months=wording.number(notice.months))
        values: list[Prose] = [telling.marked(ends, notice)]
        if found.commitments:
            values.append(telling.read("notice", telling.under(notice)["notice"]))
        yield Fact(name=say("terms.ending"), values=tuple(values))
    yield Fact(
        name=say("terms.billing"),
        values=tuple(
            telling.marked(
                say(
                    "terms.plan",
                    title=telling.text(plan.title),
                    every=say(f"billing.{plan.every}"),
                    when=say(f"billing.{plan.when}"),
                ),
                plan,
            )
            for plan in found.billing
        ),
    )
    yield Fact(name=say("terms.rates"), values=tuple(_rate(telling, rate) for rate in found.rates))
    if found.written_changes:
        yield Fact(name=say("terms.changes"), values=(say("terms.written"),))


def _rate(telling: Telling, rate: Rate) -> Prose:
    say = telling.say
    if rate.amount:
        amount = telling.wording.money(rate.amount)
        said = say("rate.gross" if rate.vat_included else "rate.net", amount=amount)
    else:
        documents = telling.contract.documents
        known = documents.get(rate.price_list or "")
        title = telling.text(known.title) if known else ""
        said = say("rate.list", title=title) if title else say("rate.price_list")
    return telling.marked(f"{telling.text(rate.title)}: {said}", rate)


# ---- names and registers ---------------------------------------------------------------------


def names(telling: Telling) -> Iterator[Section]:
    """Yield the section on the names that a customer may choose."""
    parts = tuple(
        Section(
            title=telling.text(rule.title),
            anchor=anchor_of("names", str(position)),
            blocks=(Facts(pairs=tuple(_name_rule(telling, rule))),),
            marks=telling.marks(rule),
        )
        for position, rule in enumerate(telling.contract.names, start=1)
    )
    if parts:
        yield Section(title=telling.say("section.names"), anchor="names", blocks=parts)


def _name_rule(telling: Telling, rule: NameRule) -> Iterator[Fact]:
    say, wording = telling.say, telling.wording
    limits = {"least": wording.number(rule.length_min), "most": wording.number(rule.length_max)}
    yield Fact(name=say("names.length"), values=(say("names.characters", **limits),))
    yield Fact(name=say("names.alphabet"), values=(wording.name(rule.alphabet),))
    if rule.refused:
        refused = tuple(telling.text(each) for each in rule.refused)
        yield Fact(name=say("names.refused"), values=refused)
    if rule.approved_by:
        parties = telling.contract.parties
        by = rule.approved_by
        who = telling.party(by) if by in parties else wording.name(by)
        yield Fact(name=say("names.approval"), values=(who,))
    if rule.most is not None:
        yield Fact(name=say("names.most"), values=(wording.number(rule.most),))


def registers(telling: Telling) -> Iterator[Section]:
    """Yield the section with the lists that are kept with the contract."""
    parts = tuple(
        Section(
            title=telling.text(register.title),
            anchor=anchor_of("register", str(position)),
            blocks=(
                Listing(items=register.entries)
                if register.entries
                else Paragraph(text=telling.say("register.empty")),
            ),
            marks=telling.marks(register),
        )
        for position, register in enumerate(telling.contract.registers, start=1)
    )
    if parts:
        yield Section(title=telling.say("section.registers"), anchor="registers", blocks=parts)


# ---- amendments ------------------------------------------------------------------------------


def amendments(telling: Telling) -> Iterator[Section]:
    """Yield the section with the amendments."""
    parts = tuple(
        Section(
            title=telling.text(amendment.title),
            anchor=anchor_of("amendment", str(position)),
            blocks=tuple(_amendment(telling, amendment)),
            marks=telling.marks(amendment),
        )
        for position, amendment in enumerate(telling.contract.amendments, start=1)
    )
    if parts:
        intro = Paragraph(text=telling.say("amendment.intro"))
        title = telling.say("section.amendments")
        yield Section(title=title, anchor="amendments", blocks=(intro, *parts))


def _amendment(telling: Telling, amendment: Amendment) -> Iterator[Block]:
    say, wording = telling.say, telling.wording
    facts = [Fact(name=say("amendment.from"), values=(wording.day(amendment.valid_from),))]
    if amendment.existing_from:
        day = wording.day(amendment.existing_from)
        facts.append(Fact(name=say("amendment.existing"), values=(day,)))
    signed = tuple(
        say(
            "amendment.signature",
            party=telling.party(signature.party),
            person=signature.person,
            day=wording.day(signature.on),
        )
        for signature in amendment.signatures
    )
    done = {signature.party for signature in amendment.signatures}
    missing = [name for name in signers(telling.contract) if name not in done]
    if missing:
        parties = wording.all_of(map(telling.party, missing))
        signed = (*signed, say("amendment.unsigned", parties=parties))
    facts.append(Fact(name=say("amendment.signatures"), values=signed))
    yield Facts(pairs=tuple(facts))
    columns = (
        Column(title=say("amendment.place"), share=1),
        Column(title=say("amendment.to"), share=1),
    )
    rows = tuple(Row(cells=(Code(text=each.path), each.to)) for each in amendment.changes)
    if rows:
        yield Table(title=say("amendment.table"), columns=columns, rows=rows)
