"""A run as a small picture: its lanes and nothing else, for lists of examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concurdocs.drawing.labels import ENGLISH
from concurdocs.drawing.markup import element, joined, shape
from concurdocs.drawing.svg._text_metrics import pixels
from concurdocs.runs import State
from concurdocs.timeline import Timeline

if TYPE_CHECKING:
    from concurdocs.runs import Run
    from concurdocs.timeline import ProcessTimeline

WIDTH, HEIGHT = 400, 280
"""As sphinx-gallery's thumbnails."""

_MARGIN = 24
_MOST_LANES = 12
_TALLEST = 22.0
_COLOURS = 5
_THICKNESS = {
    State.RUNNING: 1.0,
    State.ZOMBIE: 0.7,
    State.STOPPED: 0.5,
    State.DISK_WAIT: 0.35,
    State.SLEEPING: 0.2,
}
# A picture on its own gets no style sheet of the page: the colours of the lanes, light and
# dark, stand in it.
_STYLE = Markup(
    "<style>"
    ".p0{fill:#57606a}.p1{fill:#0969da}.p2{fill:#1a7f37}.p3{fill:#bc4c00}.p4{fill:#8250df}"
    ".zombie{opacity:.35}"
    "@media(prefers-color-scheme:dark){.p0{fill:#9198a1}.p1{fill:#58a6ff}.p2{fill:#3fb950}"
    ".p3{fill:#f0883e}.p4{fill:#bc8cff}}"
    "</style>"
)


def thumbnail_svg(run: Run) -> str:
    """Return the lanes of a run as a picture of its own.

    Args:
        run: The run; helpers are left out, and so are processes beyond a dozen.

    Returns:
        SVG, `WIDTH` by `HEIGHT`.

    """
    timeline = Timeline.of(run, ENGLISH)  # no word of it is shown
    processes = [process for process in timeline.processes if not process.label.helper]
    rows = min(len(processes), _MOST_LANES)
    step = (HEIGHT - 2 * _MARGIN) / max(rows, 5)
    top = (HEIGHT - step * rows) / 2
    size = _Size(
        height=min(step * 0.7, _TALLEST),
        per_second=(WIDTH - 2 * _MARGIN) / max(run.total, 0.001),
        total=run.total,
    )
    lanes = (
        element(
            "g",
            {"class": f"p{number % _COLOURS}"},
            _lane(process, top + step * (number + 0.5), size),
        )
        for number, process in enumerate(processes[:_MOST_LANES])
    )
    picture = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "width": WIDTH,
        "height": HEIGHT,
    }
    return f"{element('svg', picture, _STYLE, *lanes)}\n"


@dataclass(frozen=True, slots=True)
class _Size:
    height: float
    per_second: float
    total: float


def _lane(process: ProcessTimeline, middle: float, size: _Size) -> Markup:
    life = process.lifetime
    bars = [(life.start, life.over, State.SLEEPING)]
    bars += [(state.begin, state.end, state.state) for state in process.states]
    parts = []
    for begin, end, state in bars:
        left = max(begin, 0.0) * size.per_second
        right = min(end, size.total) * size.per_second
        thick = size.height * _THICKNESS[state]
        if right > left:
            bar = {
                "class": "zombie" if state == State.ZOMBIE else None,
                "x": pixels(_MARGIN + left),
                "y": pixels(middle - thick / 2),
                "width": pixels(right - left),
                "height": pixels(thick),
            }
            parts.append(shape("rect", bar))
    return joined(parts)
