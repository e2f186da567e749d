"""Start a task of `concurdocs.tasks` as an example would, and note what came of it.

Usage: start_task.py METHOD process|pool TASK ARGUMENTS REPORT

ARGUMENTS is a tuple as Python writes it. REPORT is the file that is written, so that
the standard output holds only what the task printed. It is JSON with the pid of this
script and of the process that ran the task, and that one's exit status (process) or what
the task returned (pool).
"""

import ast
import json
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from concurdocs import tasks

if __name__ == "__main__":
    method, way, name, arguments, report = sys.argv[1:]
    multiprocessing.set_start_method(method)
    task = getattr(tasks, name)
    args = ast.literal_eval(arguments)
    noted: "dict[str, int | str | None]" = {"main": os.getpid()}
    if way == "process":
        process = multiprocessing.Process(target=task, args=args)
        process.start()
        process.join()
        noted["pid"] = process.pid
        noted["exit status"] = process.exitcode
    else:
        with ProcessPoolExecutor(1) as executor:
            noted["pid"] = executor.submit(os.getpid).result()
            noted["returned"] = executor.submit(task, *args).result()
    Path(report).write_text(json.dumps(noted), encoding="utf-8")
