"""Lanes as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.drawing.markup import EMPTY, element, joined, shape
from concurdocs.drawing.svg._intervals import without
from concurdocs.drawing.svg._lanes import css_kind
from concurdocs.drawing.svg._text_metrics import pixels, shortened, text_width
from concurdocs.runs import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from concurdocs.drawing.svg._intervals import Span
    from concurdocs.drawing.svg._lanes import Lane, Wait
    from concurdocs.drawing.svg._layout import Layout

SMALL = 10.0
"""Size of the letters on a lane, in pixels."""

HATCHED = (State.ZOMBIE, State.STOPPED, State.DISK_WAIT)
"""States that are drawn with a pattern."""

_LEGIBLE_BAR = 11
_MOST_CPUS_NAMED = 3
_SHORTEST_STAY = 5.0
"""Pixels that a process must have been on a CPU before and after a move that is drawn."""


def names_svg(plan: Layout, lanes: Iterable[Lane]) -> Markup:
    """Return the names left of some lanes."""
    parts = []
    for lane in lanes:
        process = lane.process
        detailed = plan.metrics.detailed and process.pid
        # The number below the name tells namesakes apart.
        label = process.label.name if detailed else process.label.label
        name = shortened(label, plan.metrics.font, plan.scale.left - 16)
        y = lane.y - 1 if detailed else lane.y + plan.metrics.font * 0.35
        css_class = f"run-name {process.label.css_class}"
        parts.append(element("text", {"class": css_class, "x": 8, "y": pixels(y)}, name))
        if detailed:
            place = {"class": "run-detail", "x": 8, "y": pixels(lane.y + 11)}
            parts.append(element("text", place, plan.labels.pid.format(number=process.pid)))
    return joined(parts)


def lane_svg(plan: Layout, lane: Lane, ident: str) -> Markup:
    """Return what a process did, with a tooltip that says who it is.

    Args:
        plan: The figure it is part of.
        lane: The lane.
        ident: Prefix of the ids on the page, for the patterns.

    """
    if not lane.process.pid:
        return EMPTY
    half = plan.metrics.bar / 2
    # Catches the mouse where the lane is thin.
    box = _boxes([(lane.start, lane.end)], lane.y, half)
    return element(
        "g",
        {"class": f"run-lane {lane.process.label.css_class}"},
        element("title", {}, _lane_title(plan, lane)),
        shape("path", {"class": "run-hit", "d": box}),
        _idle_svg(lane),
        *(_wait_svg(plan, lane, wait) for wait in lane.waits),
        _states_svg(lane, ident, half),
        _running_svg(plan, lane),
        _end_svg(plan, lane),
        _cpu_column_svg(plan, lane),
    )


def _boxes(spans: Iterable[Span], y: float, half: float, inset: float = 0.0) -> str:
    """Return a path of boxes around a lane's middle, each at least 1.5 pixels wide."""
    height = pixels(2 * (half - inset))
    top = pixels(y - half + inset)
    path = []
    for begin, end in spans:
        width = pixels(max(end - begin, 1.5) - 2 * inset)
        path.append(f"M{pixels(begin + inset)} {top}h{width}v{height}h-{width}z")
    return "".join(path)


def _idle_svg(lane: Lane) -> Markup:
    """Return the line of a process that is there and sleeps."""
    drawn = [wait.span for wait in lane.waits] + lane.unseen
    drawn += [span for state in HATCHED for span in lane.spans.get(state, ())]
    alive_until = lane.end if lane.death is None else lane.death
    idle = without([(lane.start, alive_until)], drawn)
    if not idle:
        return EMPTY
    y = pixels(lane.y)
    path = "".join(f"M{pixels(begin)} {y}H{pixels(end)}" for begin, end in idle)
    return shape("path", {"class": "run-idle", "d": path})


def _states_svg(lane: Lane, ident: str, half: float) -> Markup:
    """Return the stretches in which a process neither ran nor slept, or nobody knows."""
    unknown = EMPTY
    if lane.unseen:
        path = _boxes(lane.unseen, lane.y, half)
        unknown = shape("path", {"class": "run-unknown", "d": path})
    patterns = (
        hatched(state, ident, _boxes(spans, lane.y, half))
        for state in HATCHED
        if (spans := lane.spans.get(state))
    )
    return joined([unknown, *patterns])


def hatched(state: State, ident: str, path: str) -> Markup:
    """Return a path with the pattern of a state."""
    kind = css_kind(state)
    return shape("path", {"class": f"run-{kind}", "fill": f"url(#{ident}-{kind})", "d": path})


def _wait_svg(plan: Layout, lane: Lane, wait: Wait) -> Markup:
    begin, end = wait.span
    half = plan.metrics.bar / 2
    lasted = plan.labels.span(wait.call.begin, wait.call.end or plan.run.total)
    # A process may wait in one thread and run in another.
    free = without([wait.span], lane.spans.get(State.RUNNING, ()))
    room = max(free, key=lambda span: span[1] - span[0], default=None)
    legible = plan.metrics.bar >= _LEGIBLE_BAR
    box = {
        "class": "run-wait",
        "x": pixels(begin),
        "y": pixels(lane.y - half + 0.5),
        "width": pixels(end - begin),
        "height": pixels(2 * half - 1),
    }
    return element(
        "g",
        {},
        element("title", {}, plan.labels.lasting.format(what=wait.texts[0], time=lasted)),
        shape("rect", box),
        _fitting_text(lane, room, wait.texts) if legible and room else EMPTY,
    )


def _fitting_text(
    lane: Lane, span: Span, texts: Iterable[str], css_class: str = "run-said"
) -> Markup:
    """Return the longest of some texts that fits into a stretch, beside its dots."""
    if span[1] - span[0] < text_width("0", SMALL) + 8:
        return EMPTY
    gaps = _gaps(lane, span)
    for text in texts:
        for begin, end in gaps:
            if text_width(text, SMALL) <= end - begin - 4:
                return _text(text, begin + 3, lane.y, css_class)
    return EMPTY


def _gaps(lane: Lane, span: Span) -> list[Span]:
    """Return the parts of a stretch that no dot covers."""
    dots = [(dot.left - 7, dot.right + 7) for dot in lane.dots]
    return without([(span[0] + 4, span[1] - 2)], dots)


def _text(text: str, x: float, y: float, css_class: str) -> Markup:
    if not text:
        return EMPTY
    place = {"class": css_class, "x": pixels(x), "y": pixels(y + SMALL * 0.35)}
    return element("text", place, text)


def _running_svg(plan: Layout, lane: Lane) -> Markup:
    """Return when a process ran."""
    half = plan.metrics.bar / 2
    parts = []
    if lane.partly:
        path = _boxes(lane.partly, lane.y, half * 0.6)
        parts.append(shape("path", {"class": "run-partly", "d": path}))
    if running := lane.spans.get(State.RUNNING):
        path = _boxes(running, lane.y, half, 0.75)
        parts.append(shape("path", {"class": "run-running", "d": path}))
        parts.append(_cpus_svg(plan, lane))
    return joined(parts)


def _cpus_svg(plan: Layout, lane: Lane) -> Markup:
    """Return on which CPU the process ran, where there is room, and where it moved."""
    half = plan.metrics.bar / 2
    texts = []
    moves = []
    for number, ((begin, end), cpu) in enumerate(lane.on_cpus):
        before = lane.on_cpus[number - 1][0] if number else (begin, begin)
        if begin - before[1] < 1 and min(end - begin, before[1] - before[0]) >= _SHORTEST_STAY:
            moves.append(f"M{pixels(begin)} {pixels(lane.y - half)}v{pixels(2 * half)}")
        if plan.metrics.bar >= _LEGIBLE_BAR:
            full = plan.labels.cpu_numbers([cpu])
            texts.append(_fitting_text(lane, (begin, end), (full, str(cpu)), "run-on-cpu"))
    path = shape("path", {"class": "run-move", "d": "".join(moves)}) if moves else EMPTY
    return joined([path, *texts])


def _cpu_column_svg(plan: Layout, lane: Lane) -> Markup:
    """Return on which CPUs the process was seen at all, right of its lane."""
    if not lane.cpus:
        return EMPTY
    text = plan.labels.cpu_numbers(lane.cpus)
    if len(lane.cpus) > _MOST_CPUS_NAMED:
        text = plan.labels.cpu_count(len(lane.cpus))
    return _text(text, plan.right + 8, lane.y, "run-detail")


def _end_svg(plan: Layout, lane: Lane) -> Markup:
    """Return the mark of a process's end, and how it ended if not well."""
    record = lane.process.record
    mark = EMPTY
    if lane.death is not None:
        half = plan.metrics.bar / 2
        path = f"M{pixels(lane.death)} {pixels(lane.y - half - 2)}v{pixels(2 * half + 4)}"
        css_class = "run-death run-failed" if record.exit_status else "run-death"
        mark = shape("path", {"class": css_class, "d": path})
    if plan.metrics.bar < _LEGIBLE_BAR:
        return mark
    ending = ""
    if record.exit_status and record is not plan.run.main:  # that of the script is in the caption
        ending = plan.labels.ending(record.exit_status)
    last = lane.end if lane.death is None else lane.death
    zombie = lane.spans.get(State.ZOMBIE, [])
    longest = max(zombie, key=lambda span: span[1] - span[0], default=(last, last))
    if zombie:
        word = plan.labels.zombie
        texts = [plan.labels.separator.join([word, ending]), ending, word] if ending else [word]
        if inside := _fitting_text(lane, longest, texts):
            return joined([mark, inside])
    x = _end_place(plan, lane, longest, ending) if ending else 0.0
    return joined([mark, _text(ending, x, lane.y, "run-said")])


def _end_place(plan: Layout, lane: Lane, last: Span, text: str) -> float:
    """Return where to write how a process ended: beside its lane, else on it.

    Beside it nothing is in the way, on it perhaps dots.
    """
    room = text_width(text, SMALL) + 8
    if last[1] + 8 + room <= plan.right:
        return last[1] + 8
    if lane.start - room >= plan.scale.left:
        return lane.start - room
    gaps = _gaps(lane, (lane.start, last[0]))
    return max((end for begin, end in gaps if end - begin >= room), default=last[0]) - room


def _lane_title(plan: Layout, lane: Lane) -> str:
    process, labels = lane.process, plan.labels
    life = process.lifetime
    facts = [process.label.label, labels.pid.format(number=process.pid)]
    facts.append(labels.span(life.start, life.over))
    if process.record.cpu_time is not None:
        time = labels.time(process.record.cpu_time)
        facts.append(labels.quantity.format(what=labels.heading_cpu_time, value=time))
    if process.record.exit_status is not None:
        facts.append(labels.ending(process.record.exit_status))
    return " · ".join(facts)
