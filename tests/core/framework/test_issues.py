import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.framework.issues import items_of_issue
from tests.core.framework.conftest import shared_files

SEED = Path(__file__).parents[3] / "../shared/seed/khoksaat-2566-half-year-report.txt"

# What nine issues of a real municipality cover, by year (the hand-made mapping of shared/domain/seed-mapping.md).
ISSUES = (
    "ข้อมูลพื้นฐาน",
    "ข่าวประชาสัมพันธ์",
    "แผนการดำเนินงาน/การบริหารงบประมาณ",
    "การปฏิบัติงาน",
    "การให้บริการ",
    "การจัดซื้อจัดจ้างหรือการพัสดุ",
    "การบริหารและพัฒนาทรัพยากรบุคคล",
    "การดำเนินการเพื่อป้องกันการทุจริต",
    "มาตรการภายในเพื่อป้องกันการทุจริต",
)
COVERED = {
    2565: ["O1-O6", "O7", "O10-O12 O18-O20", "O13", "O14-O17", "O21-O24", "O25-O28", "O36 O37 O39-O41", "O42 O43"],
    2566: ["O1-O6", "O7", "O11-O13", "O14", "O15-O18", "O19-O22", "O23-O26", "O34-O38", "O42 O43"],
    2567: ["O1-O4 O7", "O5", "O8 O9", "O10", "O11-O13", "O14-O17", "O18 O19", "O30-O33", "O34 O35"],
    2568: ["O1-O3 O5", "O4", "O6 O7", "O8", "O9-O11", "O12 O13", "O14 O15", "O23-O26", "O27 O28"],
    2569: ["O1-O3 O5", "O4", "O6 O7", "O8", "O9 O10", "O11 O12", "O13 O14", "O21-O24", "O25 O26"],
}
PREVENTION_STEPS = (
    "๑. จัดทำการประเมินความเสี่ยงการทุจริตประจำปี ๒๕๖๖ ก่อนที่จะจัดทำแผนปฏิบัติการป้องกันการ ทุจริต "
    "๒. รายงานผลการดำเนินการตามมาตรการที่กำหนดไว้ในแผนปฏิบัติการป้องกันการทุจริต รอบ ๖ เดือน"
)


def spread(codes: str) -> tuple[str, ...]:
    """ "O1-O3 O5" as its codes."""
    found: list[str] = []
    for part in codes.split():
        first, _, last = part.partition("-")
        found.extend(f"O{number}" for number in range(int(first[1:]), int((last or first)[1:]) + 1))
    return tuple(found)


class TestGroupHeadings:
    @pytest.mark.parametrize("fiscal_year", sorted(COVERED))
    @pytest.mark.parametrize("row", range(9))
    def test_cover_the_items_of_the_year(self, files, fiscal_year, row):
        codes = items_of_issue(ISSUES[row], files.get(fiscal_year))

        assert codes == spread(COVERED[fiscal_year][row])

    @pytest.mark.parametrize("row", range(9))
    @pytest.mark.parametrize("form", ["-{}", "- {}", "{} ", "๑. {}", "การเปิดเผย {}"])
    def test_are_known_in_other_dress_or_not_at_all(self, files, row, form):
        codes = items_of_issue(form.format(ISSUES[row]), files.get(2566))

        assert codes in ((), spread(COVERED[2566][row]))

    @pytest.mark.parametrize(
        ("issue", "codes"),
        [
            ("-การจัดซื้อจัดจ้างหรือการ พัสดุ", "O19-O22"),
            ("-การบริหารและพัฒนา ทรัพยากรบุคคล", "O23-O26"),
            ("การใหบรการ", "O15-O18"),
            ("การจัดการเรื่องร้องเรียนการทุจริต", "O27-O29"),
            ("การส่งเสริมความโปร่งใส", "O27-O30"),
            ("การปฏิสัมพันธ์ข้อมูล", "O8-O10"),
            ("นโยบาย No Gift Policy", "O31-O33"),
            ("การประเมินความเสี่ยงเพื่อป้องกันการทุจริต", "O34 O35"),
            ("แผนป้องกันการทุจริต", "O36-O38"),
            ("E-Service", "O18"),
            ("ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "O28"),
        ],
    )
    def test_of_other_plans_are_known_too(self, files, issue, codes):
        assert items_of_issue(issue, files.get(2566)) == spread(codes)

    @pytest.mark.parametrize(
        ("issue", "codes"),
        [
            ("9.1 ข้อมูลพื้นฐาน", "O1-O10"),
            ("ตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน", "O1-O10"),
            ("ตัวชี้วัดย่อย 9.5", "O27-O30"),
            ("9.2 การให้บริการ", "O15-O18"),
            ("10.2 มาตรการภายในเพื่อป้องกันการทุจริต", "O39-O43"),
        ],
    )
    def test_with_the_number_of_a_sub_indicator_mean_all_of_it(self, files, issue, codes):
        assert items_of_issue(issue, files.get(2566)) == spread(codes)

    @pytest.mark.parametrize(
        "issue",
        [
            "- การให้บริการ\n- การปฏิบัติงาน",
            "การให้บริการและการปฏิบัติงาน",
            "การปฏิบัติงาน/การให้บริการ",
            "การปฏิบัติงาน การให้บริการ",
            "1. การปฏิบัติงาน 2. การให้บริการ",
        ],
    )
    def test_a_cell_with_two_names_covers_both(self, files, issue):
        assert items_of_issue(issue, files.get(2566)) == spread("O14-O18")

    @pytest.mark.parametrize(
        "issue",
        [
            "ตัวชี้วัดที่ ๙ การเปิดเผย ข้อมูล เครื่องมือการประเมิน OIT -ข้อมูลพื้นฐาน",
            "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล ข้อมูลพื้นฐาน",
            "เครื่องมือการประเมิน OIT ตัวชี้วัดที่ 9\nข้อมูลพื้นฐาน",
            "ตัวชี้วัดที่ 9 ข้อมูลพื้นฐาน",
        ],
    )
    def test_under_the_name_of_the_indicator_are_known(self, files, issue):
        assert items_of_issue(issue, files.get(2566)) == spread("O1-O6")

    @pytest.mark.parametrize(
        ("issue", "codes"),
        [
            ("ปรับปรุงคู่มือการให้บริการประชาชน", "O15"),
            ("การเผยแพร่แผนการจัดซื้อจัดจ้าง", "O19"),
            ("การจัดทำ E-Service ของหน่วยงาน", "O18"),
            ("มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง", "O19-O22"),
            ("มาตรการจัดการเรื่องร้องเรียนการทุจริต", "O27-O29"),
        ],
    )
    def test_a_sentence_about_one_item_is_that_item(self, files, issue, codes):
        assert items_of_issue(issue, files.get(2566)) == spread(codes)


class TestGroupsOfTheList:
    """Group and sub-indicator names that the years' own lists print."""

    @pytest.mark.parametrize("fiscal_year", [2563, 2564, 2565, 2566])
    def test_cover_the_items_that_stand_under_them(self, files, fiscal_year):
        framework = files.get(fiscal_year)
        groups = {}
        for item in framework.items:
            groups.setdefault(item.group_th, []).append(item)

        for name, items in groups.items():
            codes = {item.code for item in items if not item.topic.startswith("eth_")}
            assert set(items_of_issue(name, framework)) == codes, name

    @pytest.mark.parametrize("fiscal_year", [2563, 2564, 2565, 2566, 2567, 2568])
    def test_sub_indicators_cover_nothing_outside_themselves(self, files, fiscal_year):
        framework = files.get(fiscal_year)

        for entry in framework.sub_indicators:
            inside = {item.code for item in framework.items_of_sub_indicator(entry.code)}
            covered = items_of_issue(entry.name_th, framework, indicator=entry.indicator)
            assert covered, entry.code
            moved = entry.code in ("9.1", "10.1")  # their names are also those of groups that other years cut otherwise
            if not moved and entry.name_th != "การส่งเสริมคุณธรรมและความโปร่งใส":
                assert set(covered) <= inside, entry.code
            assert items_of_issue(f"{entry.code} {entry.name_th}", framework) == tuple(
                code for code in framework.item_codes if code in inside
            )

    @pytest.mark.parametrize("fiscal_year", [2563, 2564, 2565, 2566, 2567, 2568])
    def test_an_indicator_keeps_to_its_own_items(self, files, fiscal_year):
        framework = files.get(fiscal_year)

        for heading in framework.topics.headings:
            for indicator in (9, 10):
                codes = items_of_issue(heading.names[0], framework, indicator=indicator)
                found = {framework.indicator_of(framework.item(code)) for code in codes}
                assert len(found) <= 1, heading.names[0]


class TestPrintedCodes:
    @pytest.mark.parametrize(
        ("issue", "codes"),
        [
            ("O1 - O6", "O1-O6"),
            ("ข้อ O11, O12", "O11 O12"),
            ("การเปิดโอกาส (O30)", "O30"),
            ("ข้อมูลพื้นฐาน (O1 - O3)", "O1-O3"),
            ("O๔๒ มาตรการ", "O42"),
        ],
    )
    def test_win_over_the_words(self, files, issue, codes):
        assert items_of_issue(issue, files.get(2566)) == spread(codes)

    def test_of_another_years_list_do_not_count(self, files):
        assert items_of_issue("O43", files.get(2569)) == ()


class TestWhatNamesNoItem:
    @pytest.mark.parametrize(
        "issue",
        ["", "-", "การใช้อำนาจ", "การใช้งบประมาณ", "คุณภาพการดำเนินงาน", "ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", "มาตรการเผยแพร่ข้อมูลต่อสาธารณะ", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงระบบการทำงาน", "การใช้ทรัพย์สินของราชการ", "ซ่อมแซมถนนคอนกรีตเสริมเหล็ก", "zzz"],
    )  # fmt: skip
    def test_gives_nothing(self, files, issue):
        assert items_of_issue(issue, files.get(2566)) == ()

    def test_a_survey_indicator_has_no_items(self, files):
        assert items_of_issue("การให้บริการ", files.get(2566), indicator=6) == ()

    def test_printed_codes_count_under_any_indicator(self, files):
        assert items_of_issue("การให้บริการ (O15)", files.get(2566), indicator=6) == ("O15",)

    @settings(max_examples=100, deadline=None)
    @given(st.text(max_size=80), st.text(max_size=80))
    def test_rubbish_gives_only_codes_of_the_year(self, issue, steps):
        framework = shared_files().get(2566)

        codes = items_of_issue(issue, framework, steps_text=steps)

        assert [code for code in framework.item_codes if code in codes] == list(codes)


class TestTheStepsNarrowABroadHeading:
    def test_a_half_year_report_leaves_the_yearly_one_out(self, files):
        codes = items_of_issue(ISSUES[7], files.get(2566), steps_text=PREVENTION_STEPS)

        assert codes == spread("O34-O37")

    def test_a_yearly_report_that_is_named_stays(self, files):
        steps = PREVENTION_STEPS + " ๓. รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต รอบ ๑๒ เดือน"

        assert items_of_issue(ISSUES[7], files.get(2566), steps_text=steps) == spread("O34-O38")

    def test_what_the_steps_name_beyond_the_core_is_added(self, files):
        steps = PREVENTION_STEPS + " ๓. ประกาศนโยบาย No Gift Policy"

        assert "O31" in items_of_issue(ISSUES[7], files.get(2566), steps_text=steps)

    def test_steps_about_risk_alone_leave_the_plan_out(self, files):
        codes = items_of_issue(ISSUES[7], files.get(2566), steps_text="ประเมินความเสี่ยงการทุจริตและจัดการความเสี่ยง")

        assert codes == ("O34", "O35")

    def test_steps_that_name_nothing_narrow_nothing(self, files):
        codes = items_of_issue(ISSUES[7], files.get(2566), steps_text="รายงานผู้บริหาร และเผยแพร่บนเว็บไซต์")

        assert codes == spread("O34-O38")

    def test_ethics_joins_the_internal_measures_only_when_named(self, files):
        framework = files.get(2566)

        assert items_of_issue(ISSUES[8], framework, steps_text="วิเคราะห์ผล ITA") == ("O42", "O43")
        assert "O40" in items_of_issue(ISSUES[8], framework, steps_text="ขับเคลื่อนจริยธรรม วิเคราะห์ผล ITA")

    @pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
    def test_the_first_report_maps_as_by_hand(self, files):
        text = SEED.read_text(encoding="utf-8").replace("\naiyaphum", "aiyaphum")
        rows = [line.split("\t") for line in text.splitlines() if line.count("\t") >= 4 and "ผู้รับผิดชอบ\t" not in line]
        expected = [*COVERED[2566][:7], "O34-O37", "O42 O43"]

        for issue, row, codes in zip(ISSUES, rows, expected, strict=True):
            steps = re.sub("<[^>]+>", " ", " ".join(row[1:4]))
            assert items_of_issue(issue, files.get(2566), steps_text=steps) == spread(codes), issue
