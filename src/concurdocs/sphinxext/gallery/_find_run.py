"""Finds the run that a chapter names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concurdocs._suggestions import nearest
from concurdocs.sphinxext.gallery._registry import registry_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from concurdocs.runs import Run
    from concurdocs.sphinxext.gallery._registry import Example


class UnknownRunError(KeyError):
    """There is no run of that name; the message names the nearest."""


class NotShownHereError(Exception):
    """A script can't show on this machine what it is for; the message is its name."""


def find_run(env: BuildEnvironment, name: str) -> tuple[Example, Run]:
    """Find a script's run by the script's name, and note that the page depends on it.

    Raises:
        UnknownRunError: There is none; says why.

    """
    registry = registry_of(env.app)
    example = registry.by_name.get(name) or registry.by_docname.get(name)
    if example is None and (names := registry.names_for(name)):
        msg = f"several examples are called '{name}'; write {' or '.join(map(repr, names))}"
        raise UnknownRunError(msg)
    if example is None:
        hint = nearest(name, registry.by_name, "examples")
        msg = f"no example '{name}'; {hint}"
        raise UnknownRunError(msg)
    if not registry.has_run(example):
        msg = f"example '{name}' has no run: it was not executed, or not on the stage"
        raise UnknownRunError(msg)
    return example, registry.run(example, env)


def find_shown_run(env: BuildEnvironment, name: str) -> Run:
    """Find the run of a script that shows what it is for, as numbers and claims need it.

    Raises:
        UnknownRunError: There is none; says why.
        NotShownHereError: The script has declined, for want of another system or Python.

    """
    example, run = find_run(env, name)
    if not example.options.supported_on(run.environment.system, run.environment.python):
        raise NotShownHereError(name)
    return run
