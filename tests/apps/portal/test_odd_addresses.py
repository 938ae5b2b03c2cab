"""Addresses as strangers and machines send them: no spelling goes round in circles, no rubbish is a fault."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.disclosure.models import OldAddress
from prongsai.apps.portal.addresses import in_english, in_thai, tidy_path
from prongsai.apps.portal.file_answers import served_type
from prongsai.apps.portal.forms import read_lead, read_leads
from prongsai.apps.portal.frame import outside_link, relative
from prongsai.core.public_address import encode_path, safe_file_name
from tests.apps.factories import make_agency
from tests.apps.portal.published import AT, PDF, item_of, open_year, publish

WORDS = st.sampled_from(
    [
        "ban-suan",
        "Ban-Suan",
        "en",
        "EN",
        "66",
        "๖๖",
        "2023",
        "๒๕๖๖",
        "2566",
        "O-43",
        "o๐7",
        "news",
        "v2",
        "แผน.PDF",
        ".",
        "..",
        " ",
    ]
)
OWN = st.lists(st.sampled_from(["a", "2566", "o1", "1", "v1", "en", "news", "แผน ๑", "x:y", "a?b", "a#b"]), max_size=6)


def own_path(words, is_folder=True):
    return "/" + "".join(f"{word}/" for word in words) if is_folder else "/" + "/".join(words or ["a"])


class TestTidyPath:
    @given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=7).map(lambda words: "/" + "/".join(words))))
    def test_what_was_put_right_needs_nothing_more(self, path):
        once = tidy_path(path)

        assert tidy_path(once) == once
        assert once.startswith("/")
        assert not once.startswith("//")  # a browser takes it for another host

    @pytest.mark.parametrize(
        ("given_path", "tidied"),
        [
            ("/a/50/", "/a/2550/"),
            ("/a/99/", "/a/2599/"),
            ("/a/00/", "/a/2500/"),
            ("/a/1989/", "/a/1989/"),
            ("/a/1990/", "/a/2533/"),
            ("/a/2199/", "/a/2742/"),
            ("/a/2200/", "/a/2200/"),
            ("/a/256/", "/a/256/"),
            ("/a/25660/", "/a/25660/"),
            ("/a/2566/O.43", "/a/2566/o43/"),
            ("/a/2566/o_043/", "/a/2566/o43/"),
            ("/a/2566/o 4 3/", "/a/2566/o43/"),
            ("/a/2566/43/", "/a/2566/43/"),
            ("/a/news/๑/V๒", "/a/news/1/v2/"),
            ("/a/en/๖๖/O๑", "/a/en/2566/o1/"),
            ("/A", "/a/"),
            ("", "/"),
            ("///", "/"),
            ("//evil.example/x", "/evil.example/x/"),
        ],
    )
    def test_years_and_codes(self, given_path, tidied):
        assert tidy_path(given_path) == tidied


class TestTongues:
    @given(st.lists(st.sampled_from(["2566", "o1", "news", "1", "v1", "data", "embed"]), max_size=4))
    def test_there_and_back(self, words):
        thai = own_path(["ban-suan", *words])

        assert in_thai(in_english(thai)) == thai
        assert in_thai(thai) == thai
        assert in_english(thai).startswith("/ban-suan/en/")


class TestRelative:
    @given(OWN, OWN, st.booleans())
    def test_a_browser_ends_where_the_link_was_to_lead(self, here, there, is_folder):
        page, target = own_path(here), own_path(there, is_folder)
        link = relative(page, target)

        assert urljoin(f"http://h{encode_path(page)}", link) == f"http://h{encode_path(target)}"
        assert not link.startswith("/")


class TestFileNames:
    @given(st.text(max_size=130))
    def test_whatever_a_file_was_called_it_has_a_name_that_is_one_word_of_a_path(self, name):
        safe = safe_file_name(name)

        assert safe not in ("", ".", "..")
        assert len(safe) <= 100
        assert not set(safe) & set('/\\?#%:*"<>| \x00\n')
        assert safe_file_name(safe) == safe
        assert unquote(encode_path(safe)) == safe

    @pytest.mark.parametrize(
        ("name", "safe"),
        [
            ("แผนผัง ปี 66.PDF", "แผนผัง-ปี-66.pdf"),
            ("../../etc/passwd", "etc-passwd"),
            ("index.html", "file-index.html"),
            ("INDEX.HTM", "file-INDEX.htm"),
            (".pdf", "file.pdf"),
            ("...", "file"),
            ("\u202efdp.exe", "fdp.exe"),
            ("ก" * 200 + ".xlsx", "ก" * 65 + ".xlsx"),  # three bytes a letter, 200 in all
            ("a" * 200 + ".xlsx", "a" * 95 + ".xlsx"),
        ],
    )
    def test_examples(self, name, safe):
        assert safe_file_name(name) == safe


class TestServedTypes:
    @pytest.mark.parametrize(
        ("content_type", "name", "served"),
        [
            ("application/pdf", "a.pdf", "application/pdf"),
            ("Application/PDF; charset=x", "a.pdf", "application/pdf"),
            ("", "a.pdf", "application/pdf"),
            ("", "a", "application/octet-stream"),
            ("text/html", "a.pdf", "application/octet-stream"),
            ("", "a.html", "application/octet-stream"),
            ("image/svg+xml", "a.png", "application/octet-stream"),
            ("application/xhtml+xml", "a", "application/octet-stream"),
            ("text/javascript", "a.txt", "application/octet-stream"),
            ("text/xml", "a.xml", "application/octet-stream"),
            ("text/plain\r\nX: y", "a.txt", "application/octet-stream"),
            (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "a.docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
        ],
    )
    def test_never_one_that_a_browser_runs(self, content_type, name, served):
        assert served_type(content_type, name) == served


class TestOutsideLinks:
    @pytest.mark.parametrize("url", ["http://a.go.th", "HTTPS://A.go.th/x"])
    def test_of_the_web_are_links(self, url):
        assert outside_link(url) == url

    @pytest.mark.parametrize(
        "url", ["", "javascript:alert(1)", " https://a", "data:text/html,x", "//a.go.th", "ftp://a"]
    )
    def test_others_are_text(self, url):
        assert outside_link(url) == ""


class TestLeads:
    @pytest.mark.parametrize(
        ("old", "kept"),
        [
            ("https://www.a.go.th/index.php?id=7", ("www.a.go.th", "/index.php?id=7")),
            ("HTTP://WWW.A.GO.TH/X", ("www.a.go.th", "/X")),
            ("www.a.go.th", ("www.a.go.th", "/")),
            ("www.a.go.th:8080/x", ("www.a.go.th", "/x")),
            ("/news/1", ("", "/news/1")),
            ("https://a.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99", ("a.go.th", "/แผน")),
            ("https://a.go.th/แผน#top", ("a.go.th", "/แผน")),
        ],
    )
    def test_are_read_as_people_copy_them(self, old, kept):
        lead = read_lead(old, "/ban-suan/2566/o7/", "ban-suan")

        assert (lead.host, lead.path, lead.leads_to) == (*kept, "/ban-suan/2566/o7/")

    @pytest.mark.parametrize("leads_to", ["/ban-suan/", "https://here.go.th/ban-suan/2566/", "/ban-suan/news/1/"])
    def test_lead_to_the_agencys_own_pages(self, leads_to):
        assert read_lead("/x", leads_to, "ban-suan").leads_to.startswith("/ban-suan/")

    @pytest.mark.parametrize(
        "leads_to", ["/ban-suan", "/ban-suanx/", "/other/", "", "//evil.example/ban-suan", "ban-suan/", "https://[bad"]
    )
    def test_lead_nowhere_else(self, leads_to):
        with pytest.raises(ValidationError):
            read_lead("/x", leads_to, "ban-suan")

    @pytest.mark.parametrize("leads_to", ["/ban-suan/search/?q=แผน", "/ban-suan/2566/#o7"])
    def test_a_target_never_loses_its_end_unsaid(self, leads_to):
        with pytest.raises(ValidationError, match="เก็บไว้ไม่ได้"):
            read_lead("/x", leads_to, "ban-suan")

    @pytest.mark.parametrize(
        ("old", "path"), [("/p?id=7&utm_source=fb&fbclid=x", "/p?id=7"), ("/p?gclid=1", "/p"), ("/p?utm=1", "/p?utm=1")]
    )
    def test_what_counts_visitors_is_no_part_of_an_address(self, old, path):
        assert read_lead(old, "/ban-suan/2566/", "ban-suan").path == path

    @pytest.mark.parametrize(
        "old", ["http://[bad", "http://a\u2100.go.th/", "https://localhost/x", "/x%00y", "/x\x00y", "/" + "x" * 900]
    )
    def test_what_is_no_address_is_a_sentence(self, old):
        with pytest.raises(ValidationError):
            read_lead(old, "/ban-suan/2566/", "ban-suan")

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_anything_typed_is_a_lead_or_a_sentence(self, old, leads_to):
        try:
            lead = read_lead(old, leads_to, "ban-suan")
        except ValidationError:
            return
        assert lead.leads_to.startswith("/ban-suan/")

    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_a_table_of_any_program(self, mark, end):
        text = mark + end.join(["เดิม,ใหม่", "/a,/ban-suan/2566/", "", '"/b,c","/ban-suan/2566/o1/"', ""])

        assert [(one.path, one.leads_to) for one in read_leads(text.encode(), "ban-suan")] == [
            ("/a", "/ban-suan/2566/"),
            ("/b,c", "/ban-suan/2566/o1/"),
        ]

    def test_a_table_of_an_old_windows(self):
        [lead] = read_leads("เดิม,ใหม่\n/แผน,/ban-suan/2566/\n".encode("cp874"), "ban-suan")

        assert lead.path == "/แผน"

    @pytest.mark.parametrize(
        ("content", "line"),
        [
            (b"/a,/ban-suan/1/\n/b\n", "2"),
            (b"/a,/ban-suan/1/\n\n\n/b,/other/\n", "4"),
            (b"http://[bad,/ban-suan/1/\n", "1"),
            (b"/a,/ban-suan/1/\n/b\x00,/ban-suan/1/\n", "2"),
        ],
    )
    def test_the_line_of_the_first_fault_is_named(self, content, line):
        with pytest.raises(ValidationError) as refused:
            read_leads(content, "ban-suan")
        assert f"บรรทัดที่ {line}" in refused.value.messages[0]

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"old,new\n", b'"', b"\x00" * 20])
    def test_a_file_without_an_address_is_told(self, content):
        with pytest.raises(ValidationError):
            read_leads(content, "ban-suan")


@pytest.mark.django_db
class TestAsked:
    @pytest.mark.parametrize(
        "path",
        [
            "/%00",
            "/ban-suan/%00/",
            "/x%00y/z",
            "/ban-suan/2566/o1/%00",
            "/%FF%FE",
            "/" + "a" * 3000,
            "/ban-suan/" + "9" * 5000 + "/",
        ],
    )
    def test_no_address_is_a_fault(self, client, path):
        open_year(codes=1)

        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)

        assert response.status_code in (301, 404)
        assert not any("\x00" in query["sql"] for query in asked)  # PostgreSQL would refuse the question itself

    def test_the_way_put_right_is_there_after_one_step(self, client):
        open_year(codes=1)

        for path in ("/BAN-SUAN", "/ban-suan/๖๖/O-01", "/ban-suan/EN/2023/o1", "/ban-suan//2566//"):
            first = client.get(path)
            assert first.status_code == 301
            assert client.get(first["Location"]).status_code == 200

    def test_an_old_address_of_another_agencys_host_is_not_ours(self, client):
        year = open_year(codes=1)
        other = make_agency(slug="other", hosts=["www.other.go.th"])
        for agency, leads_to in ((year.agency, "/ban-suan/2566/"), (other, "/other/")):
            OldAddress.objects.create(
                agency=agency,
                host=f"www.{agency.slug}.go.th",
                path="/index.php",
                leads_to=leads_to,
                added_by="x",
                added_at=AT,
            )

        response = client.get("/index.php", headers={"host": "www.other.go.th"})

        assert response["Location"].endswith("/other/")

    def test_the_query_of_an_old_address_counts_first(self, client):
        agency = open_year(codes=1).agency
        for path, leads_to in (("/p.php", "/ban-suan/"), ("/p.php?id=2", "/ban-suan/2566/")):
            OldAddress.objects.create(agency=agency, host="", path=path, leads_to=leads_to, added_by="x", added_at=AT)

        def ask(path):
            return client.get(path, headers={"host": "testserver"})["Location"]

        assert ask("/p.php?id=2") == "/ban-suan/2566/"
        assert ask("/p.php") == "/ban-suan/"
        assert ask("/p.php?utm_source=fb") == "/ban-suan/"
        assert (
            client.get("/p.php?id=3", follow=True).status_code == 404
        )  # the query chooses the page: this one is not known


@pytest.mark.django_db
class TestRanges:
    @pytest.fixture
    def file(self, client):
        version = publish(item_of(open_year(codes=1)), content=PDF)
        path = f"/ban-suan/2566/o1/{version.publication.number}/v1/{encode_path(safe_file_name(version.file_name))}"

        def ask(wanted=None, **headers):
            response = client.get(path, headers={**({"range": wanted} if wanted else {}), **headers})
            return response, b"".join(response) if response.streaming else response.content

        return ask

    @pytest.mark.parametrize(
        ("wanted", "first", "last"),
        [
            ("bytes=0-0", 0, 0),
            ("bytes=5-9", 5, 9),
            ("bytes=5-", 5, len(PDF) - 1),
            ("bytes=-4", len(PDF) - 4, len(PDF) - 1),
            ("bytes=-9999", 0, len(PDF) - 1),
            ("bytes=0-9999", 0, len(PDF) - 1),
        ],
    )
    def test_a_part_is_exactly_what_was_asked(self, file, wanted, first, last):
        response, body = file(wanted)

        assert response.status_code == 206
        assert body == PDF[first : last + 1]
        assert response["Content-Range"] == f"bytes {first}-{last}/{len(PDF)}"
        assert response["Content-Length"] == str(len(body))

    @pytest.mark.parametrize("wanted", [f"bytes={len(PDF)}-", "bytes=9-5", "bytes=-0"])
    def test_what_is_not_there_is_said(self, file, wanted):
        response, body = file(wanted)

        assert (response.status_code, body) == (416, b"")
        assert response["Content-Range"] == f"bytes */{len(PDF)}"

    @pytest.mark.parametrize(
        "wanted",
        [
            "bytes=-",
            "bytes=a-b",
            "lines=0-5",
            "bytes=0-1,3-4",
            "bytes=" + "9" * 5000 + "-",
            "bytes=0-" + "9" * 5000,
            "bytes=๐-๕".encode().decode("latin-1"),
        ],
    )
    def test_what_cannot_be_read_gives_the_whole(self, file, wanted):
        response, body = file(wanted)

        assert (response.status_code, body) == (200, PDF)

    def test_a_part_of_what_has_changed_is_the_whole(self, file):
        whole, _body = file()

        assert file("bytes=0-3", **{"if-range": whole["ETag"]})[0].status_code == 206
        assert file("bytes=0-3", **{"if-range": '"another"'})[1] == PDF

    def test_the_way_of_a_browser_that_saves(self, file):
        response, _body = file()

        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Accept-Ranges"] == "bytes"
        assert "script" not in response["Content-Security-Policy"]
        assert urlsplit(response.request["PATH_INFO"]).path.endswith(".pdf")
