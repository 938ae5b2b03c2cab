"""An อบต. that becomes a municipality: its kind and name change together, its addresses and its past do not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.apps.agencies.post_actions import add_usual_posts
from prongsai.apps.agencies.queries import list_former_names
from prongsai.apps.agencies.usual import kind_in_name
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.history.models import Event
from prongsai.apps.results.models import ResultDraft
from tests.apps.disclosure.desk import AT, PAGE, make_desk, publish
from tests.apps.factories import make_agency, make_post, make_user

pytestmark = pytest.mark.django_db
OLD, NEW = "องค์การบริหารส่วนตำบลบ้านสวน", "เทศบาลตำบลบ้านสวน"
PAGE_OF_AGENCY = "/office/agency/"


@pytest.fixture
def agency():
    return make_agency(OLD, kind="tao")


def enter(client, agency, role="agency_admin"):
    client.force_login(make_user(agency, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client, agency, **fields):
    values = {
        "name": agency.name,
        "kind": agency.kind,
        "district": "",
        "province": agency.province,
        "hosts": "",
        "digits": "arabic",
        "units": "สำนักปลัด\nกองคลัง",
    }
    return client.post(PAGE_OF_AGENCY, {**values, **fields})


class TestNewKind:
    def test_is_changed_with_the_name_and_told(self, client, agency):
        slug = agency.slug

        answer = send(enter(client, agency), agency, name=NEW, kind="tambon_municipality")

        assert answer.status_code == 302
        agency.refresh_from_db()
        assert (agency.name, agency.kind, agency.slug) == (NEW, "tambon_municipality", slug)
        event = Event.objects.get(agency=slug, action="agency_changed")
        assert (event.before["kind"], event.after["kind"]) == ("tao", "tambon_municipality")
        assert (event.before["name"], event.after["name"]) == (OLD, NEW)

    @pytest.mark.parametrize(("name", "kind"), [(NEW, "tao"), (OLD, "tambon_municipality")])
    def test_must_be_that_of_the_name(self, client, agency, name, kind):
        page = send(enter(client, agency), agency, name=name, kind=kind)

        assert "กรุณาเลือกประเภทให้ตรงกับชื่อ" in page.content.decode()
        agency.refresh_from_db()
        assert (agency.name, agency.kind) == (OLD, "tao")

    def test_that_differed_before_does_not_stand_in_the_way_of_other_changes(self, client):
        agency = make_agency(NEW, kind="tao")

        assert send(enter(client, agency), agency, district="เมือง").status_code == 302

        agency.refresh_from_db()
        assert (agency.district, agency.kind) == ("เมือง", "tao")

    @pytest.mark.parametrize("kind", ["", "ministry"])
    def test_that_is_none_is_refused(self, client, agency, kind):
        send(enter(client, agency), agency, kind=kind, name="ชื่อใหม่")

        agency.refresh_from_db()
        assert (agency.name, agency.kind) == (OLD, "tao")

    def test_is_the_administrators_to_change(self, client, agency):
        assert (
            send(enter(client, agency, "clerk_office"), agency, name=NEW, kind="tambon_municipality").status_code == 404
        )

        agency.refresh_from_db()
        assert agency.kind == "tao"

    @pytest.mark.parametrize(
        ("name", "kind"),
        [(OLD, "tao"), (NEW, "tambon_municipality"), ("เทศบาลเมืองก", "town_municipality"), ("ก", None)],
    )
    def test_is_known_from_the_beginning_of_a_full_name(self, name, kind):
        assert kind_in_name(name) == kind


class TestPublicPages:
    def test_front_page_has_both_new_and_pages_of_a_year_the_name_of_that_year(
        self, client, agency, settings, tmp_path
    ):
        settings.MEDIA_ROOT = tmp_path
        desk = make_desk(agency)
        publish(desk, PAGE)
        publish(desk, PAGE, code=None)
        slug = agency.slug
        of_year = [f"/{slug}/2566/", f"/{slug}/2566/o1/", f"/{slug}/2566/o1/1/", f"/{slug}/2566/o1/1/v1/"]
        of_today = [f"/{slug}/", f"/{slug}/news/1/", f"/{slug}/2567/"]
        for address in (*of_year, *of_today[:2]):
            assert f">{OLD}<" in client.get(address).content.decode(), address

        send(enter(client, agency), agency, name=NEW, kind="tambon_municipality")
        agency.refresh_from_db()
        open_year(agency=agency, fiscal_year=2567, by=None, at=AT)
        client.logout()

        front = client.get(f"/{slug}/").content.decode()
        assert "องค์การบริหารส่วนตำบล" not in front
        assert "เทศบาลตำบล" in front.replace(NEW, "")
        for address in of_year:
            page = client.get(address).content.decode()
            assert f">{OLD}<" in page, address
        for address in of_today:
            assert f">{NEW}<" in client.get(address).content.decode(), address


class TestFormerNames:
    def test_are_those_of_the_history_the_last_first(self, client, agency):
        enter(client, agency)
        for name in ("ชื่อสอง", "ชื่อสาม", OLD, "ชื่อสี่"):
            send(client, agency, name=name)
        send(client, agency, name="ชื่อสี่", district="เมือง")
        other = make_agency("อื่น")
        agency.refresh_from_db()

        assert list_former_names(agency) == [OLD, "ชื่อสาม", "ชื่อสอง"]
        assert list_former_names(other) == []

    @pytest.mark.parametrize("name", ["อบต.บ้านสวน", OLD])
    def test_are_taken_for_the_agency_in_a_table_of_results(self, client, agency, name):
        enter(client, agency)
        send(client, agency, name="เทศบาลตำบลสวนใหม่", kind="tambon_municipality")
        rows = f"หน่วยงาน,ปี,IIT,EIT,OIT\n{name},2566,70,71,72\nเทศบาลตำบลอื่นไกล,2566,90,91,92\n"
        file = SimpleUploadedFile("ผล.csv", rows.encode("utf-8-sig"))

        answer = client.post("/office/results/import/", {"file": file, "fiscal_year": "2566"})

        assert answer.status_code == 302, answer.content.decode()
        draft = ResultDraft.objects.get(agency=agency)
        assert [one["tools"]["IIT"] for one in draft.results] == ["70"]
        assert [one["code"] for one in draft.findings if one["code"] == "result_other_agency"] == []


class TestTitlesOfPosts:
    @pytest.fixture
    def posts(self, agency):
        return add_usual_posts(agency=agency, by=None, at=AT)

    def titles(self, agency):
        return list(agency.posts.filter(unit=None).values_list("title", flat=True))

    def test_follow_the_new_kind_and_are_told_in_one_event(self, client, agency, posts):
        before = self.titles(agency)

        send(enter(client, agency), agency, name=NEW, kind="tambon_municipality", posts_follow="on")

        now = ["นายกเทศมนตรีตำบลบ้านสวน", "รองนายกเทศมนตรี", "ปลัดเทศบาล", "รองปลัดเทศบาล"]
        assert self.titles(agency) == now
        [event] = Event.objects.filter(agency=agency.slug, action="posts_renamed")
        assert (event.before["titles"], event.after["titles"]) == (before, now)
        assert agency.posts.get(kind="top_executive").confidence == "verified"

    def test_of_the_offices_own_stay(self, client, agency, posts):
        agency.posts.filter(kind="chief_administrator").update(title="ปลัดของเรา")
        own = make_post(agency, "officer", title="ปลัดองค์การบริหารส่วนตำบล")

        send(enter(client, agency), agency, name=NEW, kind="tambon_municipality", posts_follow="on")

        assert agency.posts.get(kind="chief_administrator").title == "ปลัดของเรา"
        own.refresh_from_db()
        assert own.title == "ปลัดองค์การบริหารส่วนตำบล"
        assert "รองปลัดเทศบาล" in self.titles(agency)

    def test_without_the_place_stay_without_it_and_another_spelling_counts(self, client, agency):
        make_post(agency, "top_executive", title="นายก องค์การบริหารส่วนตำบล")
        make_post(agency, "deputy_executive", title="รองนายกองค์การบริหารส่วนตำบล")
        make_post(agency, "deputy_executive", title="รองนายกองค์การบริหารส่วนตำบล")

        send(enter(client, agency), agency, name=NEW, kind="tambon_municipality", posts_follow="on")

        assert self.titles(agency) == ["นายกเทศมนตรีตำบล", "รองนายกเทศมนตรี", "รองนายกเทศมนตรี"]

    def test_carry_the_new_place_when_only_the_name_changed(self, client, agency, posts):
        send(enter(client, agency), agency, name="องค์การบริหารส่วนตำบลบ้านใหม่", posts_follow="on")

        assert self.titles(agency)[0] == "นายกองค์การบริหารส่วนตำบลบ้านใหม่"
        [event] = Event.objects.filter(agency=agency.slug, action="posts_renamed")
        assert event.after["titles"] == ["นายกองค์การบริหารส่วนตำบลบ้านใหม่"]

    def test_stay_where_it_is_not_wanted_and_where_nothing_changed(self, client, agency, posts):
        before = self.titles(agency)

        send(enter(client, agency), agency, district="เมือง", posts_follow="on")
        assert self.titles(agency) == before
        send(client, agency, name=NEW, kind="tambon_municipality")
        assert self.titles(agency) == before
        assert not Event.objects.filter(action="posts_renamed").exists()

    def test_are_offered_by_name_and_only_where_there_are_any(self, client, agency):
        page = enter(client, agency).get(PAGE_OF_AGENCY).content.decode()
        assert 'name="posts_follow"' not in page

        make_post(agency, "chief_administrator", title="ปลัดองค์การบริหารส่วนตำบล")
        page = client.get(PAGE_OF_AGENCY).content.decode()

        assert 'name="posts_follow"' in page
        assert "ปลัดองค์การบริหารส่วนตำบล" in page

    def test_stay_when_the_change_was_refused(self, client, agency, posts):
        before = self.titles(agency)

        send(enter(client, agency), agency, name=NEW, kind="tao", posts_follow="on")

        assert self.titles(agency) == before
