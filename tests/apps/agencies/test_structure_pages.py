"""The pages of units and posts, in an administrator's hands."""

from datetime import date, timedelta

import pytest

from prongsai.apps.agencies.models import Holding, Membership, Post, Unit
from prongsai.apps.agencies.pages import list_structure, post_view
from prongsai.apps.agencies.queries import list_posts, list_units
from prongsai.apps.history.models import Event
from prongsai.wiring import bangkok_today
from tests.apps.factories import NOW, give_post, make_agency, make_plan, make_post, make_user

POSTS = "/office/agency/posts/"
DAY = timedelta(days=1)
TODAY = bangkok_today()


def text(response):
    return response.content.decode()


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year + 543}


@pytest.fixture
def agency(db):
    return make_agency("เทศบาลตำบลบ้านสวนใส")


@pytest.fixture
def admin(client, agency):
    user = make_user(agency, "agency_admin", display_name="ผู้ดูแล")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def officer(agency):
    return make_user(agency, "officer", display_name="นางสาวสมศรี มีสุข")


class TestStructure:
    def test_one_button_adds_the_usual_posts(self, client, agency, admin):
        assert "ยังไม่มีตำแหน่ง" in text(client.get(POSTS))

        page = text(client.post(POSTS, follow=True))

        for title in ("นายกเทศมนตรีตำบลบ้านสวนใส", "ปลัดเทศบาล", "หัวหน้าสำนักปลัด", "ผู้อำนวยการกองคลัง"):
            assert title in page
        assert "เพิ่มตำแหน่งแล้ว 6 ตำแหน่ง" in page

    def test_a_recalled_title_is_marked_until_it_is_saved(self, client, agency, admin):
        Unit.objects.create(agency=agency, name="กองดิจิทัล", position=3)
        client.post(POSTS)
        post = agency.posts.get(unit__name="กองดิจิทัล")
        assert text(client.get(POSTS)).count("ยังไม่ได้ยืนยัน") == 1

        client.post(f"{POSTS}{post.pk}/edit/", {"title": post.title})

        assert "ยังไม่ได้ยืนยัน" not in text(client.get(POSTS))

    def test_shows_who_is_in_a_post_today_and_in_which_capacity(self, client, agency, admin, officer):
        clerk = make_post(agency, "chief_administrator")
        give_post(officer, clerk, "acting_for", order_number="1", until_on=TODAY)
        give_post(make_user(agency, "officer", display_name="คนก่อน"), clerk, until_on=TODAY - DAY)
        give_post(make_user(agency, "officer", display_name="คนหน้า"), clerk, from_on=TODAY + DAY)

        page = text(client.get(POSTS))

        assert "นางสาวสมศรี มีสุข · รักษาราชการแทน" in page
        assert "คนก่อน" not in page
        assert "คนหน้า" not in page

    def test_sections_stand_under_their_division(self, agency):
        finance = agency.units.get(name="กองคลัง")
        section = Unit.objects.create(agency=agency, parent=finance, name="งานพัสดุ")
        make_post(agency, "section_head", "งานพัสดุ", title="หัวหน้างานพัสดุ")
        make_post(agency, "top_executive", title="นายก")

        top, divisions = list_structure(list_units(agency), list_posts(agency), TODAY)

        assert [post.title for post in top] == ["นายก"]
        assert [division.name for division in divisions] == ["สำนักปลัด", "กองคลัง"]
        ((name, posts),) = divisions[1].sections
        assert (name, posts[0].title) == (section.name, "หัวหน้างานพัสดุ")


class TestPostPages:
    def test_a_new_post_leads_to_its_page(self, client, agency, admin):
        unit = agency.units.get(name="กองคลัง")

        there = client.post(f"{POSTS}new/", {"kind": "unit_head", "title": "ผอ.กองคลัง", "unit": unit.pk})["location"]

        assert "ผอ.กองคลัง" in text(client.get(there))
        assert Post.objects.get().role == "unit_head"

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"kind": "unit_head", "title": "x"}, "เลือกส่วนงาน"),
            ({"kind": "chief_administrator", "title": "x"}, "มีได้ตำแหน่งเดียว"),
            ({"kind": "king", "title": "x"}, "มีบางอย่างต้องแก้ไข"),
            ({"kind": "officer", "title": ""}, "กรุณากรอกช่องนี้"),
        ],
    )
    def test_a_post_that_cannot_be_is_refused_with_a_sentence(self, client, agency, admin, values, words):
        make_post(agency, "chief_administrator")

        assert words in text(client.post(f"{POSTS}new/", values))
        assert Post.objects.count() == 1

    def test_another_agencys_unit_is_not_taken(self, client, agency, admin):
        foreign = make_agency().units.first()

        client.post(f"{POSTS}new/", {"kind": "officer", "title": "x", "unit": foreign.pk})

        assert not Post.objects.exists()

    def test_appointing_gives_the_right_at_once(self, client, agency, admin, officer):
        post = make_post(agency, "chief_administrator")
        plan = make_plan(agency)
        values = {"user": officer.pk, "capacity": "holder", **day("from_on", TODAY)}

        client.post(f"{POSTS}{post.pk}/", values)

        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(f"/office/plans/{plan.pk}/history/").status_code == 200
        assert Event.objects.get(action="post_filled").role == "agency_admin"

    def test_the_right_ends_with_the_last_day(self, client, agency, officer):
        plan = make_plan(agency)
        give_post(officer, make_post(agency, "chief_administrator"), until_on=TODAY - DAY)
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

        assert client.get(f"/office/plans/{plan.pk}/history/").status_code == 404

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"user": ""}, "มีบางอย่างต้องแก้ไข"),
            ({"capacity": "acting_for"}, "เลขที่คำสั่ง"),
            ({"capacity": "delegated", "order_number": "1/2566"}, "เรื่องที่มอบอำนาจ"),
            ({"capacity": "clerk_as_executive", "order_number": "1/2566"}, "มีบางอย่างต้องแก้ไข"),
            (day("until_on", TODAY - DAY), "ต้องไม่ก่อนวันแรก"),
            ({"from_on_day": "31", "from_on_month": "2", "from_on_year": "2566"}, "ไม่มีวันที่"),
        ],
    )
    def test_what_cannot_be_is_refused_with_a_sentence(self, client, agency, admin, officer, values, words):
        post = make_post(agency, "chief_administrator")
        good = {"user": officer.pk, "capacity": "holder", **day("from_on", TODAY)}

        assert words in text(client.post(f"{POSTS}{post.pk}/", {**good, **values}))
        assert not Holding.objects.exists()

    def test_only_colleagues_are_offered(self, client, agency, admin, officer):
        make_user(make_agency(), "officer", display_name="คนนอก")
        make_user(agency, "officer", display_name="คนพ้นงาน", is_active=False)
        post = make_post(agency, "officer")

        page = text(client.get(f"{POSTS}{post.pk}/"))

        assert "นางสาวสมศรี มีสุข" in page
        assert "คนนอก" not in page
        assert "คนพ้นงาน" not in page

    def test_the_clerk_as_executive_is_offered_for_the_executive_only(self, client, agency, admin):
        mayor, clerk = make_post(agency, "top_executive"), make_post(agency, "chief_administrator")

        assert "clerk_as_executive" in text(client.get(f"{POSTS}{mayor.pk}/"))
        assert "clerk_as_executive" not in text(client.get(f"{POSTS}{clerk.pk}/"))

    def test_lists_now_then_later_then_past(self, agency):
        post = make_post(agency, "officer")
        for name, values in {
            "อดีต": {"until_on": TODAY - DAY},
            "อนาคต": {"from_on": TODAY + DAY},
            "ปัจจุบัน": {"from_on": TODAY, "until_on": TODAY},
        }.items():
            give_post(make_user(agency, "officer", display_name=name), post, "acting_for", order_number="1", **values)

        assert [(line.name, line.when) for line in post_view(post, TODAY)] == [
            ("ปัจจุบัน", "now"),
            ("อนาคต", "later"),
            ("อดีต", "past"),
        ]

    def test_removing_an_unused_post_and_keeping_a_used_one(self, client, agency, admin, officer):
        unused, used = make_post(agency, "officer"), make_post(agency, "chief_administrator")
        give_post(officer, used, until_on=date(2022, 2, 1))

        client.post(f"{POSTS}{unused.pk}/edit/", {"remove": "1"})
        page = text(client.post(f"{POSTS}{used.pk}/edit/", {"remove": "1"}))

        assert list(Post.objects.all()) == [used]
        assert "จึงลบไม่ได้" in page


class TestUnitPage:
    @pytest.fixture
    def finance(self, agency):
        unit = agency.units.get(name="กองคลัง")
        Unit.objects.filter(pk=unit.pk).update(code="finance")
        return unit

    def test_offers_the_usual_sections_and_saves_those_typed(self, client, agency, admin, finance):
        url = f"/office/agency/units/{finance.pk}/"
        assert "งานพัสดุและทรัพย์สิน" in text(client.get(url))

        client.post(url, {"name": "สำนักคลัง", "sections": "งานพัสดุ\nงานรายได้\n", "aliases": "กองคลัง"})

        finance.refresh_from_db()
        assert (finance.name, finance.aliases) == ("สำนักคลัง", ["กองคลัง"])
        assert [one.name for one in finance.sections.all()] == ["งานพัสดุ", "งานรายได้"]

    def test_a_sections_address_opens_its_division(self, client, agency, admin, finance):
        section = Unit.objects.create(agency=agency, parent=finance, name="งานพัสดุ")

        assert "<h1>กองคลัง</h1>" in text(client.get(f"/office/agency/units/{section.pk}/"))

    def test_a_section_with_people_is_kept_and_the_page_says_so(self, client, agency, admin, finance, officer):
        section = Unit.objects.create(agency=agency, parent=finance, name="งานพัสดุ")
        Membership.objects.filter(user=officer).update(unit=section)

        page = text(client.post(f"/office/agency/units/{finance.pk}/", {"name": "กองคลัง", "sections": ""}))

        assert "ยังมีผู้ใช้อยู่ใน" in page
        assert finance.sections.get() == section

    def test_people_of_a_section_are_offered_it_on_their_page(self, client, agency, admin, finance, officer):
        section = Unit.objects.create(agency=agency, parent=finance, name="งานพัสดุ")
        row = officer.memberships.get()

        client.post(f"/office/agency/people/{row.pk}/", {"role": "officer", "unit": section.pk})

        row.refresh_from_db()
        assert row.unit == section
        assert row.created_at == NOW
