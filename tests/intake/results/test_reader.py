import io
import time

import openpyxl
import pytest

from prongsai.core.errors import PersonError
from prongsai.wiring.results import read_result_file
from tests.core.result.made import FILES, d

NAME = "เทศบาลตำบลบ้านสวนใส"


def workbook(*rows, merged=()):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv(*rows):
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")


def read(content, name="ผล.xlsx", **options):
    return read_result_file(content, name, **options)


def one(content, name="ผล.xlsx", **options):
    found = read(content, name, **options)
    assert len(found.results) == 1
    return found.results[0]


def codes(found):
    return [finding.code for finding in found.findings]


ITEMS_2567 = [(item.code, item.title_th, 0 if item.code == "O12" else 100) for item in FILES.get(2567).items]


class TestARowForEachPart:
    ROWS = (
        ("ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567",),
        ("หน่วยงาน", NAME),
        (),
        ("ลำดับ", "รายการ", "คะแนนเต็ม", "คะแนนที่ได้", "หมายเหตุ"),
        (1, "เครื่องมือ IIT", 100, 90.5, ""),
        (2, "เครื่องมือ EIT", 100, "88.25", ""),
        (3, "เครื่องมือ OIT", 100, "๙๕.๐๐", ""),
        (4, "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล", 100, 93.5, ""),
        (5, "9.1 ข้อมูลพื้นฐาน", 100, "97,78", ""),
        (6, "การใช้อำนาจ", 100, 81, ""),
        (7, "คะแนนรวม", 100, "91.60 คะแนน", ""),
        (8, "ระดับผลการประเมิน", "", "ผ่านดี", ""),
    )

    @pytest.mark.parametrize(("made", "name"), [(workbook, "ผล.xlsx"), (csv, "ผล.csv")])
    def test_takes_the_column_of_scores_and_not_that_of_full_marks(self, made, name):
        found = one(made(*self.ROWS), name)

        assert found.fiscal_year == 2567
        assert found.agency_name == NAME
        assert found.tools == {"IIT": d("90.5"), "EIT": d("88.25"), "OIT": d(95)}
        assert found.indicators == {3: 81, 9: d("93.5")}
        assert found.sub_indicators == {"9.1": d("97.78")}
        assert found.total == d("91.6")
        assert found.level == "ผ่านดี"
        assert found.source == name

    def test_reads_items_by_code_with_their_printed_titles(self):
        found = one(workbook(("ปีงบประมาณ พ.ศ. 2567",), ("ข้อ", "ประเด็น", "คะแนน"), *ITEMS_2567))

        assert set(found.items) == set(FILES.get(2567).item_codes)
        assert found.lost_codes == ("O12",)
        assert found.titles["O1"] == FILES.get(2567).item("O1").title_th

    def test_reads_codes_as_offices_write_them(self):
        rows = [("ข้อ", "คะแนน"), ("OIT 1", 100), ("ข้อ ๒", 0), ("O3 อำนาจหน้าที่", 100), ("o4", 0), ("O๕", 100)]

        found = one(workbook(*rows), fiscal_year=2567)

        assert found.items == {"O1": 100, "O2": 0, "O3": 100, "O4": 0, "O5": 100}

    def test_reads_items_by_title_where_there_is_no_code(self):
        titles = [(item.title_th, 100 if at else 0) for at, item in enumerate(FILES.get(2567).items[:6])]

        found = one(workbook(("รายการ", "คะแนน"), *titles), fiscal_year=2567)

        assert found.items["O1"] == 0
        assert len(found.items) >= 5

    @pytest.mark.parametrize(("full", "none"), [("✓", "✗"), ("มี", "ไม่มี"), ("ได้", "ไม่ได้"), ("ครบ", "ไม่ครบ"), ("1", "0")])
    def test_reads_marks_of_all_or_nothing(self, full, none):
        found = read(workbook(("ข้อ", "ผล"), ("O1", full), ("O2", none), ("O3", full)), fiscal_year=2567)

        assert found.results[0].items == {"O1": 100, "O2": 0, "O3": 100}
        assert ("result_items_as_ones" in codes(found)) == (full == "1")

    def test_without_headings_takes_the_first_number_after_the_label(self):
        found = one(workbook(("IIT", 90), ("EIT", 80), ("O1", "โครงสร้าง", 100), ("O2", "ผู้บริหาร", 0)), fiscal_year=2567)

        assert found.tools == {"IIT": 90, "EIT": 80}
        assert found.items == {"O1": 100, "O2": 0}

    @pytest.mark.parametrize(
        ("row", "tools", "indicators", "subs"),
        [
            ("ตัวชี้วัดที่ 1,9.3", {}, {1: d("9.3")}, {}),
            ("1,ตัวชี้วัดที่ 1,9.3", {}, {1: d("9.3")}, {}),
            ("OIT,9.3", {"OIT": d("9.3")}, {}, {}),
            ("ตัวชี้วัดที่ 9,9.3", {}, {9: d("9.3")}, {}),
            ("ตัวชี้วัดที่ 9,9.3,80", {}, {}, {"9.3": d(80)}),
            ("ตัวชี้วัดที่ 9,9.3,–", {}, {}, {}),
        ],
    )
    def test_a_score_that_looks_like_the_code_of_a_part(self, row, tools, indicators, subs):
        found = one(f"{row}\nEIT,46\n".encode(), "ผล.csv", fiscal_year=2567, agency_name=NAME)

        assert dict(found.tools) == {"EIT": d(46), **tools}
        assert (dict(found.indicators), dict(found.sub_indicators)) == (indicators, subs)

    def test_blank_scores_stay_unknown(self):
        found = read(
            workbook(("ข้อ", "คะแนน"), ("O1", 100), ("O2", ""), ("O3", "-"), ("O4", "ไม่มีข้อมูล")), fiscal_year=2567
        )

        assert found.results[0].items == {"O1": 100}
        assert codes(found) == []


class TestAColumnForEachYear:
    def test_gives_a_result_for_each(self):
        rows = (
            ("รายการ", "ปี 2565", "ปี 2566", "2567"),
            ("IIT", 80, 81, 82),
            ("EIT", 70, "", 72),
            ("คะแนนรวม", "85.01", "86.02", "๘๗.๐๓"),
        )

        found = read(workbook(*rows)).results

        assert [one.fiscal_year for one in found] == [2565, 2566, 2567]
        assert [one.total for one in found] == [d("85.01"), d("86.02"), d("87.03")]
        assert found[1].tools == {"IIT": 81}


class TestARowForEachAgency:
    ROWS = (
        ("ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2566 จังหวัดชัยภูมิ",),
        ("ลำดับ", "หน่วยงาน", "IIT", "EIT", "OIT", "คะแนนรวม", "ระดับ"),
        (1, "องค์การบริหารส่วนตำบลหนองแวง", 70, 71, 72, 71, "ต้องปรับปรุง"),
        (2, NAME, "90.00", "88.00", "95.00", "91.40", "ผ่านดี"),
    )

    @pytest.mark.parametrize(("made", "name"), [(workbook, "ผล.xlsx"), (csv, "ผล.csv")])
    def test_picks_the_agency_asked_for(self, made, name):
        found = one(made(*self.ROWS), name, agency_name=NAME)

        assert (found.fiscal_year, found.agency_name, found.total, found.level) == (2566, NAME, d("91.40"), "ผ่านดี")
        assert found.tools == {"IIT": 90, "EIT": 88, "OIT": 95}

    def test_knows_an_agency_by_its_short_form(self):
        assert one(workbook(*self.ROWS), agency_name="อบต.หนองแวง").total == 71

    @pytest.mark.parametrize(("name", "words"), [("", "2 หน่วยงาน"), ("เทศบาลเมืองอื่น", "เทศบาลเมืองอื่น")])
    def test_asks_which_where_that_stays_open(self, name, words):
        with pytest.raises(PersonError) as error:
            read(workbook(*self.ROWS), agency_name=name)

        assert words in error.value.message_th

    def test_another_agencys_single_row_is_read_and_named(self):
        found = read(workbook(*self.ROWS[:3]), agency_name=NAME)

        assert found.results[0].total == 71
        assert "result_other_agency" in codes(found)

    def test_takes_the_agency_under_a_name_it_had_before(self):
        found = read(
            workbook(*self.ROWS), agency_name="เทศบาลตำบลหนองแวงใหม่เอี่ยม", former_names=["ไม่มีในตาราง", "อบต.หนองแวง"]
        )

        (result,) = found.results
        assert result.total == 71
        assert "result_other_agency" not in codes(found)

    def test_each_year_comes_from_the_name_of_that_year_and_the_own_name_first(self):
        rows = (
            ("หน่วยงาน", "ปี", "IIT", "EIT", "OIT"),
            ("อบต.หนองแวง", "2566", "70", "70", "70"),
            ("อบต.หนองแวง", "2567", "1", "71", "71"),
            ("เทศบาลตำบลหนองแวง", "2567", "81", "81", "81"),
            ("เทศบาลตำบลหนองแวง", "2568", "82", "82", "82"),
            ("เทศบาลตำบลอื่นไกล", "2566", "99", "99", "99"),
        )

        found = read(workbook(*rows), agency_name="เทศบาลตำบลหนองแวง", former_names=["องค์การบริหารส่วนตำบลหนองแวง"])

        assert [(one.fiscal_year, one.tools["IIT"]) for one in found.results] == [(2566, 70), (2567, 81), (2568, 82)]
        assert "result_other_agency" not in codes(found)

    def test_headings_in_two_rows_with_merged_tools(self):
        rows = (
            ("หน่วยงาน", "IIT", "", "", "", "", "OIT", "", "คะแนนรวม"),
            ("", *(f"ตัวชี้วัดที่ {n}" for n in (1, 2, 3, 4, 5, 9, 10)), ""),
            (NAME, 91, 92, 93, 94, 95, 96, 97, 90),
        )

        found = one(workbook(*rows, merged=("B1:F1", "G1:H1", "A1:A2", "I1:I2")), fiscal_year=2567)

        assert found.indicators == {1: 91, 2: 92, 3: 93, 4: 94, 5: 95, 9: 96, 10: 97}
        assert found.tools == {}
        assert found.total == 90

    def test_items_as_columns(self):
        items = FILES.get(2568).item_codes
        found = one(workbook(("หน่วยงาน", *items), (NAME, *(100 for _ in items[:-1]), 0)), fiscal_year=2568)

        assert len(found.items) == 28
        assert found.lost_codes == ("O28",)

    def test_a_column_of_years_gives_a_result_for_each(self):
        rows = (("ปีงบประมาณ", "IIT", "EIT", "OIT", "คะแนนรวม"), (2565, 1, 2, 3, 4), ("๒๕๖๖", 5, 6, 7, 8))

        found = read(workbook(*rows)).results

        assert [(one.fiscal_year, one.total) for one in found] == [(2565, 4), (2566, 8)]


class TestWeightedPoints:
    def test_become_scores_of_100_where_they_sum_to_the_total(self):
        rows = (("IIT", 27), ("EIT", 26.4), ("OIT", "38.00"), ("คะแนนรวม", "91.40"))

        found = read(workbook(*rows), fiscal_year=2567)

        assert found.results[0].tools == {"IIT": 90, "EIT": 88, "OIT": 95}
        assert "result_weighted" in codes(found)

    def test_stay_as_they_are_where_they_do_not(self):
        found = read(workbook(("IIT", 27), ("EIT", 26), ("OIT", 38), ("คะแนนรวม", "31.1")), fiscal_year=2567)

        assert found.results[0].tools["OIT"] == 38
        assert "result_weighted" not in codes(found)


class TestWhatWasNotUnderstood:
    def test_a_row_with_a_score_of_something_unknown(self):
        found = read(workbook(("รายการ", "คะแนน"), ("O1", 100), ("คะแนนพิเศษของจังหวัด", 12)), fiscal_year=2567)

        finding = next(one for one in found.findings if one.code == "result_row_not_understood")
        assert "คะแนนพิเศษของจังหวัด" in finding.message_th
        assert finding.where

    def test_a_score_that_is_no_number(self):
        found = read(workbook(("รายการ", "คะแนน"), ("O1", 100), ("O2", "รอประกาศผล")), fiscal_year=2567)

        assert codes(found) == ["result_score_not_read"]
        assert found.results[0].items == {"O1": 100}

    def test_two_different_scores_of_one_item(self):
        found = read(workbook(("รายการ", "คะแนน"), ("O1", 100), ("O1", 0), ("O2", 100), ("O2", 100)), fiscal_year=2567)

        assert codes(found) == ["result_given_twice"]
        assert found.results[0].items["O1"] == 100

    def test_many_of_one_kind_are_counted(self):
        rows = [("รายการ", "คะแนน"), ("O1", 100), *((f"เรื่องอื่นลำดับ {chr(0xE01 + n)}", 5) for n in range(40))]

        found = read(workbook(*rows), fiscal_year=2567)

        assert len(found.findings) == 13
        assert "28" in found.findings[-1].message_th

    def test_no_year_anywhere(self):
        with pytest.raises(PersonError) as error:
            read(workbook(("O1", 100), ("O2", 0)))

        assert "ปีงบประมาณ" in error.value.message_th

    def test_the_documents_own_year_wins_over_the_one_given(self):
        assert (
            one(workbook(("ปีงบประมาณ พ.ศ. 2567",), ("ข้อ", "คะแนน"), ("O1", 100)), fiscal_year=2560).fiscal_year == 2567
        )


class TestText:
    def test_lines_pasted_from_an_announcement(self):
        text = """ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ เทศบาลตำบลบ้านสวนใส
IIT: 90.10
EIT  88.20
OIT\t95.30
คะแนนรวม ๙๑.๖๑ คะแนน
ระดับ: ผ่านดี
O1 โครงสร้าง 100
O2 ข้อมูลผู้บริหาร 0
"""
        found = one(text.encode(), "วาง.txt")

        assert found.fiscal_year == 2566
        assert found.agency_name.startswith("เทศบาลตำบล")
        assert found.tools == {"IIT": d("90.10"), "EIT": d("88.20"), "OIT": d("95.30")}
        assert (found.total, found.level) == (d("91.61"), "ผ่านดี")
        assert found.items == {"O1": 100, "O2": 0}

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("O12 100", {"O12": d(100)}),
            ("O3 อำนาจหน้าที100", {"O3": d(100)}),
            ("O30 การประเมิน0", {"O30": d(0)}),
            ("O3 อำนาจหน้าที่ปี2567", {}),
        ],
    )
    def test_a_number_right_behind_a_word_or_a_code(self, line, expected):
        text = f"ผลการประเมิน ITA ปีงบประมาณ 2567\nIIT 90\n{line}"

        assert one(text.encode(), "ผล.txt").items == expected

    @pytest.mark.parametrize(
        "line",
        ["O17 100", "O17: 100", "o-17 ๑๐๐", "O17\t100", "ข้อ O17 100 คะแนน", "ข้อ 17 = 100", "O17\tมาตรการ\t100"],
    )
    def test_an_item_typed_with_a_blank_among_those_with_a_tab(self, line):
        text = f"ผลการประเมิน ITA ปีงบประมาณ 2565\nO42\t0\nO1\t0\n{line}\nOIT 62.5"

        found = read(text.encode(), "วาง.txt")

        assert found.results[0].items == {"O1": 0, "O17": 100, "O42": 0}
        assert found.results[0].tools == {"OIT": d("62.5")}
        assert found.findings == ()

    def test_a_heading_among_the_lines_is_no_score(self):
        text = "ผลการประเมิน ITA ปีงบประมาณ 2565\nO42\t0\nO1\t0\nตัวชี้วัดที่ 9\nO2\t100"

        found = one(text.encode(), "วาง.txt")

        assert (found.items, found.indicators) == ({"O1": 0, "O2": 100, "O42": 0}, {})

    def test_a_weight_before_the_score(self):
        assert one("ITA ปีงบประมาณ 2567\nEIT 30 88.25\nคะแนนรวม100 91.63".encode(), "ผล.txt").tools == {
            "EIT": d("88.25")
        }

    def test_oit_with_its_weight_is_no_item(self):
        found = one("ITA ปีงบประมาณ 2566\nOIT 40 95.00\nOIT 12 100\nOIT 13 0".encode(), "ผล.txt")

        assert found.tools == {"OIT": d("95.00")}
        assert found.items == {"O12": d(100), "O13": d(0)}

    def test_a_table_of_a_web_page(self):
        html = "<html><body><h1>ปีงบประมาณ พ.ศ. 2567</h1><table><tr><th>รายการ<th>คะแนน<tr><td>IIT<td>90<tr><td>O1<td>100</table></body></html>"

        found = one(html.encode(), "a.html")

        assert (found.tools, found.items) == ({"IIT": 90}, {"O1": 100})


class TestRubbish:
    @pytest.mark.parametrize(
        "content",
        [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04rubbish", b"%PDF-1.4 nothing", b"{}", b"hello\nworld", "สวัสดี".encode() * 50,
         b"a,b,c\n1,2,3\n", b"\xd0\xcf\x11\xe0" + b"x" * 600],
    )  # fmt: skip
    def test_is_one_sentence_in_both_languages(self, content):
        with pytest.raises(PersonError) as error:
            read(content, "ขยะ.bin", fiscal_year=2567)

        assert "ขยะ.bin" in error.value.message_th
        assert "ขยะ.bin" in error.value.message_en
        assert "\n" not in error.value.message_th

    def test_a_sheet_at_the_limit_is_read_in_a_few_seconds(self):
        rows = [("หน่วยงาน", "IIT", "EIT", "OIT", "คะแนนรวม"), *((f"หน่วยงาน {n}", 80, 80, 80, 80) for n in range(9_000))]
        started = time.process_time()

        found = one(csv(*rows), "ประเทศ.csv", fiscal_year=2567, agency_name="หน่วยงาน 7777")

        assert found.agency_name == "หน่วยงาน 7777"
        assert time.process_time() - started < 10

    def test_a_sheet_beyond_the_limit_is_refused(self):
        with pytest.raises(PersonError):
            read(csv(*(("O1", 100) for _ in range(20_000))), "ยาว.csv", fiscal_year=2567)
