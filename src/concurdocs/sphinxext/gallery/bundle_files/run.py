"""List the scripts of this folder, and run them.

python run.py            lists them
python run.py plot_x     runs one
python run.py all        runs them all, one after another
"""

import ast
import subprocess
import sys
from pathlib import Path

LANGUAGE = "en"
HERE = Path(__file__).resolve().parent
WORDS = {
    "en": {
        "how": "Run one of them with: python run.py NAME; all with: python run.py all",
        "unknown": "There is no script of the name",
        "status": "ended with exit status",
        "summary": "{} of {} scripts ended with exit status 0",
    },
    "zh": {
        "how": "运行其中一个：python run.py 名称；全部运行：python run.py all",
        "unknown": "没有这个名称的脚本：",
        "status": "的退出码为",
        "summary": "{}个脚本的退出码为0，共{}个",
    },
}[LANGUAGE]


def find_scripts():
    """Return the scripts by name."""
    return {path.stem: path for path in sorted(HERE.glob("*/plot_*.py"))}


def title_of(path):
    """Return the first line of a script's text."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.strip().partition("\n")[0]


def run(path):
    """Run a script as if it were started by hand, and return its exit status."""
    print(f"\n== {path.stem}: {title_of(path)}", flush=True)
    status = subprocess.run([sys.executable, path.name], cwd=path.parent, check=False).returncode
    if status:
        print(path.stem, WORDS["status"], status, flush=True)
    return status


def main(names):
    """Do what the command line says; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A title that the console has no characters for is better than none.
        stream.reconfigure(errors="replace")
    scripts = find_scripts()
    if not names:
        section = ""
        for name, path in scripts.items():
            if path.parent.name != section:
                section = path.parent.name
                print(f"\n{section}")
            print(f"  {name:32} {title_of(path)}")
        print(f"\n{WORDS['how']}")
        return 0
    if names == ["all"]:
        names = list(scripts)
    names = [Path(name).stem for name in names]
    for name in names:
        if name not in scripts:
            print(WORDS["unknown"], name, file=sys.stderr)
            return 2
    statuses = [run(scripts[name]) for name in names]
    if len(statuses) > 1:
        print("\n" + WORDS["summary"].format(statuses.count(0), len(statuses)))
    return max(map(abs, statuses))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
