"""The words that the Sphinx part itself puts on pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language; ``{}`` takes a number."""

    answer: str
    holds: str
    fails: str
    seconds: str
    milliseconds: str
    mebibytes: str
    record: str
    trace: str


_ENGLISH = Words(
    answer="Answer",
    holds="Checked in this build against the recorded runs",
    fails="Does not hold in this build",
    seconds="{}\u00a0s",
    milliseconds="{}\u00a0ms",
    mebibytes="{}\u00a0MiB",
    record="Record (JSON)",
    trace="Trace (opens in Perfetto)",
)

_CHINESE = Words(
    answer="答案",
    holds="本次构建已对照运行记录核对",
    fails="在本次构建中不成立",
    seconds="{}\u00a0秒",
    milliseconds="{}\u00a0毫秒",
    mebibytes="{}\u00a0MiB",
    record="运行记录（JSON）",
    trace="跟踪文件（可用Perfetto打开）",
)


def words_for(language: str | None) -> Words:
    """Return the words of a language, English where there are none."""
    return _CHINESE if (language or "").lower().startswith("zh") else _ENGLISH
