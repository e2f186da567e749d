"""What has to be said when a run is shown, as one type for all languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from concurdocs.runs import Call, Process, Role, State

_SHORT = 0.01


@dataclass(frozen=True, kw_only=True)
class Labels:
    """All words that console, figure, table and replay show, in one language.

    Pairs hold the singular and the plural. Fields with names in braces are filled in by
    whoever shows them, most of them by a method of this class.

    Attributes:
        language: The language's tag for HTML's ``lang``.
        roles: What a process is there for.
        states: What a process is doing.

    """

    language: str
    roles: Mapping[Role, str]
    states: Mapping[State, str]
    separator: str
    between_sentences: str
    quantity: str
    # Counts and units.
    seconds: str
    milliseconds: str
    processes: tuple[str, str]
    cpus: tuple[str, str]
    lines: tuple[str, str]
    left_out: tuple[str, str]
    left_out_of_line: tuple[str, str]
    # The console.
    output: str
    # The figure.
    title: str
    description: str
    description_ends: str
    description_zombies: str
    description_waits: str
    pid: str
    on_cpus: str
    only_on_cpu: str
    waits_for: str
    waits_for_result: str
    zombie: str
    exit_status: str
    signal: str
    runnable: str
    runnable_peak: str
    unattributed: str
    block: str
    named_block: str
    part: str
    lasting: str
    printed: str
    printed_more: str
    helpers: str
    interval: str
    timeline: str
    # The legend.
    legend_running: str
    legend_partly: str
    legend_sleeping: str
    legend_waiting: str
    legend_disk_wait: str
    legend_stopped: str
    legend_zombie: str
    legend_unknown: str
    legend_line: str
    legend_start: str
    legend_join: str
    legend_signal: str
    legend_unserved: str
    sampled: str
    # The table.
    same_as_table: str
    heading_process: str
    heading_role: str
    heading_parent: str
    heading_start: str
    heading_end: str
    heading_exit: str
    heading_cpu_time: str
    heading_states: str
    heading_call: str
    heading_duration: str
    calls: str
    not_returned: str
    unknown: str
    downloads: str
    # The replay.
    replay: str
    pause: str
    resume: str
    next_line: str
    slow: str
    moment_of_run: str

    @staticmethod
    def _count(forms: tuple[str, str], count: int) -> str:
        return forms[count != 1].format(count=f"{count:,}")

    def time(self, seconds: float) -> str:
        """Return a duration for reading, in milliseconds where it is short."""
        if 0 < seconds < _SHORT:
            return self.milliseconds.format(number=f"{seconds * 1000:.1f}")
        return self.seconds.format(number=f"{seconds:.2f}")

    def moment(self, seconds: float) -> str:
        """Return a moment of the run, to the millisecond."""
        return self.seconds.format(number=_milliseconds(seconds))

    def span(self, begin: float, end: float) -> str:
        """Return a stretch of the run, to the millisecond."""
        return self.interval.format(begin=_milliseconds(begin), end=_milliseconds(end))

    def process_count(self, count: int) -> str:
        """Return how many processes, such as "5 processes"."""
        return self._count(self.processes, count)

    def cpu_count(self, count: int) -> str:
        """Return how many CPUs, such as "2 CPUs"."""
        return self._count(self.cpus, count)

    def block_name(self, index: int, name: str) -> str:
        """Return what to call a block, such as "Block 2: start_all"."""
        form = self.named_block if name else self.block
        return form.format(number=index + 1, name=name)

    def line_count(self, count: int) -> str:
        """Return how many lines, such as "3 lines"."""
        return self._count(self.lines, count)

    def lines_left_out(self, count: int) -> str:
        """Return the note that stands where lines are not shown."""
        return self._count(self.left_out, count)

    def characters_left_out(self, count: int) -> str:
        """Return the note that stands where a part of a line is not shown."""
        return self._count(self.left_out_of_line, count)

    def cpu_numbers(self, numbers: Iterable[int]) -> str:
        """Return on which CPUs a process was seen, such as "CPU 0, 1"."""
        return self.on_cpus.format(numbers=self.separator.join(map(str, sorted(numbers))))

    def ending(self, status: int) -> str:
        """Return how a process ended, such as "exit status 1"."""
        if status < 0:
            return self.signal.format(number=-status)
        return self.exit_status.format(number=status)

    def ended(self, process: Process) -> str:
        """Return how a process ended, or that nobody saw it."""
        return self.unknown if process.exit_status is None else self.ending(process.exit_status)

    def waiting(self, call: Call, name: str | None) -> str:
        """Return what a call waited for.

        Args:
            call: The call.
            name: What the process it was made on is called, None for a future's result.

        """
        if name is None:
            return self.waits_for_result.format(function=call.function)
        return self.waits_for.format(function=call.function, name=name)


def _milliseconds(seconds: float) -> str:
    """Return a moment to the millisecond; before zero it is that of another block."""
    return f"{round(seconds, 3) + 0.0:.3f}".replace("-", "−")
