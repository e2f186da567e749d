"""A run as a small picture: its lanes and nothing else, for lists of examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.drawing.svg._text_metrics import pixels
from concurdocs.runs import HELPERS, State
from concurdocs.timeline import all_processes, lifetime, seen_states

if TYPE_CHECKING:
    from concurdocs.runs import Process, Run

WIDTH, HEIGHT = 400, 280
"""As sphinx-gallery's thumbnails."""

_MARGIN = 24
_MOST_LANES = 12
_TALLEST = 22.0
_THICKNESS = {
    State.RUNNING: 1.0,
    State.ZOMBIE: 0.7,
    State.STOPPED: 0.5,
    State.DISK_WAIT: 0.35,
    State.SLEEPING: 0.2,
}
# A picture on its own gets no style sheet of the page: the colours of the lanes, light and
# dark, stand in it.
_STYLE = (
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
    processes = [one for one in all_processes(run) if one.role not in HELPERS][:_MOST_LANES]
    step = (HEIGHT - 2 * _MARGIN) / max(len(processes), 5)
    top = (HEIGHT - step * len(processes)) / 2
    scale = (WIDTH - 2 * _MARGIN) / max(run.total, 0.001)
    lanes = "".join(
        _lane(run, process, number, top + step * (number + 0.5), min(step * 0.7, _TALLEST), scale)
        for number, process in enumerate(processes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{_STYLE}{lanes}</svg>\n'
    )


def _lane(  # noqa: PLR0913, PLR0917 - where and how large
    run: Run, process: Process, number: int, middle: float, height: float, scale: float
) -> str:
    life = lifetime(run, process)
    bars = [(life.start, life.gone if life.end is None else life.end, State.SLEEPING)]
    bars += [(one.begin, one.end, one.state) for one in seen_states(run, process)]
    parts = []
    for begin, end, state in bars:
        begin, end = max(begin, 0.0), min(end, run.total)  # noqa: PLW2901 - only what is shown
        thick = height * _THICKNESS[state]
        if end > begin:
            css_class = ' class="zombie"' if state == State.ZOMBIE else ""
            parts.append(
                f'<rect{css_class} x="{pixels(_MARGIN + begin * scale)}" '
                f'y="{pixels(middle - thick / 2)}" width="{pixels((end - begin) * scale)}" '
                f'height="{pixels(thick)}"/>'
            )
    return f'<g class="p{number % 5}">{"".join(parts)}</g>'
