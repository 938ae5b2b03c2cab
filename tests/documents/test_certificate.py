import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from prongsai.adapters.snapshots import SnapshotStore
from prongsai.adapters.snapshots.certify import describe_record
from prongsai.documents.certificate import (
    CertificateAnchor,
    CertificateFacts,
    CertificateHop,
    CertificateRecord,
    draw_certificate,
)
from prongsai.documents.certificate_lines import VALUE_PT, cut_code, cut_text
from tests.adapters.snapshots.visits import PAGE, answer, fill, visits

TOOL = Path(__file__).parents[2] / "tools" / "verify_snapshots.py"
SEEN = datetime(2026, 11, 27, 18, 30, 5, 42, UTC)  # 28 November in Bangkok
RECORD = CertificateRecord(
    "01a21b28-7ad7-75fa-ae02-8b53867cfa2b",
    "prongsai-20261127-0a1b2c3d-00001.warc.gz",
    1000,
    2000,
    "ab" * 32,
    12,
    "cd" * 32,
)
FACTS = CertificateFacts(
    url="https://www.tambon.go.th/ita/2566/o34.html",
    visited_at=SEEN,
    issued_at=SEEN,
    verdict_th="เปิดได้",
    verdict_en="opens",
    why_th="เปิดได้ มีเนื้อหาของตนเอง",
    why_en="opens and has content of its own",
    agency="เทศบาลตำบลตัวอย่าง",
    item="O34 ปีงบประมาณ ๒๕๖๖",
    final_url="https://www.tambon.go.th/ita/2566/o34.html",
    status=200,
    content_type="text/html",
    size_bytes=45_678,
    title="แผนปฏิบัติการป้องกันการทุจริต",
    excerpt="มิติที่ ๑ การสร้างสังคมที่ไม่ทนต่อการทุจริต น้ำใจ ผู้บริหาร",
    body_sha256="12" * 32,
    record=RECORD,
    head_hash="ef" * 32,
    head_line=30,
)
WORST = replace(
    FACTS,
    url="https://www.tambon.go.th/" + "a/very-long_path?x=%E0%B8%81&" * 80,
    agency="องค์การบริหารส่วนตำบล" * 30,
    why_th="ไม่พบข้อมูลที่ต้องการ" * 60,
    why_en="not found at all " * 60,
    hops=tuple(CertificateHop(f"https://ex{number}.go.th/" + "x" * 300, 302) for number in range(9)),
    content_type="application/vnd.openxmlformats-officedocument" * 5,
    size_bytes=10**12,
    title="ชื่อเรื่องยาวมาก" * 100,
    excerpt="ข้อความ 中文 ➤ \n" * 5_000,
    record=replace(RECORD, file="prongsai-" + "9" * 60 + ".warc.gz", offset=10**11, length=10**9),
    anchors=tuple(CertificateAnchor("ส่งทางอีเมลถึงสำนักงาน" * 9, "mailed " * 60) for _number in range(7)),
)


def read(facts=FACTS):
    """The text of the one page; more pages are an error."""
    with pypdfium2.PdfDocument(draw_certificate(facts)) as pdf:
        assert len(pdf) == 1
        page = pdf[0]
        assert (round(page.get_width()), round(page.get_height())) == (595, 842)
        return page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\u0e4d\u0e32", "\u0e33")


def flat(text):
    return re.sub(r"\s+", "", text)


class TestDrawCertificate:
    def test_says_what_was_public_where_and_when(self):
        text = read()

        for expected in (
            "https://www.tambon.go.th/ita/2566/o34.html",
            "๒๘ พฤศจิกายน ๒๕๖๙ เวลา ๐๑.๓๐.๐๕ น.",
            "2026-11-27 18:30:05.000042 UTC",
            "เปิดได้ มีเนื้อหาของตนเอง",
            "opens and has content of its own",
            "HTTP 200",
            "45,678 bytes",
            "แผนปฏิบัติการป้องกันการทุจริต",
            "มิติที่ ๑ การสร้างสังคมที่ไม่ทนต่อการทุจริต น้ำใจ ผู้บริหาร",
            "เทศบาลตำบลตัวอย่าง",
        ):
            assert flat(expected) in flat(text)
        assert text.count("เปิดได้") == 1  # the sentence holds the verdict already

    def test_gives_every_hash_whole_and_in_one_line(self):
        lines = read().splitlines()

        for digest in ("12" * 32, "ab" * 32, "cd" * 32, "ef" * 32):
            assert any(digest in line for line in lines)
        assert "2,000 bytes at 1,000 of archive/prongsai-20261127-0a1b2c3d-00001.warc.gz" in "\n".join(lines)

    def test_says_plainly_that_there_is_no_anchor_yet(self):
        assert flat("ยังไม่มี: ยังไม่มีบุคคลหรือระบบภายนอกเก็บรหัสปลายลูกโซ่นี้ไว้") in flat(read())

    def test_names_the_anchors_there_are(self):
        text = read(replace(FACTS, anchors=(CertificateAnchor("ส่งถึง ปปท. ๑ ธ.ค. ๒๕๖๙", "mailed on 1 December"),)))

        assert "mailed on 1 December" in text
        assert flat("ยังไม่มี:") not in flat(text)

    def test_shows_the_way_of_a_redirect(self):
        text = read(
            replace(
                FACTS, hops=(CertificateHop("http://tambon.go.th/34", 301), CertificateHop("https://x.go.th/", None))
            )
        )

        assert "1. http://tambon.go.th/34 → 301" in text
        assert "2. https://x.go.th/ → no answer" in text

    def test_without_a_snapshot_says_so(self):
        text = flat(read(replace(FACTS, record=None, head_hash="")))

        assert flat("ไม่ได้เก็บหลักฐานของการเข้าดูครั้งนี้") in text
        assert flat("curl --location --compressed https://www.tambon.go.th/ita/2566/o34.html | sha256sum") in text

    def test_an_address_cannot_add_to_the_command(self):
        text = read(replace(FACTS, url="http://a.go.th/'; rm -rf ~ #", record=None))

        assert "'http://a.go.th/'\"'\"'; rm -rf ~ #'" in text

    def test_a_failed_fetch_is_a_page_too(self):
        failed = CertificateFacts(
            "http://nowhere.go.th/", SEEN, SEEN, "รอเกินเวลา", "timed out", "ไม่มีคำตอบจากชื่อเครื่องนี้", "no DNS answer"
        )

        text = flat(read(failed))

        assert flat("รอเกินเวลา: ไม่มีคำตอบจากชื่อเครื่องนี้") in text
        assert "noHTTPanswer" in text
        assert flat("ตรวจไม่ได้: ไม่มีทั้งหลักฐานและเนื้อหา") in text

    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"anchors": ()},
            {"record": None},
            {"hops": ()},
            {"excerpt": "ก" * 9_000},
            {"title": "W" * 900, "url": "http://ex.go.th/" + "W" * 900},
            {"excerpt": "\u0e49" * 500, "title": "\u0e31 \u0e49"},
            {"excerpt": "", "title": ""},
            {"record": replace(RECORD, body_file="b" * 70 + ".warc.gz", body_offset=10**11)},
        ],
    )
    def test_is_one_page_whatever_it_has_to_say(self, changes):
        text = read(replace(WORST, **changes))

        assert flat("วิธีตรวจสอบโดยไม่ใช้อินเทอร์เน็ต") in flat(text)
        assert "does not vouch for the content" in text

    def test_is_tagged_and_archival(self):
        with pikepdf.open(BytesIO(draw_certificate(FACTS))) as pdf:
            metadata = str(pdf.Root.Metadata.read_bytes())
            assert "<pdfaid:part>2</pdfaid:part>" in metadata
            assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
            assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
            assert bool(pdf.Root.MarkInfo.Marked)
            assert str(pdf.Root.Lang).startswith("th")
            assert "o34.html" in str(pdf.docinfo["/Title"])
            assert str(pdf.docinfo["/Keywords"]) == RECORD.name

    def test_same_facts_same_bytes(self):
        assert draw_certificate(FACTS) == draw_certificate(FACTS)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs coreutils")
class TestTheCommandsOnThePage:
    """What the page says to type is typed, on a real folder of snapshots."""

    @pytest.fixture
    def folder(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            fill(store, 3)
            first = store.keep(visits(answer()), link_id="1")
            again = store.keep(visits(answer("http://other.go.th/copy")), link_id="2")
            fill(store, 3, first=5)
            head = store.heads()
            facts = replace(FACTS, body_sha256=sha256(PAGE).hexdigest(), head_hash=head.hash, head_line=head.seq)
            texts = [read(replace(facts, record=describe_record(store, name))) for name in (first, again)]
            assert describe_record(store, "nobody") is None
        shutil.copy(TOOL, tmp_path)
        return tmp_path, texts

    def run(self, folder, text, begins):
        command = next(line for line in text.splitlines() if line.startswith(begins))
        path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
        return subprocess.run(
            ["bash", "-c", command], cwd=folder, check=False, capture_output=True, text=True, env={"PATH": path}
        )

    def test_give_the_hashes_on_the_page(self, folder):
        path, texts = folder
        for text in texts:
            record = self.run(path, text, "tail -c").stdout.split()[0]
            body = self.run(path, text, "warcio extract").stdout.split()[0]

            assert record in text
            assert body == sha256(PAGE).hexdigest()
            assert body in text
            assert self.run(path, text, "python3 verify_snapshots.py").returncode == 0

    def test_show_a_change(self, folder):
        path, (text, _again) = folder
        (warc,) = (path / "archive").iterdir()
        content = bytearray(warc.read_bytes())
        offset = int(re.search(r"tail -c \+(\d+)", text)[1])
        content[offset + 100] ^= 1
        warc.write_bytes(content)

        assert self.run(path, text, "tail -c").stdout.split()[0] not in text
        assert self.run(path, text, "python3 verify_snapshots.py").returncode == 1


class TestCutText:
    def test_short_text_stays(self):
        assert cut_text("แผนปฏิบัติการ", 2) == ["แผนปฏิบัติการ"]
        assert cut_text("", 2) == [""]

    @pytest.mark.parametrize("text", ["ก" * 5_000, "คำ ไทย " * 900, "W" * 900, "http://x/" + "y" * 900, "\u0e49" * 900])
    def test_long_text_is_cut_to_its_lines_and_says_so(self, text):
        lines = cut_text(text, 3)

        assert len(lines) <= 3
        assert lines[-1].endswith("…")
        joined = "".join("".join(lines)[:-1].split())
        assert "".join(text.split()).startswith(joined)

    def test_the_end_is_kept(self):
        (line,) = cut_text("https://ex.go.th/" + "x" * 500, 1, end=" → 302")

        assert line.startswith("https://ex.go.th/xxxxx")
        assert line.endswith("…→ 302".replace("…", "… "))

    def test_a_letter_is_not_parted_from_its_marks(self):
        for count in range(40, 70):
            (line,) = cut_text("x" * count + "น้ำ" * 80, 1, width=VALUE_PT)
            assert line[:-1].rstrip()[-1] in "xนำ้"
            assert not line[:-1].endswith(("น", "น้")) or line[:-1].endswith("น้ำ")

    def test_a_command_is_cut_in_two_lines(self):
        assert cut_code("ls") == ["ls"]
        assert len(cut_code("x" * 150)) == 2
        assert cut_code("x" * 900)[1].endswith("…")
