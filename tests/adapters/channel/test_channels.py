"""Each channel against a real server on this machine: what is sent, and what each answer means."""

import json
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from prongsai.adapters.channel_line import LineChannel, fit, is_signed_by_line, line_signature
from prongsai.adapters.channel_mail import MailChannel
from prongsai.adapters.channel_port import Message
from prongsai.adapters.channel_webhook import WebhookChannel, sign
from prongsai.settings import MailServer as Address
from tests.line_server import LineServer
from tests.mail_server import MailServer

KEY = "6f1b0a52-3b52-4a3c-9f6a-0d7c6f2f9a11"
AT = datetime(2023, 1, 31, 1, 0, tzinfo=UTC)


def message(to: str, text: str = "งาน 2 เรื่องเลยกำหนด") -> Message:
    return Message(KEY, to, "เตือน: งานเลยกำหนด", text, AT, {"lines": [{"text": "ก"}]})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mail(server: MailServer, user: str = "", password: str = "") -> MailChannel:
    return MailChannel(Address("127.0.0.1", server.port, "", user, password), "ita@example.go.th")


class TestMail:
    def test_arrives_with_a_message_id_of_its_key(self):
        with MailServer() as server:
            first = mail(server).send(message("a@x.go.th"))
            again = mail(server).send(message("a@x.go.th"))

        assert (first.outcome, again.outcome) == ("accepted", "accepted")
        (to, letter), (_to, repeat) = server.letters
        assert to == ("a@x.go.th",)
        assert letter["Message-ID"] == repeat["Message-ID"] == f"<{KEY}@example.go.th>"
        assert letter["Subject"] == "เตือน: งานเลยกำหนด"
        assert "งาน 2 เรื่องเลยกำหนด" in letter.get_content()
        assert letter["Auto-Submitted"] == "auto-generated"

    def test_a_mailbox_that_is_not_there_is_refused_for_good(self):
        with MailServer(refused={"gone@x.go.th"}) as server:
            receipt = mail(server).send(message("gone@x.go.th"))

        assert (receipt.outcome, receipt.problem) == ("refused", "SMTP 550")

    def test_a_server_that_is_down_is_tried_again(self):
        receipt = MailChannel(Address("127.0.0.1", free_port(), ""), "ita@example.go.th").send(message("a@x.go.th"))

        assert (receipt.outcome, receipt.problem) == ("later", "ConnectionRefusedError")

    def test_a_wrong_password_is_the_operators_matter(self):
        with MailServer(login=("ita", "right")) as server:
            assert mail(server, "ita", "right").send(message("a@x.go.th")).is_accepted
            assert mail(server, "ita", "wrong").send(message("a@x.go.th")).outcome == "unusable"

    def test_no_header_can_be_smuggled_in(self):
        with MailServer() as server:
            receipt = mail(server).send(message("a@x.go.th\r\nBcc: b@x.go.th"))

        assert receipt.outcome == "refused"
        assert server.letters == []


class TestLine:
    def send(self, server: LineServer, to: str = "U1", token: str = "line-token", text: str = "งาน"):
        return LineChannel(server.address, lambda: token).send(message(to, text))

    def test_pushes_the_text(self):
        with LineServer() as server:
            assert self.send(server).outcome == "accepted"

        assert server.pushed == [("U1", "งาน")]
        assert server.calls[0]["headers"]["Authorization"] == "Bearer line-token"

    def test_a_repeat_with_the_same_key_is_recognised(self):
        with LineServer() as server:
            self.send(server)
            receipt = self.send(server)

        assert receipt.outcome == "repeated"
        assert receipt.is_accepted
        assert len(server.pushed) == 1

    def test_an_address_it_does_not_know_is_refused(self):
        with LineServer() as server:
            assert self.send(server, to="nobody").outcome == "refused"

    def test_a_wrong_token_is_the_operators_matter(self):
        with LineServer() as server:
            receipt = self.send(server, token="old")

        assert (receipt.outcome, receipt.problem) == ("unusable", "LINE 401")

    def test_a_token_file_that_is_gone_is_the_operators_matter(self, tmp_path):
        channel = LineChannel("http://127.0.0.1:1", (tmp_path / "gone").read_text)

        assert channel.send(message("U1")).outcome == "unusable"

    def test_waits_as_long_as_it_is_asked_to(self):
        with LineServer() as server:
            until = format_datetime(datetime.now(UTC) + timedelta(seconds=600), usegmt=True)
            server.answers = [(429, {"Retry-After": "90"}, {}), (429, {"Retry-After": until}, {}), (429, {}, {})]
            first, second, third = (self.send(server) for _number in range(3))

        assert (first.outcome, first.retry_after_s) == ("later", 90)
        assert second.retry_after_s == pytest.approx(600, abs=5)
        assert third.retry_after_s is None

    def test_a_used_up_month_is_no_reason_to_wait(self):
        with LineServer() as server:
            server.answers = [(429, {}, {"message": "You have reached your monthly limit."})]

            assert self.send(server).outcome == "unusable"

    @pytest.mark.parametrize("status", [500, 502, 503])
    def test_a_fault_of_its_own_is_tried_again(self, status):
        with LineServer() as server:
            server.answers = [(status, {}, {})]

            assert self.send(server).outcome == "later"
            assert self.send(server).outcome == "accepted"

    def test_nobody_there_is_tried_again(self):
        assert LineChannel(f"http://127.0.0.1:{free_port()}", lambda: "t").send(message("U1")).outcome == "later"

    def test_a_long_text_is_cut_at_a_line(self):
        with LineServer() as server:
            self.send(server, text="\n".join(f"{number} งานเลยกำหนด" for number in range(900)))

        text = server.pushed[0][1]
        assert len(text) <= 5000
        assert text.endswith("\n…")
        assert text.split("\n")[-2].endswith("งานเลยกำหนด")

    def test_counts_letters_as_line_does(self):
        assert len(fit("😀" * 3000).encode("utf-16-le")) <= 10_000
        assert fit("ก" * 5000) == "ก" * 5000

    def test_knows_lines_own_calls_by_their_signature(self):
        signature = line_signature(b"{}", "secret")

        assert is_signed_by_line(b"{}", signature, "secret")
        assert not is_signed_by_line(b"{} ", signature, "secret")
        assert not is_signed_by_line(b"{}", signature, "")
        assert not is_signed_by_line(b"{}", "no base64!", "secret")


class TestWebhook:
    def test_is_signed_over_time_and_body(self):
        with LineServer() as server:
            host = server.address.removeprefix("http://")
            server.answers = [(204, {}, {})]
            receipt = WebhookChannel(b"k", frozenset({host})).send(message(f"{server.address}/hook"))

        assert receipt.outcome == "accepted"
        call = server.calls[0]
        headers = call["headers"]
        wanted = sign(b"k", headers["X-Prongsai-Timestamp"], call["body"])
        assert headers["X-Prongsai-Signature"] == f"sha256={wanted}"
        assert headers["Idempotency-Key"] == KEY
        assert json.loads(call["body"])["lines"] == [{"text": "ก"}]
        assert sign(b"k", "1", call["body"]) != wanted

    def test_an_inner_address_that_nobody_allowed_is_never_connected_to(self):
        with LineServer() as server:
            plain = WebhookChannel(b"k").send(message(f"{server.address}/hook"))
            secure = WebhookChannel(b"k").send(message(f"https://{server.address.removeprefix('http://')}/hook"))

        assert (plain.outcome, plain.problem) == ("refused", "address is not public")
        assert secure.outcome == "refused"
        assert server.calls == []

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (200, "accepted"),
            (409, "repeated"),
            (429, "later"),
            (503, "later"),
            (401, "unusable"),
            (404, "refused"),
            (302, "refused"),
        ],
    )
    def test_each_answer_means_something(self, status, outcome):
        with LineServer() as server:
            server.answers = [(status, {}, {})]
            allowed = frozenset({server.address.removeprefix("http://")})

            assert WebhookChannel(b"k", allowed).send(message(f"{server.address}/hook")).outcome == outcome
