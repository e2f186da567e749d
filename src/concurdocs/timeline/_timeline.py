"""A run worked out once: every process with its lifetime, its states, its waits, its label."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from concurdocs.timeline import _lifetimes
from concurdocs.timeline._clip import Window
from concurdocs.timeline._process_events import gather, lines_by_pid, waiting_calls, waits_by_pid
from concurdocs.timeline._process_labels import ProcessLabel, Words, process_labels
from concurdocs.timeline._runnable import Step, runnable_steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concurdocs.runs import Call, Process, Run, StateSlice

WordsT = TypeVar("WordsT", bound=Words)


@dataclass(frozen=True, slots=True)
class ProcessTimeline:
    """What is known of one process.

    Attributes:
        record: What the run has of it.
        label: How it is shown.
        lifetime: When it was there.
        states: What it was doing, in order, without what sampling adds at their ends.
        waits: Calls that it waited in, in order of their begin.
        lines: Indices of the lines that it wrote, in `Run.lines`.

    """

    record: Process
    label: ProcessLabel
    lifetime: _lifetimes.Lifetime
    states: tuple[StateSlice, ...]
    waits: tuple[Call, ...]
    lines: tuple[int, ...]

    @property
    def pid(self) -> int:
        """Its number; 0 stands for all processes where nobody can say who wrote."""
        return self.record.pid


@dataclass(frozen=True)
class Timeline(Generic[WordsT]):
    """A run, or a part of one, worked out for everything that draws or measures it.

    Attributes:
        run: The run; of a part, what happened in it, as a run of its own.
        words: The words that its processes are named with.
        labels_by_pid: How each process of the whole run is shown, those included that are
            not in a part of it.
        processes: In order of creation; after those that were seen those that are known by
            their lines only.
        clipped_at: When this part of the run began, in seconds; None for the whole run.

    """

    run: Run
    words: WordsT
    labels_by_pid: Mapping[int, ProcessLabel]
    processes: tuple[ProcessTimeline, ...]
    clipped_at: float | None = None

    @classmethod
    def of(cls, run: Run, words: WordsT) -> Timeline[WordsT]:
        """Work out a run.

        Args:
            run: The run.
            words: In the language of whoever is to see it.

        """
        events_of_all = gather(run)
        labels = process_labels(run, [events.process for events in events_of_all], words)
        processes = []
        for events in events_of_all:
            life = _lifetimes.lifetime(run, events)
            processes.append(
                ProcessTimeline(
                    record=events.process,
                    label=labels[events.process.pid],
                    lifetime=life,
                    states=_lifetimes.sharpened_states(run, events, life),
                    waits=tuple(events.waits),
                    lines=tuple(events.lines),
                )
            )
        return cls(run, words, labels, tuple(processes))

    def clip(self, first_block: int, last_block: int) -> Timeline[WordsT] | None:
        """Return what happened while some blocks ran.

        Times count from the first block's begin, and are negative for processes that were
        there before. Labels and colours are those of the whole run.

        Args:
            first_block: Index of the first block.
            last_block: Index of the last block; all in between are part of it, too.

        Returns:
            The part, None if none of the blocks ran.

        """
        window = Window.of_blocks(self.run, first_block, last_block)
        if window is None:
            return None
        wrote = window.writers(self.run)
        recorded = {process.pid for process in self.run.processes}
        clipped = [
            replace(
                process,
                record=window.process(process.record, process.lifetime),
                lifetime=window.lifetime(process.lifetime),
                states=window.states(process.states),
            )
            for process in self.processes
            if process.record is self.run.main
            or process.pid in wrote
            # One that is known by its lines only is not known to be there without one.
            or (process.pid in recorded and window.meets(process.lifetime))
        ]
        run = window.cut(
            self.run,
            [process.record for process in clipped if process.pid in recorded],
            [state for process in clipped for state in process.states],
        )
        lines, waits = lines_by_pid(run.lines), waits_by_pid(run.calls)
        processes = tuple(
            replace(
                process,
                waits=tuple(waits.get(process.pid, ())),
                lines=tuple(lines.get(process.pid, ())),
            )
            for process in clipped
        )
        return Timeline(run, self.words, self.labels_by_pid, processes, window.begin)

    @cached_property
    def by_pid(self) -> Mapping[int, ProcessTimeline]:
        """The processes by their number."""
        return {process.pid: process for process in self.processes}

    @cached_property
    def waits(self) -> tuple[Call, ...]:
        """The calls in which the main process waited for others."""
        return waiting_calls(self.run.calls)

    @cached_property
    def runnable(self) -> tuple[Step, ...]:
        """How many processes were running or ready to run, over the whole time."""
        states = (state for process in self.processes for state in process.states)
        return runnable_steps(self.run.total, states)

    @property
    def slack(self) -> float:
        """How much later than something happened a sample may show it, in seconds."""
        return _lifetimes.slack(self.run)

    def label_of(self, pid: int | None) -> str | None:
        """Return the label of a process of the run, None where there is none."""
        label = None if pid is None else self.labels_by_pid.get(pid)
        return None if label is None else label.label
