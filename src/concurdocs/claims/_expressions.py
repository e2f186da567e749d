"""Numbers measured in runs, and claims about them: a small language of expressions.

``total(plot_join) / total(plot_series)`` is a measure, ``total(plot_join) < 1.5 *
lifetime(plot_join, ann)`` a claim. Values know whether they are seconds, bytes or plain
numbers, so that seconds are not compared with counts and the prose gets its units right.
"""

from __future__ import annotations

import ast
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from concurdocs._suggestions import nearest
from concurdocs.claims._measures import MEASURES, Measure, MeasureError, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from concurdocs.runs import Run


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim's outcome.

    Attributes:
        holds: Whether the claim is true.
        values: The calls in the claim with what they gave, in order and without repeats.

    """

    holds: bool
    values: tuple[tuple[str, Quantity], ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an expression gave.

    Attributes:
        value: A number, or whether a claim holds.
        calls: The calls in it with what they gave, in order and without repeats.

    """

    value: Quantity | bool
    calls: tuple[tuple[str, Quantity], ...]


def measure(expression: str, runs: Callable[[str], Run]) -> Quantity:
    """Return the value of an expression.

    Args:
        expression: Such as ``total(plot_join)``.
        runs: Finds a run by its script's name; raises `KeyError` for unknown ones.

    Raises:
        MeasureError: It has no value; says why.

    """
    value = evaluate(expression, runs).value
    if isinstance(value, bool):
        msg = f"'{expression}' is a claim, not a number"
        raise MeasureError(msg)
    return value


def check(claim: str, runs: Callable[[str], Run]) -> ClaimResult:
    """Find out whether a claim holds.

    Args:
        claim: Such as ``total(plot_join) < 1.5 * lifetime(plot_join, ann)``.
        runs: Finds a run by its script's name; raises `KeyError` for unknown ones.

    Raises:
        MeasureError: It is no claim or can't be checked; says why.

    """
    evaluation = evaluate(claim, runs)
    if not isinstance(evaluation.value, bool):
        msg = f"'{claim}' is a number, not a claim: it compares nothing"
        raise MeasureError(msg)
    return ClaimResult(evaluation.value, evaluation.calls)


def evaluate(text: str, runs: Callable[[str], Run]) -> Evaluation:
    """Evaluate an expression, be it a number or a claim.

    Args:
        text: The expression.
        runs: Finds a run by its script's name; raises `KeyError` for unknown ones.

    Raises:
        MeasureError: It can't be understood or has no value; says why.

    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        msg = f"'{text}' can't be understood: {error.msg}"
        raise MeasureError(msg) from None
    evaluator = _Evaluator(text, runs)
    value = evaluator.condition(tree)
    return Evaluation(value, tuple(evaluator.calls.items()))


_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

_COMPARISONS: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def _largest(values: list[Quantity]) -> float:
    return max(value.value for value in values)


def _smallest(values: list[Quantity]) -> float:
    return min(value.value for value in values)


def _sum(values: list[Quantity]) -> float:
    return sum(value.value for value in values)


_COMBINATIONS = {"max": _largest, "min": _smallest, "sum": _sum}


class _Evaluator:
    """Evaluates the parts of one expression; `calls` holds what the calls so far gave."""

    def __init__(self, text: str, runs: Callable[[str], Run]) -> None:
        self.text = text
        self.runs = runs
        self.calls: dict[str, Quantity] = {}

    def fail(self, message: str) -> NoReturn:
        msg = f"'{self.text}': {message}"
        raise MeasureError(msg)

    def condition(self, node: ast.expr) -> Quantity | bool:
        if isinstance(node, ast.BoolOp):
            parts = [self.truth(part) for part in node.values]
            return all(parts) if isinstance(node.op, ast.And) else any(parts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not self.truth(node.operand)
        if isinstance(node, ast.Compare):
            sides = [self.number(side) for side in (node.left, *node.comparators)]
            return all(
                self.compare(kind, left, right)
                for kind, left, right in zip(node.ops, sides, sides[1:], strict=False)
            )
        return self.number(node)

    def truth(self, node: ast.expr) -> bool:
        value = self.condition(node)
        if not isinstance(value, bool):
            self.fail(f"'{ast.unparse(node)}' compares nothing")
        return value

    def compare(self, kind: ast.cmpop, left: Quantity, right: Quantity) -> bool:
        if type(kind) not in _COMPARISONS:
            self.fail("compare by <, <=, >, >=, == or !=")
        self.same_unit(left, right)
        return _COMPARISONS[type(kind)](left.value, right.value)

    def same_unit(self, left: Quantity, right: Quantity) -> None:
        if left.unit != right.unit:
            self.fail("seconds, bytes and plain numbers can't be added or compared")

    def number(self, node: ast.expr) -> Quantity:
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            if isinstance(node.value, bool):
                self.fail(f"'{node.value}' is not a number")
            return Quantity(float(node.value))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self.number(node.operand)
            return Quantity(-value.value, value.seconds, value.bytes, value.whole)
        if isinstance(node, ast.BinOp):
            return self.combine(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return self.call(node.func.id, node)
        return self.fail(f"'{ast.unparse(node)}' is not a number")

    def combine(self, node: ast.BinOp) -> Quantity:
        if type(node.op) not in _OPERATORS:
            self.fail("combine by +, -, * or /")
        left, right = self.number(node.left), self.number(node.right)
        try:
            value = _OPERATORS[type(node.op)](left.value, right.value)
        except ZeroDivisionError:
            self.fail(f"'{ast.unparse(node.right)}' is 0 and can't divide")
        if isinstance(node.op, ast.Mult):
            return Quantity(value, left.seconds + right.seconds, left.bytes + right.bytes)
        if isinstance(node.op, ast.Div):
            return Quantity(value, left.seconds - right.seconds, left.bytes - right.bytes)
        self.same_unit(left, right)
        return Quantity(value, left.seconds, left.bytes, left.whole and right.whole)

    def call(self, name: str, node: ast.Call) -> Quantity:
        if name in _COMBINATIONS:
            return self.combination(name, [self.number(argument) for argument in node.args])
        if name not in MEASURES:
            self.fail(f"unknown '{name}'; {nearest(name, MEASURES, 'measures')}")
        value = self.measured(MEASURES[name], [self.name(argument) for argument in node.args])
        self.calls[ast.unparse(node)] = value
        return value

    def combination(self, name: str, values: list[Quantity]) -> Quantity:
        if not values:
            self.fail(f"{name}() of nothing")
        for value in values[1:]:
            self.same_unit(values[0], value)
        whole = all(value.whole for value in values)
        first = values[0]
        return Quantity(_COMBINATIONS[name](values), first.seconds, first.bytes, whole)

    def measured(self, measure: Measure, names: list[str]) -> Quantity:
        if len(names) != len(measure.parameters):
            self.fail(f"{measure.name}() takes {' and '.join(measure.parameters)}")
        script, *parts = names
        try:
            run = self.runs(script)
        except KeyError as error:
            self.fail(str(error.args[0]))
        try:
            return measure.function(run, *parts)
        except MeasureError as error:
            self.fail(str(error))

    def name(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        return self.fail(f"'{ast.unparse(node)}' is not a name")
