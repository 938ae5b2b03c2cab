"""What a channel says of odd addresses, odd answers and odd texts: it never raises, and names what is to be done."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from prongsai.adapters.channel_http import retry_after_s
from prongsai.adapters.channel_line import MOST_UNITS, LineChannel, fit, is_signed_by_line, line_signature
from prongsai.adapters.channel_mail import MailChannel
from prongsai.adapters.channel_port import Message, Receipt
from prongsai.adapters.channel_webhook import WebhookChannel, sign
from prongsai.settings import MailServer as Address
from tests.line_server import LineServer
from tests.mail_server import MailServer

NOW = datetime(2023, 9, 30, 17, 0, tzinfo=UTC)
KEY = "6f1b0a52-3b52-4a3c-9f6a-0d7c6f2f9a11"


def message(to: str, *, subject: str = "เตือน", text: str = "งาน") -> Message:
    return Message(KEY, to, subject, text, NOW, {"lines": ["ก"]})


def answer(retry_after: str | None) -> requests.Response:
    made = requests.Response()
    if retry_after is not None:
        made.headers["Retry-After"] = retry_after
    return made


class TestHowLongToWait:
    @pytest.mark.parametrize(
        ("given", "seconds"),
        [
            ("90", 90),
            (" 90 ", 90),
            ("0", 0),
            ("999999999999", 999_999_999),
            ("Sat, 30 Sep 2023 17:01:00 GMT", 60),
            ("Sun, 01 Oct 2023 00:01:00 +0700", 60),
            ("Sat, 30 Sep 2023 17:01:00 -0000", 60),
            ("Sat, 30 Sep 2023 16:00:00 GMT", 0),
        ],
    )
    def test_is_read_from_seconds_and_from_a_moment(self, given, seconds):
        assert retry_after_s(answer(given), NOW) == seconds

    @pytest.mark.parametrize(
        "given", [None, "", "soon", "-5", "1.5", "๙๐", "٣", "Sat, 31 Feb 2023 99:00:00 GMT", "30/09/2566"]
    )
    def test_is_not_known_from_anything_else(self, given):
        assert retry_after_s(answer(given), NOW) is None

    def test_is_the_same_in_any_zone_of_now(self):
        bangkok = NOW.astimezone(timezone(timedelta(hours=7)))

        assert retry_after_s(answer("Sat, 30 Sep 2023 17:01:00 GMT"), bangkok) == 60

    @given(st.text(max_size=40))
    def test_never_raises_for_what_a_server_says(self, given):
        if not set(given) & {"\r", "\n"}:
            seconds = retry_after_s(answer(given), NOW)
            assert seconds is None or seconds >= 0


class TestAReceipt:
    @pytest.mark.parametrize(
        ("outcome", "accepted"),
        [("accepted", True), ("repeated", True), ("later", False), ("unusable", False), ("refused", False)],
    )
    def test_is_accepted_when_the_service_has_the_message(self, outcome, accepted):
        assert Receipt(outcome).is_accepted is accepted


class TestMail:
    def send(self, server: MailServer, one: Message) -> Receipt:
        return MailChannel(Address("127.0.0.1", server.port, "", "", ""), "ita@example.go.th").send(one)

    def test_to_an_address_in_thai_goes_through_a_server_that_takes_it(self):
        with MailServer() as server:
            receipt = self.send(server, message("สมชาย@example.go.th"))

        assert receipt.outcome in ("accepted", "refused")

    def test_to_an_address_no_server_can_carry_is_refused_for_that_address_alone(self, monkeypatch):
        """Not "unusable": that would stop the reminders of everybody."""
        import smtplib

        monkeypatch.setattr(smtplib.SMTP, "has_extn", lambda self, name: False)
        with MailServer() as server:
            odd = self.send(server, message("สมชาย@example.go.th"))
            usual = self.send(server, message("a@example.go.th"))

        assert (odd.outcome, odd.problem, usual.outcome) == ("refused", "bad address", "accepted")

    @pytest.mark.parametrize("to", ["a@x.go.th\nBcc: b@x.go.th", "a@x.go.th\r\n\r\nbody"])
    def test_to_what_is_no_address_reaches_nobody(self, to):
        with MailServer() as server:
            receipt = self.send(server, message(to))

        assert receipt.outcome == "refused"
        assert server.letters == []

    @pytest.mark.parametrize("subject", ["เตือน\nBcc: b@x.go.th", "เตือน\r\nX: y"])
    def test_with_a_subject_of_two_lines_smuggles_nothing_in(self, subject):
        with MailServer() as server:
            receipt = self.send(server, message("a@x.go.th", subject=subject))

        assert receipt.outcome == "refused"
        assert server.letters == []

    @pytest.mark.parametrize(
        "text", ["ก" * 5_000, ".\r\n.บรรทัด\n..\n", "น้ำ ค่ำ ๑๒๓ 😀", "a" * 2_000 + "\n" + "ข"], ids=range(4)
    )
    def test_arrives_letter_by_letter(self, text):
        with MailServer() as server:
            assert self.send(server, message("a@x.go.th", subject="เรื่อง" * 40, text=text)).is_accepted

        ((_to, letter),) = server.letters
        assert letter.get_content().replace("\r\n", "\n").rstrip("\n") == text.replace("\r\n", "\n").rstrip("\n")
        assert letter["Subject"] == "เรื่อง" * 40
        assert letter["Date"].datetime == NOW


class TestWebhook:
    @pytest.mark.parametrize(
        "to", ["https://[", "https://[x]/", "https://[::1/hook", "", "hook", "ftp://a.go.th/", "javascript:1"]
    )
    def test_an_address_that_is_none_is_never_posted_to(self, to):
        receipt = WebhookChannel(b"k").send(message(to))

        assert not receipt.is_accepted
        assert receipt.outcome in ("refused", "later")

    @pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
    def test_every_success_is_one(self, status):
        with LineServer() as server:
            server.answers = [(status, {}, {})]
            host = server.address.removeprefix("http://")

            assert WebhookChannel(b"k", frozenset({host})).send(message(f"{server.address}/x")).is_accepted

    @pytest.mark.parametrize("status", [408, 425, 429, 500, 599])
    def test_a_busy_receiver_says_how_long_to_wait(self, status):
        with LineServer() as server:
            server.answers = [(status, {"Retry-After": "7"}, {})]
            host = server.address.removeprefix("http://")
            receipt = WebhookChannel(b"k", frozenset({host})).send(message(f"{server.address}/x"))

        assert (receipt.outcome, receipt.problem, receipt.retry_after_s) == ("later", f"HTTP {status}", 7)

    def test_the_body_is_thai_json_with_the_key_and_the_moment(self):
        with LineServer() as server:
            server.answers = [(200, {}, {})]
            host = server.address.removeprefix("http://")
            WebhookChannel(b"k", frozenset({host})).send(message(f"{server.address}/x"))
            body = server.calls[0]["body"]

        said = json.loads(body)
        assert (said["id"], said["made_at"], said["subject"]) == (KEY, NOW.isoformat(), "เตือน")
        assert "เตือน".encode() in body

    @given(secret=st.binary(min_size=1, max_size=40), body=st.binary(max_size=80), other=st.binary(max_size=80))
    def test_a_signature_is_of_this_time_this_body_and_this_secret(self, secret, body, other):
        made = sign(secret, "1", body)

        assert len(made) == 64
        assert (sign(secret, "1", other) == made) == (other == body)
        assert sign(secret, "2", body) != made
        assert sign(secret + b"x", "1", body) != made


class TestLine:
    @given(st.lists(st.text(alphabet="กข่ำ๑a 😀", max_size=700), max_size=12))
    def test_a_text_always_fits_and_begins_as_it_did(self, lines):
        text = "\n".join(lines)
        sent = fit(text)

        assert len(sent.encode("utf-16-le")) // 2 <= MOST_UNITS
        assert text.startswith(sent.removesuffix("…").removesuffix("\n"))
        assert (sent == text) == (len(text.encode("utf-16-le")) // 2 <= MOST_UNITS)

    @pytest.mark.parametrize("units", [MOST_UNITS - 1, MOST_UNITS, MOST_UNITS + 1])
    def test_is_cut_only_beyond_the_bound(self, units):
        assert (fit("a" * units) == "a" * units) == (units <= MOST_UNITS)

    def test_a_letter_of_two_units_is_never_cut_in_half(self):
        sent = fit("a" + "😀" * MOST_UNITS)

        assert sent.encode("utf-16-le").decode("utf-16-le") == sent
        assert set(sent) == {"a", "😀", "…"}

    @pytest.mark.parametrize("signature", ["", "ก", "====", "YQ==", "\n", line_signature(b"{}", "other")])
    def test_a_call_signed_otherwise_is_not_lines(self, signature):
        assert not is_signed_by_line(b"{}", signature, "secret")

    def test_the_token_is_asked_for_each_time(self):
        tokens = iter(("old", "line-token"))
        with LineServer() as server:
            channel = LineChannel(server.address, lambda: next(tokens))

            assert [channel.send(message("U1")).outcome for _ in range(2)] == ["unusable", "accepted"]
