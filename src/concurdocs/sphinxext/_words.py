"""The words that the Sphinx part itself puts on pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language; ``{}`` takes a number."""

    code: str
    answer: str
    holds: str
    fails: str
    unchecked: str
    seconds: str
    milliseconds: str
    mebibytes: str
    record: str
    trace: str
    tasks: str
    gap: str
    needs: str
    needs_system: str
    systems: dict[str, str]
    run_it: str
    bundle: str
    no_runs: str
    machine: str
    facts: tuple[str, ...]
    fact_head: tuple[str, ...]
    examples: str
    example_head: tuple[str, ...]
    together: str
    claims: str
    claim_head: tuple[str, ...]
    matrix: str
    matrix_head: tuple[str, ...]


_ENGLISH = Words(
    code="en",
    answer="Answer",
    holds="Checked in this build against the recorded runs",
    fails="Does not hold in this build",
    unchecked="Could not be checked on the machine of this build: {} shows nothing there",
    seconds="{}\u00a0s",
    milliseconds="{}\u00a0ms",
    mebibytes="{}\u00a0MiB",
    record="Record (JSON)",
    trace="Trace (opens in Perfetto)",
    tasks="Source of the imported tasks (the download contains them)",
    gap=" ",
    needs="The downloaded script needs Python {} or newer, and nothing else.",
    needs_system="It shows something on {} only; elsewhere it says so and ends.",
    systems={"linux": "Linux", "unix": "Linux and macOS"},
    run_it="Run it with:",
    bundle="All scripts in one archive ({} KB)",
    no_runs="No example was run in this build.",
    machine="The machine",
    facts=("System", "CPUs usable / present", "Python", "Default start method", "Built with"),
    fact_head=("What", "Value"),
    examples="The examples",
    example_head=("Example", "Time", "Processes", "Lines", "Start method", "Run at"),
    together="All together",
    claims="Checked claims: {} of {} hold",
    claim_head=("Page", "Claim", "Measured", "Holds"),
    matrix="The downloads: {} of {} runs did as their pages show",
    matrix_head=("Python", "Start method", "Passed", "Failing scripts"),
)

_CHINESE = Words(
    code="zh",
    answer="答案",
    holds="本次构建已对照运行记录核对",
    fails="在本次构建中不成立",
    unchecked="本次构建所用的机器上无法核对：{}在那里没有内容可看",
    seconds="{}秒",
    milliseconds="{}毫秒",
    mebibytes="{}\u00a0MiB",
    record="运行记录（JSON）",
    trace="跟踪文件（可用Perfetto打开）",
    tasks="所导入任务函数的源代码（下载的脚本已包含）",
    gap="",
    needs="下载的脚本需要Python {}或更高版本，除此之外什么都不需要。",
    needs_system="它只在{}上有内容可看，在其他系统上只会说明这一点，然后结束。",
    systems={"linux": "Linux", "unix": "Linux和macOS"},
    run_it="运行方式：",
    bundle="全部脚本，一个压缩包（{} KB）",
    no_runs="本次构建没有运行任何示例。",
    machine="机器",
    facts=("系统", "可用CPU数/CPU总数", "Python", "默认启动方式", "构建工具"),
    fact_head=("项目", "值"),
    examples="示例",
    example_head=("示例", "用时", "进程数", "输出行数", "启动方式", "运行时刻"),
    together="合计",
    claims="核对过的断言：{}条成立，共{}条",
    claim_head=("页面", "断言", "实测值", "成立"),
    matrix="下载的脚本：{}次运行与页面一致，共{}次",
    matrix_head=("Python", "启动方式", "通过", "未通过的脚本"),
)


def words_for(language: str | None) -> Words:
    """Return the words of a language, English where there are none."""
    return _CHINESE if (language or "").lower().startswith("zh") else _ENGLISH
