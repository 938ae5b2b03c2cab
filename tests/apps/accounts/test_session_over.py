"""What of a form is shown when its session is over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from prongsai.apps.accounts.session_over import find_lost


def lost_of(fields, *, is_ours=True):
    request = RequestFactory().post("/office/year/items/1/add/page/", fields)
    request.csrf_processing_done = is_ours
    return find_lost(request)


class TestFindLost:
    def test_gives_what_was_typed_in_its_order(self):
        found = lost_of({"title": "แผนผัง", "body": "# ก\n- ข", "links": ["https://a.go.th/ก", "b.go.th"]})

        assert found.texts == ("แผนผัง", "# ก\n- ข", "https://a.go.th/ก", "b.go.th")
        assert not found.had_files

    def test_gives_a_day_as_one_text_where_it_stood(self):
        day = {"due_on_day": "๕", "due_on_month": "12", "due_on_year": "2565"}

        assert lost_of({"text": "ให้เผยแพร่", **day, "why": "ด่วน"}).texts == ("ให้เผยแพร่", "๕/12/2565", "ด่วน")

    def test_leaves_out_half_a_day(self):
        day = {"due_on_day": "", "due_on_month": "12", "due_on_year": "2565"}

        assert lost_of({"text": "ให้เผยแพร่", **day}).texts == ("ให้เผยแพร่",)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("kind", "unit_head"),
            ("unit", "12"),
            ("is_used", "on"),
            ("seen", "งาน"),
            ("version", "งาน"),
            ("once_key", "A-key-that-nobody-typed"),
            ("next", "/office/rounds/?month=2565-12"),
            ("note", "  \n "),
            ("whole", "0f" * 32),
        ],
    )
    def test_leaves_out_what_nobody_typed(self, name, value):
        assert lost_of({name: value}) is None

    def test_keeps_sums(self):
        assert lost_of({"budget": "25,000", "year": "2569"}).texts == ("25,000", "2569")

    @pytest.mark.parametrize("name", ["password", "new_password1", "code", "token"])
    def test_gives_nothing_of_a_form_with_a_secret(self, name):
        assert lost_of({"note": "ลงเว็บแล้ว", name: "abc def"}) is None

    def test_gives_nothing_of_a_form_that_may_be_another_sites(self):
        assert lost_of({"note": "ลงเว็บแล้ว"}, is_ours=False) is None

    def test_says_that_there_were_files(self):
        found = lost_of({"title": "", "upload": SimpleUploadedFile("a.pdf", b"%PDF")})

        assert (found.texts, found.had_files) == ((), True)
