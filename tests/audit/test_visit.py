"""Each verdict of the auditor, its reason, and what is said with it (design 6.3)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from prongsai.audit.judged import Judged, RankedItem
from prongsai.audit.result import LastVisit, LinkToCheck
from prongsai.audit.verdict import UNKNOWN_VERDICTS, VERDICTS
from prongsai.core.report_form.words import verdict_words
from tests.audit.world import BODY, HOME, NOT_FOUND, World, page, site
from tests.fakes.fake_fetcher import scripted

BASE = "http://www.muang.go.th/"
URL = BASE + "report.html"


def verdict_of(pages, url=URL, **options):
    return World(pages).audit([url], **options)["1"]


def at(path, one, **more):
    return {**site(), BASE + path: one, **{BASE + key: value for key, value in more.items()}}


class TestOpens:
    def test_a_page_with_content_of_its_own(self):
        result = verdict_of(at("report.html", page()))

        assert (result.verdict, result.status, result.host_class) == ("opens", 200, "own")
        assert not result.is_unknown
        assert not result.counts_against
        assert result.final_url == URL
        assert len(result.sha256) == len(result.text_sha256) == 64

    def test_redirects_to_https_www_and_slash_are_the_same_page(self):
        pages = {
            **site(),
            "http://muang.go.th/report": scripted(301, headers=(("Location", "https://muang.go.th/report"),)),
            "https://muang.go.th/report": scripted(301, headers=(("Location", "https://www.muang.go.th/report/"),)),
            "https://www.muang.go.th/report/": page(),
            "https://www.muang.go.th/": HOME,
            "https://www.muang.go.th/*": NOT_FOUND,
        }

        result = verdict_of(pages, "http://muang.go.th/report")

        assert result.verdict == "opens"
        assert [hop.status for hop in result.hops] == [301, 301, 200]

    def test_a_pdf_and_an_archive_open(self):
        pdf = verdict_of(
            at("report.pdf", scripted(body=b"%PDF-1.7 ...", headers=(("Content-Type", "application/pdf"),))),
            BASE + "report.pdf",
        )
        packed = verdict_of(at("all.zip", scripted(body=b"PK\x03\x04")), BASE + "all.zip")

        assert pdf.verdict == packed.verdict == "opens"
        assert "แตกไฟล์" in packed.why
        assert "unpack" in packed.why_en

    def test_a_page_that_truly_found_nothing_to_report(self):
        body = "<h1>เรื่องร้องเรียนการทุจริต ปีงบประมาณ ๒๕๖๖</h1><p>ในรอบหกเดือนแรกไม่พบข้อมูลเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่</p>"

        result = verdict_of({**at("complaints.html", page(body, title="เรื่องร้องเรียน"))}, BASE + "complaints.html")

        assert result.verdict == "opens"

    def test_a_page_that_is_one_scanned_picture(self):
        result = verdict_of(
            at("order.html", page('<img src="/files/order-12.jpg">', title="คำสั่ง")), BASE + "order.html"
        )

        assert result.verdict == "opens"

    def test_a_members_corner_is_no_wall(self):
        corner = '<form><input name="user"><input type="password" name="p"></form>'
        pages = {**at("report.html", page(BODY + corner)), BASE: page("<p>ข่าว</p>" + corner, title="หน้าแรก")}

        assert verdict_of(pages).verdict == "opens"


class TestMoved:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_to_another_page_of_content(self, status):
        pages = at(
            "report.html", scripted(status, headers=(("Location", "/new/report.html"),)), **{"new/report.html": page()}
        )

        result = verdict_of(pages)

        assert result.verdict == "moved"
        assert result.final_url == BASE + "new/report.html"
        assert BASE + "new/report.html" in result.why

    def test_a_quick_meta_refresh_counts_as_a_redirect(self):
        jump = scripted(body=b'<html><head><meta http-equiv="refresh" content="0; url=/new.html"></head></html>')

        result = verdict_of(at("report.html", jump, **{"new.html": page()}))

        assert (result.verdict, result.final_url) == ("moved", BASE + "new.html")
        assert "meta_redirect" in [note.code for note in result.notes]

    def test_a_short_link_gets_the_class_of_its_target(self):
        pages = {
            "https://bit.ly/abc": scripted(301, headers=(("Location", URL),)),
            **at("report.html", page()),
        }

        result = verdict_of(pages, "https://bit.ly/abc")

        assert (result.verdict, result.host_class, result.via_shortener) == ("moved", "own", True)

    def test_a_location_in_raw_thai_letters_is_encoded(self):
        raw = "/รายงาน.html".encode().decode("latin-1")
        target = BASE + "%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99.html"
        pages = {**at("report.html", scripted(302, headers=(("Location", raw),))), target: page()}

        assert verdict_of(pages).final_url == target


class TestGone:
    @pytest.mark.parametrize("status", [404, 410])
    def test_at_once_but_not_yet_confirmed(self, status):
        result = verdict_of(at("report.html", scripted(status)))

        assert (result.verdict, result.confirmed, result.counts_against) == ("gone", False, False)
        assert result.gone_since_on == date(2026, 11, 27)

    def test_confirmed_on_a_second_day(self):
        last = LastVisit(URL, datetime(2026, 11, 25, tzinfo=UTC), "gone", gone_since_on=date(2026, 11, 25))

        result = verdict_of(at("report.html", scripted(404)), memory={URL: last})

        assert (result.confirmed, result.counts_against) == (True, True)
        assert result.gone_since_on == date(2026, 11, 25)

    def test_twice_on_one_day_is_not_confirmed(self):
        last = LastVisit(URL, datetime(2026, 11, 26, 18, tzinfo=UTC), "gone", gone_since_on=date(2026, 11, 27))

        assert not verdict_of(at("report.html", scripted(404)), memory={URL: last}).confirmed

    def test_a_day_without_an_answer_keeps_what_was_known(self):
        last = LastVisit(URL, datetime(2026, 11, 25, tzinfo=UTC), "gone", gone_since_on=date(2026, 11, 25))

        result = verdict_of(at("report.html", scripted(500)), memory={URL: last})

        assert (result.verdict, result.gone_since_on) == ("refused", date(2026, 11, 25))

    def test_seen_again_begins_anew(self):
        last = LastVisit(URL, datetime(2026, 11, 25, tzinfo=UTC), "gone", gone_since_on=date(2026, 11, 25))

        assert verdict_of(at("report.html", page()), memory={URL: last}).gone_since_on is None


class TestSoft404:
    def everything_is_200(self, answer):
        return {BASE: HOME, BASE + "*": answer}

    def test_the_site_answers_anything_with_the_same_page(self):
        result = verdict_of(self.everything_is_200(page("<h1>ไม่พบหน้าที่คุณต้องการ</h1>", title="ไม่พบหน้า")))

        assert (result.verdict, result.counts_against, result.is_unknown) == ("soft_404", True, False)

    def test_it_repeats_the_address_it_was_asked_for(self):
        answers = {
            BASE: HOME,
            BASE + "report.html": page("<p>ไม่พบหน้า /report.html ในระบบ</p>", title="ไม่พบ"),
            BASE + "*": page("<p>ไม่พบหน้า /no-such-page-1234 ในระบบ</p>", title="ไม่พบ"),
        }

        assert verdict_of(answers).verdict == "soft_404"

    def test_it_shows_the_front_page_for_anything(self):
        result = verdict_of({BASE + "*": HOME, BASE: HOME})

        assert result.verdict == "soft_404"
        assert "หน้าแรก" in result.why

    def test_a_real_page_beside_such_a_not_found(self):
        pages = {**self.everything_is_200(page("<h1>ไม่พบหน้าที่คุณต้องการ</h1>", title="ไม่พบหน้า")), URL: page()}

        assert verdict_of(pages).verdict == "opens"

    def test_the_system_says_so_inside_an_honest_site(self):
        url = BASE + "index.php?page=news&id=99"
        missing = page("<p>ไม่พบข้อมูล</p>", title="เทศบาลตำบลตัวอย่าง")
        pages = {BASE: HOME, BASE + "index.php?*": missing, BASE + "*": NOT_FOUND}

        result = verdict_of(pages, url)

        assert result.verdict == "soft_404"
        assert "ไม่พบข้อมูล" in result.why

    def test_an_empty_article(self):
        url = BASE + "article/12"
        pages = {**site(), url: page("<p></p>", title="เทศบาลตำบลตัวอย่าง")}

        result = verdict_of(pages, url)

        assert result.verdict == "soft_404"

    def test_nothing_at_all(self):
        assert verdict_of(at("report.html", scripted(200, body=b"  \n"))).verdict == "soft_404"
        assert verdict_of(at("report.html", scripted(204))).verdict == "soft_404"

    def test_a_redirect_to_the_page_where_unknown_addresses_go(self):
        to_error = scripted(302, headers=(("Location", "/error.html"),))
        pages = {BASE: HOME, BASE + "*": to_error, BASE + "error.html": page("<h1>ขออภัย</h1>", title="ขออภัย")}

        assert verdict_of(pages).verdict == "soft_404"


class TestHomepageOnly:
    @pytest.mark.parametrize("path", ["", "index.php", "index.html", "home.html"])
    def test_by_the_address(self, path):
        result = verdict_of({**site(), BASE + path: HOME}, BASE + path)

        assert (result.verdict, result.counts_against) == ("homepage_only", True)

    def test_by_a_redirect(self):
        result = verdict_of(at("report.html", scripted(302, headers=(("Location", "/"),))))

        assert result.verdict == "homepage_only"
        assert "เปลี่ยนเส้นทางไปหน้าแรก" in result.why

    def test_by_what_it_shows(self):
        assert verdict_of(at("start/main2.php", HOME), BASE + "start/main2.php").verdict == "homepage_only"

    def test_of_any_host(self):
        assert verdict_of({"http://www.other.com/": HOME}, "http://www.other.com/").verdict == "homepage_only"


class TestLoginWall:
    def test_401(self):
        assert verdict_of(at("report.html", scripted(401))).verdict == "login_wall"

    def test_a_form_in_place_of_content(self):
        form = '<h1>เข้าสู่ระบบ</h1><form>ชื่อผู้ใช้ <input name="u"> รหัสผ่าน <input type="password" name="p"></form>'

        assert verdict_of(at("report.html", page(form, title="เข้าสู่ระบบ"))).verdict == "login_wall"

    def test_a_redirect_to_a_form(self):
        form = page('<form><input type="password"></form>', title="ระบบสมาชิก")
        pages = at("report.html", scripted(302, headers=(("Location", "/login.php"),)), **{"login.php": form})

        assert verdict_of(pages).verdict == "login_wall"

    def test_a_shared_file_that_is_not_shared(self):
        asked = "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view?usp=sharing"
        pages = {
            "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKlMnOp": scripted(
                302, headers=(("Location", "https://accounts.google.com/ServiceLogin?x=1"),)
            ),
            "https://accounts.google.com/*": page("<form>Email</form>", title="Google Drive: Sign-in"),
        }

        result = verdict_of(pages, asked)

        assert (result.verdict, result.host_class) == ("login_wall", "platform")
        assert "ทุกคนที่มีลิงก์" in result.why


class TestUnknown:
    @pytest.mark.parametrize("status", [403, 429, 500, 502, 503, 400])
    def test_refused_by_status(self, status):
        result = verdict_of(at("report.html", scripted(status)))

        assert (result.verdict, result.is_unknown, result.counts_against) == ("refused", True, False)
        assert str(status) in result.why

    @pytest.mark.parametrize("problem", ["connection_refused", "connection_reset", "bad_protocol"])
    def test_refused_by_the_connection(self, problem):
        assert verdict_of(at("report.html", scripted(problem=problem))).verdict == "refused"

    @pytest.mark.parametrize("problem", ["no_address", "connect_timed_out", "first_byte_timed_out", "whole_timed_out"])
    def test_timed_out(self, problem):
        result = verdict_of(at("report.html", scripted(problem=problem)))

        assert (result.verdict, result.is_unknown) == ("timed_out", True)

    @pytest.mark.parametrize(
        ("problem", "words"), [("no_address", "ไม่พบชื่อเว็บไซต์ ยังสรุปไม่ได้"), ("connect_timed_out", "รอเกินเวลา ยังสรุปไม่ได้")]
    )
    def test_a_name_nobody_knows_is_told_from_a_time_out(self, problem, words):
        result = verdict_of(at("report.html", scripted(problem=problem)))

        assert verdict_words(result.verdict, result.why) == words

    def test_unsupported(self):
        assert verdict_of(at("a.bin", scripted(body=b"\x7fELF")), BASE + "a.bin").verdict == "unsupported"
        assert verdict_of(at("a.pdf", scripted(body=b"%PDF /Encrypt")), BASE + "a.pdf").verdict == "unsupported"
        assert (
            verdict_of(at("big.pdf", scripted(body=b"%PDF" + b"x" * 3000)), BASE + "big.pdf", max_bytes=1000).verdict
            == "unsupported"
        )

    def test_a_page_drawn_by_scripts_is_not_called_empty(self):
        shell = scripted(
            body=b'<html><head><title>App</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
        )

        result = verdict_of({BASE: shell, BASE + "*": shell})

        assert (result.verdict, result.is_unknown) == ("unsupported", True)

    @pytest.mark.parametrize("address", ["", "#", "javascript:void(0)", "mailto:a@b.c", "http://", "หลักฐานแนบท้าย"])
    def test_an_address_that_is_none_is_not_checked(self, address):
        world = World({})

        result = world.audit([address])["1"]

        assert (result.verdict, result.is_unknown) == ("not_checked", True)
        assert world.net.asked == []

    def test_blocked_by_the_guard(self):
        result = verdict_of({}, "http://192.168.1.1/report.html")

        assert (result.verdict, result.is_unknown) == ("blocked", False)

    def test_a_fault_of_ours_ends_one_link_only(self):
        world = World(at("a.html", scripted(body=b"FAULT"), **{"b.html": page()}))

        results = world.audit([BASE + "a.html", BASE + "b.html"])

        assert [results[key].verdict for key in ("1", "2")] == ["not_checked", "opens"]
        assert "ขัดข้อง" in results["1"].why


class TestRedirectLoop:
    def test_a_circle_is_named(self):
        pages = at(
            "a.html",
            scripted(302, headers=(("Location", "/b.html"),)),
            **{"b.html": scripted(302, headers=(("Location", "/a.html"),))},
        )

        result = verdict_of(pages, BASE + "a.html")

        assert (result.verdict, result.counts_against) == ("redirect_loop", True)
        assert BASE + "a.html" in result.why

    def test_five_hops_are_followed_and_six_are_not(self):
        chain = {f"h{n}": scripted(302, headers=(("Location", f"/h{n + 1}"),)) for n in range(1, 6)}
        five = {**at("h0", scripted(302, headers=(("Location", "/h1"),)), **chain), BASE + "h5": page()}
        six = {**five, BASE + "h5": scripted(302, headers=(("Location", "/h6"),)), BASE + "h6": page()}

        assert verdict_of(five, BASE + "h0").verdict == "moved"
        assert verdict_of(six, BASE + "h0").verdict == "redirect_loop"


class TestBadCertificate:
    def test_readable_content_is_read_and_the_certificate_said(self):
        url = "https://www.muang.go.th/report.html"
        pages = {
            url: page(problem="tls", status=200, tls_detail="expired"),
            "https://www.muang.go.th/": HOME,
            "https://www.muang.go.th/*": NOT_FOUND,
        }

        result = verdict_of(pages, url)

        assert (result.verdict, result.is_unknown, result.counts_against) == ("bad_certificate", False, False)
        assert "หมดอายุ" in result.why
        assert "expired" in result.why_en

    def test_a_worse_verdict_stays_and_the_certificate_is_a_note(self):
        url = "https://www.muang.go.th/report.html"
        pages = {url: scripted(404, problem="tls", tls_detail="self_signed")}

        result = verdict_of(pages, url)

        assert result.verdict == "gone"
        assert [note.code for note in result.notes] == ["bad_certificate"]


class TestVisit:
    def test_the_second_visit_is_conditional_and_reuses_the_judgement(self):
        judged = Judged(items=(RankedItem("O43", 0.9),), fiscal_year=2566)
        last = LastVisit(
            URL, datetime(2026, 11, 26, tzinfo=UTC), "opens", etag='"v1"', sha256="s", text_sha256="t", judged=judged
        )
        world = World(at("report.html", page(headers=(("ETag", '"v1"'),))))

        result = world.audit([URL], memory={URL: last})["1"]

        assert world.net.asked[0].etag == '"v1"'
        assert (result.verdict, result.status, result.is_unchanged) == ("opens", 304, True)
        assert (result.judged, result.sha256, result.text_sha256, result.etag) == (judged, "s", "t", '"v1"')

    def test_every_exchange_is_kept_as_proof(self):
        world = World(at("report.html", scripted(302, headers=(("Location", "/new.html"),)), **{"new.html": page()}))

        result = world.audit([URL])["1"]

        assert result.snapshot == "snapshot-1-2"
        assert world.kept == ["1"]

    def test_robots_do_not_forbid_what_the_agency_handed_in(self):
        pages = {
            **at("report.html", page()),
            BASE + "robots.txt": scripted(
                body=b"User-agent: *\nDisallow: /", headers=(("Content-Type", "text/plain"),)
            ),
        }

        handed_in = World(pages).audit([URL])["1"]
        found = World(pages).audit([LinkToCheck("1", URL, is_submitted=False)])["1"]

        assert handed_in.verdict == "opens"
        assert found.verdict == "not_checked"
        assert "robots.txt" in found.why

    def test_one_look_at_robots_serves_all_links_of_a_host(self):
        pages = {**site(), BASE + "a.html": page(), BASE + "b.html": page()}
        world = World(pages)

        world.audit(
            [
                LinkToCheck("1", BASE + "a.html", is_submitted=False),
                LinkToCheck("2", BASE + "b.html", is_submitted=False),
            ]
        )

        assert [request.url for request in world.net.asked].count(BASE + "robots.txt") == 1

    def test_the_probe_and_the_front_page_are_asked_for_once_a_host(self):
        pages = {**site(), **{BASE + f"p{n}.html": page(BODY + f"<p>ฉบับที่ {n}</p>") for n in range(5)}}
        world = World(pages)

        world.audit([BASE + f"p{n}.html" for n in range(5)])

        asked = [request.url for request in world.net.asked]
        assert len(asked) == 5 + 4, "probe, front page twice and one sibling of that shape"
        assert asked.count(BASE) == 2
        assert sum("no-such-page" in url for url in asked) == 1

    def test_only_opening_is_checked_without_a_judge(self):
        world = World({BASE + "*": HOME, BASE: HOME})

        result = world.audit([URL], judge=False)["1"]

        assert (result.verdict, len(world.net.asked)) == ("opens", 1)
        assert "ไม่ได้อ่านเนื้อหา" in result.why

    def test_a_lookalike_host_is_visited_as_printed_and_named(self):
        printed = "http://www.khoksaat-chaiyaphurn.go.th/report.html"
        world = World(
            {
                printed: page(),
                "http://www.khoksaat-chaiyaphurn.go.th/*": NOT_FOUND,
                "http://www.khoksaat-chaiyaphurn.go.th/": HOME,
            }
        )

        result = world.audit([printed], own_hosts=("www.khoksaat-chaiyaphum.go.th",))["1"]

        assert (result.verdict, result.host_class) == ("opens", "lookalike")
        assert "lookalike_host" in [note.code for note in result.notes]

    def test_a_shared_file_is_read_where_it_answers(self):
        asked = "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view?usp=sharing"
        pages = {"https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKlMnOp": scripted(body=b"%PDF-1.5")}

        result = verdict_of(pages, asked)

        assert (result.verdict, result.host_class) == ("opens", "platform")
        assert "drive_viewer" in [note.code for note in result.notes]


class TestWatch:
    SPAM = '<div style="display:none"><a href="https://slot-gacor88.example.net/">สล็อตเว็บตรง บาคาร่าออนไลน์ ฝากถอนไม่มีขั้นต่ำ</a></div>'

    def codes(self, result):
        return [note.code for note in result.notes if note.severity == "error"]

    def test_an_injected_page_of_the_agency_is_told(self):
        result = verdict_of(at("report.html", page(BODY + self.SPAM)), watches=True)

        assert result.verdict == "opens"
        assert self.codes(result)

    def test_pages_of_others_and_clean_pages_are_not(self):
        other = {
            "http://www.other.go.th/a.html": page(BODY + self.SPAM),
            "http://www.other.go.th/": HOME,
            "http://www.other.go.th/*": NOT_FOUND,
        }

        assert not self.codes(verdict_of(other, "http://www.other.go.th/a.html", watches=True))
        assert not self.codes(verdict_of(at("report.html", page()), watches=True))

    @pytest.mark.parametrize(
        ("one", "code"),
        [
            (page("<p>บาคาร่าออนไลน์ เครดิตฟรี</p>", title="สล็อตเว็บตรง แตกง่าย"), "spam_title"),
            (page("<h1>Hacked by someone</h1>", title="Hacked by someone"), "defaced"),
            (page("<p>สล็อตเว็บตรง บาคาร่าออนไลน์ เครดิตฟรี ฝากถอนไม่มีขั้นต่ำ</p>", title="หน้าแรก"), "spam_text"),
        ],
    )
    @pytest.mark.parametrize("own_hosts", [("www.muang.go.th",), ()])
    def test_evidence_on_anothers_host_that_became_an_advertisement_is_told(self, one, code, own_hosts):
        other = {"http://files.example.org/a.html": one, "http://files.example.org/*": NOT_FOUND}

        result = verdict_of(other, "http://files.example.org/a.html", watches=True, own_hosts=own_hosts)

        (note,) = [note for note in result.notes if note.code == code]
        assert "เจ้าของเว็บไซต์นั้น" in note.message_th
        assert "the owner of that site" in note.message_en
        assert "ลบสิ่งที่ถูกฝัง" not in note.message_th

    def test_but_not_a_page_that_the_agency_never_handed_in(self):
        url = "http://files.example.org/a.html"
        other = {url: page("<p>บาคาร่า</p>", title="สล็อตเว็บตรง แตกง่าย"), "http://files.example.org/*": NOT_FOUND}

        result = World(other).audit([LinkToCheck("1", url, is_submitted=False)], watches=True)["1"]

        assert result.verdict == "opens"
        assert not self.codes(result)

    def test_nor_anothers_news_of_gambling_or_its_banners(self):
        raid = "<h1>ตำรวจจับกุมเว็บพนัน</h1><p>ตำรวจบุกจับเว็บสล็อตออนไลน์ผิดกฎหมาย เตือนภัยอย่าหลงเชื่อเครดิตฟรี</p>"
        banner = '<p><a href="https://a1.top/">สล็อตเว็บตรง แตกง่าย</a></p>'
        url = "http://news.example.org/a.html"

        for body in (raid, BODY + banner):
            other = {url: page(body, title="ข่าวประจำวัน"), "http://news.example.org/*": NOT_FOUND}
            assert not verdict_of(other, url, watches=True).counts_against
            assert not self.codes(verdict_of(other, url, watches=True))

    def test_what_only_search_engines_are_shown_is_told_once_a_host(self):
        pages = {**site(), BASE + "a.html": page(), BASE + "b.html": page(BODY + "<p>ฉบับเพิ่มเติม</p>")}
        world = World(pages)
        sold = page("<h1>สล็อตเว็บตรง บาคาร่าออนไลน์ สมัครเลย โบนัสฟรี</h1>", title="สล็อตเว็บตรง แตกง่าย สมัครรับโบนัส")
        plain = world.net._answer
        world.net._answer = lambda request: (
            plain(request)
            if request.referer is None
            else replace(plain(request), status=200, body=sold.body, headers=sold.headers)
        )

        results = world.audit([BASE + "a.html", BASE + "b.html"], watches=True)

        told = [code for result in results.values() for code in self.codes(result)]
        assert len(told) == 1
        assert told[0].startswith("cloaked")
        assert sum(request.referer is not None for request in world.net.asked) == 1

    def test_what_changed_since_the_last_visit_is_said_in_words(self):
        last = LastVisit(
            URL,
            datetime(2026, 11, 20, tzinfo=UTC),
            "opens",
            sha256="s",
            text_sha256="t",
            text="เนื้อหาเดิมของหน้านี้ที่มีหลายบรรทัด\nบรรทัดที่สองของเดิม",
        )

        result = verdict_of(at("report.html", page()), memory={URL: last})

        assert any("เพิ่ม" in note.message_th or "ลบ" in note.message_th for note in result.notes)
        assert not verdict_of(at("report.html", page())).notes


def test_unknown_verdicts_are_those_of_the_design():
    assert frozenset(("refused", "timed_out", "unsupported", "not_checked")) == UNKNOWN_VERDICTS
    assert len(VERDICTS) == 13
