"""What sites answer with 200 in place of a page: walls, faults, tables for layout, records that are not there."""

import pytest

from prongsai.audit.fingerprint import fingerprint, own_lines
from prongsai.audit.host_facts import way_in
from prongsai.audit.page import PageLink, PageText
from prongsai.audit.sign_in import count_passwords, is_sent_to_sign_in
from prongsai.audit.soft_404 import drawers, embedded, sibling_address
from tests.audit.world import BODY, HOME, NOT_FOUND, World, page, site
from tests.fakes.fake_fetcher import scripted

BASE = "http://www.muang.go.th/"
URL = BASE + "o1"
FORM = '<form method="post"><input name="user"><input type="password" name="pass"><button>ตกลง</button></form>'
OFFICE = "เทศบาลตำบลตัวอย่าง"


def to(location):
    return scripted(302, headers=(("Location", location),))


def verdict(answer, *, home=HOME, **pages):
    return World({**site(**pages), BASE: home, URL: answer}).audit([URL])["1"]


class TestWalls:
    @pytest.mark.parametrize(
        "words", ["ท่านต้องเข้าสู่ระบบก่อนจึงจะดูเอกสารได้", "Please log in to view this document", "เฉพาะสมาชิกเท่านั้น"]
    )
    def test_in_words_alone(self, words):
        assert verdict(page(f"<p>{words}</p>", title=OFFICE)).verdict == "login_wall"

    def test_words_beside_a_report_are_none(self):
        assert (
            verdict(page(BODY + "<p>กรุณาเข้าสู่ระบบเพื่อดูรายละเอียดเพิ่มเติม</p>" + BODY.replace("เทศบาล", "กองคลัง"))).verdict
            == "opens"
        )

    @pytest.mark.parametrize(
        "words",
        ["ตั้งกระทู้ใหม่ต้อง <a href='/login'>เข้าสู่ระบบ</a>", "แสดงความคิดเห็นได้เมื่อท่านต้องเข้าสู่ระบบ", "To reply you must log in"],
    )
    def test_words_to_who_wants_to_write_are_none(self, words):
        rows = "".join(f"<p><a href='/q/{n}'>ถนนหน้าวัดเป็นหลุมบ่อ {n * 137}</a></p>" for n in range(4))

        assert verdict(page(f"{rows}<p>{words}</p>", title="กระดานถามตอบ")).verdict == "opens"

    def test_words_above_a_table_of_figures_are_none(self):
        table = "".join(f"<tr><td>{n}</td><td>{n * 137}</td></tr>" for n in range(1, 6))

        assert verdict(page(f"<p>เข้าสู่ระบบเพื่อดาวน์โหลด</p><table>{table}</table>", title=OFFICE)).verdict == "opens"

    def test_buttons_of_single_sign_on_alone(self):
        body = "<h1>ลงชื่อเข้าใช้เพื่อดำเนินการต่อ</h1><button>เข้าสู่ระบบด้วย ThaID</button>"

        assert verdict(scripted(body=f"<title>ลงชื่อเข้าใช้</title>{body}".encode())).verdict == "login_wall"

    def test_a_form_outside_the_frame_that_has_a_box_of_its_own(self):
        menu = "".join(f"<p>เมนูที่ยาวพอสมควรรายการ{word}</p>" for word in "กขคงจฉช")
        home = scripted(body=f"<title>{OFFICE}</title>{menu}{FORM}".encode())
        door = scripted(body=f"<title>ระบบสารบรรณ</title><h3>สำหรับเจ้าหน้าที่</h3>{FORM}".encode())
        inside = scripted(
            body=f"<title>{OFFICE}</title>{menu}{FORM}<p>ประกาศวันหยุดราชการของสำนักงานประจำเดือนนี้</p>".encode()
        )

        assert verdict(door, home=home).verdict == "login_wall"
        assert verdict(inside, home=home).verdict == "opens"

    def test_words_beside_a_file_are_none(self):
        assert verdict(page('<p>กรุณาเข้าสู่ระบบ</p><a href="/plan.pdf">แผน</a>')).verdict == "opens"

    def test_words_in_the_frame_are_none(self):
        demand = "<p>กรุณาเข้าสู่ระบบก่อนใช้งาน</p>"
        home = page(demand + "<p>ยินดีต้อนรับสู่เว็บไซต์</p>", title=OFFICE)

        assert verdict(page(demand + "<p>ไม่มีผู้ใดให้หรือรับของขวัญในปีนี้ ตามประกาศนโยบาย</p>"), home=home).verdict == "opens"

    def test_a_form_beside_the_members_box_of_the_frame(self):
        home = page(FORM + "<p>ยินดีต้อนรับสู่เว็บไซต์ของหน่วยงาน</p>", title=OFFICE)

        assert verdict(page(FORM + "<p>กระดานข่าว</p>" + FORM, title=OFFICE), home=home).verdict == "login_wall"
        assert (
            verdict(page(FORM + "<p>กระดานข่าวของกองคลังประจำปี มีเรื่องแจ้งให้ทราบ</p>", title=OFFICE), home=home).verdict
            == "opens"
        )

    def test_a_complaint_form_with_a_pin_is_none(self):
        form = "<h2>แจ้งเรื่องร้องเรียน</h2><form><textarea></textarea><input type=password name=pin></form>"

        assert verdict(page(form, title=OFFICE)).verdict == "opens"

    @pytest.mark.parametrize(
        ("start", "end", "body", "is_wall"),
        [
            (URL, "http://sso.moi.go.th/oauth2/authorize?client_id=7", b"", True),
            (URL, "http://id.other.go.th/ServiceLogin?continue=1", b"<input type=email>", True),
            (URL, BASE + "member/login?next=/o1", b"<input type=password>", True),
            (URL, BASE + "ita/o1?ref=menu", b"<input type=password>", False),
            (URL, "http://other.go.th/o1", b"<input type=password>", False),
            (URL, URL + "?from=line", b"<input type=password>", False),
            (URL, "http://other.go.th/form?from=tao", b"<p>no field</p>", False),
        ],
    )
    def test_by_redirect_with_the_way_back(self, start, end, body, is_wall):
        assert is_sent_to_sign_in(start, end, body) is is_wall

    def test_a_script_drawn_sign_in_reached_by_redirect(self):
        login = scripted(body=b'<div id="root"></div><script src="/app.js"></script>')

        assert verdict(to("/login"), login=login).verdict == "login_wall"

    def test_counts_fields(self):
        assert count_passwords(b"<INPUT TYPE='PASSWORD'><input type=password><input name=password>") == 2


class TestFaults:
    @pytest.mark.parametrize(
        "text",
        ["Error establishing a database connection", "Request Rejected. Your support ID is: 8", "Too many connections"],
    )
    def test_of_the_server_leave_it_unknown(self, text):
        result = verdict(scripted(body=f"<h1>{text}</h1>".encode()))

        assert (result.verdict, result.is_unknown) == ("refused", True)
        assert text.split(".")[0][:12] in result.why

    def test_of_the_program_alone_is_no_page(self):
        result = verdict(
            page(
                "<b>Warning</b>: mysql_fetch_array() expects parameter 1 in <b>/a.php</b> on line <b>3</b>",
                title=OFFICE,
            )
        )

        assert result.verdict == "soft_404"
        assert "fault" in result.why_en

    def test_of_the_program_beside_the_members_box_of_the_frame_is_no_page(self):
        fault = "<b>Notice</b>: Undefined offset: 0 in <b>C:\\www\\view.php</b> on line <b>238</b>"
        home = page(
            FORM + "<p>ยินดีต้อนรับสู่เว็บไซต์ของหน่วยงาน</p>" + "<p>เมนูที่ยาวพอสมควรของเว็บไซต์นี้ทุกหน้า</p>" * 2, title=OFFICE
        )

        assert verdict(page(FORM + fault, title=OFFICE), home=home).verdict == "soft_404"

    def test_of_the_program_above_a_report_changes_nothing(self):
        assert (
            verdict(page("<b>Notice</b>: Undefined index: id in <b>/a.php</b> on line <b>3</b>" + BODY)).verdict
            == "opens"
        )


class TestLayoutTables:
    def framed(self, main, title=OFFICE):
        menu = "<td>" + "<br>".join(f"เมนูที่ยาวพอสมควรรายการ{word}" for word in "กขคงจฉช") + "</td>"
        return scripted(
            body=f"<title>{title}</title><table><tr>{menu}<td>{main}</td><td>ติดต่อสำนักงานโทรศัพท์กลางในเวลาราชการ</td></tr></table>".encode()
        )

    def test_cells_are_lines_of_their_own(self):
        mine = fingerprint("เมนู\tเนื้อหา\tติดต่อ")

        assert mine.own_letters(fingerprint("เมนู\tหน้าแรก\tติดต่อ")) == len("เนื้อหา")
        assert own_lines("เมนู\tเนื้อหา", "", fingerprint("เมนู")) == ["เนื้อหา"]

    def test_an_empty_middle_is_no_page(self):
        home = self.framed("ยินดีต้อนรับสู่เว็บไซต์ของหน่วยงาน")

        assert verdict(self.framed(""), home=home).verdict == "soft_404"
        assert verdict(self.framed("ลบข้อมูลเรียบร้อยแล้ว"), home=home).verdict == "soft_404"
        assert verdict(self.framed("รายงานผลการดำเนินงานประจำปีของกองคลัง มีสิบสองโครงการ"), home=home).verdict == "opens"


class TestRecords:
    def table(self, values):
        rows = "".join(f"<tr><td>เดือนที่ {n}</td><td>{value}</td></tr>" for n, value in enumerate(values, 1))
        return page(f"<h2>สถิติผู้มารับบริการ</h2><table>{rows}</table>", title=OFFICE)

    def test_the_same_table_with_numbers_is_content_and_with_dashes_is_not(self):
        pages = {
            **site(),
            BASE + "stat.php?y=2566": self.table([412, 77, 193, 58]),
            BASE + "stat.php?*": self.table(["-"] * 4),
        }

        results = World(pages).audit([BASE + "stat.php?y=2566", BASE + "stat.php?y=2599"])

        assert [results[key].verdict for key in "12"] == ["opens", "soft_404"]

    def test_a_program_that_ignores_what_was_changed_shows_the_same_record(self):
        record = page(
            BODY
            + "".join(
                f"<p>ข้อความยาวของรายงานฉบับนี้ย่อหน้าที่ {word} ซึ่งมีรายละเอียดมากพอสมควรและครบถ้วน</p>" for word in "กขคงจฉชซญฐฒณ"
            )
        )

        assert (
            World({**site(), BASE + "view.php?*": record}).audit([BASE + "view.php?doc=plan"])["1"].verdict == "opens"
        )

    def test_a_heading_over_nothing_is_no_page_unless_something_draws_there(self):
        assert verdict(page("<h1>แผนพัฒนาท้องถิ่น</h1>", title="แผนพัฒนาท้องถิ่น")).verdict == "soft_404"
        assert (
            verdict(page("<h1>จองคิวออนไลน์</h1><script src='/queue.js'></script>", title="จองคิวออนไลน์")).verdict
            == "opens"
        )

    def test_a_list_of_the_same_reports_of_other_years_is_content(self):
        def items(year):
            return "".join(
                f'<p><a href="/r{n}-{year}">รายงานผลการจัดซื้อจัดจ้าง ไตรมาส {n} ปี {year}</a></p>' for n in range(1, 5)
            )

        home = page(items(2568) + "<p>ยินดีต้อนรับสู่เว็บไซต์</p>", title=OFFICE)

        assert verdict(page(items(2566), title=OFFICE), home=home).verdict == "opens"

    def test_where_unknown_addresses_are_sent_is_a_page_when_asked_for_itself(self):
        items = "".join(f"<p>ประกาศเรื่องที่{word}ของเทศบาลประจำเดือน</p>" for word in "กขคงจฉช")
        pages = {BASE: HOME, BASE + "news": page(items, title="ข่าวทั้งหมด"), BASE + "*": to("/news")}

        results = World(pages).audit([BASE + "news", BASE + "view/9"])

        assert [results[key].verdict for key in "12"] == ["opens", "soft_404"]

    @pytest.mark.parametrize(
        ("url", "stays", "goes"),
        [
            ("view.php?id=5&Itemid=101", "Itemid=101", "id=5&"),
            ("view.php?mod=news&id=161:title&cid=3", "mod=news", "id=161"),
            ("index.php?name=news&file=readnews&id=55", "file=readnews", "id=55"),
            ("stat.php?y=2566", "y=", "2566"),
            ("article/161-report", "-report", "161"),
            ("view.php?doc=plan", "doc=plan-", "doc=plan&"),
            ("news/detail/28/plan-12?fbclid=IwAR0", "/news/detail/28/", "plan-12"),
            ("view.php?id=5&utm_source=line77", "view.php?id=", "utm_source"),
            ("view.php?id=5&PHPSESSID=99", "view.php?id=", "id=5"),
        ],
    )
    def test_the_sibling_changes_what_names_the_record(self, url, stays, goes):
        sibling = sibling_address(BASE + url, "deadbeef")

        assert stays in sibling
        assert goes not in sibling


class TestEmbedded:
    def test_documents_named_in_scripts_count(self):
        assert embedded(b'<script>var o={source:"/ebook/7.pdf"};</script>')
        assert embedded(b"<div data-file='/x/plan.docx?v=2'></div>")

    def test_the_page_s_own_address_does_not(self):
        assert not embedded(b"<script>var ref='/files/lost-12.pdf';</script>", BASE + "files/lost-12.pdf")

    def test_a_file_in_a_message_of_a_program_does_not(self):
        assert not embedded(b"Warning: readfile(../upload/x.pdf): failed to open stream")

    def test_drawers_are_told_apart_by_address_and_number(self):
        one = drawers(b"<script src='/a.js?v=1'></script><script>x</script><form></form>")

        assert one == drawers(b"<script src='/a.js?v=2'></script><form></form><script>y</script>")
        assert drawers(b"<script src='/b.js'></script>") - one
        assert drawers(b"<form></form><form></form>") - one


class TestPictureOf404:
    @pytest.mark.parametrize(
        "name",
        [
            "404.png",
            "images/404.png",
            "error404.gif",
            "img/page-not-found.jpg",
            "404-error.jpg",
            "notfound.svg",
            "404_page.webp",
        ],
    )
    def test_alone_is_no_page(self, name):
        assert not embedded(f"<img src='/{name}'>".encode())
        assert verdict(page(f'<img src="/{name}" alt="404">', title=OFFICE)).verdict == "soft_404"

    @pytest.mark.parametrize(
        "name", ["upload/404.jpg", "scan-1404.png", "page404th.jpg", "plan.png", "404/plan.png", "found.png"]
    )
    def test_is_not_any_picture_with_that_number(self, name):
        assert embedded(f"<img src='/{name}'>".encode())

    def test_above_a_report_changes_nothing(self):
        assert verdict(page(BODY + '<img src="/404.png">')).verdict == "opens"


class TestSentToError:
    @pytest.mark.parametrize("address", ["error/404.aspx", "404.html", "error.php", "page-not-found", "errors/"])
    def test_is_not_there_whatever_it_says(self, address):
        result = verdict(to("/" + address), **{address: page("<h3>แจ้งเตือน</h3><p>ติดต่อผู้ดูแล</p>", title="แจ้งเตือน")})

        assert result.verdict == "soft_404"
        assert address in result.why

    @pytest.mark.parametrize("address", ["404-complaints", "terror.html", "report/404", "errors-and-omissions.html"])
    def test_is_not_any_address_with_such_a_word(self, address):
        content = page("<h3>ประกาศวันหยุดราชการ</h3><p>สำนักงานหยุดทำการในวันสงกรานต์ตามประกาศ</p>", title="ประกาศ")

        expected = "soft_404" if address == "report/404" else "moved"
        assert verdict(to("/" + address), **{address: content}).verdict == expected

    def test_with_a_report_there_is_moved(self):
        assert (
            verdict(to("/error.php"), **{"error.php": page(BODY + BODY.replace("เทศบาล", "กองคลัง"))}).verdict == "moved"
        )


class TestFrontPageForAnything:
    def test_deep_in_the_site_is_not_there_and_by_redirect_is_the_front_page(self):
        pages = {BASE: HOME, BASE + "*": HOME, URL: HOME, BASE + "o2": to("/o3")}

        results = World(pages).audit([URL, BASE + "o2", BASE + "index.php", BASE])

        assert [results[key].verdict for key in "1234"] == [
            "soft_404",
            "homepage_only",
            "homepage_only",
            "homepage_only",
        ]
        assert "หน้าแรก" in results["1"].why
        assert "front page" in results["1"].why_en

    def test_over_https_is_the_same_address(self):
        secure = BASE.replace("http:", "https:")
        pages = {URL: to(secure + "o1"), secure: HOME, secure + "*": HOME}

        assert World(pages).audit([URL])["1"].verdict == "soft_404"

    def test_shown_at_one_address_alone_is_the_front_page(self):
        assert verdict(HOME).verdict == "homepage_only"


class TestWayIn:
    def test_is_the_only_link_or_the_one_that_says_so(self):
        def entrance(*links):
            return way_in(BASE, PageText(kind="html", links=tuple(PageLink(*link) for link in links)))

        assert entrance(("main/", "")) == BASE + "main/"
        assert entrance(("/a", "ลงนามถวายพระพร"), ("/b", "เข้าสู่เว็บไซต์")) == BASE + "b"
        assert entrance(("/a", "ก"), ("/b", "ข")) == ""
        assert entrance(("http://other.go.th/", "เข้าสู่เว็บไซต์")) == ""
        assert entrance(("/plan.pdf", "Enter")) == ""
        assert entrance(("http://[x", "")) == ""


def test_a_host_that_shows_its_front_page_for_anything_but_is_dead_is_not_there():
    dead = scripted(body=b"<title>for sale</title><h1>This domain may be for sale</h1>")

    assert World({BASE + "*": dead}).audit([URL])["1"].verdict == "soft_404"


def test_an_honest_site_stays_honest():
    assert World({BASE: HOME, BASE + "*": NOT_FOUND}).audit([URL])["1"].verdict == "gone"
