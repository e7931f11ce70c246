"""Every code that the program can say has a sentence in German and English, and none is dead.

Codes are found in the source by its syntax trees: strings that begin with an area of the texts
("yaml.tag"), codes given to exceptions, and codes given to a function that puts something before
them (HELPERS). An f-string stands for its possible values (VALUES); one that is not listed there,
such as f"lint.missing.{name}", must fit at least one sentence, and those that fit count as used.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from string import Formatter

import pytest

from zusage.core.errors import Severity
from zusage.core.terms.contract import Cause, Rollup
from zusage.core.terms.lint.examples import EXAMPLES
from zusage.core.terms.lint.examples.calendars import differing_hours
from zusage.core.terms.readings import QUESTIONS
from zusage.core.terms.timetable import WEEKDAYS
from zusage.texts import LANGUAGES, area

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src" / "zusage"
AREAS = frozenset(path.stem for path in (SOURCES / "texts").glob("*.toml"))
CODE = re.compile(r"[a-z_]+(\.(?!md$)[A-Za-z0-9_:-]+)+")
ANY = "*"  # in a code: a part that only the running program knows

Sentences = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Helper:
    """A function that takes a code, or the parts of one.

    folder: where it is called, below src/zusage. receiver: what it is called on, if that matters.
    pattern: the code that it makes of its arguments, from position `at` on.
    facts: its keywords are all the facts that the sentence gets.
    """

    name: str
    pattern: str = "{}"
    at: int = 0
    folder: str = ""
    receiver: str = ""
    facts: bool = False


# The first that fits a call holds.
HELPERS = (
    Helper(name="TermsError", facts=True),
    Helper(name="Refusal", facts=True),
    Helper(name="sentence"),
    Helper(name="path_error"),
    Helper(name="_stop"),
    Helper(name="_add"),
    Helper(name="add", folder="formats/contract_yaml/decode.py"),
    Helper(name="_refuse", at=1, folder="formats/outage_csv.py"),
    Helper(name="finding", pattern="lint.{}", folder="core/terms/lint/"),
    Helper(name="_finding", pattern="lint.{}", folder="core/terms/lint/citations.py"),
    Helper(name="term", pattern="document.{}.{}", folder="formats/documents/"),
    Helper(name="say", receiver="wording", facts=True),
    Helper(name="say", pattern="show.{}", folder="formats/documents/contract/", facts=True),
    Helper(name="say", facts=True),
)
# What is put before constants that reach a helper by way of a variable.
PREFIXES = {
    "core/terms/lint/": "lint.",
    "core/terms/diff/": "diff.",
    "interfaces/cli/case.py": "note.",
    "formats/documents/contract/": "show.",
}
# Facts that are added where an exception is caught: the file, and the entry of a list.
ADDED_FACTS = frozenset(("file", "entry"))


@dataclass(frozen=True, kw_only=True)
class Use:
    """A code where it is used.

    facts: the names of its facts; None where they cannot be seen. by: the helper it is given to.
    """

    code: str
    place: str
    facts: frozenset[str] | None = None
    by: str = ""


# ---- The sentences ---------------------------------------------------------------------------


@lru_cache
def texts() -> dict[str, Sentences]:
    """Return every sentence of every area, by code."""
    return {f"{name}.{rest}": said for name in sorted(AREAS) for rest, said in area(name).items()}


def fitting(code: str, known: Iterable[str]) -> list[str]:
    """Return the known codes that a code stands for; several when it has a part that is ANY."""
    form = re.compile("[^ ]+".join(map(re.escape, code.split(ANY))))
    return [each for each in known if form.fullmatch(each)]


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names of the facts that a sentence asks for."""
    fields = (field for _, field, _, _ in Formatter().parse(sentence) if field is not None)
    return frozenset(re.split(r"[.\[]", field)[0] for field in fields)


# ---- Codes in the source ---------------------------------------------------------------------


@lru_cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Return every module of the product, by its path below src/zusage."""
    paths = sorted(SOURCES.rglob("*.py"))
    return tuple((str(p.relative_to(SOURCES)), ast.parse(p.read_text())) for p in paths)


@lru_cache
def uses() -> tuple[Use, ...]:
    """Return every code that the product uses."""
    return tuple(use for name, module in modules() for use in uses_in(name, module))


def uses_in(name: str, module: ast.Module) -> Iterator[Use]:
    """Yield the codes of a module, each constant once: as given to a helper, or by itself."""
    given: set[int] = set()
    nodes = list(ast.walk(module))
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        helper = helper_of(call, name)
        arguments = arguments_of(call, helper) if helper else []
        given.update(id(part) for argument in arguments for part in ast.walk(argument))
        is_one = all(isinstance(argument, ast.Constant) for argument in arguments)
        facts = facts_of(call, helper) if is_one else None
        for code in made_by(helper, arguments) if helper else ():
            by = helper.name if helper else ""
            yield Use(code=code, place=f"{name}:{call.lineno}", facts=facts, by=by)
    for node in nodes:
        yield from listed(name, node)
        if id(node) not in given and isinstance(node, ast.Constant | ast.JoinedStr):
            found = [each for code in codes_of(node) if is_code(code) for each in family(code)]
            for code in list(prefixed(name, node)) or found:
                yield Use(code=code, place=f"{name}:{node.lineno}")


def listed(name: str, node: ast.AST) -> Iterator[Use]:
    """Yield the code of a tuple (code, place, facts) and of a Finding, with its facts."""
    facts: ast.expr
    match node:
        case ast.Tuple(elts=[ast.Constant(value=str(code)), *_, ast.Dict() as facts]):
            pass
        case ast.Call(func=ast.Name(id="Finding"), keywords=keywords):
            given = {each.arg: each.value for each in keywords}
            if not isinstance(given.get("code"), ast.Constant):
                return
            code = str(ast.literal_eval(given["code"]))
            facts = given.get("facts", ast.Dict(keys=[], values=[]))
        case _:
            return
    if is_code(code):
        yield Use(code=code, place=f"{name}:{node.lineno}", facts=keys_of(facts), by="Finding")


def keys_of(facts: ast.expr) -> frozenset[str] | None:
    """Return the keys of a dictionary that is written out, or None."""
    if not isinstance(facts, ast.Dict):
        return None
    keys = frozenset(key.value for key in facts.keys if isinstance(key, ast.Constant))
    return frozenset(map(str, keys)) if len(keys) == len(facts.keys) else None


def is_code(text: str) -> bool:
    """Say whether a text is a code: it begins with an area."""
    known = text.partition(".")[0] in AREAS
    return known and CODE.fullmatch(text.replace(ANY, "x")) is not None and not is_open(text)


def is_open(code: str) -> bool:
    """Say whether every part behind the area is open, as in f"show.{code}".

    Such a code stands in the body of a helper and would fit every sentence.
    """
    return set(code.split(".")[1:]) == {ANY}


def family(code: str) -> tuple[str, ...]:
    """Return the code, or those that it begins: document.cause stands for document.cause.*."""
    begins = f"{code}.{ANY}"
    if code in texts() or not fitting(begins, texts()):
        return (code,)
    return VALUES.get(begins, (begins,))


def helper_of(call: ast.Call, name: str) -> Helper | None:
    """Return the helper that a call of a module calls, if any."""
    match call.func:
        case ast.Attribute(value=value, attr=called):
            receiver = ast.unparse(value).rpartition(".")[2]
        case ast.Name(id=called):
            receiver = ""
        case _:
            return None
    for helper in HELPERS:
        if (helper.name, True) == (called, name.startswith(helper.folder)) and (
            not helper.receiver or helper.receiver == receiver
        ):
            return helper
    return None


def arguments_of(call: ast.Call, helper: Helper) -> list[ast.expr]:
    """Return the arguments of a call that make up the code."""
    return call.args[helper.at : helper.at + helper.pattern.count("{}")]


def made_by(helper: Helper, arguments: list[ast.expr]) -> Iterator[str]:
    """Yield the codes that a helper makes; none when all it gets is a variable."""
    parts = [list(codes_of(argument)) for argument in arguments]
    if not any(parts):
        return
    for chosen in product(*(part or [ANY] for part in parts)):
        made = helper.pattern.format(*chosen)
        if not is_open(made):
            yield from VALUES.get(made, (made,))


def codes_of(argument: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression can be; none where it is a variable."""
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from codes_of(body)
            yield from codes_of(orelse)
        case ast.JoinedStr():
            pattern = written(argument)
            yield from VALUES.get(pattern, (re.sub(r"\{[^}]*\}", ANY, pattern),))
        case _:
            return


def written(node: ast.JoinedStr) -> str:
    """Return an f-string as it is written: reading.{key}."""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"
        for part in node.values
        if isinstance(part, ast.Constant | ast.FormattedValue)
    )


def prefixed(name: str, node: ast.expr) -> Iterator[str]:
    """Yield the sentences that a constant may mean which reaches a helper by a variable."""
    for folder, prefix in PREFIXES.items():
        if name.startswith(folder) and not name.endswith("/__init__.py"):
            for text in codes_of(node):
                yield from fitting(prefix + text, texts())


def facts_of(call: ast.Call, helper: Helper | None) -> frozenset[str] | None:
    """Return the names of the facts that a call gives, or None where they cannot be seen."""
    if helper and helper.facts and all(each.arg for each in call.keywords):
        return frozenset(str(each.arg) for each in call.keywords)
    if helper and helper.name == "sentence" and len(call.args) == 2:
        return frozenset()
    if helper and helper.name == "sentence":
        return keys_of(call.args[2])
    return None


# ---- What f-strings can be -------------------------------------------------------------------


def constants(folder: str, pattern: str) -> tuple[str, ...]:
    """Return the string constants below a folder of the source that have a form."""
    return tuple(
        sorted(
            {
                node.value
                for name, module in modules()
                if name.startswith(folder)
                for node in ast.walk(module)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
                if re.fullmatch(pattern, node.value)
            }
        )
    )


def explained() -> tuple[str, ...]:
    """Return what explanations explain: the constants given as `what` to Explained."""
    return tuple(
        str(node.value.value)
        for _, module in modules()
        for call in ast.walk(module)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Explained"
        for node in call.keywords
        if node.arg == "what" and isinstance(node.value, ast.Constant)
    )


def spread(prefix: str, *parts: Iterable[str]) -> tuple[str, ...]:
    """Return the prefix with every combination of parts, joined by dots."""
    return tuple(".".join((prefix, *map(str, chosen))) for chosen in product(*parts))


READING_VALUES = [f"{each.key}.{value}" for each in QUESTIONS.values() for value in each.readings]
WHAT = (*explained(), *(f"group_{how.value}" for how in Rollup))
NOTES = [code.partition(".")[2] for code in constants("core/availability/", r"maintenance\.\w+")]
# Calendars show their differing hours instead of an example of their own.
EXAMPLE_KEYS = [key for key, (_, made) in EXAMPLES.items() if made is not differing_hours]

# By what is written in the source; variables that mean the same have the same name there.
VALUES: dict[str, tuple[str, ...]] = {
    "severity.{finding.severity.value}": spread("severity", Severity),
    "reading.{key}": spread("reading", QUESTIONS),
    "reading.{entry.key}": spread("reading", QUESTIONS),
    "reading.{key}.{value}": spread("reading", READING_VALUES),
    "reading.{entry.key}.{value}": spread("reading", READING_VALUES),
    "reading.{entry.key}.{entry.used}": spread("reading", READING_VALUES),
    "lint.{kind}": spread("lint", ("response", "update", "recovery")),
    "lint.example.{key}": spread("lint.example", EXAMPLE_KEYS),
    "note.{code}": spread("note", NOTES),
    "clock.{WEEKDAYS[wall.weekday()]}": spread("clock", WEEKDAYS),
    "document.weekday.*": spread("document.weekday", WEEKDAYS),
    "document.cause.*": spread("document.cause", Cause),
    "explanation.{explained.what}": spread("explanation", WHAT),
}


# ---- The rules -------------------------------------------------------------------------------


def missing(used: Iterable[Use], known: Iterable[str]) -> list[str]:
    """List the codes that have no sentence."""
    known = set(known)
    lacking = {
        f"{use.code} ({use.place})"
        for use in used
        if use.code not in known and not (ANY in use.code and fitting(use.code, known))
    }
    return sorted(lacking)


def dead(used: Iterable[Use], known: Iterable[str]) -> list[str]:
    """List the sentences that nothing says."""
    codes = {use.code for use in used}
    said = codes | {each for code in codes if ANY in code for each in fitting(code, known)}
    return sorted(code for code in known if code not in said and not LOOKED_UP.fullmatch(code))


# Words for names that an author chooses: looked up, and done without where there is none.
LOOKED_UP = re.compile(r"document\.(name|hours|event|place|probe|count)\..+")


def ungiven(use: Use, said: Sentences) -> list[str]:
    """List the facts that a sentence asks for and that the code does not give."""
    if use.facts is None:
        return []
    asked = placeholders(said["de"]) | placeholders(said["en"])
    return [f"{use.code} ({use.place}): {{{name}}}" for name in asked - use.facts - ADDED_FACTS]


def words(sentence: str) -> set[str]:
    """Return the words of a sentence without its facts, options and quoted values."""
    plain = re.sub(r"\{[^}]*\}|--[\w-]+|«[^»]*»|\"[^\"]*\"|[\w/-]*[_.]\w[\w.-]*", " ", sentence)
    return set(re.findall(r"[^\W\d_]+", plain))


ENGLISH = re.compile(
    r"the|and|of|with|is|are|not|please|must|should|has|have|been|this|that|each"
    r"|Downtime|Uptime|Outages?|Files?|Defaults?|Events?|Features?|Issues?|Setup"
)
GERMAN = re.compile(r"der|das|und|nicht|ist|eine|einen|wird|werden|bitte|für|auf|mit|von")
# Umlauts spelt out; after a, e and q "ue" is German, as it is in these words.
SPELT_OUT = re.compile(r"(?<![aeqAEQ])ue|oe|ae|Ue|Oe|Ae")
GERMAN_UE = re.compile(r"zuerst|aktuell|individuell|manuell|virtuell|eventuell|soeben|Duell")


def faults(said: Sentences) -> list[str]:
    """List what is wrong with the two sentences of one code."""
    if set(said) != set(LANGUAGES):
        return [f"languages {sorted(said)}"]
    german, english = said["de"], said["en"]
    found = [f"{key}: empty" for key in LANGUAGES if not said[key].strip()]
    if placeholders(german) != placeholders(english):
        found.append("the languages ask for different facts")
    if german[-1:] != english[-1:] and {german[-1:], english[-1:]} & set(".:;,?!…"):
        found.append("the languages end differently")
    found += [f"de: spelt out: {w}" for w in sorted(words(german)) if is_spelt_out(w)]
    found += [f"de: English: {word}" for word in sorted(filter(ENGLISH.fullmatch, words(german)))]
    found += [f"en: German: {word}" for word in sorted(filter(GERMAN.fullmatch, words(english)))]
    found += [f"{key}: an ampersand" for key in LANGUAGES if re.search(r"\s&\s", said[key])]
    return found


# A count may be one, and the word behind it would have to be singular then.
COUNTED = re.compile(r"\{count\} [^\W\d_]")


def uninflected(said: Mapping[str, Sentences]) -> list[str]:
    """List the sentences that put a count before a word but have no form for one.

    Either "verdicts: {count}", or a pair of sentences that end in .one and .many.
    """
    return sorted(
        code
        for code, sentences in said.items()
        if any(COUNTED.search(sentence) for sentence in sentences.values())
        if code.rpartition(".")[2] not in ("one", "many")
    )


def is_spelt_out(word: str) -> bool:
    """Say whether a German word has an umlaut spelt out; names of weekdays are keys."""
    is_german = GERMAN_UE.search(word) is not None or word in WEEKDAYS
    return SPELT_OUT.search(word) is not None and not is_german


# ---- What holds ------------------------------------------------------------------------------


def test_every_code_has_a_sentence() -> None:
    assert missing(uses(), texts()) == []


def test_no_sentence_is_dead() -> None:
    assert dead(uses(), texts()) == []


def test_sentences_ask_only_for_facts_that_are_given() -> None:
    assert [
        fault for use in uses() if use.code in texts() for fault in ungiven(use, texts()[use.code])
    ] == []


@pytest.mark.parametrize("name", sorted(AREAS))
def test_sentences_are_whole_in_both_languages(name: str) -> None:
    found = {
        code: wrong
        for code, said in texts().items()
        if code.startswith(f"{name}.") and (wrong := faults(said))
    }
    assert found == {}


def test_no_sentence_says_one_things() -> None:
    assert uninflected(texts()) == []


# ---- Each rule seen red ----------------------------------------------------------------------

SAMPLE = """
def f(kind, x):
    raise TermsError("yaml.tag", value=x)
    raise Refusal("nowhere.to_be_found")
    yield "yaml.not_there", x, {"value": x}
    yield "yaml.md"
    say(f"lint.missing.{name}")
    say(f"lint.no_such_family.{name}")
"""


def sample_uses() -> list[Use]:
    return list(uses_in("core/sample.py", ast.parse(SAMPLE)))


def test_a_missing_sentence_is_seen() -> None:
    known = ["yaml.tag", "lint.missing.probe"]
    assert missing(sample_uses(), known) == [
        "lint.no_such_family.* (core/sample.py:8)",
        "nowhere.to_be_found (core/sample.py:4)",
        "yaml.not_there (core/sample.py:5)",
    ]


def test_a_dead_sentence_is_seen() -> None:
    known = ["yaml.tag", "yaml.forgotten", "lint.missing.probe", "document.name.portal"]
    assert dead(sample_uses(), known) == ["yaml.forgotten"]


def test_a_fact_that_is_not_given_is_seen() -> None:
    [use] = [use for use in sample_uses() if use.code == "yaml.tag"]
    said = {"de": "{value} in {file}, {limit}", "en": "{value} in {file}, {limit}"}
    assert ungiven(use, said) == ["yaml.tag (core/sample.py:3): {limit}"]


@pytest.mark.parametrize(
    ("german", "english", "fault"),
    [
        ("Gut {a}.", "Good {b}.", "the languages ask for different facts"),
        ("Gut.", "Good", "the languages end differently"),
        ("Für die Pruefung.", "For the check.", "de: spelt out: Pruefung"),
        ("Die Downtime.", "The downtime.", "de: English: Downtime"),
        ("Zeit.", "Time und more.", "en: German: und"),
        ("Rat & Tat.", "Advice.", "de: an ampersand"),
        ("", "", "de: empty"),
    ],
)
def test_a_faulty_sentence_is_seen(german: str, english: str, fault: str) -> None:
    assert fault in faults({"de": german, "en": english})


def test_a_missing_language_is_seen() -> None:
    assert faults({"de": "Gut."}) == ["languages ['de']"]


def test_a_count_without_a_form_for_one_is_seen() -> None:
    plural, label = {"de": "{count} Urteile"}, {"de": "Urteile: {count} ({met} erfüllt)"}
    assert uninflected({"a.b": plural, "a.c": label, "a.d.many": plural}) == ["a.b"]


def test_good_sentences_pass() -> None:
    assert faults({"de": "Die Dauer {a} ist «fuer» --oe.", "en": "The length {a} is so."}) == []
