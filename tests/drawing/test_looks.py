"""What figures share: words, colours, the script, how stretches become pixels."""

from __future__ import annotations

import re
import string
from dataclasses import fields

import pytest

from concurdocs.drawing import Labels, labels_for
from concurdocs.drawing.html import static_text
from concurdocs.drawing.labels import CHINESE, ENGLISH
from concurdocs.drawing.svg._intervals import Span, drawable, without
from concurdocs.timeline import CHILD_COLOURS


def test_script_is_small() -> None:
    assert 8_000 > len(static_text("concurdocs.js").encode())


@pytest.mark.parametrize(
    ("spans", "full", "partly"),
    [
        ([(0, 5), (7, 9)], [(0, 5), (7, 9)], []),
        ([(0, 5), (5.5, 9)], [(0, 5), (6, 9)], [(5, 6)]),
        ([(3.2, 3.25)], [], [(3, 4)]),
        ([(0.2, 0.5), (1.2, 1.5), (2.2, 2.5)], [], [(0, 3)]),
        ([(0, 2), (1, 4)], [(0, 4)], []),
        ([], [], []),
    ],
)
def test_stretches_narrower_than_a_pixel_become_columns(
    spans: list[Span], full: list[Span], partly: list[Span]
) -> None:
    assert (full, partly) == drawable(spans)


@pytest.mark.parametrize(
    ("holes", "left"),
    [
        ([], [(0, 4), (6, 9)]),
        ([(1, 2)], [(0, 1), (2, 4), (6, 9)]),
        ([(3, 7), (8, 20)], [(0, 3), (7, 8)]),
        ([(-2, -1), (0, 1), (0, 2), (4, 6)], [(2, 4), (6, 9)]),
        ([(2, 2)], [(0, 2), (2, 4), (6, 9)]),
        ([(-1, 10)], []),
    ],
)
def test_holes_are_taken_out_of_stretches(holes: list[Span], left: list[Span]) -> None:
    assert left == without([(6, 9), (0, 3), (2, 4)], holes)


@pytest.mark.parametrize(
    ("language", "labels"),
    [("zh_CN", CHINESE), ("zh", CHINESE), ("zh-Hans", CHINESE), ("en", ENGLISH), ("de", ENGLISH)],
)
def test_language_chooses_the_words(language: str, labels: Labels) -> None:
    assert labels is labels_for(language)


def test_languages_say_the_same() -> None:
    def placeholders(value: object) -> list[str]:
        texts = value if isinstance(value, tuple) else (value,)
        return sorted(
            {name for text in texts for _, name, *_ in string.Formatter().parse(text) if name}
        )

    for field in fields(Labels):
        english, chinese = getattr(ENGLISH, field.name), getattr(CHINESE, field.name)
        if isinstance(english, str | tuple):
            assert placeholders(english) == placeholders(chinese), field.name
            assert all(chinese), field.name
        else:
            assert list(english) == list(chinese)


def colours() -> dict[str, dict[str, str]]:
    """Return the colours of the style sheet, by theme."""
    themes = re.findall(r"body[^{,]*\{([^}]*--run-0:[^}]*)\}", static_text("concurdocs.css"))
    light, dark, dark_again = (
        dict(re.findall(r"--run-([\w-]+): (#\w+);", theme)) for theme in themes
    )
    assert dark == dark_again
    return {"light": light, "dark": dark}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_enough(theme: str) -> None:
    values = colours()[theme]
    texts = ["fg", "muted", *(str(number) for number in range(CHILD_COLOURS + 1))]

    weak = {
        (name, ground): round(contrast(values[name], values[ground]), 2)
        for names, grounds, least in (
            (texts, ("bg", "panel", "on"), 4.5),
            (["bad", "busy"], ("bg", "panel"), 3.0),
        )
        for name in names
        for ground in grounds
        if contrast(values[name], values[ground]) < least
    }

    assert {} == weak
