"""An archive of all scripts that need nothing but Python, with what helps to run them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from concurdocs._files import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILES = Path(__file__).parent / "bundle_files"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows; so the same scripts give the same bytes."""


def bundle_language(language: str | None) -> str:
    """Return the language of the archive for pages in a language, as in ``README.en.txt``."""
    code = (language or "").lower().replace("-", "_").partition("_")[0]
    return code if (_FILES / f"README.{code}.txt").is_file() else "en"


def write_bundle(path: Path, scripts: Mapping[tuple[str, str], str], language: str) -> None:
    """Write the archive, if it would be another than it is.

    Args:
        path: Where to.
        scripts: Text of each script, by section and file name.
        language: Of the texts; see `bundle_language`.

    """
    folder = path.stem
    runner = (_FILES / "run.py").read_text(encoding="utf-8")
    files = {
        "README.txt": (_FILES / f"README.{language}.txt").read_text(encoding="utf-8"),
        "run.py": runner.replace('LANGUAGE = "en"', f'LANGUAGE = "{language}"'),
        **{f"{section}/{name}": text for (section, name), text in scripts.items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(files.items()):
            info = zipfile.ZipInfo(f"{folder}/{name}", _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # UNIX, on whatever system it is written
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode())
    write_if_changed(path, data.getvalue())
