"""The office's pages about its public site."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from prongsai.apps.disclosure.models import DisclosureYear, OldAddress, PublicProfile, PublicStamp
from prongsai.apps.history.models import Event
from prongsai.apps.portal import actions
from prongsai.apps.portal.actions import Lead, change_profile, keep_old_addresses
from prongsai.apps.portal.forms import read_lead, read_leads
from prongsai.apps.portal.served import is_served
from prongsai.apps.portal.wordpress import pack_plugin, plugin_files
from prongsai.core.errors import PersonError
from tests.apps.factories import make_agency, make_user
from tests.apps.portal.published import AT, item_of, make_profile, open_year, publish

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def admin(client):
    user = make_user(open_year(codes=3).agency, "agency_admin")
    client.force_login(user, backend=BACKEND)
    return user


def values(**given):
    return {**dict.fromkeys(actions.PROFILE_FIELDS, ""), "shows_executives": True, **given}


class TestProfile:
    def test_what_is_saved_stands_on_the_front_page(self, client, admin, django_capture_on_commit_callbacks):
        client.get("/ban-suan/")
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post("/office/agency/public/", {**values(phone="0 4412 3456"), "version": 0})

        assert response.status_code == 302
        assert "0 4412 3456" in client.get("/ban-suan/").content.decode()
        assert Event.objects.filter(action="public_profile_changed").count() == 1

    def test_an_address_that_is_none_is_refused(self, client, admin):
        response = client.post("/office/agency/public/", {**values(complaint_url="javascript:alert(1)"), "version": 0})

        assert response.status_code == 200
        assert not PublicProfile.objects.exists()

    def test_who_comes_second_is_told(self, client, admin):
        make_profile(admin.memberships.get().agency, version=3)

        page = client.post("/office/agency/public/", {**values(), "version": 2}).content.decode()

        assert "มีผู้อื่นบันทึกหน้านี้ไปก่อนแล้ว" in page

    def test_nothing_changed_is_no_event(self, admin):
        agency = admin.memberships.get().agency
        change_profile(agency=agency, values=values(phone="1"), version=0, by=admin, at=AT)
        stamp = PublicStamp.objects.get().number

        change_profile(agency=agency, values=values(phone="1"), version=1, by=admin, at=AT)

        assert PublicStamp.objects.get().number == stamp
        assert Event.objects.filter(action="public_profile_changed").count() == 1

    def test_phone_and_mail_stay_erasable_in_the_history(self, admin):
        agency = admin.memberships.get().agency

        change_profile(agency=agency, values=values(phone="081-234-5678"), version=0, by=admin, at=AT)

        assert "081" not in str(Event.objects.get(action="public_profile_changed").after)

    def test_an_agency_without_public_site_gets_none_by_it(self):
        agency = make_agency()
        user = make_user(agency, "agency_admin")

        change_profile(agency=agency, values=values(), version=0, by=user, at=AT)

        assert not PublicStamp.objects.exists()


class TestOldAddresses:
    def test_one_by_hand_leads_on(self, client, admin):
        client.post(
            "/office/agency/public/addresses/",
            {"old": "https://www.old.go.th/index.php?id=7", "leads_to": "/ban-suan/2566/o1/"},
        )

        row = OldAddress.objects.get()
        assert (row.host, row.path, row.leads_to) == ("www.old.go.th", "/index.php?id=7", "/ban-suan/2566/o1/")
        assert "www.old.go.th/index.php?id=7" in client.get("/office/agency/public/addresses/").content.decode()

    def test_many_from_a_file_known_ones_lead_elsewhere(self, client, admin):
        keep_old_addresses(agency=admin.memberships.get().agency, leads=[Lead("", "/a", "/ban-suan/")], by=admin, at=AT)
        content = "ที่อยู่เดิม,ที่อยู่ใหม่\n/a,/ban-suan/2566/\n/b,/ban-suan/2566/o1/\n".encode("cp874")

        client.post("/office/agency/public/addresses/", {"many": "1", "file": SimpleUploadedFile("a.csv", content)})

        assert list(OldAddress.objects.values_list("path", "leads_to")) == [
            ("/a", "/ban-suan/2566/"),
            ("/b", "/ban-suan/2566/o1/"),
        ]
        assert Event.objects.filter(action="old_addresses_kept").count() == 2

    def test_a_bad_line_is_named_and_nothing_kept(self, client, admin):
        content = b"/a,/ban-suan/\n/b,https://evil.example/x/\n"

        page = client.post(
            "/office/agency/public/addresses/", {"many": "1", "file": SimpleUploadedFile("a.csv", content)}
        ).content.decode()

        assert "บรรทัดที่ 2" in page
        assert not OldAddress.objects.exists()

    @pytest.mark.parametrize(
        "target",
        [
            "/ban-suan/2567/o99/",
            "/ban-suan/2566/o99/",
            "/ban-suan/2567/",
            "/ban-suan/nothing/",
            "/ban-suan/2599/o1/77/v9/x.pdf",
            "/ban-suan/2566/o1/2/",
            "/ban-suan/2566/o1/1/v9/",
            "/ban-suan/2566/o1/1/v1/x.pdf",
            "/ban-suan/news/7/",
            "/ban-suan/embed/2567/",
            "/ban-suan/2567/o1/qr.svg",
            "/ban-suan/../office/",
        ],
    )
    def test_a_target_that_is_not_there_is_refused_by_hand_and_from_a_file(self, client, admin, target):
        publish(item_of(DisclosureYear.objects.get()))
        content = f"/a,/ban-suan/\n/b,{target}\n".encode()

        by_hand = client.post("/office/agency/public/addresses/", {"old": "/old", "leads_to": target})
        from_file = client.post(
            "/office/agency/public/addresses/", {"many": "1", "file": SimpleUploadedFile("a.csv", content)}
        )

        for page in (by_hand, from_file):
            assert "ไม่มีหน้าหรือไฟล์สาธารณะของหน่วยงานที่" in html.fromstring(page.content).text_content()
            assert target in html.fromstring(page.content).text_content()
        assert not OldAddress.objects.exists()

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("/ban-suan/", "/ban-suan/"),
            ("/ban-suan/en/2566/O-1", "/ban-suan/en/2566/o1/"),
            ("/Ban-Suan/๒๕๖๖/โอ1/../", None),
            ("/ban-suan/66/o1", "/ban-suan/2566/o1/"),
            ("/ban-suan/2566/o1/1/", "/ban-suan/2566/o1/1/"),
            ("/ban-suan/2566/o1/1/v1/", "/ban-suan/2566/o1/1/v1/"),
            ("/ban-suan/2566/o1/qr.svg", "/ban-suan/2566/o1/qr.svg"),
            ("/ban-suan/feed.xml", "/ban-suan/feed.xml"),
            ("/ban-suan/search/", "/ban-suan/search/"),
        ],
    )
    def test_a_target_is_kept_as_its_page_is_written(self, client, admin, written, kept):
        publish(item_of(DisclosureYear.objects.get()))

        client.post("/office/agency/public/addresses/", {"old": "/old", "leads_to": written})

        assert list(OldAddress.objects.values_list("leads_to", flat=True)) == ([kept] if kept else [])
        if kept:
            assert client.get(kept).status_code == 200

    def test_targets_are_counted_and_the_first_is_named(self, admin):
        leads = [Lead("", f"/{number}", f"/ban-suan/2566/o9{number % 3}/") for number in range(9)]

        with pytest.raises(PersonError) as refused:
            keep_old_addresses(agency=admin.memberships.get().agency, leads=leads, by=admin, at=AT)

        assert '"/ban-suan/2566/o90/" และอีก 2 แห่ง' in refused.value.message_th
        assert '"/ban-suan/2566/o90/" nor at 2 more' in refused.value.message_en

    def test_a_page_of_another_agency_is_no_target(self, admin):
        open_year(make_agency(slug="other"), codes=1)

        assert is_served("/other/", "other")
        assert not is_served("/other/", "ban-suan")

    def test_asking_for_many_pages_draws_none(self, admin, monkeypatch):
        monkeypatch.setattr("prongsai.apps.portal.site.items.draw", None)
        monkeypatch.setattr("prongsai.apps.portal.site.agency.draw", None)

        assert is_served("/ban-suan/2566/o1/", "ban-suan")
        assert is_served("/ban-suan/en/2566/", "ban-suan")
        assert is_served("/ban-suan/", "ban-suan")

    def test_another_agencys_address_is_refused(self, admin):
        other = make_agency(slug="other")
        OldAddress.objects.create(agency=other, path="/a", leads_to="/other/", added_by="ก", added_at=AT)

        with pytest.raises(PersonError, match="another agency"):
            keep_old_addresses(
                agency=admin.memberships.get().agency, leads=[Lead("", "/a", "/ban-suan/")], by=admin, at=AT
            )

    def test_one_is_forgotten_by_its_own_agency_alone(self, client, admin):
        keep_old_addresses(agency=admin.memberships.get().agency, leads=[Lead("", "/a", "/ban-suan/")], by=admin, at=AT)
        address = f"/office/agency/public/addresses/{OldAddress.objects.get().pk}/forget/"
        client.force_login(make_user(make_agency(slug="other"), "agency_admin"), backend=BACKEND)
        assert client.post(address).status_code == 404
        client.force_login(admin, backend=BACKEND)

        assert client.post(address).status_code == 302
        assert not OldAddress.objects.exists()
        assert Event.objects.filter(action="old_address_forgotten").count() == 1

    @pytest.mark.parametrize(
        ("old", "lead"),
        [
            ("http://WWW.Old.go.th", Lead("www.old.go.th", "/", "/a/")),
            ("old.go.th/%E0%B8%81", Lead("old.go.th", "/ก", "/a/")),
            ("/x?y=1", Lead("", "/x?y=1", "/a/")),
        ],
    )
    def test_addresses_as_people_write_them(self, old, lead):
        assert read_lead(old, "https://site.example/a/", "a") == lead

    @pytest.mark.parametrize("content", [b"", b"old,new\n", b"/a\n", b"https://x y/,/a/\n"])
    def test_what_is_no_table_is_refused(self, content):
        with pytest.raises(ValidationError):
            read_leads(content, "a")


class TestOwnSite:
    def test_every_address_to_copy_answers(self, client, admin):
        for asked in ("", "?year=2566", "?words=en", "?year=2566&words=en"):
            tree = html.fromstring(client.get(f"/office/agency/public/own-site/{asked}").content)
            texts = {one.get("id"): one.text for one in tree.xpath("//textarea")}
            assert len(texts) == 10

            addresses = set(re.findall(r"http://127\.0\.0\.1:8000(/[^\s\"<]+)", " ".join(texts.values())))
            assert len(addresses) == 6
            for address in addresses:
                assert client.get(address).status_code == 200, address
                assert ("/en/" in address) == ("words=en" in asked and "/feed." not in address)
                assert ("/2566/" in address) == ("year" in asked and "news" not in address and "/feed." not in address)

    def test_the_texts_are_of_the_year_and_language_asked_for(self, client, admin):
        text = html.fromstring(client.get("/office/agency/public/own-site/?year=2566&words=en").content)

        assert text.get_element_by_id("shortcode").text == '[prongsai_items year="2566" lang="en"]'
        assert text.get_element_by_id("news_shortcode").text == '[prongsai_news lang="en"]'
        plain = html.fromstring(client.get("/office/agency/public/own-site/?year=2999&words=xx").content)
        assert plain.get_element_by_id("shortcode").text == "[prongsai_items]"

    def test_the_frame_is_whole_markup_whatever_the_agency_is_called(self, client, admin):
        agency = admin.memberships.get().agency
        agency.name = 'อบต."บ้าน" <b>สวน</b>'
        agency.save()
        tree = html.fromstring(client.get("/office/agency/public/own-site/").content)

        (frame,) = html.fragments_fromstring(tree.get_element_by_id("frame").text)
        assert frame.tag == "iframe"
        assert frame.get("title") == f"ข้อมูลสาธารณะของ{agency.name}"
        assert frame.get("src") == "http://127.0.0.1:8000/ban-suan/embed/"

    def test_it_names_who_may_frame(self, client, admin):
        agency = admin.memberships.get().agency
        assert "ทุกเว็บไซต์จึงแสดงกรอบนี้ได้" in client.get("/office/agency/public/own-site/").content.decode()
        agency.hosts = ["www.bansuan.go.th"]
        agency.save()

        page = client.get("/office/agency/public/own-site/").content.decode()
        assert "<code>www.bansuan.go.th</code>, <code>bansuan.go.th</code>" in page
        assert "ทุกเว็บไซต์จึงแสดงกรอบนี้ได้" not in page

    def test_an_agency_without_public_site_is_told(self, client):
        client.force_login(make_user(make_agency(), "agency_admin"), backend=BACKEND)

        page = client.get("/office/agency/public/own-site/").content.decode()

        assert "หน่วยงานยังไม่มีหน้าสาธารณะ" in page
        assert "ดูหน้าที่จะแสดงในกรอบ" not in page

    def test_it_is_found_from_the_page_of_the_public_site_and_in_english(self, client, admin):
        assert "/office/agency/public/own-site/" in client.get("/office/agency/public/").content.decode()
        admin.language = "en"
        admin.save()
        page = client.get("/office/agency/public/own-site/").content.decode()
        assert "Show in the agency&#x27;s web site" in page or "Show in the agency's web site" in page

    def test_nothing_is_changed_by_it(self, client, admin):
        for address in ("/office/agency/public/own-site/", "/office/agency/public/own-site/prongsai-wordpress.zip"):
            assert client.post(address).status_code == 405
        assert not Event.objects.exists()


class TestPlugin:
    def test_comes_packed_with_the_agencys_address(self, client, admin):
        response = client.get("/office/agency/public/own-site/prongsai-wordpress.zip")

        assert response["Content-Type"] == "application/zip"
        assert 'filename="prongsai-wordpress.zip"' in response["Content-Disposition"]
        archive = zipfile.ZipFile(io.BytesIO(response.content))
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert names == {
            f"prongsai/{name}"
            for name in (
                "prongsai.php",
                "fetching.php",
                "settings.php",
                "uninstall.php",
                "prongsai.css",
                "readme.txt",
                "address.txt",
            )
        }
        assert archive.read("prongsai/address.txt") == b"http://127.0.0.1:8000/ban-suan/\n"

    def test_is_the_same_bytes_each_time(self):
        assert pack_plugin("https://a.go.th/b/") == pack_plugin("https://a.go.th/b/")
        assert pack_plugin("https://a.go.th/b/") != pack_plugin("https://a.go.th/c/")

    def test_every_program_of_it_refuses_to_be_opened_by_itself(self):
        programs = {name: text.decode() for name, text in plugin_files().items() if name.endswith(".php")}

        assert len(programs) == 4
        for name, text in programs.items():
            assert re.search(r"defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;", text), name

    def test_says_the_same_version_everywhere(self):
        texts = {name: text.decode() for name, text in plugin_files().items()}

        version = re.search(r"Version: (\S+)", texts["prongsai.php"]).group(1)
        assert f"define( 'PRONGSAI_VERSION', '{version}' )" in texts["prongsai.php"]
        assert f"Stable tag: {version}" in texts["readme.txt"]
        for told in ("Requires at least: 5.3", "Requires PHP: 7.0", "License: Apache-2.0"):
            assert told in texts["prongsai.php"]
            assert told in texts["readme.txt"]

    def test_styles_every_class_that_the_pieces_have_and_no_other(self, client, admin):
        year = admin.memberships.get().agency.disclosure_years.get()
        publish(item_of(year), "ประกาศ")
        pieces = client.get("/ban-suan/embed/items.html").content + client.get("/ban-suan/embed/news.html").content
        used = set(re.findall(r"prongsai-[a-z]+", pieces.decode()))
        styled = set(re.findall(r"\.(prongsai-[a-z]+)", plugin_files()["prongsai.css"].decode()))

        assert styled - used == {"prongsai-note"}
        assert used - styled == {"prongsai-items", "prongsai-news", "prongsai-published"}
