"""What is told of an address by a short cut is what the long way tells."""

import re
from urllib.parse import unquote_plus, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from prongsai.audit import front, page_scripts, whose
from prongsai.audit.address_parts import address_parts
from prongsai.audit.front import is_front_address
from prongsai.audit.hops import MOST_SCRIPT_BYTES
from prongsai.core.link import kinds
from prongsai.core.link.kinds import is_front_page, is_login_address

WORDS = st.sampled_from(
    [
        "th",
        "TH",
        "thai",
        "web",
        "site",
        "home",
        "Home",
        "index.php",
        "INDEX.HTML",
        "home.aspx",
        "mainsite",
        "MainSite",
        "frontpage.do",
        "welcome",
        "หน้าแรก",
        "%E0%B8%AB",
        "ſite",
        "K",
        "a",
        "2567",
        "login",
        "Sign-In",
        "ſignin",
        "logon.php",
        "wp-admin",
        "administrator",
        "my_login",
        "login-form",
        "admin",
        "p",
        "page",
        "id",
        "option",
        "x",
        "+",
        "",
        ".",
        "..",
        "%2F",
    ]
)
MARKS = st.sampled_from(["/", "//", "?", "&", "=", "#", "#/", "#!", ".", ";", ":", "", "\t", " ", "~", '"', "%23"])
URLS = st.builds(
    lambda scheme, host, pieces: scheme + host + "".join(mark + word for mark, word in pieces),
    st.sampled_from(["http://", "https://", "HTTP://", "ftp://", ""]),
    st.sampled_from(["a.go.th", "A.go.th", "a.go.th:80", "a.go.th:", "1.2.3.4", "u@a.th", "[::1]", "login.a.th", "ก.th", "a..b", ""]),
    st.lists(st.tuples(MARKS, WORDS), max_size=7),
)  # fmt: skip


class TestAddressParts:
    @given(URLS | st.from_regex(r"https?://[!-~]{0,30}", fullmatch=True))
    @example("http://a.go.th/<>?<#>")
    def test_are_those_of_urllib(self, url):
        try:
            parts = urlsplit(url)
            careful = ((parts.hostname or "").lower(), parts.path, parts.query, parts.fragment)
        except ValueError:
            careful = None
        try:
            quick = tuple(address_parts(url))
        except ValueError:
            quick = None

        assert quick == careful


class TestFrontAddress:
    @given(URLS)
    @example("http://a.go.th/mainsite/")
    @example("http://a.go.th/th/index.php?lang=th#!home")
    def test_is_told_as_without_a_look_at_the_last_folder_first(self, url):
        assert is_front_address(url) == front_the_long_way(url)


def front_the_long_way(url):
    parts = urlsplit(url)
    if parts.fragment.startswith(("/", "!")) and not front._HOME_WORD.fullmatch(parts.fragment.lstrip("!/") or "home"):
        return False
    if not all(front._is_idle(pair) for pair in parts.query.split("&") if pair):
        return False
    path = unquote_plus(parts.path)
    if is_front_page(path, "", path, is_relative=False):
        return True
    folders = [folder for folder in path.split("/") if folder]
    return len(folders) <= 4 and all(front._ROOT.fullmatch(one) or front._FILE.fullmatch(one) for one in folders)


class TestSignInAddress:
    @given(URLS)
    @example("http://a.th/wp-admin/")
    @example("http://a.th/?page=my-sign-in")
    def test_is_told_as_by_the_patterns_alone(self, url):
        path, _, query = url.partition("?")

        by_patterns = kinds._pattern("login").search(path) or kinds._pattern("login_query").search(query)

        assert is_login_address("a.go.th", path, query) == bool(by_patterns)


class TestSpecialAddress:
    LONG_WAY = re.compile(
        r"\.\.|[^:]//|viewer|gview|officeapps|flipbook|usp=|utm_|autoplay|embedded|goo\.gl|login|signin|sign-in|logon|log-in"
        r"|log_in|sign_in|\.(?:exe|apk|scr|bat|cmd|msi|com|vbs|jar|ps1|dmg|pif|hta|reg|lnk|ipa|deb|dll|sh)$|admin|survey|iit|eit"
        r"|/api|api\.|wp-json|graphql",
        re.IGNORECASE,
    )
    PIECES = st.sampled_from(
        [
            "a",
            "Viewer",
            "x.EXE",
            ".com",
            ".sh",
            "/API",
            "api.",
            "1/",
            "//",
            "..",
            "/..",
            ":8",
            "eiT",
            "utm_",
            "USP=",
            "goo.gl",
            "logIn",
            "sign",
            "/a.b",
            "?",
            "?a=",
            "/wp-JSON",
        ]
    )

    @given(
        st.sampled_from(["http://a.th", "https://a.th", "http://com.sh", "http://api.a.th"]),
        st.lists(PIECES, max_size=5),
    )
    def test_is_told_in_lower_case_as_in_any(self, start, pieces):
        url = start + "/" + "".join(pieces)

        if whose._PLAIN.fullmatch(url):
            assert whose._is_special(url) == bool(self.LONG_WAY.search(url))


def test_the_larger_pages_are_those_whose_scripts_nobody_reads():
    assert MOST_SCRIPT_BYTES == page_scripts.MOST_BYTES
