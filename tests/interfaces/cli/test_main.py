"""The command itself: what it offers, what it imports, and how it ends."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

import zusage
from zusage.core.errors import Finding, Refusal, Severity, TermsError
from zusage.interfaces.cli import COMMANDS, INTERNAL, language, main, pairs_last
from zusage.interfaces.cli.outcome import (
    BAD_INPUT,
    DONE,
    FOUND,
    INTERRUPTED,
    REFUSED,
    TOOL_FAILED,
    finding_line,
    guarded,
)
from zusage.texts import sentence

COMMAND = Path(sys.executable).with_name("zusage")
HEAVY = ("numpy", "yaml", "babel", "holidays", "typst")


def run(code):
    """Run Python in a process of its own and return what it printed."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def loaded_after(arguments):
    """Return which heavy modules a call of the command has imported."""
    code = f"""
import contextlib, io, sys
from zusage.interfaces.cli import main
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.suppress(SystemExit):
    main({arguments!r})
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    return run(code).strip()


@pytest.mark.parametrize("arguments", [["--help"], [], ["--version"], ["nonsense"]])
def test_overview_imports_nothing_heavy(arguments):
    assert loaded_after(arguments) == "[]"


def test_subcommand_imports_what_it_needs():
    """The check above can fail: a subcommand that reads contracts does import these."""
    assert "yaml" in loaded_after(["schema"])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_overview_names_every_command(lang, capsys):
    assert main(["--lang", lang]) == DONE
    shown = capsys.readouterr().out
    for name in COMMANDS:
        is_shown = name not in INTERNAL
        summary = sentence(f"help.command.{name}", lang)
        assert (f"\n    {name} " in shown) == is_shown
        assert (summary in " ".join(shown.split())) == is_shown


def test_installed_command_runs():
    done = subprocess.run([COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"zusage {zusage.__version__}\n"


@pytest.mark.parametrize("arguments", [["nonsense"], ["schema", "--nonsense"], ["schema", "x"]])
def test_unknown_words_are_bad_input(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == BAD_INPUT
    assert "usage: zusage" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[name] for name in COMMANDS])
@pytest.mark.parametrize(
    ("lang", "head", "title"),
    [("de", "Aufruf: zusage", "\nOptionen:"), ("en", "usage: zusage", "\noptions:")],
)
def test_help_is_in_the_language_asked_for(command, lang, head, title, capsys):
    shown = []
    for asked in (["--lang", lang, *command], [*command, f"--lang={lang}"]):
        with pytest.raises(SystemExit) as stopped:
            main([*asked, "--help"])
        assert stopped.value.code == DONE
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert shown[0].startswith(head)
    assert title in shown[0]
    assert " ".join(sentence(f"help.command.{command[0]}", lang).split()) in " ".join(
        shown[0].split()
    )
    assert "help." not in shown[0]


def test_the_language_may_stand_before_the_command(capsys):
    for asked in (["--lang", "de", "clock", "due"], ["clock", "due", "--lang", "de"]):
        assert main(asked) == BAD_INPUT
        assert capsys.readouterr().err.startswith("Fehler clock.calendar_missing: Es fehlt")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_CH.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
    ],
)
def test_language_is_that_of_the_terminal(monkeypatch, environment, expected):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


# ---- Outcomes --------------------------------------------------------------------------------

FINDING = Finding(
    code="yaml.too_deep",
    severity=Severity.ERROR,
    clauses=("V07", "V08"),
    facts={"limit": 24, "file": "a.yaml"},
).at(3, 7)


def outcome(raised=None, code=DONE, lang="en"):
    """Return the exit code of a subcommand that ends in this way."""

    def act(arguments):
        if raised:
            raise raised
        return code

    return guarded(argparse.Namespace(run=act, lang=lang))


@pytest.mark.parametrize("code", [DONE, FOUND, TOOL_FAILED])
def test_exit_code_of_the_subcommand_is_handed_on(code):
    assert outcome(code=code) == code


def test_findings_are_written_one_per_line(capsys):
    assert outcome(TermsError(findings=[FINDING, FINDING])) == BAD_INPUT
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [finding_line(FINDING, "en")] * 2


def test_refusal_is_a_sentence(capsys):
    refusal = Refusal("money.currencies_mixed", left="EUR", right="CHF")
    assert outcome(refusal, lang="de") == REFUSED
    said = capsys.readouterr().err
    assert "EUR" in said
    assert "CHF" in said


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(2, "No such file", "none.yaml"),
        IsADirectoryError(21, "Is a directory", "none.yaml"),
        NotADirectoryError(20, "Not a directory", "none.yaml"),
        OSError(40, "Too many levels of symbolic links", "none.yaml"),
        OSError(36, "File name too long", "none.yaml"),
        OSError(71, "Protocol error", "none.yaml"),
        PermissionError(13, "Permission denied", "none.yaml"),
    ],
)
def test_file_that_cannot_be_read_is_named(error, lang, capsys):
    assert outcome(error, lang=lang) == BAD_INPUT
    said = capsys.readouterr().err
    assert "none.yaml" in said
    assert error.strerror not in said


def test_an_interrupted_command_ends_without_a_word(monkeypatch, capsys):
    def interrupted(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("zusage.interfaces.cli.schema.run", interrupted)
    assert main(["schema"]) == INTERRUPTED
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("--reading a=b c.yaml", "c.yaml --reading a=b"),
        ("--reading a=b d=e old new --json", "old new --json --reading a=b d=e"),
        ("--map x=y --reading a=b c.yaml", "c.yaml --map x=y --reading a=b"),
        ("--reading wrong c.yaml", "c.yaml --reading wrong"),
        ("--reading --json c.yaml", "--json c.yaml --reading"),
        ("--reading a=b -- c=d.yaml", "--reading a=b -- c=d.yaml"),
        ("c.yaml --fee 1=2 x", "c.yaml --fee 1=2 x"),
        ("", ""),
    ],
)
def test_pairs_do_not_take_the_file_behind_them(written, read):
    assert " ".join(pairs_last(written.split())) == read


def test_other_errors_are_ours_and_not_hidden():
    with pytest.raises(AssertionError):
        outcome(AssertionError("ours"))


def test_closed_pipe_ends_quietly():
    """As in `zusage schema | head -1`: the schema is longer than what a pipe holds."""
    pipe = subprocess.PIPE
    with subprocess.Popen([COMMAND, "schema"], stdout=pipe, stderr=pipe) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == DONE


@pytest.mark.parametrize(
    ("finding", "begin"),
    [
        (FINDING, "a.yaml:3:7: error yaml.too_deep [V07, V08]: Nothing deeper than 24"),
        (Finding(code="yaml.empty"), "error yaml.empty: The file is empty"),
        (Finding(code="yaml.empty", severity=Severity.NOTE).at(1, 1), "1:1: note yaml.empty: "),
    ],
)
def test_line_of_a_finding_has_place_severity_code_clauses_and_sentence(finding, begin):
    assert finding_line(finding, "en").startswith(begin)


def test_line_of_a_finding_is_in_the_language_asked_for():
    assert "Fehler yaml.too_deep" in finding_line(FINDING, "de")
