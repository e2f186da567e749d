"""A figure in words, for those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs.drawing.svg._intervals import merged
from concurdocs.runs import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concurdocs.drawing.svg._layout import Layout

_NOTICEABLE = 0.03
"""Share of the run that a process must have been a zombie for to be named as one."""


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
            names=listed(lane.process.label.label for lane in lanes),
        )
    ]
    deaths = [(lane.death, lane.process.label.label) for lane in lanes if lane.death is not None]
    if len(deaths) > 1:
        names = listed(name for _, name in sorted(deaths))
        sentences.append(labels.description_ends.format(names=names))
    noticeable = _NOTICEABLE * (plan.right - plan.scale.left)
    zombies = [
        lane.process.label.label
        for lane in lanes
        if sum(end - begin for begin, end in lane.spans.get(State.ZOMBIE, ())) >= noticeable
    ]
    if zombies:
        sentences.append(labels.description_zombies.format(names=listed(zombies)))
    waited = merged(
        (call.begin, run.total if call.end is None else call.end) for call in plan.timeline.waits
    )
    if waited:
        total = labels.time(sum(end - begin for begin, end in waited))
        sentences.append(labels.description_waits.format(total=total))
    return labels.between_sentences.join(sentences)
