"""How long a chapter takes to read, measured from its source.

What is read counts: headings, sentences, tables, and the lines of code that the page shows.
What stands in the source alone does not: labels, options of directives, claims, the targets
of links. Answers fold open, and are measured by themselves.

Nor does what you do besides reading: looking at outputs and figures, predicting, trying
things. That depends on the reader; `path.md` tells to reckon twice the time for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

WORDS = 200
"""Words of English a minute.

Adults read non-fiction in silence at 238 words a minute on average, most of them at 175 to
300 (M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109,
2019, https://doi.org/10.1016/j.jml.2019.104047). A text with technical terms, read to be
understood and by many in a foreign language, is taken to be a sixth slower; MyST reckons with the
same number.
"""

HAN = 300
"""Chinese characters a minute, each of them read; Latin words between them count as `WORDS`.

Chinese is read aloud at 255 characters a minute (S. Trauzettel-Klosinski, K. Dietz, "Standardized
Assessment of Reading Performance", Investigative Ophthalmology & Visual Science 53, 2012,
https://doi.org/10.1167/iovs.11-8284). Silent reading is faster than reading aloud, in English
238 words to 183 (Brysbaert); that makes 330 characters, and for a technical text somewhat fewer.
"""

CODE = 40
"""Lines of code a minute, empty ones not counted.

The lines shown here have five words and names on average, so this is the speed of prose. It is an
assumption: studies of code are about finding faults in it, for which far more time is needed.
"""

_BLOCK = re.compile(r"^# %%[ \t]*(\w*)")
_ANSWER = re.compile(r"^:::\{answer\}.*\n(?P<text>(?:.*\n)*?):::$", re.MULTILINE)
_RUN = re.compile(r"^```\{run\}[ \t]+(?P<name>\w+)\n(?P<options>(?::\w+:.*\n)*)```$", re.MULTILINE)
_OPTION = re.compile(r"^:(\w+):[ \t]*(.*)$", re.MULTILINE)
_UNSEEN = re.compile(
    r"\{claim\}`[^`]*`"
    r"|^\([\w-]+\)=$"  # labels
    r"|^%.*$"  # comments
    r"|^[|:\- \t]*$"  # lines below the heads of tables, ends of `:::`
    r"|^(?:`{3,}|:{3,}).*$"  # fences of directives, whose content is read
    r"|^:\w+:.*$",  # their options
    re.MULTILINE,
)
_MEASURED = re.compile(r"\{measured\}`[^`]*`")
_ROLE = re.compile(r"\{[\w:+-]+\}`([^`<]*?)[ \t]*(?:<[^`>]*>)?`")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9_](?:[\w.'’=-]|\(\))*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to read in a text.

    Attributes:
        words: Words of Latin letters, names and numbers.
        han: Chinese characters.
        code: Lines of code.

    """

    words: int
    han: int
    code: int

    @property
    def minutes(self) -> float:
        """How many minutes it takes to read that."""
        return self.words / WORDS + self.han / HAN + self.code / CODE


def parts_of(chapter: str) -> tuple[str, str]:
    """Part a chapter into what is open, and the answers that fold open."""
    answers = "\n".join(answer["text"] for answer in _ANSWER.finditer(chapter))
    return _ANSWER.sub("", chapter), answers


def reading_of(text: str, examples: Mapping[str, Path]) -> Reading:
    """Count what there is to read.

    Args:
        text: A chapter or a part of it, in MyST.
        examples: The scripts by name.

    """
    code = sum(len(list(_shown(run, examples))) for run in _RUN.finditer(text))
    prose = _UNSEEN.sub("", _RUN.sub("", text))
    prose = _MEASURED.sub("1.5 s", prose)
    prose = _LINK.sub(r"\1", _ROLE.sub(r"\1", prose))
    return Reading(len(_WORD.findall(prose)), len(_HAN.findall(prose)), code)


def _shown(run: re.Match[str], examples: Mapping[str, Path]) -> Iterator[str]:
    """Find the lines of code that a directive ``run`` shows."""
    options = dict(_OPTION.findall(run["options"]))
    if "code" not in options.get("show", "code"):
        return
    chosen = options["block"].split() if "block" in options else None
    block, text = None, False
    for line in examples[run["name"]].read_text(encoding="utf-8").splitlines():
        if found := _BLOCK.match(line):
            block, text = found[1], True
        elif text and line.startswith("#"):
            continue  # the block's text, which only the page of the script has
        elif block is not None and (chosen is None or block in chosen):
            text = False
            if line.strip() and not line.lstrip().startswith("# concurdocs:"):
                yield line
