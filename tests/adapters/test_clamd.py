"""The conversation with the virus scanner: with a server that speaks the protocol, and with clamd itself where it is."""

import io
import os
import shutil
import socket
import subprocess
import time
import zipfile

import pytest

from prongsai.adapters.clamd import ScannerDown, scan
from prongsai.settings import ScannerAddress
from tests.scanner import EICAR, Scanner


class TestScan:
    def test_sends_every_byte_in_order(self):
        content = bytes(range(256)) * 1_000

        with Scanner() as scanner:
            opinion = scan(content, scanner.address)

        assert (opinion.found, scanner.seen) == ("", [content])

    @pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537])
    def test_sends_files_of_every_size_around_a_piece(self, size):
        with Scanner() as scanner:
            scan(b"a" * size, scanner.address)

        assert [len(one) for one in scanner.seen] == [size]

    def test_names_what_was_found(self):
        with Scanner() as scanner:
            assert scan(b"%PDF-1.4 " + EICAR, scanner.address).found == "Eicar-Test-Signature"

    def test_an_answer_over_its_limit_is_no_opinion(self):
        with Scanner(most=100_000) as scanner, pytest.raises(ScannerDown, match="size limit"):
            scan(b"a" * 3_000_000, scanner.address)

    @pytest.mark.parametrize("says", [b"", b"stream: x ERROR", b"OK", b"COMMAND READ TIMED OUT", b"\xff\xfe"])
    def test_anything_else_is_no_opinion(self, says):
        with Scanner(says=says) as scanner, pytest.raises(ScannerDown):
            scan(b"a", scanner.address)

    def test_a_scanner_that_trickles_is_given_up_on_time(self):
        with Scanner(pauses=0.1) as scanner:
            started = time.monotonic()
            with pytest.raises(ScannerDown):
                scan(b"a", scanner.address, time_limit_s=0.4)

        assert time.monotonic() - started < 2

    def test_nobody_there(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]

        with pytest.raises(ScannerDown):
            scan(b"a", ScannerAddress(host="127.0.0.1", port=port), time_limit_s=2)
        with pytest.raises(ScannerDown):
            scan(b"a", ScannerAddress(path="/nowhere/clamd.ctl"), time_limit_s=2)


CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")  # not in the PATH of ordinary users on Debian


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    place = tmp_path_factory.mktemp("clamd")
    (place / "database").mkdir()
    (place / "database" / "eicar.ndb").write_text(f"Eicar:0:*:{EICAR.hex()}\n")
    path = place / "clamd.ctl"
    lines = (
        f"DatabaseDirectory {place / 'database'}",
        f"LocalSocket {path}",
        "Foreground yes",
        "StreamMaxLength 1M",
    )
    (place / "clamd.conf").write_text("\n".join(lines) + "\n")
    with (place / "log").open("wb") as log:
        daemon = subprocess.Popen([CLAMD, "-c", str(place / "clamd.conf")], stdout=log, stderr=log)
    try:
        for _try in range(100):
            if path.exists():
                break
            time.sleep(0.1)
        assert path.exists(), (place / "log").read_text()
        yield ScannerAddress(path=str(path))
    finally:
        daemon.terminate()
        daemon.wait(20)


@pytest.mark.skipif(CLAMD is None, reason="needs clamd (apt install clamav-daemon), which make test-all brings")
class TestClamd:
    """The real daemon with one signature of its own making, so that no database is downloaded."""

    def test_finds_what_it_knows(self, address):
        assert scan(EICAR, address).found == "Eicar.UNOFFICIAL"
        assert scan(b"%PDF-1.4 harmless", address).found == ""

    def test_finds_it_inside_an_office_file(self, address):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", "<x/>")
            archive.writestr("word/media/image1.png", EICAR)

        assert scan(packed.getvalue(), address).found == "Eicar.UNOFFICIAL"

    def test_refuses_more_than_it_was_set_to_take(self, address):
        with pytest.raises(ScannerDown):
            scan(os.urandom(3_000_000), address)
