"""What the judge notes besides item and year: other agencies, scans, unverified lists, old pages, shared files."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from prongsai import wiring
from prongsai.audit.judge import judge, same_file_notes
from prongsai.audit.judge.agency_names import find_other_agency, find_other_province
from prongsai.audit.judge.letters import to_bare
from prongsai.audit.judge.provinces import PROVINCES
from prongsai.audit.judged import Judged, Question
from prongsai.audit.page import PageLink, PageText
from prongsai.audit.result import LinkResult, LinkToCheck

OWN = "เทศบาลตำบลบ้านสวน"


@pytest.fixture(scope="module")
def frameworks():
    return wiring.framework_files()


@pytest.fixture
def note(frameworks):
    def of(page: PageText, code: str, item: str | None = "O31", **more) -> list:
        question = Question(item, 2566, OWN)
        result = judge(page, question, framework=frameworks.get(2566), **more)
        return [each for each in result.notes if each.code == code]

    return of


def other(text: str, agency: str = OWN):
    return find_other_agency(agency, text, to_bare(text).decode("latin-1"))


class TestOtherAgency:
    def test_in_a_copied_announcement(self):
        found = other("ประกาศเทศบาลตำบลหนองไผ่ เรื่อง นโยบาย นายกเทศมนตรีตำบลหนองไผ่")

        assert found is not None
        assert found.name == "เทศบาลตำบลหนองไผ่"
        assert found.own_times == 0

    def test_left_in_one_place_of_our_own_text(self):
        found = other(f"ประกาศ{OWN} เรื่อง นโยบาย ให้พนักงานของเทศบาลตำบลหนองไผ่ถือปฏิบัติ")

        assert found is not None
        assert found.own_times == 1

    @pytest.mark.parametrize("name", ["เทศบาลตําบลหนองไผ่", "เทศบาลตาบลหนองไผ่", "เทศบาลตำบล หนองไผ่"])
    def test_however_its_kind_is_spelled(self, name):
        found = other(f"ประกาศ{name} เรื่อง นโยบาย")

        assert found is not None
        assert found.name == "เทศบาลตำบลหนองไผ่"
        assert found.is_certain

    def test_named_once_at_the_beginning_is_less_certain(self):
        found = other("แผนป้องกันการทุจริต เทศบาลตำบลหนองไผ่")

        assert found is not None
        assert not found.is_certain
        assert other("ข้อความ" * 100 + " เทศบาลตำบลหนองไผ่") is None

    def test_in_the_title_of_the_page(self, note):
        page = PageText("html", "เอกสารและรายงานประจำปีของหน่วยงาน", "เอกสาร | เทศบาลตำบลหนองไผ่")

        (found,) = note(page, "template_of_other_agency")
        assert found.severity == "warning"
        assert not note(replace(page, title=f"เอกสาร | {OWN}"), "template_of_other_agency")

    @pytest.mark.parametrize(
        "text",
        [
            f"ประกาศ{OWN} เรื่อง นโยบาย",
            f"{OWN} ติดต่อกับ เทศบาลตำบลหนองไผ่ และ เทศบาลตำบลโคกสูง",
            f"{OWN} ประชุมร่วมกับเทศบาลตำบลหนองไผ่",
            "เทศบาลตำบลมีหน้าที่ต้องทำ เทศบาลตำบลอาจจัดทำกิจการใด ๆ",
            f"โรงเรียนอนุบาลสาธิต ของ{OWN}",
            "ไม่มีชื่อหน่วยงานเลย",
            "ประกาศเทศบาลตําบลบ้านสวน",
        ],
    )
    def test_not_where_there_is_none(self, text):
        assert other(text) is None

    def test_not_for_an_agency_whose_kind_is_unknown(self):
        assert other("ประกาศเทศบาลตำบลหนองไผ่ ประกาศเทศบาลตำบลหนองไผ่", "กรมตัวอย่าง") is None

    def test_understands_short_and_long_kinds_alike(self):
        text = "ประกาศ อบต.สระแก้ว ขององค์การบริหารส่วนตำบลสระแก้ว"

        assert other(text, "องค์การบริหารส่วนตำบลสระแก้ว จ.ชลบุรี") is None
        assert other(text, "อบต.สระแก้ว") is None
        assert other(text, "อบต.ท่าตะเกียบ").name == "องค์การบริหารส่วนตำบลสระแก้ว"


class TestOtherProvince:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (f"{OWN} อำเภอเมือง จังหวัดชลบุรี", None),
            (f"{OWN} อำเภอศรีสำโรง จังหวัดสุโขทัย", "สุโขทัย"),
            (f"{OWN} อำเภอศรีสำโรง จังหวัด สุโขทัย {OWN} จังหวัดชลบุรี", None),
            (f"{OWN} ประชุมกับองค์การบริหารส่วนจังหวัด", None),
            ("จังหวัดสุโขทัย", None),
            (f"{OWN} " + "ข้อความ" * 20 + " จังหวัดสุโขทัย", None),
        ],
    )
    def test_beside_our_name(self, text, expected):
        assert find_other_province(OWN, "ชลบุรี", to_bare(text).decode("latin-1")) == expected

    def test_is_noted(self, frameworks):
        page = PageText("html", f"ประกาศ{OWN} อำเภอศรีสำโรง จังหวัดสุโขทัย เรื่อง นโยบายไม่รับของขวัญ")
        question = Question("O31", 2566, OWN, province="ชลบุรี")

        notes = judge(page, question, framework=frameworks.get(2566)).notes

        assert [each.code for each in notes if "สุโขทัย" in each.message_th] == ["template_of_other_agency"]

    def test_there_are_77(self):
        assert len(PROVINCES) == len(set(PROVINCES)) == 77


class TestReadingNotes:
    def test_a_scan_without_ocr(self, note):
        page = PageText("pdf", "", page_count=3, problem="needs_ocr")

        assert note(page, "needs_ocr")
        assert not note(page, "empty_page")

    def test_a_scan_read_by_ocr(self, note):
        page = PageText(
            "pdf", "ประกาศ ปีงบประมาณ 2566", pages=("ประกาศ ปีงบประมาณ 2566",), ocr_pages=(1,), unsure_digits=2
        )

        (found,) = note(page, "ocr_digits_not_evidence")
        assert found.severity == "warning"
        assert "2 แห่ง" in found.message_th

    @pytest.mark.parametrize("problem", ["encrypted", "damaged", "too_big", "out_of_time", "no_reader", "unsupported"])
    def test_a_document_not_read_whole(self, note, problem):
        (found,) = note(PageText("pdf", "บางส่วน", problem=problem), "reading_incomplete")

        assert problem not in found.message_th

    def test_a_long_text_is_said_to_be_sampled(self, note):
        (found,) = note(PageText("text", "ประกาศ " + "ก" * 100_000), "reading_incomplete")

        assert found.severity == "note"
        assert "%" in found.message_en


class TestContentNotes:
    def test_personal_data_is_masked(self, note):
        page = PageText("html", "รายชื่อ นายแดง โทร 081-234-5678 นางดำ โทร 089-876-5432")

        (found,) = note(page, "personal_data")
        assert "081-234" not in found.message_th + found.message_en
        assert "2 รายการ" in found.message_th

    def test_a_page_of_links(self, note):
        links = tuple(PageLink(f"/{n}", f"เอกสารแนบหมายเลข {n}") for n in range(20))
        page = PageText("html", "\n".join(link.label for link in links), links=links)

        assert note(page, "only_lists_links")

    def test_an_unverified_item_is_said_to_be_so(self, note, frameworks):
        page = PageText("html", "ข้อความ " * 20)
        doubtful = [
            item.code for item in frameworks.get(2566).items if item.elements_confidence == "recalled_unverified"
        ]
        sure = [item.code for item in frameworks.get(2566).items if item.elements_confidence == "verified"]

        assert note(page, "framework_unverified", doubtful[0])
        assert not note(page, "framework_unverified", sure[0])

    def test_every_note_is_said_in_both_languages(self, frameworks):
        page = PageText(
            "pdf", "lorem ipsum 081-234-5678 ประกาศเทศบาลตำบลอื่นไกล เทศบาลตำบลอื่นไกล", ocr_pages=(1,), pages=("x",)
        )

        result = judge(
            page, Question("O31", 2566, OWN), framework=frameworks.get(2566), last_changed_on=date(2020, 1, 1)
        )

        assert len({each.code for each in result.notes}) >= 5
        for each in result.notes:
            assert any("ก" <= letter <= "ฮ" for letter in each.message_th)
            assert any("a" <= letter <= "z" for letter in each.message_en)


class TestLastChanged:
    text = PageText("html", "ข้อความ " * 20)

    @pytest.mark.parametrize(
        ("item", "changed_on", "expected"),
        [
            ("O31", date(2021, 3, 1), True),  # this year's declaration, page untouched since two years before
            ("O31", date(2023, 1, 5), False),
            ("O12", date(2022, 12, 1), True),  # six months cannot be reported after two
            ("O12", date(2023, 4, 20), False),
            ("O13", date(2022, 5, 1), True),  # the year before was not over
            ("O13", date(2022, 11, 1), False),
            ("O1", date(2012, 1, 1), True),  # current when opened, changed ten years ago
            ("O1", date(2022, 1, 1), False),
            ("O4", date(2019, 1, 1), False),  # a plan of five years may well be older
        ],
    )
    def test_before_the_content_can_have_existed(self, note, item, changed_on, expected):
        assert bool(note(self.text, "last_changed_outside_period", item, last_changed_on=changed_on)) is expected

    def test_the_document_says_it_where_the_server_does_not(self, note):
        page = replace(self.text, last_changed_on=date(2021, 3, 1))

        assert note(page, "last_changed_outside_period")
        assert not note(page, "last_changed_outside_period", last_changed_on=date(2023, 1, 5))


def result(id: str, item: str | None, sha256: str = "", text_sha256: str = "", year: int = 2566) -> LinkResult:
    link = LinkToCheck(id, f"https://x.go.th/{id}", item, year)
    return LinkResult(link, "opens", "", "", datetime(2026, 11, 27, tzinfo=UTC), sha256=sha256, text_sha256=text_sha256)


class TestSameFile:
    def test_under_two_items_is_noted_on_both(self):
        notes = same_file_notes([result("a", "O10", "h1"), result("b", "O2", "h1"), result("c", "O3", "h2")])

        assert set(notes) == {"a", "b"}
        assert "O2" in notes["a"].message_th
        assert "O10" in notes["b"].message_th
        assert notes["a"].code == "same_file_under_items"

    def test_by_its_text_too(self):
        assert set(same_file_notes([result("a", "O1", "h1", "t"), result("b", "O2", "h2", "t")])) == {"a", "b"}

    def test_twice_under_one_item_is_none_of_it(self):
        assert same_file_notes([result("a", "O1", "h1"), result("b", "O1", "h1")]) == {}

    def test_without_hash_or_item_or_in_another_year_neither(self):
        assert same_file_notes([result("a", "O1"), result("b", "O2")]) == {}
        assert same_file_notes([result("a", None, "h"), result("b", "O2", "h")]) == {}
        assert same_file_notes([result("a", "O1", "h"), result("b", "O2", "h", year=2567)]) == {}

    def test_file_and_text_are_told_together_by_number(self):
        seen = [
            result("a", "O2", "h", "t"),
            result("b", "O10", "h"),
            result("c", "O9", "", "t"),
            result("d", "O2", "h"),
        ]

        notes = same_file_notes(seen)

        assert "O9, O10 too" in notes["a"].message_en
        assert "under O2 too" in notes["b"].message_en
        assert "O10 too" in notes["d"].message_en
        assert notes == same_file_notes(reversed(seen))


def test_an_empty_judgement_is_the_default():
    assert Judged().items == ()
