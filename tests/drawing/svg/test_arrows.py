"""Arrows from lane to lane."""

from __future__ import annotations

from dataclasses import replace

from helpers.figures import RUN, svg_tree, with_class


def test_arrows_join_lanes() -> None:
    svg = svg_tree(RUN)

    counts = {
        name: len((with_class(svg, name)[0].get("d") or "").split("M")) - 1
        for name in ("run-start", "run-join", "run-signal")
    }
    # chen was never joined; ann's arrow starts at main although the forkserver forked her.
    assert {"run-start": 4, "run-join": 2, "run-signal": 1} == counts


def test_arrows_skip_folded_helpers_where_no_start_was_noted() -> None:
    (starts,) = with_class(svg_tree(replace(RUN, calls=())), "run-start")

    # ann's parent is the forkserver, whose parent is main.
    assert 4 == (starts.get("d") or "").count("M")
