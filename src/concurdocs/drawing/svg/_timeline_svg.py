"""The timeline of a run as static SVG."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from concurdocs.drawing.svg._dot_svg import dots_svg
from concurdocs.drawing.svg._intervals import merged
from concurdocs.drawing.svg._lane_svg import SMALL, lane_svg, names_svg
from concurdocs.drawing.svg._text_metrics import fitting, pixels
from concurdocs.runs import State
from concurdocs.timeline import condensed, runnable_steps, waiting_calls

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from concurdocs.drawing.svg._layout import Arrow, Layout

_STRIP = 28.0
_STRIP_GAP = 14.0
_NOTICEABLE = 0.03
"""Share of the run that a process must have been a zombie for to be named as one."""

_PATTERNS = (
    '<pattern id="{ident}-zombie" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="run-hatch" d="M1 0v6"/></pattern>'
    '<pattern id="{ident}-stopped" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="run-hatch" d="M1 0v6"/></pattern>'
    '<pattern id="{ident}-disk-wait" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<path class="run-hatch" d="M1 1h2"/></pattern>'
)


def timeline_svg(plan: Layout, ident: str, shown: Collection[int] | None) -> str:
    """Return the timeline of a run as an SVG element, the same for the same run.

    It holds no style: `concurdocs.css` gives colours, light and dark, by classes.

    Args:
        plan: The run, arranged.
        ident: Prefix of the ids, unique on the page.
        shown: Indices of the lines of `run.lines` that a console with the same prefix shows;
            their dots become links to them.

    """
    name = escape(ident)
    height = plan.bottom + _STRIP_GAP + _STRIP + 10
    parts = [
        f'{_svg_tag(plan, height)} role="group" aria-labelledby="{name}-title">',
        f'<title id="{name}-title">{escape(_title(plan))}</title>',
        f'<desc id="{name}-desc">{escape(description(plan))}</desc>',
        f"<defs>{_PATTERNS.format(ident=name)}</defs>",
        # The dots are links, which must not be inside an image.
        f'<g role="img" aria-labelledby="{name}-title {name}-desc">',
        _blocks_svg(plan),
        _grid_svg(plan, plan.top - 4, plan.bottom + _STRIP_GAP + _STRIP),
        # Where there are dozens, their shafts must not hide the lanes.
        f'<g class="{"run-arrows" if plan.metrics.detailed else "run-arrows run-faint"}">',
        _arrows_svg(plan.starts, "run-start", plan.metrics.bar / 2),
        _arrows_svg(plan.joins, "run-join", plan.metrics.bar / 2),
        "</g>",
        *(lane_svg(plan, lane, ident) for lane in plan.lanes),
        _arrows_svg(plan.signals, "run-signal", plan.metrics.bar / 2),
        _strip_svg(plan),
        f'<g id="{name}-names">{names_svg(plan, plan.lanes)}{_strip_names_svg(plan)}</g>',
        f'</g><g class="run-dots">{dots_svg(plan, plan.dots, ident, shown)}</g></svg>',
    ]
    return "".join(parts)


def helpers_svg(plan: Layout, ident: str) -> str:
    """Return the lanes of `multiprocessing`'s own processes, an empty string without any."""
    if not plan.helpers:
        return ""
    height = 8 + len(plan.helpers) * plan.metrics.pitch
    names = plan.labels.separator.join(lane.identity.label for lane in plan.helpers)
    title = escape(plan.labels.helpers.format(names=names))
    return (
        f'{_svg_tag(plan, height)} role="img" aria-label="{title}">'
        f"{_grid_svg(plan, 0, height, numbers=False)}"
        f"{''.join(lane_svg(plan, lane, ident) for lane in plan.helpers)}"
        f"{names_svg(plan, plan.helpers)}</svg>"
    )


def _svg_tag(plan: Layout, height: float) -> str:
    """Return the beginning of the tag, with what the script needs to find a moment."""
    width, high = pixels(plan.width), pixels(height)
    return (
        '<svg class="run-timeline" xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {width} {high}" width="{width}" height="{high}"'
        f' data-left="{pixels(plan.scale.left)}" data-right="{pixels(plan.right)}"'
    )


def _title(plan: Layout) -> str:
    return plan.labels.title.format(script=plan.run.script)


def description(plan: Layout) -> str:
    """Return the figure in words: how many processes, who ended when, who waited."""
    run, labels = plan.run, plan.labels

    def listed(names: Iterable[str]) -> str:
        return labels.separator.join(names)

    lanes = [lane for lane in plan.lanes if lane.process.pid]
    sentences = [
        labels.description.format(
            processes=labels.process_count(len(lanes)),
            total=labels.time(run.total),
            names=listed(lane.identity.label for lane in lanes),
        )
    ]
    deaths = [(lane.death, lane.identity.label) for lane in lanes if lane.death is not None]
    if len(deaths) > 1:
        names = listed(name for _, name in sorted(deaths))
        sentences.append(labels.description_ends.format(names=names))
    noticeable = _NOTICEABLE * (plan.right - plan.scale.left)
    zombies = [
        lane.identity.label
        for lane in lanes
        if sum(end - begin for begin, end in lane.spans.get("zombie", ())) >= noticeable
    ]
    if zombies:
        sentences.append(labels.description_zombies.format(names=listed(zombies)))
    waited = merged(
        (call.begin, run.total if call.end is None else call.end) for call in waiting_calls(run)
    )
    if waited:
        total = labels.time(sum(end - begin for begin, end in waited))
        sentences.append(labels.description_waits.format(total=total))
    return labels.between_sentences.join(sentences)


def _grid_svg(plan: Layout, top: float, bottom: float, *, numbers: bool = True) -> str:
    """Return vertical lines at round moments, with the moments above them."""
    lines, texts = [], []
    decimals = _decimals(plan.ticks)
    for tick in plan.ticks:
        x = pixels(plan.scale.x(tick))
        lines.append(f"M{x} {pixels(top)}V{pixels(bottom)}")
        said = escape(plan.labels.seconds.format(number=f"{tick:.{decimals}f}"))
        # The first must not reach below the names, which stay in sight on a narrow screen.
        place = f'x="{x}"' if tick else f'x="{pixels(plan.scale.x(tick) - 7)}"'
        css_class = "run-tick" if tick else "run-tick run-zero"
        texts.append(f'<text class="{css_class}" {place} y="14">{said}</text>')
    grid = f'<path class="run-grid" d="{"".join(lines)}"/>'
    return grid + ("".join(texts) if numbers else "")


def _decimals(ticks: tuple[float, ...]) -> int:
    return next((n for n in range(6) if all(abs(round(t, n) - t) < 1e-9 for t in ticks)), 6)  # noqa: PLR2004


def _blocks_svg(plan: Layout) -> str:
    """Return a band above the lanes that says which block of the script was running."""
    parts, marks = [], []
    for number, (index, block) in enumerate(plan.blocks):
        begin = plan.scale.x(block.begin or 0.0)
        end = plan.scale.x(min(plan.run.total if block.end is None else block.end, plan.run.total))
        word = plan.labels.block.format(number=index + 1)
        name = plan.labels.block_name(index, block.name)
        lasted = plan.labels.time((block.end or 0) - (block.begin or 0))
        title = plan.labels.lasting.format(what=name, time=lasted)
        # Those that are over at once still have a place to point at.
        width = max(end - begin, 1.5)
        css_class = "run-block run-odd" if number % 2 else "run-block"
        text = fitting((name, block.name or word, str(index + 1)), SMALL, width - 8)
        parts.append(
            f'<g><title>{escape(title)}</title><rect class="{css_class}" x="{pixels(begin)}"'
            f' y="21" width="{pixels(width)}" height="14"/>'
            f'<text class="run-said" x="{pixels(begin + 5)}" y="31.5">{escape(text)}</text></g>'
        )
        if number:
            marks.append(f"M{pixels(begin)} 21V{pixels(plan.bottom)}")
    return "".join(parts) + (f'<path class="run-mark" d="{"".join(marks)}"/>' if marks else "")


def _arrows_svg(arrows: Iterable[Arrow], css_class: str, half: float) -> str:
    """Return arrows from lane to lane, with heads at the edge of the bar they point at."""
    lines, heads = [], []
    for x, tail, tip in arrows:
        down = 1 if tip > tail else -1
        edge = tip - down * (half + 1)
        lines.append(f"M{pixels(x)} {pixels(tail)}V{pixels(edge)}")
        heads.append(f"M{pixels(x)} {pixels(edge)}l-3 {-5 * down}h6z")
    if not lines:
        return ""
    return (
        f'<path class="{css_class}" d="{"".join(lines)}"/>'
        f'<path class="{css_class}-head" d="{"".join(heads)}"/>'
    )


def _strip_svg(plan: Layout) -> str:
    """Return how many processes wanted to run, against how many CPUs could run them."""
    cpus = len(plan.run.environment.usable_cpus)
    steps = condensed(runnable_steps(plan.run), 1.5 / plan.scale.per_second)
    most = max([float(cpus), *(step.count for step in steps)])
    floor = plan.bottom + _STRIP_GAP + _STRIP
    unit = _STRIP / max(most, 1.0)
    served: list[str] = []
    waiting: list[str] = []
    for step in steps:
        x, width = pixels(plan.scale.x(step.begin)), (step.end - step.begin) * plan.scale.per_second
        for low, high, path in (
            (0.0, min(step.count, cpus), served),
            (float(cpus), step.count, waiting),
        ):
            if high > low:
                path.append(
                    f"M{x} {pixels(floor - low * unit)}v-{pixels((high - low) * unit)}"
                    f"h{pixels(width)}v{pixels((high - low) * unit)}z"
                )
    y = pixels(floor - cpus * unit)
    said = plan.labels.cpu_count(cpus)
    return (
        f'<g class="run-strip"><path class="run-served" d="{"".join(served)}"/>'
        f'<path class="run-unserved" d="{"".join(waiting)}"/>'
        f'<path class="run-cpus" d="M{pixels(plan.scale.left)} {y}H{pixels(plan.right)}"/>'
        f'<text class="run-detail" x="{pixels(plan.right + 8)}" y="{y}" dy="3.5">{said}</text></g>'
    )


def _strip_names_svg(plan: Layout) -> str:
    floor = plan.bottom + _STRIP_GAP + _STRIP
    cpus = {s.cpu for s in plan.run.states if s.state == State.RUNNING and s.cpu is not None}
    if len(cpus) == 1:
        said = plan.labels.only_on_cpu.format(number=min(cpus))
    else:
        peak = max(round(step.count) for step in runnable_steps(plan.run))
        said = plan.labels.runnable_peak.format(peak=peak)
    return (
        f'<text class="run-detail run-strong" x="8" y="{pixels(floor - 13)}">'
        f"{escape(plan.labels.runnable)}</text>"
        f'<text class="run-detail" x="8" y="{pixels(floor - 1)}">{escape(said)}</text>'
    )
