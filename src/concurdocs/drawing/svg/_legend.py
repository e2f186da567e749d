"""What the shapes of a figure mean; only those that occur in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from concurdocs.timeline import runnable_steps

if TYPE_CHECKING:
    from concurdocs.drawing.svg._layout import Layout

_BOX = "M1 2h24v11h-24z"
_UP = '<path class="{kind}" d="M13 14V6"/><path class="{kind}-head" d="M13 1l-3 5h6z"/>'
_DOWN = '<path class="{kind}" d="M13 1V9"/><path class="{kind}-head" d="M13 14l-3 -5h6z"/>'


def legend_html(plan: Layout, ident: str) -> str:
    """Return the legend of a figure.

    Args:
        plan: The figure.
        ident: Prefix of the ids on the page, for the patterns.

    """
    labels = plan.labels
    kinds = {kind for lane in plan.lanes + plan.helpers for kind in lane.spans if lane.process.pid}
    cpus = len(plan.run.environment.usable_cpus)

    def hatched(kind: str) -> str:
        return f'<path class="run-{kind}" fill="url(#{escape(ident)}-{kind})" d="{_BOX}"/>'

    entries = [
        ("running" in kinds, f'<path class="run-running" d="{_BOX}"/>', labels.legend_running),
        ("partly" in kinds, '<path class="run-partly" d="M1 4h24v7h-24z"/>', labels.legend_partly),
        ("sleeping" in kinds, '<path class="run-idle" d="M1 7.5h24"/>', labels.legend_sleeping),
        (
            any(lane.waits for lane in plan.lanes),
            '<rect class="run-wait" x="1" y="2" width="24" height="11"/>',
            labels.legend_waiting,
        ),
        ("zombie" in kinds, hatched("zombie"), labels.legend_zombie),
        ("stopped" in kinds, hatched("stopped"), labels.legend_stopped),
        ("disk-wait" in kinds, hatched("disk-wait"), labels.legend_disk_wait),
        ("unknown" in kinds, f'<path class="run-unknown" d="{_BOX}"/>', labels.legend_unknown),
        (
            bool(plan.dots),
            '<g class="run-dot"><circle cx="13" cy="7.5" r="4.5"/></g>',
            labels.legend_line,
        ),
        (bool(plan.starts), _DOWN.format(kind="run-start"), labels.legend_start),
        (bool(plan.joins), _UP.format(kind="run-join"), labels.legend_join),
        (bool(plan.signals), _DOWN.format(kind="run-signal"), labels.legend_signal),
        (
            any(step.count > cpus for step in runnable_steps(plan.run)),
            f'<path class="run-unserved" d="{_BOX}"/>',
            labels.legend_unserved,
        ),
    ]
    items = "".join(
        f'<li><svg class="run-key" width="26" height="15" viewBox="0 0 26 15" aria-hidden="true">'
        f"{swatch}</svg>{escape(words)}</li>"
        for occurs, swatch, words in entries
        if occurs
    )
    note = ""
    if plan.run.sampling_interval:
        interval = labels.milliseconds.format(number=f"{plan.run.sampling_interval * 1000:.0f}")
        note = f'<li class="run-note">{escape(labels.sampled.format(interval=interval))}</li>'
    return f'<ul class="run-legend">{items}{note}</ul>'
