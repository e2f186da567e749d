"""Run every download by every start method of every Python at hand, and compare with the pages.

``python docs/_tools/run_matrix.py`` after ``python docs/build.py``; names of scripts choose some,
``--python PATH`` adds a Python that is not on PATH. What comes out is a table here and, from
``docs/_build/matrix.json``, in the site's report at its next build.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs.matrix import (
    Download,
    Interpreter,
    ask_interpreter,
    find_interpreters,
    run_matrix,
    save_matrix,
    table,
)
from concurdocs.runs import Run
from concurdocs.scripts import inline, read_options

if TYPE_CHECKING:
    from collections.abc import Iterable

DOCS = Path(__file__).resolve().parents[1]
EXAMPLES = DOCS.parent / "examples"
RUNS = DOCS / "_build" / "html" / "en" / "_runs"
RESULT = DOCS / "_build" / "matrix.json"


def find_downloads(paths: Iterable[Path], runs: Path) -> tuple[list[Download], list[str]]:
    """Return the downloads, and what is wrong with them before they run.

    Those in Chinese have the same code; ``tests/site/test_downloads.py`` holds them to it.

    Args:
        paths: The scripts in the repository.
        runs: Folder of the records of the pages' runs.

    """
    downloads, problems = [], []
    tasks = (DOCS.parent / "src" / "concurdocs" / "tasks.py").read_text(encoding="utf-8")
    for path in paths:
        text = inline(path.read_text(encoding="utf-8"), "concurdocs.tasks", tasks, path.name)
        problems += [f"{path.name} imports {name}" for name in foreign_imports(text)]
        record = runs / f"{path.stem}.json"
        if not record.is_file():
            problems.append(f"{path.name} has no run to compare with; build the site first")
            continue
        options = read_options(text, path.name)
        downloads.append(Download(path.name, text, options, Run.load(record)))
    return downloads, problems


def foreign_imports(script: str) -> list[str]:
    """Return the modules a script imports that are not in the standard library."""
    names = []
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or ".")
    return [name for name in names if name.partition(".")[0] not in sys.stdlib_module_names]


def main() -> int:
    """Run the command line; the exit status is 1 if a script failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("scripts", nargs="*", help="names of scripts (default: all)")
    parser.add_argument("--python", action="append", default=[], help="one more Python to run by")
    parser.add_argument("--only", action="store_true", help="only those given by --python")
    parser.add_argument("--runs", type=Path, default=RUNS, help="records of the pages' runs")
    parser.add_argument("--result", type=Path, default=RESULT, help="where to write the result")
    # Most scripts sleep most of the time.
    jobs = 3 * (os.cpu_count() or 1)
    parser.add_argument("--jobs", type=int, default=jobs, help="scripts at a time")
    options = parser.parse_args()
    if options.only and not options.python:
        parser.error("--only needs --python")
    if options.only:
        given = [(name, ask_interpreter(name)) for name in options.python]
        if wrong := [name for name, interpreter in given if interpreter is None]:
            parser.error(f"no Python that runs: {', '.join(wrong)}")
        interpreters: list[Interpreter] = [python for _, python in given if python]
    else:
        interpreters = find_interpreters(options.python)
    paths = {path.stem: path for path in sorted(EXAMPLES.glob("*/plot_*.py"))}
    wanted = [Path(name).stem for name in options.scripts]
    if unknown := set(wanted) - set(paths):
        parser.error(f"no such script: {', '.join(sorted(unknown))}")
    downloads, problems = find_downloads([paths[name] for name in wanted or paths], options.runs)
    for problem in problems:
        print(problem, file=sys.stderr)
    cells = run_matrix(downloads, interpreters, options.jobs, lambda text: print(text, flush=True))
    # A part of the matrix is no result for the site to show.
    if not wanted:
        save_matrix(options.result, cells)
    print(f"\n{table(cells)}")
    return 1 if problems or not cells or not all(cell.passed for cell in cells) else 0


if __name__ == "__main__":
    sys.exit(main())
