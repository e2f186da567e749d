"""Dataclasses to JSON and back, with every value checked on the way back."""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin

_T = TypeVar("_T")


def encode(value: Any, rows: tuple[type, ...]) -> Any:  # noqa: ANN401 - what a field holds
    """Return a value as JSON-ready data.

    Args:
        value: A dataclass, tuple, string, number, boolean or None.
        rows: Dataclasses to be written as lists, without their fields' names.

    """
    if isinstance(value, tuple):
        return [encode(item, rows) for item in value]
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        if isinstance(value, rows):
            return [encode(getattr(value, field.name), rows) for field in fields]
        return {stored_name(field): encode(getattr(value, field.name), rows) for field in fields}
    return round(value, 6) if isinstance(value, float) else value


def decode(kind: type[_T], data: Any, rows: tuple[type, ...]) -> _T:  # noqa: ANN401 - any JSON
    """Return the dataclass that `encode` made the data of.

    Args:
        kind: The dataclass.
        data: Parsed JSON.
        rows: As for `encode`.

    Raises:
        TypeError: A value is not of its field's type, or a field is missing or unknown.
        ValueError: A value is none of those its field allows.

    """
    hints = _hints(kind)
    if isinstance(data, list) and kind in rows:
        if len(data) != len(hints):
            msg = f"{kind.__name__} with {len(data)} values instead of {len(hints)}"
            raise ValueError(msg)
        return kind(
            **{
                name: _value(hint, value, rows)
                for (name, hint), value in zip(hints.items(), data, strict=True)
            }
        )
    if not isinstance(data, dict):
        msg = f"{kind.__name__} expected, {type(data).__name__} found"
        raise TypeError(msg)
    renamed = _renamed(kind)
    data = {renamed.get(name, name): value for name, value in data.items()}
    unknown = set(data) - set(hints)
    if unknown:
        msg = f"{kind.__name__} with unknown {', '.join(sorted(unknown))}"
        raise TypeError(msg)
    return kind(**{name: _value(hints[name], value, rows) for name, value in data.items()})


def _value(hint: Any, value: Any, rows: tuple[type, ...]) -> Any:  # noqa: ANN401 - any type
    origin = get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list):
            msg = f"list expected, {type(value).__name__} found"
            raise TypeError(msg)
        item = get_args(hint)[0]
        return tuple(_value(item, entry, rows) for entry in value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in list(hint):
            msg = f"{value!r} is none of {', '.join(repr(str(member)) for member in hint)}"
            raise ValueError(msg)
        return hint(value)
    if origin is types.UnionType:
        return None if value is None else _value(get_args(hint)[0], value, rows)
    if dataclasses.is_dataclass(hint):
        return decode(typing.cast("type[Any]", hint), value, rows)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if hint is float and number:
        return float(value)
    if not isinstance(value, hint) or (hint is int and not number):
        msg = f"{hint.__name__} expected, {type(value).__name__} found"
        raise TypeError(msg)
    return value


_hints_of: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _hints_of:  # asked for once a row, and slow to find out
        _hints_of[kind] = typing.get_type_hints(kind)
    return _hints_of[kind]


def stored_name(field: dataclasses.Field[Any]) -> str:
    """Return what a field is called in the file."""
    return str(field.metadata.get("stored_as", field.name))


def _renamed(kind: type) -> dict[str, str]:
    """Return those fields of a dataclass that have another name in the file, by that name."""
    return {
        stored_name(field): field.name
        for field in dataclasses.fields(kind)
        if field.metadata.get("stored_as")
    }
