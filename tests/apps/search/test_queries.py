"""Looking things up: who sees what, counts, order, pages, and how many queries it takes."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.search.actions import forget, forget_all_of, index, replace_all_of
from prongsai.apps.search.models import Entry
from prongsai.apps.search.queries import search
from prongsai.apps.search.sources import Findable
from tests.apps.factories import make_agency

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 27, tzinfo=UTC)


def thing(object_id: str, title: str, **more) -> Findable:
    return Findable(object_id, title, f"/office/things/{object_id}/", AT, **more)


@pytest.fixture
def agency():
    return make_agency()


def put(agency, *things, kind="thing"):
    index(agency=agency, kind=kind, found=things)


def inside(agency, text, **more):
    return search(agency, text, is_public=False, **more)


def ids(found):
    return [hit.object_id for hit in found.hits]


class TestSearch:
    def test_finds_words_in_any_order_with_other_words_between(self, agency):
        put(agency, thing("1", "แผนปฏิบัติการป้องกันการทุจริต"), thing("2", "รายงานการประชุมสภา"))

        assert ids(inside(agency, "ทุจริต แผน")) == ["1"]

    def test_folds_digits_and_sara_am(self, agency):
        put(agency, thing("1", "ผู้อํานวยการ กองช่าง ๒๕๖๖"))

        assert ids(inside(agency, "อำนวยการ 2566")) == ["1"]

    def test_an_abbreviation_and_its_full_words_are_the_same(self, agency):
        put(agency, thing("1", "ข้อบัญญัติ อบต.โคกสะอาด"), thing("2", "ประกาศองค์การบริหารส่วนตำบล"))

        assert set(ids(inside(agency, "อบต"))) == {"1", "2"}
        assert set(ids(inside(agency, "องค์การบริหารส่วนตำบล"))) == {"1", "2"}

    def test_looks_inside_words_only_where_no_word_begins_so(self, agency):
        put(agency, thing("1", "แผนอัตรากำลัง"))

        found = inside(agency, "ตรากำ")

        assert (ids(found), found.tried) == (["1"], "parts")

    def test_forgives_a_missing_tone_last_of_all(self, agency):
        put(agency, thing("1", "การจัดซื้อจัดจ้าง"))

        found = inside(agency, "จัดซือจัดจาง")

        assert (ids(found), found.tried) == (["1"], "loose")

    def test_a_number_is_found_whole(self, agency):
        put(agency, thing("1", "รายการ O1 ข้อมูลพื้นฐาน"), thing("2", "รายการ O12 การใช้จ่าย"))

        assert ids(inside(agency, "o1")) == ["1"]

    def test_a_phrase_must_stand_in_one_piece(self, agency):
        put(agency, thing("1", "แผนป้องกันการทุจริต"), thing("2", "แผนงานเพื่อป้องกันการทุจริต"))

        assert ids(inside(agency, '"แผนป้องกันการทุจริต"')) == ["1"]

    def test_says_when_the_query_is_too_short(self, agency):
        put(agency, thing("1", "ก ข ค"))

        assert inside(agency, "ก").said == "too_short"
        assert inside(agency, " ?! ").said == "too_short"

    def test_says_when_there_is_nothing(self, agency):
        found = inside(agency, "ปลาวาฬ")

        assert (found.said, found.total, found.hits) == ("nothing", 0, ())

    @pytest.mark.parametrize(
        "text",
        ["'", '"', "100%", "a_b", "แผน\x00งาน", "NEAR(แผน", "แผน*", "-แผน", "\\", "แผน'; DROP", "🙂🙂", "()" * 99],
    )
    def test_no_sign_typed_breaks_it(self, agency, text):
        put(agency, thing("1", "แผนงาน"))

        assert inside(agency, text).said in ("found", "nothing", "too_short")


class TestOrder:
    def test_the_item_itself_comes_first_then_titles_then_texts_then_the_newest(self, agency):
        put(
            agency,
            thing("text", "ประกาศ", text="งบประมาณรายจ่าย", fiscal_year=2569),
            thing("apart", "รายจ่ายตามงบประมาณ", fiscal_year=2569),
            thing("inside", "รายงานงบประมาณรายจ่าย", fiscal_year=2569),
            thing("old", "งบประมาณรายจ่ายประจำปี", fiscal_year=2566),
            thing("new", "งบประมาณรายจ่ายประจำปี", fiscal_year=2567),
            thing("whole", "งบประมาณรายจ่าย", fiscal_year=2560),
        )

        assert ids(inside(agency, "งบประมาณรายจ่าย")) == ["whole", "new", "old", "inside", "apart", "text"]

    def test_an_item_code_is_the_item(self, agency):
        put(
            agency,
            thing("1", "รายงานตาม O7", fiscal_year=2569),
            thing("2", "ข่าวประชาสัมพันธ์", item_code="O7", fiscal_year=2566),
        )

        assert ids(inside(agency, "O 7")) == ["2", "1"]

    def test_by_name_is_the_order_of_the_dictionary(self, agency):
        put(agency, *(thing(title, f"{title} แผน") for title in ("ฮ", "เก", "ไก", "กา", "ข", "แข")))

        assert ids(inside(agency, "แผน", sort="name")) == ["กา", "เก", "ไก", "ข", "แข", "ฮ"]


class TestFilters:
    @pytest.fixture
    def many(self, agency):
        put(agency, *(thing(str(at), f"แผน {at}", fiscal_year=2566 + at % 2) for at in range(7)), kind="plan")
        put(agency, *(thing(str(at), f"แผน {at}", fiscal_year=2567) for at in range(4)), kind="report")
        return agency

    def test_counts_are_exact_for_each_kind_and_year(self, many):
        found = inside(many, "แผน", page_size=5)

        assert (found.total, found.pages, len(found.hits)) == (11, 3, 5)
        assert (found.by_kind, found.by_year) == ({"plan": 7, "report": 4}, {2566: 4, 2567: 7})

    def test_a_filter_counts_what_the_other_would_leave(self, many):
        found = inside(many, "แผน", kinds=["plan"], fiscal_year=2567)

        assert found.total == 3
        assert (found.by_kind, found.by_year) == ({"plan": 3, "report": 4}, {2566: 4, 2567: 3})

    def test_pages_join_without_gap_or_repetition(self, many):
        pages = [inside(many, "แผน", page=number, page_size=3) for number in (1, 2, 3, 4)]

        every = [(hit.kind, hit.object_id) for page in pages for hit in page.hits]
        assert len(every) == len(set(every)) == 11

    def test_a_page_that_is_not_there_becomes_the_nearest(self, many):
        assert inside(many, "แผน", page=99, page_size=5).page == 3
        assert inside(many, "แผน", page=-1, page_size=5).page == 1

    def test_a_filter_that_leaves_nothing_keeps_the_counts_of_the_others(self, many):
        found = inside(many, "แผน", fiscal_year=2500)

        assert (found.said, found.total, found.by_year) == ("found", 0, {2566: 4, 2567: 7})

    @pytest.mark.parametrize("text", ["แผน", "ผน 1", "แพลน"])
    def test_takes_at_most_three_queries_however_much_there_is(self, many, text):
        put(many, *(thing(f"x{at}", f"แผน {at}") for at in range(300)))

        with CaptureQueriesContext(
            connection,
        ) as queries:
            inside(many, text)

        assert len(queries) <= 3


class TestWhoSeesWhat:
    @pytest.fixture
    def two(self):
        first, second = make_agency(), make_agency(slug="second")
        for agency in (first, second):
            put(
                agency, thing("open", f"แผนเปิดเผย {agency.slug}", is_public=True), thing("shut", f"แผนลับ {agency.slug}")
            )
        return first, second

    def test_the_public_never_finds_what_is_not_public(self, two):
        first, _second = two

        for agency in (None, first):
            for text in ("แผน", "ลับ", "แผนลับ", "ผนลับ", "แผนลบ", '"แผนลับ"', first.slug):
                found = search(agency, text, is_public=True)
                assert not [hit for hit in found.hits if hit.object_id == "shut"]
                assert found.total == len(found.hits)

    def test_the_public_finds_all_agencies_or_one(self, two):
        first, second = two

        assert {hit.agency_slug for hit in search(None, "แผน", is_public=True).hits} == {first.slug, second.slug}
        assert {hit.agency_slug for hit in search(first, "แผน", is_public=True).hits} == {first.slug}

    def test_inside_is_one_agency(self, two):
        first, _second = two

        assert {hit.agency_slug for hit in inside(first, "แผน").hits} == {first.slug}
        with pytest.raises(ValueError, match="one agency"):
            search(None, "แผน", is_public=False)

    def test_inside_only_the_kinds_allowed(self, two):
        first, _second = two
        put(first, thing("draft", "แผนร่าง"), kind="draft")

        assert "draft" not in ids(inside(first, "แผน", allowed=["thing"]))
        assert inside(first, "แผน", allowed=["thing"], kinds=["draft"]).total == 0
        assert inside(first, "แผน", allowed=[]).said == "nothing"

    def test_what_is_withdrawn_is_out_of_sight_at_once(self, two):
        first, _second = two

        put(first, thing("open", "แผนเปิดเผย", is_public=False))

        assert search(first, "แผนเปิดเผย", is_public=True).said == "nothing"


class TestKeeping:
    def test_indexing_again_replaces(self, agency):
        put(agency, thing("1", "แผนเดิม", text="เก่า"))

        put(agency, thing("1", "รายงานใหม่"))

        assert Entry.objects.count() == 1
        assert inside(agency, "แผนเดิม").said == inside(agency, "เก่า").said == "nothing"
        assert ids(inside(agency, "รายงานใหม่")) == ["1"]

    def test_forgetting_takes_the_words_too(self, agency):
        put(agency, thing("1", "แผน ก"), thing("2", "แผน ข"), thing("3", "แผน ค"))

        assert forget(agency=agency, kind="thing", object_ids=["1"]) == 1
        assert set(ids(inside(agency, "แผน"))) == {"2", "3"}
        assert forget_all_of(agency, "thing") == 2
        assert inside(agency, "แผน").said == "nothing"

    def test_replacing_all_leaves_exactly_these(self, agency):
        put(agency, thing("1", "แผน ก"), thing("2", "แผน ข"))

        assert replace_all_of(agency=agency, kind="thing", found=[thing("2", "แผน ข"), thing("3", "แผน ค")]) == 2

        assert set(ids(inside(agency, "แผน"))) == {"2", "3"}

    def test_goes_with_its_agency(self, agency):
        put(agency, thing("1", "แผน"))

        agency.delete()

        assert search(None, "แผน", is_public=True).said == "nothing"
        assert not Entry.objects.exists()
