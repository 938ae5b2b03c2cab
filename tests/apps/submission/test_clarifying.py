"""The clarification: what was frozen counts, the newest proof before the closing, and a ZIP that lacks no certificate."""

import io
import warnings
import zipfile
from datetime import timedelta

import pytest

from prongsai.apps.plans.models import Evidence
from prongsai.apps.submission import actions
from prongsai.apps.submission.clarifying import certificates_of, rows_of
from prongsai.apps.submission.documents import draw_clarification, pack_clarification
from prongsai.apps.submission.queries import newest_checks, proving_checks
from tests.apps import factories
from tests.apps.evidence.seen import keep
from tests.apps.factories import make_agency, make_plan
from tests.apps.submission.office import CLOSES, NOW, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def evidence(office):
    """A piece of evidence of the agency's plan, with an address that the auditor can have visited."""
    return Evidence.objects.filter(measure__plan=make_plan(office.agency)).first()


def look(evidence, verdict, at, **fields):
    """What the auditor saw of it at a moment, with a copy kept of it."""
    days = (at - factories.NOW) / timedelta(days=1)
    return keep(evidence, verdict, days=days, **{"snapshot": "2023-03.warc.gz#1", **fields})


def contest(office, code, reason="มีตั้งแต่มีนาคม", score=0):
    actions.score_and_contest(
        item=office.item(code), version=0, score=score, said="ไม่พบ", reason=reason, by=office.clerk, at=NOW
    )


def proofs(office):
    return {row["code"]: [proof["check"] for proof in row["proofs"]] for row in rows_of(office.year)}


class TestRows:
    def test_hold_the_contested_in_the_forms_order_and_no_other(self, office):
        office.answer_all()
        for code in ("O43", "O2"):
            contest(office, code)
        actions.record_preliminary(item=office.item("O1"), score=50, said="บางส่วน", by=office.clerk, at=NOW)

        assert [row["code"] for row in rows_of(office.year)] == ["O2", "O43"]

    def test_say_what_was_frozen_not_what_was_written_since(self, office):
        office.answer_all()
        office.freeze()
        office.answer("O12", version=1, addresses=["https://new.go.th/"], explanation="ใหม่")
        contest(office, "O12")

        [row] = rows_of(office.year)

        assert (row["explanation"], row["score"], row["said"]) == ("จากหน้าแรก", 0, "ไม่พบ")
        assert "new.go.th" not in str(row["addresses"])

    def test_of_several_frozen_ones_the_newest_counts(self, office):
        office.answer_all()
        office.freeze()
        office.answer("O12", version=1, explanation="ฉบับหลัง")
        office.freeze()
        contest(office, "O12")

        assert rows_of(office.year)[0]["explanation"] == "ฉบับหลัง"

    def test_without_a_frozen_form_the_form_as_it_stands(self, office):
        office.answer("O12", explanation="ยังไม่บันทึก")
        contest(office, "O12")

        [row] = rows_of(office.year)

        assert (row["explanation"], row["title"] != "") == ("ยังไม่บันทึก", True)

    def test_an_item_that_was_not_answered_is_told_without_addresses(self, office):
        contest(office, "O12")

        [row] = rows_of(office.year)

        assert (row["addresses"], row["explanation"], row["proofs"]) == ([], "", [])

    def test_nothing_contested_is_an_empty_list(self, office):
        assert rows_of(office.year) == []

    def test_take_as_many_queries_for_four_as_for_one(self, office, django_assert_max_num_queries):
        office.answer_all()
        office.freeze()
        for code in ("O1", "O2", "O12", "O43"):
            contest(office, code)

        with django_assert_max_num_queries(5):
            assert len(rows_of(office.year)) == 4


class TestProofs:
    @pytest.mark.parametrize(
        ("verdict", "proves"),
        [("opens", True), ("moved", True), ("soft_404", False), ("gone", False), ("login_wall", False)],
    )
    def test_are_looks_that_opened_the_address(self, office, evidence, verdict, proves):
        check = look(evidence, verdict, NOW - timedelta(days=2))
        office.answer("O12", addresses=[evidence.url])
        contest(office, "O12")

        assert proofs(office) == {"O12": [check.pk] if proves else []}

    def test_made_after_the_closing_prove_nothing(self, office, evidence):
        look(evidence, "opens", CLOSES + timedelta(seconds=1))
        office.answer("O12", addresses=[evidence.url])
        contest(office, "O12")

        assert proofs(office) == {"O12": []}

    def test_at_the_very_closing_proves(self, office, evidence):
        check = look(evidence, "opens", CLOSES)

        assert proving_checks(office.year, [evidence.url]) == {evidence.url: check}

    def test_the_newest_before_the_closing_is_taken(self, office, evidence):
        look(evidence, "opens", NOW - timedelta(days=9))
        newer = look(evidence, "opens", NOW - timedelta(days=3), text_sha256="c" * 64)
        look(evidence, "opens", CLOSES + timedelta(days=3))

        assert proving_checks(office.year, [evidence.url]) == {evidence.url: newer}

    def test_where_the_closing_is_not_known_the_newest_of_all(self, office, evidence):
        late = look(evidence, "opens", CLOSES + timedelta(days=300))
        office.year.entry_closes_at = None

        assert proving_checks(office.year, [evidence.url]) == {evidence.url: late}

    def test_another_agencys_looks_are_not_ours(self, office, evidence):
        other = Evidence.objects.filter(measure__plan=make_plan(make_agency())).first()
        look(other, "opens", NOW)

        assert other.url == evidence.url
        assert proving_checks(office.year, [evidence.url]) == {}
        assert newest_checks(office.agency, [evidence.url]) == {}


class TestPacked:
    def pack(self, office, *certificates):
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # zipfile only warns of two entries of one name
            made = pack_clarification(office.year, rows_of(office.year), certificates, at=NOW)
        return zipfile.ZipFile(io.BytesIO(made))

    def test_two_items_with_one_address_have_a_certificate_each(self, office, evidence):
        check = look(evidence, "opens", NOW - timedelta(days=2))
        for code in ("O2", "O12"):
            office.answer(code, addresses=[evidence.url])
            contest(office, code)

        packed = self.pack(office, (check, b"%PDF of the look"))

        names = sorted(name for name in packed.namelist() if "ใบรับรอง" in name)
        assert [name.split(" ")[0] for name in names] == ["O12-1", "O2-1"]
        assert {packed.read(name) for name in names} == {b"%PDF of the look"}

    def test_the_number_in_the_name_is_the_place_of_the_address(self, office, evidence):
        check = look(evidence, "opens", NOW - timedelta(days=2))
        office.answer("O12", addresses=["https://never.go.th/", evidence.url])
        contest(office, "O12")

        assert "O12-2 ใบรับรองการตรวจ 30 มีนาคม 2566.pdf" in self.pack(office, (check, b"%PDF")).namelist()

    def test_a_snapshot_that_is_lost_leaves_its_line_and_the_rest(self, office, evidence):
        look(evidence, "opens", NOW - timedelta(days=2), snapshot="gone.warc.gz#9")
        office.answer("O12", addresses=[evidence.url])
        contest(office, "O12")
        rows = rows_of(office.year)

        assert list(certificates_of(office.year, rows, by=office.clerk, at=NOW)) == []
        assert len(rows[0]["proofs"]) == 1
        assert sorted(self.pack(office).namelist()) == ["clarification-2566.docx", "clarification-2566.pdf"]

    def test_a_look_without_a_copy_proves_nothing(self, office, evidence):
        look(evidence, "opens", NOW - timedelta(days=2), snapshot=None)
        office.answer("O12", addresses=[evidence.url])
        contest(office, "O12")

        assert rows_of(office.year)[0]["proofs"] == []

    @pytest.mark.parametrize(("file_format", "magic"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
    def test_every_form_of_it_takes_odd_words(self, office, file_format, magic):
        contest(office, "O12", reason="=1+1\n<b>&\u200b ๑๒๓ ก\u0e4d\u0e32")

        assert draw_clarification(office.year, rows_of(office.year), file_format, at=NOW).startswith(magic)

    def test_what_was_sent_stays_as_it_was(self, office):
        office.answer("O12")
        contest(office, "O12")
        sent = actions.record_clarification(
            year=office.year, rows=rows_of(office.year), sent_on=NOW.date(), by=office.clerk, at=NOW
        )
        actions.contest_item(item=office.item("O12"), reason="อีกเหตุผล", version=1, by=office.clerk, at=NOW)

        sent.refresh_from_db()
        assert sent.rows[0]["reason"] == "มีตั้งแต่มีนาคม"
        assert rows_of(office.year)[0]["reason"] == "อีกเหตุผล"
