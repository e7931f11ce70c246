"""Verdicts as people read them: a table for the terminal, and a document as page or PDF."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from zusage.core.evaluation import Judged
from zusage.core.terms.contract import Contract
from zusage.core.zones import local_date
from zusage.formats.documents import html, plain
from zusage.formats.documents.explanation_outline import (
    TONES,
    WORDS,
    Telling,
    clause_section,
)
from zusage.formats.documents.outline import (
    SIGNS,
    Fact,
    Facts,
    Listing,
    Outline,
    Paragraph,
    Part,
    Section,
    Strong,
    Tone,
    Tree,
    anchor_of,
    targets_in,
)
from zusage.formats.documents.promise_outline import (
    Promised,
    Verdicts,
    anchor,
    by_promise,
    is_explained,
)
from zusage.formats.documents.sources import SourceFile, names_of, told
from zusage.formats.documents.wording import Wording

Form = Literal["table", "html", "pdf"]

COLOURS = {Tone.GOOD: "\x1b[32m", Tone.BAD: "\x1b[31m", Tone.OPEN: "\x1b[33m"}
PLAIN_AGAIN = "\x1b[0m"


def render_verdicts(
    contract: Contract,
    judged: Sequence[Judged],
    *,
    form: Form,
    lang: str,
    width: int,
    notes: Sequence[str] = (),
    sources: Sequence[SourceFile] = (),
    is_coloured: bool = False,
) -> bytes:
    """Return verdicts as a table of a width, as a page or as a PDF, in German or English.

    judged: as `evaluate` yields them, other readings after the stated ones. notes: sentences
    about the files, and sources: these files, both for the document. is_coloured: for a
    terminal; the words say it all without.
    """
    if form == "table":
        table = Verdicts(contract, Wording(language=lang), width=width)
        text = plain.parts_text(table.all_parts(judged), language=lang, width=width)
        return (coloured(text, Wording(language=lang)) if is_coloured else text).encode()
    outline = verdict_outline(contract, judged, lang=lang, notes=notes, sources=sources)
    if form == "html":
        return html.page(outline).encode()
    from zusage.formats.documents import typst  # only a PDF needs it

    return typst.pdf(outline)


def coloured(text: str, wording: Wording) -> str:
    """Add the colours of a terminal to the verdicts of a table."""
    for met, code in WORDS.items():
        word = f"{SIGNS[TONES[met]]}\u00a0{wording.say(code)}"
        text = text.replace(word, f"{COLOURS[TONES[met]]}{word}{PLAIN_AGAIN}")
    return text


def verdict_outline(
    contract: Contract,
    judged: Sequence[Judged],
    *,
    lang: str,
    notes: Sequence[str] = (),
    sources: Sequence[SourceFile] = (),
) -> Outline:
    """Return a document of verdicts, with the tree of each that a reader will ask about."""
    wording = Wording(language=lang)
    identity = {"contract": contract.name, "version": contract.version}
    verdicts, promised = Verdicts(contract, wording), by_promise(judged)
    names = names_of(sources)
    trees = _explanations(verdicts, promised, names)
    sections = (*map(verdicts.section, promised), trees)
    clauses = clause_section(
        contract, wording, title=wording.say("verdict.part.clauses"), cited=targets_in(sections)
    )
    return Outline(
        title=wording.say("verdict.title", title=wording.text(contract.title)),
        subtitle=wording.say("verdict.subtitle", **identity),
        language=lang,
        on=local_date(contract.zone, max((e.verdict.period.end for e in judged), default=0) - 1),
        identity=(wording.say("verdict.identity", **identity),),
        blocks=(*_files(sources, names, wording), *_notes(notes, wording)),
        sections=tuple(each for each in (*sections, clauses) if each.blocks),
    )


def _files(
    sources: Sequence[SourceFile], names: Mapping[str, str], wording: Wording
) -> Iterator[Part]:
    if sources:
        values = tuple(told(sources, names, wording))
        yield Facts(pairs=(Fact(name=wording.say("report.cover.files"), values=values),))


def _notes(notes: Sequence[str], wording: Wording) -> Iterator[Part]:
    if notes:
        yield Paragraph(text=Strong(text=wording.say("verdict.part.notes")))
        yield Listing(items=tuple(notes))


def _explanations(
    verdicts: Verdicts, promised: Sequence[Promised], names: Mapping[str, str]
) -> Section:
    """Return the trees of the verdicts that a reader will ask about."""
    telling = Telling(contract=verdicts.contract, wording=verdicts.wording, names=names)
    nodes = tuple(
        Section(
            title=verdicts.heading(each),
            anchor=anchor("explanations", each.base[0]),
            blocks=tuple(
                Section(
                    title=verdicts.where(judged),
                    anchor=anchor("explanation", judged),
                    blocks=(Tree(nodes=(telling.tree(judged),)),),
                )
                for judged in each.base
                if is_explained(judged)
            ),
        )
        for each in promised
        if any(map(is_explained, each.base))
    )
    which = Paragraph(text=verdicts.say("verdict.part.explanations.which"))
    return Section(
        title=verdicts.say("verdict.part.explanations"),
        anchor=anchor_of("explanations"),
        blocks=(which, *nodes) if nodes else (),
    )
