"""The agency's items inside a real WordPress, our site really served beside it: by the plugin, in a frame, and as a feed."""

import re
import time
from dataclasses import replace
from datetime import timedelta
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from prongsai.apps.disclosure.models import Version
from prongsai.apps.portal.answers import memory
from prongsai.apps.portal.own_site import make_frame
from prongsai.apps.portal.wordpress import pack_plugin, plugin_files
from prongsai.core.public_address import list_embed_paths
from tests.apps.disclosure.desk import AT, PAGE, draft, make_desk, publish, ready, wait
from tests.apps.factories import make_agency
from tests.gate import Gate
from tests.wordpress_site import ADMIN, PASSWORD, WordPressSite

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NINE = ("O1", "O7", "O11", "O14", "O15", "O19", "O23", "O34", "O43")
"""One item of each of a plan's nine measures."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
HTML = {"Content-Type": "text/html; charset=utf-8"}
WHOLE = '<section class="prongsai prongsai-items" lang="th">%s</section>'
ITEMS, NEWS = "[prongsai_items]", "[prongsai_news]"
THEMES = ("twentytwentythree", "twentytwentyone")


@pytest.fixture(scope="module")
def gate():
    gate = Gate()
    yield gate
    gate.shut()


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory, gate):
    """A site with the plugin of the agency `ban-suan`; its packages lacking is an error, not a reason to skip."""
    site = WordPressSite(tmp_path_factory.mktemp("wordpress"))
    try:
        site.install(pack_plugin(f"{gate.address}/ban-suan/"))
        yield site
        assert "plugins/prongsai" not in site.read_faults()
    finally:
        site.remove()


@pytest.fixture
def desk(live_server, settings, tmp_path, public_static, gate, wordpress):
    """An agency with nine items published, and of each state before that one that is not; WordPress remembers nothing."""
    memory.drop()
    settings.MEDIA_ROOT = tmp_path
    settings.PRONGSAI = replace(settings.PRONGSAI, url=gate.address)
    desk = make_desk(make_agency(slug="ban-suan"))
    for hours, code in enumerate(NINE, start=2):
        publish(desk, replace(PAGE, title=f"ประกาศของ {code}"), code=code, at=AT + timedelta(hours=hours))
    draft(desk, replace(PAGE, title="ลับหนึ่ง"), code="O2")
    wait(desk, draft(desk, replace(PAGE, title="ลับสอง"), code="O3"))
    ready(desk, replace(PAGE, title="ลับสาม"), code="O4")
    gate.behind, gate.broken = live_server.url, None
    gate.shut()
    gate.open()
    gate.answers.clear()
    wordpress.run("prongsai_forget(); delete_option( 'prongsai_address' ); switch_theme( 'twentytwentythree' );")
    yield desk
    memory.drop()


def read(address):
    with urlopen(address, timeout=60) as answer:
        return html.fromstring(answer.read().decode())


def part(address):
    """The plugin's part of a page: its items by code, (link, state)."""
    tree = read(address)
    return {
        line.findtext("a/strong"): (line.find("a").get("href"), line.findtext("span"))
        for line in tree.xpath("//section[contains(@class, 'prongsai-items')]//li")
    }


def end_cache(wordpress):
    """The time for which WordPress shows a part without asking is over."""
    wordpress.run(
        'global $wpdb; $wpdb->query( "UPDATE {$wpdb->options} SET option_value = 1 '
        "WHERE option_name LIKE '_transient_timeout_prongsai_part_%'\" );"
    )


def age_copies(wordpress, seconds):
    """The copies of what was good last are older by this."""
    wordpress.run(
        'global $wpdb; foreach ( $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '
        "'prongsai_part_%'\" ) as $name ) { $copy = get_option( $name ); $copy['at'] -= $given['seconds'];"
        "update_option( $name, $copy ); }",
        seconds=seconds,
    )


def asked(gate, name="items.html"):
    return [status for path, status in gate.answers if path.endswith(name)]


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="th-TH")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def sign_in(page, wordpress):
    page.goto(f"{wordpress.address}/wp-login.php")
    page.fill("#user_login", ADMIN)
    page.fill("#user_pass", PASSWORD)
    page.click("#wp-submit")
    page.wait_for_selector("#wpadminbar")


class TestItems:
    def test_the_nine_stand_with_their_permanent_addresses_and_the_rest_as_not_published(self, desk, wordpress, gate):
        lines = part(wordpress.post(ITEMS))

        assert len(lines) == 43
        shown = {code for code, (_link, state) in lines.items() if state.startswith("✓")}
        assert shown == set(NINE)
        for code, (link, _state) in lines.items():
            assert link == f"{gate.address}/ban-suan/2566/{code.lower()}/"
            with urlopen(link) as answer:
                assert answer.status == 200

    def test_nothing_that_is_not_public_is_shown(self, desk, wordpress):
        text = read(wordpress.post(f"{ITEMS}\n\n{NEWS}")).text_content()

        assert "ประกาศของ O43" in text
        assert "ลับ" not in text
        assert Version.objects.filter(title__startswith="ลับ").count() == 3

    def test_the_newest_publications_stand_with_theirs(self, desk, wordpress, gate):
        links = read(wordpress.post(NEWS, kind="post")).xpath("//section[contains(@class, 'prongsai-news')]//li/a")

        assert [link.text for link in links] == [f"ประกาศของ {code}" for code in reversed(NINE)]
        assert links[0].get("href") == f"{gate.address}/ban-suan/2566/o43/1/"

    def test_a_year_and_english_are_asked_for_by_the_shortcode(self, desk, wordpress, gate):
        thai_digits = part(wordpress.post('[prongsai_items year="๒๕๖๖"]'))
        english = part(wordpress.post('[prongsai_items year="2566" lang="en"]'))
        nonsense = part(wordpress.post('[prongsai_items year="../../x" site="http://127.0.0.1:1/" lang="xx"]'))

        assert len(thai_digits) == len(english) == len(nonsense) == 43
        assert english["O1"][0] == f"{gate.address}/ban-suan/en/2566/o1/"
        paths = {path for path, _status in gate.answers}
        assert paths == {
            f"/ban-suan/{rest}" for rest in ("embed/2566/items.html", "en/embed/2566/items.html", "embed/items.html")
        }
        assert paths <= set(list_embed_paths("ban-suan", 2566))

    def test_a_year_that_is_not_open_is_a_link(self, desk, wordpress, gate):
        tree = read(wordpress.post('[prongsai_items year="2599"]'))

        assert tree.xpath("//p[@class='prongsai']/a/@href") == [f"{gate.address}/ban-suan/2599/"]


class TestCache:
    def test_a_publication_shows_once_the_cache_ends(self, desk, wordpress, gate):
        address = wordpress.post(ITEMS)
        assert part(address)["O2"][1] == "○ ยังไม่เผยแพร่"

        publish(desk, replace(PAGE, title="ใหม่"), code="O2")
        assert part(address)["O2"][1] == "○ ยังไม่เผยแพร่"
        assert asked(gate) == [200]
        end_cache(wordpress)

        assert part(address)["O2"][1].startswith("✓ เผยแพร่แล้ว")
        assert asked(gate) == [200, 200]

    def test_what_did_not_change_is_not_sent_again(self, desk, wordpress, gate):
        address = wordpress.post(ITEMS)
        before = part(address)
        end_cache(wordpress)

        assert part(address) == before
        assert part(address) == before
        assert asked(gate) == [200, 304]

    def test_the_copy_counts_from_the_last_time_it_was_told_to_be_good(self, desk, wordpress, gate):
        address = wordpress.post(ITEMS)
        part(address)
        age_copies(wordpress, 6 * 24 * 3600)
        end_cache(wordpress)
        part(address)  # "not changed"
        age_copies(wordpress, 6 * 24 * 3600)
        end_cache(wordpress)
        gate.shut()

        assert len(part(address)) == 43


class TestSiteDown:
    def test_the_last_good_copy_is_shown_with_its_day(self, desk, wordpress, gate):
        address = wordpress.post(ITEMS)
        good = part(address)
        end_cache(wordpress)
        gate.shut()

        tree = read(address)

        assert part(address) == good
        (note,) = tree.xpath("//p[@class='prongsai prongsai-note']")
        assert re.fullmatch(r"ข้อมูล ณ \d+/\d+/25\d\d \d\d\.\d\d น\. · รายการข้อมูลสาธารณะของหน่วยงาน", note.text_content())
        assert note.xpath("a/@href") == [f"{gate.address}/ban-suan/"]

    def test_it_is_asked_again_after_a_while_and_the_note_goes(self, desk, wordpress, gate):
        address = wordpress.post(ITEMS)
        part(address)
        end_cache(wordpress)
        gate.shut()
        part(address)
        gate.open()
        assert read(address).xpath("//p[contains(@class, 'prongsai-note')]")  # left alone for a minute

        end_cache(wordpress)

        assert not read(address).xpath("//p[contains(@class, 'prongsai-note')]")

    def test_without_a_copy_there_is_a_plain_link(self, desk, wordpress, gate):
        gate.shut()

        tree = read(wordpress.post(f"{ITEMS}\n\n{NEWS}\n\n[prongsai_news lang=en]"))

        links = {link.text: link.get("href") for link in tree.xpath("//p[@class='prongsai']/a")}
        assert links == {
            "รายการข้อมูลสาธารณะของหน่วยงาน": f"{gate.address}/ban-suan/",
            "เผยแพร่ล่าสุด": f"{gate.address}/ban-suan/changes/",
            "Published last": f"{gate.address}/ban-suan/en/changes/",
        }

    def test_a_copy_older_than_a_week_is_not_shown(self, desk, wordpress, gate):
        address = wordpress.post(ITEMS)
        part(address)
        age_copies(wordpress, 8 * 24 * 3600)
        end_cache(wordpress)
        gate.shut()

        assert part(address) == {}
        assert read(address).xpath("//p[@class='prongsai']/a")

    def test_a_site_that_hangs_holds_a_page_up_once_and_no_longer_than_five_seconds(self, desk, wordpress, gate):
        address = wordpress.post(ITEMS)
        part(address)
        end_cache(wordpress)
        gate.broken = (200, HTML, WHOLE.encode() % b"", 30)

        began = time.monotonic()
        assert len(part(address)) == 43
        first = time.monotonic() - began
        began = time.monotonic()
        assert len(part(address)) == 43

        assert 4 < first < 15
        assert time.monotonic() - began < 4


BROKEN = {
    "fault": (500, HTML, b"<h1>Server Error</h1>"),
    "gone": (404, HTML, (WHOLE % "404").encode()),
    "not_html": (200, {"Content-Type": "application/json"}, (WHOLE % "{}").encode()),
    "another_page": (200, HTML, b"<!doctype html><html><body><h1>Buy now</h1></body></html>"),
    "empty": (200, HTML, b""),
    "cut_off": (200, HTML, (WHOLE % "<ul><li>Buy now").encode()[:-12]),
    "not_utf_8": (200, HTML, (WHOLE % "Buy now").encode() + b"\xff\xfe</section>"),
    "huge": (200, HTML, (WHOLE % ("<p>Buy now</p>" * 400_000)).encode()),
    "not_changed": (304, {}, b""),
    "packed_badly": (200, {**HTML, "Content-Encoding": "gzip"}, b"\x1f\x8b" + b"Buy now" * 20),
    "elsewhere": (302, {"Location": "http://127.0.0.1:9/"}, b""),
    "round_and_round": (302, {"Location": "/ban-suan/embed/items.html"}, b""),
}


class TestRubbish:
    @pytest.mark.parametrize("kind", BROKEN)
    def test_leaves_the_last_good_copy(self, desk, wordpress, gate, kind):
        address = wordpress.post(ITEMS)
        good = part(address)
        end_cache(wordpress)
        gate.broken = (*BROKEN[kind], 0.0)

        tree = read(address)

        assert part(address) == good
        assert "Buy now" not in tree.text_content()
        assert bool(tree.xpath("//p[contains(@class, 'prongsai-note')]")) == (kind != "not_changed")

    @pytest.mark.parametrize("kind", BROKEN)
    def test_without_a_copy_is_a_plain_link(self, desk, wordpress, gate, kind):
        gate.broken = (*BROKEN[kind], 0.0)

        tree = read(wordpress.post(ITEMS))

        assert tree.xpath("//p[@class='prongsai']/a/@href") == [f"{gate.address}/ban-suan/"]
        assert "Buy now" not in tree.text_content()

    def test_nothing_in_it_can_run_load_or_leave_its_place(self, desk, wordpress, gate, page):
        hostile = (
            '<script>window.hurt = 1</script><img src="http://127.0.0.1:9/x" onerror="window.hurt = 1">'
            '<a href="javascript:window.hurt=1" onclick="window.hurt=1" class="prongsai-x" style="position:fixed">ก</a>'
            '<iframe src="http://127.0.0.1:9/"></iframe><form action="http://127.0.0.1:9/"><input name="a"></form>'
            "<style>body{display:none}</style><ul><li><div><strong>ข</strong></p></div>[prongsai_news]"
        )
        gate.broken = (200, HTML, (WHOLE % hostile).encode(), 0.0)
        elsewhere = []
        page.on("request", lambda request: elsewhere.append(request.url) if ":9/" in request.url else None)

        page.goto(wordpress.post(ITEMS))

        section = page.locator("section.prongsai")
        assert section.locator("script, img, iframe, form, input, style, div").count() == 0
        assert page.evaluate("window.hurt") is None
        assert elsewhere == []
        link = section.locator("a")
        assert (link.get_attribute("onclick"), link.get_attribute("style")) == (None, None)
        assert not (link.get_attribute("href") or "").startswith("javascript")
        assert page.locator("footer").is_visible()  # the theme goes on behind it
        assert asked(gate, "news.html") == []


class TestSettings:
    def test_wordpress_takes_the_zip_of_the_office_by_its_own_form(self, desk, wordpress, gate, page, tmp_path):
        packed = tmp_path / "prongsai-wordpress.zip"
        packed.write_bytes(pack_plugin(f"{gate.address}/ban-suan/"))
        wordpress.run(
            "require ABSPATH . 'wp-admin/includes/plugin.php'; require ABSPATH . 'wp-admin/includes/file.php';"
            "deactivate_plugins( 'prongsai/prongsai.php' ); $fault = delete_plugins( array( 'prongsai/prongsai.php' ) );"
            "if ( true !== $fault ) { throw new Exception( 'not deleted' ); }"
        )
        assert not (wordpress.folder / "wp-content/plugins/prongsai").exists()

        sign_in(page, wordpress)
        page.goto(f"{wordpress.address}/wp-admin/plugin-install.php?tab=upload")
        page.set_input_files("#pluginzip", str(packed))
        page.click("#install-plugin-submit")
        page.click("a:has-text('Activate Plugin')")
        page.wait_for_selector("tr[data-plugin='prongsai/prongsai.php'].active")

        for name, content in plugin_files().items():
            assert (wordpress.folder / "wp-content/plugins/prongsai" / name).read_bytes() == content
        assert len(part(wordpress.post(ITEMS))) == 43

    def test_another_address_is_set_on_its_page_and_a_wrong_one_refused(self, desk, wordpress, gate, page):
        address = wordpress.post(ITEMS)
        part(address)
        sign_in(page, wordpress)
        page.goto(f"{wordpress.address}/wp-admin/options-general.php?page=prongsai")
        assert page.input_value("#prongsai_address") == f"{gate.address}/ban-suan/"
        faults = Axe().run(page, options=RULES, context="#wpbody-content .wrap").response["violations"]
        assert faults == []

        page.fill("#prongsai_address", f"{gate.address}/ban-suan/2566/")
        page.click("#submit")
        page.wait_for_selector(".notice-error, .settings-error")
        assert "ที่อยู่ต้องเป็นหน้าแรกของหน่วยงาน" in page.text_content(".settings-error")
        assert page.input_value("#prongsai_address") == f"{gate.address}/ban-suan/"
        page.fill("#prongsai_address", f"{gate.address}/other")
        page.click("#submit")
        page.wait_for_selector(".notice-success")

        assert page.input_value("#prongsai_address") == f"{gate.address}/other/"
        assert part(address) == {}
        assert read(address).xpath("//p[@class='prongsai']/a/@href") == [f"{gate.address}/other/"]

    @pytest.mark.parametrize(
        "given",
        [
            "javascript:alert(1)",
            "ban-suan",
            "http://a.go.th/",
            "http://me@a.go.th/b/",
            "http://a.go.th/b/?c",
            "ftp://a.go.th/b/",
            "http://a.go.th/b c/",
        ],
    )
    def test_what_is_no_front_page_is_refused(self, desk, wordpress, given):
        kept = wordpress.run(
            "require ABSPATH . 'wp-admin/includes/template.php'; require_once WP_PLUGIN_DIR . '/prongsai/settings.php';"
            "update_option( 'prongsai_address', 'https://kept.go.th/a/' );"
            "echo wp_json_encode( prongsai_read_address( $given['address'] ) );",
            address=given,
        )

        assert kept == "https://kept.go.th/a/"

    def test_only_who_manages_the_site_reaches_it(self, desk, wordpress, page):
        wordpress.run(
            "if ( ! username_exists( 'writer' ) ) { wp_insert_user( array( 'user_login' => 'writer',"
            "'user_pass' => $given['password'], 'user_email' => 'w@example.go.th', 'role' => 'editor' ) ); }",
            password=PASSWORD,
        )
        page.goto(f"{wordpress.address}/wp-login.php")
        page.fill("#user_login", "writer")
        page.fill("#user_pass", PASSWORD)
        page.click("#wp-submit")
        page.wait_for_selector("#wpadminbar")

        answer = page.goto(f"{wordpress.address}/wp-admin/options-general.php?page=prongsai")

        assert answer.status == 403

    def test_its_programs_say_nothing_when_asked_by_themselves(self, desk, wordpress):
        for name in plugin_files():
            if name.endswith(".php"):
                with urlopen(f"{wordpress.address}/wp-content/plugins/prongsai/{name}") as answer:
                    assert answer.read() == b"", name

    def test_removing_it_leaves_nothing(self, desk, wordpress):
        part(wordpress.post(ITEMS))
        count = "global $wpdb; echo $wpdb->get_var( \"SELECT COUNT(*) FROM {$wpdb->options} WHERE option_name LIKE '%prongsai_%'\" );"
        wordpress.run("update_option( 'prongsai_address', 'https://a.go.th/b/' );")
        part(wordpress.post(NEWS))
        assert wordpress.run(count) > 1

        wordpress.run(
            "define( 'WP_UNINSTALL_PLUGIN', 'prongsai/prongsai.php' );"
            "include WP_PLUGIN_DIR . '/prongsai/uninstall.php';"
        )

        assert wordpress.run(count) == 0


class TestInChromium:
    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("width", [360, 1280])
    def test_the_part_shuts_nobody_out_and_fits_the_theme(self, desk, wordpress, page, theme, width):
        wordpress.use_theme(theme)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(wordpress.post(f"{ITEMS}\n\n{NEWS}"))

        assert page.locator(".prongsai-published").count() == len(NINE)
        faults = Axe().run(page, options=RULES, context=".prongsai").response["violations"]
        assert faults == [], [one["id"] for one in faults]
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert page.locator(".prongsai-list").first.evaluate("one => getComputedStyle(one).listStyleType") == "none"

    def test_a_reader_goes_from_the_item_to_its_page(self, desk, wordpress, gate, page):
        page.goto(wordpress.post(ITEMS))

        page.click("a:has-text('O43')")

        assert page.url == f"{gate.address}/ban-suan/2566/o43/"
        assert "ประกาศของ O43" in page.text_content("main")

    def test_no_cookie_and_no_script_come_with_it(self, desk, wordpress, page):
        requests = []
        page.on("request", lambda request: requests.append(request.url))

        page.goto(wordpress.post(f"{ITEMS}\n\n{NEWS}"))

        assert page.context.cookies() == []
        ours = [url for url in requests if "prongsai" in url]
        assert [re.sub(r".*/prongsai/([^?]*).*", r"\1", url) for url in ours] == ["prongsai.css"]


def frame_of(address):
    """The code that the office page gives, in a block of its own."""
    return f"<!-- wp:html -->{make_frame(address, 'ข้อมูลสาธารณะ', 900)}<!-- /wp:html -->"


class TestFrame:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_shows_the_nine_items_and_leads_out_of_the_frame(self, desk, wordpress, gate, page, width):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(wordpress.post(frame_of(f"{gate.address}/ban-suan/embed/")))
        frame = page.frame_locator("iframe[title='ข้อมูลสาธารณะ']")

        frame.locator(".prongsai-published").first.wait_for()

        assert frame.locator(".prongsai-published").count() == len(NINE)
        assert frame.locator(".prongsai-news li").count() == len(NINE)
        assert page.context.cookies() == []
        inner = frame.locator("html")
        assert inner.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
        assert inner.evaluate("() => getComputedStyle(document.body).fontFamily").startswith("Sarabun")
        frame.locator("a:has-text('O7 ')").first.click()
        page.wait_for_url(f"{gate.address}/ban-suan/2566/o7/")

    def test_only_the_agencys_own_sites_show_it_once_they_are_known(self, desk, wordpress, gate, page):
        desk.agency.hosts = ["www.bansuan.go.th"]
        desk.agency.save()
        memory.drop()
        said = []
        page.on("console", lambda line: said.append(line.text))

        page.goto(wordpress.post(frame_of(f"{gate.address}/ban-suan/embed/")), wait_until="networkidle")

        assert page.frame_locator("iframe[title='ข้อมูลสาธารณะ']").locator(".prongsai").count() == 0
        assert any("frame-ancestors" in line for line in said), said

    @pytest.mark.parametrize("path", ["", "2566/", "embed/items.html"])
    def test_no_other_page_is_shown_in_a_frame(self, desk, wordpress, gate, page, path):
        said = []
        page.on("console", lambda line: said.append(line.text))

        page.goto(wordpress.post(frame_of(f"{gate.address}/ban-suan/{path}")), wait_until="networkidle")

        assert page.frame_locator("iframe[title='ข้อมูลสาธารณะ']").locator("a").count() == 0
        assert any("frame-ancestors" in line or "X-Frame-Options" in line for line in said), said


class TestFeedBlock:
    def test_wordpress_reads_our_feed_with_its_own_block(self, desk, wordpress, gate):
        feed = f"{gate.address}/ban-suan/feed.xml"
        block = f'<!-- wp:rss {{"feedURL":"{feed}","itemsToShow":9,"displayExcerpt":true,"displayDate":true}} /-->'

        tree = read(wordpress.post(block))

        lines = tree.xpath("//ul[contains(@class, 'wp-block-rss')]/li")
        assert [line.xpath("string(.//a)") for line in lines] == [f"ประกาศของ {code}" for code in reversed(NINE)]
        assert lines[0].xpath(".//a/@href") == [f"{gate.address}/ban-suan/2566/o43/1/"]
        assert "O43" in lines[0].xpath("string(.//*[contains(@class, 'wp-block-rss__item-excerpt')])")
        assert lines[0].xpath("string(.//time)") == "December 1, 2022"
