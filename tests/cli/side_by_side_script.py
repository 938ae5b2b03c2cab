"""A process that runs parts side by side and writes down what each does; started by the tests of it."""

import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

from prongsai.cli import side_by_side
from prongsai.cli.side_by_side import Part, count_threads, run_apart, run_side_by_side


def main(folder, plan):
    logging.basicConfig(format="%(message)s")
    side_by_side.RESTART_AFTER_S = (0.05, 0.3)
    side_by_side.PATIENCE_S = 1.0
    shared = ["loaded once"]

    def note(text):
        with (folder / "notes").open("a", encoding="utf-8") as notes:
            notes.write(f"{text} {os.getpid()} {shared[0].replace(' ', '-')}\n")

    def stay(name):
        note(name)
        signal.signal(signal.SIGTERM, lambda number, frame: (note(f"{name}-told"), sys.exit(0)))
        while True:
            time.sleep(5)

    def stubborn():
        note("stubborn")
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(5)

    def fall():
        note("fall")
        raise ValueError("a fault of its own")

    works = {
        "stay": lambda: stay("stay"),
        "other": lambda: stay("other"),
        "stubborn": stubborn,
        "fall": fall,
        "exit-3": lambda: (note("exit-3"), sys.exit(3)),
        "done": lambda: note("done"),
    }
    if plan[0].startswith("apart:"):
        work = works[plan[0].removeprefix("apart:")]
        code = run_apart(lambda: (threading.Thread(target=time.sleep, args=(9,), daemon=True).start(), work()))
        note(f"code-{code}-threads-{count_threads()}")
        plan = plan[1:]
    if plan[0] == "with-thread":
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        plan = plan[1:]
    parts = [Part(one.rstrip("+"), works[one.rstrip("+")], is_restarted=one.endswith("+")) for one in plan]
    note("parent")
    sys.exit(run_side_by_side(*parts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
