"""Extension that puts Sphinx's own search back, to compare ours with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.search import zh
from sphinx.search.en import SearchEnglish
from sphinx.search.zh import SearchChinese

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def _find_no_words(_text: str, HMM: bool = True) -> Iterator[str]:  # noqa: ARG001, FBT001, FBT002, N803 - as in jieba
    """Stand for jieba as Sphinx itself does where it is not installed."""
    yield from ()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register them behind ours, by the same languages."""
    app.add_config_value("stock_jieba", default=True, rebuild="env")
    if not app.config.stock_jieba:
        vars(zh)["cut_for_search"] = _find_no_words
    app.add_search_language(SearchEnglish)
    app.add_search_language(SearchChinese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
