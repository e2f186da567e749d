"""Examples in another language: the same code, other texts, and nothing missing unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concurdocs.scripts import TranslationError, write_translated
from concurdocs.scripts._translation import check_texts, translate

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = '''\
"""
Title
=====

Introduction.
"""

# %% first
# One sentence.
#
# Another.
import os

# %%
value = os.name

# %% last
# The end.
print(value)
'''

SIDECAR = """\
标题
====

引言。

.. %% first

一句话。

.. %% last

结束。
"""


def write(folder: Path, **files: str) -> Path:
    """Write files whose names have ``__`` for a dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_texts_change_and_code_does_not() -> None:
    expected = '''\
"""
标题
====

引言。
"""

# %% first
# 一句话。
import os

# %%
value = os.name

# %% last
# 结束。
print(value)
'''
    assert [] == check_texts(SCRIPT, SIDECAR, ("plot_a.py", "plot_a.zh.rst"))
    assert expected == translate(SCRIPT, SIDECAR)


def test_own_text_stays_where_there_is_no_other() -> None:
    unnamed = SCRIPT.replace("# %% last", "# %%")

    assert "# The end.\nprint(value)\n" in translate(unnamed, SIDECAR)
    assert "# The end.\nprint(value)\n" in translate(SCRIPT, SIDECAR.partition(".. %% last")[0])


def test_how_to_run_the_script_stays_in_its_texts() -> None:
    script = SCRIPT.replace("# Another.\n", "# concurdocs: time_limit = 5\n# Another.\n")

    assert "# 一句话。\n# concurdocs: time_limit = 5\nimport os\n" in translate(script, SIDECAR)


def test_what_looks_like_a_text_in_the_docstring_is_the_docstrings() -> None:
    script = SCRIPT.replace("Introduction.\n", "Introduction.\n\n# %% first\n# One.\n")

    assert translate(SCRIPT, SIDECAR) == translate(script, SIDECAR)


def test_a_text_may_stand_before_the_docstring() -> None:
    lead = "# %% lead\n# Ahead.\n"

    assert f"# %% lead\n# 前。\n{translate(SCRIPT, SIDECAR)}" == translate(
        lead + SCRIPT, f"{SIDECAR}\n.. %% lead\n\n前。\n"
    )


@pytest.mark.parametrize(
    ("script", "sidecar", "expected"),
    [
        (
            SCRIPT,
            SIDECAR.replace("last", "lost"),
            [
                "b: no text for 'last' (a, line 17); write it behind a line '.. %% last'",
                "b: text for 'lost', which a does not have; did you mean 'last'?",
            ],
        ),
        (
            SCRIPT.replace("# %% last", "# %%"),
            SIDECAR.replace(".. %% last\n\n结束。\n", ""),
            [
                (
                    "a, line 17: give this text a name behind '# %%', by which b can have it in "
                    "the other language"
                ),
            ],
        ),
        (
            SCRIPT,
            SIDECAR[SIDECAR.index("..") :],
            ["b, line 1: no title and introduction, as a has them"],
        ),
    ],
)
def test_what_is_missing_is_named(script: str, sidecar: str, expected: list[str]) -> None:
    assert expected == check_texts(script, sidecar, ("a", "b"))


def test_a_folder_is_written_once_and_cleaned(tmp_path: Path) -> None:
    source = write(
        tmp_path / "examples",
        GALLERY_HEADER__rst="Gallery\n=======\n",
        GALLERY_HEADER__zh__rst="示例库\n======\n",
        plot_a__py=SCRIPT,
        plot_a__zh__rst=SIDECAR,
        helper__py="x = 1\n",
    )
    target = tmp_path / "zh"
    write_translated(source, target, "zh", "/plot")
    names = ["GALLERY_HEADER.rst", "helper.py", "plot_a.py"]
    assert names == sorted(path.name for path in target.iterdir())
    assert "示例库\n======\n" == (target / "GALLERY_HEADER.rst").read_text(encoding="utf-8")
    times = {path: path.stat().st_mtime_ns for path in target.iterdir()}
    write_translated(source, target, "zh", "/plot")
    assert times == {path: path.stat().st_mtime_ns for path in target.iterdir()}
    (source / "helper.py").unlink()
    write_translated(source, target, "zh", "/plot")
    assert ["GALLERY_HEADER.rst", "plot_a.py"] == sorted(path.name for path in target.iterdir())


def test_a_missing_half_names_both_files(tmp_path: Path) -> None:
    source = write(
        tmp_path / "examples", plot_a__py=SCRIPT, plot_gone__zh__rst=SIDECAR, GALLERY_HEADER__rst=""
    )
    with pytest.raises(TranslationError) as caught:
        write_translated(source, tmp_path / "zh", "zh", "/plot")
    expected = [
        "The examples are not complete in the language 'zh':",
        (
            f"  {source}/GALLERY_HEADER.rst: no translation; write it to GALLERY_HEADER.zh.rst "
            "beside it"
        ),
        f"  {source}/plot_a.py: no translation; write it to plot_a.zh.rst beside it",
        f"  {source}/plot_gone.zh.rst: translation of nothing; plot_gone.py is not there",
    ]
    assert expected == str(caught.value).splitlines()


def test_signs_of_markup_are_not_pythons() -> None:
    text = translate(SCRIPT, SIDECAR.replace("引言。", "引言\\ *要点*\\ 。"))
    # Python 3.12 and newer warn of "\ " in a string that is not raw.
    assert text.startswith('r"""\n标题')
    compile(text, "a.py", "exec")
