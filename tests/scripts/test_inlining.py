"""Scripts with their tasks put into them: nothing but Python is needed, and they read well."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from concurdocs.scripts import InliningError, inline
from helpers.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MODULE = '''\
import os
import sys
import time
from typing import NoReturn

LIMIT = 3


def helper(number: int) -> int:
    """Return the number, bounded."""
    return min(number, LIMIT)


def task(number: int) -> str:
    """Say where."""
    return f"{helper(number)} in {os.getpid() > 0}"


def leave() -> NoReturn:
    """End."""
    sys.exit(0)
'''

EXAMPLES = sorted(ROOT.glob("examples/**/plot_*.py"))
TASKS = ROOT / "src" / "concurdocs" / "tasks.py"


def run(script: str, folder: Path) -> str:
    """Run a script in a folder of its own, with nothing but the standard library."""
    path = folder / "downloaded.py"
    path.write_text(script, encoding="utf-8")
    # -I: neither PYTHONPATH nor the user's packages; -S: nor those of this environment.
    command = [sys.executable, "-I", "-S", path.name]
    done = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=60
    )
    return done.stdout


def test_puts_in_just_what_is_used() -> None:
    script = (
        '"""Doc."""\n\nimport json\n\nfrom tools import task\n\nprint(task(5), json.dumps(1))\n'
    )
    expected = '''\
"""Doc."""

import json
import os


LIMIT = 3


def helper(number: int) -> int:
    """Return the number, bounded."""
    return min(number, LIMIT)


def task(number: int) -> str:
    """Say where."""
    return f"{helper(number)} in {os.getpid() > 0}"


print(task(5), json.dumps(1))
'''
    assert expected == inline(script, "tools", MODULE)


def test_what_was_put_in_runs_with_python_alone(tmp_path: Path) -> None:
    script = "from tools import task as t\n\nprint(t(5))\n"
    assert "3 in True\n" == run(inline(script, "tools", MODULE), tmp_path)


def test_imports_are_merged_and_not_repeated() -> None:
    script = "from os import getpid\nfrom tools import task, leave\nimport os\nprint(task(1))\n"
    lines = inline(script, "tools", MODULE).splitlines()
    expected = ["import os", "import sys", "from os import getpid", "from typing import NoReturn"]
    assert expected == lines[:4]
    assert 1 == lines.count("import os")


def test_a_script_without_tasks_stays_as_it_is() -> None:
    script = "import os\nprint(os.name)  # from tools import task\n"
    assert script == inline(script, "tools", MODULE)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("\nimport tools\n", "a.py, line 2: write 'from tools import name'"),
        ("from tools import *\n", "a.py, line 1: write 'from tools import name'"),
        ("def f():\n    from tools import task\n", "a.py, line 2: import from tools at the top"),
        ("from tools import task\ndef helper(): pass\n", "a.py, line 2: 'helper' is also a"),
    ],
)
def test_what_cannot_be_put_in_is_named_with_its_line(script: str, message: str) -> None:
    with pytest.raises(InliningError) as caught:
        inline(script, "tools", MODULE, "a.py")
    assert message == str(caught.value)[: len(message)]


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_example_can_be_made_to_stand_alone(path: Path) -> None:
    text = inline(
        path.read_text(encoding="utf-8"),
        "concurdocs.tasks",
        TASKS.read_text(encoding="utf-8"),
        path.name,
    )
    compile(text, path.name, "exec")
    imports = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert [] == [line for line in imports if "concurdocs" in line]
