"""What a reader of verdicts should know beside them: of the rows, the windows, and the fee."""

from collections.abc import Mapping, Sequence

from zusage.core.availability.facts import mixed_rows, rows_of_mixed_causes
from zusage.core.evaluation import Judged
from zusage.core.terms.contract import Credit
from zusage.core.terms.readings import effective
from zusage.interfaces.cli.case import Case
from zusage.texts import sentence

LINES_SHOWN = 12


def notes(
    case: Case, judged: Sequence[Judged], lang: str, *, names: Mapping[str, str] | None = None
) -> list[str]:
    """Return the notes, one sentence each, in a fixed order.

    names: of files by path, for a document; else each is called as it was given.
    """
    found = []
    if case.question.list_price is None and _is_by_list_price(case):
        found.append(sentence("note.list_price_missing", lang))
    for (code, source), rows in sorted(_lines(case, judged).items()):
        if rows:
            shown = ", ".join(str(line) for line in sorted(rows)[:LINES_SHOWN])
            more = "" if len(rows) <= LINES_SHOWN else " …"
            file = (names or {}).get(source, source)
            facts = {"file": file, "count": len(rows), "lines": shown + more}
            found.append(sentence(f"note.{code}", lang, facts))
    unwatched = {name for _, term in case.promises for name in case.gathered(term).unwatched}
    if unwatched:
        facts = {"count": len(unwatched), "names": ", ".join(sorted(unwatched))}
        found.append(sentence("note.unwatched", lang, facts))
    return found


def _lines(case: Case, judged: Sequence[Judged]) -> dict[tuple[str, str], set[int]]:
    """Return the lines that each note is about, by its code and file."""
    lines: dict[tuple[str, str], set[int]] = {}
    measures = {id(each.explainer): each.explainer.judgement.measures for each in judged}
    for measured in measures.values():
        for note in measured.notes:
            lines.setdefault((note.code.rpartition(".")[2], note.source), set()).add(note.row)
    for facts in {id(each.facts): each.facts for each in measures.values()}.values():
        states, causes = mixed_rows(facts.outages), rows_of_mixed_causes(facts.outages)
        for code, mixed in (("states_differ", states), ("causes_differ", causes)):
            lines.setdefault((code, facts.outages_source), set()).update(mixed.tolist())
    if case.files.maintenance:
        source = case.files.maintenance.log.source
        lines.setdefault(("window_unused", source), set()).update(case.unused_windows())
    return lines


def _is_by_list_price(case: Case) -> bool:
    """Say whether a credit is read as a part of the list price."""
    return any(
        effective(remedy, case.question.chosen)["credit_fee"] == "list_price"
        for level, _ in case.promises
        for remedy in case.contract.levels[level].remedies
        if isinstance(remedy, Credit)
    )
