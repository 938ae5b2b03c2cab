"""What is typed into the pages of handing over, and what the pages do with rubbish that is posted to them."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from prongsai.apps.handover.forms import ChainForm, CommentForm, ExcuseForm, PartForm, ReturnForm, WaiverForm
from prongsai.apps.handover.models import Approval, Handover, Part, Waiver
from prongsai.core.handover import STEPS, Chain
from prongsai.wiring import bangkok_today
from tests.apps.factories import make_agency, make_user
from tests.apps.handover.office import AT, LINK, hand_in, make_office

STEPS_PAGE = "/office/handover/steps/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def day(name, value):
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year + 543)}


class TestPartForm:
    def form(self, **typed):
        return PartForm({"version": "1", "note": "", "links": "", **typed})

    @pytest.mark.parametrize(("days", "is_taken"), [(-400, True), (0, True), (1, False)])
    def test_the_day_it_was_done_is_not_to_come(self, days, is_taken):
        form = self.form(**day("done_on", bangkok_today() + timedelta(days=days)))

        assert form.is_valid() is is_taken
        assert ("done_on" in form.errors) is not is_taken

    def test_no_day_is_a_day_not_known(self):
        form = self.form()

        assert form.is_valid()
        assert form.cleaned_data["done_on"] is None

    @pytest.mark.parametrize(("day_", "month", "year"), [("๓๐", "9", "๒๕๖๕"), ("30", "9", "65")])
    def test_the_last_day_of_the_fiscal_year_is_read_in_either_digits(self, day_, month, year):
        form = self.form(done_on_day=day_, done_on_month=month, done_on_year=year)

        assert form.is_valid()
        assert form.cleaned_data["done_on"] == date(2022, 9, 30)

    def test_a_note_has_an_end(self):
        assert self.form(note="ก" * 4000).is_valid()
        assert "note" in self.form(note="ก" * 4001).errors

    @pytest.mark.parametrize("version", ["", "x", "1.5", "9" * 5000])
    def test_the_version_is_a_number(self, version):
        assert "version" in self.form(version=version).errors


class TestReturnForm:
    CHOICES = (("1", "สำนักปลัด"), ("2", "กองคลัง"))

    def form(self, **typed):
        data = QueryDict(mutable=True)
        for name, value in typed.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        return ReturnForm(list(self.CHOICES), data)

    def test_some_units_and_a_reason(self):
        form = self.form(parts=["2", "1"], reason=" แก้วันที่ ")

        assert form.is_valid()
        assert (form.cleaned_data["parts"], form.cleaned_data["reason"]) == (["2", "1"], "แก้วันที่")

    @pytest.mark.parametrize(
        ("typed", "field", "sentence"),
        [
            ({"parts": [], "reason": "ก"}, "parts", "อย่างน้อย 1 ส่วนงาน"),
            ({"parts": ["3"], "reason": "ก"}, "parts", ""),
            ({"parts": ["1"], "reason": " \u3000 "}, "reason", "เขียนเหตุผล"),
            ({"parts": ["1"], "reason": "ก" * 4001}, "reason", "4000"),
        ],
    )
    def test_says_what_is_wrong(self, typed, field, sentence):
        assert sentence in " ".join(self.form(**typed).errors[field])


class TestChainForm:
    @pytest.mark.parametrize("steps", [list(STEPS), list(STEPS)[::-1], ["close"], ["check", "check"]])
    def test_steps_are_taken_in_the_chains_own_order(self, steps):
        data = QueryDict(mutable=True)
        data.setlist("steps", steps)
        data["is_used"] = "on"
        form = ChainForm(data)

        assert form.is_valid()
        chain = Chain.of(form.cleaned_data["steps"])
        assert list(chain.steps) == [step for step in STEPS if step in steps]

    def test_used_without_a_step_is_refused_and_unused_is_not(self):
        assert "steps" in ChainForm({"is_used": "on"}).errors
        assert ChainForm({}).is_valid()

    def test_a_step_that_is_none_is_refused(self):
        assert "steps" in ChainForm({"is_used": "on", "steps": "sign"}).errors


class TestWaiverForm:
    def form(self, first=date(2022, 10, 1), last=None, **typed):
        data = {"reason": "มีเจ้าหน้าที่ 3 คน", "order_number": "", **day("from_on", first)}
        return WaiverForm({**data, **(day("until_on", last) if last else {}), **typed})

    @pytest.mark.parametrize(
        ("last", "is_taken"),
        [(None, True), (date(2022, 10, 1), True), (date(2023, 9, 30), True), (date(2022, 9, 30), False)],
    )
    def test_the_last_day_is_not_before_the_first(self, last, is_taken):
        assert self.form(last=last).is_valid() is is_taken

    def test_a_reason_and_a_first_day_are_asked_for(self):
        assert "reason" in self.form(reason=" ").errors
        assert "from_on" in WaiverForm({"reason": "ก"}).errors

    def test_numbers_of_orders_have_an_end(self):
        assert self.form(order_number="๑" * 60).is_valid()
        assert "order_number" in self.form(order_number="๑" * 61).errors


class TestShortOnes:
    def test_a_comment_may_be_empty_and_what_was_seen_may_not(self):
        assert CommentForm({"seen": "0" * 64}).is_valid()
        assert "seen" in CommentForm({"comment": "ก"}).errors
        assert "comment" in CommentForm({"seen": "0" * 64, "comment": "ก" * 4001}).errors

    def test_an_empty_excuse_takes_one_back(self):
        assert ExcuseForm({}).is_valid()
        assert "reason" in ExcuseForm({"reason": "ก" * 1001}).errors


@pytest.mark.django_db
class TestRubbish:
    @pytest.fixture
    def office(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        office = make_office()
        hand_in(office)
        return office

    def sign_in(self, client, user):
        client.force_login(user, backend=BACKEND)
        return client

    @pytest.mark.parametrize(
        "ticked",
        [
            "",
            ":",
            "::",
            "part",
            "part:",
            "part:²:x",
            "part:-1:x",
            f"part:{'9' * 5000}:x",
            "check:1:x",
            "sign:1:x",
            "publish:๑:x",
            "part:0:\x00",
        ],
    )
    def test_ticked_on_the_desk_is_a_sentence_and_no_step(self, client, office, ticked):
        response = self.sign_in(client, office.head).post(STEPS_PAGE, {"ticked": [ticked]})

        assert response.status_code == 302
        assert "ไม่อยู่แล้ว หรือท่านไม่มีสิทธิ์" in client.get("/office/").content.decode()
        assert not Approval.objects.exists()
        assert Part.objects.filter(state="checked").count() == 0

    def test_one_that_is_refused_does_not_stop_the_others(self, client, office):
        part = office.part()
        good = f"part:{part.pk}:{part.content_sha256}"

        self.sign_in(client, office.head).post(
            STEPS_PAGE, {"ticked": ["nonsense", f"part:{part.pk}:{'0' * 64}", good, good]}
        )

        assert office.part().state == "checked"
        assert Approval.objects.count() == 1

    @pytest.mark.parametrize("name", ["unit", "state", "step", "measure", "year", "page", "due"])
    @pytest.mark.parametrize("value", ["²", "9" * 5000, "-1", "\x00", "๑", "all", "'"])
    def test_in_the_query_of_a_list_shows_the_list(self, client, office, name, value):
        self.sign_in(client, office.clerk)

        for address in ("/office/", "/office/handover/"):
            response = client.get(address, {name: value})
            assert response.status_code == 200, address

    def test_a_stranger_finds_nothing_of_it(self, client, office):
        self.sign_in(client, make_user(make_agency(), "clerk_office"))
        row = office.handover()

        for name, pk in (("handover_detail", row.pk), ("part", office.part().pk)):
            assert client.get(reverse(f"handover:{name}", args=(pk,))).status_code == 404

    def test_numbers_nothing_can_have_are_not_found(self, client, office):
        self.sign_in(client, office.clerk)
        for name in ("handover_detail", "part"):
            for number in (0, 10**30):
                assert client.get(reverse(f"handover:{name}", args=(number,))).status_code == 404

    def test_waivers_and_rows_print_themselves(self, office):
        waiver = Waiver.objects.create(agency=office.agency, reason="น้อยคน", from_on=AT.date(), made_by="ก", made_at=AT)

        assert all(str(one) for one in (waiver, office.handover(), office.part()))
        assert LINK.startswith("http")
        assert Handover.objects.count() >= 1
