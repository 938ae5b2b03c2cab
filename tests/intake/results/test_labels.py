import pytest

from prongsai.intake.results.labels import Key, Labels
from prongsai.intake.results.scores import is_blank, read_mark, read_score
from tests.core.result.made import FILES, d

LABELS = Labels(FILES.get(2567))


class TestLabels:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("IIT", Key("tool", "IIT")),
            ("คะแนน EIT (ร้อยละ)", Key("tool", "EIT")),
            ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", Key("tool", "IIT")),
            ("แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)", Key("tool", "OIT")),
            ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", Key("indicator", "9")),
            ("ตัวชี้วัด 10", Key("indicator", "10")),
            ("I10", Key("indicator", "10")),
            ("การป้องกันการทุจริต", Key("indicator", "10")),
            ("9. การเปิดเผยข้อมูล", Key("indicator", "9")),
            ("ตัวชี้วัดย่อยที่ ๑๐.๒", Key("sub", "10.2")),
            ("9.1 ข้อมูลพื้นฐาน", Key("sub", "9.1")),
            ("O12", Key("item", "O12")),
            ("OIT 7 ข่าว", Key("item", "O7")),
            ("ข้อ ๓๔", Key("item", "O34")),
            ("คะแนนรวม", Key("total")),
            ("ผลคะแนนรวม ITA", Key("total")),
            ("คะแนน ITA", Key("total")),
            ("ITA Score", Key("total")),
            ("Total", Key("total")),
            ("ระดับผลการประเมิน", Key("level")),
            ("Rating", Key("level")),
            ("ปีงบประมาณ", Key("year")),
            ("ปี ๒๕๖๖", Key("year", "2566")),
            ("คะแนนปี 2565", Key("year", "2565")),
            ("ปีงบ 67", None),
            ("ชื่อหน่วยงาน", Key("agency")),
            ("คะแนนที่ได้", Key("score")),
            ("คะแนนถ่วงน้ำหนัก IIT", Key("ignored")),
            ("คะแนนเต็ม", Key("ignored")),
        ],
    )
    def test_know_what_a_cell_names(self, text, key):
        assert LABELS.read(text) == key

    @pytest.mark.parametrize(
        "text", ["", "หมายเหตุ", "O", "2566 คน", "1.5", "OIT 40%", "3. การเปิดเผยข้อมูล", "ข้อเสนอแนะ", "x" * 400]
    )
    def test_do_not_take_other_words_for_a_part(self, text):
        found = LABELS.read(text)

        assert found is None or found.kind == "tool"


class TestScores:
    @pytest.mark.parametrize(
        ("text", "score"),
        [("97.50", d("97.5")), ("97,50", d("97.5")), ("๑๐๐", d(100)), ("92.45 คะแนน", d("92.45")), ("ร้อยละ 88", d(88)),
         ("88%", d(88)), ("0", d(0)), ("-5", d(-5)), ("100 / 100", d(100)),
         ("", None), ("ผ่านดี", None), ("O12", None), ("12 เดือน", None), ("1.2.3", None), ("25670101", None)],
    )  # fmt: skip
    def test_are_numbers_as_cells_have_them(self, text, score):
        assert read_score(text) == score

    @pytest.mark.parametrize(("text", "mark"), [("✓", 100), ("ไม่ ผ่าน", 0), ("YES", 100), ("บางส่วน", None), ("-", None)])
    def test_or_words_for_all_or_nothing(self, text, mark):
        assert read_mark(text) == mark

    @pytest.mark.parametrize(
        ("text", "blank"), [("", True), (" - ", True), ("N/A", True), ("0", False), ("รอผล", True)]
    )
    def test_or_nothing(self, text, blank):
        assert is_blank(text) is blank
