from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.disguise import own_content
from prongsai.audit.fingerprint import Fingerprint, fingerprint
from prongsai.audit.page import PageLink, PageText
from prongsai.audit.said import find_phrase
from prongsai.audit.sign_in import has_password_field, is_sign_in_page
from prongsai.audit.soft_404 import (
    HostFacts,
    PageFacts,
    compare,
    embedded,
    like_sibling,
    sibling_address,
)

FRAME = "หน้าแรก\nข้อมูลหน่วยงาน\nติดต่อเรา\nเทศบาลตำบลตัวอย่าง โทร ๐๔๔"


def facts(text, *, status=200, title="", objects=(), targets=(), url="http://a.go.th/x"):
    return PageFacts(url, status, fingerprint(text, title=title, url=url), frozenset(targets), frozenset(objects))


HOME_TEXT = FRAME + "\nยินดีต้อนรับสู่เว็บไซต์ของเทศบาล\nข่าวกิจกรรมประจำเดือนนี้ทั้งหมด"
HOME = facts(HOME_TEXT)
HONEST = HostFacts(facts("", status=404), HOME)
ALWAYS_200 = HostFacts(facts(FRAME + "\nไม่พบหน้าที่ท่านต้องการ", title="ไม่พบ"), HOME)
REPORT = FRAME + "\nรายงานผลการดำเนินงานประจำปีของเทศบาล\nมีทั้งหมดสิบสองโครงการตามแผน"


def likeness(page, host, title="", text="", links=()):
    shown = PageText(kind="html", text=text, title=title, links=links)
    return compare(page, host, own=replace(own_content(page, shown, host), noise=host.noise), title=title, text=text)


def reason(text, host, title="", **more):
    return likeness(facts(text, title=title, **more), host, title, text).reason


class TestFingerprint:
    def test_counts_letters_of_lines_the_others_have_not(self):
        mine = fingerprint("เมนู\nเนื้อหาของหน้านี้")

        assert mine.own_letters(fingerprint("เมนู")) == len("เนื้อหาของหน้านี้")
        assert mine.own_letters() == mine.letters

    def test_digits_and_the_page_s_own_address_do_not_count(self):
        assert fingerprint("ผู้เข้าชม 123 คน").lines == fingerprint("ผู้เข้าชม 99 คน").lines
        assert fingerprint("ออนไลน์ ๓ คน").lines == fingerprint("ออนไลน์ ๑๔๔ คน").lines
        one = fingerprint("ไม่พบ /news/aaaaaa", url="http://a.go.th/news/aaaaaa")
        other = fingerprint("ไม่พบ /news/bbbbbb", url="http://a.go.th/news/bbbbbb")
        assert one.lines == other.lines

    @given(st.text(max_size=400), st.text(max_size=400))
    def test_own_letters_stay_within_what_is_there(self, mine, other):
        one, two = fingerprint(mine), fingerprint(other)

        assert 0 <= one.own_letters(two) <= one.letters
        assert one.own_letters(one) == 0


class TestCompare:
    def test_a_page_of_its_own(self):
        assert reason(REPORT, HONEST) == ""
        assert reason(REPORT, ALWAYS_200) == ""
        assert reason(REPORT, HostFacts(None, None)) == ""

    def test_the_answer_to_the_probe(self):
        assert reason(FRAME + "\nไม่พบหน้าที่ท่านต้องการ", ALWAYS_200, "ไม่พบ") == "like_probe"

    def test_the_front_page_for_anything(self):
        host = HostFacts(HOME, HOME)

        assert reason(HOME_TEXT, host) == "like_home_as_probe"

    def test_the_front_page_at_this_address_only(self):
        assert reason(HOME_TEXT, HONEST) == "shows_home"

    def test_only_the_frame(self):
        assert reason(FRAME, HONEST) == "only_frame"

    def test_a_picture_or_a_file_of_its_own_is_content(self):
        assert reason(FRAME, HONEST, objects=[7]) == ""
        assert reason(FRAME, HONEST, targets=[8]) == ""

    def test_a_picture_that_the_front_page_also_has_is_none(self):
        home = facts(HOME.prints and FRAME + "\nยินดีต้อนรับสู่เว็บไซต์ของเทศบาล", objects=[7])

        assert reason(FRAME, HostFacts(facts("", status=404), home), objects=[7]) == "only_frame"

    def test_words_alone_prove_nothing(self):
        text = (
            REPORT
            + "\nไม่พบข้อมูลการร้องเรียนในปีนี้ตลอดทั้งสองรอบของการรายงานผลการปฏิบัติงานตามแผนปฏิบัติการป้องกันการทุจริตประจำปีงบประมาณของเทศบาล"
        )

        assert reason(text, HONEST) == ""

    def test_words_with_little_beside_them_support(self):
        text = FRAME + "\nขออภัย ไม่พบข้อมูลที่ท่านเรียก กรุณาลองใหม่"

        found = likeness(facts(text), HONEST, text=text)

        assert found.reason == "says_not_found"
        assert "ขออภัย" in found.phrase or "ไม่พบ" in found.phrase

    def test_a_title_of_its_own_is_something(self):
        assert reason(FRAME, HONEST, "E-Service") == ""

    def test_links_count_beyond_what_changes_by_turns(self):
        news = [PageLink(f"/n{n}", f"ประกาศเรื่องที่เปลี่ยนไปทุกครั้งที่เปิดลำดับ {'กขคง'[n]}") for n in range(4)]
        text = FRAME + "\n" + "\n".join(link.label for link in news)
        still, by_turns = HONEST, replace(HONEST, noise=150)

        assert likeness(facts(text), still, text=text, links=news).reason == ""
        assert likeness(facts(text), by_turns, text=text, links=news).reason != ""

    def test_what_is_written_counts_where_pages_change_by_turns(self):
        assert reason(REPORT, replace(HONEST, noise=500)) == ""
        assert reason(REPORT, replace(ALWAYS_200, noise=500)) == ""

    def test_an_empty_page(self):
        assert reason("", HONEST) == "empty"


class TestPhrases:
    @pytest.mark.parametrize(
        "text",
        [
            "ไม่พบหน้าที่คุณต้องการ",
            "Page Not  Found",
            "Error 404",
            "บทความนี้ถูกลบไปแล้ว",
            "This domain is for sale",
            "The page no longer exists",
            "Account suspended",
            "No records found",
        ],
    )
    def test_say_not_found(self, text):
        assert find_phrase("", text)

    @pytest.mark.parametrize("text", ["รายงานผลการดำเนินงาน", "พบปะประชาชน", "ประกาศผลผู้ชนะการเสนอราคา", "Welcome"])
    def test_other_words_do_not(self, text):
        assert find_phrase(text, text) == ""


class TestSibling:
    @pytest.mark.parametrize(
        ("url", "start"),
        [
            ("http://a.go.th/news/123", "http://a.go.th/news/9"),
            ("http://a.go.th/news/report.html", "http://a.go.th/news/report-"),
            ("http://a.go.th/i.php?page=news&id=55", "http://a.go.th/i.php?page=news&id=9"),
            ("http://a.go.th/i.php?flag", "http://a.go.th/i.php?"),
            ("http://a.go.th/a/b/", "http://a.go.th/a/b-"),
        ],
    )
    def test_changes_the_last_part_only(self, url, start):
        sibling = sibling_address(url, "deadbeef")

        assert sibling.startswith(start)
        assert sibling != url

    def test_alike_when_nothing_is_left_beside_it(self):
        missing = facts(FRAME + "\nไม่พบข้อมูล")

        assert like_sibling(missing, facts(FRAME + "\nไม่พบข้อมูล"))
        assert not like_sibling(facts(REPORT), missing)
        assert not like_sibling(missing, facts("", status=404))
        assert not like_sibling(facts(FRAME, objects=[5]), facts(FRAME))


class TestEmbedded:
    def test_finds_pictures_and_frames(self):
        found = embedded(
            b'<img class="a" src="/1.jpg"><IFRAME SRC=/doc.pdf></iframe><img data-src=\'/2.png\'><script src="/x.js">'
        )

        assert len(found) == 3


class TestSignIn:
    FORM = b'<form><INPUT Type=password name="p"></form>'

    def test_a_password_field_in_place_of_content(self):
        assert is_sign_in_page(self.FORM, title="เข้าสู่ระบบ", own_letters=40, is_sign_in_address=False)
        assert is_sign_in_page(self.FORM, title="", own_letters=20, is_sign_in_address=False)
        assert is_sign_in_page(self.FORM, title="", own_letters=900, is_sign_in_address=True)

    def test_a_corner_of_a_page_with_content(self):
        assert not is_sign_in_page(self.FORM, title="รายงาน", own_letters=900, is_sign_in_address=False)
        assert not is_sign_in_page(b"<p>password</p>", title="เข้าสู่ระบบ", own_letters=10, is_sign_in_address=True)

    def test_the_first_of_two_steps_asks_for_the_name_alone(self):
        form = b'<form><input type="email" name="identifier"></form>'

        assert is_sign_in_page(form, title="เทศบาลตำบลตัวอย่าง : ลงชื่อเข้าใช้", own_letters=60, is_sign_in_address=False)
        assert not is_sign_in_page(form, title="คู่มือการลงชื่อเข้าใช้ระบบ", own_letters=60, is_sign_in_address=False)

    def test_the_field_is_found_in_any_spelling(self):
        assert has_password_field(self.FORM)
        assert has_password_field(b"<input type='password'>")
        assert not has_password_field(b"<input type=text placeholder=password>")


def test_an_empty_fingerprint_is_like_nothing():
    assert Fingerprint({}, 0).own_letters() == 0
