"""Elements escape whatever is no markup."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from concurdocs.drawing.markup import element, joined, shape


def test_texts_are_escaped_once() -> None:
    inner = element("b", {}, "<&")

    assert "<p>&gt;<b>&lt;&amp;</b></p>" == element("p", {}, ">", inner)
    assert "&lt;<b>&lt;&amp;</b>" == joined(["<", inner])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('"><script>', ' data-x="&quot;&gt;&lt;script&gt;"'),
        ("it's", ' data-x="it&#x27;s"'),
        (7, ' data-x="7"'),
        (0, ' data-x="0"'),
        ("", ' data-x=""'),
        (True, " data-x"),
        (False, ""),
        (None, ""),
    ],
)
def test_attributes_are_escaped_or_left_out(value: object, written: str) -> None:
    assert f"<i{written}></i>" == element("i", {"data-x": value})
    assert f"<i{written}/>" == shape("i", {"data-x": value})


def test_what_is_made_is_markup() -> None:
    assert {Markup} == {type(made) for made in (element("i", {}), shape("i", {}), joined(["<"]))}
