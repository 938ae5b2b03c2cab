"""A step taken twice by the same person: never "not saved" or "somebody else", but done already, when, and where."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from prongsai.apps.handover.models import Approval
from prongsai.apps.history.models import Event
from prongsai.apps.results import actions as result_actions
from prongsai.apps.submission.models import Frozen
from tests.apps.disclosure.desk import clear, draft, make_desk, wait
from tests.apps.factories import make_agency, make_user
from tests.apps.handover import office as chain
from tests.apps.rounds.office import Clock, decide
from tests.apps.rounds.office import make_office as make_rounds
from tests.apps.submission.office import make_office as make_form
from tests.core.result.made import result
from tests.journeys.test_rounds import seen_on
from tests.journeys.test_rounds import sign_in as sign_in_twice
from tests.journeys.test_sent_twice import day, key_on

pytestmark = pytest.mark.django_db
OWN = "ท่านทำขั้นนี้ไปแล้วเมื่อ"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def press(client, address, data, *, times=2):
    """The last answer of the same sending, followed."""
    answers = [client.post(address, data, follow=True) for _time in range(times)]
    assert answers[0].status_code == answers[-1].status_code == 200
    return answers[-1].content.decode()


class TestChain:
    @pytest.fixture
    def office(self):
        return chain.make_office()

    def test_a_part_checked_twice(self, client, office):
        chain.hand_in(office)
        part = office.part()

        page = press(
            sign_in(client, office.head), f"/office/handover/parts/{part.pk}/check/", {"seen": part.content_sha256}
        )

        assert OWN in page
        assert "ยังไม่ได้บันทึก" not in page
        assert Approval.objects.count() == 1

    def test_a_step_of_the_whole_taken_twice(self, client, office):
        chain.walk(office, to="compile")
        address = reverse("handover:take_step", args=(office.handover().pk, "endorse"))

        page = press(sign_in(client, office.administrator), address, {"seen": office.whole()})

        assert OWN in page
        assert "ยังไม่ได้บันทึก" not in page
        assert Approval.objects.filter(step="endorse").count() == 1

    def test_a_step_somebody_else_took_keeps_the_comment(self, client, office):
        chain.walk(office, to="compile")
        address = reverse("handover:take_step", args=(office.handover().pk, "compile"))
        other = make_user(office.agency, "clerk_office")

        answer = sign_in(client, other).post(address, {"seen": office.whole(), "comment": "ครบ"})

        assert answer.status_code == 422
        assert OWN not in answer.content.decode()

    def test_an_ended_approval_is_not_called_done(self, client, office):
        chain.walk(office, to="check")
        Approval.objects.update(superseded_at=timezone.now())
        part = office.part()

        answer = sign_in(client, office.head).post(
            f"/office/handover/parts/{part.pk}/check/", {"seen": part.content_sha256}
        )

        assert answer.status_code == 422

    def test_work_handed_in_twice_by_the_same_sending(self, client, office):
        part = office.part()
        address = reverse("handover:part", args=(part.pk,))
        page = sign_in(client, office.officer).get(address)
        sent = {"once_key": key_on(page), "version": part.version, "note": "ลงเว็บแล้ว", "hand_in": "1"}

        shown = press(client, address, sent)

        assert "บันทึกไว้ครั้งเดียว" in shown
        assert "มีผู้อื่น" not in shown
        assert Event.objects.filter(action="part_handed_in").count() == 1

    def test_work_handed_in_from_two_tabs_says_that_it_was_oneself(self, client, office):
        part = office.part()
        address = reverse("handover:part", args=(part.pk,))
        sign_in(client, office.officer)
        client.post(address, {"version": part.version, "note": "ลงเว็บแล้ว", "hand_in": "1"})

        other_tab = client.post(address, {"version": part.version, "note": "อีก หน้าต่าง", "hand_in": "1"})

        assert other_tab.status_code == 409
        assert "ท่านบันทึกข้อนี้ไปแล้วเมื่อ" in other_tab.content.decode()
        assert "มีผู้อื่น" not in other_tab.content.decode()
        assert "อีก หน้าต่าง</textarea>" in other_tab.content.decode()

    def test_work_that_a_colleague_handed_in_meanwhile_says_so(self, client, office):
        part = office.part()
        chain.hand_in(office)

        colleague = make_user(office.agency, "officer", unit="สำนักปลัด")
        answer = sign_in(client, colleague).post(
            reverse("handover:part", args=(part.pk,)), {"version": part.version, "note": "ของฉัน", "hand_in": "1"}
        )

        assert answer.status_code == 409
        assert "มีผู้อื่นบันทึกข้อนี้ก่อนคุณ" in answer.content.decode()


class TestRounds:
    @pytest.fixture
    def office(self, monkeypatch):
        Clock(monkeypatch)
        return make_rounds()

    def test_a_round_signed_twice(self, client, office):
        sign_in_twice(client, office.executive)
        address = f"/office/rounds/{office.round().pk}/sign/"

        page = press(client, address, {"seen": office.seen(), "comment": "ทราบ"})

        assert OWN in page
        assert "ยังไม่ได้บันทึก" not in page
        assert Event.objects.filter(action="round_signed").count() == 1

    def test_a_decision_reported_from_two_tabs(self, client, office):
        row = decide(office)
        reporter = office.finance if row.unit and row.unit.name == "กองคลัง" else office.clerk
        sign_in(client, reporter)
        address = reverse("rounds:decision", args=(row.pk,))
        assert client.post(address, {"version": row.version, "report": "ลงเว็บแล้ว"}).status_code == 302

        answer = client.post(address, {"version": row.version, "report": "ลงเว็บครบแล้ว"})

        assert answer.status_code == 409
        assert "ท่านบันทึกข้อนี้ไปแล้วเมื่อ" in answer.content.decode()
        assert "ลงเว็บครบแล้ว" in answer.content.decode()


class TestDisclosure:
    def test_approved_twice_and_published_twice(self, client):
        desk = make_desk()
        version = wait(desk, draft(desk))
        clear(version)
        address = reverse("disclosure:approve", args=(version.pk,))

        approved = press(sign_in(client, desk.administrator), address, {"seen": version.content_sha256})
        published = press(sign_in(client, desk.clerk), reverse("disclosure:publish", args=(version.pk,)), {})

        assert OWN in approved
        assert OWN in published
        assert "ยังไม่ได้บันทึก" not in approved + published
        assert Event.objects.filter(action="publication_published").count() == 1

    def test_published_by_somebody_else_names_them(self, client):
        desk = make_desk()
        version = wait(desk, draft(desk))
        clear(version)
        seen = {"seen": version.content_sha256}
        sign_in(client, desk.administrator).post(reverse("disclosure:approve", args=(version.pk,)), seen)
        address = reverse("disclosure:publish", args=(version.pk,))
        press(sign_in(client, desk.clerk), address, {}, times=1)

        page = press(sign_in(client, make_user(desk.agency, "clerk_office")), address, {}, times=1)

        assert f"{desk.clerk} ทำขั้นนี้ไปแล้วเมื่อ" in page


class TestForm:
    def test_kept_twice_and_confirmed_twice(self, client):
        office = make_form(entry_closes_at=timezone.now() + timedelta(days=30))
        office.answer_all()
        address = f"/office/form/{office.year.pk}/freeze/"
        sign_in_twice(client, office.clerk)
        today = timezone.localdate()
        sent = {"seen": seen_on(client.get(address)), **day("entered_on", today.day, today.month, today.year + 543)}

        kept = press(client, address, sent)
        row = Frozen.objects.get()
        sign_in_twice(client, office.executive)
        confirmed = press(client, f"/office/form/frozen/{row.pk}/confirm/", {"seen": row.sha256})

        assert OWN in kept
        assert OWN in confirmed
        assert not re.search("ยังไม่ได้(บันทึก|ยืนยัน)<", kept + confirmed)
        assert Event.objects.filter(action="form_confirmed").count() == 1


class TestResults:
    @pytest.fixture
    def accepted(self, client):
        agency = make_agency()
        user = make_user(agency)
        row = result_actions.save_draft(
            agency=agency, name="ผล.xlsx", content=b"x", results=[result(2567)], findings=[], by=user, at=timezone.now()
        )
        sign_in(client, user)
        client.post(reverse("results:draft_accept", args=(row.pk,)), {"year": "2567", "version": "1"})
        return row.pk, agency

    @pytest.mark.parametrize("page", ["draft_accept", "draft_detail"])
    def test_accepted_twice_leads_to_what_was_accepted(self, client, accepted, page):
        address = reverse(f"results:{page}", args=(accepted[0],))
        send = client.post if page == "draft_accept" else client.get

        answer = send(address, {"year": "2567", "version": "1"})

        assert answer["Location"] == reverse("results:result_detail", args=(2567,))
        assert OWN in client.get(answer["Location"]).content.decode()

    def test_is_not_shown_to_another_agency(self, client, accepted):
        sign_in(client, make_user(make_agency()))

        assert client.post(reverse("results:draft_accept", args=(accepted[0],)), {}).status_code == 404

    def test_one_that_was_thrown_away_is_not_found(self, client, accepted):
        assert client.get(reverse("results:draft_detail", args=(accepted[0] + 1,))).status_code == 404
