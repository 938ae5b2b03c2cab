import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.framework.items import read_item_label
from prongsai.core.framework.items_json import read_item_line
from prongsai.core.framework.parse import parse_framework
from tests.core.framework.conftest import shared_files
from tests.core.framework.damage import damaged_labels
from tests.core.framework.small_year import SMALL_YEAR

SAMPLES = Path(__file__).parents[3] / "../shared/samples/gold-items.jsonl"
YEARS = (2563, 2564, 2565, 2566, 2567, 2568, 2569)


class TestTitlesAsAgenciesWriteThem:
    @pytest.mark.parametrize(
        ("label", "fiscal_year", "code"),
        [
            ("โครงสร้างหน่วยงาน", 2566, "O1"),
            ("6. กฏหมายที่เกี่ยวข้อง", 2566, "O6"),
            ("019 แผนการจัดซื้อจัดจ้าง", 2566, "O19"),
            ("ข้อ 11", 2566, "O11"),
            ("11. แผนดำเนินงานและการใช้งบประมาณประจำปี", 2566, "O11"),
            ("แผนดำเนินงานประจาปี", 2566, "O11"),
            ("รายงานการกากบตดตามการดาเนนงาน รอบ 6 เดอน", 2566, "O12"),
            ("ประกาศเจตนารมย์.pdf", 2567, "O26"),
            ("No Gift policy", 2566, "O31"),
            ("E–Service", 2566, "O18"),
            ("e service เทศบาลตำบลตัวอย่าง", 2568, "O10"),
            ("ถาม-ตอบ", 2566, "O8"),
            ("Facebook", 2566, "O9"),
            ("สขร.1", 2566, "O21"),
            ("คู่มือสำหรับประชาชน", 2568, "O9"),
            ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)", 2566, "O4"),
            ("แผนอัตรากำลัง 3 ปี", 2566, "O23"),
            ("แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2566", 2566, "O19"),
            ("อำนาจหน้าที่", 2568, "O1"),
            ("Q&A", 2569, "O3"),
            ("การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส", 2567, "O35"),
            ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", 2569, "O25"),
        ],
    )
    def test_give_the_code_of_the_year(self, files, label, fiscal_year, code):
        reading = read_item_label(label, files.get(fiscal_year))

        assert reading.code == code
        assert not reading.needs_review
        assert files.get(fiscal_year).item(code).topic == reading.topic

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_every_title_of_a_year_gives_its_item(self, files, fiscal_year):
        framework = files.get(fiscal_year)

        for item in framework.items:
            reading = read_item_label(item.title_th, framework)
            assert (reading.code, reading.needs_review) == (item.code, False)

    @pytest.mark.parametrize("label", ["", "   ", "...", "🙂", "ซ่อมถนนหมู่ 3 บ้านเหนือ", "ไฟล์แนบ", "zzz", ".pdf"])
    def test_what_names_no_item_is_for_review(self, files, label):
        reading = read_item_label(label, files.get(2566))

        assert reading.needs_review

    def test_a_topic_the_year_dropped_has_no_code(self, files):
        reading = read_item_label("กฎหมายที่เกี่ยวข้อง", files.get(2567))

        assert (reading.code, reading.topic, reading.needs_review) == (None, "law", True)

    def test_a_heading_over_several_items_has_no_code(self, files):
        reading = read_item_label("-การให้บริการ", files.get(2566))

        assert (reading.code, reading.topic, reading.needs_review) == (None, "service_manual", False)
        assert "O15, O16, O17, O18" in reading.why_en

    @pytest.mark.parametrize("label", ["9.1 ข้อมูลพื้นฐาน", "ตัวชี้วัดย่อยที่ ๙.๑", "9.1"])
    def test_a_sub_indicator_has_no_code(self, files, label):
        reading = read_item_label(label, files.get(2566))

        assert (reading.code, reading.topic, reading.needs_review) == (None, "structure", False)

    def test_a_section_number_before_a_title_is_left_out(self, files):
        assert read_item_label("9.1 ข้อมูลการติดต่อ", files.get(2566)).code == "O5"

    def test_a_heading_over_one_item_is_that_item(self, files):
        assert read_item_label("การปฏิบัติงาน", files.get(2566)).code == "O14"

    def test_an_ambiguous_stump_is_for_review(self, files):
        assert read_item_label("คู่มือหรือมาตรฐานกา...", files.get(2566)).needs_review

    def test_works_without_the_shared_words(self):
        framework = parse_framework(SMALL_YEAR, "2599.yaml")

        assert read_item_label("ข้อมูลผู้บรหาร", framework).code == "O2"
        assert read_item_label("O3", framework).code == "O3"


class TestCodeAndTitleThatDisagree:
    def test_a_printed_code_is_kept_but_for_review(self, files):
        reading = read_item_label("O10 แผนดำเนินงานประจำปี", files.get(2566))

        assert (reading.code, reading.topic, reading.needs_review) == ("O10", "pdpa", True)
        assert "O11" in reading.why_th

    def test_a_bare_number_gives_way_to_a_clear_title(self, files):
        reading = read_item_label("10. แผนดำเนินงานประจำปี", files.get(2566))

        assert (reading.code, reading.needs_review) == ("O11", True)

    def test_a_code_the_year_does_not_have_gives_way_to_a_clear_title(self, files):
        reading = read_item_label("O43 การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", files.get(2567))

        assert (reading.code, reading.needs_review) == ("O35", True)

    def test_a_code_the_year_does_not_have_is_for_review(self, files):
        reading = read_item_label("O43", files.get(2567))

        assert (reading.code, reading.topic, reading.needs_review) == ("O43", None, True)

    def test_a_title_of_a_dropped_topic_speaks_against_the_code(self, files):
        assert read_item_label("O6 กฎหมายที่เกี่ยวข้อง", files.get(2567)).needs_review

    def test_words_that_say_nothing_do_not_speak_against_a_code(self, files):
        reading = read_item_label("O7 กิจกรรมวันแม่แห่งชาติ", files.get(2566))

        assert (reading.code, reading.needs_review) == ("O7", False)

    def test_words_that_say_nothing_leave_a_bare_number_for_review(self, files):
        reading = read_item_label("7. วันแม่", files.get(2566))

        assert (reading.code, reading.needs_review) == ("O7", True)

    def test_several_codes_are_no_single_item(self, files):
        reading = read_item_label("O1 - O6 ข้อมูลพื้นฐาน", files.get(2566))

        assert (reading.code, reading.topic, reading.needs_review) == (None, "structure", True)


class TestDamagedTitles:
    """Every title of every year, once for each kind of damage: 261 labels a kind."""

    def test_nearly_all_are_read_and_few_are_flagged(self, files):
        count, right, flagged, wrong = Counter(), Counter(), Counter(), Counter()

        for fiscal_year in YEARS:
            framework = files.get(fiscal_year)
            for damaged in damaged_labels(framework, seed=2566):
                reading = read_item_label(damaged.label, framework)
                count[damaged.kind] += 1
                right[damaged.kind] += reading.code == damaged.expected
                flagged[damaged.kind] += reading.needs_review
                wrong[damaged.kind] += reading.code != damaged.expected and not reading.needs_review

        assert sum(right.values()) / sum(count.values()) > 0.98
        assert sum(flagged.values()) / sum(count.values()) < 0.03
        for kind in count:
            least = 0.90 if kind == "cut_head" else 0.95
            assert right[kind] / count[kind] >= least, kind
            assert flagged[kind] / count[kind] <= 0.13, kind
            assert wrong[kind] / count[kind] <= 0.02, kind

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=120), st.sampled_from(YEARS))
    def test_rubbish_gives_a_code_of_the_year_or_is_for_review(self, label, fiscal_year):
        framework = shared_files().get(fiscal_year)

        reading = read_item_label(label, framework)

        assert reading.needs_review or reading.code is None or framework.has_item(reading.code)
        assert reading.why_th
        assert reading.why_en


class TestReadItemLine:
    def test_gives_exactly_four_fields(self, files):
        row = {"id": "a", "label": "O1", "fiscal_year": 2566, "framework": "nacc-oit-2566", "agency": "x"}

        assert read_item_line(row, files.get) == {"id": "a", "code": "O1", "topic": "structure", "needs_review": False}

    def test_the_framework_wins_over_the_fiscal_year(self, files):
        row = {"id": 1, "label": "ข้อมูลการติดต่อ", "fiscal_year": 2566, "framework": "nacc-oit-2568"}

        assert read_item_line(row, files.get)["code"] == "O3"

    def test_a_draft_year_is_always_for_review(self, files):
        row = {"id": 1, "label": "O2 ข้อมูลผู้บริหาร", "fiscal_year": 2570}

        assert read_item_line(row, files.get) == {"id": 1, "code": "O2", "topic": "executives", "needs_review": True}

    @pytest.mark.parametrize("fiscal_year", [2568, "2568"])
    def test_the_fiscal_year_is_enough(self, files, fiscal_year):
        row = {"id": 1, "label": "ข้อมูลการติดต่อ", "fiscal_year": fiscal_year}

        assert read_item_line(row, files.get)["code"] == "O3"

    @pytest.mark.parametrize(
        ("label", "framework", "code"),
        [
            ("19 แผนการจัดซื้อจัดจ้าง", "obec-oit-2566", "O19"),
            ("OIT4 แผน", "obec-oit-2565", "O4"),
            ("019 แผน", "ovec-oit-2567", "O19"),
            ("EB 22 ชมรม", "moph-eb-2564", "EB22"),
            ("MOIT 2 ข้อมูล", "moph-moit-2567", "MOIT2"),
            ("ข้อมูลผู้บริหาร", "moph-moit-2567", None),
            ("O5", "police-oit", "O5"),
            ("EB 1, EB 2", "moph-eb-2564", None),
        ],
    )
    def test_another_bodys_list_gives_the_printed_code_for_review(self, files, label, framework, code):
        row = {"id": 1, "label": label, "fiscal_year": 2566, "framework": framework}

        assert read_item_line(row, files.get) == {"id": 1, "code": code, "topic": None, "needs_review": True}

    @pytest.mark.parametrize(
        "row",
        [
            {},
            {"id": 1},
            {"label": None},
            {"label": 5, "fiscal_year": 2566},
            {"label": "O1", "fiscal_year": True},
            {"label": "O1", "framework": 7},
            {"label": "ก", "framework": ""},
        ],
    )
    def test_a_row_that_lacks_something_is_for_review(self, files, row):
        assert read_item_line(row, files.get)["needs_review"]

    @pytest.mark.skipif(not SAMPLES.exists(), reason="the sample set is not here")
    def test_the_samples_of_the_national_list_are_right(self, files):
        rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
        national = [row for row in rows if row["framework"].startswith("nacc-oit-")]

        answers = [read_item_line(row, files.get) for row in national]

        stated = [(row, answer) for row, answer in zip(national, answers, strict=True) if row["expected_code"]]
        right = sum(answer["code"] == row["expected_code"] for row, answer in stated)
        assert right / len(stated) >= 0.95
        assert sum(bool(answer["needs_review"]) for answer in answers) / len(answers) <= 0.10

    @pytest.mark.skipif(not SAMPLES.exists(), reason="the sample set is not here")
    def test_the_samples_of_schools_give_their_printed_code(self, files):
        rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]

        for row in rows:
            if row["framework"].startswith("obec-"):
                assert read_item_line(row, files.get)["code"] == row["expected_code"]


# Labels in words of our own choosing, as offices title documents rather than items: (label, topic).
OFFICE_TITLES = [
    ("แผนผังโครงสร้างการแบ่งส่วนราชการ", "structure"),
    ("ทำเนียบผู้บริหาร", "executives"),
    ("ภารกิจและอำนาจหน้าที่ของเทศบาล", "authority"),
    ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)", "dev_plan"),
    ("ที่อยู่และเบอร์โทรศัพท์ติดต่อ", "contact"),
    ("กฎหมายและระเบียบที่เกี่ยวข้อง", "law"),
    ("ข่าวสารประชาสัมพันธ์", "news"),
    ("กระดานถาม - ตอบ", "qa"),
    ("Facebook เทศบาลตำบลตัวอย่าง", "social"),
    ("นโยบายการคุ้มครองข้อมูลส่วนบุคคล (Privacy Policy)", "pdpa"),
    ("แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2566", "annual_plan"),
    ("รายงานกำกับติดตามการดำเนินงานประจำปี รอบ 6 เดือน", "plan_progress"),
    ("รายงานผลการดำเนินงานประจำปี 2565", "annual_report"),
    ("คู่มือการปฏิบัติงานกองช่าง", "work_manual"),
    ("คู่มือสำหรับประชาชน การขออนุญาตก่อสร้าง", "service_manual"),
    ("สถิติการให้บริการประชาชน", "service_stats"),
    ("รายงานผลการสำรวจความพึงพอใจของผู้รับบริการ 2565", "satisfaction"),
    ("ระบบ E-Service เทศบาล", "eservice"),
    ("แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ 2566", "proc_plan"),
    ("ประกาศจัดซื้อจัดจ้าง", "proc_notice"),
    ("สรุปผลการจัดซื้อจัดจ้าง เดือน ตุลาคม 2565", "proc_monthly"),
    ("รายงานสรุปผลการจัดซื้อจัดจ้าง ปี 2565", "proc_annual"),
    ("แผนอัตรากำลัง 3 ปี (2564-2566)", "hr_policy"),
    ("หลักเกณฑ์การประเมินผลการปฏิบัติงานพนักงาน", "hr_criteria"),
    ("รายงานผลการบริหารทรัพยากรบุคคล ประจำปี 2565", "hr_annual"),
    ("คู่มือการจัดการเรื่องร้องเรียนการทุจริต", "complaint_guide"),
    ("แจ้งเบาะแสการทุจริต", "complaint_channel"),
    ("สถิติเรื่องร้องเรียน ปี 2566", "complaint_stats"),
    ("การมีส่วนร่วมของประชาชน", "participation"),
    ("ประกาศเจตนารมณ์ No Gift Policy ภาษาอังกฤษ", "nogift_decl"),
    ("รายงานผลการดำเนินการตามนโยบาย No Gift Policy", "nogift_report"),
    ("การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ.2566", "risk"),
    ("รายงานการดำเนินการเพื่อจัดการความเสี่ยงการทุจริต", "risk_action"),
    ("แผนปฏิบัติการป้องกันการทุจริต พ.ศ.2566-2570", "ac_plan"),
    ("รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต รอบ 6 เดือน", "ac_progress"),
    ("ประมวลจริยธรรมพนักงานเทศบาล", "eth_code"),
    ("คำสั่งแต่งตั้งคณะทำงานขับเคลื่อนจริยธรรม", "eth_drive"),
    ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปี 2566", "measures"),
    ("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส รอบ 6 เดือน", "measures_report"),
]


class TestTitlesOfDocuments:
    @pytest.mark.parametrize(("label", "topic"), OFFICE_TITLES)
    def test_give_the_item_they_belong_to(self, files, label, topic):
        reading = read_item_label(label, files.get(2566))

        assert reading.topic == topic
        assert not reading.needs_review

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_give_the_item_of_any_year_that_has_the_topic(self, files, fiscal_year):
        framework = files.get(fiscal_year)
        asked = [(label, item) for label, topic in OFFICE_TITLES if (item := framework.find_item_by_topic(topic))]

        right = sum(read_item_label(label, framework).code == item.code for label, item in asked)

        assert right / len(asked) >= 0.95

    @pytest.mark.parametrize(("label", "topic"), OFFICE_TITLES)
    def test_with_their_code_are_sure_of_it(self, files, label, topic):
        framework = files.get(2566)
        code = framework.find_item_by_topic(topic).code

        reading = read_item_label(f"{code} {label}", framework)

        assert (reading.code, reading.needs_review) == (code, False)
