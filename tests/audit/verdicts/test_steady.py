"""Pages that show other news at each visit: what stays is their content, what changes is nobody's."""

from dataclasses import replace
from random import Random

import pytest

from prongsai.audit.fingerprint import fingerprint, lines_shared
from prongsai.audit.page import PageLink, PageText
from prongsai.audit.soft_404 import Missing, OwnContent, PageFacts
from prongsai.audit.steady import figures_beside_links
from tests.audit.world import HOME, NOT_FOUND, World, page
from tests.fakes.fake_fetcher import scripted

BASE = "http://www.muang.go.th/"
URL = BASE + "view.aspx?id=7"
OFFICE = "เทศบาลตำบลตัวอย่าง"
VISITS = 14
VERBS = ("ลงพื้นที่", "ร่วมประชุม", "จัดอบรม", "มอบถุงยังชีพ", "ตรวจสอบ", "ประชาสัมพันธ์", "รณรงค์", "สำรวจ")
THINGS = (
    "โครงการก่อสร้างถนนคอนกรีต",
    "ผู้สูงอายุในตำบล",
    "ระบบประปาหมู่บ้าน",
    "ศูนย์พัฒนาเด็กเล็ก",
    "งานประเพณีลอยกระทง",
    "การป้องกันอัคคีภัย",
    "กลุ่มอาชีพสตรี",
    "การคัดแยกขยะ",
    "ไฟฟ้าส่องสว่าง",
)


def news(draw, many=4):
    """So many links to other pages, drawn anew."""
    titles = (f"{draw.choice(VERBS)}{draw.choice(THINGS)} หมู่บ้าน{draw.choice('กขคงจฉชซญฐฒณดตถ')}" for _ in range(many))
    return "".join(f"<p><a href='/n/{draw.randrange(99)}'>{title}</a></p>" for title in titles)


def turning(body, *, title=OFFICE, seed=0, of=page):
    """The same body at each visit, in a frame with other news each time; `body` may be a function of the visit's dice."""
    draws = [Random(f"{seed}-{visit}") for visit in range(VISITS)]
    return [of((body(draw) if callable(body) else body) + news(draw), title=title) for draw in draws]


def front():
    words = "".join(f"<p>คำต้อนรับของหน่วยงานย่อหน้าที่ {word} ซึ่งอยู่บนหน้าแรกทุกครั้ง</p>" for word in "กขคงจฉช")
    return turning(words, seed="front")


def verdict(answers, *, unknown=NOT_FOUND, home=None):
    world = World({BASE: home or front(), BASE + "*": unknown, URL: answers})
    return world.audit([URL])["1"]


HONEST = NOT_FOUND
ANY_NEWS = turning(lambda draw: news(draw, 6), seed="unknown")
SENTENCE = turning("<p>ไม่พบหน้าที่ท่านต้องการ</p>", seed="unknown")


@pytest.mark.parametrize("unknown", [HONEST, ANY_NEWS, SENTENCE], ids=["404", "other_news", "sentence"])
class TestShortPagesAmongNews:
    @pytest.mark.parametrize(
        "body",
        [
            "<p>ขอเชิญประชาชนร่วมรับฟังความคิดเห็นต่อร่างแผน ณ หอประชุม</p>",
            "<table><tr><td>ตุลาคม</td><td>412</td></tr><tr><td>พฤศจิกายน</td><td>77</td></tr><tr><td>ธันวาคม</td><td>95</td></tr></table>",
            "<h2>แผนผังโครงสร้าง</h2><img src='/structure.png'>",
            "<h2>วีดิทัศน์</h2><iframe src='https://www.youtube.com/embed/x1'></iframe>",
            "<h2>แผน</h2><a href='/upload/plan.pdf'>เปิดเอกสาร</a>",
        ],
    )
    def test_open(self, unknown, body):
        assert verdict(turning(body), unknown=unknown).verdict == "opens"

    def test_that_hold_nothing_are_not_there(self, unknown):
        assert verdict(turning(""), unknown=unknown).verdict == "soft_404"

    def test_that_hold_other_news_each_time_are_not_there(self, unknown):
        assert verdict(turning(lambda draw: news(draw, 6), seed="own"), unknown=unknown).verdict == "soft_404"

    @pytest.mark.parametrize(
        "words",
        [
            "รายละเอียดข่าว",
            "<b>เรื่อง :</b><br><b>รายละเอียด :</b><br><b>วันที่ลง :</b>",
            "<h2></h2><small>เขียนโดย วันที่</small>",
        ],
    )
    def test_that_hold_only_names_of_fields_are_not_there(self, unknown, words):
        assert verdict(turning(words), unknown=unknown).verdict == "soft_404"

    def test_behind_a_password_are_walls(self, unknown):
        form = "<h1>ป้องกัน</h1><p>กรุณากรอกรหัสผ่านของคุณด้านล่าง</p><form><input type=password name=p></form>"

        assert verdict(turning(form), unknown=unknown).verdict == "login_wall"

    def test_with_a_fault_of_the_program_are_not_there(self, unknown):
        fault = "<b>Warning</b>: mysql_fetch_array() expects parameter 1 in <b>/a.php</b> on line <b>3</b>"

        assert verdict(turning(fault), unknown=unknown).verdict == "soft_404"


class TestOtherNewsAlone:
    def test_is_told_as_such_where_the_rest_of_the_site_stays(self):
        result = verdict(turning(lambda draw: news(draw, 8), title="ข่าวสาร"), home=HOME)

        assert result.verdict == "soft_404"
        assert "at each visit" in result.why_en
        assert "เปลี่ยนไปทุกครั้ง" in result.why

    def test_a_list_of_pages_that_stays_opens(self):
        assert verdict(page(news(Random(1), 8), title="รายการข่าว"), home=HOME).verdict == "opens"

    def test_a_page_that_cannot_be_had_again_is_judged_by_one_look(self):
        answers = [page("<p>ประกาศกำหนดการประชุมสภาสมัยสามัญ ครั้งที่สอง ประจำปี</p>" + news(Random(3))), scripted(503)]

        assert verdict(answers).verdict == "opens"

    def test_a_long_page_is_asked_for_once(self):
        body = "".join(
            f"<p>รายงานย่อหน้าที่ {word} ซึ่งมีข้อความยาวพอสมควรเกี่ยวกับผลการดำเนินงานของกอง</p>" for word in "กขคงจฉชซญฐฒณดตถทธน"
        )
        world = World({BASE: front(), BASE + "*": NOT_FOUND, URL: turning(body * 2)})

        world.audit([URL])

        assert [request.url for request in world.net.asked].count(URL) == 1


class TestPictures:
    def cards(self, draw):
        return f"<img src='/card{draw.randrange(30)}.jpg'>"

    def test_that_change_at_each_visit_are_no_content(self):
        home = turning(lambda draw: "<p>คำต้อนรับของหน่วยงานที่อยู่ทุกครั้งบนหน้าแรก</p>" * 3 + self.cards(draw))

        assert verdict(turning(self.cards, seed="b"), home=home).verdict == "soft_404"

    def test_with_the_time_in_their_address_are_where_no_others_change(self):
        body = "<h2>แผนผัง</h2>"

        answers = turning(lambda draw: f"{body}<img src='/chart.php?t={draw.random()}'>")

        assert verdict(answers).verdict == "opens"


class TestParts:
    def facts(self, text, **more):
        return PageFacts(URL, 200, fingerprint(text), frozenset(), frozenset(), **more)

    def test_lines_and_cells_that_both_have_stay(self):
        other = fingerprint("เมนู\nข่าวหนึ่ง\nอ่าน 12 ครั้ง")

        assert lines_shared("เมนู\tข่าวสอง\nข่าวสอง\nอ่าน 99 ครั้ง", "", other) == "เมนู\nอ่าน 99 ครั้ง"

    def test_few_figures_in_links_may_be_news(self):
        shown = PageText(kind="html", links=(PageLink("/n/1", "แผน ปี 2566"), PageLink("/a.pdf", "แผน ปี 2567")))
        facts = self.facts("แผน ปี 2566\nแผน ปี 2567\nงบประมาณ 500 บาท")

        assert figures_beside_links(2, shown, facts, []) == 2
        assert figures_beside_links(5, shown, facts, []) == 5

    def test_all_changes_only_where_more_than_the_frame_does(self):
        own = OwnContent(0, 0, 0, 0, is_steady=True, changed=400)

        assert own.all_changes
        assert not replace(own, frame_noise=300).all_changes
        assert not replace(own, is_steady=False).all_changes
        assert not replace(own, written=40).all_changes

    def test_answers_with_other_pictures_are_known_to_change(self):
        one = self.facts("ก")

        assert not Missing(one, one, None).do_pictures_turn
        assert Missing(one, replace(one, objects=frozenset({1})), None).do_pictures_turn
