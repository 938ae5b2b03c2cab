from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from prongsai.audit.watch.change import compare_visits, count_shared_lines
from prongsai.audit.watch.cloaking import find_cloaking
from prongsai.audit.watch.visit_snapshot import VisitSnapshot

AT = datetime(2026, 11, 27, tzinfo=UTC)
TEXT = "แผนปฏิบัติการป้องกันการทุจริต\nมิติที่ ๑ การสร้างสังคม\nงบประมาณ ๓๐,๐๐๐ บาท\nผู้รับผิดชอบ สำนักปลัด"


def visit(text=TEXT, **changes):
    return VisitSnapshot(AT, text=text, **({"title": "อบต.ตัวอย่าง"} | changes))


def changes_of(before, after):
    return {change.code: change for change in compare_visits(before, after)}


class TestCompareVisits:
    def test_nothing_changed(self):
        assert compare_visits(visit(), visit()) == []
        assert compare_visits(visit(), visit(TEXT.replace("\n", "\n\n  ").replace(" ", "  "))) == []

    def test_the_title(self):
        change = changes_of(visit(), visit(title="เทศบาลตัวอย่าง"))["title_changed"]

        assert change.message_th == 'ชื่อหน้าเปลี่ยนจาก "อบต.ตัวอย่าง" เป็น "เทศบาลตัวอย่าง"'
        assert change.message_en == 'the title changed from "อบต.ตัวอย่าง" to "เทศบาลตัวอย่าง"'

    def test_lines_added_and_removed_with_examples(self):
        after = TEXT.replace("\nผู้รับผิดชอบ สำนักปลัด", "") + "\nประกาศใช้เมื่อ ๑ ตุลาคม ๒๕๖๕\nข่าวใหม่"

        found = changes_of(visit(), visit(after))

        assert found["lines_added"].message_th.startswith("เพิ่ม 2 บรรทัด: ")
        assert "ประกาศใช้เมื่อ ๑ ตุลาคม ๒๕๖๕" in found["lines_added"].message_th
        assert found["lines_removed"].message_en == '1 lines removed: "ผู้รับผิดชอบ สำนักปลัด"'

    def test_an_edited_line_is_told_as_such(self):
        found = changes_of(visit(), visit(TEXT.replace("๓๐,๐๐๐", "๙๐,๐๐๐")))

        assert list(found) == ["lines_edited"]
        assert '"งบประมาณ ๓๐,๐๐๐ บาท" เป็น "งบประมาณ ๙๐,๐๐๐ บาท"' in found["lines_edited"].message_th

    def test_lines_that_changed_places(self):
        lines = TEXT.splitlines()

        assert list(changes_of(visit(), visit("\n".join(reversed(lines))))) == ["lines_moved"]

    def test_a_line_said_twice(self):
        assert "lines_added" in changes_of(visit(), visit(TEXT + "\nผู้รับผิดชอบ สำนักปลัด"))

    def test_became_empty_and_got_text(self):
        assert list(changes_of(visit(), visit("  \n"))) == ["became_empty"]
        assert list(changes_of(visit(""), visit())) == ["got_text"]

    def test_shrank_by_per_cent(self):
        before = "\n".join(f"บรรทัดที่ {number} ของเอกสาร" for number in range(100))
        after = "\n".join(before.splitlines()[:25])

        found = changes_of(visit(before), visit(after))

        assert found["shrank"].message_th == "ข้อความสั้นลงร้อยละ 75"
        assert found["lines_removed"].message_th.startswith("ลบ 75 บรรทัด")

    def test_grew(self):
        assert "3.0" in changes_of(visit("ก" * 10), visit("ข" * 30))["grew"].message_en

    def test_links(self):
        found = changes_of(visit(links=("/a", "/b", "/c")), visit(links=("/b", "/c", "/d", "https://x.com/")))

        assert found["links_added"].message_th == "มีลิงก์เพิ่ม 2 ลิงก์: /d, https://x.com/"
        assert found["links_removed"].message_en == "1 links removed: /a"

    def test_another_file(self):
        before, after = visit(kind="pdf", sha256="a" * 64), visit(kind="pdf", sha256="b" * 64)

        assert "แม้ข้อความเหมือนเดิม" in changes_of(before, after)["file_replaced"].message_th
        other = visit("เรื่องอื่น", kind="pdf", sha256="b" * 64)
        assert "แม้" not in changes_of(before, other)["file_replaced"].message_th
        assert compare_visits(before, before) == []

    def test_bytes_of_a_page_that_differ_are_no_change(self):
        assert compare_visits(visit(sha256="a" * 64), visit(sha256="b" * 64)) == []

    def test_another_kind_of_document(self):
        assert "จาก PDF เป็น หน้าเว็บ" in changes_of(visit(kind="pdf"), visit())["kind_changed"].message_th

    def test_a_great_change_takes_no_great_time(self):
        before = "\n".join(f"บรรทัดเก่า {number}" for number in range(5_000))
        after = "\n".join(f"บรรทัดใหม่ {number}" for number in range(5_000))

        assert {"lines_added", "lines_removed"} <= set(changes_of(visit(before), visit(after)))

    @given(
        st.lists(st.text("กขค ab\n", max_size=12), max_size=8), st.lists(st.text("กขค ab\n", max_size=12), max_size=8)
    )
    def test_says_something_exactly_when_the_words_differ(self, one, other):
        before, after = "\n".join(one), "\n".join(other)

        def words(text):
            return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

        assert bool(compare_visits(visit(before), visit(after))) == (words(before) != words(after))


class TestSharedLines:
    def test_counts_each_as_often_as_both_have_it(self):
        assert count_shared_lines("a\nb\nb\n\nc", "b\nb\nb\nx\n  c ") == 3


class TestFindCloaking:
    def test_a_title_only_search_engines_see(self):
        (told,) = find_cloaking(visit(), visit(title="สล็อตเว็บตรง แตกง่าย"))

        assert told.code == "cloaked_title"
        assert "อบต.ตัวอย่าง" in told.message_th
        assert "สล็อตเว็บตรง" in told.message_th

    def test_a_text_only_search_engines_see(self):
        spam = "\n".join(["สล็อตเว็บตรง", "เครดิตฟรี", "แตกง่าย", "คาสิโนสด", "บาคาร่าออนไลน์", "ฝากถอนออโต้"])

        assert [one.code for one in find_cloaking(visit(), visit(spam))] == ["cloaked_text"]

    def test_pages_that_greet_or_count_are_no_alarm(self):
        assert find_cloaking(visit(), visit()) == []
        assert find_cloaking(visit(), visit(title="อบต.ตัวอย่าง (มือถือ)")) == []
        assert find_cloaking(visit(), visit(TEXT + "\nผู้เข้าชม 12,345")) == []
        assert find_cloaking(visit(), visit("\n".join(f"ข่าวอื่น {number}" for number in range(20)))) == []

    def test_a_page_about_gambling_is_the_same_for_both(self):
        news = "\n".join(["ตำรวจจับเว็บพนัน", "สล็อตเว็บตรง", "เครดิตฟรี", "จับกุม", "ดำเนินคดี", "ปราบปราม"])

        assert find_cloaking(visit(news, title="จับเว็บสล็อตออนไลน์"), visit(news, title="จับเว็บสล็อตออนไลน์")) == []
