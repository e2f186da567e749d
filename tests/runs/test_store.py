"""The store of runs: when a run is found again, and when it isn't."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from concurdocs.runs import Failure, FailureKind, Run, Store
from helpers.places import DATA

RUN = Run.load(DATA / "runs" / "synthetic.json")


def test_a_run_is_found_as_it_was_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "runs")

    assert None is store.find("k")
    store.keep("k", RUN)
    assert RUN == store.find("k")
    assert RUN == store.load("k")
    store.keep("k", replace(RUN, total=1.5))
    assert replace(RUN, total=1.5) == store.find("k")
    assert ["k"] == [path.name for path in (tmp_path / "runs").iterdir()]


def test_a_failed_run_is_found_only_if_asked_for(tmp_path: Path) -> None:
    store = Store(tmp_path)
    failed = replace(RUN, failure=Failure(FailureKind.EXCEPTION, 1, "ValueError", 0))
    store.keep("k", failed)

    assert None is store.find("k")
    assert failed == store.find("k", failed=True)


def test_a_run_whose_helper_file_was_edited_is_not_found(tmp_path: Path) -> None:
    store = Store(tmp_path / "runs")
    helper = tmp_path / "helper.py"
    helper.write_text("one")
    run = replace(RUN, depends_on=(str(helper),))
    store.keep("k", run)

    assert run == store.find("k")
    helper.write_text("two")
    assert None is store.find("k")
    helper.write_text("one")
    assert run == store.find("k")
    helper.unlink()
    assert None is store.find("k")


def test_a_module_of_tasks_does_not_count_as_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "store_test_shop"
    package.mkdir()
    files = [package / "__init__.py", package / "jobs.py"]
    for file in files:
        file.write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    store = Store(tmp_path / "runs", ["store_test_shop.jobs"])
    store.keep("k", replace(RUN, depends_on=tuple(map(str, files))))
    files[1].write_text("changed = True\n")

    assert None is not store.find("k")


@pytest.mark.parametrize("file", ["run.json", "files.json"])
@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"concurdocs_run": 999}', "\udcff"])
def test_a_broken_file_is_no_run(tmp_path: Path, file: str, text: str) -> None:
    store = Store(tmp_path)
    store.keep("k", RUN)
    (tmp_path / "k" / file).write_bytes(text.encode("utf-8", "surrogateescape"))

    assert None is store.find("k")
    store.keep("k", RUN)
    assert RUN == store.find("k")


def test_a_store_that_can_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    store = Store(tmp_path)
    store.keep("k", RUN)
    monkeypatch.setattr(os, "utime", refuse)

    assert RUN == store.find("k")


def test_pictures_are_kept_with_the_run(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "block0-figure1.png").write_bytes(b"png")
    store = Store(tmp_path / "runs")

    store.keep("k", RUN, pictures)

    assert b"png" == (store.picture_folder("k") / "block0-figure1.png").read_bytes()


def _keep_often(folder: Path, total: float) -> None:
    store = Store(folder)
    for _ in range(50):
        store.keep("k", replace(RUN, total=total))
        found = store.find("k")
        assert found is None or found.total in {1.0, 2.0, 3.0}


def test_several_builds_may_keep_the_same_run_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [
        context.Process(target=_keep_often, args=(tmp_path, float(number))) for number in (1, 2, 3)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [0, 0, 0] == [writer.exitcode for writer in writers]
    found = Store(tmp_path).find("k")
    assert found is not None
    assert found.total in {1.0, 2.0, 3.0}
    assert ["k"] == [path.name for path in tmp_path.iterdir()]


def test_a_run_kept_in_between_by_others_is_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.replace

    def replace_later(path: Path, target: Path) -> Path:
        if path.suffix == ".new" and path.is_dir():
            # It was there a moment ago, and is about to be replaced by a third build.
            raise OSError(errno.ENOTEMPTY, "Directory not empty")
        return original(path, target)

    monkeypatch.setattr(Path, "replace", replace_later)
    Store(tmp_path).keep("k", RUN)

    assert [] == list(tmp_path.iterdir())


def test_what_nobody_asked_for_in_a_long_time_is_thrown_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("old", "used", "new"):
        store.keep(name, RUN)
    past = time.time() - 31 * 24 * 3600
    for name in ("old", "used"):
        os.utime(tmp_path / name / "files.json", (past, past))
    store.find("used")

    store.prune()

    assert ["new", "used"] == sorted(path.name for path in tmp_path.iterdir())
    Store(tmp_path / "nowhere").prune()


def test_the_record_on_disk_is_json(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("k", RUN)

    assert 1 == json.loads(store.record_path("k").read_text("utf-8"))["concurdocs_run"]
