"""The texts that the extension itself puts on pages, in the language of the site.

They stand in the code in English; ``locales/<language>/LC_MESSAGES/concurdocs.po`` has
them in other languages, and a new language is one such file more. Sphinx reads catalogues
only in their compiled form, which does not belong into a repository, nor can it be written
beside an installed package; so it is made for each build.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from sphinx import locale

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "concurdocs"
LOCALES = Path(__file__).parent / "locales"

_ = locale.get_translation(CATALOGUE)


def find_catalogue(language: str | None) -> Path | None:
    """Return the catalogue of a language, if need be of another place where it is spoken.

    Args:
        language: As Sphinx has it, such as ``zh_CN``.

    Returns:
        The file; None where there is none.

    """
    paths = sorted(LOCALES.glob(f"*/LC_MESSAGES/{CATALOGUE}.po"))
    by_language = {_primary(path.parts[-3]): path for path in paths}
    by_language |= {path.parts[-3].lower(): path for path in paths}
    wanted = (language or "").lower()
    return by_language.get(wanted) or by_language.get(_primary(wanted))


def _primary(language: str) -> str:
    """Return the language without the place, script or variant."""
    return language.replace("-", "_").partition("_")[0].lower()


def setup_messages(app: Sphinx) -> None:
    """Load the texts in the language of the site."""
    path = find_catalogue(app.config.language)
    with TemporaryDirectory(prefix="concurdocs-locales-") as folder:
        if path is not None:
            # Under the name by which Sphinx looks for it, which may not be the file's own.
            compiled = Path(folder, app.config.language, "LC_MESSAGES", f"{CATALOGUE}.mo")
            compiled.parent.mkdir(parents=True)
            with path.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source))
        # Sphinx keeps what an earlier build of the same process, in another language, has loaded.
        locale.translators.pop(("general", CATALOGUE), None)
        app.add_message_catalog(CATALOGUE, folder)
