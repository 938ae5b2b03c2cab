"""A piece of work from the officer's desk to the public, in the browserless client: every page and every button."""

import os
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from prongsai.apps.handover.actions import return_work
from prongsai.apps.handover.models import Approval, Handover, Waiver
from prongsai.apps.history.models import Event
from prongsai.apps.plans.actions import remove_measure
from prongsai.apps.plans.jobs import clear_stray_files
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile
from tests.apps.factories import first_task, make_agency, make_user
from tests.apps.handover.office import AT, EVERY_UNIT, LINK, check, hand_in, make_office, step, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def seen_on(response, near=""):
    text = response.content.decode()
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text[text.index(near) if near else 0 :])
    assert found, text
    return found[1]


def send_back(office):
    parts = [office.part().pk]
    return_work(handover=office.handover(), part_ids=parts, reason="ปีผิด", step="check", by=office.head, at=AT)


def detail(client, office):
    return client.get(f"/office/handover/{office.handover().pk}/")


class TestOneChain:
    def test_from_the_desk_to_the_public(self, client):
        office = make_office()
        part, whole = office.part().pk, office.handover().pk

        sign_in(client, office.officer)
        form = client.get(f"/office/handover/parts/{part}/")
        assert form.status_code == 200
        sent = client.post(
            f"/office/handover/parts/{part}/",
            {"version": "1", "note": "ลงเว็บแล้ว", "links": LINK, "hand_in": "1"},
            follow=True,
        )
        assert "ส่งงานแล้ว" in sent.content.decode()

        sign_in(client, office.head)
        page = detail(client, office)
        back = client.post(f"/office/handover/parts/{part}/return/", {"reason": "ลิงก์เป็นหน้าแรก"}, follow=True)
        assert page.status_code == 200
        assert "ลิงก์เป็นหน้าแรก" in back.content.decode()

        sign_in(client, office.officer)
        again = client.get(f"/office/handover/parts/{part}/")
        assert "ลิงก์เป็นหน้าแรก" in again.content.decode()
        version = re.search(r'name="version" value="(\d+)"', again.content.decode())[1]
        client.post(
            f"/office/handover/parts/{part}/",
            {"version": version, "note": "แก้ลิงก์แล้ว", "links": LINK + "/fixed", "hand_in": "1"},
        )

        sign_in(client, office.head)
        client.post(f"/office/handover/parts/{part}/check/", {"seen": seen_on(detail(client, office))})
        for who, name, comment in (
            (office.clerk, "compile", ""),
            (office.administrator, "endorse", "เห็นควรเผยแพร่"),
            (office.executive, "acknowledge", "เผยแพร่ภายในสัปดาห์นี้"),
            (office.clerk, "publish", "หน้า ITA ปี 2566"),
            (office.clerk, "close", ""),
        ):
            sign_in(client, who)
            form = {"seen": seen_on(detail(client, office)), "comment": comment}
            form |= {"confirmed": "on"} if name == "publish" else {}  # the agency's own site, unknown here
            answer = client.post(f"/office/handover/{whole}/{name}/", form)
            assert answer.status_code == 302, name

        assert Handover.objects.get(pk=whole).state == "closed"
        last = detail(client, office).content.decode()
        assert "เผยแพร่ภายในสัปดาห์นี้" in last
        assert "ลิงก์เป็นหน้าแรก" in last  # what came back stays to be seen
        assert first_task(office.plan).status == "done"

    def test_a_draft_is_kept_without_handing_in(self, client):
        office = make_office()
        sign_in(client, office.officer)

        answer = client.post(
            f"/office/handover/parts/{office.part().pk}/",
            {"version": "1", "note": "กำลังทำ", "links": "", "keep": "1"},
            follow=True,
        )

        assert "ยังไม่ได้ส่ง" in answer.content.decode()
        assert office.part().state == "todo"
        assert first_task(office.plan).status == "in_progress"

    def test_two_officers_at_once_the_second_sees_the_first(self, client):
        office = make_office()
        hand_in(office, hand_in=False, note="คนแรก", links=())
        sign_in(client, office.officer)

        answer = client.post(
            f"/office/handover/parts/{office.part().pk}/", {"version": "1", "note": "คนที่สอง", "hand_in": "1"}
        )

        text = answer.content.decode()
        assert answer.status_code == 409
        assert "คนแรก" in text
        assert "คนที่สอง" in text
        assert office.part().note == "คนแรก"

    def test_nothing_at_all_is_one_clear_sentence(self, client):
        office = make_office()
        sign_in(client, office.officer)

        answer = client.post(f"/office/handover/parts/{office.part().pk}/", {"version": "1", "hand_in": "1"})

        assert answer.status_code == 422
        assert "ยังไม่มีหลักฐานหรือคำชี้แจง" in answer.content.decode()

    def test_what_was_handed_in_shows_no_form(self, client):
        office = make_office()
        hand_in(office)
        sign_in(client, office.officer)

        text = client.get(f"/office/handover/parts/{office.part().pk}/").content.decode()

        assert "แก้ไม่ได้ในขณะนี้" in text
        assert 'name="hand_in"' not in text


class TestRefusals:
    def test_a_stale_page_says_what_to_do(self, client):
        office = make_office()
        walk(office, to="check")
        sign_in(client, office.clerk)

        answer = client.post(f"/office/handover/{office.handover().pk}/compile/", {"seen": "0" * 64})

        assert answer.status_code == 422
        assert "เนื้อหาเปลี่ยนไปหลังจากท่านเปิดหน้านี้" in answer.content.decode()
        assert office.handover().state == "checked"

    def test_a_step_of_another_role_is_not_found(self, client):
        office = make_office()
        walk(office, to="compile")
        sign_in(client, office.clerk)

        assert client.post(f"/office/handover/{office.handover().pk}/endorse/", {"seen": "x"}).status_code == 404

    @pytest.mark.parametrize("step_name", ["check", "sign", "todo"])
    def test_an_unknown_step_is_not_found(self, client, step_name):
        office = make_office()
        sign_in(client, office.clerk)

        assert client.post(f"/office/handover/{office.handover().pk}/{step_name}/", {"seen": "x"}).status_code == 404

    def test_a_head_of_another_unit_does_not_check(self, client):
        office = make_office()
        hand_in(office)
        sign_in(client, office.finance_head)

        assert client.post(f"/office/handover/parts/{office.part().pk}/check/", {"seen": "x"}).status_code == 404

    def test_an_officer_of_another_unit_does_not_hand_in(self, client):
        office = make_office()
        sign_in(client, office.finance)

        assert client.get(f"/office/handover/parts/{office.part().pk}/").status_code == 404

    def test_another_agency_sees_nothing(self, client):
        office = make_office()
        sign_in(client, make_user(make_agency("อื่น"), "agency_admin"))

        assert detail(client, office).status_code == 404
        assert client.get(f"/office/handover/parts/{office.part().pk}/").status_code == 404

    def test_returning_wants_a_reason_and_keeps_the_page(self, client):
        office = make_office()
        walk(office, to="check")
        sign_in(client, office.clerk)

        answer = client.post(
            f"/office/handover/{office.handover().pk}/return/", {"parts": [str(office.part().pk)], "reason": ""}
        )

        assert answer.status_code == 422
        assert "เขียนเหตุผลที่ส่งกลับ" in answer.content.decode()
        assert office.handover().state == "checked"

    def test_the_executive_sends_back_through_the_page(self, client):
        office = make_office()
        walk(office, to="endorse")
        sign_in(client, office.executive)

        client.post(
            f"/office/handover/{office.handover().pk}/return/",
            {"parts": [str(office.part().pk)], "reason": "ยอดเงินไม่ตรง"},
        )

        assert office.part().returned_why == "ยอดเงินไม่ตรง"


class TestManyAtOnce:
    def test_each_is_recorded_by_itself(self, client):
        office = make_office(measures=2)
        rows = []
        for row in Handover.objects.order_by("pk"):
            part = row.parts.get()
            part.handover = row
            from prongsai.apps.handover.actions import save_part
            from tests.apps.handover.office import AT

            save_part(part=part, version=1, note="ทำแล้ว", done_on=None, hand_in=True, by=office.officer, at=AT)
            part.refresh_from_db()
            rows.append(f"part:{part.pk}:{part.content_sha256}")
        sign_in(client, office.head)
        before = Event.objects.count()

        answer = client.post("/office/handover/steps/", {"ticked": rows}, follow=True)

        assert f"ดำเนินการแล้ว {len(rows)} รายการ" in answer.content.decode()
        assert Event.objects.count() == before + len(rows)
        assert Approval.objects.filter(step="check").count() == len(rows)

    def test_one_refused_does_not_stop_the_others(self, client):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        hand_in(office, "กองคลัง")
        good, stale = office.part(), office.part("กองคลัง")
        head_of_both = make_user(office.agency, "unit_head", unit="กองคลัง")
        sign_in(client, head_of_both)

        answer = client.post(
            "/office/handover/steps/",
            {"ticked": [f"part:{stale.pk}:{'0' * 64}", f"part:{good.pk}:{good.content_sha256}"]},
            follow=True,
        )

        text = answer.content.decode()
        assert "เนื้อหาเปลี่ยนไป" in text  # the stale one
        assert "ไม่มีสิทธิ์" in text  # the part of a unit they do not head
        assert not Approval.objects.exists()

    @pytest.mark.parametrize("ticked", ["part:x:y", "compile:99999999999999999999:z", "", "nonsense"])
    def test_rubbish_is_told_and_stops_none_of_the_others(self, client, ticked):
        office = make_office()
        hand_in(office)
        part = office.part()
        sign_in(client, office.head)

        good = f"part:{part.pk}:{part.content_sha256}"
        answer = client.post("/office/handover/steps/", {"ticked": [ticked, good]}, follow=True)

        assert "ไม่มีสิทธิ์" in answer.content.decode()
        assert office.part().state == "checked"

    def test_nothing_ticked_says_so(self, client):
        office = make_office()
        sign_in(client, office.head)

        answer = client.post("/office/handover/steps/", {}, follow=True)

        assert "ยังไม่ได้เลือกรายการใด" in answer.content.decode()


class TestListOfHandovers:
    def test_names_who_holds_it_up(self, client):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        sign_in(client, office.clerk)

        text = client.get("/office/handover/").content.decode()

        assert "ส่งแล้ว 1 จาก 2 ส่วนงาน" in text
        said = " ".join(re.sub(r"<[^>]+>", "", text).split())
        assert "รอส่ง: กองคลัง" in said
        assert "รอหัวหน้าตรวจ: สำนักปลัด" in said

    def test_filters_by_state_and_unit(self, client):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        sign_in(client, office.clerk)
        unit = office.agency.units.get(name="กองคลัง").pk

        assert "รายงานผู้บริหาร" in client.get(f"/office/handover/?unit={unit}").content.decode()
        assert "ไม่มีงานในกลุ่มนี้" in client.get("/office/handover/?state=endorsed").content.decode()
        assert client.get("/office/handover/?state=rubbish&unit=x").status_code == 200

    def test_without_a_chain_it_says_how_to_begin(self, client):
        office = make_office(steps=())
        sign_in(client, office.clerk)

        text = client.get("/office/handover/").content.decode()

        assert "ยังไม่ได้ใช้สายการส่งงาน" in text
        assert "/office/agency/chain/" in text

    def test_makes_as_many_queries_for_many_as_for_few(self, client, django_assert_max_num_queries):
        counts = {}
        for size in (1, 40):
            office = make_office(measures=size)
            sign_in(client, office.clerk)
            client.get("/office/handover/")
            from django.db import connection
            from django.test.utils import CaptureQueriesContext

            with CaptureQueriesContext(connection) as captured:
                client.get("/office/handover/")
            counts[size] = len(captured)

        assert counts[1] == counts[40] <= 10, counts


class TestChainPage:
    def test_sets_the_steps(self, client):
        office = make_office(steps=())
        sign_in(client, office.clerk)

        answer = client.post("/office/agency/chain/", {"is_used": "on", "steps": ["check", "close"]}, follow=True)

        assert "บันทึกแล้ว" in answer.content.decode()
        assert office.agency.chain_rule.steps == ["check", "close"]
        assert Handover.objects.exists()

    def test_wants_at_least_one_step(self, client):
        office = make_office()
        sign_in(client, office.clerk)

        answer = client.post("/office/agency/chain/", {"is_used": "on"})

        assert "เลือกอย่างน้อย 1 ขั้นตอน" in answer.content.decode()

    def test_records_and_ends_a_waiver(self, client):
        office = make_office()
        sign_in(client, office.clerk)
        today = timezone.localdate()

        client.post(
            "/office/agency/chain/waivers/",
            {
                "reason": "มีเจ้าหน้าที่ 3 คน",
                "order_number": "5/2566",
                "from_on_day": "1",
                "from_on_month": "1",
                "from_on_year": "2566",
            },
        )
        row = Waiver.objects.get()
        client.post(f"/office/agency/chain/waivers/{row.pk}/end/")

        row.refresh_from_db()
        assert (row.reason, row.until_on) == ("มีเจ้าหน้าที่ 3 คน", today)
        assert "มีเจ้าหน้าที่ 3 คน" in client.get("/office/agency/chain/").content.decode()

    def test_says_what_is_wrong_with_a_waiver(self, client):
        office = make_office()
        sign_in(client, office.clerk)

        answer = client.post("/office/agency/chain/waivers/", {"reason": ""})

        assert answer.status_code == 422
        assert "เขียนเหตุผล" in answer.content.decode()

    def test_an_officer_does_not_set_it(self, client):
        office = make_office()
        sign_in(client, office.officer)

        assert client.get("/office/agency/chain/").status_code == 404


class TestExcuse:
    def test_lets_a_unit_off_and_takes_it_back(self, client):
        office = make_office(measures=EVERY_UNIT)
        sign_in(client, office.clerk)
        part = office.part("กองคลัง").pk

        client.post(f"/office/handover/parts/{part}/excuse/", {"reason": "ไม่มีภารกิจนี้"})
        assert office.part("กองคลัง").excused_why == "ไม่มีภารกิจนี้"
        client.post(f"/office/handover/parts/{part}/excuse/", {})
        assert office.part("กองคลัง").excused_why == ""


class TestEvidenceOfAPart:
    def remove(self, office):
        row = Evidence.objects.get(occurrence=office.handover().occurrence)
        return f"/office/evidence/{row.pk}/remove/"

    def measure_page(self, client, office):
        return client.get(f"/office/measures/{first_task(office.plan).measure_id}/").content.decode()

    def test_is_taken_away_on_the_measures_page_before_anybody_checked_it(self, client):
        office = make_office()
        hand_in(office)
        sign_in(client, office.officer)
        assert self.remove(office) in self.measure_page(client, office)

        client.post(self.remove(office))

        assert not Evidence.objects.filter(occurrence=office.handover().occurrence).exists()

    @pytest.mark.parametrize("reached", ["check", "compile", "acknowledge", "close"])
    def test_of_checked_work_stays_whichever_page_asks(self, client, reached):
        office = make_office()
        walk(office, to=reached)
        sign_in(client, office.officer)
        state = office.handover().state

        assert self.remove(office) not in self.measure_page(client, office)
        for answer in (client.get(self.remove(office)), client.post(self.remove(office))):
            assert answer.status_code == 422
            assert "งานนี้ตรวจแล้ว จึงแก้ไม่ได้ในขณะนี้ หากต้องแก้ให้ผู้ตรวจส่งกลับก่อน" in answer.content.decode()

        assert Evidence.objects.filter(occurrence=office.handover().occurrence).count() == 1
        assert office.handover().state == state

    def test_of_compiled_work_stays_where_nobody_checks(self, client):
        office = make_office(steps=("compile", "close"))
        hand_in(office)
        step(office, "compile")
        sign_in(client, office.officer)

        assert self.remove(office) not in self.measure_page(client, office)
        assert "งานนี้รวบรวมแล้ว จึงแก้ไม่ได้" in client.post(self.remove(office)).content.decode()

    def test_of_one_unit_says_nothing_of_anothers(self, client):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)
        hand_in(office, "กองคลัง")
        check(office)
        sign_in(client, office.clerk)

        page = self.measure_page(client, office)

        held = {one.unit.name: f"/evidence/{one.pk}/remove/" not in page for one in Evidence.objects.exclude(unit=None)}
        assert held == {"สำนักปลัด": True, "กองคลัง": False}


class TestFileOfAPart:
    FILE = HandedFile("แผนผัง.txt", "สิ่งที่นายกเห็นชอบ".encode())

    def stored(self, folder):
        return [path for path in folder.rglob("*") if path.is_file() and path.read_bytes() == self.FILE.content]

    def remove(self, client, office, callbacks):
        sign_in(client, office.officer)
        row = Evidence.objects.get(occurrence=office.handover().occurrence)
        with callbacks(execute=True):
            client.post(f"/office/evidence/{row.pk}/remove/")
        assert not Evidence.objects.filter(pk=row.pk).exists()

    def test_stays_in_the_store_when_it_was_approved_and_then_returned(
        self, client, tmp_path, django_capture_on_commit_callbacks
    ):
        office = make_office()
        hand_in(office, links=(), files=(self.FILE,))
        check(office)
        send_back(office)

        self.remove(client, office, django_capture_on_commit_callbacks)

        [kept] = self.stored(tmp_path)
        told = Event.objects.get(action="evidence_removed").before
        assert tmp_path / told["file_kept"] == kept
        long_ago = (timezone.now() - timedelta(days=9)).timestamp()
        os.utime(kept, (long_ago, long_ago))
        clear_stray_files()
        assert self.stored(tmp_path) == [kept]

    def test_goes_when_nobody_ever_approved_it(self, client, tmp_path, django_capture_on_commit_callbacks):
        office = make_office()
        hand_in(office, links=(), files=(self.FILE,))

        self.remove(client, office, django_capture_on_commit_callbacks)

        assert self.stored(tmp_path) == []
        assert "file_kept" not in Event.objects.get(action="evidence_removed").before

    def test_goes_when_it_came_after_what_was_approved_had_been_returned(
        self, client, tmp_path, django_capture_on_commit_callbacks
    ):
        office = make_office()
        hand_in(office, links=())
        check(office)
        send_back(office)
        hand_in(office, links=(), files=(self.FILE,), at=AT + timedelta(hours=1))

        self.remove(client, office, django_capture_on_commit_callbacks)

        assert self.stored(tmp_path) == []

    def test_stays_when_its_measure_is_removed(self, client, tmp_path, django_capture_on_commit_callbacks):
        office = make_office()
        hand_in(office, links=(), files=(self.FILE,))
        check(office)

        with django_capture_on_commit_callbacks(execute=True):
            remove_measure(measure=first_task(office.plan).measure, by=office.clerk, at=AT)

        assert len(self.stored(tmp_path)) == 1


class TestWhyTheDay:
    def test_is_said_in_the_readers_language(self, client):
        office = make_office()
        office.officer.language = "en"
        office.officer.save()
        row = office.handover().occurrence
        row.why, row.why_en = "สิ้นเดือนมกราคม", "end of January"
        row.save()
        sign_in(client, office.officer)

        text = detail(client, office).content.decode()

        assert "end of January" in text
        assert "สิ้นเดือนมกราคม" not in text
