"""The timeline of a run as static SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from concurdocs.drawing.markup import EMPTY, element, joined, shape
from concurdocs.drawing.svg._description import description
from concurdocs.drawing.svg._dot_svg import dots_svg
from concurdocs.drawing.svg._lane_svg import SMALL, lane_svg, names_svg
from concurdocs.drawing.svg._runnable_svg import floor_of_curve, runnable_names_svg, runnable_svg
from concurdocs.drawing.svg._text_metrics import fitting, pixels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from concurdocs.drawing.svg._arrows import Arrow
    from concurdocs.drawing.svg._layout import Layout

_MOST_DECIMALS = 6
_EXACT = 1e-9

_PATTERNS = Markup(
    '<pattern id="{ident}-zombie" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="run-hatch" d="M1 0v6"/></pattern>'
    '<pattern id="{ident}-stopped" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="run-hatch" d="M1 0v6"/></pattern>'
    '<pattern id="{ident}-disk-wait" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<path class="run-hatch" d="M1 1h2"/></pattern>'
)


def timeline_svg(plan: Layout, ident: str, linked_lines: Collection[int]) -> Markup:
    """Return the timeline of a run as an SVG element, the same for the same run.

    It holds no style: `concurdocs.css` gives colours, light and dark, by classes.

    Args:
        plan: The run, arranged.
        ident: Prefix of the ids, unique on the page.
        linked_lines: Indices of the lines of `Run.lines` that consoles with the same prefix
            show; their dots become links to them.

    """
    title, desc = f"{ident}-title", f"{ident}-desc"
    floor = floor_of_curve(plan)
    half = plan.metrics.bar / 2
    image = (
        _blocks_svg(plan),
        _grid_svg(plan, plan.top - 4, floor),
        element(
            "g",
            # Where there are dozens, their shafts must not hide the lanes.
            {"class": "run-arrows" if plan.metrics.detailed else "run-arrows run-faint"},
            _arrows_svg(plan.starts, "run-start", half),
            _arrows_svg(plan.joins, "run-join", half),
        ),
        *(lane_svg(plan, lane, ident) for lane in plan.lanes),
        _arrows_svg(plan.signals, "run-signal", half),
        runnable_svg(plan),
        element(
            "g",
            {"id": f"{ident}-names"},
            names_svg(plan, plan.lanes),
            runnable_names_svg(plan),
        ),
    )
    return element(
        "svg",
        {**_size(plan, floor + 10), "role": "group", "aria-labelledby": title},
        element("title", {"id": title}, plan.labels.title.format(script=plan.run.script)),
        element("desc", {"id": desc}, description(plan)),
        element("defs", {}, _PATTERNS.format(ident=ident)),
        # The dots are links, which must not be inside an image.
        element("g", {"role": "img", "aria-labelledby": f"{title} {desc}"}, *image),
        element("g", {"class": "run-dots"}, dots_svg(plan, ident, linked_lines)),
    )


def helpers_text(plan: Layout) -> str:
    """Return which of `multiprocessing`'s own processes there were."""
    names = plan.labels.separator.join(lane.process.label.label for lane in plan.helpers)
    return plan.labels.helpers.format(names=names)


def helpers_svg(plan: Layout, ident: str) -> Markup:
    """Return the lanes of `multiprocessing`'s own processes, nothing without any."""
    if not plan.helpers:
        return EMPTY
    height = 8 + len(plan.helpers) * plan.metrics.pitch
    return element(
        "svg",
        {**_size(plan, height), "role": "img", "aria-label": helpers_text(plan)},
        _grid_svg(plan, 0, height, numbers=False),
        *(lane_svg(plan, lane, ident) for lane in plan.helpers),
        names_svg(plan, plan.helpers),
    )


def _size(plan: Layout, height: float) -> dict[str, str]:
    """Return how large the drawing is, and what the script needs to find a moment."""
    width, high = pixels(plan.width), pixels(height)
    return {
        "class": "run-timeline",
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {width} {high}",
        "width": width,
        "height": high,
        "data-left": pixels(plan.scale.left),
        "data-right": pixels(plan.right),
    }


def _grid_svg(plan: Layout, top: float, bottom: float, *, numbers: bool = True) -> Markup:
    """Return vertical lines at round moments, with the moments above them."""
    lines, texts = [], []
    decimals = _decimals(plan.ticks)
    for tick in plan.ticks:
        x = plan.scale.x(tick)
        lines.append(f"M{pixels(x)} {pixels(top)}V{pixels(bottom)}")
        # The first must not reach below the names, which stay in sight on a narrow screen.
        place = {
            "class": "run-tick" if tick else "run-tick run-zero",
            "x": pixels(x if tick else x - 7),
            "y": 14,
        }
        moment = plan.labels.seconds.format(number=f"{tick:.{decimals}f}")
        texts.append(element("text", place, moment))
    grid = shape("path", {"class": "run-grid", "d": "".join(lines)})
    return joined([grid, *texts]) if numbers else grid


def _decimals(ticks: tuple[float, ...]) -> int:
    """Return how many decimals tell the ticks apart."""
    for decimals in range(_MOST_DECIMALS):
        if all(abs(round(tick, decimals) - tick) < _EXACT for tick in ticks):
            return decimals
    return _MOST_DECIMALS


def _blocks_svg(plan: Layout) -> Markup:
    """Return a band above the lanes that says which block of the script was running."""
    parts, marks = [], []
    for number, (index, block) in enumerate(plan.blocks):
        begin = plan.scale.x(block.begin or 0.0)
        end = plan.scale.x(min(plan.run.total if block.end is None else block.end, plan.run.total))
        word = plan.labels.block.format(number=index + 1)
        name = plan.labels.block_name(index, block.name)
        lasted = plan.labels.time((block.end or 0) - (block.begin or 0))
        # Those that are over at once still have a place to point at.
        width = max(end - begin, 1.5)
        band = {
            "class": "run-block run-odd" if number % 2 else "run-block",
            "x": pixels(begin),
            "y": 21,
            "width": pixels(width),
            "height": 14,
        }
        text = fitting((name, block.name or word, str(index + 1)), SMALL, width - 8)
        parts.append(
            element(
                "g",
                {},
                element("title", {}, plan.labels.lasting.format(what=name, time=lasted)),
                shape("rect", band),
                element("text", {"class": "run-said", "x": pixels(begin + 5), "y": 31.5}, text),
            )
        )
        if number:
            marks.append(f"M{pixels(begin)} 21V{pixels(plan.bottom)}")
    if marks:
        parts.append(shape("path", {"class": "run-mark", "d": "".join(marks)}))
    return joined(parts)


def _arrows_svg(arrows: Iterable[Arrow], css_class: str, half: float) -> Markup:
    """Return arrows from lane to lane, with heads at the edge of the bar they point at."""
    lines, heads = [], []
    for x, tail, tip in arrows:
        down = 1 if tip > tail else -1
        edge = tip - down * (half + 1)
        lines.append(f"M{pixels(x)} {pixels(tail)}V{pixels(edge)}")
        heads.append(f"M{pixels(x)} {pixels(edge)}l-3 {-5 * down}h6z")
    if not lines:
        return EMPTY
    return joined(
        [
            shape("path", {"class": css_class, "d": "".join(lines)}),
            shape("path", {"class": f"{css_class}-head", "d": "".join(heads)}),
        ]
    )
