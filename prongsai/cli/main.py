"""The `prongsai` command: parses the words, then loads only the command asked for."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from prongsai import __version__
from prongsai.cli.streams import as_text, leave_closed_pipes, make_streams_ready, say_error
from prongsai.core.errors import OutsideError, PersonError

EXIT_DONE, EXIT_ERRORS_FOUND, EXIT_UNUSABLE, EXIT_PIPE_CLOSED = 0, 1, 2, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; exit code 0 done, 1 done and errors were found, 2 the input could not be used.

    141 when the reader of the output went away (`| head`), as of any program of a pipe.
    """
    make_streams_ready()
    try:
        return _answer(list(sys.argv[1:] if argv is None else argv))
    except BrokenPipeError:
        leave_closed_pipes()
        return EXIT_PIPE_CLOSED


def _answer(words: list[str]) -> int:
    try:
        if words[:1] == ["manage"]:
            return _run("prongsai.cli.manage", argparse.Namespace(words=words[1:]))
        arguments = build_parser().parse_args(words)
        return _run(arguments.module, arguments)
    except (PersonError, OutsideError) as error:
        say_error(error.message_th, error.message_en)
        return EXIT_UNUSABLE
    except KeyboardInterrupt:
        print("prongsai: หยุดตามคำสั่ง / stopped", file=sys.stderr)
        return 130
    except SystemExit:
        sys.stdout.flush()  # of --help
        raise


def _run(module: str, arguments: argparse.Namespace) -> int:
    code: int = importlib.import_module(module).run(arguments)
    sys.stdout.flush()
    return code


class _Parser(argparse.ArgumentParser):
    """Usage errors as one sentence, exit code 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        command = self.prog
        raise PersonError(
            f"คำสั่งไม่ถูกต้อง ({message}) ดูวิธีใช้ด้วย {command} --help",
            f"{message}; see {command} --help",
        )


def build_parser() -> argparse.ArgumentParser:
    """The grammar of the command line (docs/command-line.md)."""
    parser = _Parser(
        prog="prongsai",
        description="โปร่งใส: ระบบงานมาตรการ ITA ขององค์กรปกครองส่วนท้องถิ่น / "
        "the working system of Thai local governments for their yearly integrity measures",
    )
    parser.add_argument("--version", action="version", version=f"prongsai {__version__}")
    commands = parser.add_subparsers(title="คำสั่ง / commands", metavar="COMMAND", required=True)
    for build in (
        _start,
        _read,
        _check,
        _report,
        _rollover,
        _analyse,
        _audit,
        _parse,
        _personal_data,
        _verify,
        _publish,
        _backup,
        _restore,
        _doctor,
        _manage,
    ):
        build(commands)
    return parser


_Commands = argparse._SubParsersAction  # the type argparse gives no public name


def _add(commands: "_Commands[_Parser]", name: str, words: str) -> _Parser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(module=f"prongsai.cli.{name.replace('-', '_')}")
    return parser


def _start(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "start", "เปิดระบบบนเครื่องนี้ / set up if needed, then serve the pages and jobs")
    parser.add_argument("--example", action="store_true", help="โหลดเทศบาลตัวอย่าง / load the example municipality")


def _read(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "read", "อ่านรายงานหรือแผนเดิม / read a report or plan in any format into plan.json")
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="ไฟล์ที่จะอ่าน หรือ - / files to read, - for standard input"
    )
    parser.add_argument("-o", "--output", metavar="PLAN", help="แผนที่จะเขียน (.json หรือ .xlsx) / where to write the plan")
    parser.add_argument("--template", action="store_true", help="เขียนแบบ XLSX เปล่า / write a blank XLSX to fill in")
    parser.add_argument(
        "--fiscal-year", type=_fiscal_year, metavar="YEAR", help="ปีงบประมาณ พ.ศ. / when the file says none"
    )
    parser.add_argument("--agency", type=as_text, metavar="NAME", help="ชื่อหน่วยงาน / when the file names none")
    _add_json(parser, lines=True)


def _check(commands: "_Commands[_Parser]") -> None:
    parser = _add(
        commands, "check", "ตรวจแผน / every finding of a plan, by severity; exit code 1 when there are errors"
    )
    parser.add_argument("plan", metavar="PLAN")
    _add_json(parser, lines=True)


def _report(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "report", "ออกรายงานตามแบบ / write the official report of a round")
    parser.add_argument("plan", metavar="PLAN")
    parser.add_argument("--round", choices=("half-year", "full-year"), help="รอบ ๖ หรือ ๑๒ เดือน / which round")
    parser.add_argument("--to", default="pdf", metavar="FORMATS", help="pdf,docx,xlsx,html,txt (หลายแบบคั่นด้วยจุลภาค)")
    parser.add_argument("-o", "--output", default=".", metavar="DIR", help="โฟลเดอร์ปลายทาง / folder, made when absent")
    parser.add_argument("--plan-only", action="store_true", help="เฉพาะแผน ไม่มีผล / the table without results")
    parser.add_argument("--public", action="store_true", help="ใช้ตำแหน่งแทนชื่อบุคคล / posts instead of persons")
    _add_json(parser)


def _rollover(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "rollover", "ยกแผนไปปีถัดไป / next year's plan: dates moved, items mapped, gaps named")
    parser.add_argument("plan", metavar="PLAN")
    parser.add_argument("--to", type=_fiscal_year, required=True, metavar="YEAR", help="ปีงบประมาณปลายทาง เช่น 2567")
    parser.add_argument("-o", "--output", metavar="PLAN", help="แผนใหม่ที่จะเขียน / where to write the new plan")
    _add_json(parser)


def _analyse(commands: "_Commands[_Parser]") -> None:
    parser = _add(
        commands, "analyse", "วิเคราะห์ผลการประเมิน / analyse results: what was lost, the trend, measures to propose"
    )
    parser.add_argument(
        "results", nargs="+", metavar="RESULT", help="ไฟล์ผล ปีละไฟล์หรือหลายปีในไฟล์เดียว / results of one or more years"
    )
    parser.add_argument("--to", default="pdf", metavar="FORMATS", help="pdf,docx,html (หลายแบบคั่นด้วยจุลภาค)")
    parser.add_argument("-o", "--output", default=".", metavar="DIR", help="โฟลเดอร์ปลายทาง / folder, made when absent")
    parser.add_argument("--fiscal-year", type=_fiscal_year, metavar="YEAR", help="ปี พ.ศ. / when a file says none")
    parser.add_argument("--agency", type=as_text, metavar="NAME", help="ชื่อหน่วยงาน / which, where a file holds several")
    parser.add_argument(
        "--plan-year", type=_fiscal_year, metavar="YEAR", help="ปีของแผนที่จะเสนอ / the plan to propose for; else the next"
    )
    parser.add_argument(
        "--language",
        choices=("th", "en"),
        default="th",
        help="ภาษาของเอกสาร / of the documents: th (Thai, the default) or en",
    )
    _add_json(parser)


def _audit(commands: "_Commands[_Parser]") -> None:
    parser = _add(
        commands,
        "audit",
        "ตรวจหลักฐานทุกลิงก์ / open every link and say what is wrong; exit code 1 when something would score 0",
    )
    parser.add_argument(
        "target",
        nargs="?",
        metavar="PLAN|LINKS|SITEMAP|-",
        help="แผน รายการลิงก์ หรือแผนผังเว็บไซต์ / a plan, one address or JSON object a line, a site map or its address",
    )
    parser.add_argument("--agency", type=as_text, metavar="X", help="หน่วยงานในฐานข้อมูล / an agency of the database")
    parser.add_argument(
        "--host", action="append", default=[], metavar="HOST", help="เว็บของหน่วยงาน / the agency's own host"
    )
    parser.add_argument(
        "--agency-name", type=as_text, metavar="NAME", help="ชื่อหน่วยงาน / the agency's name, to find copied templates"
    )
    parser.add_argument("-o", "--output", metavar="PLAN", help="เขียนผลลงในแผน / write the verdicts into the plan")
    parser.add_argument("--csv", metavar="FILE", help="ผลเป็นตาราง CSV / the results as CSV")
    parser.add_argument("--keep", metavar="DIR", help="เก็บสำเนาเป็นหลักฐาน (WARC) / keep snapshots as proof")
    parser.add_argument(
        "--certificate", metavar="DIR", help="หนังสือรับรองต่อลิงก์ (PDF) / a certificate a link; needs --keep"
    )
    parser.add_argument("--no-judge", action="store_true", help="ตรวจเพียงว่าเปิดได้ / only whether links open")
    parser.add_argument("--no-ocr", action="store_true", help="ไม่อ่านภาพสแกน / do not read scans")
    parser.add_argument("--fresh", action="store_true", help="เริ่มใหม่ ไม่ทำต่อ / begin anew, do not resume")
    parser.add_argument("--allow-host", action="append", default=[], metavar="NAME", help=argparse.SUPPRESS)
    parser.add_argument(
        "--gap", type=_seconds, default=1.0, metavar="S", help="วินาทีระหว่างคำขอต่อเว็บ / between requests to a host"
    )
    parser.add_argument(
        "--window", type=_seconds, default=0.0, metavar="S", help="กระจายเว็บในช่วงเวลา / spread the hosts over S seconds"
    )
    parser.add_argument(
        "--connections", type=_connections, default=64, metavar="N", help="คำขอพร้อมกัน / requests at once"
    )
    parser.add_argument("--connect-timeout", type=_seconds, default=10.0, metavar="S", help="รอเชื่อมต่อ / to connect")
    parser.add_argument(
        "--first-byte-timeout", type=_seconds, default=20.0, metavar="S", help="รอไบต์แรก / to the first byte"
    )
    parser.add_argument("--timeout", type=_seconds, default=60.0, metavar="S", help="รอทั้งหมด / for the whole answer")
    _add_json(parser, lines=True)


def _publish(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "publish", "เขียนเว็บไซต์สาธารณะเป็นไฟล์ / the public site as static files, only what changed")
    parser.add_argument("folder", metavar="DIR", help="โฟลเดอร์ปลายทาง / folder to write to, made when absent")
    parser.add_argument("--agency", type=as_text, metavar="X", help="เฉพาะหน่วยงานนี้ / this agency alone, by its word")
    parser.add_argument(
        "--plain", action="store_true", help="ไม่ใช้ลิงก์ของระบบไฟล์ / for hosts that do not follow symbolic links"
    )
    parser.add_argument("--verify", action="store_true", help="ตรวจสำเนา / check a copy against its signed list")
    parser.add_argument("--key", metavar="PEM", help="กุญแจที่เชื่อถือ / the public key to trust with --verify")
    _add_json(parser)


def _parse(commands: "_Commands[_Parser]") -> None:
    parser = _add(
        commands, "parse", "แปลความวันที่ ข้อ หรือลิงก์ทีละบรรทัด / understand dates, items or links, JSON Lines in and out"
    )
    parser.add_argument("what", choices=("dates", "items", "links"))
    parser.add_argument("file", nargs="?", default="-", metavar="FILE")


def _personal_data(commands: "_Commands[_Parser]") -> None:
    parser = _add(
        commands,
        "personal-data",
        "ตรวจข้อมูลส่วนบุคคลก่อนเผยแพร่ / personal data in files before they are public; exit code 1 when something was found",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="ไฟล์ที่จะตรวจ หรือ - / files to look through")
    parser.add_argument("--mask", metavar="DIR", help="เขียนสำเนาที่ปิดบังแล้ว / write masked copies into this folder")
    parser.add_argument("--no-ocr", action="store_true", help="ไม่อ่านภาพ / do not read pictures")
    _add_json(parser, lines=True)


def _verify(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "verify", "ตรวจลูกโซ่ประวัติ / prove that nothing in the history was changed")
    parser.add_argument("file", nargs="?", metavar="FILE", help="ประวัติที่ส่งออก / an exported history; else the database")
    parser.add_argument(
        "--expect",
        action="append",
        default=[],
        metavar="AGENCY=HASH",
        help="รหัสท้ายที่พิมพ์หรือส่งอีเมลไว้ / a last hash printed or mailed earlier, which must still be there",
    )
    parser.add_argument(
        "--stamp",
        action="append",
        default=[],
        metavar="TSR",
        help="ตราประทับเวลาที่ดาวน์โหลดไว้ / a time stamp (RFC 3161) of one of its hashes",
    )
    parser.add_argument("--ca", metavar="PEM", help="ใบรับรองรากของผู้ประทับเวลา / roots of the time-stamping authority")
    _add_json(parser)


def _backup(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "backup", "สำรองทั้งระบบเป็นไฟล์เดียว / everything in one file, while the system runs")
    parser.add_argument("file", metavar="FILE", help="ไฟล์ใหม่ / a new file")
    _add_json(parser)


def _restore(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "restore", "กู้คืนลงที่ว่าง / put a backup into an empty place, and verify it")
    parser.add_argument("file", metavar="FILE")
    _add_json(parser)


def _doctor(commands: "_Commands[_Parser]") -> None:
    parser = _add(commands, "doctor", "ตรวจการติดตั้ง / what is misconfigured or has stopped; exit code 1 when bad")
    _add_json(parser)


def _manage(commands: "_Commands[_Parser]") -> None:
    _add(commands, "manage", "คำสั่งของ Django / Django's own commands")


def _add_json(parser: argparse.ArgumentParser, *, lines: bool = False) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="ผลเป็น JSON / the result as one JSON document")
    if lines:
        group.add_argument("--jsonl", action="store_true", help="ผลบรรทัดละหนึ่งรายการ / the results one a line")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 31 * 86400:
        raise argparse.ArgumentTypeError(
            f"ต้องเป็นจำนวนวินาที เช่น 1 หรือ 0.5 ไม่ใช่ {as_text(text)!r}: seconds such as 1 or 0.5"
        )
    return seconds


def _connections(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1000):
        raise argparse.ArgumentTypeError(f"ต้องเป็นจำนวน 1 ถึง 1000 ไม่ใช่ {as_text(text)!r}: a number from 1 to 1000")
    return int(text)


def _fiscal_year(text: str) -> int:
    from prongsai.core.thai.digits import to_arabic_digits

    digits = to_arabic_digits(text.strip())
    if not (digits.isascii() and digits.isdigit() and 2500 <= int(digits) <= 2700):
        raise argparse.ArgumentTypeError(
            f"ปีงบประมาณต้องเป็น พ.ศ. เช่น 2567 ไม่ใช่ {as_text(text)!r}: a Buddhist-era year such as 2567"
        )
    return int(digits)


if __name__ == "__main__":
    sys.exit(main())
