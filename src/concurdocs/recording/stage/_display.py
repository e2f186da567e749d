"""What a block leaves to be shown: its last expression's value, and open matplotlib figures.

The latter are called pictures, because a figure is this package's own drawing of a run.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def show(value: Any, methods: tuple[str, ...]) -> tuple[str, str, str, str] | None:
    """Ask a value for the first of the representations that it can give."""
    for method in methods:
        try:
            text = getattr(value, method)()
        except Exception:  # noqa: BLE001, S112 - sphinx-gallery asks the next one, too
            continue
        if isinstance(text, str):
            kind = type(value)
            return kind.__module__, kind.__qualname__, method, text
    return None


def save_pictures(folder: str, index: int, scales: tuple[float, ...]) -> list[tuple[str, str]]:
    """Save and close the open matplotlib figures, if the script uses matplotlib.

    Args:
        folder: Where to.
        index: Of the block.
        scales: Resolutions, 1 being the script's own.

    Returns:
        File name and title of each; the files of the other resolutions have the scale
        before their suffix.

    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if not scales or pyplot is None or not hasattr(pyplot, "get_fignums"):
        return []
    saved = []
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        dpi = pyplot.rcParams["savefig.dpi"]
        dpi = figure.dpi if dpi == "figure" else dpi
        # Only a background that the script chose, as sphinx-gallery's scraper has it.
        keep = {
            side: colour
            for side in ("facecolor", "edgecolor")
            if (colour := getattr(figure, f"get_{side}")()) != pyplot.rcParams[f"figure.{side}"]
        }
        name = f"block{index}-figure{number}.png"
        for scale in scales:
            file = name if scale == 1 else f"{name[:-4]}-{scale:g}.png"
            figure.savefig(f"{folder}/{file}", format="png", dpi=scale * dpi, **keep)
        titles = [figure._suptitle.get_text() if figure._suptitle else ""]  # noqa: SLF001
        for axes in figure.axes:
            titles += [axes.get_title(loc=place) for place in ("left", "center", "right")]
        saved.append((name, ", ".join(filter(None, titles))))
    pyplot.close("all")
    return saved
