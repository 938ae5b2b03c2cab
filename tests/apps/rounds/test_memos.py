"""The memo of a round from rows: its head, its signers, and what each state of the round puts on it."""

from datetime import UTC, date, datetime

import pytest

from prongsai.apps.history.models import Event
from prongsai.apps.rounds.memos import change_memo_head, full_number, memo_of, sheet_of
from prongsai.apps.rounds.models import MemoHead, Round
from prongsai.apps.rounds.opening import note_missed
from prongsai.apps.rounds.queries import find_post_holders
from prongsai.core.monthly_round import hash_of_sheet
from prongsai.documents.memo import MemoSigner
from tests.apps.factories import give_post, make_post, make_user
from tests.apps.rounds.office import DECEMBER, decide, make_office, on_paper, sign

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 1)
LATER = datetime(2023, 1, 9, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def memo(office, number="", dated_on=None, today=TODAY):
    return memo_of(office.round(), number=number, dated_on=dated_on, today=today)


def set_head(office, **values):
    given = {"from_unit": "สำนักปลัด โทร. 0 4400 0000", "letter_code": "ชย 71201", "garuda_png": b"\x89PNG", **values}
    return change_memo_head(agency=office.agency, by=office.clerk, at=DECEMBER, **given)


class TestHead:
    def test_is_the_agencys_name_before_anybody_says_more(self):
        office = make_office()

        assert (memo(office).from_unit, memo(office).number, memo(office).garuda_png) == ("เทศบาลตำบลทดสอบ", "", b"")

    def test_carries_unit_code_and_picture(self):
        office = make_office()
        set_head(office)

        made = memo(office)

        assert made.from_unit == "สำนักปลัด โทร. ๐ ๔๔๐๐ ๐๐๐๐"
        assert made.number == "ชย ๗๑๒๐๑/"  # the running number is written by hand
        assert made.garuda_png == b"\x89PNG"
        assert made.dated == ""

    def test_a_number_and_day_given_are_printed(self):
        office = make_office()
        set_head(office)

        made = memo(office, number="ชย 71201/99", dated_on=date(2022, 12, 5))

        assert (made.number, made.dated) == ("ชย ๗๑๒๐๑/๙๙", "๕ ธันวาคม ๒๕๖๕")

    @pytest.mark.parametrize(
        ("typed", "printed"),
        [
            ("123", "ชย ๗๑๒๐๑/๑๒๓"),
            (" ๑๒๓ ", "ชย ๗๑๒๐๑/๑๒๓"),
            ("ว 45", "ว ๔๕"),
            ("71202/9", "๗๑๒๐๒/๙"),
            ("", "ชย ๗๑๒๐๑/"),
        ],
    )
    def test_a_bare_number_is_printed_behind_the_code(self, typed, printed):
        office = make_office()
        set_head(office)

        assert memo(office, number=typed).number == printed

    @pytest.mark.parametrize("code", ["ชย 71201/", " ชย 71201 / ", "ชย 71201"])
    def test_a_code_kept_with_its_stroke_has_one_all_the_same(self, code):
        assert full_number(code, "9") == "ชย 71201/9"

    def test_without_a_code_the_number_stands_alone(self):
        assert full_number("", "123") == "123"
        assert full_number("", "") == ""

    def test_is_changed_with_a_history_of_hashes(self):
        office = make_office()
        set_head(office)
        set_head(office, from_unit="กองคลัง", garuda_png=None)
        assert bytes(MemoHead.objects.get().garuda) == b"\x89PNG"  # None keeps the picture
        set_head(office, garuda_png=b"")

        assert bytes(MemoHead.objects.get().garuda) == b""
        first, second, third = Event.objects.filter(action="memo_head_changed").order_by("seq")
        assert first.before is None
        assert len(first.after["garuda"]) == 64
        assert second.after["from_unit"] == "กองคลัง"
        assert third.after["garuda"] is None
        assert first.role == "clerk_office"

    def test_of_another_agency_is_not_taken(self):
        one, other = make_office(), make_office()
        set_head(one)

        assert memo(other).garuda_png == b""


class TestSigners:
    def test_are_the_posts_of_the_agencys_kind_where_nobody_holds_them(self):
        made = memo(make_office())

        assert (made.signer.name, made.signer.post) == ("", "ปลัดเทศบาล")

    def test_are_those_who_hold_the_posts(self):
        office = make_office()
        chief = make_user(office.agency, "chief_administrator", display_name="นายสมชาย ตัวอย่าง")
        give_post(chief, make_post(office.agency, "chief_administrator", title="ปลัดเทศบาลตำบลทดสอบ"))

        made = memo(office)

        assert (made.signer.name, made.signer.post) == ("นายสมชาย ตัวอย่าง", "ปลัดเทศบาลตำบลทดสอบ")
        assert made.to == "นายกเทศมนตรีตำบลทดสอบ"
        assert made.opinions[0].signer.name == str(office.executive)

    def test_a_substitute_does_not_stand_as_the_holder(self):
        office = make_office()
        give_post(make_user(office.agency), office.agency.posts.get(kind="top_executive"), "acting_for")

        holders = find_post_holders(office.agency, ("top_executive",), TODAY)

        assert holders == {"top_executive": ("นายกเทศมนตรีตำบลทดสอบ", str(office.executive))}

    def test_while_the_post_is_vacant_the_memo_goes_to_the_post(self):
        office = make_office()
        post = office.agency.posts.get(kind="top_executive")
        post.holdings.all().delete()

        made = memo(office)

        assert (made.to, made.opinions[0].signer) == (post.title, MemoSigner("", post.title))

    def test_what_was_signed_by_role_alone_names_the_post(self):
        office = make_office()
        post = office.agency.posts.get(kind="top_executive")
        sign(office)
        Round.objects.update(capacity="ผู้บริหารสูงสุด")  # as it was kept before

        made = memo(office)

        assert (made.to, made.opinions[0].signer.post) == (post.title, post.title)

    def test_who_has_left_is_left_out(self):
        office = make_office()
        chief = make_user(office.agency)
        post = make_post(office.agency, "chief_administrator", title="ปลัด")
        give_post(chief, post, until_on=date(2022, 11, 30))

        assert "chief_administrator" not in find_post_holders(office.agency, ("chief_administrator",), TODAY)
        assert find_post_holders(office.agency, ("chief_administrator",), date(2022, 11, 30))


class TestStates:
    def test_an_open_round_leaves_room_to_sign(self):
        office = make_office()
        decide(office, text="เร่งรัด")

        opinion = memo(office).opinions[0]

        assert opinion.signed == ""
        assert opinion.lines == ("๑. เร่งรัด (กองคลัง ภายในวันที่ ๒๐ ธ.ค. ๒๕๖๕)",)

    def test_a_signed_one_says_by_whom_when_and_on_what(self):
        office = make_office()
        row = sign(office, comment="ทราบ เร่งรัด")

        made = memo(office, today=LATER.date())

        opinion = made.opinions[0]
        assert opinion.signer.name == str(office.executive)
        assert opinion.lines == ("ทราบ เร่งรัด",)
        assert "๑ ธันวาคม ๒๕๖๕ เวลา ๑๐.๐๐ น." in opinion.signed
        assert row.shown_sha256 in opinion.signed
        assert "ณ วันที่ ๑ ธันวาคม ๒๕๖๕" in made.paragraphs[1].text  # as signed, not as of today

    def test_one_on_paper_has_the_number_and_day_of_the_paper(self):
        office = make_office()
        on_paper(office)

        made = memo(office, today=LATER.date())

        assert (made.number, made.dated) == ("ชย ๗๑๒๐๑/๔๕", "๑ ธันวาคม ๒๕๖๕")
        assert made.opinions[0].signed == ""

    def test_a_missed_one_shows_what_it_would_have_shown(self):
        office = make_office()
        note_missed(office.round(), at=LATER)
        row = office.round()

        assert hash_of_sheet(sheet_of(row, date(2024, 1, 1))) == row.shown_sha256
        assert memo(office, today=date(2024, 1, 1)).opinions[0].signed == ""

    def test_the_fiscal_year_is_that_of_the_month(self):
        assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖" in memo(make_office()).paragraphs[0].text
