"""The colours: readable by the numbers of WCAG 2.2, and the same in every form."""

import re

import pytest

from zusage.formats.documents import tokens


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio that WCAG 2.2 defines, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_the_greatest() -> None:
    assert round(contrast("#000000", "#ffffff"), 6) == 21
    assert contrast("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", sorted(tokens.GROUNDS))
@pytest.mark.parametrize("name", sorted(tokens.TEXTS))
def test_texts_can_be_read(theme: str, ground: str, name: str) -> None:
    colours = getattr(tokens.TEXTS[name], theme), getattr(tokens.GROUNDS[ground], theme)
    assert contrast(*colours) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash", "shade"])
@pytest.mark.parametrize("name", sorted(tokens.STATES))
def test_bars_stand_out_from_their_lane(theme: str, ground: str, name: str) -> None:
    colours = getattr(tokens.STATES[name], theme), getattr(tokens.TOKENS[ground], theme)
    assert contrast(*colours) >= 3


def test_css_has_every_colour_for_both_themes() -> None:
    day, night = tokens.css().split("@media")
    for name, colour in tokens.TOKENS.items():
        assert f"--{name}:{colour.light};" in day
        assert f"--{name}:{colour.dark};" in night
    assert "prefers-color-scheme:dark" in night


def test_print_takes_the_light_ones() -> None:
    assert tokens.light()["accent"] == tokens.TEXTS["accent"].light
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in tokens.light().values())
