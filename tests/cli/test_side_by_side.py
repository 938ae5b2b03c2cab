"""Processes forked side by side: they end together, are told once, leave nobody behind, and the jobs come back."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest


class Run:
    """A parent in a process of its own, with what its parts noted."""

    def __init__(self, folder, *plan):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.side_by_side_script", folder, *plan],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def notes(self, name):
        """Process numbers that noted this, in order."""
        path = self.folder / "notes"
        lines = path.read_text().splitlines() if path.exists() else []
        return [int(line.split()[1]) for line in lines if line.split()[0] == name]

    def wait_for(self, name, count=1):
        until = time.monotonic() + 20
        while len(self.notes(name)) < count:
            assert time.monotonic() < until, f"{name} was noted {len(self.notes(name))} times, not {count}"
            time.sleep(0.02)
        return self.notes(name)

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@pytest.fixture
def run(tmp_path):
    started = []

    def start(*plan):
        started.append(Run(tmp_path, *plan))
        return started[-1]

    yield start
    for one in started:
        pids = [one.process.pid, *(pid for name in ("stay", "other", "stubborn") for pid in one.notes(name))]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        one.process.communicate(timeout=60)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def wait_until_gone(pid):
    until = time.monotonic() + 10
    while is_running(pid):
        assert time.monotonic() < until, f"process {pid} is still there"
        time.sleep(0.02)


class TestTogether:
    def test_each_is_a_process_of_its_own_that_has_what_the_parent_loaded(self, run):
        both = run("stay", "other")
        pids = {*both.wait_for("stay"), *both.wait_for("other"), *both.wait_for("parent")}
        assert len(pids) == 3
        assert (both.folder / "notes").read_text().count("loaded-once") == 3

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_told_to_stop_each_is_told_once_and_the_code_is_0(self, run, number):
        both = run("stay", "other")
        pids = [*both.wait_for("stay"), *both.wait_for("other")]
        assert both.end(number) == 0
        assert both.notes("stay-told") == both.notes("stay")
        assert both.notes("other-told") == both.notes("other")
        assert not any(map(is_running, pids))

    def test_ctrl_c_reaches_each_once_as_a_terminal_sends_it(self, run):
        # A terminal signals the whole group of the foreground; the parts are not in it, so none is told twice.
        both = run("stay", "other")
        both.wait_for("stay")
        both.wait_for("other")
        os.killpg(both.process.pid, signal.SIGINT)
        assert both.process.wait(timeout=60) == 0
        assert len(both.notes("stay-told")) == len(both.notes("other-told")) == 1

    def test_one_that_does_not_listen_is_killed_in_the_end(self, run):
        both = run("stay", "stubborn")
        both.wait_for("stay")
        (pid,) = both.wait_for("stubborn")
        assert both.end() == 0
        assert not is_running(pid)

    def test_a_second_signal_does_not_interrupt_the_end(self, run):
        both = run("stay", "stubborn")
        (pid,) = both.wait_for("stubborn")
        both.wait_for("stay")
        for _ in range(3):
            both.process.send_signal(signal.SIGTERM)
            time.sleep(0.1)
        assert both.process.wait(timeout=60) == 0
        assert not is_running(pid)


class TestOneEnds:
    @pytest.mark.parametrize(("name", "code"), [("exit-3", 3), ("fall", 1), ("done", 0)])
    def test_one_that_is_not_restarted_takes_the_others_along_and_its_code_out(self, run, name, code):
        both = run("stay+", name)
        assert both.process.wait(timeout=60) == code
        assert not any(map(is_running, both.notes("stay")))

    def test_its_fault_is_shown(self, run):
        both = run("fall")
        _, shown = both.process.communicate(timeout=60)
        assert "ValueError: a fault of its own" in shown

    def test_one_that_is_killed_takes_the_others_along(self, run):
        both = run("stay", "other")
        (pid,) = both.wait_for("other")
        os.kill(both.wait_for("stay")[0], signal.SIGKILL)
        assert both.process.wait(timeout=60) == 256 - signal.SIGKILL
        assert not is_running(pid)


class TestRestart:
    def test_another_takes_the_place_of_one_that_was_killed(self, run):
        both = run("stay", "other+")
        first, stayed = both.wait_for("other")[0], both.wait_for("stay")
        os.kill(first, signal.SIGKILL)
        second = both.wait_for("other", 2)[1]
        assert second != first
        assert is_running(second)
        assert both.notes("stay") == stayed
        assert both.end() == 0
        assert both.notes("other-told") == [second]

    def test_one_that_keeps_falling_is_started_ever_later_and_said_each_time(self, run):
        both = run("stay", "fall+")
        began = time.monotonic()
        both.wait_for("fall", 4)
        assert time.monotonic() - began >= 0.05 + 0.3 + 0.3 - 0.1
        assert both.end() == 0
        _, shown = both.process.communicate(timeout=60)
        assert shown.count("fall ended by itself (code 1); starting it again") >= 3

    def test_told_to_stop_while_one_waits_to_be_started_again(self, run):
        both = run("stay", "fall+")
        both.wait_for("fall", 3)
        assert both.end() == 0


class TestParentGone:
    def test_parts_of_a_parent_that_was_killed_are_told_to_end(self, run):
        # Else the server would hold its port, and the next start would fail.
        both = run("stay", "other")
        pids = [*both.wait_for("stay"), *both.wait_for("other")]
        both.process.kill()
        both.process.wait(timeout=60)
        for pid in pids:
            wait_until_gone(pid)
        assert len(both.notes("stay-told")) == len(both.notes("other-told")) == 1


class TestApart:
    @pytest.mark.parametrize(("work", "code"), [("done", 0), ("exit-3", 3), ("fall", 1)])
    def test_gives_the_code_and_leaves_no_thread_behind(self, run, work, code):
        both = run(f"apart:{work}", "stay")
        both.wait_for("stay")
        assert both.notes(f"code-{code}-threads-1") == both.notes("parent")
        assert both.notes(work) != both.notes("parent")
        assert both.end() == 0

    def test_is_ended_with_the_parent(self, run):
        both = run("apart:stay", "other")
        (pid,) = both.wait_for("stay")
        both.process.send_signal(signal.SIGINT)
        both.process.wait(timeout=60)
        wait_until_gone(pid)
        assert both.notes("other") == []

    def test_a_process_with_threads_is_not_forked(self, run):
        both = run("with-thread", "stay")
        _, shown = both.process.communicate(timeout=60)
        assert "a process with threads cannot be forked" in shown
        assert both.notes("stay") == []
