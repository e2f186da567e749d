"""Numbers measured in runs, and claims about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concurdocs.claims import MEASURES, Measure, MeasureError, Quantity, check, measure
from concurdocs.claims._expressions import Evaluation, evaluate
from concurdocs.runs import Block, Environment, Line, Process, Role, Run
from helpers.places import DATA

ONE = Run(
    script="plot_one.py",
    arguments=(),
    environment=Environment("3.13.1", "CPython", "Linux", "x86_64", 8, (0, 1, 2), "fork"),
    made_at=0.0,
    total=2.0,
    exit_status=0,
    sampling_interval=0.005,
    peak_memory=3_000_000,
    blocks=(Block("", 1, 2, 0.0, 0.25), Block("start_all", 3, 4, 0.25, 1.5), Block("late", 5, 6)),
    processes=(
        Process(10, None, "main", Role.MAIN, 0.0, 2.0, 0, 0.5, 1_000_000),
        Process(11, 10, "ann", Role.PROCESS, 0.5, 1.5, -15, 0.25, 1_000_000),
        Process(12, 10, "bo", Role.WORKER, 0.5, None, None, None, None),
        Process(13, 10, "bo", Role.WORKER, 0.5, None, None, None, None),
        Process(14, 10, "carl", Role.PROCESS, 0.5, None, None, None, None),
        Process(15, 10, "forkserver", Role.FORKSERVER, 0.0, None, None, 0.1, 1_000),
        Process(16, 10, "resource tracker", Role.RESOURCE_TRACKER, 0.0, None, None, 0.1, 1_000),
    ),
    states=(),
    lines=tuple(Line(0.1, 10, text, 0) for text in ("ann starts", "ann ends", "bo starts")),
    calls=(),
)
RUNS = {"plot_one": ONE, "plot-two": replace(ONE, script="plot_two.py", total=4.0)}


def find(name: str) -> Run:
    if name not in RUNS:
        message = f"no example '{name}'"
        raise KeyError(message)
    return RUNS[name]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("total(plot_one)", Quantity(2.0, seconds=1)),
        ("total('plot-two')", Quantity(4.0, seconds=1)),
        ("time(plot_one, start_all)", Quantity(1.25, seconds=1)),
        ("lifetime(plot_one, ann)", Quantity(1.0, seconds=1)),
        ("cpu(plot_one, main)", Quantity(0.5, seconds=1)),
        ("status(plot_one, ann)", Quantity(-15, whole=True)),
        ("processes(plot_one)", Quantity(5, whole=True)),
        ("workers(plot_one)", Quantity(2, whole=True)),
        ("lines(plot_one)", Quantity(3, whole=True)),
        ("printed(plot_one, starts)", Quantity(2, whole=True)),
        ("printed(plot_one, 'ann s')", Quantity(1, whole=True)),
        ("memory(plot_one)", Quantity(3_000_000, bytes=1)),
        ("cpus(plot_one)", Quantity(3, whole=True)),
        ("total('plot-two') / total(plot_one)", Quantity(2.0)),
        ("total(plot_one) * total(plot_one)", Quantity(4.0, seconds=2)),
        ("1.5 * total(plot_one)", Quantity(3.0, seconds=1)),
        ("total('plot-two') - total(plot_one)", Quantity(2.0, seconds=1)),
        ("-total(plot_one)", Quantity(-2.0, seconds=1)),
        ("lines(plot_one) + workers(plot_one)", Quantity(5, whole=True)),
        ("lines(plot_one) / workers(plot_one)", Quantity(1.5)),
        ("max(total(plot_one), total('plot-two'))", Quantity(4.0, seconds=1)),
        ("min(total(plot_one), total('plot-two'))", Quantity(2.0, seconds=1)),
        ("sum(total(plot_one), total('plot-two'))", Quantity(6.0, seconds=1)),
        ("  (lines(plot_one))  ", Quantity(3, whole=True)),
        ("memory(plot_one) / total(plot_one)", Quantity(1_500_000, seconds=-1, bytes=1)),
    ],
)
def test_values(expression: str, expected: Quantity) -> None:
    assert expected == measure(expression, find)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("total(plot_on)", "'total(plot_on)': no example 'plot_on'"),
        ("totl(plot_one)", "'totl(plot_one)': unknown 'totl'; did you mean 'total'?"),
        ("time(plot_one, start_al)",
         ("'time(plot_one, start_al)': plot_one.py has no block 'start_al'; "
         "did you mean 'start_all'?")),
        ("time(plot_one, xyz)",
         "'time(plot_one, xyz)': plot_one.py has no block 'xyz'; known blocks: late, start_all"),
        ("time(plot_one, late)",
         "'time(plot_one, late)': block 'late' of plot_one.py did not run to its end"),
        ("lifetime(plot_one, an)",
         ("'lifetime(plot_one, an)': the run of plot_one.py has no process 'an'; "
         "did you mean 'ann'?")),
        ("lifetime(plot_one, bo)",
         "'lifetime(plot_one, bo)': in the run of plot_one.py, 2 processes have the name 'bo'"),
        ("lifetime(plot_one, carl)",
         "'lifetime(plot_one, carl)': the end of process 'carl' of plot_one.py was not seen"),
        ("cpu(plot_one, carl)",
         ("'cpu(plot_one, carl)': process 'carl' of plot_one.py ended before its CPU time "
         "could be read")),
        ("status(plot_one, carl)",
         ("'status(plot_one, carl)': the exit status of process 'carl' of plot_one.py is not "
         "known")),
        ("total()", "'total()': total() takes a script"),
        ("total(plot_one, ann)", "'total(plot_one, ann)': total() takes a script"),
        ("cpu(plot_one)", "'cpu(plot_one)': cpu() takes a script and a name"),
        ("total(plot_one) + lines(plot_one)",
         ("'total(plot_one) + lines(plot_one)': seconds, bytes and plain numbers can't be added "
         "or compared")),
        ("max(total(plot_one), 3)",
         "'max(total(plot_one), 3)': seconds, bytes and plain numbers can't be added or compared"),
        ("max()", "'max()': max() of nothing"),
        ("total(plot_one) ** 2", "'total(plot_one) ** 2': combine by +, -, * or /"),
        ("1 / (lines(plot_one) - 3)",
         "'1 / (lines(plot_one) - 3)': 'lines(plot_one) - 3' is 0 and can't divide"),
        ("plot_one", "'plot_one': 'plot_one' is not a number"),
        ("'x'", "''x'': ''x'' is not a number"),
        ("True", "'True': 'True' is not a number"),
        ("total(1)", "'total(1)': '1' is not a name"),
        ("total(script=plot_one)", ("'total(script=plot_one)': 'total(script=plot_one)' is not a "
                                   "number")),
        ("total(plot_one) < 3", ("'total(plot_one) < 3': seconds, bytes and plain numbers can't "
                                "be added or compared")),
        ("lines(plot_one) < 4", "'lines(plot_one) < 4' is a claim, not a number"),
        ("__import__('os').getpid()", ("'__import__('os').getpid()': "
                                      "'__import__('os').getpid()' is not a number")),
    ],
)  # fmt: skip
def test_expressions_without_a_value(expression: str, expected: str) -> None:
    with pytest.raises(MeasureError) as caught:
        measure(expression, find)

    assert expected == str(caught.value)


@pytest.mark.parametrize("expression", ["", "total(", "total(plot_one) total", "a = 1", "\0"])
def test_expressions_that_are_none(expression: str) -> None:
    with pytest.raises(MeasureError, match="can't be understood"):
        measure(expression, find)


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("total(plot_one) < total('plot-two')", True),
        ("total(plot_one) > total('plot-two')", False),
        ("1.5 * lifetime(plot_one, ann) < total(plot_one) <= total('plot-two')", True),
        ("total(plot_one) < total('plot-two') < total(plot_one)", False),
        ("lines(plot_one) == 3", True),
        ("lines(plot_one) != 3", False),
        ("lines(plot_one) >= 3 and workers(plot_one) == 3", False),
        ("lines(plot_one) >= 3 or workers(plot_one) == 3", True),
        ("not lines(plot_one) > 3", True),
        ("0.9 < total('plot-two') / total(plot_one) / 2 < 1.1", True),
    ],
)
def test_claims(claim: str, holds: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert holds is check(claim, find).holds


def test_a_claim_tells_the_values_it_rests_on() -> None:
    claim = "total(plot_one) < 2 * total(plot_one) and lines(plot_one) > 1000"

    result = check(claim, find)

    assert not result.holds
    assert (
        ("total(plot_one)", Quantity(2.0, seconds=1)),
        ("lines(plot_one)", Quantity(3, whole=True)),
    ) == result.values


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("total(plot_one)", "'total(plot_one)' is a number, not a claim: it compares nothing"),
        ("lines(plot_one) > 1 and 3", "'lines(plot_one) > 1 and 3': '3' compares nothing"),
        ("not 3", "'not 3': '3' compares nothing"),
        ("lines(plot_one) in lines(plot_one)",
         "'lines(plot_one) in lines(plot_one)': compare by <, <=, >, >=, == or !="),
        ("total(plot_one) < memory(plot_one)",
         ("'total(plot_one) < memory(plot_one)': seconds, bytes and plain numbers can't be added "
         "or compared")),
    ],
)  # fmt: skip
def test_claims_that_cannot_be_checked(claim: str, expected: str) -> None:
    with pytest.raises(MeasureError) as caught:
        check(claim, find)

    assert expected == str(caught.value)


def test_an_evaluation_has_the_value_and_each_call_once() -> None:
    assert Evaluation(
        Quantity(6.0, seconds=1), (("total(plot_one)", Quantity(2.0, seconds=1)),)
    ) == evaluate("total(plot_one) + 2 * total( plot_one )", find)


def test_only_an_unknown_script_is_the_expressions_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(run: Run) -> Quantity:
        raise KeyError(run.script)

    monkeypatch.setitem(MEASURES, "broken", Measure("broken", ("a script",), broken))

    with pytest.raises(KeyError, match=r"plot_one\.py"):
        measure("broken(plot_one)", find)


def test_an_expression_does_not_depend_on_how_it_is_written() -> None:
    written = ("total(plot_one)<total('plot-two')", 'total( plot_one ) < total( "plot-two" )')

    assert 1 == len({check(claim, find) for claim in written})


def test_the_synthetic_run_can_be_measured() -> None:
    run = Run.load(DATA / "runs" / "synthetic.json")

    assert Quantity(run.total, seconds=1) == measure("total(synthetic)", lambda _: run)
