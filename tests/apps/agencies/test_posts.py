"""Putting people into posts, ending their time, sections and the usual posts."""

from datetime import date, timedelta

import pytest

from prongsai.apps.agencies import post_actions
from prongsai.apps.agencies.models import KINDS, ROLE_OF_KIND, Holding, Membership, Post, Unit
from prongsai.apps.agencies.queries import find_heir, find_signer, list_posts, list_units, list_vacant_posts
from prongsai.apps.agencies.usual import head_of, list_top_posts, list_unit_templates, usual_sections
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.core.errors import PersonError
from prongsai.wiring import bangkok_today
from tests.apps.factories import NOW, give_post, make_agency, make_post, make_user
from tests.apps.test_concurrency import at_once, count_events

FIRST, LAST = date(2022, 10, 1), date(2023, 9, 30)
DAY = timedelta(days=1)


@pytest.fixture
def agency(db):
    return make_agency("เทศบาลตำบลบ้านสวนใส")


@pytest.fixture
def admin(agency):
    return make_user(agency, "agency_admin")


@pytest.fixture
def clerk(agency):
    return make_post(agency, "chief_administrator", title="ปลัดเทศบาล")


def appoint(post, user, admin, capacity="holder", **values):
    wanted = {"from_on": FIRST, "order_number": "" if capacity == "holder" else "1/2566", **values}
    return post_actions.appoint(post=post, user=user, capacity=capacity, by=admin, at=NOW, **wanted)


class TestTemplates:
    @pytest.mark.parametrize("kind", [code for code, _name in KINDS])
    def test_every_kind_has_the_four_at_the_top(self, kind):
        posts = list_top_posts(kind, "หน่วยงาน")

        assert [post.kind for post in posts] == [
            "top_executive",
            "deputy_executive",
            "chief_administrator",
            "deputy_administrator",
        ]
        assert all(post.confidence in {"verified", "single_source", "recalled"} for post in posts)

    def test_the_executives_title_carries_the_place(self):
        titles = [post.title for post in list_top_posts("tambon_municipality", "เทศบาลตำบลบ้านสวนใส")]

        assert titles[0] == "นายกเทศมนตรีตำบลบ้านสวนใส"
        assert titles[2] == "ปลัดเทศบาล"

    def test_a_name_without_its_kind_gives_the_bare_title(self):
        assert list_top_posts("tao", "บ้านสวนใส")[0].title == "นายกองค์การบริหารส่วนตำบล"

    def test_an_unknown_kind_has_none(self):
        assert list_top_posts("school", "โรงเรียน") == []

    @pytest.mark.parametrize("kind", [code for code, _name in KINDS])
    def test_every_unit_of_the_template_has_a_head(self, kind):
        for unit in list_unit_templates(kind):
            assert head_of(unit.name_th).unit_code == unit.code, unit.code

    def test_a_unit_of_ones_own_gets_a_head_named_after_it_unconfirmed(self):
        assert head_of("กองดิจิทัล").title == "ผู้อำนวยการกองดิจิทัล"
        assert head_of("ศูนย์บริการ").title == "หัวหน้าศูนย์บริการ"
        assert head_of("กองดิจิทัล").confidence == "recalled"

    def test_sections_of_a_unit(self):
        assert "งานพัสดุและทรัพย์สิน" in usual_sections("finance")
        assert usual_sections("nothing") == ()


class TestUsualPosts:
    def test_are_added_once(self, agency, admin):
        made = post_actions.add_usual_posts(agency=agency, by=admin, at=NOW)
        again = post_actions.add_usual_posts(agency=agency, by=admin, at=NOW)

        assert len(made) == 4 + 2
        assert again == []
        assert count_events(agency, "posts_added") == 1

    def test_fill_up_what_is_missing(self, agency, admin, clerk):
        post_actions.add_usual_posts(agency=agency, by=admin, at=NOW)

        assert agency.posts.filter(kind="chief_administrator").get() == clerk
        assert agency.posts.filter(kind="unit_head").count() == 2

    def test_keep_the_confidence_until_a_person_saves_the_title(self, agency, admin):
        post_actions.add_usual_posts(agency=agency, by=admin, at=NOW)
        post = agency.posts.get(kind="top_executive")
        assert post.confidence == "verified"

        post_actions.change_post(post=post, title="นายกเทศมนตรี", by=admin, at=NOW)

        post.refresh_from_db()
        assert (post.title, post.confidence) == ("นายกเทศมนตรี", "")


class TestAddPost:
    def test_takes_its_role_from_the_kind(self, agency, admin):
        unit = agency.units.get(name="กองคลัง")

        post = post_actions.add_post(agency=agency, kind="unit_head", title="ผอ.", unit=unit, by=admin, at=NOW)

        assert post.role == ROLE_OF_KIND["unit_head"] == "unit_head"

    @pytest.mark.parametrize("kind", ["top_executive", "chief_administrator"])
    def test_refuses_a_second_one_at_the_top(self, agency, admin, kind):
        make_post(agency, kind)

        with pytest.raises(PersonError):
            post_actions.add_post(agency=agency, kind=kind, title="x", unit=None, by=admin, at=NOW)

    def test_refuses_a_head_of_nothing_and_a_second_head(self, agency, admin):
        unit = agency.units.get(name="กองคลัง")
        make_post(agency, "unit_head", "กองคลัง")

        for one in (None, unit):
            with pytest.raises(PersonError):
                post_actions.add_post(agency=agency, kind="unit_head", title="x", unit=one, by=admin, at=NOW)

    def test_is_removed_only_when_nobody_held_it(self, agency, admin, clerk):
        other = make_post(agency, "officer")
        give_post(make_user(agency, "officer"), clerk, until_on=FIRST)

        post_actions.remove_post(post=other, by=admin, at=NOW)
        with pytest.raises(PersonError):
            post_actions.remove_post(post=clerk, by=admin, at=NOW)

        assert list(agency.posts.all()) == [clerk]
        assert count_events(agency, "post_removed") == 1


class TestAppoint:
    @pytest.fixture
    def officer(self, agency):
        return make_user(agency, "officer")

    @pytest.fixture
    def other(self, agency):
        return make_user(agency, "officer")

    def test_records_who_when_and_by_which_order(self, agency, admin, clerk, officer):
        row = appoint(clerk, officer, admin, until_on=LAST, order_number="150/2565", order_on=FIRST)

        assert (row.from_on, row.until_on, row.order_number, row.order_on) == (FIRST, LAST, "150/2565", FIRST)
        event = Event.objects.get(action="post_filled")
        assert (event.agency, event.object_label, event.after["user"]) == (agency.slug, "ปลัดเทศบาล", officer.pk)
        assert verify_agency(agency.slug).faults == ()

    def test_refuses_someone_from_outside(self, admin, clerk):
        with pytest.raises(PersonError, match="ยังไม่มีบทบาท"):
            appoint(clerk, make_user(make_agency()), admin)

    @pytest.mark.parametrize(
        ("from_on", "until_on", "is_free"),
        [
            (date(2022, 1, 1), date(2022, 9, 30), True),  # ends the day before
            (date(2022, 1, 1), date(2022, 10, 1), False),  # the first day is shared
            (date(2023, 9, 30), None, False),  # the last day is shared
            (date(2023, 10, 1), None, True),  # begins the day after
            (date(2023, 1, 1), date(2023, 1, 1), False),  # inside
            (date(2022, 1, 1), None, False),  # around
        ],
    )
    def test_a_post_has_one_holder_at_a_time(self, admin, clerk, officer, other, from_on, until_on, is_free):
        appoint(clerk, officer, admin, until_on=LAST)

        if is_free:
            appoint(clerk, other, admin, from_on=from_on, until_on=until_on)
        else:
            with pytest.raises(PersonError, match="อยู่แล้วในช่วงวัน"):
                appoint(clerk, other, admin, from_on=from_on, until_on=until_on)

    def test_a_post_filled_for_the_time_being_is_filled(self, admin, clerk, officer, other):
        appoint(clerk, officer, admin, "acting_in_post")

        with pytest.raises(PersonError):
            appoint(clerk, other, admin)

    @pytest.mark.parametrize(("capacity", "extra"), [("acting_for", {}), ("delegated", {"scope": "การเผยแพร่"})])
    def test_substitutes_stand_beside_the_holder_and_each_other(
        self, agency, admin, clerk, officer, other, capacity, extra
    ):
        third = make_user(agency, "officer")
        appoint(clerk, officer, admin)

        appoint(clerk, other, admin, capacity, **extra)
        appoint(clerk, third, admin, capacity, **extra)

        assert clerk.holdings.count() == 3

    def test_nobody_is_the_same_posts_substitute_twice(self, admin, clerk, officer):
        appoint(clerk, officer, admin, "acting_for")

        with pytest.raises(PersonError, match="อยู่ในตำแหน่งนี้แล้ว"):
            appoint(clerk, officer, admin, "acting_for", from_on=FIRST + DAY)

    @pytest.mark.parametrize("capacity", ["acting_for", "delegated", "acting_in_post"])
    def test_a_substitute_needs_an_order(self, admin, clerk, officer, capacity):
        with pytest.raises(PersonError, match="เลขที่คำสั่ง"):
            appoint(clerk, officer, admin, capacity, order_number="", scope="ทุกเรื่อง")

    def test_a_delegation_says_what_it_covers(self, admin, clerk, officer):
        with pytest.raises(PersonError, match="เรื่องที่มอบอำนาจ"):
            appoint(clerk, officer, admin, "delegated")

    @pytest.mark.parametrize(
        "days",
        [
            {"until_on": FIRST - DAY},
            {"from_on": date(1443, 1, 1)},
            {"until_on": date(2566, 9, 30)},
            {"order_number": "1", "order_on": date(1500, 1, 1)},
        ],
    )
    def test_refuses_days_that_cannot_be(self, admin, clerk, officer, days):
        with pytest.raises(PersonError):
            appoint(clerk, officer, admin, **days)

    def test_two_at_the_same_moment_one_wins(self, transactional_db):
        agency = make_agency()
        admin, post = make_user(agency, "agency_admin"), make_post(agency, "chief_administrator")
        people = [make_user(agency, "officer") for _one in range(3)]

        answers = at_once(*(lambda one=one: appoint(post, one, admin, until_on=LAST) for one in people))

        assert sorted(type(answer).__name__ for answer in answers) == ["Holding", "PersonError", "PersonError"]
        assert Holding.objects.count() == 1
        assert count_events(agency, "post_filled") == 1


class TestClerkAsExecutive:
    @pytest.fixture
    def mayor(self, agency):
        return make_post(agency, "top_executive")

    @pytest.fixture
    def officer(self, agency):
        return make_user(agency, "officer")

    def test_is_for_the_clerk(self, admin, clerk, mayor, officer):
        appoint(clerk, officer, admin)

        row = appoint(mayor, officer, admin, "clerk_as_executive", from_on=FIRST + DAY)

        assert row.post == mayor

    def test_is_for_nobody_else(self, agency, admin, clerk, mayor, officer):
        appoint(clerk, make_user(agency, "officer"), admin)

        with pytest.raises(PersonError, match="ต้องเป็นปลัด"):
            appoint(mayor, officer, admin, "clerk_as_executive")

    def test_a_substitute_of_the_clerk_is_not_the_clerk(self, admin, clerk, mayor, officer):
        appoint(clerk, officer, admin, "acting_for")

        with pytest.raises(PersonError, match="ต้องเป็นปลัด"):
            appoint(mayor, officer, admin, "clerk_as_executive")

    def test_lasts_no_longer_than_the_clerks_own_time(self, admin, clerk, mayor, officer):
        appoint(clerk, officer, admin, until_on=LAST)

        for until_on in (None, LAST + DAY):
            with pytest.raises(PersonError):
                appoint(mayor, officer, admin, "clerk_as_executive", until_on=until_on)
        appoint(mayor, officer, admin, "clerk_as_executive", until_on=LAST)

    def test_is_in_the_executives_post_only(self, admin, clerk, officer):
        with pytest.raises(PersonError, match="ตำแหน่งนายกเท่านั้น"):
            appoint(clerk, officer, admin, "clerk_as_executive")

    def test_an_executive_leaves_no_room(self, agency, admin, clerk, mayor, officer):
        appoint(clerk, officer, admin)
        appoint(mayor, make_user(agency, "officer"), admin)

        with pytest.raises(PersonError, match="อยู่แล้ว"):
            appoint(mayor, officer, admin, "clerk_as_executive")


class TestEnding:
    @pytest.fixture
    def row(self, agency, admin, clerk):
        return appoint(clerk, make_user(agency, "officer"), admin)

    def test_sets_the_last_day(self, agency, admin, row):
        post_actions.end_holding(holding=row, until_on=LAST, by=admin, at=NOW)

        row.refresh_from_db()
        assert row.until_on == LAST
        assert count_events(agency, "post_left") == 1

    def test_refuses_a_day_before_the_first_and_a_second_end_later(self, admin, row):
        with pytest.raises(PersonError, match="ไม่ก่อนวันแรก"):
            post_actions.end_holding(holding=row, until_on=FIRST - DAY, by=admin, at=NOW)
        post_actions.end_holding(holding=row, until_on=LAST, by=admin, at=NOW)

        for day in (LAST, LAST + DAY):
            with pytest.raises(PersonError, match="สิ้นสุดไปแล้ว"):
                post_actions.end_holding(holding=row, until_on=day, by=admin, at=NOW)

    def test_an_appointment_to_come_is_cancelled_and_one_begun_is_not(self, agency, admin, clerk, row):
        post_actions.end_holding(holding=row, until_on=LAST, by=admin, at=NOW)
        later = appoint(clerk, make_user(agency, "officer"), admin, from_on=bangkok_today() + DAY)

        post_actions.cancel_holding(holding=later, by=admin, at=NOW)
        with pytest.raises(PersonError):
            post_actions.cancel_holding(holding=row, by=admin, at=NOW)

        assert list(clerk.holdings.all()) == [row]
        assert count_events(agency, "appointment_cancelled") == 1


class TestWhoIsNext:
    def test_the_one_who_fills_the_post_comes_before_a_substitute(self, agency, clerk):
        holder, substitute = make_user(agency, "officer"), make_user(agency, "officer")
        give_post(substitute, clerk, "acting_for", order_number="1")
        give_post(holder, clerk)

        assert find_heir(clerk.holdings.all(), bangkok_today()).user == holder
        assert find_heir(clerk.holdings.all(), bangkok_today(), besides=holder).user == substitute

    def test_nobody_who_is_switched_off_or_past(self, agency, clerk):
        give_post(make_user(agency, "officer", is_active=False), clerk)

        assert find_heir(clerk.holdings.all(), bangkok_today()) is None
        assert find_heir(clerk.holdings.all(), date(2000, 1, 1)) is None

    def test_the_signer_is_the_executive_or_who_acts_for_them(self, agency):
        mayor = make_post(agency, "top_executive", title="นายกเทศมนตรี")
        assert find_signer(agency, bangkok_today()) == ("", "นายกเทศมนตรีตำบลบ้านสวนใส")
        deputy = make_user(agency, "officer", display_name="นายรอง ดีงาม")
        give_post(deputy, make_post(agency, "deputy_executive", title="รองนายกเทศมนตรี"))
        give_post(deputy, mayor, "acting_for", order_number="1/2566")
        assert find_signer(agency, bangkok_today()) == ("นายรอง ดีงาม", "รองนายกเทศมนตรี รักษาราชการแทน นายกเทศมนตรี")

        give_post(make_user(agency, "officer", display_name="นางนายก ใจดี"), mayor)

        assert find_signer(agency, bangkok_today()) == ("นางนายก ใจดี", "นายกเทศมนตรี")

    def test_vacant_posts_are_those_to_invite_for(self, agency, clerk):
        mayor = make_post(agency, "top_executive")
        make_post(agency, "officer")
        give_post(make_user(agency, "officer"), clerk)

        assert list_vacant_posts(agency) == [mayor]

    def test_posts_come_with_their_people_in_two_queries(self, agency, clerk, django_assert_num_queries):
        for _one in range(5):
            give_post(make_user(agency, "officer"), make_post(agency, "officer"))

        with django_assert_num_queries(2):
            names = [str(row.user) for post in list_posts(agency) for row in post.holdings.all()]

        assert len(names) == 5


class TestChangeUnit:
    @pytest.fixture
    def finance(self, agency):
        return agency.units.get(name="กองคลัง")

    def change(self, unit, admin, sections, name="กองคลัง", aliases=()):
        post_actions.change_unit(unit=unit, name=name, aliases=aliases, sections=sections, by=admin, at=NOW)

    def test_saved_unchanged_leaves_one_event_of_its_name_confirmed(self, agency, admin, finance):
        sections = [one.name for one in finance.sections.all()]
        finance.is_confirmed = False
        finance.save()
        for _time in range(3):
            self.change(finance, admin, sections)

        event = Event.objects.get(agency=agency.slug, action="unit_changed")
        assert (event.before["confirmed"], event.after["confirmed"]) == (False, True)

    def test_sections_are_added_ordered_renamed_and_taken_away(self, agency, admin, finance):
        self.change(finance, admin, ["งานพัสดุ", "งานรายได้"])
        kept = finance.sections.get(name="งานพัสดุ").pk
        self.change(finance, admin, ["งานพัสดุและทรัพย์สิน", "งานรายได้"])
        assert finance.sections.get(name="งานพัสดุและทรัพย์สิน").pk == kept

        self.change(finance, admin, ["งานรายได้"])

        assert [one.name for one in finance.sections.all()] == ["งานรายได้"]
        assert [one.name for one in list_units(agency)] == ["สำนักปลัด", "กองคลัง", "งานรายได้"]
        assert count_events(agency, "unit_changed") == 3

    def test_a_section_with_people_stays(self, agency, admin, finance):
        self.change(finance, admin, ["งานพัสดุ", "งานรายได้"])
        Membership.objects.filter(user=admin).update(unit=finance.sections.get(name="งานพัสดุ"))

        with pytest.raises(PersonError, match="ยังมีผู้ใช้อยู่"):
            self.change(finance, admin, [])

        assert finance.sections.count() == 2

    def test_refuses_another_divisions_name(self, admin, finance):
        with pytest.raises(PersonError, match="มีส่วนงานชื่อ"):
            self.change(finance, admin, [], name="สำนักปลัด")

    def test_the_page_of_divisions_leaves_sections_alone(self, agency, admin, finance):
        from prongsai.apps.agencies.actions import set_units

        self.change(finance, admin, ["งานพัสดุ"])
        set_units(agency=agency, names=["กองคลัง", "สำนักปลัด"], by=admin, at=NOW)

        assert [one.name for one in list_units(agency)] == ["กองคลัง", "งานพัสดุ", "สำนักปลัด"]

    def test_a_division_whose_section_has_people_stays(self, agency, admin, finance):
        from prongsai.apps.agencies.actions import set_units

        self.change(finance, admin, ["งานพัสดุ"])
        Membership.objects.filter(user=admin).update(unit=Unit.objects.get(name="งานพัสดุ"))

        with pytest.raises(PersonError):
            set_units(agency=agency, names=["สำนักปลัด"], by=admin, at=NOW)


def test_every_kind_of_post_has_its_role_said():
    from prongsai.apps.agencies.models import POST_KINDS

    assert set(ROLE_OF_KIND) == {code for code, _name in POST_KINDS}
    assert Post._meta.get_field("role").blank
