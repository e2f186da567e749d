"""Lanes as SVG."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from concurdocs.drawing.svg._intervals import without
from concurdocs.drawing.svg._text_metrics import pixels, shortened, text_width
from concurdocs.timeline import lifetime

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concurdocs.drawing.svg._intervals import Span
    from concurdocs.drawing.svg._lanes import Lane, Wait
    from concurdocs.drawing.svg._layout import Layout

SMALL = 10.0
"""Size of the letters on a lane, in pixels."""

_LEGIBLE_BAR = 11
_MOST_CPUS_NAMED = 3
_SHORTEST_STAY = 5.0
"""Pixels that a process must have been on a CPU before and after a move that is drawn."""


def names_svg(plan: Layout, lanes: Iterable[Lane]) -> str:
    """Return the names left of some lanes."""
    parts = []
    for lane in lanes:
        colour = lane.identity.css_class
        detailed = plan.metrics.detailed and lane.process.pid
        # The number below the name tells namesakes apart.
        label = lane.identity.name if detailed else lane.identity.label
        name = shortened(label, plan.metrics.font, plan.scale.left - 16)
        y = lane.y - 1 if detailed else lane.y + plan.metrics.font * 0.35
        parts.append(f'<text class="run-name {colour}" x="8" y="{pixels(y)}">{escape(name)}</text>')
        if detailed:
            pid = escape(plan.labels.pid.format(number=lane.process.pid))
            parts.append(f'<text class="run-detail" x="8" y="{pixels(lane.y + 11)}">{pid}</text>')
    return "".join(parts)


def lane_svg(plan: Layout, lane: Lane, ident: str) -> str:
    """Return what a process did, with a tooltip that says who it is.

    Args:
        plan: The figure it is part of.
        lane: The lane.
        ident: Prefix of the ids on the page, for the patterns.

    """
    if not lane.process.pid:
        return ""
    half = plan.metrics.bar / 2
    title = escape(_lane_title(plan, lane))
    # Catches the mouse where the lane is thin.
    box = _boxes([(lane.start, lane.end)], lane.y, half)
    parts = [
        f'<g class="run-lane {lane.identity.css_class}"><title>{title}</title>',
        f'<path class="run-hit" d="{box}"/>',
    ]
    other = [
        span
        for kind in ("zombie", "stopped", "disk-wait", "unknown")
        for span in lane.spans.get(kind, ())
    ]
    waits = [wait.span for wait in lane.waits]
    alive_until = lane.end if lane.death is None else lane.death
    idle = without([(lane.start, alive_until)], waits + other)
    if idle:
        drawn = "".join(f"M{pixels(a)} {pixels(lane.y)}H{pixels(b)}" for a, b in idle)
        parts.append(f'<path class="run-idle" d="{drawn}"/>')
    parts += [_wait_svg(plan, lane, wait, half) for wait in lane.waits]
    for kind in ("unknown", "zombie", "stopped", "disk-wait"):
        spans = lane.spans.get(kind)
        if spans:
            fill = "" if kind == "unknown" else f' fill="url(#{escape(ident)}-{kind})"'
            parts.append(f'<path class="run-{kind}"{fill} d="{_boxes(spans, lane.y, half)}"/>')
    if partly := lane.spans.get("partly"):
        parts.append(f'<path class="run-partly" d="{_boxes(partly, lane.y, half * 0.6)}"/>')
    if running := lane.spans.get("running"):
        parts.append(f'<path class="run-running" d="{_boxes(running, lane.y, half, 0.75)}"/>')
        parts.append(_cpus_svg(plan, lane, half))
    parts += [_end_svg(plan, lane, half), _cpu_column_svg(plan, lane), "</g>"]
    return "".join(parts)


def _boxes(spans: Iterable[Span], y: float, half: float, inset: float = 0.0) -> str:
    """Return a path of boxes around a lane's middle, each at least 1.5 pixels wide."""
    height = pixels(2 * (half - inset))
    top = pixels(y - half + inset)
    path = []
    for begin, end in spans:
        width = pixels(max(end - begin, 1.5) - 2 * inset)
        path.append(f"M{pixels(begin + inset)} {top}h{width}v{height}h-{width}z")
    return "".join(path)


def _wait_svg(plan: Layout, lane: Lane, wait: Wait, half: float) -> str:
    begin, end = wait.span
    lasted = plan.labels.span(wait.call.begin, wait.call.end or plan.run.total)
    title = plan.labels.lasting.format(what=wait.texts[0], time=lasted)
    legible = plan.metrics.bar >= _LEGIBLE_BAR
    # A process may wait in one thread and run in another.
    free = without([wait.span], lane.spans.get("running", ()))
    room = max(free, key=lambda span: span[1] - span[0], default=None)
    text = _said(plan, lane, room, wait.texts) if legible and room else ""
    box = (
        f'<rect class="run-wait" x="{pixels(begin)}" y="{pixels(lane.y - half + 0.5)}"'
        f' width="{pixels(end - begin)}" height="{pixels(2 * half - 1)}"/>'
    )
    return f"<g><title>{escape(title)}</title>{box}{text}</g>"


def _said(
    plan: Layout, lane: Lane, span: Span, texts: tuple[str, ...], css_class: str = "run-said"
) -> str:
    """Return the longest of some texts that fits into a stretch, beside its dots."""
    if span[1] - span[0] < text_width("0", SMALL) + 8:
        return ""
    gaps = _gaps(plan, lane, span)
    for text in texts:
        for begin, end in gaps:
            if text_width(text, SMALL) <= end - begin - 4:
                return _text(text, begin + 3, lane.y, css_class)
    return ""


def _gaps(plan: Layout, lane: Lane, span: Span) -> list[Span]:
    """Return the parts of a stretch that no dot covers."""
    dots = [(dot.left - 7, dot.right + 7) for dot in plan.dots if dot.lane is lane]
    return without([(span[0] + 4, span[1] - 2)], dots)


def _text(text: str, x: float, y: float, css_class: str) -> str:
    if not text:
        return ""
    place = f'x="{pixels(x)}" y="{pixels(y + SMALL * 0.35)}"'
    return f'<text class="{css_class}" {place}>{escape(text)}</text>'


def _cpus_svg(plan: Layout, lane: Lane, half: float) -> str:
    """Return on which CPU the process ran, where there is room, and where it moved."""
    parts = []
    moves = []
    for number, ((begin, end), cpu) in enumerate(lane.on_cpus):
        before = lane.on_cpus[number - 1][0] if number else (begin, begin)
        if begin - before[1] < 1 and min(end - begin, before[1] - before[0]) >= _SHORTEST_STAY:
            moves.append(f"M{pixels(begin)} {pixels(lane.y - half)}v{pixels(2 * half)}")
        if plan.metrics.bar >= _LEGIBLE_BAR:
            full = plan.labels.cpu_numbers([cpu])
            parts.append(_said(plan, lane, (begin, end), (full, str(cpu)), "run-on-cpu"))
    if moves:
        parts.insert(0, f'<path class="run-move" d="{"".join(moves)}"/>')
    return "".join(parts)


def _cpu_column_svg(plan: Layout, lane: Lane) -> str:
    """Return on which CPUs the process was seen at all, right of its lane."""
    if not lane.cpus:
        return ""
    text = plan.labels.cpu_numbers(lane.cpus)
    if len(lane.cpus) > _MOST_CPUS_NAMED:
        text = plan.labels.cpu_count(len(lane.cpus))
    return _text(text, plan.right + 8, lane.y, "run-detail")


def _end_svg(plan: Layout, lane: Lane, half: float) -> str:
    """Return the mark of a process's end, and how it ended if not well."""
    status = lane.process.exit_status
    failed = bool(status)
    parts = []
    if lane.death is not None:
        x, top = pixels(lane.death), pixels(lane.y - half - 2)
        css_class = "run-death run-failed" if failed else "run-death"
        parts.append(f'<path class="{css_class}" d="M{x} {top}v{pixels(2 * half + 4)}"/>')
    zombie = lane.spans.get("zombie", [])
    begin = lane.death if lane.death is not None else lane.end
    longest = max(zombie, key=lambda span: span[1] - span[0], default=(begin, begin))
    said = []
    if status and lane.process is not plan.run.main:  # that of the script is in the caption
        said.append(plan.labels.ending(status))
    if plan.metrics.bar < _LEGIBLE_BAR:
        return "".join(parts)
    if zombie:
        word = plan.labels.zombie
        texts = (plan.labels.separator.join([word, *said]), *said, word)
        if inside := _said(plan, lane, longest, texts):
            return "".join([*parts, inside])
    if said:
        parts.append(_text(said[0], _end_place(plan, lane, longest, said[0]), lane.y, "run-said"))
    return "".join(parts)


def _end_place(plan: Layout, lane: Lane, last: Span, text: str) -> float:
    """Return where to write how a process ended: beside its lane, else on it.

    Beside it nothing is in the way, on it perhaps dots.
    """
    room = text_width(text, SMALL) + 8
    if last[1] + 8 + room <= plan.right:
        return last[1] + 8
    if lane.start - room >= plan.scale.left:
        return lane.start - room
    gaps = _gaps(plan, lane, (lane.start, last[0]))
    return max((end for begin, end in gaps if end - begin >= room), default=last[0]) - room


def _lane_title(plan: Layout, lane: Lane) -> str:
    process, labels = lane.process, plan.labels
    life = lifetime(plan.run, process)
    facts = [lane.identity.label, labels.pid.format(number=process.pid)]
    facts.append(labels.span(life.start, life.gone if life.end is None else life.end))
    if process.cpu_time is not None:
        time = labels.time(process.cpu_time)
        facts.append(labels.quantity.format(what=labels.heading_cpu_time, value=time))
    if process.exit_status is not None:
        facts.append(labels.ending(process.exit_status))
    return " · ".join(facts)
