"""The grammar of the command line, its exit codes, and what it loads."""

import os
import subprocess
import sys

import pytest

from prongsai.cli.main import main


class TestMain:
    def test_shows_every_command_in_help(self, capsys):
        with pytest.raises(SystemExit) as end:
            main(["--help"])

        out = capsys.readouterr().out
        assert end.value.code == 0
        for command in (
            "start",
            "read",
            "check",
            "report",
            "rollover",
            "parse",
            "personal-data",
            "backup",
            "restore",
            "doctor",
            "manage",
        ):
            assert command in out

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["nonsense"],
            ["read"],
            ["read", "--json", "a", "b"],
            ["check", "missing.json"],
            ["report", "missing.json", "--to", "rtf"],
            ["report", "missing.json", "--to", "pdf,docx", "-o", "-"],
            ["rollover", "missing.json", "--to", "2024"],
            ["rollover", "missing.json"],
            ["parse", "colours"],
            ["parse", "dates", "missing.jsonl"],
        ],
    )
    def test_answers_bad_use_with_one_sentence_and_exit_2(self, words, capsys):
        code = main(words)

        err = capsys.readouterr().err
        assert code == 2
        assert err.startswith("prongsai: ")
        assert err.count("\n") == 1
        assert "Traceback" not in err

    def test_takes_thai_digits_for_a_year(self, capsys):
        main(["rollover", "missing.json", "--to", "๒๕๖๗"])

        assert "missing.json" in capsys.readouterr().err


class TestStartUp:
    def test_loads_no_heavy_library_for_help(self):
        code = (
            "import sys\nfrom prongsai.cli.main import main\n"
            "try:\n main(['--help'])\nexcept SystemExit: pass\n"
            "heavy = {'django', 'typst', 'lxml', 'docx', 'pikepdf', 'yaml', 'pypdfium2', 'pythainlp', 'xlsxwriter'}\n"
            "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
        )

        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert done.stderr.strip() == "[]"

    def test_loads_nothing_to_read_with_where_no_page_is_read(self, tmp_path):
        links = tmp_path / "links.txt"
        links.write_text("http://127.0.0.1:9/x\n")
        code = (
            "import sys\nfrom prongsai.cli.main import main\n"
            f"main(['audit', {str(links)!r}, '--no-judge', '--fresh'])\n"
            "heavy = {'prongsai.audit.judge', 'prongsai.audit.watch', 'prongsai.audit.reading', 'prongsai.audit.said', 'lxml'}\n"
            "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
        )
        home = {**os.environ, "PRONGSAI_HOME": str(tmp_path)}

        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=home)

        assert done.stderr.splitlines()[-1] == "[]"

    def test_ends_quietly_when_the_reader_goes_away(self, tmp_path):
        rows = tmp_path / "rows.jsonl"
        rows.write_text('{"id": 1, "text": "1 มกราคม 2566", "context_fiscal_year": null}\n' * 20_000)

        done = subprocess.run(
            f"{sys.executable} -m prongsai.cli.main parse dates {rows} | head -1",
            shell=True,
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout.count("\n") == 1
        assert "Traceback" not in done.stderr
