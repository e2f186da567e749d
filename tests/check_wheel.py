"""Is the installed wheel whole? Run by tox in environments that hold nothing but the wheel.

``check_wheel.py [EXTRA]`` imports every module of the package that the extra (none: the package
alone) is to be enough for, and runs what the README shows for use from Python. It needs neither
pytest nor any other package: what a test brings along, a user need not have.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import concurdocs

ROOT = Path(__file__).parents[1]
INSTALLED = Path(concurdocs.__file__).parent
NEEDS = {"cli": "cli", "sphinxext": "sphinx"}
"""Rooms that need an extra, and which."""
OFF_LINUX = "concurdocs.recording.processes._portable"
"""Imported on other systems alone, for which the package declares psutil."""


def modules() -> list[str]:
    """Return the names of all modules in the installed package."""
    names = [
        path.with_suffix("").relative_to(INSTALLED.parent).as_posix().replace("/", ".")
        for path in INSTALLED.rglob("*.py")
    ]
    return sorted(
        name.removesuffix(".__init__")
        for name in names
        # The former begins to work when it is imported; the latter is a file for readers.
        if not name.endswith(".__main__") and "_files." not in name
    )


def files(folder: Path) -> set[str]:
    """Return the files of the package in a folder."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def needed_extra(name: str) -> str:
    """Return the extra that declares what a module needs; empty for none."""
    return NEEDS.get((*name.split("."), "")[1], "")


def import_problems(name: str) -> list[str]:
    """Import a module; return what is wrong with that."""
    try:
        importlib.import_module(name)
    except ImportError as error:
        return [f"{name}: {error}; declare it in pyproject.toml"]
    return []


def readme_problems() -> list[str]:
    """Run what the README shows for use from Python, in an empty folder."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(from pathlib.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "your_script.py")
        script.write_text("print('hello')\n", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            capture_output=True,
            check=False,
            cwd=folder,
            text=True,
            timeout=120,
        )
        if (0, "") != (done.returncode, done.stderr):
            return [f"README: {done.stderr or done.returncode}"]
        page = Path(folder, "run.html").read_text(encoding="utf-8")
    return [] if "hello" in page else ["README: no output on the page"]


def main() -> int:
    """Check; the exit status is 1 if something is wrong."""
    extra = sys.argv[1] if len(sys.argv) > 1 else ""
    if INSTALLED.is_relative_to(ROOT / "src"):
        print(f"this is not the wheel: {INSTALLED}")
        return 1
    names = [name for name in modules() if needed_extra(name) in {"", extra}]
    if sys.platform == "linux":
        names.remove(OFF_LINUX)
    problems = [problem for name in names for problem in import_problems(name)]
    missing = files(ROOT / "src" / "concurdocs") - files(INSTALLED)
    problems += [f"not in the wheel: {name}" for name in sorted(missing)]
    problems += readme_problems()
    print(*problems, sep="\n")
    print(f"wheel with extra {extra or 'none'!r}: {len(names)} modules, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
