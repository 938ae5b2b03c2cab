"""The judge as a whole: elements, lists of other years, long texts, and how little time a page takes."""

import time
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai import wiring
from prongsai.adapters.page_reader import build_page_reader
from prongsai.audit.judge import judge
from prongsai.audit.judged import Judged, Question
from prongsai.audit.page import PageLink, PageText


@pytest.fixture(scope="module")
def frameworks():
    return wiring.framework_files()


@pytest.fixture(scope="module")
def of(frameworks):
    def judged(text: str, item: str | None, year: int | None = 2566, **page) -> Judged:
        framework = frameworks.get(year or 2566)
        return judge(
            PageText(page.pop("kind", "html"), text, **page),
            Question(item, year),
            framework=framework,
            frameworks=frameworks.get,
        )

    return judged


def states(result: Judged) -> list[str]:
    return [element.state for element in result.elements]


class TestElements:
    def test_of_a_contact_page(self, of):
        text = "เลขที่ 99 หมู่ที่ 1 ตำบลบ้านสวน อำเภอเมือง จังหวัดชลบุรี 20000 โทรศัพท์ 038-123456 อีเมล saraban@bansuan.go.th"

        assert states(of(text, "O5")) == ["found", "found", "not_found", "found", "not_found"]

    def test_a_form_for_writing_to_us_is_no_address(self, of):
        assert states(of("กรุณากรอกชื่อ โทรศัพท์ E-mail และข้อความ แล้วกดส่ง", "O5")) == ["not_found"] * 5

    def test_pictures_and_signatures_are_left_to_people(self, of):
        result = of("ประกาศเจตนารมณ์ ไม่รับของขวัญจากการปฏิบัติหน้าที่ ปีงบประมาณ พ.ศ. 2566", "O31")

        assert states(result) == ["cannot_tell", "found", "found"]
        assert "ลายมือชื่อ" in result.elements[0].grounds_th

    def test_the_year_is_an_element(self, of):
        text = "ประกาศเจตนารมณ์ ไม่รับของขวัญจากการปฏิบัติหน้าที่ ปีงบประมาณ พ.ศ. "

        assert states(of(text + "2565", "O31"))[2] == "not_found"
        assert states(of(text, "O31"))[2] == "cannot_tell"

    def test_name_the_words_seen_and_missed(self, of):
        result = of("สถิติการให้บริการ ปีงบประมาณ 2566 รอบ 6 เดือน จำนวน 20 ราย", "O16")

        assert '"สถิติ"' in result.elements[0].grounds_th
        missed = of("ภาพกิจกรรมวันเด็กของเทศบาล และการแข่งขันกีฬา", "O16").elements[0]
        assert missed.state == "not_found"
        assert "ไม่พบ" in missed.grounds_th
        assert missed.grounds_en

    @pytest.mark.parametrize(
        "page",
        [
            {"problem": "too_many_pages"},
            {"ocr_pages": (1,), "pages": ("ภาพกิจกรรม",)},
            {"links": tuple(PageLink(f"/{n}", "ภาพกิจกรรมวันเด็ก") for n in range(4))},
        ],
    )
    def test_what_was_not_read_whole_is_never_said_to_be_missing(self, of, page):
        text = "ภาพกิจกรรมวันเด็ก " * 4 if "links" in page else "ภาพกิจกรรมวันเด็กของเทศบาล และกีฬา"

        assert set(states(of(text, "O16", **page))) == {"cannot_tell"}

    def test_are_those_of_the_item_handed_in_for(self, of, frameworks):
        result = of("แผนการจัดซื้อจัดจ้าง ปีงบประมาณ 2566", "O5")

        assert [element.text_th for element in result.elements] == [
            e.text_th for e in frameworks.get(2566).item("O5").elements
        ]
        assert result.items[0].code == "O19"

    def test_without_a_known_item_there_are_none(self, of):
        assert of("แผนการจัดซื้อจัดจ้าง", "O99").elements == ()

    def test_of_the_best_item_where_none_is_asked(self, of):
        assert len(of("แผนการจัดซื้อจัดจ้าง ปีงบประมาณ 2566", None).elements) == 2


class TestListsOfEntries:
    text = (
        "ข่าวประชาสัมพันธ์\nกีฬา 5/1/2566 อ่านต่อ\nวันเด็ก 14/1/2566 อ่านต่อ\nลอยกระทง 19/11/2564 อ่านต่อ\nสงกรานต์ 13/4/2565 อ่านต่อ"
    )

    def test_one_entry_of_the_year_is_enough(self, of):
        result = of(self.text, "O7")

        assert result.year_fits == "yes"
        assert states(result) == ["found", "found"]
        assert "2566" in result.elements[1].grounds_th

    def test_none_of_the_year_is_not(self, of, frameworks):
        code = frameworks.get(2568).find_item_by_topic("news").code

        assert of(self.text, code, 2568).year_fits != "yes"

    def test_it_is_not_enough_for_a_report(self, of):
        assert of("รายงานการกำกับติดตามการดำเนินงาน ประจำปีงบประมาณ 2565 พิมพ์ 5/1/2566", "O12").year_fits == "no"


class TestItems:
    def test_give_the_words_that_say_so(self, of):
        assert "แผนการจัดซื้อจัดจ้าง" in "".join(of("ประกาศเผยแพร่แผนการจัดซื้อจัดจ้าง", None).items[0].words)

    def test_scores_fall_and_stay_within_one(self, of):
        items = of("แผนการจัดซื้อจัดจ้าง ประกาศราคากลาง ความพึงพอใจ ข่าวประชาสัมพันธ์ โครงการ", None).items

        assert [item.score for item in items] == sorted((item.score for item in items), reverse=True)
        assert all(0 < item.score < 1 for item in items)

    def test_a_mere_guess_scores_as_one(self, of):
        assert all(item.score < 0.15 for item in of("รายงาน จำนวน 5 ราย", None).items)

    def test_the_year_of_the_page_gives_the_list_where_none_is_asked(self, of):
        text = "ประกาศแผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. "

        assert of(text + "2567", None, None).items[0].code == "O14"
        assert of(text + "2566", None, None).items[0].code == "O19"

    def test_a_name_only_in_the_menu_counts_for_nothing(self, of):
        menu = "แผนปฏิบัติการป้องกันการทุจริต"
        text = f"{menu}\nรายงานการสำรวจความพึงพอใจของประชาชน " + "ผลการสำรวจ ร้อยละ 90 " * 20

        codes = [item.code for item in of(text, None, links=(PageLink("/a", menu),)).items]

        assert codes[0] == "O17"
        assert "O36" not in codes

    @pytest.mark.parametrize(
        ("title", "code"),
        [
            ("แผนปฏิบัติการป้องกันการทุจริต", "O36"),
            ("รายงานติดตามแผนปฏิบัติการป้องกันการทุจริต", "O38"),
            ("รายงานติดตามแผนปฏิบัติการป้องกันการทุจริต รอบ 6 เดือน", "O37"),
            ("แผนบริหารความเสี่ยงการทุจริต", "O34"),
            ("รายงานผลการดำเนินงานตามแผนบริหารความเสี่ยงการทุจริต", "O35"),
            ("การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "O43"),
            ("แผนดำเนินงานประจำปี ตามแผนพัฒนาท้องถิ่น", "O11"),
        ],
    )
    def test_a_report_on_a_plan_is_no_plan(self, of, title, code):
        assert of("", None, title=title).items[0].code == code

    def test_a_title_that_no_list_has_is_compared_as_a_whole(self, of):
        assert of("", None, title="Q&A").items[0].code == "O8"


class TestAsRead:
    def test_a_page_in_windows_874_with_a_menu(self, frameworks):
        menu = "".join(
            f"<li><a href='/{n}'>{name}</a></li>"
            for n, name in enumerate(("ข้อมูลผู้บริหาร", "แผนพัฒนาท้องถิ่น", "ข่าวประชาสัมพันธ์"))
        )
        markup = (
            "<html><head><meta charset='windows-874'><title>แผนการจัดซื้อจัดจ้าง - เทศบาลตำบลบ้านสวน</title></head><body>"
            f"<ul>{menu}</ul><h1>แผนการจัดซื้อจัดจ้าง</h1><p>ประจำปีงบประมาณ พ.ศ. ๒๕๖๖</p><p>งานจ้างก่อสร้างถนน วงเงิน 498,000 บาท</p></body></html>"
        )
        with build_page_reader() as reader:
            page = reader.read(markup.encode("cp874"), content_type="text/html; charset=windows-874")

        result = judge(page, Question("O19", 2566, "เทศบาลตำบลบ้านสวน"), framework=frameworks.get(2566))

        assert [item.code for item in result.items][:1] == ["O19"]
        assert (result.fiscal_year, result.year_fits) == (2566, "yes")
        assert states(result) == ["found", "found"]
        assert not [note for note in result.notes if note.code in ("only_lists_links", "template_of_other_agency")]


class TestAnyPage:
    @settings(max_examples=120, deadline=None)
    @given(
        st.text(max_size=400),
        st.text(max_size=60),
        st.lists(st.text(max_size=30), max_size=4),
        st.sampled_from([None, "O1", "O12", "O36"]),
    )
    def test_is_judged_without_raising(self, frameworks, text, title, headings, item):
        links = tuple(PageLink("/", label) for label in headings)
        page = PageText("html", text, title, tuple(headings), links=links)

        result = judge(page, Question(item, 2566, "เทศบาลตำบลบ้านสวน", url=text[:30]), framework=frameworks.get(2566))

        assert result.year_grounds_th
        assert (result.fiscal_year is None) == (not result.fiscal_years)

    @settings(max_examples=80, deadline=None)
    @given(
        st.lists(
            st.sampled_from(
                [
                    "ปีงบประมาณ",
                    "พ.ศ.",
                    "2566",
                    "๒๕๖๕",
                    "-",
                    "ถึง",
                    "มกราคม",
                    "ธ.ค.",
                    "66",
                    "31",
                    "1",
                    "ประจำปี",
                    "/",
                    "2570",
                    "ลงวันที่",
                ]
            ),
            max_size=14,
        )
    )
    def test_any_jumble_of_years_is_read(self, frameworks, words):
        text = " ".join(words)

        result = judge(PageText("text", text), Question("O11", 2566), framework=frameworks.get(2566))

        for year in result.fiscal_years:
            assert 2540 <= year <= 2590
        if result.fiscal_year is not None:
            assert result.fiscal_year in result.fiscal_years
            assert result.year_grounds_en

    def test_a_huge_text_is_bounded(self, frameworks):
        page = PageText("text", "ปีงบประมาณ 2566 โครงการ 081-234-5678 " * 100_000)
        started = time.process_time()

        judge(page, Question("O11", 2566, "เทศบาลตำบลบ้านสวน"), framework=frameworks.get(2566))

        assert time.process_time() - started < 1.0

    def test_a_page_takes_little_time(self, frameworks):
        text = "\n".join(
            f"{number}. โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก สายที่ {number} งบประมาณ 498,000 บาท เบิกจ่ายแล้ว ร้อยละ 80 ตุลาคม 2565"
            for number in range(1, 36)
        )
        page = PageText("pdf", "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2565\n" + text)
        question = Question("O13", 2566, "เทศบาลตำบลบ้านสวน")
        framework = frameworks.get(2566)
        judge(page, question, framework=framework)

        times = []
        for _ in range(15):
            started = time.process_time()
            for _ in range(10):
                judge(page, question, framework=framework)
            times.append((time.process_time() - started) / 10)

        assert 5_000 < len(page.text.encode()) < 10_000
        assert median(times) < 0.002  # 0.4 ms on a quiet machine; this only catches a slip of several times
