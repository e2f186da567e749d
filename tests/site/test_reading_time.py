"""A chapter reads in ten minutes, and the path tells how long each one takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from helpers.places import ROOT
from helpers.reading_time import Reading, parts_of, reading_of

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"
LANGUAGES = ("en", "zh")
EXAMPLES = {path.stem: path for path in ROOT.glob("examples/*/plot_*.py")}
CHAPTERS = sorted(path.stem for path in DOCS.glob("en/chapters/*.md"))
LONGEST = 10

CHAPTER = """\
(waiting)=

# Waiting for it

% Nobody reads this.

```{run} plot_wait
:show: code output
```

It took {measured}`total(plot_wait)`, see the {term}`end <zombie>`. {claim}`total(plot_wait) < 2`
The [library reference](https://docs.python.org/3/) has `join`.

| who | what |
|---|---|
| ann | naps |

```{run} plot_wait
:block: join
:show: code
```

```{run} plot_wait
:show: output figure
```

:::{answer}
Never, 永远不会。

```{run} plot_wait
:block: join
```
:::
"""
SCRIPT = '''\
"""
Title
=====
"""

# concurdocs: varies = true

# %% start
# This is the text of the block,
# not its code.
import time

# A comment in the code.
started = time.monotonic()

# %% join
print("joined")
'''


def minutes(language: str, name: str) -> float:
    text = (DOCS / language / "chapters" / f"{name}.md").read_text(encoding="utf-8")
    return reading_of(parts_of(text)[0], EXAMPLES).minutes


def told(language: str) -> dict[str, int]:
    """Return how many minutes the path tells for each chapter, in its order."""
    text = (DOCS / language / "path.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \{ref\}`([\w-]+)` \| (\d+) \|", text, re.MULTILINE)
    return {name: int(number) for name, number in rows}


def test_only_what_is_seen_counts(tmp_path: Path) -> None:
    script = tmp_path / "plot_wait.py"
    script.write_text(SCRIPT, encoding="utf-8")
    chapter, answers = parts_of(CHAPTER)
    # Heading 3, "It took … see the end" 7, the second sentence 5, the table 4; code 4 and 1.
    assert Reading(words=19, han=0, code=5) == reading_of(chapter, {"plot_wait": script})
    assert Reading(words=1, han=4, code=1) == reading_of(answers, {"plot_wait": script})


def test_words_characters_and_lines_take_time() -> None:
    assert [1.0, 1.0, 1.0, 3.0] == [
        Reading(200, 0, 0).minutes,
        Reading(0, 300, 0).minutes,
        Reading(0, 0, 40).minutes,
        Reading(200, 300, 40).minutes,
    ]


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chapter_reads_in_ten_minutes(language: str, name: str) -> None:
    time = minutes(language, name)
    assert time <= LONGEST, f"{language}/chapters/{name}.md takes {time:.1f} minutes"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_path_tells_the_minutes_of_each_chapter(language: str) -> None:
    times = told(language)
    assert CHAPTERS == sorted(times)
    measured = {name: minutes(language, name) for name in times}
    assert {} == {
        name: f"told {times[name]}, measured {time:.1f}"
        for name, time in measured.items()
        if abs(times[name] - time) > 1
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_path_has_the_order_of_the_site(language: str) -> None:
    index = (DOCS / language / "index.md").read_text(encoding="utf-8")
    assert re.findall(r"^chapters/([\w-]+)$", index, re.MULTILINE) == list(told(language))
