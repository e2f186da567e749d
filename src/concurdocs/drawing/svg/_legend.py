"""What the shapes of a figure mean; only those that occur in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.drawing.markup import element, joined, shape
from concurdocs.drawing.svg._lane_svg import hatched
from concurdocs.runs import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from concurdocs.drawing.svg._layout import Layout

_BOX = "M1 2h24v11h-24z"
_KEY = {
    "class": "run-key",
    "width": 26,
    "height": 15,
    "viewBox": "0 0 26 15",
    "aria-hidden": "true",
}


def legend_html(plan: Layout, ident: str) -> Markup:
    """Return the legend of a figure.

    Args:
        plan: The figure.
        ident: Prefix of the ids on the page, for the patterns.

    """
    labels = plan.labels
    entries = [
        element("li", {}, element("svg", _KEY, swatch), words)
        for occurs, swatch, words in (*_states(plan, ident), *_events(plan))
        if occurs
    ]
    if plan.run.sampling_interval:
        interval = labels.milliseconds.format(number=f"{plan.run.sampling_interval * 1000:.0f}")
        note = labels.sampled.format(interval=interval)
        entries.append(element("li", {"class": "run-note"}, note))
    return element("ul", {"class": "run-legend"}, *entries)


def _states(plan: Layout, ident: str) -> Iterator[tuple[bool, Markup, str]]:
    """Yield for each state whether it occurs, how it is drawn and what it is called."""
    labels = plan.labels
    lanes = [lane for lane in plan.lanes + plan.helpers if lane.process.pid]
    states = {state for lane in lanes for state in lane.spans}
    partly = any(lane.partly for lane in lanes)
    waits = any(lane.waits for lane in plan.lanes)
    unseen = any(lane.unseen for lane in lanes)
    wait = {"class": "run-wait", "x": 1, "y": 2, "width": 24, "height": 11}
    yield State.RUNNING in states, _path("run-running", _BOX), labels.legend_running
    yield partly, _path("run-partly", "M1 4h24v7h-24z"), labels.legend_partly
    yield State.SLEEPING in states, _path("run-idle", "M1 7.5h24"), labels.legend_sleeping
    yield waits, shape("rect", wait), labels.legend_waiting
    for state, words in (
        (State.ZOMBIE, labels.legend_zombie),
        (State.STOPPED, labels.legend_stopped),
        (State.DISK_WAIT, labels.legend_disk_wait),
    ):
        yield state in states, hatched(state, ident, _BOX), words
    yield unseen, _path("run-unknown", _BOX), labels.legend_unknown


def _events(plan: Layout) -> Iterator[tuple[bool, Markup, str]]:
    """Yield the same for all that isn't a state."""
    labels = plan.labels
    cpus = len(plan.run.environment.usable_cpus)
    crowded = any(step.count > cpus for step in plan.timeline.runnable)
    dotted = any(lane.dots for lane in plan.lanes)
    circle = shape("circle", {"cx": 13, "cy": 7.5, "r": 4.5})
    yield dotted, element("g", {"class": "run-dot"}, circle), labels.legend_line
    yield bool(plan.starts), _down("run-start"), labels.legend_start
    yield bool(plan.joins), _up("run-join"), labels.legend_join
    yield bool(plan.signals), _down("run-signal"), labels.legend_signal
    yield crowded, _path("run-unserved", _BOX), labels.legend_unserved


def _path(css_class: str, path: str) -> Markup:
    return shape("path", {"class": css_class, "d": path})


def _up(css_class: str) -> Markup:
    return joined([_path(css_class, "M13 14V6"), _path(f"{css_class}-head", "M13 1l-3 5h6z")])


def _down(css_class: str) -> Markup:
    return joined([_path(css_class, "M13 1V9"), _path(f"{css_class}-head", "M13 14l-3 -5h6z")])
