"""The tool that tells what a change of the code changes on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare_sites import differences, hand_over

if TYPE_CHECKING:
    from pathlib import Path

OLD_KEY, NEW_KEY = "plot_join-0123456789abcdef", "plot_join-fedcba9876543210"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_keys_of_runs_are_no_difference(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"index.html": f'<p id="run-{OLD_KEY}">0.5 s</p>'})
    new = write(tmp_path / "new", {"index.html": f'<p id="run-{NEW_KEY}">0.5 s</p>'})

    assert [] == list(differences(old, new))


def test_how_quotation_marks_are_escaped_is_no_difference(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"index.html": '<p title="&quot;&#x27;">"</p>'})
    new = write(tmp_path / "new", {"index.html": '<p title="&#34;&#39;">&quot;</p>'})

    assert [] == list(differences(old, new))


def test_each_file_that_differs_is_told_with_its_lines(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"a.html": "<b>1</b><i>x</i>", "b.png": "1", "c.txt": "same"})
    new = write(tmp_path / "new", {"a.html": "<b>2</b><i>x</i>", "b.png": "2", "c.txt": "same",
                                   "d.txt": ""})  # fmt: skip

    assert [
        ("a.html", ["-<b>1</b>", "+<b>2</b>"]),
        ("b.png", ["is another file"]),
        ("d.txt", [f"is not in {old / 'd.txt'}"]),
    ] == list(differences(old, new))


def test_runs_are_handed_over_by_the_scripts_names(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {f"{OLD_KEY}/run.json": "old", f"{OLD_KEY}/files.json": "old",
                                   "plot_gone-0/run.json": ""})  # fmt: skip
    new = write(tmp_path / "new", {f"{NEW_KEY}/run.json": "new", f"{NEW_KEY}/files.json": "new"})

    assert ["plot_gone"] == hand_over(old, new)
    assert ("old", "new") == tuple(
        (new / NEW_KEY / name).read_text(encoding="utf-8") for name in ("run.json", "files.json")
    )
