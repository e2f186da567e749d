"""The figure of a run: caption, timeline, legend, console and table, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from concurdocs.drawing.html._console import LINE_LIMIT, console_html, elide
from concurdocs.drawing.html._tables import tables_html
from concurdocs.drawing.markup import EMPTY, element, shape
from concurdocs.drawing.svg import (
    WIDTH,
    helpers_svg,
    helpers_text,
    layout,
    legend_html,
    pixels,
    timeline_svg,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from concurdocs.drawing.labels import Labels
    from concurdocs.drawing.svg import Layout
    from concurdocs.timeline import Timeline

_TALL = 25
"""Lanes from which the timeline scrolls by itself."""


def figure_html(
    timeline: Timeline[Labels],
    ident: str,
    *,
    console_lines: int = LINE_LIMIT,
    linked_lines: Collection[int] = (),
    downloads: Sequence[tuple[str, str]] = (),
) -> str:
    """Return the figure of a run as HTML.

    It holds neither style nor script, and reads fully without them; `concurdocs.css` and
    `concurdocs.js` in the folder ``static`` give it its look and the replay.

    Args:
        timeline: The run, or the part of it that is to be shown.
        ident: Prefix of the ids, unique on the page.
        console_lines: How many lines of output to show below the timeline at most; 0 for no
            console.
        linked_lines: Indices of the lines of `Run.lines` that consoles elsewhere on the page
            show with the same prefix, to which dots are to be linked.
        downloads: What to call files that can be had, and their addresses.

    """
    console = ""
    if console_lines:
        lines = range(len(timeline.run.lines))
        console = console_html(timeline, lines, ident, limit=console_lines)
        before, _, after = elide(lines, console_lines)
        linked_lines = {*before, *after}
    plan = layout(timeline)
    figure = element(
        "figure",
        {"class": "run-figure", "id": ident, "lang": plan.labels.language, **_replay_data(plan)},
        _caption_html(plan),
        _scroll_html(plan, ident, linked_lines),
        legend_html(plan, ident),
        Markup(console),  # noqa: S704 - made of elements
        tables_html(timeline),
        _downloads_html(plan.labels, downloads),
    )
    return str(figure)


def _replay_data(plan: Layout) -> dict[str, str]:
    """Return what the script has to know, words included."""
    labels = plan.labels
    return {
        "data-total": f"{plan.run.total:.3f}",
        "data-replay": labels.replay,
        "data-pause": labels.pause,
        "data-resume": labels.resume,
        "data-next": labels.next_line,
        "data-slow": labels.slow,
        "data-moment": labels.moment_of_run,
        "data-seconds": labels.seconds,
    }


def _caption_html(plan: Layout) -> Markup:
    facts = " · ".join(_caption_facts(plan))
    return element(
        "figcaption",
        {"class": "run-caption"},
        element("strong", {"class": "run-script"}, plan.run.script),
        " ",
        element("span", {"class": "run-facts"}, facts),
    )


def _caption_facts(plan: Layout) -> list[str]:
    """Return what the caption says of a run besides its script."""
    run, labels = plan.run, plan.labels
    environment = run.environment
    facts = [
        labels.time(run.total),
        labels.process_count(sum(bool(lane.process.pid) for lane in plan.lanes)),
        environment.start_method,
        f"{environment.implementation.replace('CPython', 'Python')} {environment.python}",
        labels.cpu_count(len(environment.usable_cpus)),
    ]
    if plan.timeline.clipped_at is not None:
        facts.insert(0, _part(plan.timeline, plan.timeline.clipped_at))
    if run.exit_status:
        facts.append(labels.ending(run.exit_status))
    return facts


def _part(timeline: Timeline[Labels], begin: float) -> str:
    """Return in words which part of a run is shown."""
    labels = timeline.words
    names = [
        labels.block_name(index, block.name)
        for index, block in enumerate(timeline.run.blocks)
        if block.begin is not None
    ]
    return labels.part.format(blocks=labels.separator.join(names), moment=labels.moment(begin))


def _scroll_html(plan: Layout, ident: str, linked_lines: Collection[int]) -> Markup:
    """Return the timeline in a box that scrolls where it must, names staying in sight."""
    wide = " run-wide" if plan.width > WIDTH else ""
    tall = " run-tall" if len(plan.lanes) >= _TALL else ""
    attributes = {
        "class": f"run-scroll{wide}{tall}",
        "role": "group",
        "tabindex": "0",
        "aria-label": plan.labels.timeline,
    }
    lanes = (timeline_svg(plan, ident, linked_lines), _sticky_names(plan, ident))
    return element(
        "div",
        attributes,
        element("div", {"class": "run-lanes"}, *lanes),
        _helpers_html(plan, ident),
    )


def _sticky_names(plan: Layout, ident: str) -> Markup:
    left = pixels(plan.scale.left - 10)
    cover = {"class": "run-cover", "width": left, "height": pixels(plan.bottom + 60)}
    return element(
        "svg",
        {"class": "run-sticky", "width": left, "height": "1", "aria-hidden": "true"},
        shape("rect", cover),
        shape("use", {"href": f"#{ident}-names"}),
    )


def _helpers_html(plan: Layout, ident: str) -> Markup:
    if not plan.helpers:
        return EMPTY
    summary = element("summary", {}, helpers_text(plan))
    return element("details", {"class": "run-helpers"}, summary, helpers_svg(plan, ident))


def _downloads_html(labels: Labels, downloads: Sequence[tuple[str, str]]) -> Markup:
    if not downloads:
        return EMPTY
    links = (element("a", {"href": address, "download": True}, name) for name, address in downloads)
    return element("p", {"class": "run-downloads"}, labels.downloads, Markup(" ").join(links))
