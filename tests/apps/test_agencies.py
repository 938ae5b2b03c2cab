"""First-run wizard, the agency's own pages and its people."""

import pytest
from django.core.exceptions import ValidationError

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.setup_code import ensure_setup_code
from prongsai.apps.agencies import actions
from prongsai.apps.agencies.forms import read_hosts
from prongsai.apps.agencies.models import KINDS, Agency, Membership, require_free_word
from prongsai.apps.agencies.usual import list_unit_templates, usual_units
from prongsai.apps.history.models import Event
from prongsai.apps.history.queries import verify_agency
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, PASSWORD, make_agency, make_user

AGENCY = {
    "kind": "tao",
    "name": "องค์การบริหารส่วนตำบลทดสอบ",
    "slug": "thotsop-nan",
    "district": "เมือง",
    "province": "น่าน",
    "hosts": "https://www.thotsop.go.th/",
    "fiscal_year": "๖๗",
}
PERSON = {"units": "สำนักปลัด\nกองคลัง\nกองใหม่", "display_name": "ผู้ดูแล", "username": "boss", "password": PASSWORD}


@pytest.mark.django_db
class TestFirstRun:
    def test_every_page_leads_to_the_wizard_while_there_is_no_user(self, client):
        for address in ("/", "/office/", "/office/plans/1/", "/office/sign-in/"):
            assert client.get(address)["location"] == "/office/setup/"
        assert client.get("/health/").status_code == 200

    def test_two_short_pages_and_the_office_is_open(self, client):
        assert client.post("/office/setup/", AGENCY).status_code == 302
        page = client.get("/office/setup/").content.decode()
        assert "หน่วยตรวจสอบภายใน" in page

        client.post("/office/setup/", PERSON, follow=True)

        agency = Agency.objects.get()
        assert (agency.slug, agency.hosts) == ("thotsop-nan", ["www.thotsop.go.th"])
        assert [unit.name for unit in agency.units.all()] == ["สำนักปลัด", "กองคลัง", "กองใหม่"]
        assert agency.units.get(name="กองคลัง").code == "finance"
        assert Membership.objects.get().role == "agency_admin"
        assert client.get("/office/agency/").status_code == 200
        assert 'value="2567"' in client.get("/office/plans/new/").content.decode()
        assert verify_agency("thotsop-nan").faults == ()

    def test_the_second_wizard_is_closed(self, client):
        make_user()

        assert client.post("/office/setup/", AGENCY)["location"] == "/office/"
        assert not Agency.objects.exists()

    def test_from_another_machine_it_asks_for_the_code(self, client):
        elsewhere = {"REMOTE_ADDR": "10.0.0.8"}
        code = ensure_setup_code()

        assert client.post("/office/setup/", AGENCY, **elsewhere).status_code == 403
        assert client.post("/office/setup/", {"code": "1111-1111-1111-1111"}, **elsewhere).status_code == 403
        assert client.post("/office/setup/", {"code": code}, **elsewhere).status_code == 302
        assert client.post("/office/setup/", AGENCY, **elsewhere).status_code == 302
        client.post("/office/setup/", PERSON, **elsewhere)
        assert User.objects.get().username == "boss"

    def test_a_weak_password_and_a_bad_slug_are_refused(self, client):
        assert client.post("/office/setup/", {**AGENCY, "slug": "office"}).status_code == 200
        assert client.post("/office/setup/", {**AGENCY, "slug": "ทดสอบ"}).status_code == 200
        assert client.post("/office/setup/", {**AGENCY, "fiscal_year": "abc"}).status_code == 200
        client.post("/office/setup/", AGENCY)

        assert client.post("/office/setup/", {**PERSON, "password": "boss"}).status_code == 200
        assert not User.objects.exists()

    def test_one_can_go_back(self, client):
        client.post("/office/setup/", AGENCY)
        client.post("/office/setup/", {"step": "back"})

        assert "ขั้นที่ 1" in client.get("/office/setup/").content.decode()


class TestUnitTemplates:
    @pytest.mark.parametrize("kind", [code for code, _name in KINDS])
    def test_every_kind_has_a_clerks_office_and_finance(self, kind):
        assert {"สำนักปลัด", "กองคลัง"} <= set(usual_units(kind))

    def test_confidence_is_kept(self):
        found = {unit.confidence for code, _name in KINDS for unit in list_unit_templates(code)}

        assert found == {"verified", "single_source", "recalled"}

    def test_an_unknown_kind_has_none(self):
        assert list_unit_templates("school") == []


class TestReadHosts:
    def test_cuts_addresses_down_to_hosts(self):
        assert read_hosts("https://www.A.go.th/x, b.go.th\nb.go.th") == ["www.a.go.th", "b.go.th"]

    @pytest.mark.parametrize("text", ["a b!", "-x.go.th", "localhost", "http://", "x" * 300 + ".th"])
    def test_refuses_what_is_no_host(self, text):
        if text == "http://":
            assert read_hosts(text) == []
        else:
            with pytest.raises(ValidationError):
                read_hosts(text)

    def test_reserved_words_are_no_slug(self):
        with pytest.raises(ValidationError):
            require_free_word("api")


@pytest.mark.django_db
class TestOwnAgency:
    @pytest.fixture
    def admin(self, client):
        agency = make_agency()
        user = make_user(agency, "agency_admin")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return agency, user

    def test_name_hosts_and_units_change_slug_stays(self, client, admin):
        agency, _user = admin
        values = {
            "name": "ชื่อใหม่",
            "kind": agency.kind,
            "district": "",
            "province": "น่าน",
            "hosts": "a.go.th",
            "units": "กองคลัง\nกองใหม่",
            "digits": "thai",
            "slug": "x",
        }

        assert client.post("/office/agency/", values).status_code == 302

        agency.refresh_from_db()
        assert (agency.name, agency.hosts, agency.digits) == ("ชื่อใหม่", ["a.go.th"], "thai")
        assert [unit.name for unit in agency.units.all()] == ["กองคลัง", "กองใหม่"]
        assert agency.slug != "x"
        assert set(Event.objects.values_list("action", flat=True)) >= {"agency_changed", "units_changed"}

    def test_a_new_colleague_gets_a_password_once(self, client, admin):
        agency, _user = admin
        page = client.post(
            "/office/agency/people/new/", {"display_name": "เจ้าหน้าที่", "username": "somsri", "role": "officer"}
        )

        made = User.objects.get(username="somsri")
        assert made.must_change_password
        assert made.memberships.get().agency == agency
        shown = page.content.decode()
        assert any(made.check_password(word) for word in shown.replace("<", " ").replace(">", " ").split())

    def test_a_taken_name_and_a_foreign_unit_are_refused(self, client, admin):
        other = make_agency()
        make_user(username="somsri")
        values = {"display_name": "x", "username": "SOMSRI", "role": "officer"}

        assert client.post("/office/agency/people/new/", values).status_code == 200
        values = {"display_name": "x", "username": "new1", "role": "officer", "unit": other.units.all()[0].pk}
        assert client.post("/office/agency/people/new/", values).status_code == 200
        assert not User.objects.filter(username="new1").exists()

    def test_roles_change_and_people_leave(self, client, admin):
        agency, _user = admin
        row = make_user(agency, "officer").memberships.get()
        unit = agency.units.get(name="กองคลัง")

        client.post(f"/office/agency/people/{row.pk}/", {"role": "clerk_office", "unit": unit.pk})
        row.refresh_from_db()
        assert (row.role, row.unit) == ("clerk_office", unit)

        client.post(f"/office/agency/people/{row.pk}/leave/")
        assert not Membership.objects.filter(pk=row.pk).exists()

    def test_the_last_administrator_stays(self, client, admin):
        _agency, user = admin
        row = user.memberships.get()

        client.post(f"/office/agency/people/{row.pk}/leave/")
        client.post(f"/office/agency/people/{row.pk}/", {"role": "officer"})

        row.refresh_from_db()
        assert row.role == "agency_admin"

    def test_the_password_of_someone_who_also_works_elsewhere_is_not_ours_to_set(self, admin):
        agency, user = admin
        both = make_user(agency, "officer")
        Membership.objects.create(user=both, agency=make_agency(), role="agency_admin", created_at=NOW)

        with pytest.raises(PersonError):
            actions.issue_password(
                membership=both.memberships.get(agency=agency), password="new-password-1", by=user, at=NOW
            )

    def test_one_may_switch_between_ones_own_agencies_only(self, client, admin):
        _agency, user = admin
        second = make_agency("เทศบาลที่สอง")
        Membership.objects.create(user=user, agency=second, role="officer", created_at=NOW)

        assert client.post("/office/agency/choose/", {"agency": make_agency().pk}).status_code == 404
        client.post("/office/agency/choose/", {"agency": second.pk})
        assert "เทศบาลที่สอง" in client.get("/office/").content.decode()
