"""What a page hides, which hosts are unexpected, and the quick look that must not pass over what the rules would find."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.watch.defacement import find_defacement
from prongsai.audit.watch.hidden import QUICK, is_hidden, is_hidden_from_people, is_tiny_frame, list_hidden
from prongsai.audit.watch.hosts import host_of, is_own, is_under, is_unexpected, readable
from prongsai.audit.watch.notes import CODES, note
from prongsai.audit.watch.quick_look import what_it_holds
from prongsai.audit.watch.spam_words import KINDS, STEMS
from tests.audit.watch.pages import BROKEN_INTO, CLEAN, page

OWN = ("www.tambon.go.th",)
HIDING = [
    "display:none",
    "DISPLAY : None",
    "visibility: hidden",
    "position:absolute;left:-9999px",
    "text-indent: -5000em",
    "margin-left:-1000px",
    "top:-999px",
    "font-size:0",
    "font-size: 0px; color:red",
    "font-size:1px",
    "height:0;overflow:hidden",
    "overflow: hidden; width: 1px",
    "max-height:0px;overflow:hidden",
    "opacity:0",
    "opacity: 0.0;",
    "color: transparent",
    "clip: rect(0, 0, 0, 0)",
]
SHOWING = [
    "",
    "display:block",
    "left:-9px",
    "font-size:10px",
    "font-size:0.9em",
    "height:0",
    "height:100px;overflow:hidden",
    "opacity:0.5",
    "opacity:1",
    "min-height:0;overflow:auto",
    "line-height:1px",
    "color:#000",
]


def element(tag: str = "div", **attributes: str) -> lxml.html.HtmlElement:
    made = lxml.html.Element(tag)
    for name, value in attributes.items():
        made.set(name, value)
    return made


class TestHidden:
    @pytest.mark.parametrize("style", HIDING)
    def test_a_style_that_hides(self, style):
        assert is_hidden(element(style=style))

    @pytest.mark.parametrize("style", SHOWING)
    def test_a_style_that_does_not(self, style):
        assert not is_hidden(element(style=style))

    @pytest.mark.parametrize("style", HIDING)
    def test_menus_are_hidden_by_display_alone(self, style):
        tidy = style.lower().replace(" ", "")

        assert is_hidden_from_people(element(style=style)) == (
            not tidy.startswith(("display:none", "visibility:hidden"))
        )

    @pytest.mark.parametrize("style", [style for style in HIDING if "overflow" not in style and "clip" not in style])
    def test_the_quick_look_sees_every_way(self, style):
        assert QUICK.search(style.lower())
        assert "hide" in what_it_holds(style.lower())

    def test_the_attribute_hides_too(self):
        assert is_hidden(element(hidden=""))
        assert not is_hidden_from_people(element(hidden=""))

    def test_only_the_outermost_are_listed(self):
        tree = lxml.html.document_fromstring(
            "<div id=a style='display:none'><p id=b hidden><b id=c style='opacity:0'>x</b></p></div><p id=d hidden>y</p>"
        )

        assert [one.get("id") for one in list_hidden(tree)] == ["a", "d"]

    def test_scripts_and_comments_are_none(self):
        tree = lxml.html.document_fromstring(
            "<script style='display:none'>x</script><!-- style='display:none' --><p>ก</p>"
        )

        assert list(list_hidden(tree)) == []


class TestTinyFrames:
    @pytest.mark.parametrize(
        "attributes",
        [
            {"width": "0"},
            {"height": "1"},
            {"width": " 1px"},
            {"width": "0%", "height": "100%"},
            {"width": "00"},
            {"width": "01"},
            {"style": "width:0;height:0"},
            {"style": "border:0; HEIGHT: 1px"},
            {"style": "display:none"},
            {"style": "position:absolute;left:-5000px"},
        ],
    )
    def test_cannot_be_seen(self, attributes):
        assert is_tiny_frame(element("iframe", **attributes))

    @pytest.mark.parametrize(
        "attributes",
        [
            {},
            {"width": "100%", "height": "400"},
            {"width": "10", "height": "10"},
            {"width": "auto"},
            {"width": "-1"},
            {"width": ""},
            {"width": "9" * 5000},
            {"style": "width:100%;max-width:1px00"},
        ],
    )
    def test_can_be_seen(self, attributes):
        assert not is_tiny_frame(element("iframe", **attributes))

    def test_is_hidden_by_what_is_around_it_but_not_by_noscript(self):
        tree = lxml.html.document_fromstring(
            "<div style='opacity:0'><p><iframe id=a></iframe></p></div>"
            "<noscript style='display:none'><iframe id=b></iframe></noscript>"
        )

        assert [is_tiny_frame(frame) for frame in tree.iter("iframe")] == [True, False]

    def test_a_width_of_thousands_of_digits_does_not_stop_the_watch(self):
        html = page(f'<iframe width="{"1" * 5000}" height="{"0" * 5000}" src="https://evil.example/"></iframe>')

        assert [one.code for one in find_defacement(html, own_hosts=OWN)] == ["hidden_frame"]


class TestHosts:
    @pytest.mark.parametrize(
        ("address", "host"),
        [
            ("https://WWW.A.go.th/x", "www.a.go.th"),
            ("//a.example/x", "a.example"),
            (" http://a.example:8080/ ", "a.example"),
            ("http://user@a.example./", "a.example"),
            ("/x/y", ""),
            ("x.html", ""),
            ("", ""),
            ("#top", ""),
            ("mailto:a@b.example", ""),
            ("http://[::1", ""),
            ("http://[bad]/", ""),
        ],
    )
    def test_of_an_address(self, address, host):
        assert host_of(address) == host

    @given(st.text(max_size=40))
    def test_of_any_text_is_some_text(self, text):
        assert isinstance(host_of(text), str)
        assert isinstance(host_of("//" + text), str)

    @pytest.mark.parametrize("host", ["tambon.go.th", "www.tambon.go.th", "files.tambon.go.th", ""])
    def test_of_the_agency_is_own_with_or_without_www(self, host):
        assert is_own(host, OWN)
        assert is_own(host, ("TAMBON.go.th",))

    @pytest.mark.parametrize("host", ["eviltambon.go.th", "tambon.go.th.evil.example", "go.th"])
    def test_that_only_looks_like_it_is_not(self, host):
        assert not is_own(host, OWN)

    @pytest.mark.parametrize(
        "host",
        ["www.dla.go.th", "school.ac.th", "x.or.th", "m.facebook.com", "youtu.be", "goo.gl", "fonts.googleapis.com"],
    )
    def test_of_any_day_is_expected(self, host):
        assert not is_unexpected(host, OWN)

    @pytest.mark.parametrize(
        "host", ["best-pg.xyz", "notfacebook.com", "facebook.com.evil.top", "a.co.th", "go.th.evil.top"]
    )
    def test_from_nowhere_is_unexpected(self, host):
        assert is_unexpected(host, OWN)

    def test_a_name_is_under_itself(self):
        assert is_under("a.b", "www.A.b")
        assert not is_under("", "a.b")

    def test_an_address_is_read_with_its_escapes_undone(self):
        assert readable("https://x.example/%E0%B8%AA%E0%B8%A5%E0%B9%87%E0%B8%AD%E0%B8%95") == "https://x.example/สล็อต"
        assert readable("/%zz%") == "/%zz%"


class TestQuickLook:
    @pytest.mark.parametrize("name", BROKEN_INTO)
    def test_never_passes_over_a_page_that_was_broken_into(self, name):
        assert what_it_holds(BROKEN_INTO[name][0].lower()) or "&#" in BROKEN_INTO[name][0]

    def test_an_empty_page_holds_nothing(self):
        assert what_it_holds("") == set()
        assert what_it_holds("ประกาศเทศบาล") == set()

    @given(st.sampled_from(STEMS), st.text("กข a", max_size=5), st.text("กข a", max_size=5))
    def test_finds_a_stem_anywhere(self, stem, before, after):
        assert "sell" in what_it_holds(before + stem + after)


class TestAnyPage:
    @given(
        st.lists(
            st.sampled_from(
                [
                    "<iframe src='//[x' width=1>", "<a href='http://[x'>สล็อตเว็บตรง</a>", "<div style='left:-9999px'>", "</div>",
                    "<meta http-equiv=refresh content='0;url=http://[1'>", "<script>location='//x.example'</script>", "\x00",
                    "hacked by x", "<title>", "</title>", "&#0;", "&#xD800;", "<!--", "-->", "<b", "\ud800", "<noscript>",
                ]
            ),
            max_size=14,
        )
    )  # fmt: skip
    def test_bad_html_never_raises_and_every_alarm_is_known(self, pieces):
        notes = find_defacement("".join(pieces), own_hosts=OWN)

        assert {one.code for one in notes} <= set(CODES)

    @pytest.mark.parametrize(
        "content", [b"", b"\xff\xfe", b"<", b"\x00" * 50, "ก".encode("cp874"), "<p>ก</p>".encode("utf-16")]
    )
    def test_bytes_of_any_kind_never_raise(self, content):
        assert find_defacement(content, own_hosts=OWN) == []

    @pytest.mark.parametrize("name", list(CLEAN)[:12])
    def test_a_clean_page_stays_clean_whoever_owns_it(self, name):
        assert find_defacement(CLEAN[name], own_hosts=(*OWN, "tambon.org")) == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", [*KINDS, "unknown"])
def test_every_alarm_says_what_to_do_in_both_languages(code, kind):
    told = note(code, kind=kind, count=3, example='a "{b}" c', earlier="{count}")

    assert told.message_th.endswith("ลบสิ่งที่ถูกฝัง")
    assert told.message_en.endswith("remove what was injected")
    assert "{kind" not in told.message_th + told.message_en
    assert told.severity in ("error", "warning")
