"""Pages that are a script and nothing else: what they say, where they go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.page_scripts import MOST_BYTES, NOTHING, ScriptDoes, read_scripts
from tests.audit.world import HOME, World, page, site
from tests.fakes.fake_fetcher import scripted

BASE = "http://www.muang.go.th/"


def script(text, around=""):
    return f'<html><meta charset="utf-8"><body>{around}<script>{text}</script></body></html>'.encode()


class TestReading:
    @pytest.mark.parametrize(
        "text",
        [
            "window.location.href='/new';",
            'location="/new"',
            "document.location = '/new'",
            "top.location.replace('/new')",
            "window.location.assign( '/new' );",
            "setTimeout(\"location.href='/new'\", 100)",
        ],
    )
    def test_finds_the_address(self, text):
        assert read_scripts(script(text)) == ScriptDoes(place="/new")

    @pytest.mark.parametrize("text", ["history.back();", "history.go(-1)", "window.close()"])
    def test_sees_that_it_leaves(self, text):
        assert read_scripts(script(f"alert('ไม่พบ');{text}")) == ScriptDoes("ไม่พบ", "", leaves=True)

    def test_reads_windows_874(self):
        assert read_scripts("<script>alert('ไม่พบข้อมูล');history.back()</script>".encode("cp874")).says == "ไม่พบข้อมูล"

    @pytest.mark.parametrize(
        "text",
        [
            "if (x) location='/new'",
            "function go(){location='/new'}",
            "document.body.onclick = () => location='/new'",
            "x ? location='/a' : 1",
            "location='/a';location='/b'",
            "location=url",
            "if(location=='/x')alert(1)",
            "confirm('?')&&(location='/x')",
        ],
    )
    def test_leaves_choices_alone(self, text):
        assert read_scripts(script(text)).place == ""

    def test_leaves_pages_with_text_alone(self):
        assert (
            read_scripts(
                script("location='/x'", around="<p>รายงานผลการดำเนินงานประจำปีของเทศบาลตำบลตัวอย่างมีทั้งหมดสิบสองโครงการ</p>")
            )
            == NOTHING
        )

    def test_leaves_long_pages_alone(self):
        assert read_scripts(script("location='/x'") + b" " * MOST_BYTES) == NOTHING

    @given(st.binary(max_size=300))
    def test_never_raises(self, noise):
        assert isinstance(read_scripts(b"<script>location=" + noise + b"alert('"), ScriptDoes)


class TestVerdict:
    def result(self, content, **more):
        return World({**site(**more), BASE + "o1": scripted(body=content)}).audit([BASE + "o1"])["1"]

    def test_to_another_page_is_moved(self):
        result = self.result(script("location.href='/new'"), new=page())

        assert (result.verdict, result.final_url) == ("moved", BASE + "new")

    def test_a_message_that_nothing_is_there_is_soft_404(self):
        result = self.result(script("alert('ไม่พบข้อมูลที่ต้องการ');history.back();"))

        assert result.verdict == "soft_404"
        assert "ไม่พบข้อมูลที่ต้องการ" in result.why

    def test_any_message_before_going_back_is(self):
        assert self.result(script("alert('รหัสผิด');history.back();")).verdict == "soft_404"

    def test_going_back_without_a_word_is_an_empty_page(self):
        assert self.result(script("history.back();")).verdict == "soft_404"

    def test_a_demand_to_sign_in_is_a_wall_wherever_it_leads(self):
        assert self.result(script("alert('กรุณาเข้าสู่ระบบ');location='/nowhere.php'")).verdict == "login_wall"

    @pytest.mark.parametrize(
        ("message", "expected"), [("ไม่มีข้อมูล", "soft_404"), ("ยินดีต้อนรับ", "homepage_only"), ("", "homepage_only")]
    )
    def test_home_is_the_front_page_unless_the_message_says_that_nothing_is_there(self, message, expected):
        alert = f"alert('{message}');" if message else ""

        result = self.result(script(f"{alert}location='index.php'"), **{"index.php": HOME})

        assert result.verdict == expected

    def test_a_page_drawn_by_scripts_stays_unknown(self):
        assert self.result(b'<div id="root"></div><script src="/app.js"></script>').verdict == "unsupported"

    def test_scripts_that_send_in_a_circle_are_a_loop(self):
        assert (
            self.result(script("location='/o2'"), o2=scripted(body=script("location='/o1'"))).verdict == "redirect_loop"
        )
