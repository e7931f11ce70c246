"""The parser speaks the language asked for, in its help and in what it refuses."""

import pytest

from zusage.interfaces.cli import main
from zusage.interfaces.cli.parser import MESSAGES, in_words

PLUVO = "contracts/pluvo.yaml"
# By the message, arguments that make argparse say it.
WRONG = {
    "required": ["evaluate"],
    "one_required": ["reference"],
    "choice": ["schema", "--lang", "fr"],
    "no_value": ["schema", "-o"],
    "extra_value": ["freeze", PLUVO, "--check=yes"],
    "number": ["clock", "due", "--seconds", "ten"],
    "together": ["clock", "due", "--seconds", "1", "--duration", "1h"],
    "empty": ["show", ""],
    "day": ["lint", PLUVO, "--on", "2026-02-30"],
    "unknown": ["schema", "--nonsense"],
    "ambiguous": ["evaluate", PLUVO, "--ma", "x"],
}


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize(("lang", "head"), [("de", "Fehler: "), ("en", "error: ")])
def test_what_is_wrong_with_the_arguments_is_said_in_words(
    name: str, lang: str, head: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", lang, *WRONG[name]])
    assert stopped.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1].partition(head)[2]
    # The words of argparse are known by their forms; none of them is left.
    assert said
    assert not any(form.fullmatch(said) for key, form in MESSAGES.items() if key != "day")
    assert not said.startswith("argument ")


def test_a_message_that_is_not_known_stays_as_it_is() -> None:
    assert in_words("something new", "de") == "something new"
    assert in_words("argument -o/--output: is empty", "de") == "-o/--output: der Wert ist leer"
