"""The public search: pages beyond the first, addresses that stay, both languages, and how often one place may ask."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from prongsai.apps.accounts import rate_limit
from prongsai.apps.accounts.models import RequestCount
from prongsai.apps.disclosure.search_source import refresh_year
from prongsai.apps.portal import finding
from prongsai.apps.portal.frame import site_address
from prongsai.apps.search import queries
from prongsai.apps.search.actions import index
from prongsai.apps.search.sources import Findable
from prongsai.wiring import framework_files
from tests.apps.portal.published import AT, open_year

pytestmark = pytest.mark.django_db
SEARCH, ENGLISH = "/ban-suan/search/", "/ban-suan/en/search/"
LINE = re.compile(r'<li><a href="\.\./(?:\.\./)?(?:en/)?x/(\d+)/" lang="th">')


@pytest.fixture
def agency():
    return open_year(codes=1).agency


def put(agency, count, word="ประกาศ"):
    index(
        agency=agency,
        kind="publication",
        found=[
            Findable(f"{number}", f"{word}ที่ {number:03}", f"/ban-suan/x/{number}/", AT, is_public=True)
            for number in range(1, count + 1)
        ],
    )


def ask(client, path=SEARCH, **asked):
    response = client.get(path, asked)
    assert response.status_code == 200
    return response.content.decode()


class TestPages:
    def test_every_hit_is_on_one_page_in_one_order(self, client, agency):
        put(agency, 120)

        pages = [LINE.findall(ask(client, q="ประกาศ", page=page)) for page in (1, 2, 3)]

        assert [len(page) for page in pages] == [50, 50, 20]
        assert [number for page in pages for number in page] == [f"{number}" for number in range(1, 121)]

    def test_a_page_says_where_it_stands_and_leads_on_and_back(self, client, agency):
        put(agency, 120)

        page = unescape(ask(client, q="ประกาศ", page=2))

        assert "พบ 120 เรื่อง · แสดงเรื่องที่ 51 ถึง 100 (หน้า 2 จาก 3)" in page
        asked = "?q=%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%81%E0%B8%B2%E0%B8%A8"
        assert f'<link rel="prev" href="{asked}">' in page
        assert f'<link rel="next" href="{asked}&page=3">' in page
        assert f'<a href="{asked}" rel="prev">‹ หน้าก่อน</a>' in page
        assert f'<a href="{asked}&page=3" rel="next">หน้าถัดไป ›</a>' in page

    def test_the_ends_lead_one_way_only(self, client, agency):
        put(agency, 60)

        assert 'rel="prev"' not in ask(client, q="ประกาศ")
        assert 'rel="next"' not in ask(client, q="ประกาศ", page=2)

    def test_one_page_has_no_pages(self, client, agency):
        put(agency, 50)

        page = ask(client, q="ประกาศ")

        assert "rel=" not in page.split("<main")[1].split("</main>")[0]
        assert "(หน้า" not in page

    def test_a_result_page_has_an_address_of_its_own_in_both_languages(self, client, agency):
        put(agency, 60)

        thai, english = (unescape(ask(client, path, q="ประกาศ", page=2)) for path in (SEARCH, ENGLISH))

        asked = "?q=%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%81%E0%B8%B2%E0%B8%A8&page=2"
        for page in (thai, english):
            assert f'hreflang="th" href="{site_address()}{SEARCH}{asked}"' in page
            assert f'hreflang="en" href="{site_address()}{ENGLISH}{asked}"' in page
        assert f'rel="canonical" href="{site_address()}{SEARCH}{asked}"' in thai
        assert f'<a class="lang" href="../en/search/{asked}"' in thai
        assert f'<a class="lang" href="../../search/{asked}"' in english
        assert "showing 51 to 60 (page 2 of 2)" in english
        assert LINE.findall(english) == LINE.findall(thai)

    @pytest.mark.parametrize(
        ("page", "shown"),
        [("9", "2"), ("0", "1"), ("-1", "1"), ("x", "1"), ("๒", "2"), ("9" * 30, "1"), ("1\x00", "1")],
    )
    def test_a_page_that_is_not_there_becomes_the_nearest(self, client, agency, page, shown):
        put(agency, 60)

        assert f"(หน้า {shown} จาก 2)" in ask(client, q="ประกาศ", page=page)

    def test_words_are_text_in_every_address(self, client, agency):
        put(agency, 60, 'ประกาศ"><b>')

        page = ask(client, q='ประกาศ "><b>x</b>')

        assert "<b>x" not in page

    def test_the_digits_are_the_agencys(self, client, agency):
        agency.digits = "thai"
        agency.save()
        put(agency, 60)

        assert "พบ ๖๐ เรื่อง · แสดงเรื่องที่ ๑ ถึง ๕๐ (หน้า ๑ จาก ๒)" in ask(client, q="ประกาศ")

    def test_a_very_common_word_says_that_there_is_more(self, client, agency, monkeypatch):
        monkeypatch.setattr(queries.search, "__kwdefaults__", {**queries.search.__kwdefaults__, "most": 55})
        put(agency, 60)

        assert "พบมากกว่า 55 เรื่อง เรียงจาก 55 เรื่องที่ใหม่ที่สุด" in ask(client, q="ประกาศ")
        assert "More than 55 found" in ask(client, ENGLISH, q="ประกาศ")


class TestInEnglish:
    def test_an_item_has_its_english_name_and_a_publication_keeps_its_own(self, client, agency):
        put(agency, 1)
        item = framework_files().get(2566).items[0]
        refresh_year(agency.disclosure_years.get())

        page = unescape(ask(client, ENGLISH, q=item.title_th))

        assert f'lang="en">{item.title_en}</a>' in page
        assert 'lang="th">ประกาศที่ 001</a>' in unescape(ask(client, ENGLISH, q="ประกาศที่"))
        assert f'lang="th">{item.title_th}</a>' in unescape(ask(client, q=item.title_th))


class TestHowOften:
    @pytest.fixture(autouse=True)
    def _three(self, monkeypatch):
        monkeypatch.setattr(finding, "SEARCHES", rate_limit.Limit("public_search", 3))

    def test_after_too_many_searches_a_page_says_when_to_come_back(self, client, agency):
        put(agency, 1)
        for _time in range(3):
            ask(client, q="ประกาศ")

        refused = client.get(SEARCH, {"q": "ประกาศ"})

        assert refused.status_code == 429
        assert 0 < int(refused["Retry-After"]) <= 600
        assert refused["Cache-Control"] == "no-store"
        page = refused.content.decode()
        assert "กรุณารออีก 10 นาที" in page
        assert "try again in 10 min" in page
        assert not refused.cookies

    def test_both_languages_and_the_api_count_together(self, client, agency):
        put(agency, 1)
        ask(client, q="ประกาศ")
        ask(client, ENGLISH, q="ประกาศ")
        api = "/api/v1/agencies/ban-suan/search"
        assert client.get(api, {"q": "ประกาศ"}).status_code == 200

        refused = client.get(api, {"q": "ประกาศ"})

        assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
        assert refused["Retry-After"]
        assert client.get(SEARCH, {"q": "ประกาศ"}).status_code == 429

    def test_another_place_and_every_other_page_go_on(self, client, agency):
        put(agency, 1)
        for _time in range(4):
            client.get(SEARCH, {"q": "ประกาศ"})

        assert client.get(SEARCH, {"q": "ประกาศ"}, REMOTE_ADDR="203.0.113.9").status_code == 200
        for path in (SEARCH, "/ban-suan/", "/ban-suan/2566/", "/ban-suan/?q=x"):
            assert client.get(path).status_code == 200, path

    def test_the_window_ends(self, client, agency):
        put(agency, 1)
        for _time in range(4):
            client.get(SEARCH, {"q": "ประกาศ"})
        RequestCount.objects.update(window_ends_at=timezone.now() - timedelta(seconds=1))

        assert client.get(SEARCH, {"q": "ประกาศ"}).status_code == 200

    def test_no_address_is_kept_that_could_be_guessed_again(self, client, agency):
        put(agency, 1)
        ask(client, q="ประกาศ")

        (row,) = RequestCount.objects.all()
        plain = rate_limit.hashlib.sha256(b"public_search\n127.0.0.1").hexdigest()
        assert "127.0.0.1" not in row.key
        assert row.key != plain


class TestTooShort:
    @pytest.mark.parametrize("query", ["ก", "%", "ๆ ฯ"])
    def test_says_so_in_both_languages_and_advises_nothing_shorter(self, client, agency, query):
        put(agency, 3)

        thai, english = ask(client, q=query), ask(client, ENGLISH, q=query)

        assert "คำค้นสั้นเกินไป พิมพ์อย่างน้อย 2 ตัวอักษรหรือตัวเลข" in thai
        assert "That is too short. Type at least 2 letters or digits" in english
        assert "ลองใช้คำที่สั้นลง" not in thai
        assert "พบ 0 เรื่อง" not in thai

    def test_what_is_long_enough_and_not_found_says_that(self, client, agency):
        page = ask(client, q="ปลาวาฬ")

        assert "ลองใช้คำที่สั้นลง" in page
        assert "สั้นเกินไป" not in page
