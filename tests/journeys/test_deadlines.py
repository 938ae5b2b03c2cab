"""Deadlines as an officer, a clerk and an executive meet them on the pages."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.handover.models import Handover
from prongsai.apps.plans import deadlines
from prongsai.apps.plans.models import Closure, Evidence, Extension, WorkItem
from prongsai.core import plan as core
from tests.apps.deadline_clock import set_today
from tests.apps.factories import make_agency, make_plan, make_user, measure_facts
from tests.apps.test_occurrences import AT, TODAY, monthly, one_work

BACKEND = "django.contrib.auth.backends.ModelBackend"
SEVEN = core.Deadline("relative", days_after_event=7, working_days=True)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    set_today(monkeypatch, TODAY)


@pytest.fixture
def page(client):
    """Opens an address as somebody; gives the text of the page."""

    def get(user, url, expected=200, /, **data):
        client.force_login(user, backend=BACKEND)
        response = client.post(url, data) if data else client.get(url)
        assert response.status_code == expected, (url, response.status_code)
        return unescape(response.content.decode())

    return get


def day(name, value):
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year + 543)}


class TestMonthlyWork:
    def test_each_month_is_a_line_with_a_page_of_its_own(self, page):
        _agency, user, item = one_work(monthly())

        first = page(user, "/office/?unit=all")

        assert "ทุกเดือน: งวดเดือนตุลาคม 2569 · ภายใน 31 ต.ค. 2569" in first
        assert "ทุกเดือน: งวดเดือนพฤศจิกายน 2569" in first
        assert "งวดเดือนธันวาคม" not in first
        assert f'href="/office/work/{item.pk}/1/"' in first

    def test_is_handed_in_month_by_month(self, page):
        _agency, user, item = one_work(monthly())
        url = f"/office/work/{item.pk}/1/"
        assert "งวดเดือนตุลาคม 2569 ภายในสิ้นเดือน = 31 ต.ค. 2569" in page(user, url)

        data = {"version": "1", "status": "done", "note": "ประชุมแล้ว", "links": "http://www.example.go.th/oct"}
        page(user, url, 302, **data, **day("done_on", date(2026, 11, 2)))

        assert Evidence.objects.get().occurrence.number == 1
        shown = page(user, f"/office/work/{item.pk}/occurrences/")
        assert "2 พ.ย. 2569" in shown
        assert "หลักฐาน 1 รายการ" in shown
        assert "แล้วเสร็จ 1 จาก 12 งวด" in page(user, f"/office/measures/{item.measure_id}/")
        assert "http://www.example.go.th/oct" not in page(user, f"/office/work/{item.pk}/2/")
        assert "งวดเดือนตุลาคม" not in page(user, "/office/?unit=all")

    def test_a_second_writer_of_the_month_sees_the_first(self, page):
        _agency, user, item = one_work(monthly())
        url, data = f"/office/work/{item.pk}/1/", {"version": "1", "status": "in_progress", "note": "ของฉัน"}
        page(user, url, 302, **data)

        assert "ของฉัน" in page(user, url, 409, **data)
        page(user, f"/office/work/{item.pk}/2/", 302, **data)  # another month is nobody's conflict

    def test_missed_months_are_told_in_both_languages(self, page, client):
        _agency, user, item = one_work(monthly())
        assert "แล้วเสร็จ 0 จาก 12 งวด เกินกำหนด 1 งวด" in page(user, f"/office/measures/{item.measure_id}/")

        client.post("/office/language/", {"language": "en", "next": "/office/"})
        shown = page(user, f"/office/work/{item.pk}/1/")
        assert "for October 2026, by its last day = 31 October 2026" in shown

    def test_the_work_itself_leads_to_its_list(self, client):
        _agency, user, item = one_work(monthly())
        client.force_login(user, backend=BACKEND)

        assert client.get(f"/office/work/{item.pk}/")["location"] == f"/office/work/{item.pk}/occurrences/"
        assert client.get(f"/office/work/{item.pk}/99/").status_code == 404


class TestEditingTheRule:
    def post(self, item, **fields):
        values = {"version": "1", "issue": "ประเด็น", "status": "unknown", "item_codes": "", "indicator": ""}
        for prefix, count in (("who", 0), ("step", 0), ("follow_up", 1)):
            values |= {f"{prefix}-TOTAL_FORMS": str(count), f"{prefix}-INITIAL_FORMS": str(count)}
        line = {"key": str(item.pk), "text": "งาน", "role": "task", "deadline_kind": "monthly", "check_unit": "months"}
        line |= {**day("start", date(2026, 10, 1)), **day("end", date(2027, 9, 30)), **fields}
        return values | {f"follow_up-0-{name}": value for name, value in line.items()}

    def edit(self, page, user, item, expected=302, /, **fields):
        return page(user, f"/office/measures/{item.measure_id}/edit/", expected, **self.post(item, **fields))

    def test_monthly_work_by_a_day_of_the_next_month_on_working_days(self, page):
        _agency, user, item = one_work(monthly())

        self.edit(page, user, item, due_day="๕", to_working_day="on")

        assert item.occurrences.get(number=1).due_on == date(2026, 11, 5)
        december = item.occurrences.get(number=2)  # 5 to 7 December 2026 are days off
        assert december.due_on == date(2026, 12, 8)
        assert "จึงเลื่อนเป็นวันทำการถัดไป" in december.why
        assert 'value="5"' in page(user, f"/office/measures/{item.measure_id}/edit/")
        assert "ทุกเดือน ภายในวันที่ 5 ของเดือนถัดไป" in page(user, f"/office/measures/{item.measure_id}/")

    def test_continuous_work_is_looked_at_every_three_months(self, page):
        _agency, user, item = one_work(core.Deadline("continuous", **{"from_on": date(2026, 10, 1)}))

        self.edit(page, user, item, deadline_kind="continuous", check_every="3")

        due = item.occurrences.order_by("due_on").values_list("due_on", flat=True)
        assert list(due)[:2] == [date(2026, 12, 31), date(2027, 3, 31)]
        assert "ตรวจทุก 3 เดือน" in page(user, f"/office/measures/{item.measure_id}/")

    @pytest.mark.parametrize(("field", "value"), [("due_day", "32"), ("due_day", "ห้า"), ("check_every", "0")])
    def test_says_what_cannot_be(self, page, field, value):
        _agency, user, item = one_work(monthly())

        shown = self.edit(page, user, item, 422, **{field: value})

        assert "กรอกวันที่ 1 ถึง 31" in shown or "กรอกจำนวน 1 ถึง 366" in shown
        assert item.occurrences.get(number=1).due_on == date(2026, 10, 31)


class TestTheDayThatCounts:
    """The measure and the hand-over say the same day, and why it is that one. 28 February 2027 is a Sunday."""

    RULE = core.Deadline("date", due_on=date(2027, 2, 28), options=core.DeadlineOptions(to_working_day=True))

    def both(self, page, agency, user, item, number=1):
        set_chain(agency=agency, steps=["compile", "close"], by=user, at=AT)
        handover = Handover.objects.get(occurrence__work_item=item, occurrence__number=number)
        return page(user, f"/office/measures/{item.measure_id}/"), page(user, f"/office/handover/{handover.pk}/")

    def test_is_the_moved_one_on_both_pages(self, page):
        agency, user, item = one_work(self.RULE)

        measure, handover = self.both(page, agency, user, item)

        for shown in (measure, handover):
            assert "1 มี.ค. 2570" in shown
            assert "วันอาทิตย์) จึงเลื่อนเป็นวันทำการถัดไป" in shown
        assert "วันครบกำหนดที่นับ 1 มี.ค. 2570" in measure
        assert "<details open><summary>กำหนดเวลานี้คำนวณอย่างไร" in handover
        assert "วันครบกำหนดที่นับ 1 มี.ค. 2570" in page(user, f"/office/plans/{item.measure.plan_id}/")

    def test_is_in_english_too(self, page):
        _agency, user, item = one_work(self.RULE)
        user.language = "en"
        user.save()

        shown = page(user, f"/office/measures/{item.measure_id}/")

        assert "Due day that counts: 1 Mar 2027" in shown
        assert "a day off (Sunday), so the next working day" in shown

    @pytest.mark.parametrize(
        "rule",
        [
            core.Deadline("date", due_on=date(2027, 2, 26), options=core.DeadlineOptions(to_working_day=True)),
            core.Deadline("date", due_on=date(2027, 2, 28)),
            monthly(),
            core.Deadline("none"),
        ],
        ids=["working day", "no moving", "monthly", "no day"],
    )
    def test_is_not_said_twice_where_the_rule_names_it(self, page, rule):
        agency, user, item = one_work(rule)

        measure, handover = self.both(page, agency, user, item)

        assert "วันครบกำหนดที่นับ" not in measure
        assert "<details open>" not in handover

    def test_of_monthly_work_is_that_of_the_month_to_do_next(self, page):
        agency, user, item = one_work(monthly(options=core.DeadlineOptions(due_day=5, to_working_day=True)))
        item.occurrences.filter(number__lte=2).update(status="done")  # November's is due on Saturday, 5 December

        measure, handover = self.both(page, agency, user, item, number=3)

        day_shown = re.search(r"วันครบกำหนดที่นับ ([^<]+)<", measure)[1]
        assert day_shown == "5 ม.ค. 2570"
        assert f"ภายใน {day_shown}" in " ".join(re.sub("<[^>]+>", " ", handover).split())
        item.occurrences.filter(number=2).update(status="not_started")
        assert "วันครบกำหนดที่นับ 8 ธ.ค. 2569" in page(user, f"/office/measures/{item.measure_id}/")

    def test_after_an_extension_says_from_which_day(self, page):
        _agency, user, item = one_work(core.Deadline("date", due_on=date(2027, 2, 26)))
        item.occurrences.update(due_on=date(2027, 3, 5))

        shown = page(user, f"/office/measures/{item.measure_id}/")

        assert "วันครบกำหนดที่นับ 5 มี.ค. 2570" in shown
        assert "(ขยายเวลาจาก 26 ก.พ. 2570)" in shown


class TestAfterAnEvent:
    def test_the_day_recorded_gives_the_due_day_with_every_day_left_out(self, page):
        _agency, user, item = one_work(SEVEN)
        url = f"/office/work/{item.pk}/occurrences/"
        assert "ยังไม่ได้บันทึกเหตุการณ์" in page(user, url)

        page(user, url, 302, what="อบรมเสร็จ", **day("happened_on", date(2026, 10, 21)))

        shown = page(user, url)
        assert "ภายใน 7 วันทำการหลังวันที่ 21 ต.ค. 2569" in shown
        assert "23 ต.ค. 2569 วันปิยมหาราช" in shown
        assert "= 2 พ.ย. 2569" in shown

    @pytest.mark.parametrize("wrong", [{}, {"happened_on_day": "1"}, day("happened_on", date(2027, 1, 1))])
    def test_a_day_that_cannot_be_is_told(self, page, wrong):
        _agency, user, item = one_work(SEVEN)

        assert 'class="error-summary"' in page(user, f"/office/work/{item.pk}/occurrences/", 422, what="x", **wrong)
        assert not item.events.exists()

    def test_a_mistake_is_taken_back_after_asking_once(self, page, client):
        _agency, user, item = one_work(SEVEN)
        event = deadlines.record_event(item=item, happened_on=date(2026, 11, 2), by=user, at=AT)
        assert "ถอนเหตุการณ์นี้หรือไม่" in page(user, f"/office/events/{event.pk}/withdraw/")

        client.post(f"/office/events/{event.pk}/withdraw/")

        assert not item.events.exists()
        assert item.occurrences.get().due_on is None


class TestMoreDays:
    def ask(self, page, user, item):
        page(user, f"/office/work/{item.pk}/1/extend/", 302, days="๑๐", reason="น้ำท่วมสำนักงาน")
        return Extension.objects.get()

    def test_asked_for_granted_and_shown_everywhere(self, page, client):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        executive = make_user(agency, "top_executive", display_name="นายกสมมุติ")
        extension = self.ask(page, user, item)
        assert "มีคำขอขยายเวลารอพิจารณา 1 รายการ" in page(executive, "/office/")
        assert "จากวันครบกำหนดเดิม 30 พ.ย. 2569 เพิ่ม 10 วัน = 10 ธ.ค. 2569" in page(executive, "/office/extensions/")

        page(executive, f"/office/extensions/{extension.pk}/", 302, decision="grant", answer="")

        assert "ขยายถึง 10 ธ.ค. 2569" in page(user, "/office/?unit=all")
        recorded = page(user, f"/office/work/{item.pk}/1/")
        assert "นายกสมมุติ พิจารณาเมื่อ" in recorded
        assert "น้ำท่วมสำนักงาน" in recorded
        report = f"/office/plans/{item.measure.plan_id}/report/html/?content=full_year"
        assert "(เพิ่ม ๑๐ วัน นับจากวันครบกำหนดเดิม)" in page(user, report)
        assert "นายกสมมุติ" not in page(user, report)
        assert "นายกสมมุติ" in page(user, report + "&audience=internal")

    def test_a_due_day_moved_since_is_the_one_the_sum_counts_from(self, page):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 25)))
        executive = make_user(agency, "top_executive")
        extension = self.ask(page, user, item)
        item.occurrences.update(original_due_on=date(2026, 11, 20), due_on=date(2026, 11, 20))

        pages = [page(executive, f"/office/extensions/{rest}") for rest in ("", f"{extension.pk}/")]
        pages.append(page(user, f"/office/work/{item.pk}/1/"))
        page(executive, f"/office/extensions/{extension.pk}/", 302, decision="grant", answer="")

        for shown in pages:
            assert "จากวันครบกำหนดเดิม 20 พ.ย. 2569 เพิ่ม 10 วัน = 30 พ.ย. 2569" in shown
            assert "ตอนขอคือ 25 พ.ย. 2569 ขณะนี้คือ 20 พ.ย. 2569" in shown
            assert "5 ธ.ค. 2569" not in shown
        assert item.occurrences.get().due_on == date(2026, 11, 30)
        assert "ตอนขอคือ" not in page(executive, "/office/extensions/")

    @pytest.mark.parametrize(
        "change", [{"due_on": None, "original_due_on": None}, {"status": "done", "done_on": date(2026, 11, 1)}]
    )
    def test_what_cannot_be_granted_any_more_shows_no_sum(self, page, change):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 25)))
        executive = make_user(agency, "top_executive")
        self.ask(page, user, item)
        item.occurrences.update(**change)

        shown = page(executive, "/office/extensions/")

        assert "ขอเพิ่ม 10 วัน แต่งานนี้แล้วเสร็จหรือไม่มีวันครบกำหนดแล้ว" in shown
        assert "5 ธ.ค. 2569" not in shown

    def test_the_sum_ends_on_the_working_day_that_granting_will_give(self, page):
        rule = core.Deadline("date", due_on=date(2026, 11, 25), options=core.DeadlineOptions(to_working_day=True))
        agency, user, item = one_work(rule)
        executive = make_user(agency, "top_executive")
        extension = self.ask(page, user, item)  # 5 December 2026 is a Saturday; Monday makes up for the holiday
        day_shown = re.search(r"เพิ่ม 10 วัน = ([^<]+)<", page(executive, "/office/extensions/"))[1]
        deadlines.add_closure(
            agency=agency, from_on=date(2026, 12, 8), to_on=date(2026, 12, 8), why="ทำความสะอาด", by=user, at=AT
        )

        later_shown = re.search(r"เพิ่ม 10 วัน = ([^<]+)<", page(executive, "/office/extensions/"))[1]
        page(executive, f"/office/extensions/{extension.pk}/", 302, decision="grant", answer="")

        granted = item.occurrences.get().due_on
        assert (day_shown, later_shown) == ("8 ธ.ค. 2569", "9 ธ.ค. 2569")
        assert granted == date(2026, 12, 9)

    def test_a_refusal_says_why(self, page):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        executive = make_user(agency, "top_executive")
        url = f"/office/extensions/{self.ask(page, user, item).pk}/"
        assert "กรอกเหตุผลที่ไม่อนุมัติ" in page(executive, url, 422, decision="refuse", answer=" ")

        page(executive, url, 302, decision="refuse", answer="ยังทันอยู่")

        assert "ยังทันอยู่" in page(user, f"/office/work/{item.pk}/1/")
        assert item.occurrences.get().due_on == date(2026, 11, 30)

    def test_the_page_of_a_request_decided_meanwhile_has_no_button(self, page):
        agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        executive = make_user(agency, "top_executive")
        extension = self.ask(page, user, item)
        deadlines.decide_extension(extension=extension, grant=True, by=executive, at=AT)

        assert "บันทึกผลการพิจารณา" not in page(executive, f"/office/extensions/{extension.pk}/")
        assert "พิจารณาไปแล้ว" in page(executive, f"/office/extensions/{extension.pk}/", 422, decision="grant", answer="")

    @pytest.mark.parametrize("wrong", [{"days": "0"}, {"days": "สิบ"}, {"reason": " "}])
    def test_a_request_without_days_or_reason_is_sent_back(self, page, wrong):
        _agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))

        page(user, f"/office/work/{item.pk}/1/extend/", 422, **{"days": "5", "reason": "x", **wrong})

        assert not Extension.objects.exists()

    def test_another_agencys_executive_finds_nothing(self, page):
        _agency, user, item = one_work(core.Deadline("date", due_on=date(2026, 11, 30)))
        stranger = make_user(make_agency(), "top_executive")
        extension = self.ask(page, user, item)

        page(stranger, f"/office/extensions/{extension.pk}/", 404)
        page(stranger, f"/office/extensions/{extension.pk}/", 404, decision="grant", answer="")


class TestClosures:
    def test_a_clerk_closes_the_office_and_opens_it_again(self, page, client):
        agency, user, item = one_work(SEVEN)
        deadlines.record_event(item=item, happened_on=date(2026, 11, 20), by=user, at=AT)
        shown = page(user, "/office/closures/")
        assert "5 ธ.ค. 2569" in shown  # a public holiday known

        page(user, "/office/closures/", 302, why="น้ำท่วม", **day("from_on", date(2026, 11, 25)))
        page(user, f"/office/measures/{item.measure_id}/")
        assert item.occurrences.get().due_on == date(2026, 12, 2)

        page(user, f"/office/closures/{Closure.objects.get().pk}/remove/")
        client.post(f"/office/closures/{Closure.objects.get().pk}/remove/")
        page(user, f"/office/measures/{item.measure_id}/")
        assert item.occurrences.get().due_on == date(2026, 12, 1)
        assert agency.closures.count() == 0

    def test_days_out_of_order_are_told(self, page):
        _agency, user, _item = one_work(SEVEN)
        days = {**day("from_on", date(2026, 11, 25)), **day("to_on", date(2026, 11, 24))}

        assert "วันสุดท้ายต้องไม่ก่อนวันแรก" in page(user, "/office/closures/", 422, why="น้ำท่วม", **days)


class TestQueries:
    def count(self, client, url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    def test_lists_ask_as_often_for_many_as_for_few(self, client):
        counts = []
        for size in (1, 60):
            agency = make_agency()
            user = make_user(agency, "clerk_office")
            make_plan(agency, 2570, tuple(measure_facts(number) for number in range(1, size + 1)))
            late = WorkItem.objects.filter(measure__plan__agency=agency, deadline_kind="monthly")
            for item in late:
                once = item.occurrences.get(number=2)
                deadlines.ask_extension(occurrence=once, days=5, reason="x", by=user, at=AT)
            client.force_login(user, backend=BACKEND)
            urls = ("/office/?unit=all", "/office/extensions/", f"/office/work/{late[0].pk}/occurrences/")
            counts.append([self.count(client, url) for url in urls])

        assert counts[0] == counts[1]
        assert max(counts[1]) <= 10, counts
