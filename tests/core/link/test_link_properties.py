"""What holds for any address at all."""

import string

from hypothesis import example, given, settings
from hypothesis import strategies as st

from prongsai.core.link import LINK_CLASSES, REPAIRS, read_link
from prongsai.core.link.found import find_links

LABEL = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)
ENDING = st.sampled_from(["go.th", "ac.th", "or.th", "com", "in.th"])
PATH = st.lists(st.text(string.ascii_letters + string.digits + "-_.~", min_size=1, max_size=8), max_size=4)
PAGES = st.sampled_from([None, "(site)", "https://www.sanor.go.th/", "http://www.sanor.go.th/ita/page.php?x=1"])
LIKELY = st.text("htps:/\\ .www-go.thก๑?#&=%<>\"'()…{}[]@,;\n\t\u200b\xa0AZ09_", max_size=60)


@st.composite
def clean_addresses(draw):
    """An address with nothing to mend."""
    host = f"www.{draw(LABEL)}.{draw(ENDING)}"
    segments = [segment.strip(".") or "x" for segment in draw(PATH)]
    path = "/".join(segment.replace("..", ".") for segment in segments)
    return draw(st.sampled_from(["http", "https"])), host, "/" + path


class TestAnyText:
    @given(st.text(max_size=80), PAGES)
    @example("\ud800http://\udfff", None)
    @example("https://[::1", "https://www.sanor.go.th/")
    @example("//[", "https://www.sanor.go.th/")
    @example("http://" + "a" * 300 + ".th", None)
    @settings(max_examples=300, deadline=None)
    def test_is_read_without_an_error(self, raw, page):
        reading = read_link(raw, page_base=page, known_hosts=["www.sanor.go.th"])

        assert reading.link_class in LINK_CLASSES
        assert set(reading.repairs) <= set(REPAIRS)

    @given(LIKELY, PAGES)
    @settings(max_examples=600, deadline=None)
    def test_text_like_an_address_is_read_without_an_error(self, raw, page):
        reading = read_link(raw, page_base=page, known_hosts=["www.sanor.go.th"])

        assert reading.link_class in LINK_CLASSES
        assert reading.url is None or (reading.url.isascii() and " " not in reading.url)

    @given(LIKELY, PAGES)
    @settings(max_examples=600, deadline=None)
    def test_an_address_once_mended_needs_no_more_mending(self, raw, page):
        first = read_link(raw, page_base=page)
        if first.url is None or not first.url.startswith("http"):
            return

        again = read_link(first.url, page_base=page)

        assert (again.url, again.repairs) == (first.url, ())

    @given(st.text(max_size=200))
    @settings(max_examples=200, deadline=None)
    def test_is_searched_for_addresses_without_an_error(self, text):
        assert all(address.strip() for address in find_links(text))


class TestCleanAddresses:
    @given(clean_addresses())
    @settings(deadline=None)
    def test_stay_as_they_are(self, parts):
        scheme, host, path = parts

        reading = read_link(f"{scheme}://{host}{path}")

        assert reading.url == f"{scheme}://{host}{path}"
        assert reading.repairs == ()

    @given(clean_addresses(), st.data())
    @settings(max_examples=300, deadline=None)
    def test_come_back_when_white_space_breaks_their_host(self, parts, data):
        scheme, host, path = parts
        position = data.draw(st.integers(1, len(host) - 1))
        gap = data.draw(st.sampled_from([" ", "\n", "\r\n", "\t", "\u200b", "\xa0", "  \n "]))

        reading = read_link(f"{scheme}://{host[:position]}{gap}{host[position:]}{path}")

        assert reading.url == f"{scheme}://{host}{path}"
        assert reading.repairs == ("white_space",)
        assert not reading.needs_review

    @given(clean_addresses(), st.sampled_from(["ดูที่ {}", "หลักฐาน {} ตามลำดับ", "({})", "๑. {}\nข้อความ", "<p>{}</p>"]))
    @settings(deadline=None)
    def test_are_found_in_a_cell(self, parts, sentence):
        scheme, host, path = parts
        address = f"{scheme}://{host}{path}".rstrip("().,")

        found = find_links(sentence.format(address))

        assert [read_link(one).url for one in found] == [read_link(address).url]
