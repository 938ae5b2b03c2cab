"""Time stamps from a real authority on loopback, checked by our reader and by `openssl ts -verify`."""

import hashlib
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from prongsai.adapters.time_stamp import StampProblem, ask_for_stamp, check_stamp, imprint_of, read_roots
from prongsai.adapters.time_stamp_der import in_der_order
from prongsai.core.errors import PersonError
from tests.time_stamp_server import TimeStampServer

BODY = b'{"action":"plan_started","agency":"ban-suan"}'
DIGEST = hashlib.sha256(BODY).digest()


def ask(server, **fields):
    values = {"address": server.address, "roots": read_roots(server.ca_file), "asked_at": datetime.now(UTC), **fields}
    return ask_for_stamp(BODY, **values)


@dataclass
class Kept:
    stamp: object
    roots: list
    ca_pem: bytes


@pytest.fixture(scope="module")
def kept():
    with TimeStampServer() as server:
        return Kept(ask(server), read_roots(server.ca_file), server.ca_file.read_bytes())


class TestAStamp:
    def test_tells_when_by_whom_and_its_number(self, kept):
        assert abs(kept.stamp.at - datetime.now(UTC)) < timedelta(minutes=5)
        assert kept.stamp.signer == "Test TSA"
        assert int(kept.stamp.serial, 16) > 0

    def test_sends_the_hash_and_nothing_of_the_data(self):
        with TimeStampServer() as server:
            ask(server)

        (query,) = server.asked
        assert DIGEST in query
        assert b"plan_started" not in query

    def test_no_two_requests_are_alike(self):
        with TimeStampServer() as server:
            ask(server), ask(server)

        assert server.asked[0] != server.asked[1]

    def test_holds_offline(self, kept):
        again = check_stamp(kept.stamp.answer, DIGEST, kept.roots)

        assert again == kept.stamp
        assert imprint_of(kept.stamp.answer) == DIGEST.hex()

    def test_openssl_finds_the_same(self, kept, tmp_path):
        (tmp_path / "a.tsr").write_bytes(kept.stamp.answer)
        (tmp_path / "ca.pem").write_bytes(kept.ca_pem)
        words = ["-digest", DIGEST.hex(), "-in", str(tmp_path / "a.tsr"), "-CAfile", str(tmp_path / "ca.pem")]

        done = subprocess.run(["openssl", "ts", "-verify", *words], capture_output=True, text=True, check=False)

        assert "Verification: OK" in done.stdout + done.stderr


class TestWhatIsNotTaken:
    @pytest.mark.parametrize(
        ("manner", "code", "words"),
        [
            ("refuses", "refused", "refused (Message digest algorithm is not supported.)"),
            ("other_nonce", "wrong_nonce", "belongs to another request"),
            ("other_imprint", "wrong_imprint", "is of other data"),
            ("expired", "expired", "certificate had expired"),
            ("nonsense", "unreadable", "is no time stamp"),
            ("empty", "unreadable", "is no time stamp"),
            ("breaks", "away", "answered HTTP 503"),
            ("redirects", "away", "answered HTTP 302"),
        ],
    )
    def test_each_has_one_sentence_in_both_languages(self, manner, code, words):
        with TimeStampServer(manner) as server, pytest.raises(StampProblem) as raised:
            ask(server)

        assert raised.value.code == code
        assert words in raised.value.message_en
        assert "\n" not in raised.value.message_th
        assert any("ก" <= letter <= "๙" for letter in raised.value.message_th)

    def test_an_answer_that_comes_late(self):
        with TimeStampServer("late", late_s=2) as server, pytest.raises(StampProblem, match=r"within 0\.5 s") as raised:
            ask(server, timeout_s=0.5)

        assert raised.value.code == "late"

    def test_a_server_that_is_away(self):
        with TimeStampServer() as server:
            roots = read_roots(server.ca_file)
        with pytest.raises(StampProblem, match="cannot be reached") as raised:
            ask_for_stamp(BODY, address=server.address, roots=roots, asked_at=datetime.now(UTC))

        assert raised.value.code == "away"

    def test_a_redirect_is_not_followed(self):
        with TimeStampServer("redirects") as server, pytest.raises(StampProblem):
            ask(server)

        assert len(server.asked) == 1

    def test_a_clock_that_differs(self):
        with TimeStampServer() as server, pytest.raises(StampProblem, match="clock") as raised:
            ask(server, asked_at=datetime.now(UTC) - timedelta(hours=1))

        assert raised.value.code == "clock"

    def test_an_authority_under_another_root(self):
        with TimeStampServer() as one, TimeStampServer(who="two") as other, pytest.raises(StampProblem) as raised:
            ask(one, roots=read_roots(other.ca_file))

        assert raised.value.code == "untrusted"


class TestAKeptStampThatWasTouched:
    def test_of_another_hash(self, kept):
        with pytest.raises(StampProblem, match="other data"):
            check_stamp(kept.stamp.answer, hashlib.sha256(b"else").digest(), kept.roots)

    def test_its_time_cannot_be_moved(self, kept):
        year = f"{kept.stamp.at:%Y}".encode()
        moved = kept.stamp.answer.replace(f"{kept.stamp.at:%Y%m%d}".encode(), year.replace(b"2", b"1", 1) + b"0101")
        assert moved != kept.stamp.answer

        with pytest.raises(StampProblem):
            check_stamp(moved, DIGEST, kept.roots)

    def test_its_imprint_cannot_be_exchanged(self, kept):
        other = hashlib.sha256(b"else").digest()

        with pytest.raises(StampProblem) as raised:
            check_stamp(kept.stamp.answer.replace(DIGEST, other), other, kept.roots)
        assert raised.value.code == "untrusted"

    def test_its_signature_cannot_be_changed(self, kept):
        touched = bytearray(kept.stamp.answer)
        touched[-20] ^= 1

        with pytest.raises(StampProblem) as raised:
            check_stamp(bytes(touched), DIGEST, kept.roots)
        assert raised.value.code == "untrusted"

    @pytest.mark.parametrize("size", [0, 1, 5, 40, 500, 1500])
    def test_cut_off_anywhere(self, kept, size):
        with pytest.raises(StampProblem):
            check_stamp(kept.stamp.answer[:size], DIGEST, kept.roots)

    def test_no_byte_of_it_makes_the_reader_fail_otherwise(self, kept):
        for place in range(0, len(kept.stamp.answer), 23):
            touched = bytearray(kept.stamp.answer)
            touched[place] ^= 0x55
            try:
                found = check_stamp(bytes(touched), DIGEST, kept.roots)
            except StampProblem:
                continue
            assert (found.at, found.serial) == (kept.stamp.at, kept.stamp.serial)

    def test_one_that_is_too_large(self, kept):
        with pytest.raises(StampProblem, match="no time stamp"):
            check_stamp(kept.stamp.answer + b"\0" * 100_000, DIGEST, kept.roots)


class TestOrderOfCertificates:
    def test_is_made_the_one_of_der_and_nothing_else_moves(self, kept):
        ordered = in_der_order(kept.stamp.answer)

        assert len(ordered) == len(kept.stamp.answer)
        assert sorted(ordered) == sorted(kept.stamp.answer)
        assert in_der_order(ordered) == ordered

    @pytest.mark.parametrize(
        "other", [b"", b"0", b"\x30\x80", b"\x30\x03\x02\x01\x02", b"<html>", b"\x30\x84\xff\xff\xff\xff"]
    )
    def test_what_is_no_stamp_stays_as_it_is(self, other):
        assert in_der_order(other) == other


class TestRoots:
    def test_a_file_that_holds_none_is_named(self, tmp_path):
        (tmp_path / "ca.pem").write_text("not a certificate")

        for name in ("ca.pem", "gone.pem"):
            with pytest.raises(PersonError, match=name):
                read_roots(tmp_path / name)
