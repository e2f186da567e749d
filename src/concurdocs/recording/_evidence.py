"""What is known of a run at some moment, by whatever way it came to be known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurdocs.recording._lines import LineAssembler
    from concurdocs.recording._request import CodeBlock, Program, RunRequest
    from concurdocs.recording._transcript import StageTranscript
    from concurdocs.recording.processes import Sampler


@dataclass(frozen=True, slots=True)
class RunEvidence:
    """All that a record and a failure are made of.

    Attributes:
        program: What was to run.
        request: And how.
        transcript: What the stage told.
        sampler: What was seen of the processes from outside.
        output: What they wrote.
        faults: What `faulthandler` wrote.
        block: Index of the block that runs, or ran last.

    """

    program: Program
    request: RunRequest
    transcript: StageTranscript
    sampler: Sampler
    output: LineAssembler
    faults: bytes
    block: int

    @property
    def code_block(self) -> CodeBlock:
        """The block that runs, or ran last."""
        return self.program.code_blocks[self.block]

    @property
    def finished(self) -> bool:
        """Whether the last block ran to its end."""
        transcript = self.transcript
        return transcript.failed is None and len(self.program.code_blocks) - 1 in transcript.ends
