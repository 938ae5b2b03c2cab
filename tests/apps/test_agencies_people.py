"""The agency's page, its people, and what the database itself refuses."""

import re

import pytest
from django.db import IntegrityError, transaction

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies import actions
from prongsai.apps.agencies.models import Agency, Membership, Unit
from prongsai.apps.agencies.queries import agencies_for
from prongsai.apps.agencies.views.people_views import first_password
from prongsai.apps.history.models import Event
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, PASSWORD, make_agency, make_user

PEOPLE = "/office/agency/people/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def text(response):
    return response.content.decode()


@pytest.fixture
def agency(db):
    return make_agency()


@pytest.fixture
def admin(agency, client):
    user = make_user(agency, "agency_admin", username="boss", display_name="ผู้ดูแล")
    client.force_login(user, backend=BACKEND)
    return user


class TestAddingPeople:
    NEW = {"display_name": "สมชาย", "username": "somchai", "role": "officer", "unit": ""}

    def test_gives_a_password_once_that_must_be_changed(self, client, admin, agency):
        unit = agency.units.first()

        page = text(client.post(f"{PEOPLE}new/", {**self.NEW, "unit": unit.pk}))

        user = User.objects.get(username="somchai")
        password = re.search(r"(?:[a-z0-9]{4}-){3}[a-z0-9]{4}", page)
        assert password
        assert user.check_password(password[0])
        assert user.must_change_password
        assert user.memberships.get().unit == unit
        assert password[0] not in text(client.get(PEOPLE))
        assert not any(password[0] in str((event.before, event.after)) for event in Event.objects.all())

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("display_name", "", "ชื่อที่แสดง: กรุณากรอกช่องนี้"),
            ("display_name", "ก" * 151, "ไม่เกิน 150 ตัวอักษร"),
            ("username", "", "ชื่อผู้ใช้: กรุณากรอกช่องนี้"),
            ("username", "สมชาย", "ตัวอักษรอังกฤษ"),
            ("username", "BOSS", "มีผู้ใช้ชื่อนี้แล้ว"),
            ("username", "a'; DROP TABLE", "ตัวอักษรอังกฤษ"),
            ("role", "overlord", "เลือกจากรายการ"),
            ("unit", "999999", "เลือกจากรายการ"),
            ("unit", "x", "เลือกจากรายการ"),
        ],
    )
    def test_says_what_is_wrong_with_a_field(self, client, admin, field, value, sentence):
        page = text(client.post(f"{PEOPLE}new/", {**self.NEW, field: value}))

        assert sentence in page
        assert not User.objects.filter(username="somchai").exists()

    def test_offers_no_unit_of_another_agency(self, client, admin):
        other = make_agency("เทศบาลอื่น").units.first()

        assert "เลือกจากรายการ" in text(client.post(f"{PEOPLE}new/", {**self.NEW, "unit": other.pk}))

    def test_pressed_twice_makes_one_person(self, client, admin):
        client.post(f"{PEOPLE}new/", self.NEW)

        second = client.post(f"{PEOPLE}new/", self.NEW)

        assert "มีผู้ใช้ชื่อนี้แล้ว" in text(second)
        assert User.objects.filter(username="somchai").count() == 1

    def test_shows_names_harmlessly(self, client, admin):
        client.post(f"{PEOPLE}new/", {**self.NEW, "display_name": "<script>alert(1)</script>"})

        page = text(client.get(PEOPLE))
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_passwords_differ_and_are_long_enough(self):
        made = {first_password() for _count in range(50)}

        assert len(made) == 50
        assert all(len(password) == 19 for password in made)


class TestChangingPeople:
    @pytest.fixture
    def officer(self, agency):
        return make_user(agency, "officer", unit="กองคลัง").memberships.get()

    def test_gives_another_role_and_unit(self, client, admin, officer, agency):
        unit = agency.units.get(name="สำนักปลัด")

        client.post(f"{PEOPLE}{officer.pk}/", {"role": "clerk_office", "unit": unit.pk})

        officer.refresh_from_db()
        assert (officer.role, officer.unit) == ("clerk_office", unit)
        event = Event.objects.latest("pk")
        assert (event.action, event.before["role"], event.after["role"]) == (
            "member_changed",
            "officer",
            "clerk_office",
        )

    def test_takes_a_role_away_but_not_the_account_or_the_history(self, client, admin, officer):
        user = officer.user

        client.post(f"{PEOPLE}{officer.pk}/leave/")

        assert not Membership.objects.filter(pk=officer.pk).exists()
        assert User.objects.filter(pk=user.pk).exists()
        client.force_login(user, backend=BACKEND)
        assert "ยังไม่ได้อยู่ในหน่วยงานใด" in text(client.get("/office/"))

    def test_pressing_remove_twice_is_a_404_and_no_fault(self, client, admin, officer):
        client.post(f"{PEOPLE}{officer.pk}/leave/")

        assert client.post(f"{PEOPLE}{officer.pk}/leave/").status_code == 404

    def test_hands_out_a_new_password_and_ends_the_old_sessions(self, client, admin, officer):
        from django.test import Client

        other = Client()
        other.force_login(officer.user, backend=BACKEND)

        page = text(client.post(f"{PEOPLE}{officer.pk}/", {"password": "1"}))

        officer.user.refresh_from_db()
        assert re.search(r"(?:[a-z0-9]{4}-){3}", page)
        assert not officer.user.check_password(PASSWORD)
        assert officer.user.must_change_password
        assert other.get("/office/").status_code == 302

    def test_leaves_the_password_of_someone_who_also_works_elsewhere(self, client, admin, officer):
        Membership.objects.create(user=officer.user, agency=make_agency("อื่น"), role="officer", created_at=NOW)

        page = text(client.post(f"{PEOPLE}{officer.pk}/", {"password": "1"}))

        assert "ทำงานในหน่วยงานอื่นด้วย" in page
        officer.user.refresh_from_db()
        assert officer.user.check_password(PASSWORD)

    @pytest.mark.parametrize(("address", "data"), [("leave/", {}), ("", {"role": "officer", "unit": ""})])
    def test_never_leaves_the_agency_without_an_administrator(self, client, admin, agency, address, data):
        own = admin.memberships.get()

        page = text(client.post(f"{PEOPLE}{own.pk}/{address}", data))

        assert "ต้องมีผู้ดูแลระบบอย่างน้อย 1 คน" in page
        own.refresh_from_db()
        assert own.role == "agency_admin"

    def test_lets_an_administrator_go_when_there_is_another(self, client, admin, agency):
        make_user(agency, "agency_admin")

        client.post(f"{PEOPLE}{admin.memberships.get().pk}/leave/")

        assert not admin.memberships.exists()
        assert client.get(PEOPLE).status_code == 404

    def test_refuses_a_role_that_is_not_offered(self, client, admin, officer):
        page = text(client.post(f"{PEOPLE}{officer.pk}/", {"role": "", "unit": ""}))

        assert "มีบางอย่างต้องแก้ไข" in page
        officer.refresh_from_db()
        assert officer.role == "officer"

    def test_cannot_reach_people_of_another_agency(self, client, admin):
        stranger = make_user(make_agency("อื่น"), "officer").memberships.get()

        assert client.post(f"{PEOPLE}{stranger.pk}/leave/").status_code == 404
        for data in ({"password": "1"}, {"role": "agency_admin", "unit": ""}):
            assert client.post(f"{PEOPLE}{stranger.pk}/", data).status_code == 404
        stranger.refresh_from_db()
        assert stranger.role == "officer"


class TestAgencyPage:
    def post(self, client, agency, **fields):
        values = {
            "name": agency.name,
            "kind": agency.kind,
            "district": "เมือง",
            "province": "ชัยภูมิ",
            "hosts": "www.a.go.th",
            "digits": "thai",
            "units": "สำนักปลัด\nกองคลัง",
        }
        return client.post("/office/agency/", {**values, **fields})

    def test_changes_everything_but_the_slug(self, client, admin, agency):
        slug = agency.slug

        self.post(client, agency, name="ชื่อใหม่", slug="hijack", kind="pao")

        agency.refresh_from_db()
        assert (agency.name, agency.digits, agency.hosts) == ("ชื่อใหม่", "thai", ["www.a.go.th"])
        assert (agency.slug, agency.kind) == (slug, "pao")

    def test_a_unit_renamed_in_its_place_keeps_its_people(self, client, admin, agency):
        officer = make_user(agency, "officer", unit="กองคลัง").memberships.get()

        self.post(client, agency, units="สำนักปลัดเทศบาล\nกองคลัง")
        self.post(client, agency, units="สำนักปลัดเทศบาล\nกองคลังและพัสดุ")

        officer.refresh_from_db()
        assert officer.unit.name == "กองคลังและพัสดุ"
        assert agency.units.count() == 2

    def test_a_unit_with_people_is_not_taken_away(self, client, admin, agency):
        officer = make_user(agency, "officer", unit="กองคลัง").memberships.get()

        page = text(self.post(client, agency, units="สำนักปลัด", name="ชื่อใหม่"))

        assert "ยังมีผู้ใช้อยู่ใน “กองคลัง”" in page
        officer.refresh_from_db()
        assert officer.unit.name == "กองคลัง"
        agency.refresh_from_db()
        assert agency.name != "ชื่อใหม่"  # all or nothing

    def test_units_can_be_added_reordered_and_dropped(self, client, admin, agency):
        self.post(client, agency, units="กองช่าง\nกองคลัง\nสำนักปลัด")
        assert [unit.name for unit in agency.units.all()] == ["กองช่าง", "กองคลัง", "สำนักปลัด"]

        self.post(client, agency, units="สำนักปลัด")
        assert [unit.name for unit in agency.units.all()] == ["สำนักปลัด"]

    def test_swapping_two_units_renames_neither(self, agency, admin):
        first, second = agency.units.all()

        actions.set_units(agency=agency, names=[second.name, first.name], by=admin, at=NOW)

        assert list(agency.units.values_list("pk", flat=True)) == [second.pk, first.pk]

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"units": ""}, "ส่วนงาน: กรุณากรอกช่องนี้"),
            ({"name": ""}, "ชื่อหน่วยงาน: กรุณากรอกช่องนี้"),
            ({"hosts": "javascript:alert(1)"}, "ไม่ใช่ชื่อเว็บไซต์"),
            ({"digits": "roman"}, "เลือกจากรายการ"),
        ],
    )
    def test_says_what_is_wrong_with_a_field(self, client, admin, agency, fields, sentence):
        assert sentence in text(self.post(client, agency, **fields))

    def test_chooses_only_among_ones_own_agencies(self, client, admin, agency):
        other = make_agency("อื่น")
        assert client.post("/office/agency/choose/", {"agency": other.pk}).status_code == 404

        Membership.objects.create(user=admin, agency=other, role="officer", created_at=NOW)
        client.post("/office/agency/choose/", {"agency": other.pk})

        assert "อื่น" in text(client.get("/office/"))
        assert client.get("/office/agency/").status_code == 404


class TestRights:
    @pytest.mark.parametrize("role", ["officer", "clerk_office", "top_executive"])
    def test_only_an_administrator_sees_the_people(self, client, agency, role):
        client.force_login(make_user(agency, role), backend=BACKEND)

        for address in ("/office/agency/", PEOPLE, f"{PEOPLE}new/"):
            assert client.get(address).status_code == 404
            assert client.post(address, {}).status_code == 404

    def test_a_person_without_agency_has_no_rights(self, client, db):
        user = make_user()
        client.force_login(user, backend=BACKEND)

        assert client.get("/office/").status_code == 200
        assert client.get("/office/plans/").status_code == 404
        assert not agencies_for(user).exists()


@pytest.mark.django_db
class TestConstraints:
    @pytest.mark.parametrize(
        "breaks",
        [
            lambda agency: make_agency(slug=agency.slug),
            lambda agency: make_agency(slug="office"),
            lambda agency: make_agency(kind="ministry"),
            lambda agency: Unit.objects.create(agency=agency, name="กองคลัง"),
            lambda agency: Membership.objects.create(user=make_user(), agency=agency, role="king", created_at=NOW),
        ],
        ids=["slug_twice", "slug_reserved", "kind_unknown", "unit_twice", "role_unknown"],
    )
    def test_the_database_refuses(self, breaks):
        agency = make_agency()

        with pytest.raises(IntegrityError), transaction.atomic():
            breaks(agency)

    def test_one_role_for_each_person(self):
        agency = make_agency()
        user = make_user(agency)

        with pytest.raises(IntegrityError), transaction.atomic():
            actions.add_member(agency=agency, user=user, role="officer", unit=None, by=None, at=NOW)

    def test_a_removed_unit_with_people_is_refused_by_the_action_too(self):
        agency = make_agency()
        admin = make_user(agency, "agency_admin", unit="กองคลัง")

        with pytest.raises(PersonError, match="กองคลัง"):
            actions.set_units(agency=agency, names=["อื่น"], by=admin, at=NOW)
        assert Agency.objects.get().units.count() == 2
