"""Files named on the command line."""

import os
import stat

import pytest

from prongsai.cli import files
from prongsai.cli.files import read_input, write_output
from prongsai.core.errors import PersonError


class TestReadInput:
    def test_gives_content_and_name(self, tmp_path):
        path = tmp_path / "แผน.txt"
        path.write_bytes(b"abc")

        assert read_input(str(path)) == (b"abc", "แผน.txt")

    def test_says_which_file_is_missing(self, tmp_path):
        with pytest.raises(PersonError) as refusal:
            read_input(str(tmp_path / "none.docx"))

        assert "none.docx" in refusal.value.message_th

    def test_refuses_a_folder(self, tmp_path):
        with pytest.raises(PersonError) as refusal:
            read_input(str(tmp_path))

        assert "โฟลเดอร์" in refusal.value.message_th

    def test_refuses_more_than_the_limit_and_names_it(self, tmp_path):
        path = tmp_path / "big.pdf"
        path.write_bytes(b"x" * 2_000_001)

        with pytest.raises(PersonError) as refusal:
            read_input(str(path), max_bytes=1024 * 1024)

        assert "1 MB" in refusal.value.message_en


class TestWriteOutput:
    def test_makes_the_folder(self, tmp_path):
        write_output(str(tmp_path / "a" / "b" / "plan.json"), b"{}")

        assert (tmp_path / "a" / "b" / "plan.json").read_bytes() == b"{}"

    def test_leaves_the_old_file_when_writing_fails(self, tmp_path, monkeypatch):
        path = tmp_path / "plan.json"
        path.write_bytes(b"old")
        monkeypatch.setattr(files.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))

        with pytest.raises(PersonError):
            write_output(str(path), b"new")

        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["plan.json"]

    def test_gives_ordinary_permissions(self, tmp_path):
        path = tmp_path / "plan.json"

        write_output(str(path), b"{}")

        assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600
        assert not stat.S_IMODE(path.stat().st_mode) & 0o111

    def test_writes_to_standard_output(self, capfdbinary):
        write_output("-", b"%PDF")
        import sys

        sys.stdout.flush()

        assert capfdbinary.readouterr().out == b"%PDF"

    def test_says_when_a_file_stands_where_the_folder_should(self, tmp_path):
        (tmp_path / "taken").write_text("x")

        with pytest.raises(PersonError) as refusal:
            write_output(str(tmp_path / "taken" / "plan.json"), b"{}")

        assert "plan.json" in refusal.value.message_en
