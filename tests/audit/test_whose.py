import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.whose import _read_address, host_class_of, is_shortener, read_address

OWN = ("www.khoksaat-chaiyaphum.go.th",)


class TestHostClass:
    @pytest.mark.parametrize(
        ("host", "expected"),
        [
            ("www.khoksaat-chaiyaphum.go.th", "own"),
            ("ita.khoksaat-chaiyaphum.go.th", "own"),
            ("KHOKSAAT-CHAIYAPHUM.go.th", "own"),
            ("www.namkham.go.th", "sister"),
            ("www.nacc.go.th", "platform"),
            ("www.dla.go.th", "platform"),
            ("drive.google.com", "platform"),
            ("maps.app.goo.gl", "platform"),
            ("process3.gprocurement.go.th", "platform"),
            ("www.facebook.com", "social"),
            ("line.me", "social"),
            ("www.bangkokbiz.com", "foreign"),
            ("203.0.113.9", "foreign"),
            ("localhost", "foreign"),
            ("", "foreign"),
        ],
    )
    def test_of_a_host(self, host, expected):
        assert host_class_of(host, OWN) == expected

    def test_an_address_in_numbers_is_own_when_it_is_listed(self):
        assert host_class_of("203.0.113.9", ("203.0.113.9",)) == "own"

    def test_without_known_hosts_an_agency_is_somebody_s_sister(self):
        assert host_class_of("www.namkham.go.th", ()) == "sister"


class TestReadAddress:
    def test_a_clean_address(self):
        address = read_address("http://www.khoksaat-chaiyaphum.go.th/a.pdf", OWN)

        assert (address.url, address.host_class, address.repairs) == (
            "http://www.khoksaat-chaiyaphum.go.th/a.pdf",
            "own",
            (),
        )

    def test_a_lookalike_keeps_the_printed_host_and_proposes_the_known_one(self):
        address = read_address("http://www.khoksaat-chaiyaphurn.go.th/a.pdf", OWN)

        assert address.url == "http://www.khoksaat-chaiyaphurn.go.th/a.pdf"
        assert address.proposed_url == "http://www.khoksaat-chaiyaphum.go.th/a.pdf"
        assert address.host_class == "lookalike"

    def test_a_broken_address_is_mended(self):
        address = read_address("http//www.khoksaat-chaiyaphum.go.th /a.pdf", OWN)

        assert address.url == "http://www.khoksaat-chaiyaphum.go.th/a.pdf"
        assert address.repairs

    def test_a_viewer_gives_the_file(self):
        address = read_address("https://docs.google.com/viewer?url=http://www.khoksaat-chaiyaphum.go.th/a.pdf", OWN)

        assert address.url == "http://www.khoksaat-chaiyaphum.go.th/a.pdf"

    @pytest.mark.parametrize(
        "raw", ["", "#top", "javascript:;", "mailto:a@b.go.th", "tel:021234567", "ftp://a.go.th/x", "ดูเอกสารแนบ"]
    )
    def test_what_cannot_be_visited_says_why(self, raw):
        address = read_address(raw, OWN)

        assert address.url is None
        assert address.why_th
        assert address.why_en


@pytest.mark.parametrize(("host", "expected"), [("bit.ly", True), ("maps.app.goo.gl", True), ("www.go.th", False)])
def test_is_shortener(host, expected):
    assert is_shortener(host) is expected


HOSTS = (
    "www.khoksaat-chaiyaphum.go.th",
    "khoksaat-chaiyaphum.go.th:8080",
    "www.khoksaat-chaiyaphurn.go.th",
    "www.namkham.go.th",
    "drive.google.com",
    "bit.ly",
    "www.facebook.com",
    "127.0.0.1:8000",
    "10.1.2.3",
    "example.com",
    "a-b.co",
    "www.laas.go.th",
)
WORDS = st.sampled_from(
    [
        "index.php",
        "page",
        "login",
        "viewer.html",
        "iit",
        "api",
        "a.pdf",
        "news-12",
        "..",
        "",
        "th",
        "wp-admin",
        "x.exe",
        "member_login.php",
    ]
)


@given(
    st.sampled_from(("http", "https")),
    st.sampled_from(HOSTS),
    st.lists(WORDS, max_size=4),
    st.sampled_from(["", "id=5", "page=login", "usp=sharing", "url=http", "a=1&b=2", "x"]),
)
def test_a_plain_address_is_read_as_the_careful_way_does(scheme, host, words, query):
    raw = f"{scheme}://{host}/{'/'.join(words)}" + (f"?{query}" if query else "")

    quick, careful = read_address(raw, OWN), _read_address(raw, OWN)

    assert (quick.url, quick.host_class, quick.proposed_url, quick.repairs) == (
        careful.url,
        careful.host_class,
        careful.proposed_url,
        careful.repairs,
    )
    assert (quick.link_class == "login-page") == (careful.link_class == "login-page")
