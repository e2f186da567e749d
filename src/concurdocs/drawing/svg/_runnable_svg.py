"""How many processes wanted to run, as a strip below the lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.drawing.markup import element, joined, shape
from concurdocs.drawing.svg._text_metrics import pixels
from concurdocs.runs import State
from concurdocs.timeline import condensed

if TYPE_CHECKING:
    from markupsafe import Markup

    from concurdocs.drawing.svg._layout import Layout

_HEIGHT = 28.0
_GAP = 14.0


def floor_of_curve(plan: Layout) -> float:
    """Return where the curve of the runnable ends, in pixels from the top."""
    return plan.bottom + _GAP + _HEIGHT


def runnable_svg(plan: Layout) -> Markup:
    """Return how many processes wanted to run, against how many CPUs could run them."""
    cpus = len(plan.run.environment.usable_cpus)
    steps = condensed(plan.timeline.runnable, 1.5 / plan.scale.per_second)
    most = max([float(cpus), *(step.count for step in steps)])
    floor = floor_of_curve(plan)
    unit = _HEIGHT / max(most, 1.0)
    served: list[str] = []
    unserved: list[str] = []
    for step in steps:
        x, width = pixels(plan.scale.x(step.begin)), (step.end - step.begin) * plan.scale.per_second
        for low, high, path in (
            (0.0, min(step.count, cpus), served),
            (float(cpus), step.count, unserved),
        ):
            if high > low:
                path.append(
                    f"M{x} {pixels(floor - low * unit)}v-{pixels((high - low) * unit)}"
                    f"h{pixels(width)}v{pixels((high - low) * unit)}z"
                )
    y = pixels(floor - cpus * unit)
    line = f"M{pixels(plan.scale.left)} {y}H{pixels(plan.right)}"
    place = {"class": "run-detail", "x": pixels(plan.right + 8), "y": y, "dy": "3.5"}
    return element(
        "g",
        {"class": "run-strip"},
        shape("path", {"class": "run-served", "d": "".join(served)}),
        shape("path", {"class": "run-unserved", "d": "".join(unserved)}),
        shape("path", {"class": "run-cpus", "d": line}),
        element("text", place, plan.labels.cpu_count(cpus)),
    )


def runnable_names_svg(plan: Layout) -> Markup:
    """Return what the curve is, and its peak or the only CPU there was."""
    floor = floor_of_curve(plan)
    cpus = {
        state.cpu
        for process in plan.timeline.processes
        for state in process.states
        if state.state == State.RUNNING and state.cpu is not None
    }
    if len(cpus) == 1:
        detail = plan.labels.only_on_cpu.format(number=min(cpus))
    else:
        peak = max(round(step.count) for step in plan.timeline.runnable)
        detail = plan.labels.runnable_peak.format(peak=peak)
    heading = {"class": "run-detail run-strong", "x": 8, "y": pixels(floor - 13)}
    below = {"class": "run-detail", "x": 8, "y": pixels(floor - 1)}
    return joined([element("text", heading, plan.labels.runnable), element("text", below, detail)])
