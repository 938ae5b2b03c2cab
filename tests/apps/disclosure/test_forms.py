"""What is typed into the forms: what is taken, and the sentence for what is not."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from prongsai.apps.disclosure.forms import (
    ClockField,
    ElementForm,
    FileForm,
    GateForm,
    ItemForm,
    LinkForm,
    NothingForm,
    PageForm,
    ReasonForm,
    ScheduleForm,
    TableForm,
    TakeForm,
    WindowsForm,
    form_for,
    initial_of,
)
from prongsai.apps.disclosure.models import Version
from prongsai.apps.disclosure.opening import Windows
from prongsai.apps.plans.file_types import ACCEPTED
from prongsai.apps.plans.forms import HandInForm
from prongsai.wiring import BANGKOK
from tests.apps.disclosure.desk import PDF


def day(name, value):
    """A day as its three fields send it."""
    if value is None:
        return {}
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year + 543)}


def messages(form, field):
    return [str(one) for one in form.errors.get(field, [])]


class TestClockField:
    @pytest.mark.parametrize(
        ("text", "clock"),
        [
            ("08:30", time(8, 30)),
            ("8.30", time(8, 30)),
            ("๐๘:๓๐", time(8, 30)),
            ("16.30 น.", time(16, 30)),
            ("0:00", time(0, 0)),
            ("23:59", time(23, 59)),
            ("", None),
        ],
    )
    def test_reads_hours_and_minutes(self, text, clock):
        assert ClockField(required=False).clean(text) == clock

    @pytest.mark.parametrize("text", ["24:00", "8:60", "8", "เช้า", "08:30:10", "-1:00", "8:3"])
    def test_names_what_it_cannot_read(self, text):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError, match="กรอกเวลาเป็นชั่วโมงและนาที"):
            ClockField(required=False).clean(text)


class TestPeriod:
    def form(self, first=None, last=None, **values):
        data = {"title": "ก", "body": "ข", **day("period_from", first), **day("period_to", last), **values}
        return PageForm(data)

    def test_may_be_left_out(self):
        form = self.form()

        assert form.is_valid()
        assert (form.draft().period_from, form.draft().period_to, form.draft().as_of_on) == (None, None, None)

    def test_of_one_day_is_a_period(self):
        form = self.form(date(2022, 12, 5), date(2022, 12, 5))

        assert form.is_valid()
        assert form.draft().period_from == form.draft().period_to == date(2022, 12, 5)

    def test_needs_both_ends(self):
        assert messages(self.form(first=date(2022, 12, 1)), "period_to") == ["กรอกทั้งวันแรกและวันสุดท้าย หรือเว้นว่างทั้งสอง"]
        assert messages(self.form(last=date(2022, 12, 1)), "period_from") == ["กรอกทั้งวันแรกและวันสุดท้าย หรือเว้นว่างทั้งสอง"]

    def test_does_not_end_before_it_begins(self):
        form = self.form(date(2022, 12, 31), date(2022, 12, 1))

        assert messages(form, "period_to") == ["วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"]

    def test_a_day_that_is_none_is_said_once(self):
        form = PageForm(
            {"title": "ก", "body": "ข", "period_from_day": "31", "period_from_month": "2", "period_from_year": "2566"}
        )

        assert not form.is_valid()
        assert "period_from" in form.errors
        assert messages(form, "period_to") == []  # not the sentence of a missing end on top

    def test_as_of_stands_by_itself(self):
        form = self.form(**day("as_of_on", date(2022, 11, 30)))

        assert form.is_valid()
        assert form.draft().as_of_on == date(2022, 11, 30)


class TestKinds:
    def test_a_page_needs_title_and_text(self):
        form = PageForm({"title": " ", "body": ""})

        assert messages(form, "title") == ["กรอกชื่อเรื่อง"]
        assert messages(form, "body") == ["พิมพ์ข้อความที่จะเผยแพร่"]

    def test_a_title_has_an_end(self):
        assert "title" in PageForm({"title": "ก" * 301, "body": "ข"}).errors
        assert PageForm({"title": "ก" * 300, "body": "ข"}).is_valid()

    def test_a_file_needs_one_unless_one_is_there(self):
        assert messages(FileForm({"title": "ก"}), "upload") == ["เลือกไฟล์ที่จะเผยแพร่"]

        form = FileForm({"title": "ก"}, has_file=True)
        assert form.is_valid()
        assert form.draft().file is None

    def test_a_file_is_taken_by_its_plain_name(self):
        form = FileForm({"title": "ก"}, {"upload": SimpleUploadedFile("C:\\งาน\\แผน.pdf", PDF)})

        assert form.is_valid()
        file = form.draft().file
        assert (file.name, file.content) == ("แผน.pdf", PDF)

    def test_an_empty_file_is_none(self):
        form = FileForm({"title": "ก"}, {"upload": SimpleUploadedFile("แผน.pdf", b"")})

        assert not form.is_valid()

    def test_a_table_is_pasted(self):
        form = TableForm({"title": "ก", "rows": "ลำดับ\tงาน\n1\tซื้อหมึก"})

        assert form.is_valid()
        assert form.draft().table == (("ลำดับ", "งาน"), ("1", "ซื้อหมึก"))

    def test_a_file_of_a_table_comes_before_what_was_pasted(self):
        upload = SimpleUploadedFile("ตาราง.csv", "ก,ข\n1,2\n".encode())
        form = TableForm({"title": "ก", "rows": "x\ty\n3\t4"}, {"upload": upload})

        assert form.is_valid(), form.errors
        assert form.draft().table == (("ก", "ข"), ("1", "2"))

    def test_a_table_needs_rows_or_a_file(self):
        assert messages(TableForm({"title": "ก", "rows": " \n "}), "rows") == ["วางตาราง หรือเลือกไฟล์"]

    def test_a_file_that_is_no_table_is_named_at_the_file(self):
        form = TableForm({"title": "ก"}, {"upload": SimpleUploadedFile("ตาราง.xlsx", b"no workbook")})

        assert not form.is_valid()
        assert messages(form, "upload")
        assert messages(form, "rows") == []

    def test_a_link_needs_its_address(self):
        assert messages(LinkForm({"title": "ก", "url": ""}), "url") == ["กรอกที่อยู่ของลิงก์"]

    def test_a_statement_may_be_without_words(self):
        form = NothingForm(
            {"title": "ก", **day("period_from", date(2022, 12, 1)), **day("period_to", date(2022, 12, 31))}
        )

        assert form.is_valid()
        assert (form.draft().kind, form.draft().body) == ("nothing", "")

    @pytest.mark.parametrize("kind", ["file", "page", "table", "link", "nothing"])
    def test_each_kind_has_its_form(self, kind):
        assert form_for(kind).kind == kind

    @pytest.mark.parametrize("kind", ["", "pdf", "PAGE"])
    def test_no_other_kind_has_one(self, kind):
        with pytest.raises(ValueError, match="unknown kind"):
            form_for(kind)

    def test_begins_with_what_the_version_says(self):
        version = Version(kind="table", title="ก", table=[["ก", "ข"], ["1", "2"]], content_sha256="a" * 64)

        initial = initial_of(version)

        assert initial["seen"] == "a" * 64
        form = TableForm({"title": initial["title"], "rows": initial["rows"]})
        assert form.is_valid()
        assert form.draft().table == (("ก", "ข"), ("1", "2"))


class TestDecisions:
    def test_to_publish_as_it_is_needs_a_reason(self):
        form = GateForm({"seen": "a", "choice": "confirm", "reason": "  "})

        assert messages(form, "reason") == ["เขียนเหตุผลที่เผยแพร่ได้"]
        assert GateForm({"seen": "a", "choice": "masked"}).is_valid()

    def test_one_of_two_is_chosen(self):
        assert messages(GateForm({"seen": "a"}), "choice") == ["เลือกอย่างใดอย่างหนึ่ง"]
        assert not GateForm({"seen": "a", "choice": "neither", "reason": "x"}).is_valid()

    def test_a_reason_is_words(self):
        assert messages(ReasonForm({"reason": "   "}), "reason") == ["เขียนเหตุผล"]
        assert not ReasonForm({"reason": "ก" * 2001}).is_valid()

    def test_an_element_is_said_in_one_of_the_words(self):
        assert ElementForm({"state": "there"}).is_valid()
        assert ElementForm({"state": ""}).is_valid()
        assert not ElementForm({"state": "maybe"}).is_valid()

    def test_work_goes_to_one_of_the_offered_places(self):
        assert not TakeForm([("new:O1", "O1")], {"place": "new:O2", "title": "ก"}).is_valid()
        assert messages(TakeForm([("new:O1", "O1")], {"title": ""}), "title") == ["กรอกชื่อเรื่อง"]

    def test_an_item_goes_to_one_of_the_units_or_none(self):
        assert ItemForm([("1", "กองคลัง")], {"version": "1", "unit": ""}).is_valid()
        assert not ItemForm([("1", "กองคลัง")], {"version": "1", "unit": "2"}).is_valid()


class TestMoments:
    def test_without_a_clock_the_day_begins(self):
        form = ScheduleForm(day("on", date(2023, 1, 5)))

        assert form.is_valid()
        assert form.moment() == datetime(2023, 1, 5, tzinfo=BANGKOK)

    def test_the_clock_is_bangkoks(self):
        form = ScheduleForm({**day("on", date(2023, 1, 5)), "clock": "06.30"})

        assert form.is_valid()
        assert form.moment().astimezone(UTC) == datetime(2023, 1, 4, 23, 30, tzinfo=UTC)

    def test_needs_a_day(self):
        assert not ScheduleForm({"clock": "06.30"}).is_valid()

    def test_a_window_opens_with_its_day_and_closes_with_it(self):
        form = WindowsForm(
            {**day("entry_opens", date(2023, 4, 1)), **day("entry_closes", date(2023, 4, 30)), "entry_clock": ""}
        )

        assert form.is_valid()
        windows = form.windows()
        assert windows.entry_opens_at == datetime(2023, 4, 1, tzinfo=BANGKOK)
        assert windows.entry_closes_at == datetime(2023, 4, 30, 23, 59, 59, tzinfo=BANGKOK)
        assert windows.contest_opens_at is None

    def test_a_window_of_one_day_is_one(self):
        values = {**day("contest_opens", date(2023, 6, 1)), **day("contest_closes", date(2023, 6, 1))}

        assert WindowsForm(values).is_valid()

    def test_a_window_does_not_close_before_it_opens(self):
        form = WindowsForm({**day("contest_opens", date(2023, 6, 2)), **day("contest_closes", date(2023, 6, 1))})

        assert messages(form, "contest_closes") == ["วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"]

    @pytest.mark.parametrize(("clock", "shown"), [(time(16, 30), "16:30"), (time(23, 59, 59), "")])
    def test_begins_with_the_clock_only_where_one_was_set(self, clock, shown):
        closes = datetime.combine(date(2023, 4, 30), clock, tzinfo=BANGKOK)

        initial = WindowsForm.initial_of(Windows(entry_closes_at=closes))

        assert (initial["entry_closes"], initial["entry_clock"]) == (date(2023, 4, 30), shown)
        assert initial["entry_opens"] is None


class TestHelpInEnglish:
    @pytest.mark.parametrize(("form", "field"), [(FileForm, "upload"), (HandInForm, "uploads")])
    def test_of_a_file_is_english_and_names_the_kinds(self, form, field):
        with override("en"):
            help_text = str(form()[field].help_text)

        assert not re.search("[ก-๛]", help_text)
        assert "25 MB" in help_text
        assert help_text.endswith(ACCEPTED)
