"""`prongsai audit`: visit every link, say what is wrong and what to do; no database, no Django."""

import argparse
import contextlib
import gc
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from prongsai.audit.engine import host_of_link
from prongsai.audit.fetch_port import TimeLimits
from prongsai.audit.pace import PaceReport
from prongsai.audit.result_json import result_to_dict
from prongsai.audit.verdict import WOULD_SCORE_ZERO
from prongsai.cli.audit_input import AuditInput, read_audit_input
from prongsai.cli.audit_output import CsvFile, print_results, require_writable, summary_of
from prongsai.cli.screen import print_json, print_json_line
from prongsai.core.errors import PersonError
from prongsai.settings import read_settings
from prongsai.wiring.audit import AuditOptions, AuditRun, snapshot_store

if TYPE_CHECKING:
    from prongsai.adapters.snapshots import SnapshotStore
    from prongsai.adapters.snapshots.memory import FolderMemory
    from prongsai.audit.judge.same_file import SeenFiles


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when any link would score 0 (an unconfirmed `gone` included), 2 when the input cannot be used.

    130 after Ctrl-C: what was found is written, but a list that is not finished is no good news.
    """
    if arguments.certificate and not arguments.keep:
        raise PersonError(
            "--certificate ต้องใช้คู่กับ --keep โฟลเดอร์ที่เก็บสำเนา", "--certificate needs --keep, the folder of the snapshots"
        )
    with contextlib.ExitStack() as held:
        store = held.enter_context(snapshot_store(Path(arguments.keep))) if arguments.keep else None
        try:
            return _run(arguments, _options(arguments, store), store)
        except BrokenPipeError:
            raise
        except (OSError, sqlite3.Error) as error:
            raise PersonError(
                f"เขียนผลไม่ได้ ({error}) กรุณาตรวจที่ว่างในดิสก์และสิทธิ์ แล้วสั่งคำสั่งเดิมเพื่อทำต่อ",
                f"what was found cannot be written ({error}): check the space on the disk and the permissions,"
                " then the same command goes on from here",
            ) from error


def _run(arguments: argparse.Namespace, options: AuditOptions, store: "SnapshotStore | None") -> int:
    given = read_audit_input(arguments, options)
    _require_outputs(arguments, given)
    journal = _open_journal(arguments, given)
    is_told = False
    try:
        _require_links(arguments, journal)
        report = _visit_all(arguments, given, journal, options)
        lines = list(journal.results()) if arguments.output or arguments.certificate or not arguments.jsonl else []
        left = journal.left()
        if arguments.csv:
            with CsvFile(arguments.csv) as table:
                for line in journal.results():
                    table.write(line)
        counts = Counter(journal.counts())
        if arguments.certificate and store is not None:
            from prongsai.cli.audit_proof import write_certificates

            written = write_certificates(lines, agency=given.agency, store=store, folder=arguments.certificate)
            _tell(f"เขียนหนังสือรับรอง {written} ฉบับ / {written} certificates written: {arguments.certificate}")
        _finish(arguments, given, lines, counts, report, left)
        sys.stdout.flush()
        is_told = True
    except BrokenPipeError:
        is_told = True
        raise
    finally:
        journal.close(keep=not is_told and journal.total > 0)  # visits are not lost because a disk was full
    if left:
        return 130
    return 1 if any(counts[verdict] for verdict in WOULD_SCORE_ZERO) else 0


def _require_outputs(arguments: argparse.Namespace, given: AuditInput) -> None:
    """Raise PersonError before the first visit where what is found could not be written after the last."""
    if arguments.output:
        from prongsai.cli.audit_plan import require_plan

        require_plan(given)
    folder = str(Path(arguments.certificate) / "x.pdf") if arguments.certificate else None
    for name in (arguments.csv, arguments.output, folder):
        if name and name != "-":
            require_writable(name)


def _require_links(arguments: argparse.Namespace, journal: Any) -> None:
    if journal.total == 0:
        name = arguments.target or arguments.agency
        raise PersonError(
            f'"{name}" ไม่มีลิงก์ให้ตรวจ กรุณาใส่ที่อยู่บรรทัดละหนึ่งรายการ หรือแผนที่มีหลักฐาน',
            f'"{name}" holds no link to check: give one address a line, or a plan with evidence',
        )


def _visit_all(arguments: argparse.Namespace, given: AuditInput, journal: Any, options: AuditOptions) -> PaceReport:
    """Visit what the journal still holds; Ctrl-C ends it with everything found so far written down."""
    memory = _memory(arguments)
    with memory or contextlib.nullcontext():
        return _visit_with(arguments, given, journal, options, memory)


def _visit_with(
    arguments: argparse.Namespace, given: AuditInput, journal: Any, options: AuditOptions, memory: "FolderMemory | None"
) -> PaceReport:
    if journal.is_resumed:
        _tell(f"ทำต่อจากที่ค้างไว้ เหลือ {journal.left()} ลิงก์ / going on where it stopped: {journal.left()} links left")
        if arguments.jsonl:
            for line in journal.results():
                print_json_line(line)
    seen = _seen_files(options, memory)
    gc.set_threshold(50_000, 20, 100)  # results are flat and short-lived: the collector finds nothing in them
    with AuditRun(journal, agency=given.agency, options=options, memory=memory) as auditor:
        try:
            for visited in _with_bar(auditor, journal):
                result = visited.result
                same = seen.note_of(result) if seen else None
                line = result_to_dict(replace(result, notes=(*result.notes, same)) if same else result)
                text = journal.save(result.link, line)
                if memory is not None:
                    memory.remember(result, visited.text)
                if arguments.jsonl:
                    sys.stdout.write(text + "\n")
        except KeyboardInterrupt:
            _tell(
                f"\nหยุดแล้ว เหลือ {journal.left()} ลิงก์ สั่งคำสั่งเดิมอีกครั้งเพื่อทำต่อ"
                f" / stopped with {journal.left()} links left: the same command goes on from here"
            )
        return auditor.pace_report


def _seen_files(options: AuditOptions, memory: "FolderMemory | None") -> "SeenFiles | None":
    """What knows a file by its hash; None where nothing is hashed: no page is read and no earlier visit known."""
    if not options.judge and memory is None:
        return None
    from prongsai.audit.judge.same_file import SeenFiles

    return SeenFiles()


def _with_bar(auditor: AuditRun, journal: Any) -> Iterator[Any]:
    if not sys.stderr.isatty():
        yield from auditor
        return
    from tqdm import tqdm

    with tqdm(total=journal.left(), unit="ลิงก์", file=sys.stderr, leave=False, dynamic_ncols=True) as bar:
        for visited in auditor:
            yield visited
            bar.update()


def _finish(
    arguments: argparse.Namespace,
    given: AuditInput,
    lines: list[dict[str, Any]],
    counts: Counter[str],
    report: PaceReport,
    left: int,
) -> None:
    if arguments.output:
        from prongsai.cli.audit_plan import write_audited_plan

        write_audited_plan(given, lines, arguments.output)
    summary = summary_of(counts, report, left)
    if arguments.json:
        print_json({"summary": summary, "results": lines})
    elif arguments.jsonl:
        _tell(_in_short(summary))
    else:
        print_results(lines, summary)
    if arguments.output and arguments.output != "-":
        _tell(f"เขียนแผนแล้ว / plan written: {arguments.output}")


def _in_short(summary: dict[str, Any]) -> str:
    verdicts = ", ".join(f"{verdict} {count}" for verdict, count in summary["verdicts"].items())
    return f"รวม / total {summary['links']}: {verdicts}"


def _options(arguments: argparse.Namespace, store: "SnapshotStore | None") -> AuditOptions:
    settings = read_settings()
    gap_s: float = arguments.gap
    return AuditOptions(
        host_gap_s=gap_s,
        address_gap_s=gap_s / 2,
        platform_gap_s=gap_s,
        host_connections=1 if gap_s else 4,
        connections=arguments.connections,
        limits=TimeLimits(arguments.connect_timeout, arguments.first_byte_timeout, arguments.timeout),
        allow_hosts=frozenset(arguments.allow_host),
        judge=not arguments.no_judge,
        ocr=not arguments.no_ocr,
        window_s=arguments.window,
        snapshots=store,
        contact_url=settings.url if settings.is_https else "",
    )


def _memory(arguments: argparse.Namespace) -> "FolderMemory | None":
    if not arguments.keep:
        return None
    from prongsai.adapters.snapshots.memory import FolderMemory

    return FolderMemory(Path(arguments.keep))


def _open_journal(arguments: argparse.Namespace, given: AuditInput) -> Any:
    from prongsai.adapters.audit_journal import open_journal

    folder = Path(arguments.keep) if arguments.keep else read_settings().home / "audits"
    try:
        return open_journal(folder, given.links, host_of=host_of_link, fresh=arguments.fresh)
    except (OSError, sqlite3.Error) as error:
        raise PersonError(
            f'เขียนโฟลเดอร์ "{folder}" ไม่ได้ กรุณาตรวจสิทธิ์หรือใช้ --keep โฟลเดอร์อื่น',
            f'the folder "{folder}" cannot be written ({error}): check its permissions or name another with --keep',
        ) from error


def _tell(words: str, file: TextIO | None = None) -> None:
    print(words, file=file or sys.stderr, flush=True)
