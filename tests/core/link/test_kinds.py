"""Classes by target."""

import pytest

from prongsai.core.link import host_lists
from prongsai.core.link.kinds import (
    LINK_CLASSES,
    UNUSABLE_CLASSES,
    classify,
    is_front_page,
    is_platform_host,
    viewed_address,
)

OWN = ("www.tambon.go.th",)


def kind(url, own_hosts=OWN, page=None):
    scheme, _, after = url.partition("://")
    if not after:
        return classify(host="", rest=url, url=url, own_hosts=own_hosts, page=page)
    host, slash, rest = after.partition("/")
    return classify(host=host, rest=slash + rest, url=f"{scheme}://{after}", own_hosts=own_hosts, page=page)


class TestFrontPages:
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/index.php",
            "/index.html",
            "/INDEX.HTM",
            "/default.aspx",
            "/Default.asp",
            "/home.php",
            "/home",
            "/main.php",
            "/main",
            "/welcome",
            "/index",
            "/th",
            "/th/",
            "/web/",
            "/www/index.php",
            "/public/",
            "/public/index.php",
            "/home/index.aspx",
            "/index.jsp",
        ],
    )
    def test_of_a_host(self, path):
        assert is_front_page(path, "", path, is_relative=False)

    @pytest.mark.parametrize(
        "path",
        [
            "/ita",
            "/news/index.php",
            "/homepage2.php",
            "/thai-news",
            "/website.pdf",
            "/index.php/news",
            "/mainmenu.html",
        ],
    )
    def test_other_pages_are_none(self, path):
        assert not is_front_page(path, "", path, is_relative=False)

    def test_a_query_or_a_route_leads_past_it(self):
        assert not is_front_page("/index.php", "id=5", "/index.php?id=5", is_relative=False)
        assert not is_front_page("/", "", "/#/ita/o1", is_relative=False)
        assert is_front_page("/", "", "/#top", is_relative=False)

    @pytest.mark.parametrize(
        ("path", "front"),
        [
            ("./", True),
            ("../", True),
            ("index.html", True),
            ("../index.php", True),
            ("home", False),
            ("th", False),
            ("a.html", False),
        ],
    )
    def test_relative_to_a_page(self, path, front):
        assert is_front_page(path, "", path, is_relative=True) is front


class TestClassify:
    @pytest.mark.parametrize(
        ("url", "link_class"),
        [
            ("http://localhost/login.php", "localhost"),
            ("http://staging.tambon.go.th/login.php", "test-host"),
            ("http://10.1.1.1/login.php", "login-page"),
            ("http://10.1.1.1/index.php", "ip-host"),
            ("https://docs.google.com/viewer?url=http://10.1.1.1/a.pdf", "viewer-wrapped"),
            ("https://itas.nacc.go.th/go/eit/abc", "survey-link"),
            ("https://www.facebook.com/", "social-media"),
            ("https://bit.ly/", "url-shortener"),
            ("https://www.info.go.th/index.php", "government-system"),
            ("https://drive.google.com/", "third-party-host"),
            ("https://colorlib.com/", "homepage-only"),
            ("https://www.tambon.go.th/api/news", "api-address"),
            ("https://www.tambon.go.th/a.exe", "suspicious-file"),
            ("https://www.other.go.th/a.exe", "suspicious-file"),
            ("https://www.other.go.th/a.pdf", "wrong-agency"),
            ("https://colorlib.com/x", "unrelated"),
            ("https://www.newspaper.com/x", "third-party-host"),
            ("https://www.tambon.go.th/a.pdf", "ok"),
            ("a.pdf", "ok-site-relative"),
            ("login.php", "login-page"),
            ("api/v1/x", "api-address"),
            ("setup/run.exe", "suspicious-file"),
        ],
    )
    def test_takes_the_first_that_fits(self, url, link_class):
        assert kind(url) == link_class

    @pytest.mark.parametrize(
        "path", ["login", "login.php", "wp-login.php", "user/login", "signin.aspx", "wp-admin/", "page-login.html"]
    )
    def test_pages_to_sign_in(self, path):
        assert kind(f"https://www.tambon.go.th/{path}") == "login-page"

    @pytest.mark.parametrize(
        "path", ["catalogin.pdf", "logins.pdf", "blogin/a.html", "authorities.html", "ita/admin-news"]
    )
    def test_words_that_only_sound_like_it(self, path):
        assert kind(f"https://www.tambon.go.th/{path}") == "ok"

    def test_files_under_an_api_path_are_files(self):
        assert kind("https://www.tambon.go.th/api/public/plan.pdf") == "ok"
        assert kind("https://www.tambon.go.th/api/public/plan.json") == "api-address"

    def test_the_page_itself(self):
        page = "https://www.tambon.go.th/ita/o1"

        assert kind("https://www.tambon.go.th/ita/o1#top", page=page) == "self-link"
        assert kind("https://www.tambon.go.th/ita/o1/", page=page) == "self-link"
        assert kind("https://www.tambon.go.th/ita/o2", page=page) == "ok"

    def test_without_known_hosts_an_agency_is_given_the_benefit_of_the_doubt(self):
        assert kind("https://www.other.go.th/a.pdf", own_hosts=()) == "ok"
        assert kind("https://www.newspaper.com/x", own_hosts=()) == "ok"
        assert kind("https://www.nhso.go.th/x", own_hosts=()) == "wrong-agency"

    def test_an_office_with_systems_owns_its_own_pages(self):
        assert kind("https://www.nacc.go.th/x", own_hosts=("www.nacc.go.th",)) == "ok"
        assert kind("https://www.nacc.go.th/x") == "government-system"
        assert kind("https://www.nacc.go.th/") == "homepage-only"

    @pytest.mark.parametrize(
        ("table", "link_class"),
        [
            (host_lists.SOCIAL_MEDIA, "social-media"),
            (host_lists.URL_SHORTENERS, "url-shortener"),
            (host_lists.THIRD_PARTY, "third-party-host"),
            (host_lists.GOVERNMENT_SYSTEMS, "government-system"),
            (host_lists.OFFICES_WITH_SYSTEMS, "government-system"),
            (host_lists.NATIONAL_OFFICES, "wrong-agency"),
            (host_lists.COUNTERS_AND_TEMPLATES, "unrelated"),
            (host_lists.TEST_HOSTS, "test-host"),
        ],
    )
    def test_every_host_of_a_table_has_the_class_of_its_table(self, table, link_class):
        assert {host: kind(f"https://{host}/x") for host in table} == dict.fromkeys(table, link_class)

    def test_platforms_are_known_as_such(self):
        assert is_platform_host("m.facebook.com")
        assert not is_platform_host("www.tambon.go.th")

    def test_the_unusable_classes_come_first(self):
        assert set(LINK_CLASSES[: len(UNUSABLE_CLASSES)]) == UNUSABLE_CLASSES


class TestViewedAddress:
    @pytest.mark.parametrize(
        ("host", "path", "query", "inside"),
        [
            ("docs.google.com", "/viewer", "url=http%3A%2F%2Fa.go.th%2Fx.pdf", "http://a.go.th/x.pdf"),
            ("docs.google.com", "/gview", "embedded=true&url=http://a.go.th/x.pdf", "http://a.go.th/x.pdf"),
            ("view.officeapps.live.com", "/op/view.aspx", "src=http://a.go.th/x.docx", "http://a.go.th/x.docx"),
            ("", "pdfjs/web/viewer.html", "file=../a.pdf", "../a.pdf"),
            ("www.tambon.go.th", "/pdf/viewer.html", "file=/a.pdf", "/a.pdf"),
            ("www.tambon.go.th", "/pdf/viewer.html", "", ""),
            ("www.tambon.go.th", "/pdf/viewer.html", "page=5", ""),
            ("www.tambon.go.th", "/show.php", "file=/a.pdf", ""),
            ("docs.google.com", "/forms/d/x/viewform", "url=http://a.go.th/x.pdf", ""),
        ],
    )
    def test_is_the_file_inside(self, host, path, query, inside):
        assert viewed_address(host, path, query) == inside
