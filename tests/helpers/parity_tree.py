"""A small site in two languages, which are in step, for tests to disturb."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parity.gate import accept, check

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = """\
(waiting)=

# Waiting

A process ends.[^end]
It took {measured}`total(plot_wait)`, as {ref}`before <starting>`. {claim}`total(plot_wait) < 2`

```{run} plot_wait
:show: code
```

(waiting-answer)=

## The answer

:::{answer} What happens
See {term}`join` and the [manual](https://docs.python.org/3/library/os.html).

```python
process.join()
```
:::

```{figure} states.svg
:alt: Three states
The states.
```

```{toctree}
:caption: More

Pools <pools>
```

[^end]: See ![a lane](lane.png).
"""

CHINESE = """\
(waiting)=

# 等待

进程会结束。[^end]
正如{ref}`前面 <starting>`所说，共用了{measured}`total(plot_wait)`。{claim}`total(plot_wait) < 2`

```{run} plot_wait
:show: code
```

(waiting-answer)=

## 答案

:::{answer} 会发生什么
见[手册](https://docs.python.org/zh-cn/3/library/os.html)和{term}`汇合`。

```python
process.join()
```
:::

```{figure} states.svg
:alt: 三种状态
几种状态。
```

```{toctree}
:caption: 更多

进程池 <pools>
```

[^end]: 见![泳道](lane.png)。
"""

SCRIPT = '''\
"""
Wait
====

How long does ``join`` take? See :ref:`waiting`.
"""

# %% setup
# The process is given a name.
from multiprocessing import Process

# %% wait
# Now wait, as in https://docs.python.org/3/library/multiprocessing.html tells.
if __name__ == "__main__":
    process = Process(name="ann")
    process.start()
    process.join()
'''

TEXTS = """\
等待
====

``join``要多久？见 :ref:`waiting` 。

.. %% setup

给进程起个名字。

.. %% wait

现在等待，参见 https://docs.python.org/zh-cn/3/library/multiprocessing.html 。
"""

FILES = {
    "docs/conf.py": 'myst_enable_extensions = ["colon_fence", "attrs_inline"]\n',
    "docs/en/index.md": "# Start\n",
    "docs/zh/index.md": "# 开始\n",
    "docs/en/chapters/waiting.md": ENGLISH,
    "docs/zh/chapters/waiting.md": CHINESE,
    "docs/en/gallery/plot_wait.md": "# Written by the build\n",
    "examples/GALLERY_HEADER.rst": "Gallery\n=======\n",
    "examples/GALLERY_HEADER.zh.rst": "示例库\n======\n",
    "examples/plot_wait.py": SCRIPT,
    "examples/plot_wait.zh.rst": TEXTS,
}


@dataclass(frozen=True)
class Tree:
    """The site, in a folder of its own.

    Attributes:
        root: The project's folder.

    """

    root: Path

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        """Read a file."""
        return (self.root / name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file exactly once."""
        text = self.read(name)
        assert 1 == text.count(old)
        self.write(name, text.replace(old, new))

    def findings(self) -> list[str]:
        """Check it, and return the findings as they are shown."""
        return [str(found) for found in check(self.root / "docs")]

    def accept(self, *names: str) -> tuple[list[str], list[str]]:
        """Accept pairs, all without names; return those accepted and the findings."""
        paths = [self.root / name for name in names] or None
        changed, refused = accept(self.root / "docs", paths)
        return changed, [str(found) for found in refused]

    def structure(self) -> list[str]:
        """Return the findings for which pairs are not accepted: all but those of the ledger."""
        return self.accept()[1]

    def git(self, *arguments: str) -> str:
        """Run git in the project, without the settings of who runs the tests."""
        settings = ("user.name=Ann", "user.email=ann@example.org", "commit.gpgsign=false")
        options = [part for setting in settings for part in ("-c", setting)]
        done = subprocess.run(
            ["git", *options, *arguments],
            cwd=self.root,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout

    def commit(self) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Write")


def told(place: str, message: str, other: str, advice: str) -> str:
    """Write a finding as it is shown."""
    return f"{place}: {message}\n    {other}: {advice}"


def make_tree(root: Path) -> Tree:
    """Write the site, which is accepted and not yet in a repository."""
    tree = Tree(root)
    for name, text in FILES.items():
        tree.write(name, text)
    tree.accept()
    return tree


def make_repository(root: Path) -> Tree:
    """Write the site, accepted and committed."""
    tree = make_tree(root)
    tree.git("init", "--quiet")
    tree.commit()
    return tree
