"""Whoever publishes a link says "I looked, it is right" about a verdict: it counts no more while the answer stands."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from prongsai.apps.disclosure.board import list_board
from prongsai.apps.disclosure.broken_links import list_broken
from prongsai.apps.disclosure.link_answers import answer_finding, withdraw_answer
from prongsai.apps.disclosure.models import LinkAnswer, LinkCheck
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.disclosure.whole_item import load_item
from prongsai.apps.history.models import Event
from prongsai.audit.judged import JudgeNote
from prongsai.core.errors import PersonError
from prongsai.wiring import bangkok_today
from tests.apps.disclosure.desk import AT, make_desk
from tests.apps.disclosure.test_links import SEEN_AT, address_of, keep, publish_link, sign_in
from tests.apps.disclosure.web_site import NO_LONGER_THERE, WebSite, make_web_desk, publish_page, use_loopback

pytestmark = pytest.mark.django_db
WHY = "เปิดดูแล้ว เนื้อหาอยู่ครบ เพียงมีคำว่าไม่พบในหัวหน้า"
SPAM = JudgeNote("hidden_spam_links", "error", "มีลิงก์โฆษณาซ่อนอยู่", "advertising links are hidden")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    use_loopback(settings, tmp_path)


@pytest.fixture
def desk():
    return make_web_desk()


@pytest.fixture
def version(desk):
    """A published link that says it is not there."""
    version = publish_link(desk)
    keep(version, "soft_404")
    return version


def answer(version, by, finding="verdict_soft_404", reason=WHY):
    return answer_finding(version=version, finding=finding, reason=reason, by=by, at=AT)


def seen_on_board(desk):
    return next(one for one in list_board(desk.year, bangkok_today()) if one.row.code == "O1").check


class TestAnswer:
    def test_ends_the_fault_and_counts_no_more(self, desk, version):
        assert seen_on_board(desk).group == "loses"

        row = answer(version, desk.clerk)

        seen = LinkCheck.objects.get()
        assert (seen.group, seen.is_answered, seen.fault_since) == ("loses", True, None)
        assert seen.headline == seen.why
        assert list_broken(desk.agency) == []
        assert seen_on_board(desk).group == "good"
        assert load_item(desk.item(), bangkok_today()).board.check == seen_on_board(desk)
        assert (row.reason, row.answered_by, row.finding_words) == (WHY, str(desk.clerk), "เหตุผลของ soft_404")

    def test_is_told_with_who_and_why(self, desk, version):
        answer(version, desk.clerk)

        event = Event.objects.get(action="publication_finding_answered")
        assert event.actor == str(desk.clerk.pk)
        assert event.after == {"finding": "verdict_soft_404", "reason": WHY}
        assert (event.object_type, event.object_id) == ("publication", str(version.publication_id))

    def test_about_the_verdict_stays_from_visit_to_visit(self, desk, version):
        answer(version, desk.clerk)

        row = keep(version, "soft_404", days=1)

        assert (row.is_answered, row.fault_since) == (True, None)

    def test_says_nothing_about_another_verdict(self, desk, version):
        answer(version, desk.clerk)

        row = keep(version, "homepage_only", days=1)

        assert (row.is_answered, row.fault_since is not None) == (False, True)

    def test_about_content_holds_for_that_content(self, desk, version):
        keep(version, notes=(SPAM,), days=1)
        answer(version, desk.clerk, SPAM.code)
        assert keep(version, notes=(SPAM,), days=2).fault_since is None

        row = keep(version, notes=(SPAM,), days=3, text_sha256="c" * 64)

        assert row.fault_since is not None

    def test_of_one_of_two_leaves_the_other(self, desk, version):
        row = keep(version, notes=(SPAM, JudgeNote("defaced", "error", "ถูกเจาะ", "broken into")), days=1)
        assert row.headline == SPAM.message_th

        answer(version, desk.clerk, SPAM.code)

        row.refresh_from_db()
        assert (row.headline, row.is_answered, row.fault_since) == ("ถูกเจาะ", False, SEEN_AT)

    def test_a_second_one_is_refused(self, desk, version):
        answer(version, desk.clerk)

        with pytest.raises(PersonError, match="answer already"):
            answer(version, desk.clerk)

    @pytest.mark.parametrize("finding", ["verdict_gone", "year_differs", ""])
    def test_to_what_was_not_found_is_refused(self, desk, version, finding):
        with pytest.raises(PersonError, match="there no more"):
            answer(version, desk.clerk, finding)

    def test_before_any_visit_is_refused(self, desk):
        with pytest.raises(PersonError, match="there no more"):
            answer(publish_link(desk), desk.clerk)

    def test_of_what_is_not_public_any_more_is_not_found(self, desk, version):
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        with pytest.raises(Http404):
            answer(version, desk.clerk)
        assert not LinkAnswer.objects.exists()


class TestTakenBack:
    def test_the_fault_is_back_and_the_answer_stays_to_be_seen(self, desk, version):
        row = answer(version, desk.clerk)

        withdraw_answer(answer=row, by=desk.officer, at=SEEN_AT)

        seen = LinkCheck.objects.get()
        assert (seen.is_answered, seen.fault_since) == (False, SEEN_AT)
        row.refresh_from_db()
        assert (row.withdrawn_by, row.withdrawn_at) == (str(desk.officer), SEEN_AT)
        event = Event.objects.get(action="publication_answer_withdrawn")
        assert event.before == {"finding": "verdict_soft_404", "reason": WHY}

    def test_twice_is_refused(self, desk, version):
        row = answer(version, desk.clerk)
        withdraw_answer(answer=row, by=desk.clerk, at=AT)

        with pytest.raises(PersonError, match="withdrawn already"):
            withdraw_answer(answer=row, by=desk.clerk, at=AT)

    def test_another_may_be_given(self, desk, version):
        withdraw_answer(answer=answer(version, desk.clerk), by=desk.clerk, at=AT)

        answer(version, desk.clerk, reason="ดูใหม่แล้ว")

        assert LinkCheck.objects.get().is_answered


class TestPages:
    """The officer of the item's unit, on the version's page, with the real auditor."""

    @pytest.fixture
    def site(self):
        web = WebSite()
        web.shown = NO_LONGER_THERE
        with web.server:
            yield web

    @pytest.fixture
    def version(self, desk, site):
        version = publish_page(desk, site)
        site.visit(version)
        return version

    def shown(self, client, version):
        return client.get(address_of(version)).content.decode()

    def test_answers_and_takes_it_back(self, client, desk, site, version):
        sign_in(client, desk.officer)
        assert address_of(version, "answer/") in self.shown(client, version)

        given = client.post(address_of(version, "answer/"), {"finding": "verdict_soft_404", "reason": WHY})

        assert (given.status_code, given["Location"]) == (302, address_of(version))
        shown = self.shown(client, version)
        assert WHY in shown
        assert shown.count("ตอบแล้ว") >= 2  # beside the verdict, and with the finding
        assert str(desk.officer) in shown
        assert "ตอบแล้ว" in client.get(f"/office/year/items/{desk.item().pk}/").content.decode()
        site.visit(version)
        assert list_broken(desk.agency) == []

        back = f"/office/year/link-answers/{LinkAnswer.objects.get().pk}/withdraw/"
        assert back in shown
        assert client.post(back)["Location"] == address_of(version)

        assert "คำตอบที่ถอนแล้ว" in self.shown(client, version)
        assert len(list_broken(desk.agency)) == 1
        assert client.post(back).status_code == 404

    def test_without_a_reason_says_so_and_keeps_the_box_open(self, client, desk, version):
        sign_in(client, desk.officer)

        given = client.post(address_of(version, "answer/"), {"finding": "verdict_soft_404", "reason": " "})

        assert given.status_code == 422
        shown = given.content.decode()
        assert "เขียนเหตุผลก่อนบันทึก" in shown
        assert "<details open>" in shown
        assert not LinkAnswer.objects.exists()

    def test_to_what_is_there_no_more_says_so(self, client, desk, version):
        sign_in(client, desk.officer)

        given = client.post(address_of(version, "answer/"), {"finding": "verdict_gone", "reason": WHY})

        assert given.status_code == 422
        assert "ข้อตรวจพบนี้ไม่มีแล้ว" in given.content.decode()

    def test_whoever_may_not_publish_reads_and_answers_nothing(self, client, desk, version):
        row = answer(version, desk.clerk)
        others = [desk.executive, make_desk().clerk]
        desk.year.items.filter(code="O1").update(unit=desk.agency.units.exclude(name="กองคลัง").first())
        for user in (*others, desk.officer):
            sign_in(client, user)
            told = {"finding": "verdict_soft_404", "reason": WHY}
            assert client.post(address_of(version, "answer/"), told).status_code == 404
            assert client.post(f"/office/year/link-answers/{row.pk}/withdraw/").status_code == 404
        sign_in(client, desk.executive)
        shown = self.shown(client, version)
        assert WHY in shown
        assert "link-answers" not in shown

    def test_in_english(self, client, desk, version):
        desk.officer.language = "en"
        desk.officer.save()
        answer(version, desk.clerk)

        shown = self.shown(sign_in(client, desk.officer), version)

        assert "Answered" in shown


class TestConstraints:
    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("link_answer_has_a_reason", {"reason": ""}),
            ("link_answer_withdrawn_with_a_day_and_a_person", {"withdrawn_by": "ก"}),
            ("link_answer_withdrawn_with_a_day_and_a_person", {"withdrawn_at": AT}),
        ],
    )
    def test_hold(self, desk, version, name, values):
        answer(version, desk.clerk)

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            LinkAnswer.objects.update(**values)

    def test_one_answer_stands(self, desk, version):
        row = answer(version, desk.clerk)
        row.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
