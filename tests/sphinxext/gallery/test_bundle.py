"""The archive of all scripts: the same bytes from the same scripts, and a runner that works."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from concurdocs.matrix import Interpreter, find_interpreters
from concurdocs.matrix._cell_runner import bare_environment
from concurdocs.scripts._translation import translate
from concurdocs.sphinxext.gallery._bundle import write_bundle
from concurdocs.sphinxext.gallery._tasks import self_contained
from helpers.places import ROOT

CHOSEN = ["calls/plot_get_at_once", "starting/plot_arguments", "starting/plot_base_run"]
TASKS = ("concurdocs.tasks",)
HOW = {"en": "Run one of them with: ", "zh": "运行其中一个："}
COUNT = {"en": "{} of {} scripts ended with", "zh": "{}个脚本的退出码为0，共{}个"}

pytestmark = pytest.mark.parametrize("language", ["en", "zh"])


def scripts_in(language: str, folder: Path) -> dict[tuple[str, str], str]:
    """Return the chosen scripts as the pages of a language offer them."""
    texts = {}
    for name in CHOSEN:
        path = ROOT / "examples" / f"{name}.py"
        script = path.read_text(encoding="utf-8")
        if language != "en":
            sidecar = path.with_suffix(f".{language}.rst")
            text = sidecar.read_text(encoding="utf-8")
            script = translate(script, text)
        copy = folder / path.name
        copy.write_text(script, encoding="utf-8")
        texts[path.parent.name, path.name] = self_contained(copy, TASKS)
    return texts


@pytest.fixture
def bundle(language: str, tmp_path: Path) -> Path:
    path = tmp_path / f"scripts-{language}.zip"
    write_bundle(path, scripts_in(language, tmp_path), language)
    return path


def run_in(bundle: Path, interpreter: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Unpack the archive into an empty folder, and run its runner with Python alone."""
    folder = bundle.parent / "unpacked"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    return subprocess.run(
        [interpreter, "run.py", *arguments],
        capture_output=True,
        check=False,
        cwd=folder / bundle.stem,
        encoding="utf-8",
        env=bare_environment(),
        timeout=120,
    )


def oldest_and_newest() -> list[Interpreter]:
    found = find_interpreters([sys.executable])
    return [found[0], found[-1]] if len(found) > 1 else found


def test_same_scripts_give_the_same_bytes(bundle: Path, language: str, tmp_path: Path) -> None:
    again = tmp_path / "again" / bundle.name
    scripts = scripts_in(language, tmp_path)
    os.utime(__file__)  # the time of no file counts

    write_bundle(again, dict(reversed(scripts.items())), language)

    assert bundle.read_bytes() == again.read_bytes()


def test_archive_is_written_only_if_it_would_be_another(
    bundle: Path, language: str, tmp_path: Path
) -> None:
    os.utime(bundle, (1, 1))
    scripts = scripts_in(language, tmp_path)

    write_bundle(bundle, scripts, language)
    untouched = bundle.stat().st_mtime
    scripts["calls", "plot_get_at_once.py"] += "print(1)\n"
    write_bundle(bundle, scripts, language)

    assert 1 == untouched
    assert untouched < bundle.stat().st_mtime


def test_archive_holds_scripts_runner_and_an_explanation(bundle: Path, language: str) -> None:
    with zipfile.ZipFile(bundle) as archive:
        names = archive.namelist()
        readme = archive.read(f"{bundle.stem}/README.txt").decode()

    expected = ["README.txt", "run.py", *(f"{name}.py" for name in CHOSEN)]
    assert sorted(f"scripts-{language}/{name}" for name in expected) == names
    assert {"en": "Scripts on processes", "zh": "关于Python进程"}[language] in readme


def test_runner_lists_the_scripts(bundle: Path, language: str) -> None:
    titles = {"en": "Arguments for the function", "zh": "给函数传参数"}
    for interpreter in oldest_and_newest():
        done = run_in(bundle, interpreter.command)
        lines = done.stdout.splitlines()

        assert (0, "") == (done.returncode, done.stderr)
        assert [Path(name).name for name in CHOSEN] == [
            line.split()[0] for line in lines if line.startswith("  ")
        ]
        assert [titles[language]] == [
            line.split(maxsplit=1)[1] for line in lines if "plot_arguments" in line
        ]
        assert HOW[language] == lines[-1][: len(HOW[language])]


def test_runner_runs_scripts(bundle: Path, language: str) -> None:
    for interpreter in oldest_and_newest():
        one = run_in(bundle, interpreter.command, "plot_arguments")
        every = run_in(bundle, interpreter.command, "all")
        none = run_in(bundle, interpreter.command, "plot_nothing")

        greetings = ["hello, ann", "good evening, bo", "welcome, chen", "hello, dee"]
        assert greetings == one.stdout.splitlines()[-4:]
        assert COUNT[language].format(3, 3) in every.stdout.splitlines()[-1]
        assert (0, 0, 2) == (one.returncode, every.returncode, none.returncode)


def test_runner_tells_of_a_script_that_fails(language: str, tmp_path: Path) -> None:
    path = tmp_path / f"scripts-{language}.zip"
    broken = {("join", "plot_bad.py"): '"""Bad."""\nraise SystemExit(3)\n',
              ("join", "plot_good.py"): '"""Good."""\n'}  # fmt: skip
    write_bundle(path, broken, language)

    done = run_in(path, sys.executable, "all")

    assert 3 == done.returncode
    assert COUNT[language].format(1, 2) in done.stdout.splitlines()[-1]
