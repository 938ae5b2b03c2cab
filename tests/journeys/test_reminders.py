"""Reminders as people meet them: the page of notices, the link in a mail, channels, LINE, the calendar, rule and ledger."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from prongsai.adapters.channel_line import line_signature
from prongsai.apps.history.models import Event
from prongsai.apps.reminders.actions import make_calendar, make_line_code
from prongsai.apps.reminders.models import CalendarFeed, Delivery, Preference, Reminder, ReminderRule
from prongsai.apps.reminders.sending import run_once
from prongsai.apps.reminders.webhook_key import webhook_key
from prongsai.settings import LineAccount
from tests.apps.factories import make_agency, make_plan, make_user
from tests.apps.reminders.desk import LINE_ID, at, make_desk, prefer, states, use_mail, work_days
from tests.line_server import LineServer
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response):
    return response.content.decode()


@pytest.fixture
def line(settings, tmp_path):
    (tmp_path / "token").write_text("line-token")
    (tmp_path / "secret").write_text("line-secret")
    with LineServer() as server:
        account = LineAccount(tmp_path / "token", tmp_path / "secret", server.address)
        settings.PRONGSAI = replace(settings.PRONGSAI, line=account)
        make_user(is_active=False)  # without any account the site leads to its set-up
        yield server


def tell(client, *events, secret="line-secret"):
    body = json.dumps({"destination": "U9", "events": list(events)}).encode()
    headers = {"X-Line-Signature": line_signature(body, secret)}
    return client.post("/api/line/", body, content_type="application/json", headers=headers)


def says(text, line_id=LINE_ID):
    return {"type": "message", "source": {"type": "user", "userId": line_id}, "message": {"type": "text", "text": text}}


class TestNotices:
    def test_show_what_is_open_and_the_bell_counts_it_once(self, client):
        desk = make_desk()
        run_once(at(3))
        sign_in(client, desk.officer)

        page = client.get("/office/notices/")

        text = text_of(page)
        assert "รายงานผู้บริหาร" in text
        assert "เลยกำหนด" in text
        assert '<b class="count">1</b>' in text
        assert Delivery.objects.get().state == "delivered"

    def test_following_a_reminder_opens_it_and_leads_to_the_work(self, client):
        desk = make_desk()
        run_once(at(3))
        row = Reminder.objects.get(user=desk.officer)
        sign_in(client, desk.officer)

        first = client.get(f"/office/reminders/{row.pk}/open/")
        client.get(f"/office/reminders/{row.pk}/open/")

        assert first["location"] == row.path
        assert client.get(row.path).status_code == 200
        row.refresh_from_db()
        assert row.opened_at is not None
        assert Event.objects.filter(action="reminder_opened").count() == 1
        assert '<b class="count">' not in text_of(client.get("/office/notices/"))

    def test_a_look_ahead_opens_nothing(self, client):
        desk = make_desk()
        run_once(at(3))
        row = Reminder.objects.get(user=desk.officer)

        assert client.get(f"/office/reminders/{row.pk}/open/")["location"].startswith("/office/sign-in/")
        sign_in(client, desk.officer).head(f"/office/reminders/{row.pk}/open/")

        row.refresh_from_db()
        assert row.opened_at is None

    def test_nobody_opens_what_was_told_to_another(self, client):
        desk = make_desk()
        run_once(at(3))
        sign_in(client, make_user(desk.agency, "agency_admin"))

        assert client.get(f"/office/reminders/{Reminder.objects.first().pk}/open/").status_code == 404

    def test_who_left_the_agency_sees_nothing_of_it(self, client):
        desk = make_desk()
        run_once(at(3))
        sign_in(client, desk.officer)
        desk.officer.memberships.all().delete()

        assert "รายงานผู้บริหาร" not in text_of(client.get("/office/notices/"))
        assert client.get("/office/reminders/").status_code == 200

    def test_old_ones_stay_on_the_page_of_all(self, client):
        desk = make_desk()
        work_days(-8, 9)
        desk.finish()
        work_days(10, 10)
        sign_in(client, desk.officer)

        assert "ไม่ค้างแล้ว" in text_of(client.get("/office/reminders/"))
        assert "รายงานผู้บริหาร" not in text_of(client.get("/office/notices/"))

    def test_every_told_path_opens_for_whom_it_was_told(self, client):
        desk = make_desk()
        for role in ("unit_head", "clerk_office", "chief_administrator", "top_executive"):
            make_user(desk.agency, role, unit="สำนักปลัด" if role == "unit_head" else "")
        work_days(-8, 35)

        rows = Reminder.objects.select_related("user").all()
        assert len({row.user_id for row in rows}) == 5
        for row in rows:
            sign_in(client, row.user)
            assert client.get(f"/office/reminders/{row.pk}/open/", follow=True).status_code == 200


class TestChannels:
    def test_a_person_chooses_and_orders(self, client, settings, line):
        desk = make_desk()
        prefer(desk.officer, "mail", line_id=LINE_ID)
        with MailServer() as server:
            use_mail(settings, server.port)
            sign_in(client, desk.officer)
            answer = client.post("/office/reminders/channels/", {"channels": ["mail", "line"], "first": "line"})
            run_once(at(-7))

        assert answer.status_code == 302
        assert Preference.objects.get().channels == ["line", "mail"]
        assert states(desk.officer) == [("line", "sent")]
        assert "LINE" in text_of(client.get("/office/reminders/channels/"))

    def test_none_leaves_the_page_of_notices_alone(self, client, settings):
        desk = make_desk()
        with MailServer() as server:
            use_mail(settings, server.port)
            sign_in(client, desk.officer)
            client.post("/office/reminders/channels/", {"channels": [], "first": "mail"})
            run_once(at(-7))

        assert server.letters == []
        assert Reminder.objects.count() == 1

    def test_what_cannot_be_used_cannot_be_chosen(self, client, settings):
        desk = make_desk()
        with MailServer() as server:
            use_mail(settings, server.port)
            sign_in(client, desk.officer)

            assert client.post("/office/reminders/channels/", {"channels": ["line"]}).status_code == 422
            assert client.post("/office/reminders/channels/", {"channels": ["pigeon"]}).status_code == 422
        assert not Preference.objects.exists()

    def test_a_channel_that_failed_says_so(self, client, settings):
        desk = make_desk()
        with MailServer(refused={desk.officer.email}) as server:
            use_mail(settings, server.port)
            run_once(at(-7))
            sign_in(client, desk.officer)

            page = text_of(client.get("/office/reminders/channels/"))

        assert "ส่งไม่สำเร็จ" in page
        assert "SMTP 550" in page

    def test_without_an_address_leads_to_where_one_adds_ones_own(self, client, settings):
        desk = make_desk()
        desk.officer.email = ""
        desk.officer.save()
        with MailServer() as server:
            use_mail(settings, server.port)
            sign_in(client, desk.officer)
            page = text_of(client.get("/office/reminders/channels/"))

            assert "แจ้งผู้ดูแลของหน่วยงาน" not in page
            found = re.search(r'บัญชีของคุณยังไม่มีอีเมล เพิ่มได้เองที่ <a href="([^"]+)">', page)
            assert found, page
            there = client.get(found[1])

        assert there.status_code == 200
        assert 'name="email"' in text_of(there)

    def test_says_what_is_missing(self, client):
        sign_in(client, make_desk().officer)

        page = text_of(client.get("/office/reminders/channels/"))

        assert "ผู้ดูแลเครื่องยังไม่ได้ตั้งค่าการส่งอีเมล" in page
        assert "ผู้ดูแลเครื่องยังไม่ได้ตั้งค่า LINE" in page


class TestLine:
    def test_is_linked_by_a_code_sent_from_it(self, client, line):
        desk = make_desk()
        sign_in(client, desk.officer)
        code = re.search(
            r'<strong class="code">([A-Z0-9]{10})<', text_of(client.post("/office/reminders/channels/line/"))
        )[1]

        assert code not in json.dumps(list(Preference.objects.values()), default=str)
        assert tell(client, says("สวัสดี"), says(f" {code.lower()} ")).status_code == 200

        row = Preference.objects.get()
        assert (row.line_id, row.line_code_sha256) == (LINE_ID, "")
        assert "line" in row.channels
        assert "ผูก LINE แล้ว" in text_of(client.get("/office/reminders/channels/"))
        run_once(at(-7))
        assert [to for to, _text in line.pushed] == [LINE_ID]

    def test_a_code_works_once_and_not_for_long(self, client, line):
        first, second = make_desk().officer, make_desk().officer
        code = make_line_code(by=first, at=timezone.now())
        old = make_line_code(by=second, at=timezone.now() - timedelta(minutes=31))

        tell(client, says(code))
        tell(client, says(code, "U" + "2" * 32))
        tell(client, says(old, "U" + "3" * 32))

        assert Preference.objects.get(user=first).line_id == LINE_ID
        assert Preference.objects.get(user=second).line_id == ""

    def test_one_line_belongs_to_one_person(self, client, line):
        first, second = make_desk().officer, make_desk().officer
        for user in (first, second):
            tell(client, says(make_line_code(by=user, at=timezone.now())))

        assert Preference.objects.get(user=first).line_id == ""
        assert Preference.objects.get(user=second).line_id == LINE_ID

    def test_whoever_leaves_the_account_is_unlinked(self, client, line):
        desk = make_desk()
        prefer(desk.officer, "line", line_id=LINE_ID)

        tell(client, {"type": "unfollow", "source": {"type": "user", "userId": LINE_ID}})

        assert Preference.objects.get().line_id == ""
        assert Event.objects.filter(action="line_unlinked").count() == 1

    def test_the_person_unlinks_it(self, client, line):
        desk = make_desk()
        prefer(desk.officer, "line", line_id=LINE_ID)
        sign_in(client, desk.officer)

        client.post("/office/reminders/channels/line/unlink/")

        assert Preference.objects.get().channels == []

    @pytest.mark.parametrize(
        "event",
        [
            {},
            [],
            "x",
            {"type": "message"},
            {"type": "message", "source": 1},
            says(5),
            says("x", 5),
            says("ABCDEFGHJK", "Uzz"),
        ],
    )
    def test_whatever_it_sends_is_no_fault_of_ours(self, client, line, event):
        assert tell(client, event).status_code == 200

    def test_what_is_no_list_of_events_is_refused(self, client, line):
        for body in (b"[]", b"{", b'{"a": 1}'):
            headers = {"X-Line-Signature": line_signature(body, "line-secret")}
            answer = client.post("/api/line/", body, content_type="application/json", headers=headers)
            assert answer.status_code == 400

    def test_what_line_did_not_sign_is_not_looked_at(self, client, line):
        desk = make_desk()
        code = make_line_code(by=desk.officer, at=timezone.now())

        assert tell(client, says(code), secret="guess").status_code == 404
        assert Preference.objects.get().line_id == ""

    def test_is_not_there_without_a_secret(self, client):
        desk = make_desk()
        assert tell(client, says("x"), secret="").status_code == 404
        sign_in(client, desk.officer)
        assert client.post("/office/reminders/channels/line/").status_code == 404


class TestCalendar:
    def made(self, client, desk):
        sign_in(client, desk.officer)
        page = text_of(client.post("/office/reminders/calendar/"))
        client.logout()
        return re.search(r"(/calendar/[\w-]+\.ics)", page)[1]

    def test_holds_the_persons_due_days(self, client):
        desk = make_desk()
        url = self.made(client, desk)

        answer = client.get(url)

        assert answer["content-type"] == "text/calendar; charset=utf-8"
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert str(event["dtstart"].dt) == "2023-01-31"
        assert "รายงานผู้บริหาร" in str(event["summary"])
        assert str(event["url"]).endswith("/1/")
        assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75

    def test_is_the_same_until_something_changes(self, client):
        desk = make_desk()
        url = self.made(client, desk)
        etag = client.get(url)["etag"]

        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
        desk.move(3)
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 200

    def test_only_the_hash_of_the_address_is_kept(self, client):
        url = self.made(client, make_desk())

        assert url.split("/")[2].removesuffix(".ics") not in json.dumps(
            list(CalendarFeed.objects.values()), default=str
        )

    def test_a_new_address_ends_the_old_one_and_revoking_ends_both(self, client):
        desk = make_desk()
        first = self.made(client, desk)
        second = self.made(client, desk)
        assert client.get(first).status_code == 404
        assert client.get(second).status_code == 200

        sign_in(client, desk.officer).post("/office/reminders/calendar/revoke/")

        assert client.get(second).status_code == 404

    def test_ends_with_the_account(self, client):
        desk = make_desk()
        url = self.made(client, desk)
        desk.officer.is_active = False
        desk.officer.save()

        assert client.get(url).status_code == 404

    def test_shows_nothing_of_other_units_or_agencies(self, client):
        desk = make_desk()
        make_plan(make_agency("เทศบาลอื่น"))
        other = make_user(desk.agency, "officer", unit="กองคลัง")
        word = make_calendar(by=other, at=timezone.now())

        assert Calendar.from_ical(client.get(f"/calendar/{word}.ics").content).walk("VEVENT") == []


RULE = {
    "is_on": "on",
    "days_before": "๑๔, 3",
    "chase_every": "5",
    "unit_head_after": "2",
    "clerk_office_after": "",
    "chief_administrator_after": "10",
    "top_executive_after": "20",
    "quiet_from": "17:00",
    "quiet_until": "08.30",
    "webhook_url": "",
}


class TestRule:
    def test_is_set_by_the_clerk_and_recorded(self, client):
        desk = make_desk()
        sign_in(client, make_user(desk.agency, "clerk_office"))

        answer = client.post("/office/agency/reminders/", RULE)

        assert answer.status_code == 302
        facts = ReminderRule.objects.get().facts()
        assert facts.days_before == (14, 3)
        assert facts.escalate_after == (("unit_head", 2), ("chief_administrator", 10), ("top_executive", 20))
        assert f"{facts.quiet_until:%H:%M}" == "08:30"
        event = Event.objects.get(action="reminder_rule_changed")
        assert event.before["days_before"] == [7, 1]
        assert event.after["days_before"] == [14, 3]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("days_before", "สัปดาห์"),
            ("days_before", "1,2,3,4,5,6"),
            ("chase_every", "-1"),
            ("top_executive_after", "0"),
            ("quiet_from", "25:00"),
            ("webhook_url", "http://hook.example.go.th/"),
            ("webhook_url", "https://a:b@hook.example.go.th/"),
        ],
    )
    def test_what_makes_no_sense_is_shown_again(self, client, name, value):
        desk = make_desk()
        sign_in(client, make_user(desk.agency, "clerk_office"))

        answer = client.post("/office/agency/reminders/", {**RULE, name: value})

        assert answer.status_code == 422
        assert f'id="id_{name}_error"' in text_of(answer)
        assert not ReminderRule.objects.exists()

    def test_a_webhook_has_a_key_that_can_be_renewed(self, client, settings):
        desk = make_desk()
        settings.PRONGSAI = replace(settings.PRONGSAI, webhook_allow_hosts=frozenset({"hook.lan"}))
        sign_in(client, make_user(desk.agency, "agency_admin"))
        client.post("/office/agency/reminders/", {**RULE, "webhook_url": "http://hook.lan/x"})
        key = webhook_key(ReminderRule.objects.get())
        assert key in text_of(client.get("/office/agency/reminders/"))

        client.post("/office/agency/reminders/webhook/")

        assert key not in text_of(client.get("/office/agency/reminders/"))

    def test_a_webhook_takes_the_digest_of_who_chose_it(self, client, settings):
        desk = make_desk()
        with LineServer() as hook:
            host = hook.address.removeprefix("http://")
            settings.PRONGSAI = replace(settings.PRONGSAI, webhook_allow_hosts=frozenset({host}))
            ReminderRule.objects.create(agency=desk.agency, webhook_url=f"{hook.address}/hook")
            prefer(desk.officer, "webhook")
            hook.answers = [(200, {}, {})]
            run_once(at(3))

        (line,) = json.loads(hook.calls[0]["body"])["lines"]
        assert (line["tone"], line["days_left"], line["due_on"]) == ("late", -3, "2023-01-31")
        assert states(desk.officer) == [("webhook", "sent")]


class TestLedger:
    def test_says_who_was_told_what_and_what_became_of_it(self, client, settings):
        desk = make_desk(display_name="นางสาวตัวอย่าง")
        with MailServer(refused={desk.officer.email}) as server:
            use_mail(settings, server.port)
            run_once(at(-7))
        sign_in(client, make_user(desk.agency, "clerk_office"))

        text = text_of(client.get("/office/agency/reminders/ledger/"))

        assert "นางสาวตัวอย่าง" in text
        assert "SMTP 550" in text
        assert "ส่งไม่สำเร็จ" in text
        assert "รายงานผู้บริหาร" in text

    @pytest.mark.parametrize(
        ("query", "is_shown"),
        [
            ("state=failed", True),
            ("state=waiting", False),
            ("channel=mail", True),
            ("channel=line", False),
            ("channel=x", True),
        ],
    )
    def test_is_filtered(self, client, settings, query, is_shown):
        desk = make_desk(display_name="ผู้รับคนเดียว")
        with MailServer(refused={desk.officer.email}) as server:
            use_mail(settings, server.port)
            run_once(at(-7))
        sign_in(client, make_user(desk.agency, "clerk_office"))

        text = text_of(client.get(f"/office/agency/reminders/ledger/?{query}"))

        assert ("<strong>ผู้รับคนเดียว</strong>" in text) is is_shown

    def test_shows_nothing_of_another_agency(self, client):
        make_desk(display_name="ผู้รับคนเดียว")
        run_once(at(-7))
        sign_in(client, make_user(make_agency("เทศบาลอื่น"), "clerk_office"))

        assert "ผู้รับคนเดียว" not in text_of(client.get("/office/agency/reminders/ledger/"))

    def test_makes_as_many_queries_for_many_as_for_few(self, client):
        made = []
        for size in (2, 40):
            desk = make_desk()
            for _number in range(size):
                make_user(desk.agency, "officer", unit="สำนักปลัด")
            run_once(at(-7))
            admin = make_user(desk.agency, "agency_admin")
            for user, url in (
                (admin, "/office/agency/reminders/ledger/"),
                (admin, "/office/agency/reminders/print/"),
                (desk.officer, "/office/notices/"),
                (desk.officer, "/office/reminders/"),
                (desk.officer, "/office/reminders/channels/"),
            ):
                sign_in(client, user)
                client.get(url)
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(url).status_code == 200
                made.append((size, url, len(captured)))

        half = len(made) // 2
        assert [count for _size, _url, count in made[:half]] == [count for _size, _url, count in made[half:]], made
        assert {url: count for _size, url, count in made if count > 10} == {}, made


class TestPrinted:
    def test_lists_late_and_near_work_by_unit(self, client):
        desk = make_desk()
        sign_in(client, make_user(desk.agency, "clerk_office"))

        text = text_of(client.get("/office/agency/reminders/print/"))

        assert "<h2>สำนักปลัด</h2>" in text
        assert "1. ประเด็นที่ 1" in text
        desk.finish()
        assert "ไม่มีงานค้าง" in text_of(client.get("/office/agency/reminders/print/"))


def test_the_migrations_are_those_of_the_models():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
