"""The heads of the chains go by mail to the addresses an agency names, once a day, through a real mail server."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from prongsai.adapters.snapshots import SnapshotStore
from prongsai.apps.history import jobs
from prongsai.apps.history.actions import (
    SYSTEM_ACTOR,
    Actor,
    add_head_address,
    record,
    remove_head_address,
)
from prongsai.apps.history.heads import can_send_mail, send_heads
from prongsai.apps.history.models import ChainHead, Event, HeadAddress, SentHead
from prongsai.apps.history.queries import get_head, list_anchors, list_sent_heads, verify_agency
from prongsai.cli.main import main
from prongsai.core.errors import OutsideError, PersonError
from prongsai.settings import read_settings
from prongsai.wiring.proof import snapshot_head
from tests.adapters.snapshots.visits import fill
from tests.apps.factories import NOW
from tests.mail_server import MailServer

ADMIN = Actor("3", "agency_admin", "Firefox/Linux")
pytestmark = pytest.mark.django_db


def happen(agency="ban-suan", at=NOW):
    with transaction.atomic():
        return record(
            "plan_started",
            agency=agency,
            actor=SYSTEM_ACTOR,
            at=at,
            object_type="plan",
            object_id="1",
            object_label="แผน",
        )


@pytest.fixture
def use_server(settings, tmp_path):
    def use(server, sender="ita@ban-suan.go.th"):
        env = {"PRONGSAI_SMTP_URL": server.address, "PRONGSAI_MAIL_FROM": sender, "PRONGSAI_HOME": str(tmp_path)}
        read = read_settings(env)
        settings.PRONGSAI = replace(read, url="https://ita.ban-suan.go.th")
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = read.mail_server.host, read.mail_server.port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = read.mail_server.user, read.mail_server.password
        settings.DEFAULT_FROM_EMAIL = read.mail_from

    return use


def name(*addresses, agency="ban-suan"):
    return [add_head_address(agency=agency, address=one, actor=ADMIN, at=NOW) for one in addresses]


class TestSendHeads:
    def test_a_mail_holds_the_head_and_how_to_check_it(self, use_server):
        happen()
        name("audit@oag.go.th")
        head = get_head("ban-suan")
        with MailServer() as server:
            use_server(server)
            done = send_heads(at=NOW)

        ((whom, letter),) = server.letters
        text = letter.get_content()
        assert (done.sent, done.failed, whom) == (1, 0, ("audit@oag.go.th",))
        assert letter["From"] == "ita@ban-suan.go.th"
        assert head in text
        assert f"prongsai verify --expect ban-suan={head}" in text
        assert "22 พฤศจิกายน ๒๕๖๕" in text or "๒๒ พฤศจิกายน ๒๕๖๕" in text
        assert head[:16] in letter["Subject"]

    def test_each_address_gets_a_mail_of_its_own(self, use_server):
        happen()
        name("a@oag.go.th", "b@nacc.go.th")
        with MailServer() as server:
            use_server(server)
            send_heads(at=NOW)

        assert [whom for whom, _ in server.letters] == [("a@oag.go.th",), ("b@nacc.go.th",)]
        assert all("b@nacc" not in str(letter) for whom, letter in server.letters if whom == ("a@oag.go.th",))

    def test_each_agency_gets_its_own_head(self, use_server):
        happen("ban-suan"), happen("ban-na")
        name("a@oag.go.th"), name("a@oag.go.th", agency="ban-na")
        heads = {agency: get_head(agency) for agency in ("ban-na", "ban-suan")}
        with MailServer() as server:
            use_server(server)
            send_heads(at=NOW)

        for (_whom, letter), agency in zip(server.letters, ("ban-na", "ban-suan"), strict=True):
            assert heads[agency] in letter.get_content()

    def test_a_second_run_of_the_day_sends_nothing_and_the_next_day_sends_again(self, use_server):
        happen()
        name("a@oag.go.th")
        with MailServer() as server:
            use_server(server)
            counts = [send_heads(at=NOW + timedelta(hours=hours)).sent for hours in (0, 1, 8, 10, 24)]

        assert counts == [1, 0, 0, 1, 0]  # NOW is 15.00 in Bangkok: ten hours later it is the next day there
        assert len(server.letters) == 2

    def test_a_refused_address_stops_no_other_and_is_tried_again(self, use_server):
        happen()
        name("gone@oag.go.th", "b@nacc.go.th")
        with MailServer(refused={"gone@oag.go.th"}) as server:
            use_server(server)
            first = send_heads(at=NOW)
            again = send_heads(at=NOW)
            server.refused.clear()
            third = send_heads(at=NOW)

        assert [(one.sent, one.failed) for one in (first, again, third)] == [(1, 1), (0, 1), (1, 0)]
        assert [whom for whom, _ in server.letters] == [("b@nacc.go.th",), ("gone@oag.go.th",)]
        assert list_sent_heads("ban-suan").filter(problem="").count() == 2

    def test_the_reason_of_a_failure_holds_no_address(self, use_server):
        happen()
        name("gone@oag.go.th")
        with MailServer(refused={"gone@oag.go.th"}) as server:
            use_server(server)
            send_heads(at=NOW)

        problem = SentHead.objects.get().problem
        assert problem.startswith("SMTPRecipientsRefused")
        assert "@" not in problem

    def test_a_server_that_is_away_is_a_failure_that_says_so(self, use_server):
        happen()
        name("a@oag.go.th")
        with MailServer() as server:
            use_server(server)

        done = send_heads(at=NOW)

        assert (done.sent, done.failed) == (0, 1)
        assert SentHead.objects.get().problem == "ConnectionRefusedError"

    def test_signs_in_when_the_setting_names_a_user(self, use_server):
        happen()
        name("a@oag.go.th")
        with MailServer(login=("prong", "pw")) as server:
            use_server(server)
            assert send_heads(at=NOW).sent == 1

        with MailServer(login=("prong", "pw")) as server:
            server_address = server.address.replace("prong:pw", "prong:wrong")
            use_server(type("Other", (), {"address": server_address}))
            assert send_heads(at=NOW + timedelta(days=1)).failed == 1

    def test_the_sending_is_one_event_without_any_address(self, use_server):
        happen()
        name("a@oag.go.th", "b@nacc.go.th")
        before = get_head("ban-suan")
        with MailServer() as server:
            use_server(server)
            send_heads(at=NOW)

        event = Event.objects.latest("seq")
        assert (event.action, event.actor) == ("heads_mailed", "system")
        assert event.after == {"seq": 3, "hash": before, "sent": 2, "failed": 0}
        assert "@" not in event.line()

    def test_an_agency_without_history_sends_nothing(self, use_server):
        HeadAddress.objects.create(agency="empty", address="a@oag.go.th", added_at=NOW)
        with MailServer() as server:
            use_server(server)
            assert send_heads(at=NOW).sent == 0


class TestMailHeadsJob:
    def test_without_a_mail_server_sends_nothing_and_fails_not(self, settings):
        happen()
        name("a@oag.go.th")

        assert not can_send_mail()
        assert jobs.mail_heads() == 0
        assert not SentHead.objects.exists()

    def test_raises_when_some_failed_so_that_the_queue_tries_again(self, use_server):
        happen()
        name("a@oag.go.th", "gone@oag.go.th")
        with MailServer(refused={"gone@oag.go.th"}) as server:
            use_server(server)
            with pytest.raises(OutsideError, match="1 of 2 heads"):
                jobs.mail_heads()
            server.refused.clear()
            assert jobs.mail_heads() == 1

    def test_is_put_each_morning(self):
        from prongsai.apps.jobs.port import REPEATS

        assert REPEATS["mail_heads"].daily_at.hour == 6


class TestHeadAddresses:
    def test_adding_and_removing_are_events_and_the_address_is_erasable(self):
        (row,) = name("person@oag.go.th")
        remove_head_address(address=row, actor=ADMIN, at=NOW)

        events = list(Event.objects.order_by("seq"))
        assert [event.action for event in events] == ["head_address_added", "head_address_removed"]
        assert all("person@" not in event.line() for event in events)
        assert not HeadAddress.objects.exists()

    def test_the_same_address_twice_is_refused(self):
        name("a@oag.go.th")

        with pytest.raises(PersonError):
            name("A@oag.go.th")

    def test_the_database_refuses_it_too(self):
        name("a@oag.go.th")

        with pytest.raises(IntegrityError), transaction.atomic():
            HeadAddress.objects.create(agency="ban-suan", address="A@OAG.go.th", added_at=NOW)

    def test_a_mail_that_neither_went_nor_failed_cannot_be_stored(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            SentHead.objects.create(agency="a", domain="x", day=NOW.date(), seq=1, hash="0" * 64)

    def test_one_address_has_one_mail_a_day(self):
        (row,) = name("a@oag.go.th")
        values = {"agency": "a", "domain": "x", "day": NOW.date(), "seq": 1, "hash": "0" * 64, "sent_at": NOW}
        SentHead.objects.create(recipient=row, **values)

        with pytest.raises(IntegrityError), transaction.atomic():
            SentHead.objects.create(recipient=row, **values)

    def test_what_was_sent_stays_by_its_domain_when_the_address_goes(self, use_server):
        happen()
        (row,) = name("person@oag.go.th")
        with MailServer() as server:
            use_server(server)
            send_heads(at=NOW)

        remove_head_address(address=row, actor=ADMIN, at=NOW)

        kept = SentHead.objects.get()
        assert (kept.recipient, kept.domain) == (None, "oag.go.th")


class TestWhatAMailedHeadProves:
    def mail(self, use_server):
        happen()
        name("a@oag.go.th")
        with MailServer() as server:
            use_server(server)
            send_heads(at=NOW)
        return re.search(r"--expect (\S+)", server.letters[0][1].get_content()).group(1)

    def test_the_words_of_the_mail_verify_the_database(self, use_server, capsys):
        expected = self.mail(use_server)
        happen()

        assert main(["verify", "--expect", expected]) == 0

    def test_a_chain_written_anew_lacks_it(self, use_server, capsys):
        expected = self.mail(use_server)
        other = f"ban-suan={'0' * 63}1"

        assert main(["verify", "--expect", expected]) == 0
        assert main(["verify", "--expect", other]) == 1
        assert "head_missing" in capsys.readouterr().out

    def test_the_product_remembers_what_it_mailed(self, use_server):
        self.mail(use_server)
        SentHead.objects.update(hash="e" * 64)

        assert [fault.code for fault in verify_agency("ban-suan").faults] == ["head_missing"]

    @pytest.mark.parametrize("bad", ["ban-suan", "ban-suan=12", "ban-suan=" + "g" * 64])
    def test_an_expectation_that_is_none_is_refused(self, bad, capsys):
        assert main(["verify", "--expect", bad]) == 2
        assert "--expect" in capsys.readouterr().err


class TestAnchors:
    def sent(self, days, line, domain="oag.go.th", chain="c1", **fields):
        at = NOW + timedelta(days=days)
        return SentHead.objects.create(
            **{
                "agency": "ban-suan", "domain": domain, "day": at.date(), "seq": 1, "hash": "0" * 64, "sent_at": at,
                "snapshot_chain": chain, "snapshot_line": line, "snapshot_hash": f"{line:064x}", **fields,
            }
        )  # fmt: skip

    def find(self, line, chain="c1"):
        found = list_anchors(agency="ban-suan", snapshot_chain=chain, line=line)
        return [(one.domain, one.line) for one in found]

    def test_is_the_first_mail_after_the_snapshot_at_each_domain(self):
        self.sent(0, 5), self.sent(1, 9), self.sent(2, 12), self.sent(3, 12, "nacc.go.th")

        assert self.find(9) == [("oag.go.th", 9), ("nacc.go.th", 12)]
        assert self.find(10) == [("oag.go.th", 12), ("nacc.go.th", 12)]
        assert self.find(13) == []

    def test_another_folder_of_snapshots_or_agency_is_no_anchor(self):
        self.sent(0, 5, chain="other"), self.sent(0, 5, agency="ban-na")

        assert self.find(1) == []

    def test_a_mail_that_failed_is_none(self):
        self.sent(0, 5, sent_at=None, problem="Timeout")

        assert self.find(1) == []

    def test_the_head_of_the_snapshots_is_mailed_with_the_history(self, use_server, tmp_path):
        happen()
        name("a@oag.go.th")
        with MailServer() as server:
            use_server(server)
            with SnapshotStore(tmp_path / "snapshots") as store:
                fill(store, 3)
            send_heads(at=NOW)

        head = snapshot_head(tmp_path / "snapshots")
        kept = SentHead.objects.get()
        assert head.hash in server.letters[0][1].get_content()
        assert (kept.snapshot_line, kept.snapshot_hash, kept.snapshot_chain) == (head.line, head.hash, head.chain)

    def test_no_snapshots_no_folder(self, tmp_path):
        assert snapshot_head(tmp_path / "snapshots") is None
        assert not (tmp_path / "snapshots").exists()


def test_heads_are_read_before_the_event_of_the_sending():
    """The mailed head must be one that was in the chain already, or nobody could check it at that moment."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    happen(at=at)

    assert ChainHead.objects.get().hash == Event.objects.get().hash
