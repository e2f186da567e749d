"""Lines put together from pieces, and paths taken out of them."""

from __future__ import annotations

import random
import tracemalloc

import pytest

from concurdocs.recording import PathCleaner, _lines
from concurdocs.recording._lines import LineAssembler
from concurdocs.recording.stage import BOOTSTRAP_LINE, STAGE_FILENAME
from concurdocs.runs import Line

NOTHING = PathCleaner({})


def assembled(*pieces: tuple[int, bytes]) -> list[tuple[int, str]]:
    """Return writer and text of the lines made of pieces."""
    assembler = LineAssembler()
    for number, (pid, data) in enumerate(pieces):
        assembler.add(pid, data, number, 0)
    lines = assembler.lines(NOTHING, 0)
    assert len(assembler) >= len(lines)
    assert assembler.size == sum(len(data) for _, data in pieces)
    return [(line.pid, line.text) for line in lines]


def test_pieces_of_several_writers_are_put_together_apart() -> None:
    assert [(1, "one"), (2, "two"), (1, "three"), (2, "")] == assembled(
        (1, b"o"), (2, b"tw"), (1, b"ne"), (2, b"o"), (1, b"\nthr"), (2, b"\n\n"), (1, b"ee")
    )


def test_single_bytes_of_two_writers_do_not_take_memory_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_lines, "MOST_PIECES", 1000)
    assembler = LineAssembler()
    tracemalloc.start()
    for number in range(100_000):
        assembler.add(number % 2 + 1, b"x", float(number), 0)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (2, 100_000) == (len(assembler), assembler.size)
    assert [(1, 50_000), (2, 50_000)] == [
        (line.pid, len(line.text)) for line in assembler.lines(NOTHING, 0)
    ]
    assert taken < 1_000_000


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"\n\n", ["", ""]),
        (b"a", ["a"]),
        (b"a\n", ["a"]),
        (b"a\n\nb", ["a", "", "b"]),
        (b"a\r\nb\rc\n", ["a\r", "b\rc"]),
        (b"\xff\xc3\xa9\n", ["\\xffé"]),
        (b"a\x0bb\x0cc\xe2\x80\xa8d", ["a\x0bb\x0cc\u2028d"]),
    ],
)
def test_lines_of_one_piece_or_of_many(data: bytes, expected: list[str]) -> None:
    whole = assembled((1, data))
    single = assembled(*((1, data[at : at + 1]) for at in range(len(data))))

    assert [(1, text) for text in expected] == whole == single


def test_lines_of_any_pieces_are_complete() -> None:
    chance = random.Random(1)  # noqa: S311 - the same in each run
    texts = {pid: chance.randbytes(20_000).replace(b"\0", b"\n") for pid in (1, 2, 3)}
    rest, pieces = dict(texts), []
    while any(rest.values()):
        pid = chance.choice([pid for pid, data in rest.items() if data])
        size = chance.choice([1, 7, 300, 6000])
        pieces.append((pid, rest[pid][:size]))
        rest[pid] = rest[pid][size:]

    lines = assembled(*pieces)

    for pid, data in texts.items():
        expected = data.decode(errors="backslashreplace").removesuffix("\n").split("\n")
        assert expected == [text for writer, text in lines if writer == pid]


def test_a_line_stands_where_its_first_piece_came() -> None:
    assembler = LineAssembler()
    for pid, data, time, block in [
        (1, b"be", 10.0, 0), (2, b"x\n", 11.0, 0), (1, b"gun\nnext", 12.5, 1), (1, b"\n", 13.0, 2),
    ]:  # fmt: skip
        assembler.add(pid, data, time, block)

    assert (
        Line(0.0, 1, "begun", 0), Line(0.5, 2, "x", 0), Line(2.0, 1, "next", 1),
    ) == assembler.lines(NOTHING, 10.5)  # fmt: skip
    assert {1: 10.0, 2: 11.0} == assembler.first_times()


def test_a_very_long_line_is_not_copied_for_each_piece() -> None:
    assembler = LineAssembler()
    piece = b"x" * 1000
    for _ in range(60_000):  # 60 MB; copied each time it would be 1.8 TB
        assembler.add(1, piece, 0, 0)

    (line,) = assembler.lines(NOTHING, 0)
    assert 60_000_000 == len(line.text)


def test_frames_of_the_stage_are_left_out() -> None:
    frame = f'  File "{STAGE_FILENAME}", line 12, in play'
    text = f"""
Traceback (most recent call last):
  File "<string>", line {BOOTSTRAP_LINE}, in <module>
    exec(code, names)
    ~~~~^^^^^^^
{frame}
    source of the stage
  File "<string>", line 3, in <module>
  File "x.py", line 1, in <module>
    code()
  | {frame}
  |     source
  |   File "x.py", line 2, in f
  |     more()
  File "{STAGE_FILENAME}", line 7 in main
Error: File "x.py", line 12, in y
"""

    found = assembled((1, text.encode()), (2, b"    other\n"))

    assert [
        (1, line)
        for line in [
            "",
            "Traceback (most recent call last):",
            '  File "<string>", line 3, in <module>',
            '  File "x.py", line 1, in <module>',
            "    code()",
            '  |   File "x.py", line 2, in f',
            "  |     more()",
            'Error: File "x.py", line 12, in y',
        ]
    ] + [(2, "    other")] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/work/proj/a.py", "a.py"),
        ('File "/work/proj/sub/a.py", line 1', 'File "sub/a.py", line 1'),
        ("/work/proj", "."),
        ("'/work/proj'", "'.'"),
        ("in /work/proj: fine", "in .: fine"),
        ("/work/project/a.py", "/work/project/a.py"),
        ("/work/proj-2/a.py", "/work/proj-2/a.py"),
        ("/other/work/proj/a.py", "/other/work/proj/a.py"),
        ("/home/me/x and /home/me/lib/y", "~/x and LIB/y"),
        ("file:///home/me/x", "file://~/x"),
        ("nothing", "nothing"),
        ("1/2", "1/2"),
        ("/", "/"),
    ],
)
def test_folders_of_this_machine_are_renamed(text: str, expected: str) -> None:
    clean = PathCleaner({"/work/proj/": "", "/home/me": "~", "/home/me/lib": "LIB", "/": "ROOT"})

    assert expected == clean(text)
