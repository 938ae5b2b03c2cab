"""A published link that breaks is told once to those who publish it, and the telling ends when it works again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from prongsai.apps.disclosure.link_answers import answer_finding
from prongsai.apps.disclosure.models import LinkCheck, Version
from prongsai.apps.reminders.models import Reminder, ReminderRule
from prongsai.apps.reminders.sending import run_once
from prongsai.apps.reminders.sources.frame import frame_of
from prongsai.apps.reminders.sources.links import list_open
from prongsai.core.report_form.words import VERDICT_WORDS
from tests.apps.disclosure.test_links import SEEN_AT, keep, publish_link, sign_in
from tests.apps.disclosure.web_site import (
    DEFACED,
    NO_LONGER_THERE,
    NOT_FOUND,
    WORKING,
    WebSite,
    make_web_desk,
    publish_page,
    use_loopback,
)
from tests.apps.evidence import seen as evidence_seen
from tests.apps.factories import first_measure, make_plan, measure_facts
from tests.apps.reminders.desk import prefer, states, use_mail
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    use_loopback(settings, tmp_path)


@pytest.fixture
def desk():
    """An office that is reminded at any hour; its officer's unit answers for O1."""
    desk = make_web_desk()
    ReminderRule.objects.create(agency=desk.agency, quiet_from=time(0), quiet_until=time(0), on_days_off=True)
    return desk


@pytest.fixture
def site():
    web = WebSite()
    with web.server:
        yield web


def lines(user, **more):
    return list(Reminder.objects.filter(user=user, **more).order_by("pk"))


def matters(desk):
    return list_open(frame_of(desk.agency, SEEN_AT.date()))


class TestTheWholeWay:
    def test_told_once_to_the_unit_and_ended_by_itself(self, client, desk, site):
        now = timezone.now()
        version = publish_page(desk, site)
        site.visit(version)
        run_once(now)
        assert lines(desk.officer) == []
        site.shown = NO_LONGER_THERE
        site.visit(version)

        run_once(now + DAY)
        site.visit(version)
        run_once(now + 2 * DAY)

        (line,) = lines(desk.officer)
        assert line.what == f"ลิงก์ที่เผยแพร่ต้องแก้ไข: O1 แผนพัฒนาท้องถิ่น · {VERDICT_WORDS['soft_404']}"
        assert (line.tone, line.unit_name, line.closed_at) == ("waits", "กองคลัง", None)
        assert not Reminder.objects.exclude(user=desk.officer).exists()
        shown = sign_in(client, desk.officer).get("/office/notices/").content.decode()
        assert "ลิงก์ที่เผยแพร่ต้องแก้ไข" in shown
        assert client.get(f"/office/reminders/{line.pk}/open/")["Location"] == f"/office/year/versions/{version.pk}/"

        site.shown = WORKING
        site.visit(version)
        run_once(now + 3 * DAY)

        assert lines(desk.officer, closed_at=None) == []
        assert "ลิงก์ที่เผยแพร่ต้องแก้ไข" not in client.get("/office/notices/").content.decode()

    def test_goes_out_with_the_days_digest(self, settings, desk, site):
        desk.officer.email = "officer@x.go.th"
        desk.officer.save()
        prefer(desk.officer, "mail")
        site.shown = NO_LONGER_THERE
        site.visit(publish_page(desk, site))
        with MailServer() as server:
            use_mail(settings, server.port)

            run_once(timezone.now() + DAY)

            ((_to, letter),) = server.letters
        assert states(desk.officer) == [("mail", "sent")]
        assert "ลิงก์ที่เผยแพร่ต้องแก้ไข: O1" in letter.get_content()

    def test_of_a_defaced_page_says_so_and_repeats_nothing_of_it(self, desk, site):
        site.shown = DEFACED
        site.visit(publish_page(desk, site))

        run_once(timezone.now() + DAY)

        (line,) = lines(desk.officer)
        assert line.what.endswith(" · หน้าอาจถูกเจาะหรือกลายเป็นของผู้อื่น")
        assert "X1" not in line.what

    def test_one_missing_for_a_day_is_told_on_the_second(self, desk, site):
        now = timezone.now()
        site.shown = NOT_FOUND
        version = publish_page(desk, site)
        site.visit(version)
        run_once(now)
        assert lines(desk.officer) == []
        LinkCheck.objects.update(gone_since_on=now.date() - DAY)
        site.visit(version)

        run_once(now + DAY)

        assert len(lines(desk.officer)) == 1


class TestWhom:
    def test_without_a_unit_the_clerks_office(self, desk):
        keep(publish_link(desk, code="O2"), "soft_404")
        desk.year.items.filter(code="O2").update(unit=None)

        (matter,) = matters(desk)

        assert (matter.thing.level, matter.thing.units, matter.unit_name) == ("clerk_office", frozenset(), "")

    def test_of_news_the_clerks_office(self, desk):
        version = publish_link(desk, code=None)
        keep(version, "soft_404")
        Version.objects.update(published_at=timezone.now())

        run_once(SEEN_AT + DAY)

        (line,) = lines(desk.clerk)
        assert line.what.startswith("ลิงก์ที่เผยแพร่ต้องแก้ไข: แผนพัฒนาท้องถิ่น · ")
        assert lines(desk.officer) == []

    def test_of_a_unit_with_nobody_the_next_level_up(self, desk):
        keep(publish_link(desk), "soft_404")
        desk.agency.memberships.filter(user=desk.officer).delete()

        run_once(SEEN_AT + DAY)

        assert len(lines(desk.clerk)) == 1

    def test_an_agency_without_a_plan_is_reminded_too(self, desk):
        ReminderRule.objects.all().delete()
        keep(publish_link(desk), "soft_404")

        run_once(datetime(2022, 12, 6, 3, 0, tzinfo=UTC))  # a Tuesday at ten in Bangkok

        assert len(lines(desk.officer)) == 1


class TestWhen:
    def test_broken_again_is_told_again(self, desk):
        version = publish_link(desk)
        for day, verdict in enumerate(("soft_404", "opens", "soft_404")):
            keep(version, verdict, days=day)
            run_once(SEEN_AT + day * DAY)

        first, second = lines(desk.officer)

        assert first.closed_at is not None
        assert (second.closed_at, second.line) == (None, "link.2022-12-05")

    def test_is_chased_as_the_offices_rule_says_with_one_line_open(self, desk):
        keep(publish_link(desk), "soft_404")
        for day in range(10):
            run_once(SEEN_AT + day * DAY)

        told = lines(desk.officer)

        assert [line.said_on for line in told] == [date(2022, 12, 3), date(2022, 12, 10)]
        assert [line.closed_at is None for line in told] == [False, True]

    def test_an_answer_ends_it(self, desk):
        version = publish_link(desk)
        keep(version, "soft_404")
        assert len(matters(desk)) == 1

        answer_finding(version=version, finding="verdict_soft_404", reason="ดูแล้ว", by=desk.officer, at=SEEN_AT)

        assert matters(desk) == []

    def test_unknown_is_never_told(self, desk):
        version = publish_link(desk)
        for verdict in ("timed_out", "refused", "unsupported"):
            keep(version, verdict)
            assert matters(desk) == []


class TestEvidenceBehind:
    def test_leads_to_the_evidence_since_its_first_bad_check(self, desk):
        plan = make_plan(desk.agency, 2566, (measure_facts(item_codes=("O1",)),))
        row = evidence_seen.add_link(first_measure(plan))
        version = publish_link(desk)
        Version.objects.filter(pk=version.pk).update(evidence=row)
        evidence_seen.keep(row)
        bad = evidence_seen.keep(row, "homepage_only", days=1)

        (matter,) = matters(desk)

        assert matter.path == f"/office/evidence/{row.pk}/"
        assert matter.thing.since == bad.checked_at.date()
        assert matter.thing.key == f"link:{version.pk}"


def test_many_cost_no_more_queries_than_one(desk, django_assert_max_num_queries):
    for number in range(5):
        keep(publish_link(desk, f"https://www.example.go.th/{number}"), "soft_404")
    frame = frame_of(desk.agency, SEEN_AT.date())

    with django_assert_max_num_queries(2):
        assert len(list_open(frame)) == 5
