"""Comments in a script that say how to run it: ``# concurdocs: time_limit = 5``."""

from __future__ import annotations

import dataclasses
import io
import math
import re
import tokenize
from dataclasses import dataclass

from concurdocs._suggestions import nearest

_COMMENT = re.compile(r"\s*(?:#\s*)?concurdocs\s*:\s*(?P<text>.*?)\s*")
"""Such a comment. On a page it may have lost its sign, where it stood in a text of comments."""

_SYSTEMS = {"linux": "Linux", "unix": "Linux Darwin"}
"""What `platform.system` says on them."""

_CHOICES = {
    "output": ("terminal", "pipe"),
    "system": tuple(_SYSTEMS),
    "varies": ("numbers", "true"),
}
"""What an option takes that takes certain words."""

_ASSIGNMENT = re.compile(r"(?P<name>\w+)\s*=\s*(?P<value>\S+)")


class OptionError(ValueError):
    """A ``# concurdocs:`` comment that can't be followed."""


@dataclass(frozen=True, slots=True)
class ScriptOptions:
    """How a script wants to be run.

    Attributes:
        stage: Whether it runs on the stage at all, or as sphinx-gallery itself runs scripts.
        time_limit: Seconds until it is stopped; infinite for never.
        grace: Seconds that its processes may outlive it.
        failing_children: Whether children may end with a status other than 0.
        leftovers: Whether processes may outlive it for longer; they are ended all the same.
        output: What it finds to write to: a ``terminal``, for which Python writes each line when
            it is printed, or a ``pipe``, for which it collects lines until there are many.
        python: The oldest Python it runs on.
        system: The only systems it shows something on: ``linux``, or ``unix`` for all but
            Windows; empty for any.
        varies: What rightly differs between runs, start methods, versions of Python or
            machines, and is not compared in the matrix of downloads: ``numbers`` in its
            lines, or ``true`` for its lines altogether; empty for nothing but pids and times.

    """

    stage: bool = True
    time_limit: float = 60.0
    grace: float = 5.0
    failing_children: bool = False
    leftovers: bool = False
    output: str = "terminal"
    python: str = "3.10"
    system: str = ""
    varies: str = ""

    def supported_on(self, system: str, python: str) -> bool:
        """Return whether a script can show there what it is for, and need not decline.

        Args:
            system: As `platform.system` names it.
            python: The Python's version, such as ``3.13.0``.

        """
        excluded = self.system and system not in _SYSTEMS[self.system]
        return not excluded and _series(self.python) <= _series(python)


def _series(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split(".")[:2])


def read_options(source: str, script: str, default: ScriptOptions | None = None) -> ScriptOptions:
    """Read the options that stand in a script.

    Args:
        source: The script's text.
        script: Its name, for error messages.
        default: What holds where the script says nothing; None for the defaults of `ScriptOptions`.

    Raises:
        OptionError: A comment is none that is known; it names script, line and what to write.

    """
    values: dict[str, bool | float | str] = {}
    for number, text in _comments(source):
        try:
            name, value = _assignment(text)
        except ValueError as error:
            msg = f"{script}, line {number}: {error}"
            raise OptionError(msg) from None
        values[name] = value
    default = default or ScriptOptions()
    return dataclasses.replace(default, **values)  # type: ignore[arg-type] # checked above


def _assignment(text: str) -> tuple[str, bool | float | str]:
    """Return the option that a comment names, and its value.

    Raises:
        ValueError: The option or the value is none; says what to write.

    """
    comment = f"'# concurdocs: {text}'"
    match = _ASSIGNMENT.fullmatch(text)
    if match is None:
        msg = f"{comment} is not of the form '# concurdocs: name = value'"
        raise ValueError(msg)
    name = match["name"]
    kinds = {field.name: type(field.default) for field in dataclasses.fields(ScriptOptions)}
    if name not in kinds:
        msg = f"unknown option '{name}' in {comment}; {nearest(name, kinds, 'options')}"
        raise ValueError(msg)
    value, expected = _value(match["value"], kinds[name], _CHOICES.get(name, ()))
    if value is None:
        msg = f"{comment}: {name} takes {expected}"
        raise ValueError(msg)
    return name, value


def _value(
    text: str, kind: type, choices: tuple[str, ...]
) -> tuple[bool | float | str | None, str]:
    """Return a value, None if it is none of its kind, and what is expected of it."""
    if choices:
        return text if text in choices else None, " or ".join(choices)
    if kind is bool:
        return {"true": True, "false": False}.get(text.lower()), "true or false"
    if kind is str:
        return text if re.fullmatch(r"[\w.]+", text) else None, "a word or a version"
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    return number if 0 < number < math.inf else None, "a positive number of seconds"


def _comments(source: str) -> list[tuple[int, str]]:
    """Find the comments by the tokenizer, so that a string that looks like one is none."""
    if "concurdocs" not in source:
        return []
    comments = []
    try:
        # Not a comprehension: what came before an error counts.
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            text = option_text(token.string) if token.type == tokenize.COMMENT else None
            if text is not None:
                comments.append((token.start[0], text))
    except (tokenize.TokenError, SyntaxError):
        pass  # what follows can't run; the run itself reports it, with the line
    return comments


def option_text(line: str) -> str | None:
    """Return what a line asks for, be it understood or not; None if it is no such comment.

    Args:
        line: A comment, or a whole line.

    """
    match = _COMMENT.fullmatch(line)
    return match["text"] if match else None


def without_options(text: str) -> str:
    """Return code, or a page that is made of it, without the lines that hold options."""
    return "".join(line for line in text.splitlines(keepends=True) if not _holds_option(line))


def _holds_option(line: str) -> bool:
    text = option_text(line)
    # Prose may begin with the project's name and a colon.
    return text is not None and _ASSIGNMENT.fullmatch(text) is not None
