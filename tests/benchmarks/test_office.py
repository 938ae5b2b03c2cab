"""The benchmark of the office runs at a tiny size, and says so when a page misses a limit or a deed is lost."""

import os
import time
from pathlib import Path

import pytest

from benchmarks.office import hand_in, pages, wizard
from benchmarks.office.django_home import environment
from benchmarks.office.processes import cpu_s, memory_mb, tree_of
from benchmarks.office.stored import link_of, links_in

FINE = {"name": "history", "status": 200, "queries": 10, "median_ms": 50.0, "limit_ms": 50.0}


class TestMisses:
    def test_a_page_at_its_limits_misses_nothing(self):
        assert pages.misses(FINE, queries_small=10) == []

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({"status": 302}, "answered 302"),
            ({"queries": 11}, "11 queries, at most 10"),
            ({"median_ms": 50.1}, "50.1 ms CPU"),
        ],
    )
    def test_each_limit_is_named(self, change, word):
        assert word in " ".join(pages.misses(FINE | change, queries_small=11))

    def test_queries_that_grow_with_the_data_are_named(self):
        assert pages.misses(FINE, queries_small=9) == ["history: 10 queries, 9 in a small office"]


class TestProcesses:
    def test_nothing_of_the_settings_around_gets_in(self, monkeypatch, tmp_path):
        monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/real")
        monkeypatch.setenv("PRONGSAI_URL", "https://ita.example.go.th")

        env = environment(tmp_path, port=8123)

        assert "DATABASE_URL" not in env
        assert "PRONGSAI_URL" not in env
        assert (env["PRONGSAI_HOME"], env["PRONGSAI_BIND"]) == (str(tmp_path), "127.0.0.1:8123")

    def test_cpu_and_memory_of_this_process(self):
        before = cpu_s(os.getpid())
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass

        assert cpu_s(os.getpid()) - before >= 0.08
        assert tree_of(os.getpid())[0] == os.getpid()
        assert sum(memory_mb(os.getpid()).values()) > 10


class TestHandIn:
    def test_links_are_found_again_in_an_event(self):
        assert links_in(f'{{"evidence": ["{link_of(7)}", "{link_of(70)}"]}}') == [7, 70]

    def test_every_part_is_in_one_share(self):
        desks = [[{"session": "a", "parts": list(range(10))}]]

        first, last = hand_in._share(desks, 0, 2, 3), hand_in._share(desks, 2, 3, 3)

        assert first[0][0]["parts"] + last[0][0]["parts"] == list(range(10))


@pytest.mark.slow
class TestTinyRuns:
    def test_every_page_opens(self, capsys):
        missed = pages.measure_pages(pages.Load(agencies=2, items=8, runs=1))

        assert not [line for line in missed if "answered" in line or "small office" in line], missed
        assert "| my work, officer |" in capsys.readouterr().out

    def test_a_killed_worker_loses_nothing(self, monkeypatch):
        monkeypatch.setattr(hand_in, "find_programs", lambda: None)

        plain, alone, killed = hand_in.measure_hand_in(agencies=2, items=8)

        for run in (plain, alone):
            assert run.acknowledged == run.stored > 0
            assert (run.unanswered, run.other) == (0, [])
        for run in (plain, alone, killed):
            assert (run.lost, run.torn) == (0, 0)
        assert killed.acknowledged > 0

    @pytest.mark.skipif(not Path(wizard.CHROMIUM).exists(), reason="no chromium")
    def test_the_wizard_is_walked_through(self, capsys):
        walk = wizard.measure_wizard()

        assert (walk.pages, walk.filled, walk.clicks) == (3, len(wizard.TYPED), 3)
        assert walk.characters == sum(map(len, wizard.TYPED.values()))
        assert walk.fields > walk.filled
        assert "first start, database made" in capsys.readouterr().out
