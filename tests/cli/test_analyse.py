"""`prongsai analyse`, run as a clerk runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from prongsai.cli.main import main
from tests.core.result.made import FILES

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Runs one command in an empty folder: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def write(path, year, lost, *, iit=90, total=None, items=True):
    lines = [f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year}", "รายการ,คะแนน", f"IIT,{iit}", "EIT,88"]
    lines += [f"คะแนนรวม,{total}"] if total else []
    lines += [f"{code},{0 if code in lost else 100}" for code in FILES.get(year).item_codes] if items else []
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


class TestAnalyse:
    def test_writes_in_english_beside_the_thai_one(self, run, tmp_path):
        one = write(tmp_path / "ผล.csv", 2567, ["O12"])

        run("analyse", one, "--to", "html")
        code, out, _err = run("analyse", one, "--to", "html", "--language", "en")

        assert code == 0
        assert "analysis-2567-en.html" in out
        assert "Items lost in OIT" in (tmp_path / "analysis-2567-en.html").read_text("utf-8")
        assert "ข้อที่เสียคะแนนในแบบวัด OIT" in (tmp_path / "analysis-2567.html").read_text("utf-8")

    def test_knows_no_other_language(self, run, tmp_path):
        one = write(tmp_path / "ผล.csv", 2567, ["O12"])

        code, _out, err = run("analyse", one, "--language", "fr")

        assert code == 2
        assert "--language" in err
        assert not list(tmp_path.glob("analysis-*"))

    def test_writes_every_format_asked_for(self, run, tmp_path):
        one = write(tmp_path / "ผล.csv", 2567, ["O12", "O34"])

        code, out, _err = run("analyse", one, "--to", "pdf,docx,html", "-o", tmp_path / "ออก")

        assert code == 0
        assert "O34" in out
        assert sorted(path.name for path in (tmp_path / "ออก").iterdir()) == [
            "analysis-2567.docx",
            "analysis-2567.html",
            "analysis-2567.pdf",
        ]
        assert (tmp_path / "ออก" / "analysis-2567.pdf").read_bytes().startswith(b"%PDF")

    def test_json_is_one_document_with_losses_proposals_and_files(self, run, tmp_path):
        one = write(tmp_path / "a.csv", 2568, ["O25"])

        code, out, _err = run("analyse", one, "--to", "html", "--json", "--plan-year", "2570")

        found = json.loads(out)
        assert code == 0
        assert found["lost"] == [{"code": "O25", "title": FILES.get(2568).item("O25").title_th, "points": "2.50"}]
        assert {one["kind"] for one in found["proposals"]} == {"lost", "new"}
        assert found["entry_window"]["is_assumed"] is True
        assert found["level"] == "good"
        assert found["files"] == ["analysis-2568.html"]

    def test_takes_the_newest_year_and_puts_the_others_into_the_trend(self, run, tmp_path):
        files = [
            write(tmp_path / f"{year}.csv", year, [lost])
            for year, lost in ((2567, "O34"), (2565, "O42"), (2566, "O43"))
        ]

        code, _out, _err = run("analyse", *files, "--to", "html")

        page = (tmp_path / "analysis-2567.html").read_text(encoding="utf-8")
        assert code == 0
        assert "แนวโน้มรายปี" in page
        assert "๒๕๖๕" in page

    def test_a_result_that_does_not_fit_is_written_and_exits_1(self, run, tmp_path):
        one = tmp_path / "a.csv"
        one.write_text("ปีงบประมาณ พ.ศ. 2569\nรายการ,คะแนน\nO1,100\nO40,0\n", encoding="utf-8")

        code, out, _err = run("analyse", one)

        assert code == 1
        assert "result_items_of_other_year" in out
        assert (tmp_path / "analysis-2569.pdf").exists()

    @pytest.mark.parametrize(
        ("content", "words"), [("สวัสดี", "ไม่พบคะแนน"), ("IIT: 90\nEIT: 80", "ปีงบประมาณ"), ("", "ว่างเปล่า")]
    )
    def test_rubbish_is_one_sentence_and_exits_2(self, run, tmp_path, content, words):
        one = tmp_path / "a.txt"
        one.write_text(content, encoding="utf-8")

        code, out, err = run("analyse", one)

        assert (code, out) == (2, "")
        assert words in err
        assert err.count("\n") == 1

    @pytest.mark.parametrize(
        ("option", "value"), [("--to", "xls"), ("--to", ","), ("--plan-year", "2567"), ("--plan-year", "2024")]
    )
    def test_what_cannot_be_meant_exits_2_and_writes_nothing(self, run, tmp_path, option, value):
        one = write(tmp_path / "a.csv", 2567, [])

        code, _out, err = run("analyse", one, option, value)

        assert code == 2
        assert err.startswith("prongsai: ")
        assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]

    def test_a_file_that_is_not_there_exits_2(self, run):
        assert run("analyse", "ไม่มี.csv")[0] == 2

    def test_needs_no_django(self, tmp_path):
        one = write(tmp_path / "a.csv", 2567, ["O1"])
        program = (
            "import sys; from prongsai.cli.main import main; "
            f"code = main(['analyse', {str(one)!r}, '--to', 'html', '-o', {str(tmp_path)!r}]); "
            "assert 'django' not in sys.modules; sys.exit(code)"
        )

        done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, check=False)

        assert done.returncode == 0, done.stderr.decode()
