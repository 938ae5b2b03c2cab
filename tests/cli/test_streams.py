"""Terminals without Thai, pipes whose reader went away, streams that are closed: never a traceback."""

import json
import os
import subprocess
import sys

import pytest

from prongsai.cli.main import EXIT_PIPE_CLOSED, main
from prongsai.cli.streams import as_text

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
COMMAND = [sys.executable, "-m", "prongsai.cli.main"]


@pytest.fixture
def env(tmp_path):
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**buffered, "PRONGSAI_HOME": str(tmp_path / "home")}


@pytest.fixture
def links(tmp_path):
    """Many addresses that need no visit, more than a pipe holds."""
    path = tmp_path / "links.txt"
    path.write_text("".join(f"mailto:{number}@bansuan.go.th\n" for number in range(600)), encoding="utf-8")
    return str(path)


def call(words, env, **more):
    return subprocess.run([*COMMAND, *words], env=env, capture_output=True, timeout=60, check=False, **more)


class TestWithoutUtf8:
    @pytest.mark.parametrize(
        "words",
        [
            ("--help",),
            ("audit", "--help"),
            ("audit", "-"),
            ("audit", "-", "--json"),
            ("audit", "-", "--jsonl"),
            ("audit", "-", "--agency-name", "เทศบาลตำบลบ้านสวน"),
        ],
    )
    def test_thai_comes_out_as_utf8(self, env, words):
        done = call(words, {**env, **ASCII}, input="ที่อยู่\n".encode())

        assert done.returncode == 0, done.stderr.decode()
        assert "ี" in done.stdout.decode("utf-8")
        assert b"Traceback" not in done.stderr

    @pytest.mark.parametrize("words", [("audit", "ไม่มี.txt"), ("audit", "x", "--gap", "เร็ว"), ("check", "ไม่มี.json")])
    def test_bad_use_is_one_sentence_in_thai(self, env, words):
        done = call(words, {**env, **ASCII})

        told = done.stderr.decode("utf-8")
        assert done.returncode == 2
        assert told.startswith("prongsai: ")
        assert told.count("\n") == 1
        assert words[-1] in told

    def test_files_with_thai_names_are_read_and_written(self, env, tmp_path):
        given, table = tmp_path / "ลิงก์.txt", tmp_path / "ผล ตรวจ.csv"
        given.write_text("mailto:a@bansuan.go.th\n", encoding="utf-8")

        done = call(("audit", str(given), "--csv", str(table), "--jsonl"), {**env, **ASCII})

        assert done.returncode == 0, done.stderr.decode()
        assert json.loads(done.stdout)["verdict"] == "not_checked"
        assert "mailto:a@bansuan.go.th" in table.read_text(encoding="utf-8-sig")

    def test_half_a_character_is_shown_not_raised(self, env):
        done = call(("audit", b"\xe0\xb9.txt"), env)

        assert done.returncode == 2
        assert b"\xe0\xb9.txt" in done.stderr
        assert b"Traceback" not in done.stderr


class TestReaderThatWentAway:
    @pytest.mark.parametrize("words", [("--jsonl",), ("--json",), ()])
    def test_ends_quietly_with_the_code_of_a_closed_pipe(self, env, links, words):
        process = subprocess.Popen(
            [*COMMAND, "audit", links, *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        process.stdout.read(1)
        process.stdout.close()
        told = process.stderr.read().decode()

        assert process.wait(60) == EXIT_PIPE_CLOSED == 141
        process.stderr.close()
        assert "Traceback" not in told
        assert "BrokenPipe" not in told

    def test_also_for_help(self, env):
        read, write = os.pipe()
        os.close(read)
        try:
            done = subprocess.run(
                [*COMMAND, "audit", "--help"], env=env, stdout=write, stderr=subprocess.PIPE, timeout=60, check=False
            )
        finally:
            os.close(write)

        assert (done.returncode, done.stderr) == (EXIT_PIPE_CLOSED, b"")

    def test_also_where_sentences_go(self, env):
        read, write = os.pipe()
        os.close(read)
        try:
            done = subprocess.run(
                [*COMMAND, "audit", "no-such-file"],
                env=env, stdout=subprocess.PIPE, stderr=write, timeout=60, check=False,
            )  # fmt: skip
        finally:
            os.close(write)

        assert done.returncode in (2, EXIT_PIPE_CLOSED)
        assert done.stdout == b""


class TestClosedStreams:
    @pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
    @pytest.mark.parametrize("words", ["--jsonl", "--json", ""])
    def test_no_traceback_and_the_code_of_the_work(self, env, links, closing, words):
        line = f'"{sys.executable}" -m prongsai.cli.main audit "{links}" {words} {closing}'

        done = subprocess.run(["sh", "-c", line], env=env, capture_output=True, timeout=60, check=False)

        assert done.returncode == 0
        assert b"Traceback" not in done.stderr
        assert b"Error" not in done.stderr

    def test_no_file_takes_the_place_of_a_closed_stream(self, env, links, tmp_path):
        line = f'"{sys.executable}" -m prongsai.cli.main audit "{links}" --csv "{tmp_path}/out.csv" >&- 2>&-'

        subprocess.run(["sh", "-c", line], env=env, timeout=60, check=True)

        lines = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 601
        assert lines[0].startswith("id,url")

    def test_standard_input_that_is_closed_is_empty(self, env):
        line = f'"{sys.executable}" -m prongsai.cli.main audit - <&-'

        done = subprocess.run(["sh", "-c", line], env=env, capture_output=True, timeout=60, check=False)

        assert done.returncode == 2
        assert done.stderr.startswith(b"prongsai: ")


class TestAsText:
    def test_words_that_an_ascii_terminal_gave_are_mended(self):
        assert as_text("เทศบาล".encode().decode("ascii", "surrogateescape")) == "เทศบาล"
        assert as_text("เทศบาล") == "เทศบาล"
        assert "\ufffd" in as_text("\udce0")


def test_streams_of_others_are_left_alone(capsys):
    assert main(["audit", "no-such-file"]) == 2

    assert "no-such-file" in capsys.readouterr().err
