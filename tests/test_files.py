"""Files written so that nobody who reads or watches them is disturbed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs._files import compact_json, write_if_changed, write_in_one_step

if TYPE_CHECKING:
    import pytest


def test_compact_json_is_one_line_with_all_characters_as_they_are() -> None:
    data = {"a": [1, "进\n程"]}

    assert '{"a":[1,"进\\n程"]}\n' == compact_json(data)
    assert data == json.loads(compact_json(data))


def test_a_file_is_written_only_if_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    write_if_changed(path, b"one")
    os.utime(path, (1, 1))

    write_if_changed(path, b"one")
    assert (b"one", 1) == (path.read_bytes(), path.stat().st_mtime)
    write_if_changed(path, b"two")
    assert b"two" == path.read_bytes()
    assert 1 != path.stat().st_mtime


def test_a_file_is_written_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "file"
    write_in_one_step(path, "old 进程")
    seen = []
    replace = Path.replace

    def look_first(draft: Path, target: Path) -> Path:
        seen.append((target.read_text(encoding="utf-8"), draft.read_text(encoding="utf-8")))
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", look_first)
    write_in_one_step(path, "new 进程")

    assert [("old 进程", "new 进程")] == seen
    assert [("file", "new 进程")] == [
        (file.name, file.read_text(encoding="utf-8")) for file in path.parent.iterdir()
    ]
