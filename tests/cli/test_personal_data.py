"""`prongsai personal-data`: exit codes, JSON, copies."""

import json

import pytest

from prongsai.cli.main import main
from tests.adapters.gate import files
from tests.adapters.gate.files import ID, MOBILE


@pytest.fixture
def clean(tmp_path):
    path = tmp_path / "สะอาด.txt"
    path.write_text("โทร 053-123456", encoding="utf-8")
    return str(path)


@pytest.fixture
def found(tmp_path):
    path = tmp_path / "รายชื่อ.docx"
    path.write_bytes(files.split_runs_docx())
    return str(path)


class TestExitCodes:
    def test_0_when_nothing_needs_a_decision(self, clean, capsys):
        assert main(["personal-data", clean]) == 0
        assert "nothing to decide" in capsys.readouterr().out

    def test_1_when_something_was_found(self, clean, found, capsys):
        assert main(["personal-data", clean, found, "--no-ocr"]) == 1
        out = capsys.readouterr().out
        assert "3 to decide" in out
        assert "[national_id]" in out
        assert "table 1 row 1" in out

    def test_2_when_a_file_cannot_be_opened(self, capsys):
        assert main(["personal-data", "ไม่มี.pdf"]) == 2
        assert "cannot open" in capsys.readouterr().err

    def test_a_note_alone_is_no_finding(self, tmp_path):
        import docx

        document = docx.Document()
        document.core_properties.author = "สมชาย ใจดี"
        path = tmp_path / "ก.docx"
        path.write_bytes(files.saved(document))

        assert main(["personal-data", str(path)]) == 0


class TestOutput:
    def test_never_prints_a_number(self, found, capsys):
        main(["personal-data", found, "--no-ocr"])

        captured = capsys.readouterr()
        assert ID not in captured.out + captured.err
        assert MOBILE not in captured.out + captured.err

    def test_json_is_one_document(self, clean, found, capsys):
        main(["personal-data", clean, found, "--json", "--no-ocr"])

        said = json.loads(capsys.readouterr().out)
        assert [one["file"] for one in said["files"]] == ["สะอาด.txt", "รายชื่อ.docx"]
        assert [one["is_clear"] for one in said["files"]] == [True, False]
        assert len(said["files"][1]["sha256"]) == 64

    def test_jsonl_is_one_line_a_file(self, clean, found, capsys):
        main(["personal-data", clean, found, "--jsonl", "--no-ocr"])

        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [len(one["findings"]) for one in lines] == [0, 3]


class TestMaskedCopies:
    def test_are_written_and_clear(self, found, tmp_path, capsys):
        target = tmp_path / "ใหม่" / "ข้างใน"

        assert main(["personal-data", found, "--mask", str(target), "--json", "--no-ocr"]) == 1
        (one,) = json.loads(capsys.readouterr().out)["files"]
        assert one["masked_copy"]["masked"] == 3
        assert one["masked_copy"]["left"] == []
        assert main(["personal-data", one["masked_copy"]["path"], "--no-ocr"]) == 0

    def test_leave_the_original_as_it_is(self, found, tmp_path):
        with open(found, "rb") as file:
            before = file.read()

        main(["personal-data", found, "--mask", str(tmp_path), "--no-ocr"])

        with open(found, "rb") as file:
            assert file.read() == before

    def test_of_two_files_with_one_name_are_two(self, tmp_path, capsys):
        names = []
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
            path = tmp_path / folder / "x.txt"
            path.write_text(f"โทร {MOBILE} {folder}", encoding="utf-8")
            names.append(str(path))

        main(["personal-data", *names, "--mask", str(tmp_path / "out")])

        assert len(list((tmp_path / "out").iterdir())) == 2

    def test_say_why_there_is_none(self, tmp_path, capsys):
        path = tmp_path / "x.pdf"
        path.write_bytes(b"%PDF-1.7 broken")

        assert main(["personal-data", str(path), "--mask", str(tmp_path / "out"), "--json"]) == 1
        captured = capsys.readouterr()
        assert json.loads(captured.out)["files"][0]["masked_copy"]["path"] is None
        assert "no masked copy" in captured.err
        assert not (tmp_path / "out").exists()
