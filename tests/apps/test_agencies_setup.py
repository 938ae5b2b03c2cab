"""The first-run wizard."""

from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.setup_code import drop_setup_code, ensure_setup_code, is_setup_code
from prongsai.apps.agencies.models import KINDS, RESERVED_SLUGS, Agency, Membership
from prongsai.apps.agencies.setup import NewAgency, set_up
from prongsai.apps.agencies.usual import list_unit_templates, usual_units
from prongsai.apps.history.models import Event
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, PASSWORD, make_agency, make_user

SETUP = "/office/setup/"
AGENCY = {
    "kind": "tambon_municipality",
    "name": "เทศบาลตำบลตัวอย่าง",
    "slug": "tuayang-chaiyaphum",
    "district": "เมือง",
    "province": "ชัยภูมิ",
    "hosts": "https://www.tuayang.go.th/index.php",
    "fiscal_year": "๒๕๗๐",
}
PERSON = {
    "units": "สำนักปลัด\nกองคลัง\n\n กองช่าง \nกองคลัง",
    "display_name": "ผู้ดูแล",
    "username": "admin1",
    "password": PASSWORD,
}


@pytest.fixture(autouse=True)
def _own_folder(db, settings, tmp_path):
    settings.PRONGSAI = replace(django_settings.PRONGSAI, home=tmp_path)


def text(response):
    return response.content.decode()


class TestWizard:
    def test_is_where_every_page_leads_while_nobody_is_there(self, client):
        for address in ("/", "/office/", "/office/plans/", "/office/sign-in/", "/office/anything/"):
            assert client.get(address)["location"].endswith(SETUP) or client.get(address)["location"] == "/office/"

    def test_makes_the_agency_its_units_and_the_first_administrator(self, client):
        first = client.post(SETUP, AGENCY)
        assert first["location"] == SETUP
        assert "สำนักปลัด" in text(client.get(SETUP))

        last = client.post(SETUP, PERSON)

        agency = Agency.objects.get()
        assert last["location"] == "/office/agency/people/first/"
        assert (agency.slug, agency.hosts) == ("tuayang-chaiyaphum", ["www.tuayang.go.th"])
        assert [unit.name for unit in agency.units.all()] == ["สำนักปลัด", "กองคลัง", "กองช่าง"]
        membership = Membership.objects.get()
        assert (membership.user.username, membership.role, membership.unit) == ("admin1", "agency_admin", None)
        assert client.get("/office/").status_code == 200
        assert [event.action for event in Event.objects.order_by("pk")] == [
            "user_created",
            "agency_created",
            "posts_added",
            "member_added",
            "signed_in",
        ]

    def test_offers_the_year_asked_for_when_a_plan_is_opened(self, client):
        client.post(SETUP, {**AGENCY, "fiscal_year": "2568"})
        client.post(SETUP, PERSON)

        assert 'value="2568"' in text(client.get("/office/plans/new/"))

    def test_goes_back_a_step_and_forgets(self, client):
        client.post(SETUP, AGENCY)

        client.post(SETUP, {"step": "back"})

        assert "ขั้นที่ 1 จาก 3" in text(client.get(SETUP))

    def test_is_closed_for_ever_once_someone_is_there(self, client):
        make_user(make_agency())

        assert client.get(SETUP)["location"] == "/office/"
        assert client.post(SETUP, AGENCY)["location"] == "/office/"
        assert Agency.objects.count() == 1

    def test_lets_the_quicker_of_two_win(self, client):
        client.post(SETUP, AGENCY)
        make_user(make_agency())

        client.post(SETUP, PERSON)

        assert User.objects.count() == 1

    def test_says_so_to_the_slower_one(self):
        make_user(make_agency())
        new = NewAgency("tao", "อบต.", "x-y", "", "ชัยภูมิ", (), 2570)

        with pytest.raises(PersonError, match="ตั้งค่าแล้ว"):
            set_up(agency=new, units=["ก"], username="b", display_name="ข", password=PASSWORD, at=NOW)
        assert not Agency.objects.filter(slug="x-y").exists()

    def test_leaves_nothing_behind_when_the_last_step_fails(self, client):
        client.post(SETUP, AGENCY)

        client.post(SETUP, {**PERSON, "password": "short"})

        assert not Agency.objects.exists()
        assert not User.objects.exists()


class TestStepOne:
    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("name", "", "ชื่อหน่วยงาน: กรุณากรอกช่องนี้"),
            ("name", "ก" * 201, "ไม่เกิน 200 ตัวอักษร"),
            ("name", "\x00", "อักขระที่ใช้ไม่ได้"),
            ("province", "", "จังหวัด: กรุณากรอกช่องนี้"),
            ("kind", "ministry", "เลือกจากรายการ"),
            ("slug", "Tua-Yang", "พิมพ์เล็ก"),
            ("slug", "ตัวอย่าง", "พิมพ์เล็ก"),
            ("slug", "a--b", "พิมพ์เล็ก"),
            ("slug", "-a", "พิมพ์เล็ก"),
            ("slug", "../etc", "พิมพ์เล็ก"),
            ("slug", "office", "สงวนไว้"),
            ("hosts", "ไม่ใช่เว็บ", "ไม่ใช่ชื่อเว็บไซต์"),
            ("hosts", "<script>", "ไม่ใช่ชื่อเว็บไซต์"),
            ("hosts", "localhost", "ไม่ใช่ชื่อเว็บไซต์"),
            ("fiscal_year", "", "กรุณากรอกช่องนี้"),
            ("fiscal_year", "2023", "กรอกปีงบประมาณ พ.ศ."),
            ("fiscal_year", "สองพัน", "กรอกปีงบประมาณ พ.ศ."),
            ("fiscal_year", "-2566", "กรอกปีงบประมาณ พ.ศ."),
            ("fiscal_year", "²⁵⁶⁶", "กรอกปีงบประมาณ พ.ศ."),
        ],
    )
    def test_says_what_is_wrong_with_a_field_and_keeps_the_rest(self, client, field, value, sentence):
        page = text(client.post(SETUP, {**AGENCY, field: value}))

        assert sentence in page
        assert "ขั้นที่ 1 จาก 3" in page
        assert ('value="เมือง"') in page
        assert "setup_agency" not in client.session

    @pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
    def test_refuses_every_word_the_site_uses_itself(self, client, slug):
        client.post(SETUP, {**AGENCY, "slug": slug})

        assert "setup_agency" not in client.session

    def test_refuses_a_slug_that_is_taken(self, client):
        make_agency(slug="tuayang-chaiyaphum")

        assert "มีผู้ใช้แล้ว" in text(client.post(SETUP, AGENCY))

    @pytest.mark.parametrize(("given", "year"), [("๗๐", 2570), ("70", 2570), (" 2570 ", 2570)])
    def test_takes_the_year_as_people_write_it(self, client, given, year):
        client.post(SETUP, {**AGENCY, "fiscal_year": given})

        assert client.session["setup_agency"]["fiscal_year"] == year

    def test_takes_several_hosts_once_each(self, client):
        client.post(SETUP, {**AGENCY, "hosts": "www.a.go.th, http://www.a.go.th/x  b.go.th"})

        assert client.session["setup_agency"]["hosts"] == ["www.a.go.th", "b.go.th"]


class TestStepTwo:
    @pytest.fixture(autouse=True)
    def _first_step(self, client):
        client.post(SETUP, AGENCY)

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("units", " \n ", "กรุณากรอกช่องนี้"),
            ("units", "ก" * 151, "ยาวเกิน 150"),
            ("display_name", "", "ชื่อของคุณ: กรุณากรอกช่องนี้"),
            ("username", "ผู้ดูแล", "ตัวอักษรอังกฤษ"),
            ("username", "a b", "ตัวอักษรอังกฤษ"),
            ("username", "x" * 51, "ตัวอักษรอังกฤษ"),
            ("password", "", "กรุณากรอกช่องนี้"),
            ("password", "1234567890", "ตัวเลขล้วน"),
            ("password", "admin1-abc9", "คล้าย"),
        ],
    )
    def test_says_what_is_wrong_with_a_field(self, client, field, value, sentence):
        page = text(client.post(SETUP, {**PERSON, field: value}))

        assert sentence in page
        assert not User.objects.exists()


class TestSetupCode:
    FAR = {"REMOTE_ADDR": "192.168.1.20"}

    def test_is_asked_for_on_another_machine(self, client):
        page = client.get(SETUP, **self.FAR)

        assert page.status_code == 403
        assert "รหัสติดตั้ง" in text(page)
        assert "ขั้นที่ 1" not in text(client.post(SETUP, AGENCY, **self.FAR))

    def test_opens_the_wizard_and_is_gone_afterwards(self, client, settings):
        code = ensure_setup_code()

        assert client.post(SETUP, {"code": code.replace("-", " ")}, **self.FAR)["location"] == SETUP
        client.post(SETUP, AGENCY, **self.FAR)
        client.post(SETUP, PERSON, **self.FAR)

        assert User.objects.exists()
        assert not (settings.PRONGSAI.home / "setup-code").exists()

    def test_makes_a_guesser_wait(self, client):
        ensure_setup_code()
        answers = [text(client.post(SETUP, {"code": "0000-0000-0000-0000"}, **self.FAR)) for _count in range(4)]

        assert "รหัสไม่ถูกต้อง" in answers[0]
        assert "กรุณารออีก" in answers[3]

    def test_is_no_code_while_none_was_made(self):
        assert not is_setup_code("")
        assert not is_setup_code("0000")

    def test_stays_the_same_until_dropped(self):
        first = ensure_setup_code()

        assert ensure_setup_code() == first
        assert is_setup_code(first)
        drop_setup_code()
        assert not is_setup_code(first)
        drop_setup_code()  # twice is no fault


class TestUnitTemplates:
    @pytest.mark.parametrize("kind", [code for code, _name in KINDS])
    def test_every_kind_has_units_named_once(self, kind):
        names = usual_units(kind)

        assert len(names) >= 3
        assert len(set(names)) == len(names)
        assert all(unit.name_th and unit.name_en for unit in list_unit_templates(kind))

    def test_an_unknown_kind_has_none(self):
        assert list_unit_templates("ministry") == []

    def test_a_known_name_brings_its_code_and_aliases(self):
        new = NewAgency("tambon_municipality", "ทต.", "a-b", "", "ชัยภูมิ", (), 2570)
        first = list_unit_templates("tambon_municipality")[0]

        agency, _user = set_up(
            agency=new,
            units=[first.name_th, "หน่วยใหม่"],
            username="me",
            display_name="ฉัน",
            password=PASSWORD,
            at=timezone.now(),
        )

        known, own = agency.units.all()
        assert (known.code, tuple(known.aliases)) == (first.code, first.aliases_th)
        assert (own.code, own.aliases) == ("", [])
