"""Whole commands, run as a clerk runs them, on the example report of an invented municipality."""

import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from prongsai.cli.main import main
from prongsai.core.checks import CHECK_CODES
from prongsai.core.plan_json import plan_from_json
from prongsai.core.plan_same import plan_differences

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "examples" / "report-2566.txt"
SCHEMA = json.loads((REPOSITORY / "docs" / "plan.schema.json").read_text(encoding="utf-8"))

SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def example_plan(tmp_path_factory):
    """plan.json of the example, read once."""
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    main(["read", str(EXAMPLE), "-o", str(path)])
    return path


@pytest.fixture
def run(capsys):
    """Runs one command: (exit code, standard output, standard error)."""

    def run(*words):
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def piped(*words, given=b""):
    return subprocess.run(
        [sys.executable, "-m", "prongsai.cli.main", *map(str, words)], input=given, capture_output=True, cwd=REPOSITORY
    )


def without_errors(plan_path):
    """The example with its front pages taken out: no finding of severity error is left."""
    raw = json.loads(plan_path.read_text(encoding="utf-8"))
    for measure in raw["measures"]:
        measure["evidence"] = []
    raw["findings"] = []
    return raw


class TestRead:
    def test_shows_the_plan_and_says_by_its_exit_code_that_errors_were_found(self, run):
        code, out, err = run("read", EXAMPLE)

        assert (code, err) == (1, "")
        assert "เทศบาลตำบลบ้านสวนใส หนองบัวแดง ชัยภูมิ ปีงบประมาณ 2566 / fiscal year 2566" in out
        assert "[homepage_only] มาตรการที่ 9 หลักฐานที่ ๑" in out
        assert "ผิดพลาด / error 9" in out

    def test_shows_a_row_a_measure_with_items_and_deadlines(self, run):
        _, out, _ = run("read", EXAMPLE)

        rows = out.splitlines()[3:12]
        assert [row.split()[0] for row in rows] == [str(number) for number in range(1, 10)]
        assert "O1, O2, O3, O4, O5, O6" in rows[0]
        assert all(row.split()[-1] == "done" for row in rows)

    def test_writes_nothing_unless_asked(self, run, tmp_path):
        run("read", EXAMPLE)

        assert list(tmp_path.iterdir()) == []

    def test_writes_a_plan_of_the_published_schema(self, example_plan):
        raw = json.loads(example_plan.read_text(encoding="utf-8"))

        jsonschema.validate(raw, SCHEMA)
        assert (raw["fiscal_year"], len(raw["measures"])) == (2566, 9)
        assert "\\u0e" not in example_plan.read_text(encoding="utf-8")

    def test_says_where_it_wrote(self, run, tmp_path):
        _, out, _ = run("read", EXAMPLE, "-o", "new/folder/p.json")

        assert out.rstrip().endswith("เขียนแผนแล้ว / plan written: new/folder/p.json")
        assert (tmp_path / "new" / "folder" / "p.json").exists()

    def test_json_is_the_plan_and_nothing_else(self, run, example_plan):
        code, out, _ = run("read", EXAMPLE, "--json")

        assert code == 1
        assert json.loads(out) == json.loads(example_plan.read_text(encoding="utf-8"))
        jsonschema.validate(json.loads(out), SCHEMA)

    def test_jsonl_is_one_plan_a_line_in_the_order_of_the_files(self, run, tmp_path):
        (tmp_path / "other.txt").write_bytes(EXAMPLE.read_bytes().replace("บ้านสวนใส".encode(), "ดอนตัวอย่าง".encode()))

        _, out, _ = run("read", "other.txt", EXAMPLE, "--jsonl")

        names = [json.loads(line)["agency"]["name"] for line in out.splitlines()]
        assert names == ["เทศบาลตำบลดอนตัวอย่าง", "เทศบาลตำบลบ้านสวนใส"]

    def test_puts_several_files_into_a_folder_under_their_own_names(self, run, tmp_path):
        (tmp_path / "ก.txt").write_bytes(EXAMPLE.read_bytes())
        (tmp_path / "ข.txt").write_bytes(EXAMPLE.read_bytes())

        code, out, _ = run("read", "ก.txt", "ข.txt", "-o", "plans")

        assert code == 1
        assert sorted(path.name for path in (tmp_path / "plans").iterdir()) == ["ก.plan.json", "ข.plan.json"]
        assert out.count("plan written") == 2

    def test_never_writes_two_files_of_one_name_over_each_other(self, run, tmp_path):
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "report.txt").write_bytes(EXAMPLE.read_bytes())

        run("read", "a/report.txt", "b/report.txt", "-o", "plans")

        assert sorted(path.name for path in (tmp_path / "plans").iterdir()) == [
            "01-report.plan.json",
            "02-report.plan.json",
        ]

    @pytest.mark.parametrize("output", ["plans/", "made"])
    def test_takes_a_folder_for_one_file_too(self, run, tmp_path, output):
        (tmp_path / "made").mkdir()

        run("read", EXAMPLE, "-o", output)

        assert (tmp_path / output / "report-2566.plan.json").exists()

    def test_writes_nothing_at_all_when_one_of_several_files_is_no_report(self, run, tmp_path):
        (tmp_path / "scan.pdf").write_bytes(SCAN)

        code, out, err = run("read", EXAMPLE, "scan.pdf", "-o", "plans")

        assert code == 2
        assert out == ""
        assert err.startswith("prongsai: ")
        assert not (tmp_path / "plans").exists()

    def test_writes_a_workbook_where_the_name_asks_for_one(self, run, example_plan, tmp_path):
        run("read", EXAMPLE, "-o", "แผน.XLSX")

        run("read", "แผน.XLSX", "-o", "again.json")

        assert (tmp_path / "แผน.XLSX").read_bytes().startswith(b"PK")
        first = plan_from_json(example_plan.read_text(encoding="utf-8"))
        assert plan_differences(first, plan_from_json((tmp_path / "again.json").read_text(encoding="utf-8"))) == []

    def test_a_blank_template_asks_for_what_the_form_asks(self, run, tmp_path):
        code, out, _ = run("read", "--template", "-o", "blank.xlsx", "--fiscal-year", "๒๕๗๐", "--agency", "อบต.ตัวอย่าง")

        assert code == 0
        assert "blank.xlsx" in out
        assert [path.name for path in tmp_path.iterdir()] == ["blank.xlsx"]
        again, _, err = run("read", "blank.xlsx")
        assert again == 2
        assert "at least one row" in err

    def test_a_template_has_a_name_of_its_own_when_none_is_given(self, run, tmp_path):
        run("read", "--template")

        assert [path.name for path in tmp_path.iterdir()] == ["prongsai-template.xlsx"]

    def test_year_and_agency_fill_what_the_document_leaves_out(self, run, tmp_path):
        lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
        table = [line for line in lines if line.count("\t") >= 3]
        (tmp_path / "table.txt").write_text("\n".join(table), encoding="utf-8")

        _, out, _ = run("read", "table.txt", "--json", "--fiscal-year", "2566", "--agency", "อบต.ตัวอย่าง")

        plan = json.loads(out)
        assert (plan["fiscal_year"], plan["agency"]["name"]) == (2566, "อบต.ตัวอย่าง")
        assert "agency_unknown" not in {finding["code"] for finding in plan["findings"]}

    @pytest.mark.parametrize("year", ["2023", "66", "2701", "2566.0", "-2566", "๒๕๖", ""])
    def test_a_year_that_is_no_buddhist_year_is_refused_with_an_example(self, run, year):
        code, _, err = run("read", EXAMPLE, "--fiscal-year=" + year)

        assert code == 2
        assert "2567" in err

    def test_a_plan_already_read_is_sent_to_the_commands_that_take_one(self, run, example_plan):
        code, out, err = run("read", example_plan)

        assert (code, out) == (2, "")
        assert "prongsai check, report or rollover" in err

    def test_json_and_jsonl_exclude_each_other(self, run):
        assert run("read", EXAMPLE, "--json", "--jsonl")[0] == 2

    def test_takes_standard_input_and_gives_standard_output(self, example_plan):
        done = piped("read", "-", "-o", "-", given=EXAMPLE.read_bytes())

        assert done.returncode == 1
        assert done.stderr == b""
        assert json.loads(done.stdout)["measures"] == json.loads(example_plan.read_bytes())["measures"]

    @pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, SCAN, "สวัสดี".encode()])
    def test_what_is_no_report_is_one_sentence_and_exit_2(self, run, tmp_path, content):
        (tmp_path / "x.bin").write_bytes(content)

        code, out, err = run("read", "x.bin")

        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert " / " in err


class TestCheck:
    def test_prints_by_severity_and_ends_with_1_on_errors(self, run, example_plan):
        code, out, _ = run("check", example_plan)

        assert code == 1
        assert out.index("ผิดพลาด / error: 9") < out.index("ควรดู / warning: ") < out.index("หมายเหตุ / note: ")

    def test_ends_with_0_where_only_warnings_are_left(self, run, example_plan, tmp_path):
        (tmp_path / "plan.json").write_text(json.dumps(without_errors(example_plan)), encoding="utf-8")

        code, out, _ = run("check", "plan.json")

        assert code == 0
        assert "ผิดพลาด / error 0" in out
        assert "done_without_evidence" in out

    def test_json_and_jsonl_say_the_same(self, run, example_plan):
        code, as_json, _ = run("check", example_plan, "--json")
        _, as_lines, _ = run("check", example_plan, "--jsonl")

        findings = json.loads(as_json)
        assert code == 1
        assert [json.loads(line) for line in as_lines.splitlines()] == findings
        assert set(findings[0]) == {"code", "severity", "measure", "where", "message_th", "message_en"}

    def test_the_exit_code_of_jsonl_counts_errors_too(self, run, example_plan):
        assert run("check", example_plan, "--jsonl")[0] == 1

    def test_keeps_what_the_reader_said_and_runs_the_checks_anew(self, run, example_plan, tmp_path):
        raw = json.loads(example_plan.read_text(encoding="utf-8"))
        said = {finding["code"] for finding in raw["findings"]} - CHECK_CODES
        raw["measures"] = [{**measure, "evidence": []} for measure in raw["measures"]]
        (tmp_path / "plan.json").write_text(json.dumps(raw), encoding="utf-8")

        _, out, _ = run("check", "plan.json", "--json")

        codes = {finding["code"] for finding in json.loads(out)}
        assert "columns_shifted" in said
        assert said <= codes
        assert "homepage_only" not in codes

    def test_takes_any_document_that_read_takes(self, run, example_plan):
        assert run("check", EXAMPLE, "--json")[1] == run("check", example_plan, "--json")[1]

    @pytest.mark.parametrize(
        "content", ["{", "[]", "{}", '{"schema": "prongsai/plan/9"}', '{"schema": "prongsai/plan/1"}']
    )
    def test_a_broken_plan_is_one_sentence_that_names_the_file(self, run, tmp_path, content):
        (tmp_path / "bad.json").write_text(content, encoding="utf-8")

        code, out, err = run("check", "bad.json")

        assert (code, out) == (2, "")
        assert "bad.json" in err
        assert err.count("\n") == 1


class TestReport:
    def test_writes_every_format_asked_for_once(self, run, example_plan, tmp_path):
        code, out, _ = run("report", example_plan, "--to", "HTML, txt,html,xlsx,docx", "-o", "out")

        names = {path.suffix: path.read_bytes()[:9] for path in (tmp_path / "out").iterdir()}
        assert code == 0
        assert out.count("written") == 4
        assert set(names) == {".html", ".txt", ".xlsx", ".docx"}
        assert names[".xlsx"][:2] == names[".docx"][:2] == b"PK"
        assert names[".html"].lower().startswith(b"<!doctype")

    def test_gives_pdf_unless_another_format_is_named(self, run, example_plan, tmp_path):
        run("report", example_plan)

        (path,) = tmp_path.iterdir()
        assert path.name == "report-2566-half-year.pdf"
        assert path.read_bytes().startswith(b"%PDF-")

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ((), "report-2566-half-year.txt"),
            (("--round", "half-year"), "report-2566-half-year.txt"),
            (("--round", "full-year"), "report-2566-full-year.txt"),
            (("--public",), "report-2566-half-year-public.txt"),
            (("--plan-only",), "plan-2566.txt"),
            (("--plan-only", "--public"), "plan-2566-public.txt"),
        ],
    )
    def test_names_the_file_by_what_it_is(self, run, example_plan, tmp_path, words, name):
        run("report", example_plan, "--to", "txt", *words)

        assert [path.name for path in tmp_path.iterdir()] == [name]

    def test_of_the_full_year_says_twelve_months(self, run, example_plan, tmp_path):
        run("report", example_plan, "--to", "txt", "--round", "full-year")

        text = (tmp_path / "report-2566-full-year.txt").read_text(encoding="utf-8")
        assert "รอบ ๑๒ เดือน" in text
        assert "รอบ ๖ เดือน (๑ ตุลาคม" not in text

    def test_of_the_plan_alone_shows_no_result(self, run, example_plan, tmp_path):
        run("report", example_plan, "--to", "txt", "--plan-only")

        text = (tmp_path / "plan-2566.txt").read_text(encoding="utf-8")
        assert "ข่าวประชาสัมพันธ์" in text
        assert "ดำเนินการเรียบร้อยแล้วตามหลักฐาน" not in text

    def test_for_the_public_names_no_person(self, run, example_plan, tmp_path):
        raw = json.loads(example_plan.read_text(encoding="utf-8"))
        raw["measures"][0]["responsible"][0]["person"] = "นางสาวตัวอย่าง ใจดี"
        (tmp_path / "named.json").write_text(json.dumps(raw), encoding="utf-8")

        run("report", "named.json", "--to", "txt,html", "--public")
        run("report", "named.json", "--to", "txt")

        assert "ใจดี" in (tmp_path / "report-2566-half-year.txt").read_text(encoding="utf-8")
        for name in ("report-2566-half-year-public.txt", "report-2566-half-year-public.html"):
            assert "ใจดี" not in (tmp_path / name).read_text(encoding="utf-8")

    def test_json_names_the_files(self, run, example_plan, tmp_path):
        _, out, _ = run("report", example_plan, "--to", "txt,html", "-o", "o", "--json")

        files = json.loads(out)["files"]
        assert sorted(files) == ["html", "txt"]
        assert all((tmp_path / path).exists() for path in files.values())

    def test_one_format_goes_to_standard_output_as_it_is(self, example_plan):
        done = piped("report", example_plan, "--to", "xlsx", "-o", "-")

        assert (done.returncode, done.stdout[:2], done.stderr) == (0, b"PK", b"")

    @pytest.mark.parametrize("formats", ["rtf", "pdf,rtf", ",", ""])
    def test_an_unknown_format_is_refused_with_the_known_ones(self, run, example_plan, tmp_path, formats):
        code, _, err = run("report", example_plan, "--to", formats)

        assert code == 2
        assert "pdf, docx, xlsx, html, txt" in err
        assert list(tmp_path.iterdir()) == []

    def test_is_read_back_as_the_plan_it_was(self, run, example_plan):
        run("report", example_plan, "--to", "docx")
        _, out, _ = run("read", "report-2566-half-year.docx", "--json")

        assert plan_differences(plan_from_json(out), plan_from_json(example_plan.read_text(encoding="utf-8"))) == []


class TestRollOver:
    def test_writes_next_years_plan_and_says_what_changed(self, run, example_plan, tmp_path):
        code, out, _ = run("rollover", example_plan, "--to", "2567")

        raw = json.loads((tmp_path / "plan-2567.json").read_text(encoding="utf-8"))
        jsonschema.validate(raw, SCHEMA)
        assert code == 0
        assert (raw["fiscal_year"], raw["round"], len(raw["measures"])) == (2567, None, 9)
        assert "[rolled_from] ทั้งแผน" in out
        assert "[item_moved] มาตรการที่ 1" in out
        assert "plan of 2567 written: plan-2567.json" in out

    def test_leaves_the_old_plan_as_it_was(self, run, example_plan):
        before = example_plan.read_bytes()

        run("rollover", example_plan, "--to", "2567")

        assert example_plan.read_bytes() == before

    def test_the_findings_of_the_file_are_those_of_the_new_year(self, run, example_plan, tmp_path):
        run("rollover", example_plan, "--to", "2567", "-o", "n.json")

        codes = {one["code"] for one in json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))["findings"]}
        assert {"rolled_from", "item_new", "item_without_measure"} <= codes
        assert not codes & {"homepage_only", "columns_shifted", "done_before_deadline"}

    def test_json_holds_plan_lines_and_findings_and_writes_no_file(self, run, example_plan, tmp_path):
        code, out, _ = run("rollover", example_plan, "--to", "2567", "--json")

        result = json.loads(out)
        assert code == 0
        assert set(result) == {"plan", "lines", "findings"}
        assert {line["kind"] for line in result["lines"]} >= {"measure", "deadline", "item"}
        assert list(tmp_path.iterdir()) == []

    def test_may_go_to_standard_output(self, example_plan):
        done = piped("rollover", example_plan, "--to", "2567", "-o", "-")

        assert done.returncode == 0
        assert json.loads(done.stdout)["fiscal_year"] == 2567

    @pytest.mark.parametrize(("to", "word"), [("2566", "2567"), ("2500", "2567"), ("2577", "2576")])
    def test_years_it_cannot_be_rolled_to_are_refused_with_one_it_can(self, run, example_plan, tmp_path, to, word):
        code, _, err = run("rollover", example_plan, "--to", to)

        assert code == 2
        assert word in err
        assert list(tmp_path.iterdir()) == []

    def test_year_by_year_reaches_a_year_nobody_has_entered(self, run, example_plan, tmp_path):
        source = example_plan
        for year in range(2567, 2571):
            assert run("rollover", source, "--to", year)[0] == 0
            source = f"plan-{year}.json"

        raw = json.loads((tmp_path / "plan-2570.json").read_text(encoding="utf-8"))
        due = [work["deadline"]["due_on"] for one in raw["measures"] for work in one["steps"] if work["deadline"]]
        assert "framework_draft" in {finding["code"] for finding in raw["findings"]}
        assert {day[:4] for day in due if day} <= {"2026", "2027"}


class TestParse:
    @pytest.fixture
    def parse(self, run, tmp_path):
        def parse(what, content):
            (tmp_path / "rows.jsonl").write_bytes(content if isinstance(content, bytes) else content.encode())
            return run("parse", what, "rows.jsonl")

        return parse

    def test_answers_each_line_in_order_and_skips_empty_ones(self, parse):
        code, out, _ = parse(
            "dates",
            '\ufeff{"id": 1, "text": "๕ มกราคม", "context_fiscal_year": 2566}\n\n  \r\n'
            '{"id": 2, "text": "ไม่มีเวลา"}\r\n{"id": "x", "text": "ทุกเดือน", "context_fiscal_year": "๒๕๖๖"}',
        )

        rows = [json.loads(line) for line in out.splitlines()]
        assert code == 0
        assert [(row["id"], row["kind"], row["value"]) for row in rows] == [
            (1, "date", "2023-01-05"),
            (2, "none", None),
            ("x", "recurrence", "monthly"),
        ]
        assert set(rows[0]) == {"id", "kind", "value", "needs_review", "why"}

    def test_items_and_links_have_their_own_answers(self, parse):
        _, items, _ = parse("items", '{"id": 7, "label": "O1 โครงสร้างหน่วยงาน", "fiscal_year": 2566}')
        _, links, _ = parse("links", '{"id": 8, "raw": "http://www. bansuansai.go.th/a b.pdf"}')

        assert json.loads(items)["code"] == "O1"
        link = json.loads(links)
        assert (link["id"], link["class"]) == (8, "ok")
        assert link["url"] == "http://www.bansuansai.go.th/a%20b.pdf"
        assert "white_space" in link["repairs"]

    def test_an_empty_file_has_no_answers(self, parse):
        assert parse("dates", "\n\n") == (0, "", "")

    @pytest.mark.parametrize("bad", ["{", "[1]", "null", "7", '"x"', '{"id": 1} x', "[" * 3000])
    def test_a_bad_line_is_named_by_its_number_counting_empty_lines(self, parse, bad):
        code, out, err = parse("dates", '{"id": 1, "text": "มกราคม 2566"}\n\n' + bad + '\n{"id": 2}\n')

        assert code == 2
        assert out.count("\n") == 1
        assert "บรรทัดที่ 3" in err
        assert "line 3" in err

    def test_a_line_that_is_no_utf_8_is_named_by_its_number(self, parse):
        code, _, err = parse("links", b'{"id": 1, "raw": ""}\n' + '{"id": 2, "raw": "ก"}'.encode("tis-620"))

        assert code == 2
        assert "line 2 is not UTF-8" in err

    @pytest.mark.parametrize("row", ['{"id": 1, "text": 5}', '{"id": 1, "text": "x", "context_fiscal_year": 2023}'])
    def test_a_field_of_the_wrong_kind_is_named_with_its_line(self, parse, row):
        code, _, err = parse("dates", row)

        assert code == 2
        assert err.startswith("prongsai: บรรทัดที่ 1: ")
        assert "line 1: " in err

    def test_answers_come_while_the_input_is_still_open(self):
        process = subprocess.Popen(
            [sys.executable, "-m", "prongsai.cli.main", "parse", "links"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            process.stdin.write(b'{"id": 1, "raw": ""}\n' + b" " * io.DEFAULT_BUFFER_SIZE * 2 + b"\n")
            process.stdin.flush()

            assert json.loads(process.stdout.readline())["id"] == 1
        finally:
            process.stdin.close()
            process.wait(timeout=30)
            process.stdout.close()
        assert process.returncode == 0
