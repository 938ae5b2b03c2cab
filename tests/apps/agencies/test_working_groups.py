"""The year's working group: proposing, checking, saving, printing."""

import io
from datetime import date

import docx
import pytest

from prongsai.apps.agencies.group_forms import read_codes
from prongsai.apps.agencies.models import GroupMember, WorkingGroup
from prongsai.apps.agencies.working_groups import find_group, list_item_codes, propose_group, save_group
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.core.errors import PersonError
from prongsai.core.working_group import GroupLine
from prongsai.wiring import bangkok_today
from tests.apps.factories import NOW, give_post, make_agency, make_post, make_user
from tests.apps.test_concurrency import at_once

CHAIR = GroupLine("นายสมชาย ใจซื่อ", "ปลัดเทศบาล", "chair", ())
MEMBER = GroupLine("นางสาวสมศรี มีสุข", "หัวหน้าสำนักปลัด", "member", ("O1", "O2"))
SECRETARY = GroupLine("นางมาลี ดีจริง", "นักวิเคราะห์นโยบายและแผน", "secretary", ("O42",))
URL = "/office/agency/working-groups/"


@pytest.fixture
def agency(db):
    return make_agency("เทศบาลตำบลบ้านสวนใส")


@pytest.fixture
def clerk(client, agency):
    user = make_user(agency, "clerk_office")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def save(agency, by, members=(CHAIR, MEMBER, SECRETARY), version=0, **values):
    wanted = {"order_number": "150/2566", "order_on": date(2022, 11, 22), "fiscal_year": 2566, **values}
    return save_group(agency=agency, members=members, version=version, by=by, at=NOW, **wanted)


class TestSave:
    def test_keeps_everything_in_order(self, agency, clerk):
        save(agency, clerk)

        kept = find_group(agency, 2566)

        assert kept.members == (CHAIR, MEMBER, SECRETARY)
        assert (kept.order_number, kept.order_on, kept.version) == ("150/2566", date(2022, 11, 22), 1)

    def test_a_second_time_replaces_it_and_history_has_both(self, agency, clerk):
        save(agency, clerk)
        save(agency, clerk, (CHAIR, SECRETARY), version=1)

        events = list(Event.objects.filter(action="working_group_saved").order_by("seq"))
        assert [len(event.after["members"]) for event in events] == [3, 2]
        assert len(events[1].before["members"]) == 3
        assert "สมชาย" not in str([event.after for event in events])
        assert verify_agency(agency.slug).faults == ()
        assert GroupMember.objects.count() == 2

    def test_who_had_an_older_page_open_is_told(self, agency, clerk):
        save(agency, clerk)

        with pytest.raises(PersonError, match="ผู้อื่นแก้ไข"):
            save(agency, make_user(agency), (CHAIR, SECRETARY), version=0)

    @pytest.mark.parametrize(
        ("members", "words"),
        [
            ((MEMBER, SECRETARY), "ประธาน"),
            ((CHAIR, GroupLine("ข", "ข", "chair", ()), SECRETARY), "ประธาน"),
            ((CHAIR, MEMBER), "เลขานุการ"),
            ((CHAIR, SECRETARY, CHAIR.__class__("นางมาลี ดีจริง", "x", "member", ())), "ซ้ำ"),
            ((CHAIR, GroupLine("ก", "ก", "secretary", ("O99",))), "O99"),
        ],
    )
    def test_refuses_what_no_order_would_say(self, agency, clerk, members, words):
        with pytest.raises(PersonError, match=words):
            save(agency, clerk, members)
        assert not WorkingGroup.objects.exists()

    def test_items_are_of_the_years_own_list(self, agency, clerk):
        assert "O43" in list_item_codes(2566)
        assert "O43" not in list_item_codes(2568)

        with pytest.raises(PersonError, match="O42"):
            save(agency, clerk, fiscal_year=2568)

    def test_a_date_without_a_number_is_refused(self, agency, clerk):
        with pytest.raises(PersonError):
            save(agency, clerk, order_number="")

    def test_two_first_savings_at_once_are_one_group(self, transactional_db):
        agency = make_agency()
        user = make_user(agency)

        others = [lambda: save(agency, user), lambda: save(agency, user, (CHAIR, SECRETARY))]
        answers = at_once(lambda: save(agency, user), *others)

        kept = [answer.version for answer in answers if isinstance(answer, WorkingGroup)]
        assert set(kept) == {1}
        assert Event.objects.filter(action="working_group_saved").count() == 1
        assert GroupMember.objects.count() == (3 if len(kept) == 2 else 2)


class TestPropose:
    def test_takes_those_in_the_posts_the_clerk_in_the_chair(self, agency):
        names = {"unit_head": "นางหัวหน้า งานดี", "chief_administrator": "นายปลัด ตั้งใจ", "top_executive": "นางนายก ใจดี"}
        for kind, name in names.items():
            unit = "กองคลัง" if kind == "unit_head" else ""
            give_post(make_user(agency, "officer", display_name=name), make_post(agency, kind, unit))
        make_post(agency, "unit_head", "สำนักปลัด")

        proposed = propose_group(agency, 2566, bangkok_today())

        assert [(line.name, line.duty) for line in proposed.members] == [
            ("นายปลัด ตั้งใจ", "chair"),
            ("นางหัวหน้า งานดี", "member"),
        ]
        assert proposed.version == 0


class TestReadCodes:
    @pytest.mark.parametrize(
        ("typed", "codes"),
        [
            ("", ()),
            ("O1", ("O1",)),
            ("o1, o2 O3", ("O1", "O2", "O3")),
            ("O1-O3", ("O1", "O2", "O3")),
            ("๑-๓", ("O1", "O2", "O3")),
            ("O1 – O2; O9", ("O1", "O2", "O9")),
            ("O2, O1-O3", ("O2", "O1", "O3")),
        ],
    )
    def test_reads(self, typed, codes):
        assert read_codes(typed) == codes

    @pytest.mark.parametrize("typed", ["ทุกข้อ", "O5-O2", "O1-O999", "O0-O3"])
    def test_refuses(self, typed):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError):
            read_codes(typed)


def lines(*rows):
    data = {"line-TOTAL_FORMS": len(rows), "line-INITIAL_FORMS": 0}
    for at, row in enumerate(rows):
        for name, value in zip(("name", "post_title", "duty", "item_codes"), row, strict=True):
            data[f"line-{at}-{name}"] = value
    return data


GOOD = lines(
    ("นายสมชาย ใจซื่อ", "ปลัดเทศบาล", "chair", ""),
    ("", "", "member", ""),
    ("นางมาลี ดีจริง", "นักวิเคราะห์", "secretary", "O1-O3"),
)


class TestPages:
    def post(self, client, year=2566, **values):
        day = {"order_on_day": "22", "order_on_month": "11", "order_on_year": "2565"}
        return client.post(f"{URL}{year}/", {"version": "0", "order_number": "150/2566", **day, **GOOD, **values})

    def test_saves_leaving_empty_lines_out(self, client, agency, clerk):
        assert self.post(client)["location"] == f"{URL}2566/"

        kept = find_group(agency, 2566)
        assert [(one.name, one.item_codes) for one in kept.members] == [
            ("นายสมชาย ใจซื่อ", ()),
            ("นางมาลี ดีจริง", ("O1", "O2", "O3")),
        ]
        page = client.get(f"{URL}2566/").content.decode()
        assert "O4, O5" in page
        assert "150/2566" in client.get(URL).content.decode()

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"line-2-item_codes": "ทุกข้อ"}, "อ่านรหัส"),
            ({"line-2-post_title": ""}, "กรอกตำแหน่งของ นางมาลี"),
            ({"line-1-post_title": "ลอย"}, "กรอกชื่อ หรือลบทั้งบรรทัด"),
            ({"line-0-duty": "member"}, "ต้องมีประธาน 1 คน"),
            ({"order_number": ""}, "กรอกเลขที่คำสั่งด้วย"),
            ({"version": "7"}, "ผู้อื่นแก้ไข"),
        ],
    )
    def test_says_what_is_wrong_and_saves_nothing(self, client, agency, clerk, changed, words):
        response = self.post(client, **changed)

        assert response.status_code == 422
        assert words in response.content.decode()
        assert not WorkingGroup.objects.exists()

    def test_the_same_again_is_kept_once(self, client, agency, clerk):
        for version in ("0", "0", "1"):
            assert self.post(client, version=version).status_code == 302

        assert find_group(agency, 2566).version == 1
        assert Event.objects.filter(action="working_group_saved").count() == 1

    def test_changed_from_an_older_page_of_ones_own_says_so(self, client, agency, clerk):
        self.post(client)

        response = self.post(client, order_number="151/2566")

        assert response.status_code == 422
        assert "ท่านบันทึกคณะทำงานนี้ไปแล้วเมื่อ" in response.content.decode()
        assert "ผู้อื่น" not in response.content.decode()

    @pytest.mark.parametrize("year", [2549, 2651])
    def test_a_year_that_cannot_be_is_not_found(self, client, clerk, year):
        assert client.get(f"{URL}{year}/").status_code == 404

    def test_the_order_comes_as_pdf_and_word(self, client, agency, clerk):
        give_post(
            make_user(agency, "officer", display_name="นางนายก ใจดี"),
            make_post(agency, "top_executive", title="นายกเทศมนตรี"),
        )
        save(agency, clerk)

        pdf = client.get(f"{URL}2566/order.pdf")
        word = client.get(f"{URL}2566/order.docx")

        assert pdf.content.startswith(b"%PDF-")
        assert pdf["content-disposition"] == 'attachment; filename="order-ita-2566.pdf"'
        texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(word.content)).paragraphs]
        assert "(นางนายก ใจดี)" in texts
        assert "สั่ง ณ วันที่ ๒๒ พฤศจิกายน พ.ศ. ๒๕๖๕" in texts

    def test_no_order_before_there_is_a_group_nor_in_another_form(self, client, agency, clerk):
        assert client.get(f"{URL}2566/order.pdf").status_code == 404
        save(agency, clerk)
        assert client.get(f"{URL}2566/order.exe").status_code == 404
