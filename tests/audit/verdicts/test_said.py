"""Words of a page about itself: each kind in Thai and English, and the same words in pages that have something to tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.said import (
    find_out_of_order,
    find_phrase,
    find_program_fault,
    must_sign_in,
    says_page_is_missing,
    without_program_faults,
)


class TestMissing:
    @pytest.mark.parametrize(
        "text",
        [
            "ไม่พบหน้าที่ท่านต้องการ",
            "อุ๊ปส์! ไม่พบหน้านั้น",
            "บทความนี้ไม่ได้เผยแพร่แล้ว ถูกนำออกจากระบบ",
            "เอกสารถูกย้ายไปที่อื่น",
            "ไม่มีไฟล์ plan.pdf อยู่ในระบบ",
            "ลิงก์นี้หมดอายุแล้ว",
            "หน้าที่คุณเรียกไม่สามารถเข้าถึงได้",
            "ข้อมูลที่ท่านค้นหาถูกยกเลิกการเผยแพร่",
            "ข้อมูลถูกลบไปแล้ว",
            "ไม่มีหน้านี้ในเว็บไซต์",
            "เราหาหน้านี้ไม่เจอ",
            "ไม่สามารถหาสิ่งที่คุณกำลังมองหา",
            "404",
            "404 Not Found",
            "The page you are looking for might have been removed",
            "Oops! That page can’t be found.",
            "The resource cannot be found.",
            "It looks like nothing was found at this location",
            "Sorry, we couldn't find that page",
            "This article is no longer available",
            "This domain may be for sale",
            "Apache2 Ubuntu Default Page",
            "พื้นที่เว็บไซต์นี้หมดอายุการใช้งาน",
            "เว็บไซต์อยู่ระหว่างการปรับปรุง",
            "Account Suspended",
            "รหัสข่าวไม่ถูกต้อง",
            "ไม่เจอหน้าที่ต้องการ: /news/1",
            "ลิงค์เสีย หรือ หน้าถูกย้าย",
            "ไม่พบ",
        ],
    )
    def test_is_said_of_the_page(self, text):
        assert says_page_is_missing("", text)
        assert find_phrase("", text)

    @pytest.mark.parametrize(
        "text",
        [
            "ไม่มีหน้าที่รับเงินสดหน้างาน",
            "ไม่พบเรื่องร้องเรียนการทุจริต",
            "ไม่มีข้อมูลการร้องเรียน",
            "กรณีใบอนุญาตหมดอายุ ให้ยื่นคำขอต่ออายุ",
            "เอกสารไม่ถูกต้อง เจ้าหน้าที่จะแจ้งภายในเจ็ดวัน",
            "คำสั่งที่ 404/2566",
            "รหัสผ่านไม่ถูกต้อง",
            "ไม่พบผู้บุกรุกป่าสงวน",
            "แก้ไขท่อระบายน้ำเสีย",
            "ยกเลิกประกาศเลขที่ 5/2566 เนื่องจากไม่มีผู้ยื่นข้อเสนอ",
            "โทร 0-4404-404",
            "ไม่มีการรับของขวัญ",
            "ในปีงบประมาณ 2567 ไม่มีผู้ใดกระทำผิดจริยธรรม",
        ],
    )
    def test_is_not_said_by_a_report(self, text):
        assert not says_page_is_missing("", text)

    @pytest.mark.parametrize(
        "text",
        [
            "ไม่พบข้อมูล",
            "ยังไม่มีเอกสารในหมวดนี้",
            "อยู่ระหว่างจัดทำ",
            "Coming Soon",
            "No records found",
            "There are no articles in this category",
            "ไม่พบรายการที่ตรงกับคำค้น",
        ],
    )
    def test_of_data_is_weaker(self, text):
        assert find_phrase("", text)
        assert not says_page_is_missing("", text)

    def test_words_about_the_page_are_quoted_first(self):
        assert find_phrase("", "ขออภัย\nไม่พบบทความ") == "ไม่พบบทความ"

    @given(st.text(max_size=300), st.text(max_size=300))
    def test_never_raises(self, title, text):
        assert isinstance(find_phrase(title, text), str)
        assert isinstance(find_out_of_order(text) + find_program_fault(text), str)
        assert must_sign_in(text) in {True, False}

    def test_long_text_takes_no_long_time(self):
        import time

        text = "ไม่พบ หน้า เอกสาร error 404 กรุณา warning: " * 4000
        begun = time.process_time()
        find_phrase("", text), must_sign_in(text), find_out_of_order(text), find_program_fault(text)

        assert time.process_time() - begun < 1.0


class TestSignIn:
    @pytest.mark.parametrize(
        "text",
        [
            "กรุณาเข้าสู่ระบบก่อนใช้งาน",
            "ท่านต้องล็อกอินเพื่อดาวน์โหลด",
            "เข้าสู่ระบบเพื่ออ่านเอกสารฉบับเต็ม",
            "เฉพาะสมาชิกเท่านั้น",
            "ส่วนนี้สำหรับเจ้าหน้าที่เท่านั้นที่เข้าถึงได้",
            "คุณไม่มีสิทธิ์เข้าถึงหน้านี้",
            "ต้องสมัครสมาชิกก่อน",
            "Please log in to continue",
            "You must be logged in to view this page",
            "You need access",
            "Request access",
            "You are not authorised to view this resource",
            "Login required",
            "Members only",
            "เนื้อหานี้ป้องกันด้วยรหัสผ่าน กรอกรหัสผ่านเพื่อดู",
        ],
    )
    def test_is_demanded(self, text):
        assert must_sign_in(text)

    @pytest.mark.parametrize(
        "text",
        [
            "เข้าสู่ระบบ",
            "สมัครสมาชิก | เข้าสู่ระบบเพื่อตอบ",
            "กรุณาเข้าสู่ระบบเพื่อแสดงความคิดเห็น",
            "Please log in to post a comment",
            "กรุณาลงชื่อเข้าร่วมโครงการภายในวันศุกร์",
            "ผู้สมัครต้องเป็นสมาชิกกองทุนหมู่บ้าน",
            "อบรมสำหรับเจ้าหน้าที่เท่านั้น",
            "ผู้ไม่มีสิทธิ์รับเบี้ยยังชีพ",
            "Sign in",
        ],
    )
    def test_is_only_offered_or_meant_otherwise(self, text):
        assert not must_sign_in(text)


class TestFaults:
    @pytest.mark.parametrize(
        "text",
        [
            "Error establishing a database connection",
            "Could not connect to MySQL server",
            "Access denied for user 'root'@'localhost'",
            "SQLSTATE[HY000] [2002] Connection refused",
            "ไม่สามารถเชื่อมต่อฐานข้อมูลได้",
            "Service Temporarily Unavailable",
            "The requested URL was rejected. Your support ID is: 12",
            "Just a moment...",
            "Verifying you are human",
            "500 Internal Server Error",
            "403 Forbidden",
            "เซิร์ฟเวอร์ขัดข้อง",
        ],
    )
    def test_of_the_server_are_seen(self, text):
        assert find_out_of_order(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Warning: mysql_fetch_array() expects parameter 1 to be resource in /home/x/a.php on line 38",
            "Notice: Undefined index: id in C:\\xampp\\htdocs\\view.php on line 12",
            "Warning: readfile(../upload/x.pdf): failed to open stream: No such file or directory",
            "Fatal error: Uncaught TypeError: x in /var/www/b.php:3",
            "You have an error in your SQL syntax; check the manual",
            "Server Error in '/' Application.",
            "Object reference not set to an instance of an object.",
            "Microsoft OLE DB Provider for ODBC Drivers error '80040e14'",
            "Traceback (most recent call last):",
            "DoesNotExist at /news/5\nException Details: x",
            "ORA-00942: table or view does not exist",
            "No input file specified.",
        ],
    )
    def test_of_a_program_are_seen(self, text):
        assert find_program_fault(text)

    @pytest.mark.parametrize(
        "text",
        [
            "ประกาศแจ้งเตือน: ระวังมิจฉาชีพ",
            "Notice: ประกาศรับสมัครงาน",
            "Warning: please drive slowly near the school",
            "ระบบฐานข้อมูลกลาง",
            "สถิติการให้บริการ 500 ราย",
        ],
    )
    def test_are_not_seen_in_plain_text(self, text):
        assert not find_program_fault(text)
        assert not find_out_of_order(text)

    def test_lines_of_them_are_taken_out_and_the_rest_stays(self):
        lines = ["รายงานประจำปี", "Notice: Undefined index: id in /a.php on line 3"]

        assert without_program_faults(lines) == ["รายงานประจำปี"]
