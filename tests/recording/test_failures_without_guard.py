"""Scripts without the guard ``if __name__ == "__main__"``: it is named as the cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.recordings import Recording, failure, texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            "process = context.Process(target=print); process.start(); process.join()",
            ("child failed", 4, 0),
        ),
        (
            "print(ProcessPoolExecutor(1, mp_context=context).submit(abs, -3).result())",
            ("exception", 4, 0),
        ),
        (
            "one = context.Process(target=print); one.start(); one.join(); sys.exit(one.exitcode)",
            ("exit", 4, 0),
        ),
    ],
)
def test_a_missing_guard_is_named_as_the_cause(
    recorded: Recording, method: str, work: str, expected: tuple[str, int, int]
) -> None:
    script = f"""
        from concurrent.futures import ProcessPoolExecutor
        import multiprocessing, sys
        context = multiprocessing.get_context("{method}")
        {{}}
        """
    bad = recorded(script.format(work))
    good = recorded(script.format(f"if __name__ == '__main__': {work}"))

    assert expected == failure(bad)
    assert bad.failure is not None
    hint = "; a child imports the script, so start processes below \"if __name__ == '__main__':\""
    assert bad.failure.message.endswith(hint)
    assert ".;" not in bad.failure.message
    assert None is good.failure


@pytest.mark.parametrize("failing", ["", "# concurdocs: failing_children = true"])
def test_what_other_programs_say_is_no_cause(
    recorded: Recording, tmp_path: Path, failing: str
) -> None:
    (tmp_path / "unguarded.py").write_text(
        "import multiprocessing\ncontext = multiprocessing.get_context('spawn')\n"
        "process = context.Process(target=print)\nprocess.start()\nprocess.join()\n",
        encoding="utf-8",
    )

    run = recorded(
        f"""
        import pathlib, subprocess, sys {failing}
        subprocess.run([sys.executable, {str(tmp_path / "unguarded.py")!r}])
        raise ValueError("wait for it...")
        """
    )

    assert any("bootstrapping phase" in text for text in texts(run))
    assert run.failure is not None
    assert "ValueError: wait for it..." == run.failure.message


def test_an_unguarded_pool_hangs_and_is_told_why(recorded: Recording) -> None:
    run = recorded(
        """
        import multiprocessing  # concurdocs: time_limit = 2
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            pool.map(abs, [1])
        """
    )

    assert ("time limit", 3, 0) == failure(run)
    assert run.failure is not None
    assert run.failure.message.endswith("below \"if __name__ == '__main__':\"")
