"""Front pages: by their address whatever hangs on it, by where "/" leads, behind an entrance."""

import pytest

from prongsai.audit.front import is_front_address, is_same_address
from tests.audit.world import BODY, HOME, NOT_FOUND, World, page
from tests.fakes.fake_fetcher import scripted

BASE = "http://www.muang.go.th/"


class TestAddress:
    @pytest.mark.parametrize(
        "rest",
        [
            "",
            "?",
            "index.php",
            "?utm_source=line&utm_medium=social",
            "?fbclid=IwAR0abc",
            "index.php?gclid=x1",
            "index.html?lang=th",
            "?lang=en",
            "th/",
            "th/index.php",
            "en/home",
            "index.php/th",
            "index.php/th/home.html",
            "home",
            "main.php",
            "web/main.aspx",
            "index.php?page=home",
            "index.php?mod=main&lang=th",
            "index.php?option=com_frontpage",
            "?PHPSESSID=4f3a",
            "#about",
            "#/",
            "#!/home",
            "%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2%E0%B9%81%E0%B8%A3%E0%B8%81",
        ],
    )
    def test_says_the_front_page(self, rest):
        assert is_front_address(BASE + rest)

    @pytest.mark.parametrize(
        "rest",
        [
            "?p=47",
            "?page_id=12&fbclid=x",
            "index.php?id=5&lang=th",
            "index.php?page=ita",
            "index.php?mod=home&id=7",
            "main.php?mod=news",
            "th/ita",
            "ita2566/index.php",
            "home/ita.html",
            "index.php/th/component/content/article/12",
            "#/ita/o12",
            "news",
            "o12.pdf",
            "th/th/th/th/th",
        ],
    )
    def test_says_another_page(self, rest):
        assert not is_front_address(BASE + rest)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("http://a.go.th", "https://www.a.go.th/"),
            ("http://a.go.th/x/", "http://a.go.th/x"),
            ("http://a.go.th/x?id=1&fbclid=2", "http://a.go.th/x?id=1"),
        ],
    )
    def test_is_the_same(self, one, other):
        assert is_same_address(one, other)

    @pytest.mark.parametrize(
        "other", ["http://a.go.th/y", "http://a.go.th/x?id=2", "http://b.go.th/x", "http://a.go.th/X"]
    )
    def test_is_another(self, other):
        assert not is_same_address("http://a.go.th/x", other)


class TestBehindTheRoot:
    def result(self, pages, url):
        return World({BASE + "*": NOT_FOUND, **pages}).audit([url])["1"]

    def test_where_the_root_leads_is_the_front_page(self):
        pages = {BASE: scripted(302, headers=(("Location", "/tao/portal.php"),)), BASE + "tao/portal.php": HOME}

        result = self.result(pages, BASE + "tao/portal.php")

        assert (result.verdict, "front page" in result.why_en) == ("homepage_only", True)

    def test_a_link_sent_there_is_redirected_home(self):
        pages = {
            BASE: scripted(302, headers=(("Location", "/tao/portal.php"),)),
            BASE + "tao/portal.php": HOME,
            BASE + "o1": scripted(302, headers=(("Location", "/tao/portal.php"),)),
        }

        assert self.result(pages, BASE + "o1").why_en.startswith("redirects to the front page")

    def test_the_page_behind_an_entrance_is_the_front_page(self):
        entrance = scripted(body='<img src="/king.jpg"><a href="/inside.php"><img alt="เข้าสู่เว็บไซต์"></a>'.encode())
        pages = {BASE: entrance, BASE + "inside.php": HOME}

        assert self.result(pages, BASE + "inside.php").verdict == "homepage_only"

    def test_a_page_of_its_own_is_compared_with_what_is_behind_the_entrance(self):
        entrance = scripted(body=b'<img src="/king.jpg"><a href="/inside.php">Enter</a>')
        frame_alone = page("", title="เทศบาลตำบลตัวอย่าง")
        pages = {BASE: entrance, BASE + "inside.php": HOME, BASE + "o1": frame_alone, BASE + "o2": page(BODY)}

        results = World({BASE + "*": NOT_FOUND, **pages}).audit([BASE + "o1", BASE + "o2"])

        assert [results[key].verdict for key in "12"] == ["soft_404", "opens"]

    def test_a_short_front_page_with_many_links_is_no_entrance(self):
        links = "".join(f'<a href="/p{n}">หน้า {n}</a>' for n in range(12))
        pages = {BASE: scripted(body=links.encode()), BASE + "p1": page()}

        assert self.result(pages, BASE + "p1").verdict == "opens"

    def test_a_script_that_leads_home_is_followed(self):
        pages = {BASE: HOME, BASE + "old": scripted(body=b"<script>window.location.href='/';</script>")}

        assert self.result(pages, BASE + "old").verdict == "homepage_only"

    def test_the_same_with_other_news_is_the_front_page(self):
        def front(news):
            body = "".join(f"<p>ข้อความแนะนำหน่วยงานย่อหน้าที่ {word} ซึ่งยาวพอสมควรและอยู่ทุกครั้ง</p>" for word in "กขคงจฉชซ")
            return page(body + f"<p>ข่าวที่เปลี่ยนไปทุกครั้งเรื่อง{news} เป็นข้อความที่ยาวกว่าสามสิบตัวอักษรเล็กน้อย</p>", title="เทศบาล")

        pages = {BASE: [front("หนึ่ง"), front("สอง")], BASE + "view.php?x=front": [front("สาม"), front("สี่")]}

        assert self.result(pages, BASE + "view.php?x=front").verdict == "homepage_only"
