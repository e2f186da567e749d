"""Comments in a script that say how to run it: ``# concurdocs: time_limit = 5``."""

from __future__ import annotations

import dataclasses
import difflib
import io
import re
import tokenize
from dataclasses import dataclass

COMMENT = re.compile(r"^#\s*concurdocs\s*:\s*(?P<text>.*?)\s*$")
"""Such a comment, alone on its line or behind code."""

# Without its comment sign where it stands among the comment lines of a text block.
_WHOLE_LINE = re.compile(
    r"^[ \t]*(?:#[ \t]*)?concurdocs[ \t]*:[ \t]*\w+[ \t]*=.*(?:\n|\Z)", re.MULTILINE
)

_SYSTEMS = {"linux": "Linux", "unix": "Linux Darwin"}
"""What `platform.system` says on them."""

_CHOICES = {
    "output": ("terminal", "pipe"),
    "system": tuple(_SYSTEMS),
    "varies": ("numbers", "true"),
}
"""What an option takes that takes certain words."""

_SETTING = re.compile(r"^(?P<name>\w+)\s*=\s*(?P<value>\S+)$")


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
    types = {field.name: type(field.default) for field in dataclasses.fields(ScriptOptions)}
    found: dict[str, bool | float | str] = {}
    for number, text in _comments(source):
        setting = _SETTING.match(text)
        where = f"{script}, line {number}: "
        if setting is None:
            msg = f"{where}'# concurdocs: {text}' is not of the form '# concurdocs: name = value'"
            raise OptionError(msg)
        name, value = setting["name"], setting["value"]
        if name not in types:
            near = difflib.get_close_matches(name, types, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(types)}"
            msg = f"{where}unknown option '{name}' in '# concurdocs: {text}'; {hint}"
            raise OptionError(msg)
        try:
            if value not in _CHOICES.get(name, (value,)):
                raise ValueError(" or ".join(_CHOICES[name]))  # noqa: TRY301 - as `_value` does
            found[name] = _value(value, types[name])
        except ValueError as error:
            msg = f"{where}'# concurdocs: {text}': {name} takes {error}"
            raise OptionError(msg) from None
    default = default or ScriptOptions()
    return dataclasses.replace(default, **found)  # type: ignore[arg-type] # checked above


def _value(text: str, kind: type) -> bool | float | str:
    if kind is str:
        if not re.fullmatch(r"[\w.]+", text):
            msg = "a word or a version"
            raise ValueError(msg)
        return text
    if kind is bool:
        known = {"true": True, "false": False}
        if text.lower() not in known:
            msg = "true or false"
            raise ValueError(msg)
        return known[text.lower()]
    expected = "a positive number of seconds"
    try:
        number = float(text)
    except ValueError:
        raise ValueError(expected) from None
    if not 0 < number < float("inf"):
        raise ValueError(expected)
    return number


def _comments(source: str) -> list[tuple[int, str]]:
    """Find the comments by the tokenizer, so that a string that looks like one is none."""
    if "concurdocs" not in source:
        return []
    found = []
    try:
        # Not a comprehension: what was found before an error counts.
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT and (match := COMMENT.match(token.string)):
                found.append((token.start[0], match["text"]))  # noqa: PERF401
    except (tokenize.TokenError, SyntaxError):
        pass  # what follows can't run; the run itself reports it, with the line
    return found


def without_options(text: str) -> str:
    """Return code without its ``# concurdocs:`` lines."""
    return _WHOLE_LINE.sub("", text)
