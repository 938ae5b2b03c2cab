"""What is typed into the form's pages: addresses as they come out of documents, scores in either digits, days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.submission.forms import (
    MOST_ADDRESSES,
    AnswerForm,
    ConfirmForm,
    FreezeForm,
    PreliminaryForm,
    SentForm,
    WalkForm,
)

PAGE = "https://www.khoksaat.go.th/oit/2566/o12"


def answer(**typed):
    return AnswerForm({"version": "0", "has": "yes", "addresses": PAGE, "explanation": "", **typed})


def addresses_of(text):
    form = answer(addresses=text)
    assert form.is_valid(), form.errors
    return form.cleaned_data["addresses"]


def sentences(form, field):
    return " ".join(form.errors.get(field, ()))


class TestAddresses:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            (PAGE, [PAGE]),
            (f"  {PAGE}\t", [PAGE]),
            (f"{PAGE}\r\n\r\nhttp://a.go.th/", [PAGE, "http://a.go.th/"]),
            (f"{PAGE}\rhttp://a.go.th/", [PAGE, "http://a.go.th/"]),
            (f"http://b.go.th/\n{PAGE}\nhttp://b.go.th/", ["http://b.go.th/", PAGE]),
            ("https://เทศบาล.ไทย/แผน", ["https://เทศบาล.ไทย/แผน"]),
            ("https://a.go.th/ประกาศ%20ปี.pdf?id=๗#page=2", ["https://a.go.th/ประกาศ%20ปี.pdf?id=๗#page=2"]),
            ("HTTPS://A.GO.TH/X", ["HTTPS://A.GO.TH/X"]),
            ("https://a.go.th:8443/x", ["https://a.go.th:8443/x"]),
            ("https://[2001:db8::1]/x", ["https://[2001:db8::1]/x"]),
        ],
    )
    def test_are_kept_as_typed_each_once_in_their_order(self, typed, kept):
        assert addresses_of(typed) == kept

    @pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u200e", "\u00ad", "\u2060"])
    def test_lose_the_signs_nobody_sees(self, sign):
        assert addresses_of(f"{sign}https://a.go.th{sign}/x{sign}\n{sign}") == ["https://a.go.th/x"]

    @pytest.mark.parametrize(
        "typed",
        [
            "ดูที่เว็บไซต์",
            "www.khoksaat.go.th/o12",
            "//a.go.th/x",
            "/khoksaat/2566/o12/",
            "https://",
            "https:///x",
            "ftp://a.go.th/x",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://a.go.th/แผน ปี 2566.pdf",
            "https://a.go.th/แผน\u00a02566.pdf",
            "https://a.go.th/แผน\u30002566.pdf",
            "https://a.go.th/\tx",
            "http://[bad",
            "http://[::1",
            "http://]a.go.th/",
            "https://a\u2100b.go.th/",
            f"{PAGE} {PAGE}",
        ],
    )
    def test_that_are_none_are_named_in_a_sentence(self, typed):
        form = answer(addresses=f"{PAGE}\n{typed}")

        assert not form.is_valid()
        assert "ไม่ใช่ที่อยู่เว็บ" in sentences(form, "addresses")
        assert typed[:20].split("\n")[0].strip() in sentences(form, "addresses").replace("&#x27;", "'")

    def test_a_line_that_is_very_long_is_named_by_its_beginning(self):
        form = answer(addresses="ก" * 3000)

        assert not form.is_valid()
        assert "ก" * 200 in sentences(form, "addresses")
        assert "ก" * 201 not in sentences(form, "addresses")

    def test_as_many_as_the_assessment_takes_and_no_more(self):
        lines = [f"https://a.go.th/{number}" for number in range(MOST_ADDRESSES)]

        assert addresses_of("\n".join(lines)) == lines
        form = answer(addresses="\n".join([*lines, "https://a.go.th/more"]))
        assert not form.is_valid()
        assert str(MOST_ADDRESSES) in sentences(form, "addresses")

    def test_what_the_office_has_needs_one(self):
        for blank in ("", " \r\n ", "\u200b"):
            form = answer(addresses=blank)
            assert not form.is_valid()
            assert "ต้องใส่ที่อยู่" in sentences(form, "addresses")

    def test_a_bad_one_is_told_once_not_as_missing_too(self):
        assert "ต้องใส่ที่อยู่" not in sentences(answer(addresses="x"), "addresses")

    @given(st.text(max_size=60))
    def test_whatever_is_typed_there_is_a_list_or_a_sentence(self, text):
        form = answer(addresses=text)

        if form.is_valid():
            kept = form.cleaned_data["addresses"]
            assert kept == list(dict.fromkeys(kept))
            assert all(one.lower().startswith(("http://", "https://")) for one in kept)
            assert addresses_of("\n".join(kept)) == kept
        else:
            assert sentences(form, "addresses")


class TestHaving:
    @pytest.mark.parametrize(("typed", "has"), [("yes", True), ("no", False), ("", None), (None, None)])
    def test_is_yes_no_or_not_said(self, typed, has):
        form = answer(has=typed)

        assert form.is_valid()
        assert form.cleaned_data["has"] is has

    @pytest.mark.parametrize("typed", ["มี", "YES", "true", "1"])
    def test_is_one_of_those_offered(self, typed):
        assert "has" in answer(has=typed).errors

    def test_what_is_not_there_needs_no_address(self):
        assert answer(has="no", addresses="").is_valid()
        assert answer(has="", addresses="").is_valid()

    @pytest.mark.parametrize("version", ["", "-1", "x", "1.5", "9" * 5000])
    def test_the_version_is_a_whole_number(self, version):
        assert "version" in answer(version=version).errors

    def test_an_explanation_has_an_end(self):
        assert answer(explanation="ก" * 4000).is_valid()
        assert "explanation" in answer(explanation="ก" * 4001).errors


class TestPreliminaryScore:
    def form(self, **typed):
        return PreliminaryForm({"version": "0", "score": "0", "said": "", "reason": "", **typed})

    @pytest.mark.parametrize(
        ("typed", "score"), [("0", 0), ("100", 100), ("๘๐", 80), (" 75 ", 75), ("", None), ("50.0", 50)]
    )
    def test_is_read_as_people_write_it(self, typed, score):
        form = self.form(score=typed)

        assert form.is_valid(), form.errors
        assert form.cleaned_data["score"] == score

    @pytest.mark.parametrize("typed", ["-1", "101", "๑๐๑", "50.5", "เต็ม", "NaN", "1e2", "9" * 5000])
    def test_lies_between_0_and_100(self, typed):
        assert "score" in self.form(score=typed).errors

    @pytest.mark.parametrize("name", ["said", "reason"])
    def test_words_have_an_end(self, name):
        assert self.form(**{name: "ก" * 4000}).is_valid()
        assert name in self.form(**{name: "ก" * 4001}).errors


class TestDays:
    @pytest.mark.parametrize(
        ("day", "month", "year", "read"),
        [
            ("30", "9", "2566", date(2023, 9, 30)),
            ("1", "10", "2566", date(2023, 10, 1)),
            ("๒๙", "2", "๒๕๖๗", date(2024, 2, 29)),
            ("1", "1", "66", date(2023, 1, 1)),
        ],
    )
    @pytest.mark.parametrize(("form", "name"), [(FreezeForm, "entered_on"), (SentForm, "sent_on")])
    def test_are_buddhist(self, form, name, day, month, year, read):
        filled = form({"seen": "0" * 64, f"{name}_day": day, f"{name}_month": month, f"{name}_year": year})

        assert filled.is_valid(), filled.errors
        assert filled.cleaned_data[name] == read

    @pytest.mark.parametrize(("day", "month", "year"), [("29", "2", "2566"), ("31", "9", "2566"), ("", "", "")])
    @pytest.mark.parametrize(("form", "name"), [(FreezeForm, "entered_on"), (SentForm, "sent_on")])
    def test_that_are_none_are_refused(self, form, name, day, month, year):
        filled = form({"seen": "0" * 64, f"{name}_day": day, f"{name}_month": month, f"{name}_year": year})

        assert name in filled.errors

    @pytest.mark.parametrize("form", [FreezeForm, ConfirmForm])
    def test_what_was_seen_is_a_hash_and_no_more(self, form):
        assert "seen" in form({"seen": ""}).errors
        assert "seen" in form({"seen": "0" * 65}).errors


class TestFrontPage:
    @pytest.mark.parametrize(
        ("typed", "start"),
        [
            ("https://www.khoksaat.go.th/", "https://www.khoksaat.go.th/"),
            ("www.khoksaat.go.th", "https://www.khoksaat.go.th"),
            (" http://a.go.th/index.php?id=1 ", "http://a.go.th/index.php?id=1"),
        ],
    )
    def test_without_a_scheme_it_is_https(self, typed, start):
        form = WalkForm({"start": typed})

        assert form.is_valid(), form.errors
        assert form.cleaned_data["start"] == start

    @pytest.mark.parametrize(
        "typed", ["", "หน้าแรก", "http://[bad", "javascript:alert(1)", f"https://a.go.th/{'x' * 500}"]
    )
    def test_what_is_no_address_is_refused(self, typed):
        assert "start" in WalkForm({"start": typed}).errors
