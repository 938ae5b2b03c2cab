"""The form's pages with what people and machines really send: other years' and agencies' numbers, two at once, rubbish."""

from datetime import timedelta

import pytest
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.submission import actions
from prongsai.apps.submission.models import Clarification, Contest, FormEntry, Frozen, PreliminaryScore, SiteWalk
from prongsai.apps.submission.walking import absolute, own_front
from tests.apps.factories import make_agency, make_user
from tests.apps.submission.office import CODES, NOW, make_office
from tests.apps.test_rubbish import IDS, RUBBISH, body
from tests.journeys.test_submission import day, path, seen_on, sign_in, text

pytestmark = pytest.mark.django_db
NOT_THERE = (0, 999_999, 10**30)


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office(entry_closes_at=timezone.now() + timedelta(days=30))


@pytest.fixture
def clerk(client, office):
    return sign_in(client, office.clerk)


class TestEveryField:
    @pytest.mark.parametrize("value", [*RUBBISH, "http://[bad"], ids=[*IDS, "bracket"])
    def test_of_an_answer_a_score_and_a_walk(self, clerk, office, value):
        item = office.item("O1").pk
        answer = {"version": "0", "has": "yes", "addresses": "https://a.go.th/", "explanation": "ทาง"}
        score = {"version": "0", "score": "0", "said": "", "reason": ""}
        for name in answer:
            response = clerk.post(f"/office/form/items/{item}/", {**answer, name: value})
            assert response.status_code in (302, 422), name
            body(response)
            FormEntry.objects.all().delete()
        for name in score:
            response = clerk.post(f"/office/form/items/{item}/score/", {**score, name: value})
            assert response.status_code in (302, 422), name
            body(response)
        assert clerk.post(path(office, "walk/"), {"start": value}).status_code == 302
        assert not SiteWalk.objects.exists()
        body(clerk.get(path(office)))
        body(clerk.get(path(office, "scores/")))

    @pytest.mark.parametrize("value", ["", "x" * 64, "0" * 64, "9" * 5000, "\x00"])
    def test_what_was_seen_is_no_other_hash(self, clerk, office, value):
        office.answer_all()

        response = clerk.post(path(office, "freeze/"), {"seen": value, **day(timezone.localdate())})

        assert response.status_code == 422
        assert not Frozen.objects.exists()

    @pytest.mark.parametrize(
        "query", ["?only=", "?only=x", "?only=wrong&only=open", "?only=%00", "?only=" + "9" * 3000]
    )
    def test_of_a_query_the_page_is_shown(self, clerk, office, query):
        assert clerk.get(path(office, query)).status_code == 200


class TestNumbers:
    @pytest.mark.parametrize("number", NOT_THERE)
    def test_of_nothing_are_not_found(self, clerk, number):
        for rest in ("", "freeze/", "looks/", "scores/", "clarification/", "copy/txt/", "clarification/pdf/"):
            assert clerk.get(f"/office/form/{number}/{rest}").status_code == 404, rest
        for rest in (
            f"items/{number}/",
            f"items/{number}/score/",
            f"frozen/{number}/",
            f"frozen/{number}/pdf/",
            f"sent/{number}/pdf/",
        ):
            assert clerk.get(f"/office/form/{rest}").status_code == 404, rest
        for rest in (f"{number}/take/", f"{number}/walk/", f"frozen/{number}/confirm/"):
            assert clerk.post(f"/office/form/{rest}").status_code == 404, rest

    def test_of_another_agency_are_not_found(self, client, office):
        office.answer_all()
        frozen = office.freeze()
        sent = actions.record_clarification(
            year=office.year, rows=[{"code": "O1"}], sent_on=NOW.date(), by=office.clerk, at=NOW
        )
        sign_in(client, make_user(make_agency(), "agency_admin"))

        for address in (
            path(office),
            path(office, "looks/"),
            path(office, "scores/"),
            f"/office/form/items/{office.item('O1').pk}/",
            f"/office/form/frozen/{frozen.pk}/",
            f"/office/form/frozen/{frozen.pk}/xlsx/",
            f"/office/form/sent/{sent.pk}/pdf/",
        ):
            assert client.get(address).status_code == 404, address

    @pytest.mark.parametrize("file_format", ["exe", "PDF", "txt", "json"])
    def test_of_no_format_are_not_found(self, clerk, office, file_format):
        office.answer_all()
        frozen = office.freeze()

        assert clerk.get(f"/office/form/frozen/{frozen.pk}/{file_format}/").status_code == 404
        assert clerk.get(path(office, f"clarification/{file_format}/")).status_code == 404


class TestWalks:
    @pytest.mark.parametrize("rest", ["", "/", "/nobody/", "?x=1"])
    def test_over_our_own_site_are_made_at_once(self, clerk, office, rest):
        clerk.post(path(office, "walk/"), {"start": absolute("") + rest})

        row = SiteWalk.objects.get()
        assert row.made_at is not None or row.failed_why
        assert "อีกหนึ่งนาที" not in text(clerk.get(path(office)))

    def test_from_the_agencys_front_page_say_how_far_they_came(self, clerk, office):
        clerk.post(path(office, "walk/"), {"start": own_front(office.year)})

        page = text(clerk.get(path(office)))
        row = SiteWalk.objects.get()
        assert row.failed_why == "" or row.failed_why in page

    def test_an_officer_asks_for_none(self, client, office):
        sign_in(client, office.officer)

        assert client.post(path(office, "walk/"), {"start": absolute("/")}).status_code == 404
        assert not SiteWalk.objects.exists()


class TestTogether:
    def test_proposals_taken_twice_are_written_once(self, clerk, office):
        office.publish("O1")

        assert "4 รายการ" in text(clerk.post(path(office, "take/"), follow=True))
        assert "0 รายการ" in text(clerk.post(path(office, "take/"), follow=True))
        assert FormEntry.objects.count() == 4
        assert office.actions().count("form_proposed") == 1

    def test_a_version_of_nothing_is_taken_as_the_first(self, clerk, office):
        response = clerk.post(
            f"/office/form/items/{office.item('O1').pk}/",
            {"version": "7", "has": "no", "addresses": "", "explanation": ""},
        )

        assert response.status_code == 302
        assert FormEntry.objects.get().version == 1

    def test_two_scores_at_once_the_second_is_told_who_was_first(self, clerk, office):
        address = f"/office/form/items/{office.item('O12').pk}/score/"
        data = {"version": "0", "score": "0", "said": "ไม่พบ", "reason": "มีอยู่"}

        assert clerk.post(address, data).status_code == 302
        second = clerk.post(address, {**data, "reason": "อีกคน"})

        assert second.status_code == 422
        assert "สมศรี ใจดี" in text(second)
        assert "อีกคน" in text(second)
        assert Contest.objects.get().reason == "มีอยู่"

    def test_a_score_taken_back_takes_no_contest_with_it_unseen(self, clerk, office):
        address = f"/office/form/items/{office.item('O12').pk}/score/"
        clerk.post(address, {"version": "0", "score": "0", "said": "", "reason": "มีอยู่"})

        response = clerk.post(address, {"version": "1", "score": "", "said": "", "reason": "มีอยู่"})

        assert response.status_code == 422
        assert PreliminaryScore.objects.get().score == 0

    def test_confirmed_twice_is_confirmed_once(self, client, office):
        office.answer_all()
        row = office.freeze()
        sign_in(client, office.executive)

        first = client.post(f"/office/form/frozen/{row.pk}/confirm/", {"seen": row.sha256})
        second = client.post(f"/office/form/frozen/{row.pk}/confirm/", {"seen": row.sha256})

        assert (first.status_code, second.status_code) == (302, 302)
        assert "ยืนยัน" in text(client.get(second["location"]))
        assert office.actions().count("form_confirmed") == 1

    def test_an_older_copy_is_not_confirmed(self, client, office):
        office.answer_all()
        old = office.freeze()
        office.answer("O1", version=1, explanation="ใหม่")
        office.freeze()
        sign_in(client, office.executive)

        assert "ยืนยันว่ากรอกตามนี้" not in text(client.get(f"/office/form/frozen/{old.pk}/"))
        assert client.post(f"/office/form/frozen/{old.pk}/confirm/", {"seen": old.sha256}).status_code == 422

    def test_the_executive_does_not_confirm_what_they_kept(self, client, office):
        office.answer_all()
        row = office.freeze(by=office.executive)
        sign_in(client, office.executive)

        response = client.post(f"/office/form/frozen/{row.pk}/confirm/", {"seen": row.sha256})

        assert response.status_code == 422
        assert "ท่านเป็นผู้บันทึกแบบนี้เอง" in text(response)


class TestDays:
    def test_a_form_entered_tomorrow_is_refused_and_the_day_kept_on_the_page(self, clerk, office):
        office.answer_all()
        seen = seen_on(clerk.get(path(office, "freeze/")))
        tomorrow = timezone.localdate() + timedelta(days=1)

        response = clerk.post(path(office, "freeze/"), {"seen": seen, **day(tomorrow)})

        assert response.status_code == 422
        assert "อนาคต" in text(response)
        assert f'value="{tomorrow.year + 543}"' in text(response)

    def test_a_clarification_sent_tomorrow_is_refused(self, clerk, office):
        clerk.post(
            f"/office/form/items/{office.item('O12').pk}/score/",
            {"version": "0", "score": "0", "said": "", "reason": "มี"},
        )
        tomorrow = day(timezone.localdate() + timedelta(days=1))

        response = clerk.post(
            path(office, "clarification/"), {name.replace("entered", "sent"): value for name, value in tomorrow.items()}
        )

        assert response.status_code == 422
        assert not Clarification.objects.exists()

    @pytest.mark.parametrize(("opens", "closes", "sentence"), [(1, 9, "ยังไม่ถึงช่วง"), (-9, -1, "เลยกำหนด")])
    def test_outside_the_window_nothing_is_contested(self, clerk, office, opens, closes, sentence):
        now = timezone.now()
        office.year.contest_opens_at, office.year.contest_closes_at = (
            now + timedelta(days=opens),
            now + timedelta(days=closes),
        )
        office.year.save()

        response = clerk.post(
            f"/office/form/items/{office.item('O12').pk}/score/",
            {"version": "0", "score": "0", "said": "", "reason": "มี"},
        )

        assert response.status_code == 422
        assert sentence in text(response)
        assert not PreliminaryScore.objects.exists()


class TestEnglish:
    @pytest.mark.parametrize("rest", ["", "looks/", "scores/", "clarification/", "freeze/"])
    def test_every_page_is_in_english_for_who_reads_it(self, client, office, rest):
        User.objects.filter(pk=office.clerk.pk).update(language="en")
        sign_in(client, office.clerk)

        page = client.get(path(office, rest))

        assert page.status_code == 200
        assert 'lang="en"' in text(page)

    def test_every_item_is_on_the_page(self, clerk, office):
        assert all(f'id="{code}"' in text(clerk.get(path(office))) for code in CODES)
