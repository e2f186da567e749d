"""Pictures that a script drew with matplotlib on the stage, shown as sphinx-gallery does."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

from sphinx_gallery.scrapers import HLIST_HEADER, HLIST_IMAGE_MATPLOTLIB, figure_rst

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concurdocs.runs import Block


def pictures_rst(
    block: Block, folder: Path, block_vars: Mapping[str, Any], gallery_conf: Mapping[str, Any]
) -> str:
    """Put a block's pictures where sphinx-gallery has pictures, and return rST that shows them.

    Args:
        block: The block.
        folder: Holds the run's pictures.
        block_vars: What sphinx-gallery tells its scrapers.
        gallery_conf: The complete ``sphinx_gallery_conf``.

    """
    images = []
    for picture in block.pictures:
        path = Path(next(block_vars["image_path_iterator"]))
        shutil.copy(folder / picture.file, path)
        by_scale: dict[float, Path] = {0: path}
        for scaled in sorted(folder.glob(f"{picture.file[:-4]}-*.png")):
            scale = float(scaled.stem.rpartition("-")[2])
            by_scale[scale] = path.with_stem(f"{path.stem}_{scale:.2f}x".replace(".", "_"))
            shutil.copy(scaled, by_scale[scale])
        images.append(
            str(figure_rst([path], gallery_conf["src_dir"], picture.title, srcsetpaths=[by_scale]))
        )
    if len(images) < 2:  # noqa: PLR2004 - a single one needs no row
        return "".join(images)
    if _in_small(block_vars):
        images = [
            image.replace(":class: sphx-glr-single-img", ":class: sphx-glr-multi-img")
            for image in images
        ]
    row = (HLIST_IMAGE_MATPLOTLIB + indent(image, " " * 6) for image in images)
    return str(HLIST_HEADER + "".join(row))


def _in_small(block_vars: Mapping[str, Any]) -> bool:
    """Return whether several pictures share the width; block and file may say."""
    chosen = block_vars.get("multi_image")
    if chosen is None:
        chosen = (block_vars.get("file_conf") or {}).get("multi_image")
    return bool(chosen != "single")
