"""Pages of evidence at their edges: every verdict in both languages, filters together, rubbish in forms, people who left."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from prongsai.apps.evidence import jobs, labels
from prongsai.apps.evidence.actions import ask_officer
from prongsai.apps.evidence.models import Answer, Check, EvidenceState, Notice, Request
from prongsai.apps.history.models import Event
from prongsai.apps.plans import actions as plan_actions
from prongsai.apps.plans.models import Evidence
from prongsai.audit.verdict import UNKNOWN_VERDICTS, VERDICTS
from tests.apps.evidence.seen import HOST, PERSONAL, add_link, keep
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user

pytestmark = pytest.mark.django_db
EVIL = "<img src=x onerror=alert(1)>\"'"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency(hosts=[HOST])
    plan = make_plan(agency)
    plan.measures.get().evidence.all().delete()
    return agency, plan


@pytest.fixture
def row(office):
    return add_link(first_measure(office[1]))


def sign_in(client, user):
    client.force_login(user, backend=BACKEND)
    return user


def text_of(response):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def shown(client, query=""):
    page = client.get(f"/office/evidence/?{query}").content.decode()
    return [html.unescape(one) for one in re.findall(r'class="title url"[^>]*>([^<]+)<', page)]


class TestEveryVerdict:
    @pytest.mark.parametrize("verdict", VERDICTS)
    def test_has_a_row_and_a_sentence_in_thai(self, client, row, verdict):
        sign_in(client, make_user(row.measure.plan.agency))
        keep(row, verdict)

        detail = text_of(client.get(f"/office/evidence/{row.pk}/"))
        listed = text_of(client.get("/office/evidence/"))

        assert str(labels.VERDICTS[verdict]) in detail
        assert f"เหตุผลของ {verdict}" in detail
        assert f"เหตุผลของ {verdict}" in listed
        assert f"reason of {verdict}" not in listed + detail

    @pytest.mark.parametrize("verdict", VERDICTS)
    def test_and_in_english(self, client, row, verdict):
        sign_in(client, make_user(row.measure.plan.agency, language="en"))
        keep(row, verdict)

        detail = text_of(client.get(f"/office/evidence/{row.pk}/"))
        listed = text_of(client.get("/office/evidence/"))

        assert f"reason of {verdict}" in detail
        assert f"reason of {verdict}" in listed
        assert str(labels.VERDICTS[verdict]) not in detail  # labels fall back to Thai here, outside of a request
        assert f"เหตุผลของ {verdict}" not in detail + listed

    @pytest.mark.parametrize("verdict", sorted(UNKNOWN_VERDICTS))
    def test_unknown_is_never_said_to_score_0(self, client, row, verdict):
        sign_in(client, make_user(row.measure.plan.agency))
        keep(row, verdict)

        page = text_of(client.get("/office/evidence/"))

        assert "จะให้ 0 คะแนน" not in page
        assert "มีหลักฐานที่ควรเปิดดู 1 รายการ" in page
        assert "ยังสรุปไม่ได้" in page


class TestFiltersTogether:
    def test_leave_what_fits_all_of_them(self, client, office):
        agency, plan = office
        sign_in(client, make_user(agency))
        measure = first_measure(plan)
        other = first_measure(make_plan(agency, 2567))
        other.item_codes = ["O9"]
        other.save()
        other.evidence.all().delete()
        broken, good = (add_link(measure, f"http://{HOST}/{name}") for name in ("broken", "good"))
        late = add_link(other, f"http://{HOST}/late")
        keep(broken, "soft_404")
        keep(good)
        keep(late, "soft_404")
        unit = agency.units.get(name="สำนักปลัด").pk

        assert shown(client, f"year=2566&group=loses&unit={unit}&item=O1&answered=no") == [broken.url]
        assert shown(client, "year=2567&item=O9") == [late.url]
        assert shown(client, "year=all&group=loses&item=O9&answered=no") == [late.url]
        assert shown(client, "year=all&group=good&answered=no") == []
        assert shown(client, f"year=2566&group=loses&unit={agency.units.get(name='กองคลัง').pk}") == []

    def test_are_kept_by_the_tabs_and_the_page_is_not(self, client, office):
        agency, plan = office
        sign_in(client, make_user(agency))
        keep(add_link(first_measure(plan)), "soft_404")

        page = html.unescape(client.get("/office/evidence/?year=2566&item=O1&group=loses&page=3").content.decode())

        tab = re.search(r'id="tab-good" href="([^"]*)"', page).group(1)
        assert "year=2566" in tab
        assert "item=O1" in tab
        assert "group=good" in tab
        assert "group=loses" not in tab
        assert "page=" not in tab

    @pytest.mark.parametrize(
        ("page", "count"), [("0", 1), ("-1", 1), ("1", 50), ("2", 1), ("99", 1), ("x", 50), ("", 50)]
    )
    def test_a_page_out_of_range_is_the_nearest(self, client, office, page, count):
        sign_in(client, make_user(office[0]))
        measure = first_measure(office[1])
        Evidence.objects.bulk_create(
            Evidence(
                measure=measure,
                url=f"http://{HOST}/{n}",
                origin="added",
                position=n,
                as_printed="x",
                link_class="ok",
                added_at=NOW,
            )
            for n in range(51)
        )

        assert len(shown(client, f"page={page}")) == count

    @pytest.mark.parametrize("name", ["year", "unit", "item", "group", "answered", "page"])
    @pytest.mark.parametrize("value", ["9" * 4000, "%00", "%0d%0aX: y", "<script>1</script>", "-1", "1e9", "๒๕๖๖"])
    def test_rubbish_in_any_filter_is_no_error_and_no_markup(self, client, row, name, value):
        sign_in(client, make_user(row.measure.plan.agency))

        page = client.get(f"/office/evidence/?{name}={value}")

        assert page.status_code == 200
        assert "<script>1</script>" not in page.content.decode()
        assert "X" not in page.headers

    @pytest.mark.parametrize("name", ["year", "unit", "item", "page"])
    def test_nor_is_a_number_longer_than_python_reads(self, client, row, name):
        client.raise_request_exception = False
        sign_in(client, make_user(row.measure.plan.agency))

        assert client.get(f"/office/evidence/?{name}={'9' * 5000}").status_code == 200


class TestAnswersInForms:
    def post(self, client, row, reason, finding="verdict_soft_404"):
        return client.post(f"/office/evidence/{row.pk}/answer/", {"finding": finding, "reason": reason})

    @pytest.fixture
    def broken(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        keep(row, "soft_404")
        return row

    @pytest.mark.parametrize("reason", ["", "   ", "\n\t", "ก" * 2001, "x" * 10_000, "a\x00b"])
    def test_what_is_no_reason_is_refused_and_nothing_written(self, client, broken, reason):
        before = Event.objects.count()

        page = self.post(client, broken, reason)

        assert page.status_code == 422
        assert (Answer.objects.count(), Event.objects.count()) == (0, before)

    def test_the_longest_reason_is_taken_whole(self, client, broken):
        assert self.post(client, broken, "ก" * 2000).status_code == 302

        assert Answer.objects.get().reason == "ก" * 2000

    def test_markup_in_a_reason_is_shown_as_text(self, client, broken):
        self.post(client, broken, EVIL)

        page = client.get(f"/office/evidence/{broken.pk}/").content.decode()
        assert EVIL not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page

    @pytest.mark.parametrize("finding", ["", "x" * 81, "verdict_gone", "' OR 1=1", "a\x00"])
    def test_a_finding_that_is_not_there_is_refused(self, client, broken, finding):
        assert self.post(client, broken, "ดูแล้ว", finding).status_code == 422
        assert not Answer.objects.exists()

    def test_a_double_click_is_one_answer(self, client, broken):
        first, second = (self.post(client, broken, "ดูแล้ว") for _click in range(2))

        assert (first.status_code, second.status_code) == (302, 422)
        assert Answer.objects.count() == 1

    def test_a_withdrawal_clicked_twice_is_not_found_the_second_time(self, client, broken):
        self.post(client, broken, "ดูแล้ว")
        address = f"/office/evidence/answers/{Answer.objects.get().pk}/withdraw/"

        assert [client.post(address).status_code for _click in range(2)] == [302, 404]
        assert Event.objects.filter(action="evidence_answer_withdrawn").count() == 1

    def test_an_answer_about_content_is_not_shown_for_other_content(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        keep(row, notes=(PERSONAL,))
        self.post(client, row, "เป็นเลขที่หนังสือ", PERSONAL.code)
        same = text_of(client.get(f"/office/evidence/{row.pk}/"))

        keep(row, days=1, notes=(PERSONAL,), text_sha256="d" * 64)
        changed = text_of(client.get(f"/office/evidence/{row.pk}/"))

        assert "เป็นเลขที่หนังสือ" in same
        assert "เป็นเลขที่หนังสือ" not in changed
        assert "ตอบข้อนี้" in changed
        assert "เนื้อหาเปลี่ยนจากครั้งก่อน" in changed


class TestWrongIds:
    @pytest.mark.parametrize(
        "path",
        ["{}/", "{}/verdict/", "checks/{}/certificate/"],
    )
    @pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999", "1x", "-1"])
    def test_are_not_found(self, client, row, path, number):
        sign_in(client, make_user(row.measure.plan.agency))

        assert client.get(f"/office/evidence/{path.format(number)}").status_code == 404

    @pytest.mark.parametrize("path", ["{}/check/", "{}/answer/", "{}/ask/", "answers/{}/withdraw/"])
    @pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999"])
    def test_are_not_found_by_post_either(self, client, row, path, number):
        sign_in(client, make_user(row.measure.plan.agency))

        assert client.post(f"/office/evidence/{path.format(number)}").status_code == 404


class TestPeople:
    def ask(self, row, **fields):
        agency = row.measure.plan.agency
        officer = make_user(agency, "officer", unit="สำนักปลัด", **fields)
        keep(row, "soft_404")
        ask_officer(evidence=row, by=make_user(agency), at=NOW)
        return officer

    def test_whoever_left_has_no_notice_and_no_page(self, client, row):
        officer = self.ask(row)
        notice = Notice.objects.get()
        officer.memberships.all().delete()
        make_home = make_agency("เทศบาลใหม่")
        officer.memberships.create(agency=make_home, role="officer", created_at=NOW)
        sign_in(client, officer)

        assert row.url not in text_of(client.get("/office/notices/"))
        assert client.post(f"/office/notices/{notice.pk}/open/").status_code == 404
        assert client.get(f"/office/evidence/{row.pk}/").status_code == 404
        assert Notice.objects.get().read_at is None

    def test_a_request_passes_over_an_officer_who_may_not_sign_in(self, row):
        agency = row.measure.plan.agency
        make_user(agency, "officer", unit="สำนักปลัด", is_active=False)
        clerk = make_user(agency)
        keep(row, "soft_404")

        made = ask_officer(evidence=row, by=clerk, at=NOW)

        assert made.asked_of == ["clerk_office"]
        assert [one.user for one in Notice.objects.all()] == [clerk]

    def test_a_notice_of_a_colleague_is_not_found(self, client, row):
        self.ask(row)
        sign_in(client, make_user(row.measure.plan.agency, "officer", unit="สำนักปลัด"))

        assert client.post(f"/office/notices/{Notice.objects.get().pk}/open/").status_code == 404

    def test_a_double_click_asks_once(self, client, row):
        agency = row.measure.plan.agency
        make_user(agency, "officer", unit="สำนักปลัด")
        sign_in(client, make_user(agency))
        keep(row, "soft_404")

        codes = [client.post(f"/office/evidence/{row.pk}/ask/").status_code for _click in range(2)]

        assert codes == [302, 422]
        assert Request.objects.count() == Notice.objects.count() == 1

    def test_a_name_with_markup_is_shown_as_text(self, client, row):
        agency = row.measure.plan.agency
        officer = make_user(agency, "officer", unit="สำนักปลัด")
        keep(row, "soft_404")
        ask_officer(evidence=row, by=make_user(agency, display_name=EVIL), at=NOW)
        sign_in(client, officer)

        page = client.get("/office/notices/").content.decode()
        assert EVIL not in page
        assert "&lt;img" in page


class TestTakenAway:
    def test_a_job_for_evidence_of_a_deleted_plan_does_nothing(self, office, row):
        agency, plan = office
        user, number = make_user(agency), row.pk
        EvidenceState.objects.create(evidence=row, asked_at=timezone.now())

        plan_actions.delete_plan(plan=plan, by=user, at=NOW)

        assert jobs.check_evidence(evidence_id=number) == ""
        assert not Check.objects.exists()
        assert not EvidenceState.objects.exists()

    def test_evidence_removed_while_its_page_is_open_is_not_found(self, client, row):
        sign_in(client, make_user(row.measure.plan.agency))
        keep(row, "soft_404")
        number = row.pk
        Evidence.objects.filter(pk=number).delete()

        for path in ("check", "answer", "ask"):
            assert client.post(f"/office/evidence/{number}/{path}/", {"reason": "ก"}).status_code == 404
        assert client.get(f"/office/evidence/{number}/verdict/", headers={"HX-Request": "true"}).status_code == 404

    @pytest.mark.parametrize("gone", ["evidence", "address"])
    def test_what_changed_while_it_was_visited_keeps_nothing(self, row, monkeypatch, gone):
        from tests.apps.evidence.seen import result

        seen = result(row)

        def visit(one, *, at):
            if gone == "evidence":
                Evidence.objects.filter(pk=one.pk).delete()
            else:
                Evidence.objects.filter(pk=one.pk).update(url=f"http://{HOST}/other")
            return seen

        monkeypatch.setattr("prongsai.apps.evidence.engine.check_one", visit)

        assert jobs.check_evidence(evidence_id=row.pk) == ""
        assert not Check.objects.exists()

    def test_a_busy_host_is_asked_again_later_and_no_fault_is_noted(self, row, monkeypatch):
        from prongsai.apps.cycles.actions import HostBusy
        from prongsai.apps.jobs.port import RetryLater

        def busy(_row, *, at):
            raise HostBusy("รอ", "wait")

        monkeypatch.setattr("prongsai.apps.evidence.engine.check_one", busy)
        EvidenceState.objects.create(evidence=row, asked_at=NOW)

        with pytest.raises(RetryLater) as caught:
            jobs.check_evidence(evidence_id=row.pk)

        assert caught.value.after_s == jobs.BUSY_RETRY_S
        assert EvidenceState.objects.get().failed_at is None
        assert EvidenceState.objects.get().asked_at == NOW


class TestTimeOfWaiting:
    @pytest.mark.parametrize(("seconds_left", "is_waiting"), [(30, True), (-1, False)])
    def test_a_page_waits_as_long_as_a_check_may_take(self, client, row, seconds_left, is_waiting):
        from prongsai.apps.evidence.actions import PATIENCE

        sign_in(client, make_user(row.measure.plan.agency))
        asked_at = timezone.now() - PATIENCE + timedelta(seconds=seconds_left)
        EvidenceState.objects.create(evidence=row, asked_at=asked_at)

        page = client.get(f"/office/evidence/{row.pk}/").content.decode()

        assert ("hx-trigger" in page) is is_waiting
        assert ("ตรวจเดี๋ยวนี้</button>" in page) is not is_waiting
