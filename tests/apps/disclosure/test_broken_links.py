"""A published link that breaks: what counts as broken, since when, and that the board names it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prongsai.apps.disclosure.broken_links import list_broken, since_of_evidence
from prongsai.apps.disclosure.link_answers import answer_finding
from prongsai.apps.disclosure.models import LinkCheck, Version
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.evidence.models import EvidenceState
from prongsai.apps.history.models import Event
from prongsai.audit.judged import JudgeNote
from prongsai.wiring import bangkok_today
from tests.apps.disclosure.desk import AT, make_desk
from tests.apps.disclosure.test_links import SEEN_AT, keep, publish_link, sign_in
from tests.apps.disclosure.test_query_counts import busy_desk
from tests.apps.disclosure.web_site import (
    DEFACED,
    NO_LONGER_THERE,
    NOT_FOUND,
    SOLD,
    WORKING,
    WebSite,
    make_web_desk,
    publish_page,
    use_loopback,
)
from tests.apps.evidence import seen as evidence_seen
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, measure_facts

pytestmark = pytest.mark.django_db
SPAM = JudgeNote("hidden_spam_links", "error", "มีลิงก์โฆษณาซ่อนอยู่", "advertising links are hidden")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    use_loopback(settings, tmp_path)


@pytest.fixture
def site():
    web = WebSite()
    with web.server:
        yield web


@pytest.fixture
def desk():
    return make_web_desk()


def broken(desk):
    return [one.version.pk for one in list_broken(desk.agency)]


class TestWithTheRealAuditor:
    def test_one_that_works_is_not(self, desk, site):
        assert site.visit(publish_page(desk, site)).fault_since is None
        assert broken(desk) == []

    def test_a_page_that_says_it_is_not_there_is_until_it_works_again(self, desk, site):
        version = publish_page(desk, site)
        site.visit(version)
        site.shown = NO_LONGER_THERE

        row = site.visit(version)

        assert (row.verdict, row.group, row.fault_since is not None) == ("soft_404", "loses", True)
        assert broken(desk) == [version.pk]
        first = row.fault_since
        assert site.visit(version).fault_since == first
        site.shown = WORKING
        assert site.visit(version).fault_since is None
        assert broken(desk) == []

    def test_one_that_is_gone_waits_for_a_second_day(self, desk, site):
        version = publish_page(desk, site)
        site.shown = NOT_FOUND

        assert site.visit(version).fault_since is None
        assert broken(desk) == []
        LinkCheck.objects.update(gone_since_on=bangkok_today() - timedelta(days=1))
        assert site.visit(version).fault_since is not None
        assert broken(desk) == [version.pk]

    def test_a_server_that_is_down_is_no_fault_of_the_link(self, desk, site):
        version = publish_page(desk, site)
        site.shown = lambda visit: False

        row = site.visit(version)

        assert (row.group, row.fault_since) == ("unknown", None)

    def test_a_defaced_page_is_at_once(self, desk, site):
        version = publish_page(desk, site)
        site.visit(version)
        site.shown = DEFACED

        row = site.visit(version)

        assert row.fault_since is not None
        assert "defaced" in {note["code"] for note in row.notes}
        event = Event.objects.filter(action="publication_link_checked").latest("seq")
        assert "defaced" in event.after["alarms"]

    def test_an_outside_page_that_became_an_advertisement_is_at_once(self, client, site):
        desk = make_desk(make_agency(hosts=["www.bansuan.go.th"]))
        version = publish_page(desk, site)
        assert site.visit(version).fault_since is None
        site.shown = SOLD

        row = site.visit(version)

        assert row.host_class != "own"
        assert "spam_title" in {note["code"] for note in row.notes}
        assert broken(desk) == [version.pk]
        board = sign_in(client, desk.clerk).get(f"/office/year/{desk.year.pk}/").content.decode()
        assert "ชื่อหน้าถูกเปลี่ยนเป็นโฆษณา" in board
        site.shown = WORKING
        site.visit(version)
        assert broken(desk) == []

    def test_an_own_address_that_leads_to_somebody_elses_site_is(self, desk, site):
        version = publish_page(desk, site)
        site.send_elsewhere()

        row = site.visit(version)

        assert row.fault_since is not None
        assert row.verdict == "moved"
        assert "localhost" in row.headline
        assert "localhost" in row.headline_en

    def test_one_that_leads_elsewhere_of_an_agency_whose_hosts_nobody_knows_is_not(self, site):
        stranger = make_desk()
        version = publish_page(stranger, site)
        site.send_elsewhere()

        assert site.visit(version).fault_since is None


class TestStanding:
    def test_stays_while_nobody_can_see_the_page(self, desk):
        version = publish_link(desk)
        keep(version, "soft_404")

        row = keep(version, "timed_out", days=1)

        assert row.fault_since == SEEN_AT
        assert broken(desk) == [version.pk]

    def test_stays_when_the_server_says_not_modified(self, desk):
        version = publish_link(desk)
        keep(version, notes=(SPAM,))

        row = keep(version, days=1, status=304, is_unchanged=True)

        assert row.fault_since == SEEN_AT
        assert [note["code"] for note in row.notes] == ["hidden_spam_links"]

    def test_what_the_content_lacks_is_no_fault(self, desk):
        row = keep(publish_link(desk, code="O30"))

        assert (row.group, row.fault_since) == ("doubt", None)

    def test_what_is_not_public_any_more_is_none(self, desk):
        version = publish_link(desk)
        keep(version, "soft_404")
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        assert broken(desk) == []

    def test_old_news_and_old_years_are_left_in_peace(self, desk):
        news, of_item = publish_link(desk, code=None), publish_link(desk)
        for version in (news, of_item):
            keep(version, "soft_404")
        assert broken(desk) == [of_item.pk]
        Version.objects.filter(pk=news.pk).update(published_at=timezone.now())
        assert set(broken(desk)) == {news.pk, of_item.pk}

        make_desk(desk.agency, 2567)
        make_desk(desk.agency, 2568)

        assert broken(desk) == [news.pk]

    def test_of_another_agency_is_none_here(self, desk):
        keep(publish_link(make_desk()), "soft_404")

        assert broken(desk) == []

    def test_the_constraint_holds(self, desk):
        keep(publish_link(desk), "soft_404")

        for values in ({"is_answered": True}, {"checked_at": None, "group": "unchecked"}):
            with (
                pytest.raises(IntegrityError, match="fault_of_a_link_was_seen_and_is_not_answered"),
                transaction.atomic(),
            ):
                LinkCheck.objects.update(**values)


class TestEvidenceBehind:
    """A link taken from evidence is visited as that evidence, whose verdict speaks for it."""

    @pytest.fixture
    def row(self, desk):
        plan = make_plan(desk.agency, 2566, (measure_facts(item_codes=("O1",)),))
        return evidence_seen.add_link(first_measure(plan))

    @pytest.fixture
    def version(self, desk, row):
        version = publish_link(desk)
        LinkCheck.objects.all().delete()
        Version.objects.filter(pk=version.pk).update(evidence=row)
        return version

    def test_is_broken_while_it_loses(self, desk, row, version):
        evidence_seen.keep(row)
        evidence_seen.keep(row, "soft_404", days=1)
        evidence_seen.keep(row, "homepage_only", days=2)
        evidence_seen.keep(row, "timed_out", days=3)
        evidence_seen.keep(row, "soft_404", days=4)

        (one,) = list_broken(desk.agency)

        assert (one.version.pk, one.since, one.path) == (version.pk, None, f"/office/evidence/{row.pk}/")
        assert one.headline_th == "เหตุผลของ soft_404"
        assert since_of_evidence([row.pk]) == {row.pk: NOW + timedelta(days=1)}
        evidence_seen.keep(row, days=5)
        assert broken(desk) == []

    def test_is_broken_while_an_alarm_stands(self, desk, row, version):
        evidence_seen.keep(row, notes=(SPAM,), days=2)

        assert broken(desk) == [version.pk]
        assert since_of_evidence([row.pk]) == {row.pk: NOW + timedelta(days=2)}
        evidence_seen.keep(row, days=3)
        assert broken(desk) == []

    def test_is_not_while_people_answered(self, desk, row, version):
        evidence_seen.keep(row, "soft_404")
        assert broken(desk) == [version.pk]

        EvidenceState.objects.update(open_findings=0)

        assert broken(desk) == []

    def test_without_any_nothing_is_asked(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert since_of_evidence([]) == {}


class TestBoard:
    def page(self, client, desk, user=None):
        return sign_in(client, user or desk.clerk).get(f"/office/year/{desk.year.pk}/").content.decode()

    def test_names_it_at_the_top_and_in_its_line(self, client, desk):
        version = publish_link(desk)
        keep(version, "soft_404")

        shown = self.page(client, desk, desk.executive)

        top, _table, lines = shown.partition("<table")
        assert 'id="broken"' in top
        assert "1 รายการ เปิดไม่ได้หรือไม่ใช่หน้าของหน่วยงานแล้ว" in top
        assert f"/office/year/versions/{version.pk}/" in top
        assert "O1 แผนพัฒนาท้องถิ่น" in top
        assert "เหตุผลของ soft_404" in top
        assert "ต้องแก้ไข" in lines

    def test_says_nothing_while_all_work(self, client, desk):
        keep(publish_link(desk))

        assert 'id="broken"' not in self.page(client, desk)

    def test_names_news_too_and_ten_at_most(self, client, desk):
        for number in range(11):
            keep(publish_link(desk, f"https://www.example.go.th/{number}", None), "soft_404")
        Version.objects.update(published_at=timezone.now())

        shown = self.page(client, desk)

        assert shown.count("ข่าว: แผนพัฒนาท้องถิ่น") == 10
        assert "11 รายการ" in shown
        assert "ที่เหลือดูจากช่อง" in shown

    def test_leaves_out_those_of_another_year(self, client, desk):
        keep(publish_link(desk), "soft_404")
        next_year = make_desk(desk.agency, 2567)

        assert 'id="broken"' not in self.page(client, next_year)

    def test_asks_no_more_for_many_than_for_one(self, client, desk):
        def count():
            with CaptureQueriesContext(connection) as asked:
                client.get(f"/office/year/{desk.year.pk}/")
            return len(asked)

        keep(publish_link(desk), "soft_404")
        self.page(client, desk)
        one = count()
        for number in range(6):
            keep(publish_link(desk, f"https://www.example.go.th/{number}"), "soft_404")

        assert count() == one <= 10

    @pytest.mark.parametrize("role", ["clerk", "officer", "executive"])
    def test_every_page_about_it_asks_ten_at_most(self, client, role):
        desk = busy_desk(2)
        version = Version.objects.filter(kind="link", state="published").first()
        keep(version, "soft_404")
        answer_finding(version=version, finding="verdict_soft_404", reason="ดูแล้ว", by=desk.clerk, at=AT)
        keep(version, "homepage_only", days=1)
        sign_in(client, getattr(desk, role))
        pages = (f"{desk.year.pk}/", f"items/{desk.item().pk}/", f"versions/{version.pk}/")
        for page in pages:
            client.get(f"/office/year/{page}")

        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/office/year/{page}").status_code == 200
            assert len(asked) <= 10, (page, len(asked))
