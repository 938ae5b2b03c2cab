"""The words of a digest: order, days as they stand when it is read, links, both languages."""

from datetime import date, timedelta

import pytest

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.models import Agency
from prongsai.apps.reminders.digest_text import MOST_LINES, in_order, tone_on, write_digest
from prongsai.apps.reminders.models import Reminder

TODAY = date(2023, 1, 31)
HERE = Agency(pk=1, slug="bansuan", name="เทศบาลตำบลบ้านสวน")
THERE = Agency(pk=2, slug="other", name="เทศบาลอื่น")


def user(language="th"):
    return User(pk=1, username="somsri", display_name="สมศรี", language=language)


def row(pk=1, tone="soon", days=3, what="1. ประเด็น · รายงาน", agency=HERE, **fields):
    due_on = None if days is None else TODAY + timedelta(days=days)
    return Reminder(pk=pk, agency=agency, tone=tone, due_on=due_on, what=what, path="/office/", **fields)


class TestOrder:
    def test_what_is_late_comes_first(self):
        rows = [row(1, "soon"), row(2, "waits"), row(3, "returned"), row(4, "escalated", -9), row(5, "late", -1)]

        assert [one.pk for one in in_order(rows, TODAY)] == [5, 4, 3, 2, 1]

    def test_then_what_is_due_first_and_what_has_no_day_last(self):
        rows = [row(1, "waits", None), row(2, "waits", 5), row(3, "waits", 2)]

        assert [one.pk for one in in_order(rows, TODAY)] == [3, 2, 1]


class TestWords:
    @pytest.mark.parametrize(
        ("days", "thai", "english"),
        [(3, "อีก 3 วัน", "in 3 days"), (0, "ครบกำหนดวันนี้", "due today"), (-3, "เลยมา 3 วัน", "3 days late")],
    )
    def test_say_how_near_or_late_it_is_now(self, days, thai, english):
        assert thai in write_digest(user(), [row(days=days)], TODAY).text
        assert english in write_digest(user("en"), [row(days=days)], TODAY).text

    def test_what_was_near_when_written_is_late_when_it_is_read(self):
        near = row(tone="soon", days=-2)

        written = write_digest(user(), [near], TODAY)

        assert tone_on(near, TODAY) == "late"
        assert written.subject == "เตือนงาน: เลยกำหนด 1 เรื่อง จากทั้งหมด 1 เรื่อง"
        assert "เลยกำหนด:" in written.text

    def test_name_the_person_the_work_the_unit_and_the_link(self):
        text = write_digest(user(), [row(7, unit_name="กองคลัง")], TODAY).text

        assert text.startswith("สวัสดี สมศรี")
        assert "- 1. ประเด็น · รายงาน | กองคลัง | 3 ก.พ. 2566 | อีก 3 วัน\n" in text
        assert "/office/reminders/7/open/" in text
        assert "/office/reminders/channels/" in text

    def test_name_the_agency_only_where_there_are_several(self):
        assert HERE.name not in write_digest(user(), [row()], TODAY).text

        both = write_digest(user(), [row(1), row(2, agency=THERE)], TODAY).text

        assert HERE.name in both
        assert THERE.name in both

    def test_a_long_digest_ends_with_how_many_more(self):
        rows = [row(pk) for pk in range(1, MOST_LINES + 8)]

        written = write_digest(user(), rows, TODAY)

        assert written.text.count("/open/") == MOST_LINES
        assert "และอีก 7 เรื่อง" in written.text
        assert len(written.data["lines"]) == len(rows)

    def test_the_english_ones_hold_no_thai_of_ours(self):
        text = write_digest(user("en"), [row(what="x", tone=tone) for tone in ("soon", "waits", "returned")], TODAY)

        assert not [letter for letter in text.subject if "ก" <= letter <= "๛"]
        assert text.text.replace("สมศรี", "").isascii()

    def test_a_program_reads_the_same(self):
        (line,) = write_digest(user(), [row(9, "late", -3, unit_name="กองคลัง")], TODAY).data["lines"]

        assert line == {
            "agency": "bansuan",
            "what": "1. ประเด็น · รายงาน",
            "unit": "กองคลัง",
            "tone": "late",
            "due_on": "2023-01-28",
            "days_left": -3,
            "url": line["url"],
        }
        assert line["url"].endswith("/office/reminders/9/open/")
