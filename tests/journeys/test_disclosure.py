"""The year's pages as people use them: the board, drafting, approval, the gate, publishing, withdrawing, the next year."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from prongsai.apps.agencies.models import Membership
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.models import ElementState, GateDecision, Publication, Version
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.jobs.port import JOBS
from prongsai.apps.jobs.queue import load_jobs
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.core.personal_data.numbers import is_national_id
from prongsai.wiring import bangkok_today
from tests.adapters.gate import files
from tests.apps.disclosure.desk import AT, TABLE, again, draft, file_draft, make_desk, publish, ready, wait
from tests.apps.factories import make_agency, make_user
from tests.journeys.test_query_counts import count

pytestmark = pytest.mark.django_db
ID_NUMBER = "1-1037-02071-81-1"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk():
    return make_desk()


def sign_in(client, user):
    client.force_login(user)
    return client


def get(client, name, *args, **query):
    return client.get(reverse(f"disclosure:{name}", args=args), query)


def post(client, name, *args, **data):
    return client.post(reverse(f"disclosure:{name}", args=args), data, follow=True)


def text(response):
    return response.content.decode()


def newest():
    return Version.objects.latest("pk")


class TestBoard:
    def test_leads_to_the_running_year_and_so_does_the_form(self, client):
        running = fiscal_year_of(bangkok_today())
        desk = make_desk(fiscal_year=running)
        for fiscal_year in (running - 1, running + 1):
            open_year(agency=desk.agency, fiscal_year=fiscal_year, by=None, at=AT)
        sign_in(client, desk.officer)

        assert get(client, "year_home").url == reverse("disclosure:board", args=(desk.year.pk,))
        form = client.get(reverse("submission:form_now"))
        assert form.url == reverse("submission:form_detail", args=(desk.year.pk,))

    def test_leads_to_the_latest_year_where_the_running_one_is_not_open(self, client, desk):
        later = open_year(agency=desk.agency, fiscal_year=2567, by=None, at=AT)
        sign_in(client, desk.officer)

        assert get(client, "year_home").url == reverse("disclosure:board", args=(later.pk,))

    def test_says_what_to_do_where_no_year_is_open(self, client):
        sign_in(client, make_user(make_agency(), "agency_admin"))

        assert reverse("disclosure:year_open") in text(get(client, "year_home"))

    def test_shows_every_item_and_what_is_at_stake(self, client, desk):
        publish(desk)
        draft(desk, TABLE, code="O2")

        page = text(get(sign_in(client, desk.officer), "board", desk.year.pk))

        assert page.count('class="title"') == 43
        assert "กำลังจัดทำ" in page
        assert page.count('<p class="small">รอคนดู ') == 1
        assert "คะแนนรวมที่ยังเสี่ยงเสีย" in page

    def test_filters_by_state_unit_and_indicator(self, client, desk):
        publish(desk)
        item = desk.item("O2")
        item.unit = desk.agency.units.get(name="กองคลัง")
        item.save()
        sign_in(client, desk.officer)

        by_state = text(get(client, "board", desk.year.pk, state="to_look"))
        by_unit = text(get(client, "board", desk.year.pk, unit=item.unit_id))
        by_indicator = text(get(client, "board", desk.year.pk, indicator="9.1"))

        assert by_state.count('class="title"') == 1
        assert by_unit.count('class="title"') == 1
        assert ">O2 " in by_unit
        assert 1 < by_indicator.count('class="title"') < 43

    def test_says_that_a_framework_is_not_verified(self, client, desk):
        draft_year = open_year(agency=desk.agency, fiscal_year=2571, by=None, at=AT)

        page = text(get(sign_in(client, desk.officer), "board", draft_year.pk))

        assert "ยังไม่ได้ยืนยัน" in page
        assert page.count("รายการนี้ยังไม่ได้ยืนยันกับคู่มือ") == draft_year.items.count()

    def test_names_missing_months(self, client, desk):
        code = "O21"  # the monthly summary of procurement
        publish(desk, TABLE, code=code)

        page = text(get(sign_in(client, desk.officer), "item_detail", desk.item(code).pk))

        assert "ขาดเดือน" in page
        assert "ตุลาคม 2565" in page
        assert "พฤศจิกายน 2565" not in page.partition("ขาดเดือน")[2].partition("</p>")[0]

    def test_list_pages_make_the_same_queries_however_much_is_published(self, client, desk):
        sign_in(client, desk.clerk)
        addresses = [
            reverse("disclosure:board", args=(desk.year.pk,)),
            *(reverse(f"disclosure:{name}") for name in ("news_list", "waiting_list", "ready_list", "year_open")),
        ]

        def fill():
            publish(desk)
            publish(desk, code=None)
            wait(desk, draft(desk))
            wait(desk, draft(desk, code=None))

        fill()
        for address in addresses:  # the session's first page does more
            client.get(address)
        few = [count(client, address) for address in addresses]
        for _ in range(30):
            fill()

        many = [count(client, address) for address in addresses]

        for less, more in zip(few, many, strict=True):
            assert less[0] == more[0] <= 10, more


class TestItem:
    def test_a_person_states_an_element(self, client, desk):
        item = desk.item()
        sign_in(client, desk.clerk)

        page = text(post(client, "element_state", item.pk, 0, state="there", reason="หน้าแรก"))

        assert "หน้าแรก" in page
        assert ElementState.objects.get().by_person == "there"

    def test_another_word_than_the_machines_without_a_reason_is_refused(self, client, desk):
        item = desk.item()
        ElementState.objects.create(item=item, position=0, by_machine="not_there", machine_at=AT)

        page = text(post(sign_in(client, desk.clerk), "element_state", item.pk, 0, state="there"))

        assert "กรุณาเขียนเหตุผล" in page
        assert ElementState.objects.get().by_person == ""

    def test_changes_unit_and_day(self, client, desk):
        item, unit = desk.item(), desk.agency.units.get(name="กองคลัง")

        post(
            sign_in(client, desk.clerk),
            "item_change",
            item.pk,
            version=1,
            unit=unit.pk,
            due_on_day="5",
            due_on_month="1",
            due_on_year="2566",
            reason="ตามหนังสือสั่งการ",
        )

        item.refresh_from_db()
        assert (item.unit, item.due_on) == (unit, date(2023, 1, 5))

    def test_somebody_elses_change_in_between_is_shown(self, client, desk):
        item = desk.item()
        type(item).objects.filter(pk=item.pk).update(version=7)

        response = post(sign_in(client, desk.clerk), "item_change", item.pk, version=1, unit="")

        assert response.status_code == 422
        assert "ก่อนคุณ" in text(response)

    def test_officers_write_for_their_units_items_alone(self, client, desk):
        mine, other = desk.item("O1"), desk.item("O2")
        mine.unit = desk.agency.units.get(name="กองคลัง")
        mine.save()
        sign_in(client, desk.officer)

        assert get(client, "publication_add", mine.pk, "page").status_code == 200
        assert get(client, "publication_add", other.pk, "page").status_code == 404
        assert get(client, "news_add", "page").status_code == 404


class TestDrafting:
    def test_a_typed_page_is_looked_through_at_once(self, client, desk):
        sign_in(client, desk.clerk)

        page = text(post(client, "publication_add", desk.item().pk, "page", title="โครงสร้าง", body="# ก\n- ข"))

        assert "<h3>ก</h3>" in page
        assert "<li>ข</li>" in page
        assert "ไม่พบข้อมูลส่วนบุคคล" in page
        assert GateDecision.objects.get().outcome == "clean"

    def test_a_file_waits_for_the_job(self, client, desk):
        load_jobs()
        upload = SimpleUploadedFile("ราคากลาง.csv", "ชื่อ,บาท\nหมึก,100\n".encode())
        sign_in(client, desk.clerk)

        page = text(post(client, "publication_add", desk.item().pk, "file", title="ราคากลาง", upload=upload))

        assert "กำลังตรวจหา" in page
        JOBS["look_for_personal_data"](version_id=newest().pk)
        assert GateDecision.objects.get().outcome == "clean"

    def test_a_pasted_table(self, client, desk):
        rows = "ลำดับ\tงาน\tบาท\r\n1\tซื้อหมึก\t4,500\r\n"

        page = text(
            post(sign_in(client, desk.clerk), "publication_add", desk.item().pk, "table", title="จัดซื้อ", rows=rows)
        )

        assert newest().table == [["ลำดับ", "งาน", "บาท"], ["1", "ซื้อหมึก", "4,500"]]
        assert '<th scope="col">งาน</th>' in page

    def test_a_table_from_excel(self, client, desk):
        from prongsai.documents.plain_table import draw_table_xlsx

        upload = SimpleUploadedFile("t.xlsx", draw_table_xlsx("t", [["ก", "ข"], ["1", "2"], ["", "3"]]))

        post(sign_in(client, desk.clerk), "publication_add", desk.item().pk, "table", title="ตาราง", upload=upload)

        assert newest().table == [["ก", "ข"], ["1", "2"], ["", "3"]]

    def test_nothing_to_report_needs_its_period(self, client, desk):
        item = desk.item("O21")
        sign_in(client, desk.clerk)

        refused = post(client, "publication_add", item.pk, "nothing", title="ไม่มีการจัดซื้อ")
        period = {
            f"period_{end}_{part}": value
            for end, day in (("from", "1"), ("to", "31"))
            for part, value in (("day", day), ("month", "12"), ("year", "2565"))
        }
        taken = post(client, "publication_add", item.pk, "nothing", title="ไม่มีการจัดซื้อ", **period)

        assert refused.status_code == 422
        assert "ระบุงวด" in text(refused)
        assert "ไม่มีรายการในงวดนี้" in text(taken)

    @pytest.mark.parametrize("kind", ["film", "FILE", "x"])
    def test_an_unknown_kind_is_not_found(self, client, desk, kind):
        assert get(sign_in(client, desk.clerk), "publication_add", desk.item().pk, kind).status_code == 404

    def test_what_is_missing_is_said_at_its_field(self, client, desk):
        response = post(sign_in(client, desk.clerk), "publication_add", desk.item().pk, "file", title="")

        assert response.status_code == 422
        assert "กรอกชื่อเรื่อง" in text(response)
        assert "เลือกไฟล์ที่จะเผยแพร่" in text(response)

    def test_a_program_is_refused_in_words(self, client, desk):
        upload = SimpleUploadedFile("x.pdf", b"MZ\x90\x00")

        response = post(
            sign_in(client, desk.clerk), "publication_add", desk.item().pk, "file", title="ก", upload=upload
        )

        assert response.status_code == 422
        assert "ไม่ใช่ชนิดที่รับได้" in text(response)
        assert not Version.objects.exists()

    def test_an_edit_after_somebody_elses_is_refused(self, client, desk):
        version = draft(desk)

        response = post(sign_in(client, desk.clerk), "version_edit", version.pk, seen="0" * 64, title="ก", body="ข")

        assert response.status_code == 422
        assert "เนื้อหาเปลี่ยนไป" in text(response)

    def test_the_file_is_for_those_inside(self, client, desk):
        version = draft(desk, file_draft())

        response = get(sign_in(client, desk.officer), "version_file", version.pk)

        assert b"".join(response.streaming_content).startswith(b"%PDF")
        assert response["X-Content-Type-Options"] == "nosniff"
        stranger = sign_in(client, make_user(make_agency()))
        assert get(stranger, "version_file", version.pk).status_code == 404


class TestTheWayToThePublic:
    def test_clerk_drafts_administrator_approves_clerk_publishes(self, client, desk):
        sign_in(client, desk.clerk)
        post(client, "publication_add", desk.item().pk, "page", title="โครงสร้าง", body="สำนักปลัด")
        version = newest()
        page = text(post(client, "hand_on", version.pk, seen=version.content_sha256))
        assert "รออนุมัติ" in page

        sign_in(client, desk.administrator)
        assert "โครงสร้าง" in text(get(client, "waiting_list"))
        page = text(post(client, "approve", version.pk, seen=version.content_sha256))
        assert "อนุมัติแล้ว" in page

        sign_in(client, desk.clerk)
        page = text(post(client, "publish", version.pk))

        assert f"/{desk.agency.slug}/2566/o1/1/" in page
        assert public.find_publication(desk.agency, (2566, "O1"), 1).current.approved_by == str(desk.administrator)

    def test_nobody_approves_their_own(self, client, desk):
        version = wait(desk, draft(desk))

        response = post(sign_in(client, desk.clerk), "approve", version.pk, seen=version.content_sha256)

        assert response.status_code == 422
        assert "จึงตรวจเองไม่ได้" in text(response)

    def test_who_made_it_is_told_who_approves_and_sees_no_button(self, client, desk):
        from prongsai.apps.handover.chain_actions import record_waiver

        version = wait(desk, draft(desk))
        address = reverse("disclosure:approve", args=(version.pk,))

        own = text(get(sign_in(client, desk.clerk), "version_detail", version.pk))
        of_another = text(get(sign_in(client, desk.administrator), "version_detail", version.pk))
        record_waiver(
            agency=desk.agency,
            reason="มีคนเดียว",
            order_number="",
            from_on=date(2020, 1, 1),
            until_on=None,
            by=desk.clerk,
            at=AT,
        )
        waived = text(get(sign_in(client, desk.clerk), "version_detail", version.pk))

        assert "ให้ผู้มีอำนาจอนุมัติคนอื่นอนุมัติ" in own
        assert address not in own
        assert address in of_another
        assert "อนุมัติเองไม่ได้" not in of_another
        assert address in waived

    def test_returned_with_a_reason_that_the_maker_reads(self, client, desk):
        version = wait(desk, draft(desk))

        refused = post(sign_in(client, desk.administrator), "return_version", version.pk, reason=" ")
        page = text(post(client, "return_version", version.pk, reason="ปีผิด"))

        assert refused.status_code == 422
        assert "ปีผิด" in page

    def test_a_moment_to_come(self, client, desk):
        version = ready(desk)
        day = {"on_day": "1", "on_month": "1", "on_year": "2580", "clock": "๐๘.๓๐"}

        page = text(post(sign_in(client, desk.clerk), "schedule", version.pk, **day))

        assert "ตั้งเวลาเผยแพร่แล้ว" in page
        version.refresh_from_db()
        assert version.publish_at.astimezone().isoformat()[:4] == "2037"
        assert version.publish_at.astimezone(tz=None) is not None
        assert (version.publish_at + timedelta(hours=7)).strftime("%H:%M") == "08:30"

    @pytest.mark.parametrize(("clock", "words"), [("25:00", "กรอกเวลา"), ("08:30", "อนาคต")])
    def test_a_moment_that_makes_no_sense(self, client, desk, clock, words):
        version = ready(desk)
        day = {"on_day": "1", "on_month": "1", "on_year": "2560", "clock": clock}

        response = post(sign_in(client, desk.clerk), "schedule", version.pk, **day)

        assert response.status_code == 422
        assert words in text(response)

    def test_withdrawn_with_a_reason(self, client, desk):
        version = publish(desk)
        publication = version.publication

        refused = post(sign_in(client, desk.clerk), "withdraw", publication.pk, reason="")
        page = text(post(client, "withdraw", publication.pk, reason="ข้อมูลผิดปี"))

        assert refused.status_code == 422
        assert "ข้อมูลผิดปี" in page
        assert public.find_publication(desk.agency, (2566, "O1"), 1).current.is_withdrawn

    def test_one_old_version_alone(self, client, desk):
        old = publish(desk)
        again(desk, old)

        post(sign_in(client, desk.clerk), "withdraw", old.publication_id, reason="ผิด", only=old.pk)

        states = {one.number: one.state for one in Version.objects.all()}
        assert states == {1: "withdrawn", 2: "published"}

    def test_a_draft_is_thrown_away_after_asking(self, client, desk):
        version = draft(desk)
        sign_in(client, desk.clerk)

        assert "ทิ้งร่างนี้หรือไม่" in text(get(client, "discard", version.pk))
        post(client, "discard", version.pk)

        assert not Publication.objects.exists()

    def test_what_waits_is_taken_back_by_its_writers_what_is_approved_by_the_clerk(self, client, desk):
        item = desk.item()
        item.unit = desk.agency.units.get(name="กองคลัง")
        item.save()
        waiting, approved = wait(desk, draft(desk)), ready(desk)
        sign_in(client, desk.officer)

        post(client, "take_back", waiting.pk)
        assert post(client, "take_back", approved.pk).status_code == 404

        post(sign_in(client, desk.clerk), "take_back", approved.pk)
        assert set(Version.objects.values_list("state", flat=True)) == {"draft"}


class TestGate:
    @pytest.fixture
    def version(self, client, desk):
        assert is_national_id("1103702071811")
        sign_in(client, desk.clerk)
        rows = f"ชื่อ\tเลขประจำตัวประชาชน\nก\t{ID_NUMBER}\n"
        post(client, "publication_add", desk.item().pk, "table", title="รายชื่อ", rows=rows)
        return newest()

    def test_shows_what_was_found_masked(self, client, version):
        page = text(get(client, "personal", version.pk))

        assert "เลขประจำตัวประชาชน" in page
        assert ID_NUMBER not in page
        assert "●" in page

    def test_stands_in_the_way(self, client, desk, version):
        post(client, "hand_on", version.pk, seen=version.content_sha256)
        post(sign_in(client, desk.administrator), "approve", version.pk, seen=version.content_sha256)

        response = post(sign_in(client, desk.clerk), "publish", version.pk)

        assert response.status_code == 422
        assert "ยังไม่ได้ตรวจข้อมูลส่วนบุคคล" in text(response)

    def test_confirmed_only_with_a_reason(self, client, version):
        seen = version.content_sha256

        refused = post(client, "personal", version.pk, seen=seen, choice="confirm", reason="")
        page = text(post(client, "personal", version.pk, seen=seen, choice="confirm", reason="ประกาศตามกฎหมาย"))

        assert refused.status_code == 422
        assert "บันทึกการยืนยันแล้ว" in page
        assert GateDecision.objects.get().reason == "ประกาศตามกฎหมาย"

    def test_masked_the_public_reads_the_mask(self, client, desk, version):
        seen = version.content_sha256
        post(client, "personal", version.pk, seen=seen, choice="masked")
        post(client, "hand_on", version.pk, seen=seen)
        post(sign_in(client, desk.administrator), "approve", version.pk, seen=seen)
        post(sign_in(client, desk.clerk), "publish", version.pk)

        current = public.find_publication(desk.agency, (2566, "O1"), 1).current
        assert current.is_masked
        assert ID_NUMBER not in repr(current)
        assert current.table[1] == ("ก", "●-●●●●-●●●●●-●1-1")

    def test_officers_see_it_and_do_not_decide(self, client, desk, version):
        sign_in(client, desk.officer)

        assert "เป็นผู้ตัดสินใจ" in text(get(client, "personal", version.pk))
        assert post(client, "personal", version.pk, choice="confirm", reason="x").status_code == 404

    def test_a_masked_file(self, client, desk):
        load_jobs()
        upload = SimpleUploadedFile("รายชื่อ.csv", f"ชื่อ,เลขประจำตัวประชาชน\nก,{ID_NUMBER}\n".encode())
        sign_in(client, desk.clerk)
        post(client, "publication_add", desk.item().pk, "file", title="รายชื่อ", upload=upload)
        version = newest()
        JOBS["look_for_personal_data"](version_id=version.pk)
        assert not GateDecision.objects.exists()

        page = post(client, "personal", version.pk, seen=version.content_sha256, choice="masked")

        assert "ใช้ฉบับปกปิดแล้ว" in text(page)
        copy = version.copies.get(kind="masked")
        with copy.file.open("rb") as file:
            assert ID_NUMBER.encode() not in file.read()
        assert b"".join(get(client, "version_copy", version.pk, "masked").streaming_content)

    def test_a_masked_file_that_still_shows_who_signed_needs_a_reason(self, client, desk):
        load_jobs()
        page = files.pdf(f"ลายมือชื่อ นายมานะ\nเลขประจำตัวประชาชน {files.ID}")
        sign_in(client, desk.clerk)
        post(client, "publication_add", desk.item().pk, "file", title="ก", upload=SimpleUploadedFile("ก.pdf", page))
        version = newest()
        JOBS["look_for_personal_data"](version_id=version.pk)

        refused = post(client, "personal", version.pk, seen=version.content_sha256, choice="masked", reason="")

        assert refused.status_code == 422
        assert "ฉบับปกปิดยังมี 1 จุด" in text(refused)
        assert not GateDecision.objects.exists()
        post(client, "personal", version.pk, seen=version.content_sha256, choice="masked", reason="ผู้ลงนามในประกาศ")
        assert GateDecision.objects.get().reason == "ผู้ลงนามในประกาศ"


class TestNextYear:
    def test_is_previewed_and_opened_and_takes_along(self, client, desk):
        evergreen = publish(desk, file_draft("โครงสร้าง"))
        publish(desk, TABLE, code="O21")
        sign_in(client, desk.clerk)

        preview = text(get(client, "year_open"))
        assert "เปิดปีงบประมาณ 2567" in preview
        assert "ข้อที่ปีนี้ไม่มีแล้ว" in preview

        page = text(post(client, "year_open", fiscal_year="2567", open="1"))

        assert "โครงสร้าง" in page
        year = desk.agency.disclosure_years.get(fiscal_year=2567)
        page = text(post(client, "carry_over", year.pk, chosen=evergreen.publication_id))
        copy = Version.objects.get(publication__item__year=year)
        assert "ยกมาเป็นร่างแล้ว 1 รายการ" in page
        assert (copy.state, copy.file.name) == ("draft", evergreen.file.name)
        assert public.list_items(desk.agency, 2567)[0].publications == ()

    def test_recomputes_the_days_before_opening(self, client, desk):
        days = {"entry_opens_day": "1", "entry_opens_month": "3", "entry_opens_year": "2567"}

        page = text(post(sign_in(client, desk.clerk), "year_open", fiscal_year="2567", preview="1", **days))

        assert "29 ก.พ. 2567" in page
        assert desk.agency.disclosure_years.count() == 1

    def test_windows_that_end_before_they_begin(self, client, desk):
        days = {
            "entry_opens_day": "1",
            "entry_opens_month": "3",
            "entry_opens_year": "2567",
            "entry_closes_day": "1",
            "entry_closes_month": "2",
            "entry_closes_year": "2567",
        }

        response = post(sign_in(client, desk.clerk), "year_open", fiscal_year="2567", open="1", **days)

        assert response.status_code == 422
        assert desk.agency.disclosure_years.count() == 1

    def test_the_calendar_moves_the_days(self, client, desk):
        days = {
            "entry_closes_day": "28",
            "entry_closes_month": "4",
            "entry_closes_year": "2566",
            "entry_clock": "16:30",
        }

        page = text(post(sign_in(client, desk.clerk), "year_calendar", desk.year.pk, **days))

        assert "กำหนดของ 43 ข้อเปลี่ยนตาม" in page
        desk.year.refresh_from_db()
        assert (desk.year.entry_closes_at + timedelta(hours=7)).strftime("%H:%M") == "16:30"


def test_every_page_in_english(client, desk):
    version = publish(desk, TABLE)
    waiting = wait(desk, draft(desk))
    Membership.objects.filter(user=desk.clerk).update(role="agency_admin")
    sign_in(client, desk.clerk)
    client.post(reverse("accounts:language"), {"language": "en", "next": "/office/"})
    for name, *args in (
        ("board", desk.year.pk),
        ("item_detail", desk.item().pk),
        ("version_detail", version.pk),
        ("personal", waiting.pk),
        ("year_open",),
        ("ready_list",),
        ("news_list",),
    ):
        assert get(client, name, *args).status_code == 200
