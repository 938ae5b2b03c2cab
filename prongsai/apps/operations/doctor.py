"""What is misconfigured or has stopped, each with what to do about it. Changes nothing."""

import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max

from prongsai.adapters.clamd import ScannerDown, scan
from prongsai.apps.accounts.place import is_loopback_name
from prongsai.apps.history.models import Event, HeadAddress, HeadStamp
from prongsai.apps.jobs.queue import job_queue
from prongsai.apps.jobs.schedule import BACKED_UP, VERIFIED, WORKER_SIGN, last_done
from prongsai.apps.operations.labels import OPINION_TITLES
from prongsai.apps.operations.readiness import DISK_LEAST_BYTES, QUEUE_LATE_S, free_bytes, queue_wait_s

WORKER_SILENT = timedelta(minutes=5)
VERIFY_EVERY = timedelta(days=2)
BACKUP_EVERY = timedelta(days=2)
CLOCK_AHEAD = timedelta(minutes=5)
GOOD, DOUBTFUL, BAD = "good", "doubtful", "bad"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One thing looked at. `level` is good, doubtful (works, but) or bad (does not do its work)."""

    name: str
    level: str
    message_th: str
    message_en: str

    @property
    def title(self) -> str:
        """What was looked at, in the reader's language."""
        return str(OPINION_TITLES[self.name])

    @property
    def words(self) -> tuple[str, str]:
        """What is said, Thai and English."""
        return self.message_th, self.message_en


def examine(at: datetime, *, asks_others: bool = True) -> list[Opinion]:
    """Every opinion; what needs the database is left out when it is away or not of this release.

    Without `asks_others` programs and servers are not asked, which may take long.
    """
    opinions = [*_look_at_address(), *_look_at_home()]
    if asks_others:
        opinions += [*_look_at_programs(), *_look_at_mail(), *_look_at_scanner()]
    database = _look_at_database()
    opinions.append(database)
    if database.level == GOOD:
        opinions += [one for look in _IN_DATABASE for one in look(at)]
    return opinions


def _look_at_address() -> Iterator[Opinion]:
    chosen = settings.PRONGSAI
    is_public = not is_loopback_name(chosen.public_host)
    if chosen.debug:
        level = BAD if is_public else DOUBTFUL
        yield Opinion(
            "debug",
            level,
            "PRONGSAI_DEBUG เปิดอยู่ หน้าผิดพลาดจะแสดงข้อมูลภายใน",
            "PRONGSAI_DEBUG is on: error pages show what is inside",
        )
    if is_public and not chosen.is_https:
        yield Opinion(
            "https",
            BAD,
            f"{chosen.url} ไม่เข้ารหัส กรุณาตั้ง PRONGSAI_URL เป็น https://",
            f"{chosen.url} is not encrypted: set PRONGSAI_URL to https://",
        )
    else:
        yield Opinion("https", GOOD, chosen.url, chosen.url)
    if is_public and not is_loopback_name(chosen.bind_host):
        yield Opinion(
            "bind",
            DOUBTFUL,
            f"รับการเชื่อมต่อที่ {chosen.bind_host} โดยตรง ควรรับจากพร็อกซีเท่านั้น",
            f"listens on {chosen.bind_host}: only the proxy should reach it",
        )
    if chosen.audit_allow_hosts:
        hosts = ", ".join(sorted(chosen.audit_allow_hosts))
        yield Opinion(
            "audit_hosts",
            DOUBTFUL,
            f"PRONGSAI_AUDIT_ALLOW_HOSTS เปิดเครื่องภายในไว้: {hosts}",
            f"PRONGSAI_AUDIT_ALLOW_HOSTS opens inner hosts: {hosts}",
        )


def _look_at_home() -> Iterator[Opinion]:
    home: Path = settings.PRONGSAI.home
    if home.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Opinion(
            "home",
            DOUBTFUL,
            f"ผู้ใช้อื่นของเครื่องเปิด {home} ได้ กรุณาสั่ง chmod 700",
            f"other users of this machine can open {home}: chmod 700 it",
        )
    else:
        yield Opinion("home", GOOD, str(home), str(home))
    key: Path = settings.PRONGSAI.secret_key_file
    if key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Opinion(
            "secret_key",
            BAD,
            f"ผู้ใช้อื่นอ่านกุญแจ {key} ได้ กรุณาสั่ง chmod 600",
            f"other users can read the secret key {key}: chmod 600 it",
        )
    else:
        yield Opinion("secret_key", GOOD, "มีเจ้าของอ่านได้ผู้เดียว", "only its owner can read it")
    free = free_bytes(home)
    shown = f"{free / 1_000_000_000:.1f} GB"
    level = BAD if free < DISK_LEAST_BYTES else DOUBTFUL if free < 10 * DISK_LEAST_BYTES else GOOD
    yield Opinion("disk", level, f"ที่ว่าง {shown}", f"{shown} free")


def _look_at_programs() -> Iterator[Opinion]:
    if shutil.which("tesseract") is None:
        yield Opinion(
            "tesseract",
            DOUBTFUL,
            "ไม่มี tesseract จึงอ่านภาพสแกนไม่ได้",
            "no tesseract: scans are not read (apt install tesseract-ocr tesseract-ocr-tha)",
        )
    else:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
        if "tha" in listed.stdout.split():
            yield Opinion("tesseract", GOOD, "อ่านภาพสแกนภาษาไทยได้", "reads Thai scans")
        else:
            yield Opinion(
                "tesseract", DOUBTFUL, "tesseract ไม่มีภาษาไทย", "tesseract lacks Thai (apt install tesseract-ocr-tha)"
            )
    office = shutil.which("soffice") or shutil.which("libreoffice")
    thai, english = (
        ("อ่านไฟล์ DOC XLS PPT ได้", "reads old office files")
        if office
        else (
            "ไม่มี LibreOffice จึงอ่านไฟล์ DOC PPT ไม่ได้",
            "no LibreOffice: old office files are not read (apt install libreoffice-writer)",
        )
    )
    yield Opinion("libreoffice", GOOD if office else DOUBTFUL, thai, english)
    if settings.PRONGSAI.database.engine == "postgresql" and shutil.which("pg_dump") is None:
        yield Opinion(
            "pg_dump",
            DOUBTFUL,
            "ไม่มี pg_dump ไฟล์สำรองจะไม่มีสำเนาของ PostgreSQL เอง",
            "no pg_dump: a backup will hold no dump of PostgreSQL's own (apt install postgresql-client)",
        )


def _look_at_scanner() -> Iterator[Opinion]:
    scanner = settings.PRONGSAI.scanner
    if scanner is None:
        yield Opinion(
            "scanner",
            DOUBTFUL,
            "ยังไม่ได้ตั้ง PRONGSAI_CLAMD จึงไม่ตรวจไวรัส",
            "PRONGSAI_CLAMD is not set: files are not scanned",
        )
        return
    try:
        scan(b"prongsai", scanner, time_limit_s=5)
    except ScannerDown as why:
        yield Opinion("scanner", BAD, f"เครื่องตรวจไวรัสไม่ตอบ ({why})", f"the virus scanner gives no opinion ({why})")
    else:
        yield Opinion("scanner", GOOD, "เครื่องตรวจไวรัสตอบ", "the virus scanner answers")


def _look_at_mail() -> Iterator[Opinion]:
    server = settings.PRONGSAI.mail_server
    if server is None:
        yield Opinion(
            "mail", DOUBTFUL, "ยังไม่ได้ตั้ง PRONGSAI_SMTP_URL จึงไม่ส่งอีเมล", "PRONGSAI_SMTP_URL is not set: no mail is sent"
        )
        return
    try:
        mail = get_connection(fail_silently=False)
        mail.open()
        mail.close()
    except (SMTPException, OSError) as error:
        why = type(error).__name__
        yield Opinion(
            "mail",
            BAD,
            f"ติดต่อ {server.host}:{server.port} ไม่ได้ ({why})",
            f"{server.host}:{server.port} cannot be used ({why})",
        )
        return
    if not server.security and not is_loopback_name(server.host):
        yield Opinion(
            "mail",
            DOUBTFUL,
            f"ส่งอีเมลไปยัง {server.host} โดยไม่เข้ารหัส",
            f"mail goes to {server.host} unencrypted: use smtp+starttls://",
        )
    else:
        yield Opinion("mail", GOOD, f"{server.host}:{server.port} รับการเชื่อมต่อ", f"{server.host}:{server.port} answers")


def _look_at_database() -> Opinion:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        why = str(error).splitlines()[0]
        return Opinion(
            "database",
            BAD,
            f"เปิดฐานข้อมูลไม่ได้ ({why}) กรุณาตรวจ DATABASE_URL",
            f"the database cannot be opened ({why}): check DATABASE_URL",
        )
    if waiting:
        count = len(waiting)
        return Opinion(
            "database",
            BAD,
            f"ฐานข้อมูลยังไม่ตรงรุ่น ({count} ขั้น) กรุณาสั่ง prongsai manage migrate",
            f"the database is not of this release ({count} steps): run prongsai manage migrate",
        )
    engine = connection.vendor
    return Opinion("database", GOOD, f"{engine} ตรงรุ่นนี้", f"{engine}, of this release")


def _look_at_clock(at: datetime) -> Iterator[Opinion]:
    newest = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    server = _server_moment()
    if newest is not None and newest - at > CLOCK_AHEAD:
        yield Opinion(
            "clock",
            BAD,
            "นาฬิกาเครื่องช้ากว่ารายการล่าสุดในประวัติ กรุณาตั้งเวลา (NTP)",
            "the clock is behind the newest event of the history: set it (NTP)",
        )
    elif server is not None and abs(server - at) > CLOCK_AHEAD:
        yield Opinion("clock", BAD, "นาฬิกาเครื่องไม่ตรงกับเครื่องฐานข้อมูล", "the clock differs from the database server's")
    else:
        yield Opinion("clock", GOOD, at.isoformat(timespec="seconds"), at.isoformat(timespec="seconds"))


def _server_moment() -> datetime | None:
    """The database server's clock; None where the database is a file of this machine."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime)
    return moment


def _look_at_worker(at: datetime) -> Iterator[Opinion]:
    sign = last_done(WORKER_SIGN)
    if sign is None or at - sign > WORKER_SILENT:
        since = f" ({sign.isoformat(timespec='minutes')})" if sign else ""
        yield Opinion(
            "worker",
            BAD,
            f"ไม่มีตัวทำงานเบื้องหลัง{since} กรุณาเปิด prongsai manage run_jobs",
            f"no worker runs{since}: start prongsai manage run_jobs",
        )
    else:
        yield Opinion("worker", GOOD, "ทำงานอยู่", "alive")
    waits = queue_wait_s()
    level = BAD if waits >= QUEUE_LATE_S else GOOD
    yield Opinion("queue", level, f"งานที่รอนานที่สุดรอ {waits:.0f} วินาที", f"the first job has waited {waits:.0f} s")
    dead = len(job_queue().list_dead())
    if dead:
        yield Opinion(
            "dead_jobs",
            DOUBTFUL,
            f"งานที่ล้มเหลวถาวร {dead} งาน ดูด้วย prongsai manage show_cycles",
            f"{dead} jobs failed for good: see prongsai manage show_cycles",
        )


def _look_at_history(at: datetime) -> Iterator[Opinion]:
    yield _age(
        "verified",
        VERIFIED,
        VERIFY_EVERY,
        at,
        ("ตรวจลูกโซ่ประวัติแล้ว", "the history was verified"),
        (
            "ยังไม่ได้ตรวจลูกโซ่ประวัติ หรือตรวจแล้วไม่ครบถ้วน กรุณาสั่ง prongsai verify",
            "the history was not verified lately, or did not hold: run prongsai verify",
        ),
    )
    yield _age(
        "backup",
        BACKED_UP,
        BACKUP_EVERY,
        at,
        ("สำรองข้อมูลแล้ว", "backed up"),
        ("ไม่มีการสำรองข้อมูลเร็วๆ นี้ กรุณาสั่ง prongsai backup ไฟล์", "no backup lately: run prongsai backup FILE"),
    )
    if not HeadAddress.objects.exists():
        yield Opinion(
            "heads", DOUBTFUL, "ยังไม่มีผู้เก็บรหัสท้ายลูกโซ่ภายนอก", "nobody outside is mailed the heads of the chains"
        )
    if settings.PRONGSAI.time_stamps is not None:
        yield _opinion_of_stamps(settings.PRONGSAI.time_stamps.host)


def _opinion_of_stamps(host: str) -> Opinion:
    """By the newest asking of each chain."""
    newest = HeadStamp.objects.values("agency").annotate(last=Max("pk")).values("last")
    failed = list(HeadStamp.objects.filter(pk__in=newest).exclude(problem="").values_list("problem", flat=True))
    if failed:
        why = ", ".join(sorted(set(failed)))
        return Opinion(
            "time_stamps",
            DOUBTFUL,
            f"{host} ประทับเวลาไม่สำเร็จ {len(failed)} ลูกโซ่ ({why})",
            f"{host} did not stamp {len(failed)} chains ({why}): see the agency's time stamps",
        )
    return Opinion("time_stamps", GOOD, f"{host} ประทับเวลาได้ทุกลูกโซ่ที่ขอ", f"{host} stamped every chain it was asked for")


def _age(name: str, what: str, most: timedelta, at: datetime, good: tuple[str, str], late: tuple[str, str]) -> Opinion:
    done = last_done(what)
    if done is None or at - done > most:
        return Opinion(name, DOUBTFUL, *late)
    shown = done.isoformat(timespec="minutes")
    return Opinion(name, GOOD, f"{good[0]} {shown}", f"{good[1]} {shown}")


_IN_DATABASE: tuple[Callable[[datetime], Iterator[Opinion]], ...] = (_look_at_clock, _look_at_worker, _look_at_history)
