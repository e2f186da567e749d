"""The claims on all pages, kept as they were checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from concurdocs.claims import Quantity

_CLAIMS = "concurdocs_claims"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim on a page, as it was checked.

    Attributes:
        docname: The page.
        text: The claim.
        holds: Whether it is true; None if it could not be checked on this machine.
        values: What was measured for it.

    """

    docname: str
    text: str
    holds: bool | None
    values: tuple[tuple[str, Quantity], ...]


MARKS = {True: "✓", False: "✗", None: "–"}
"""What stands for a claim that holds, does not hold, could not be checked."""


def claims_of(env: BuildEnvironment) -> dict[str, list[CheckedClaim]]:
    """Return the claims of all pages, by page."""
    claims: dict[str, list[CheckedClaim]] | None = getattr(env, _CLAIMS, None)
    if claims is None:
        claims = {}
        setattr(env, _CLAIMS, claims)
    return claims


def note_claim(env: BuildEnvironment, claim: CheckedClaim) -> None:
    """Keep a claim for the report."""
    claims_of(env).setdefault(claim.docname, []).append(claim)


def on_env_purge_doc(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the claims of a page that is read again."""
    claims_of(env).pop(docname, None)


def on_env_merge_info(
    _app: Sphinx, env: BuildEnvironment, _docnames: list[str], other: BuildEnvironment
) -> None:
    """Take in what a parallel reader checked."""
    claims_of(env).update(claims_of(other))


def setup_claims(app: Sphinx) -> None:
    """Keep the claims from build to build, as long as their pages stay as they are."""
    app.connect("env-purge-doc", on_env_purge_doc)
    app.connect("env-merge-info", on_env_merge_info)
