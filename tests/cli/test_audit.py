"""`prongsai audit` against a real server on loopback."""

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from prongsai.cli.main import main
from prongsai.core.plan_json import plan_from_json
from tests.cli.audit_site import REPORT, audit_site, html

FAST = ("--gap", "0", "--allow-host", "127.0.0.1")


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("PRONGSAI_HOME", str(tmp_path / "home"))


@pytest.fixture
def site():
    pages = {
        "/report.html": html(REPORT.format("รอบหกเดือน")),
        "/other.html": html(REPORT.format("รอบสิบสองเดือน มีรายละเอียดต่างจากฉบับแรกหลายประการ")),
        "/old.html": (301, {"Location": "/report.html"}, b""),
        "/loop": (302, {"Location": "/loop"}, b""),
        "/thai.html": (
            200,
            {"Content-Type": "text/html; charset=windows-874"},
            html(REPORT.format("ภาษาไทย")).decode().replace("utf-8", "windows-874").encode("cp874"),
        ),
    }
    with audit_site(pages) as one:
        yield one


def run(capsys, *words):
    code = main(["audit", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def write(tmp_path, text, name="links.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def lines_of(out):
    return {row["id"]: row for row in map(json.loads, out.splitlines())}


class TestList:
    def test_json_lines_out_one_a_link(self, site, tmp_path, capsys):
        links = write(
            tmp_path,
            f"{site.url}/report.html\n\n# comment\n{site.url}/gone.html\n{site.url}/\n{site.url}/old.html\n{site.url}/loop\n",
        )

        code, out, err = run(capsys, links, "--jsonl", *FAST)

        rows = lines_of(out)
        assert {row: rows[row]["verdict"] for row in rows} == {
            "1": "opens",
            "4": "gone",
            "5": "homepage_only",
            "6": "moved",
            "7": "redirect_loop",
        }
        assert code == 1
        assert "opens 1" in err
        assert rows["1"]["judged"]["fiscal_year"] == 2566

    def test_exit_code_0_when_nothing_would_score_0(self, site, tmp_path, capsys):
        code, out, _ = run(capsys, write(tmp_path, f"{site.url}/report.html\nhttp://10.1.2.3/x\n"), "--jsonl", *FAST)

        assert code == 0
        assert lines_of(out)["2"]["verdict"] == "blocked"

    def test_json_lines_in_keep_id_item_and_year(self, site, tmp_path, capsys):
        rows = [
            {"id": "ก-1", "url": f"{site.url}/report.html", "item": "O43", "fiscal_year": 2566},
            {"id": 7, "url": f"{site.url}/thai.html", "item": "O43", "fiscal_year": "2565"},
        ]
        links = write(tmp_path, "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))

        _, out, _ = run(capsys, links, "--jsonl", *FAST)

        found = lines_of(out)
        assert (found["ก-1"]["item"], found["ก-1"]["fiscal_year"], found["ก-1"]["judged"]["year_fits"]) == (
            "O43",
            2566,
            "yes",
        )
        assert (found["7"]["fiscal_year"], found["7"]["judged"]["fiscal_year"], found["7"]["judged"]["year_fits"]) == (
            2565,
            2566,
            "no",
        )

    def test_the_table_says_what_to_do_and_sums_up(self, site, tmp_path, capsys):
        code, out, _ = run(capsys, write(tmp_path, f"{site.url}/report.html\n{site.url}/gone.html\n"), *FAST)

        assert code == 1
        assert out.index("gone") < out.index("opens"), "what would score 0 comes first"
        assert "ไม่พบหน้านี้แล้ว" in out
        assert "the page is gone" in out
        assert "จะได้ 0 คะแนน / would score 0: 1" in out

    def test_one_document(self, site, tmp_path, capsys):
        _, out, _ = run(capsys, write(tmp_path, f"{site.url}/report.html\n"), "--json", *FAST)

        document = json.loads(out)
        assert document["summary"]["links"] == 1
        assert document["summary"]["verdicts"] == {"opens": 1}
        assert document["results"][0]["final_url"] == f"{site.url}/report.html"

    def test_csv_for_a_spreadsheet(self, site, tmp_path, capsys):
        rows = [{"id": "=1+1", "url": f"{site.url}/report.html"}, {"id": "2", "url": f"{site.url}/gone.html"}]
        links = write(tmp_path, "\n".join(map(json.dumps, rows)))

        run(capsys, links, "--csv", tmp_path / "out" / "audit.csv", *FAST)

        content = (tmp_path / "out" / "audit.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        table = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
        assert [row["verdict"] for row in table] == ["opens", "gone"]
        assert table[0]["id"] == "'=1+1"
        assert table[0]["judged_year"] == "2566"

    def test_only_opening(self, site, tmp_path, capsys):
        _, out, _ = run(capsys, write(tmp_path, f"{site.url}/report.html\n"), "--jsonl", "--no-judge", *FAST)

        assert lines_of(out)["1"]["judged"] is None
        assert site.paths() == ["/report.html"]

    def test_the_same_file_under_two_items_is_said(self, site, tmp_path, capsys):
        rows = [
            {"id": str(n), "url": f"{site.url}/report.html", "item": item, "fiscal_year": 2566}
            for n, item in enumerate(("O42", "O43"))
        ]

        _, out, _ = run(capsys, write(tmp_path, "\n".join(map(json.dumps, rows))), "--jsonl", *FAST)

        codes = [note["code"] for row in lines_of(out).values() for note in row["notes"]]
        assert codes.count("same_file_under_items") == 1

    def test_the_pace_is_kept(self, site, tmp_path, capsys):
        links = write(tmp_path, "\n".join(f"{site.url}/{name}" for name in ("report.html", "other.html", "gone.html")))

        _, out, _ = run(capsys, links, "--json", "--gap", "0.2", "--allow-host", "127.0.0.1")

        moments = [moment for moment, _ in site.asked]
        assert min(later - earlier for earlier, later in pairwise(moments)) > 0.15
        assert json.loads(out)["summary"]["smallest_gap_s"] >= 0.2


class TestOtherInput:
    def test_a_site_map_obeys_robots(self, site, tmp_path, capsys):
        site.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /other")
        content = f'<?xml version="1.0"?><urlset><url><loc>{site.url}/report.html</loc></url><url><loc>{site.url}/other.html</loc></url></urlset>'

        _, out, _ = run(capsys, write(tmp_path, content, "sitemap.xml"), "--jsonl", *FAST)

        assert [row["verdict"] for _, row in sorted(lines_of(out).items())] == ["opens", "not_checked"]
        assert "/other.html" not in site.paths()

    def test_the_address_of_a_site_map(self, site, capsys):
        site.pages["/map.xml"] = (
            f"<sitemapindex><sitemap><loc>{site.url}/m1.xml</loc></sitemap></sitemapindex>".encode()
        )
        site.pages["/m1.xml"] = f"<urlset><url><loc>{site.url}/report.html</loc></url></urlset>".encode()

        _, out, _ = run(capsys, f"{site.url}/map.xml", "--jsonl", *FAST)

        assert [row["url"] for row in lines_of(out).values()] == [f"{site.url}/report.html"]

    def test_a_map_that_cannot_be_had_is_named_and_the_others_go_on(self, site, capsys):
        site.pages["/map.xml"] = (
            f"<sitemapindex><sitemap><loc>{site.url}/dead.xml</loc></sitemap>"
            f"<sitemap><loc>{site.url}/more.xml</loc></sitemap></sitemapindex>".encode()
        )
        site.pages["/more.xml"] = (
            f"<sitemapindex><sitemap><loc>{site.url}/m1.xml</loc></sitemap></sitemapindex>".encode()
        )
        site.pages["/m1.xml"] = f"<urlset><url><loc>{site.url}/report.html</loc></url></urlset>".encode()

        code, out, err = run(capsys, f"{site.url}/map.xml", "--jsonl", *FAST)

        assert code == 0
        assert [row["url"] for row in lines_of(out).values()] == [f"{site.url}/report.html"]
        assert f"อ่านแผนผังย่อย {site.url}/dead.xml ไม่ได้" in err
        assert "could not be read" in err

    def test_the_maps_keep_the_pace_too(self, site, capsys):
        maps = [f"{site.url}/m{n}.xml" for n in range(3)]
        site.pages["/map.xml"] = (
            "<sitemapindex>" + "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in maps) + "</sitemapindex>"
        ).encode()
        for one in maps:
            site.pages[one.removeprefix(site.url)] = (
                f"<urlset><url><loc>{site.url}/report.html</loc></url></urlset>".encode()
            )

        run(capsys, f"{site.url}/map.xml", "--jsonl", "--gap", "0.2", "--allow-host", "127.0.0.1")

        moments = [moment for moment, path in site.asked if path.endswith(".xml")]
        assert len(moments) == 4
        assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.19

    def test_standard_input(self, site, tmp_path):
        command = [sys.executable, "-m", "prongsai.cli.main", "audit", "-", "--jsonl", *FAST]

        done = subprocess.run(
            command, input=f"{site.url}/report.html\n", capture_output=True, text=True, timeout=60, check=False
        )

        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["verdict"] == "opens"
        assert "\r" not in done.stderr, "no progress bar in a pipe"

    def test_a_plan_gets_its_verdicts(self, site, tmp_path, capsys):
        plan = {
            "schema": "prongsai/plan/1",
            "agency": {"name": "เทศบาลตำบลตัวอย่าง", "hosts": ["127.0.0.1"]},
            "fiscal_year": 2566,
            "measures": [
                {
                    "number": 1,
                    "issue": "การเปิดเผยข้อมูล",
                    "item_codes": ["O43"],
                    "evidence": [
                        {"as_printed": f"{site.url}/report.html", "url": f"{site.url}/report.html", "class": "ok"}
                    ],
                    "steps": [
                        {
                            "number": 1,
                            "text": "เผยแพร่",
                            "evidence": [
                                {"as_printed": f"{site.url}/gone.html", "url": f"{site.url}/gone.html", "class": "ok"}
                            ],
                        }
                    ],
                },
                {
                    "number": 2,
                    "issue": "การใช้งบประมาณ",
                    "evidence": [
                        {"as_printed": f"{site.url}/report.html", "url": f"{site.url}/report.html", "class": "ok"}
                    ],
                },
            ],
        }
        source = write(tmp_path, json.dumps(plan, ensure_ascii=False), "plan.json")

        code, _, err = run(capsys, source, "-o", tmp_path / "audited.json", *FAST)

        audited = plan_from_json((tmp_path / "audited.json").read_bytes(), "audited.json")
        first, second = audited.measures
        assert code == 1
        assert (first.evidence[0].audit.verdict, first.steps[0].evidence[0].audit.verdict) == ("opens", "gone")
        assert second.evidence[0].audit.verdict == "opens"
        assert first.evidence[0].audit.checked_at.endswith("Z")
        assert "audited.json" in err

    def test_a_report_saved_as_text_is_read_as_a_plan(self, capsys, tmp_path):
        text = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566\nเทศบาลตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง\nไม่มีตารางในหน้านี้ มีแต่ข้อความยาว\n"

        code, _, err = _refused(capsys, write(tmp_path, text, "report.txt"))

        assert code == 2
        assert err.count("\n") == 1


def _refused(capsys, *words):
    code = main(["audit", *map(str, words), *FAST])
    out, err = capsys.readouterr()
    assert out == ""
    return code, out, err


class TestRubbish:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("empty.txt", b""),
            ("only-comments.txt", b"# nothing\n\n"),
            ("bad.jsonl", b'{"id": 1}\n'),
            ("bad2.jsonl", b'{"id": 1, "url": "http://a.go.th/"}\n{broken\n'),
            ("year.jsonl", b'{"url": "http://a.go.th/x", "fiscal_year": 2.5}\n'),
            ("thai.txt", "http://ก.go.th/x\n".encode("cp874") * 3),
            ("map.xml", b"<?xml version='1.0'?><urlset><url><loc>"),
            ("plan.json", b'{"schema": "prongsai/plan/1"}'),
        ],
    )
    def test_one_sentence_and_nothing_written(self, tmp_path, capsys, name, content):
        path = tmp_path / name
        path.write_bytes(content)

        code, out, err = _refused(capsys, path, "--csv", tmp_path / "out.csv")

        assert code == 2, (out, err)
        assert err.startswith("prongsai: ")
        assert err.count("\n") == 1
        assert "Traceback" not in err
        assert not (tmp_path / "out.csv").exists()

    def test_no_input_a_folder_and_a_missing_file(self, tmp_path, capsys):
        for words in ([], [tmp_path], [tmp_path / "missing.txt"]):
            code, _, err = _refused(capsys, *words)
            assert code == 2
            assert err.startswith("prongsai: ")

    @pytest.mark.parametrize(
        "words", [("--gap", "-1"), ("--gap", "x"), ("--connections", "0"), ("--timeout", "nan"), ("--certificate", "x")]
    )
    def test_bad_options(self, tmp_path, capsys, words):
        code, _, err = _refused(capsys, write(tmp_path, "http://a.go.th/x\n"), *words)

        assert code == 2
        assert err.count("\n") == 1

    def test_a_binary_file_is_no_list(self, tmp_path, capsys):
        path = tmp_path / "x.bin"
        path.write_bytes(os.urandom(5000))

        assert _refused(capsys, path)[0] == 2


class TestStopAndGoOn:
    def start(self, links, tmp_path, *more):
        command = [
            sys.executable,
            "-m",
            "prongsai.cli.main",
            "audit",
            str(links),
            "--jsonl",
            "--allow-host",
            "127.0.0.1",
            *more,
        ]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PRONGSAI_HOME": str(tmp_path / "home")},
        )

    def links(self, site, tmp_path, count=40):
        for number in range(count):
            site.pages[f"/p{number}"] = html(REPORT.format(f"ฉบับที่ {number} ซึ่งมีเนื้อหาเฉพาะของตนเองยาวพอสมควร"))
        return write(tmp_path, "\n".join(f"{site.url}/p{number}" for number in range(count)))

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
    def test_a_stopped_run_goes_on_and_nothing_is_lost(self, site, tmp_path, how):
        links = self.links(site, tmp_path)
        first = self.start(links, tmp_path, "--gap", "0.2")
        until = time.monotonic() + 30
        while (
            sum(path.startswith("/p") and path[2:].isdigit() for path in site.paths()) < 12 and time.monotonic() < until
        ):
            time.sleep(0.02)
        first.send_signal(how)
        out, err = first.communicate(timeout=30)
        asked_before = [path for path in site.paths() if path[2:].isdigit()]
        asked_in_all = len(site.paths())

        second = self.start(links, tmp_path, "--gap", "0.01")
        out, err = second.communicate(timeout=60)

        assert len(asked_before) < 40
        assert "going on where it stopped" in err
        assert sorted(int(row) for row in lines_of(out)) == list(range(1, 41))
        asked_again = [path for path in site.paths()[asked_in_all:] if path in asked_before]
        if how is signal.SIGINT:
            assert first.returncode == 130
            assert len(asked_again) <= 1, "at most the one under way"
            # Beside the pages each run asks once for a number that cannot exist.
            counted = [path for path in site.paths() if path[2:].isdigit() and int(path[2:]) < 40]
            assert len(counted) <= 41, "at most the one under way was asked for twice"

    def test_a_finished_run_leaves_no_journal(self, site, tmp_path, capsys):
        run(capsys, write(tmp_path, f"{site.url}/report.html\n"), *FAST)

        assert list((tmp_path / "home" / "audits").iterdir()) == []

    def test_a_second_run_over_the_same_list_waits_its_turn(self, site, tmp_path, capsys):
        links = self.links(site, tmp_path, 30)
        first = self.start(links, tmp_path, "--gap", "0.3")
        until = time.monotonic() + 30
        while not site.paths() and time.monotonic() < until:
            time.sleep(0.02)
        try:
            code, out, err = run(capsys, links, *FAST)
        finally:
            first.kill()
            first.communicate(timeout=30)

        assert (code, out) == (2, "")
        assert "being checked by another run" in err


class TestClumsyInput:
    def row(self, site, **more):
        return json.dumps({"url": f"{site.url}/report.html", **more})

    @pytest.mark.parametrize(
        "more",
        [
            {"fiscal_year": 10**30},
            {"fiscal_year": -5},
            {"fiscal_year": 2023},
            {"id": {"a": 1}},
            {"id": "x\ud800"},
            {"item": "O\udfff"},
        ],
    )
    def test_a_row_that_cannot_be_meant_is_named(self, site, tmp_path, capsys, more):
        code, out, err = run(capsys, write(tmp_path, self.row(site, **more), "l.jsonl"), *FAST)

        assert (code, out) == (2, "")
        assert "line 1" in err
        assert site.paths() == []

    def test_no_id_is_the_number_of_the_line(self, site, tmp_path, capsys):
        code, out, _ = run(capsys, write(tmp_path, self.row(site, id=None), "l.jsonl"), *FAST, "--jsonl")

        assert code == 0
        assert list(lines_of(out)) == ["1"]

    def test_lines_may_end_in_any_way(self, site, tmp_path, capsys):
        path = tmp_path / "links.txt"
        path.write_bytes(f"\ufeff{site.url}/report.html\r{site.url}/other.html\r\n\r\n{site.url}/old.html\n".encode())

        _, out, _ = run(capsys, path, *FAST, "--jsonl")

        names = {row["url"].rpartition("/")[2] for row in lines_of(out).values()}
        assert names == {"report.html", "other.html", "old.html"}

    @pytest.mark.parametrize("text", ["y" * 1_000_002, '{"a":' * 100_000], ids=["no end", "deep"])
    def test_a_line_without_end_or_too_deep(self, tmp_path, capsys, text):
        code, out, err = run(capsys, write(tmp_path, text), *FAST)

        assert (code, out) == (2, "")
        assert err.startswith("prongsai: ")

    def test_a_packed_site_map_on_disk(self, site, tmp_path, capsys):
        path = tmp_path / "sitemap.xml.gz"
        path.write_bytes(gzip.compress(f"<urlset><url><loc>{site.url}/report.html</loc></url></urlset>".encode()))

        code, out, _ = run(capsys, path, *FAST, "--jsonl")

        assert code == 0
        assert [row["url"] for row in lines_of(out).values()] == [f"{site.url}/report.html"]

    def test_no_control_signs_reach_the_terminal(self, site, tmp_path, capsys):
        row = self.row(site, id="\x1b[31mred", item="O1\x07\u202e")

        _, out, err = run(capsys, write(tmp_path, row, "l.jsonl"), *FAST)

        assert "red" in out
        assert not set("\x1b\x07\u202e") & set(out + err)


class TestOutputs:
    @pytest.mark.parametrize("words", [("--csv", "."), ("--csv", "/proc/x/y.csv"), ("-o", "plan.json")])
    def test_what_cannot_be_written_is_said_before_the_first_visit(self, site, tmp_path, capsys, words):
        code, out, _ = run(capsys, write(tmp_path, f"{site.url}/report.html\n"), *FAST, *words)

        assert (code, out) == (2, "")
        assert site.paths() == []

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
    def test_a_full_disk_loses_no_visit(self, site, tmp_path):
        command = [sys.executable, "-m", "prongsai.cli.main", "audit", *FAST, "--json"]
        command.append(str(write(tmp_path, f"{site.url}/report.html\n")))
        with open("/dev/full", "w") as full:
            first = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
        asked = len(site.paths())
        second = subprocess.run(command, capture_output=True, text=True, timeout=60)

        assert first.returncode == 2
        assert "Traceback" not in first.stderr
        assert second.returncode == 0
        assert json.loads(second.stdout)["summary"]["verdicts"] == {"opens": 1}
        assert len(site.paths()) == asked
