"""The figure of a run: caption, timeline, legend, console and table, as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from concurdocs.drawing.html._console import LINE_LIMIT, console_html, elide
from concurdocs.drawing.html._tables import facts_html
from concurdocs.drawing.svg._layout import WIDTH, layout
from concurdocs.drawing.svg._legend import legend_html
from concurdocs.drawing.svg._text_metrics import pixels
from concurdocs.drawing.svg._timeline_svg import helpers_svg, timeline_svg
from concurdocs.timeline import excerpt, process_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from concurdocs.drawing.labels import Labels
    from concurdocs.drawing.svg._layout import Layout
    from concurdocs.runs import Run

_TALL = 25
"""Lanes from which the timeline scrolls by itself."""


def figure_html(  # noqa: PLR0913 - what can be chosen about a figure
    run: Run,
    labels: Labels,
    ident: str,
    *,
    console: bool = True,
    downloads: Sequence[tuple[str, str]] = (),
    shown: Collection[int] | None = None,
    limit: int = LINE_LIMIT,
    blocks: tuple[int, int] | None = None,
) -> str:
    """Return the figure of a run as HTML.

    It holds neither style nor script, and reads fully without them; `concurdocs.css` and
    `concurdocs.js` in the folder ``static`` give it its look and the replay.

    Args:
        run: The run.
        labels: Words in the page's language.
        ident: Prefix of the ids, unique on the page.
        console: Whether to show the lines of output below the timeline.
        downloads: What to call files that can be had, and their addresses.
        shown: Without a console: indices of the lines of `run.lines` that consoles elsewhere
            on the page show with the same prefix, to which dots are to be linked.
        limit: How many lines the console shows at most.
        blocks: Index of the first and the last block of which to show what happened, with
            times from the first one's begin; None for the whole run.

    Returns:
        HTML; an empty string if none of these blocks ran.

    """
    part = ""
    known = process_labels(run, labels)
    if blocks is not None:
        shorter = excerpt(run, *blocks)
        if shorter is None:
            return ""
        part = _part(run, blocks, labels)
        run = shorter
    plan = layout(run, labels, known)
    output = ""
    if console:
        output = console_html(run, run.lines, labels, ident, limit=limit, known=known)
        before, _, after = elide(range(len(run.lines)), limit)
        shown = {*before, *after}
    name = escape(ident)
    return (
        f'<figure class="run-figure" id="{name}" lang="{labels.language}" {_replay_data(plan)}>'
        f"{_caption_html(plan, part)}"
        f"{_scroll_html(plan, ident, shown)}"
        f"{legend_html(plan, ident)}"
        f"{output}"
        f"{facts_html(run, labels, known)}"
        f"{_downloads_html(labels, downloads)}"
        "</figure>"
    )


def _replay_data(plan: Layout) -> str:
    """Return what the script has to know, words included."""
    labels = plan.labels
    data = {
        "total": f"{plan.run.total:.3f}",
        "replay": labels.replay,
        "pause": labels.pause,
        "resume": labels.resume,
        "next": labels.next_line,
        "slow": labels.slow,
        "moment": labels.moment_of_run,
        "seconds": labels.seconds,
    }
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())


def caption_facts(run: Run, labels: Labels, processes: int) -> list[str]:
    """Return what the caption says of a run besides its script.

    Args:
        run: The run.
        labels: Words in the page's language.
        processes: How many processes are shown.

    """
    environment = run.environment
    facts = [
        labels.time(run.total),
        labels.process_count(processes),
        environment.start_method,
        f"{environment.implementation.replace('CPython', 'Python')} {environment.python}",
        labels.cpu_count(len(environment.usable_cpus)),
    ]
    if run.exit_status:
        facts.append(labels.ending(run.exit_status))
    return facts


def _part(run: Run, blocks: tuple[int, int], labels: Labels) -> str:
    """Return in words which part of a run is shown."""
    first, last = blocks
    names = [
        labels.block_name(index, run.blocks[index].name)
        for index in range(first, last + 1)
        if run.blocks[index].begin is not None
    ]
    begin = next(block.begin for block in run.blocks[first:] if block.begin is not None)
    return labels.part.format(blocks=labels.separator.join(names), moment=labels.moment(begin))


def _caption_html(plan: Layout, part: str) -> str:
    processes = sum(bool(lane.process.pid) for lane in plan.lanes)
    shown = [part] if part else []
    facts = " · ".join([*shown, *caption_facts(plan.run, plan.labels, processes)])
    return (
        f'<figcaption class="run-caption"><strong class="run-script">{escape(plan.run.script)}'
        f'</strong> <span class="run-facts">{escape(facts)}</span></figcaption>'
    )


def _scroll_html(plan: Layout, ident: str, shown: Collection[int] | None) -> str:
    """Return the timeline in a box that scrolls where it must, names staying in sight."""
    name = escape(ident)
    left = pixels(plan.scale.left - 10)
    wide = " run-wide" if plan.width > WIDTH else ""
    tall = " run-tall" if len(plan.lanes) >= _TALL else ""
    sticky = (
        f'<svg class="run-sticky" width="{left}" height="1" aria-hidden="true">'
        f'<rect class="run-cover" width="{left}" height="{pixels(plan.bottom + 60)}"/>'
        f'<use href="#{name}-names"/></svg>'
    )
    helpers = ""
    if plan.helpers:
        names = plan.labels.separator.join(lane.identity.label for lane in plan.helpers)
        summary = escape(plan.labels.helpers.format(names=names))
        helpers = (
            f'<details class="run-helpers"><summary>{summary}</summary>'
            f"{helpers_svg(plan, ident)}</details>"
        )
    return (
        f'<div class="run-scroll{wide}{tall}" role="group" tabindex="0"'
        f' aria-label="{escape(plan.labels.timeline)}">'
        f'<div class="run-lanes">{timeline_svg(plan, ident, shown)}{sticky}</div>{helpers}</div>'
    )


def _downloads_html(labels: Labels, downloads: Sequence[tuple[str, str]]) -> str:
    if not downloads:
        return ""
    links = " ".join(
        f'<a href="{escape(address)}" download>{escape(name)}</a>' for name, address in downloads
    )
    return f'<p class="run-downloads">{escape(labels.downloads)}{links}</p>'
