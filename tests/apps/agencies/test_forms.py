"""What is typed about people, posts and the working group: taken with its ends, or refused with a sentence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.forms import SetupPersonForm
from prongsai.apps.agencies.group_forms import (
    GroupForm,
    GroupLineForm,
    GroupLines,
    initial_lines,
    read_codes,
    read_lines,
)
from prongsai.apps.agencies.invitation_forms import CodeForm, FirstPeopleForm, InvitationForm, JoinForm
from prongsai.apps.agencies.invitations import bare_code, find_open_invitation, hash_code, invite, make_code
from prongsai.apps.agencies.models import BASE_ROLES
from prongsai.apps.agencies.permissions import roles_in
from prongsai.apps.agencies.post_forms import AppointForm, EndForm, PostForm, UnitForm
from prongsai.apps.agencies.standing import forget_standing, load_memberships
from prongsai.core.working_group import GroupLine
from tests.apps.factories import NOW, PASSWORD, give_post, make_agency, make_post, make_user

OTHER_DIGITS = ("²", "๙" * 5000, "9" * 5000)


def sentences(form, field):
    return " ".join(form.errors.get(field, ()))


class TestCodesOfItems:
    @pytest.mark.parametrize(
        ("typed", "codes"),
        [
            ("", ()),
            (" , ;\n", ()),
            ("O1", ("O1",)),
            ("o1,o1 O2", ("O1", "O2")),
            ("O1–O3", ("O1", "O2", "O3")),
            ("๑-๓; ๑๒", ("O1", "O2", "O3", "O12")),
            ("O5 - O5", ("O5",)),
            ("1-200", tuple(f"O{number}" for number in range(1, 201))),
        ],
    )
    def test_as_people_write_them(self, typed, codes):
        assert read_codes(typed) == codes

    @pytest.mark.parametrize("typed", ["O3-O1", "0-5", "O1-O201", "แผน", "1-999", *OTHER_DIGITS])
    def test_what_is_none_is_a_sentence(self, typed):
        with pytest.raises(ValidationError):
            read_codes(typed)

    @given(st.text(alphabet="oO0123๑๒-–, ;x", max_size=14))
    def test_what_was_read_reads_the_same_again(self, typed):
        try:
            codes = read_codes(typed)
        except ValidationError:
            return
        assert len(set(codes)) == len(codes)
        assert read_codes(", ".join(codes)) == codes


class TestGroup:
    @pytest.mark.parametrize(
        ("typed", "field", "sentence"),
        [
            ({"name": "ก"}, "post_title", "กรอกตำแหน่งของ ก"),
            ({"post_title": "ปลัด"}, "name", "กรอกชื่อ"),
            ({"item_codes": "O1"}, "name", "กรอกชื่อ"),
            ({"name": "ก" * 151, "post_title": "ข"}, "name", "150"),
            ({"name": "ก", "post_title": "ข", "duty": "king"}, "duty", ""),
        ],
    )
    def test_a_line_says_what_it_lacks(self, typed, field, sentence):
        form = GroupLineForm({"duty": "member", **typed})

        assert not form.is_valid()
        assert sentence in sentences(form, field)

    def test_an_empty_line_is_none(self):
        assert GroupLineForm({"duty": "member", "name": " \u200b".strip("\u200b")}).is_valid()

    @pytest.mark.parametrize(
        ("number", "has_day", "is_taken"),
        [("", False, True), ("1/2566", False, True), ("1/2566", True, True), ("", True, False)],
    )
    def test_a_day_needs_the_orders_number(self, number, has_day, is_taken):
        day = {"order_on_day": "30", "order_on_month": "9", "order_on_year": "2566"} if has_day else {}
        form = GroupForm({"version": "0", "order_number": number, **day})

        assert form.is_valid() is is_taken
        if is_taken and has_day:
            assert form.cleaned_data["order_on"] == date(2023, 9, 30)

    def test_what_is_shown_of_a_group_is_read_back_the_same(self):
        members = [
            GroupLine("นายสมชาย ใจซื่อ", "ปลัดเทศบาล", "chair", ()),
            GroupLine("นางสาวสมศรี มีสุข", "หัวหน้าสำนักปลัด", "member", ("O1", "O12")),
        ]
        shown = initial_lines(members)
        data = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0", "form-2-duty": "member"}
        data |= {f"form-{at}-{name}": value for at, line in enumerate(shown) for name, value in line.items()}
        lines = GroupLines(data)

        assert lines.is_valid(), lines.errors
        assert read_lines(lines) == members

    @pytest.mark.parametrize("total", ["", "x", "-1", "9" * 5000, "²"])
    def test_a_count_of_lines_that_is_none_is_no_fault(self, total):
        lines = GroupLines({"form-TOTAL_FORMS": total, "form-INITIAL_FORMS": "0"})

        assert lines.is_valid() is False or read_lines(lines) == []


@pytest.mark.django_db
class TestInviting:
    @pytest.fixture
    def agency(self):
        return make_agency()

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "ก" * 151}, "name"),
            ({"email": "ก@ข"}, "email"),
            ({"email": "a@b.go.th\nBcc: x@y.z"}, "email"),
            ({"role": "system_admin"}, "role"),
            ({"role": ""}, "role"),
            ({"unit": "9" * 5000}, "unit"),
            ({"unit": "²"}, "unit"),
            ({"post": "-1"}, "post"),
        ],
    )
    def test_refuses_what_cannot_be(self, agency, typed, field):
        form = InvitationForm(agency, {"name": "สมศรี", "role": "officer", **typed})

        assert not form.is_valid()
        assert field in form.errors

    @pytest.mark.parametrize("role", [role for role, _name in BASE_ROLES])
    def test_as_every_role_of_a_membership(self, agency, role):
        assert InvitationForm(agency, {"name": "สมศรี", "role": role}).is_valid()

    def test_units_and_posts_of_another_agency_are_not_there(self, agency):
        other = make_agency()
        unit, post = other.units.first().pk, make_post(other, "top_executive").pk

        form = InvitationForm(agency, {"name": "ก", "role": "officer", "unit": unit, "post": post})

        assert set(form.errors) == {"unit", "post"}

    def test_the_first_people_are_those_named(self, agency):
        posts = [make_post(agency, kind) for kind in ("top_executive", "chief_administrator")]
        form = FirstPeopleForm(posts, {f"name-{posts[0].pk}": " นายก ", f"name-{posts[1].pk}": "  "})

        assert form.is_valid()
        assert form.invited() == [(posts[0], "นายก", "")]

    def test_an_address_needs_its_name(self, agency):
        post = make_post(agency, "top_executive")
        form = FirstPeopleForm([post], {f"email-{post.pk}": "a@b.go.th"})

        assert post.title in sentences(form, f"name-{post.pk}")

    @given(st.text(alphabet="abcd-– .\u200b\n", max_size=8), st.booleans())
    def test_a_word_is_the_same_with_any_blanks_and_dashes(self, noise, capitals):
        code = make_code()
        typed = "".join(letter + "".join(sign for sign in noise if not sign.isalnum()) for letter in code)

        assert bare_code(typed.upper() if capitals else typed) == code.replace("-", "")
        assert hash_code(typed) == hash_code(code)

    @pytest.mark.parametrize("typed", ["", "-", "\x00", "ก" * 60, "'; DROP TABLE"])
    def test_rubbish_opens_nothing(self, agency, typed):
        invite(
            agency=agency,
            name="ก",
            email="",
            role="officer",
            unit=None,
            post=None,
            by=make_user(agency, "agency_admin"),
            at=NOW,
        )

        assert find_open_invitation(typed, NOW) is None
        assert CodeForm({"code": typed * 61}).is_valid() is False


@pytest.mark.django_db
class TestJoining:
    def form(self, **typed):
        return JoinForm({"display_name": "สมศรี ใจดี", "username": "somsri", "password": PASSWORD, **typed})

    @pytest.mark.parametrize("name", ["somsri", "SomSri2", "a.b-c_d"])
    def test_takes_names_of_plain_letters(self, name):
        assert self.form(username=name).is_valid()

    @pytest.mark.parametrize("name", ["", "สมศรี", "a b", "a" * 51, "<b>", "a\u200bb", "a@b"])
    def test_refuses_others(self, name):
        assert "username" in self.form(username=name).errors

    @pytest.mark.parametrize("taken", ["somsri", "SOMSRI", "SomSri"])
    def test_a_name_is_taken_in_any_capitals(self, taken):
        make_user(username=taken)

        assert "มีผู้ใช้ชื่อนี้แล้ว" in sentences(self.form(username="somsri"), "username")

    @pytest.mark.parametrize("password", ["", "short1", "1234567890", "password123", "somsri-somsri"[:9]])
    @pytest.mark.parametrize("form", [JoinForm, SetupPersonForm])
    def test_a_weak_password_is_refused(self, form, password):
        data = {"display_name": "สมศรี", "username": "somsri", "password": password, "units": "สำนักปลัด"}

        assert "password" in form(data).errors


@pytest.mark.django_db
class TestPosts:
    def test_titles_kinds_and_units(self):
        agency = make_agency()
        good = {"kind": "unit_head", "title": "หัวหน้า", "unit": agency.units.first().pk}

        assert PostForm(agency, good, is_new=True).is_valid()
        for bad in ({"title": ""}, {"title": "ก" * 151}, {"kind": "king"}, {"unit": make_agency().units.first().pk}):
            assert PostForm(agency, {**good, **bad}, is_new=True).errors, bad
        assert set(PostForm(agency, {"title": "ใหม่"}, is_new=False).fields) == {"title"}

    @pytest.mark.parametrize("value", ["", *OTHER_DIGITS, "-1", "0"])
    def test_nobody_is_appointed_who_is_no_colleague(self, value):
        post = make_post(make_agency(), "top_executive")
        day = {"from_on_day": "1", "from_on_month": "10", "from_on_year": "2565"}

        assert "user" in AppointForm(post, {"user": value, "capacity": "holder", **day}).errors

    def test_a_last_day_is_asked_for(self):
        assert "until_on" in EndForm({}).errors
        assert EndForm({"until_on_day": "29", "until_on_month": "2", "until_on_year": "2567"}).is_valid()
        assert not EndForm({"until_on_day": "29", "until_on_month": "2", "until_on_year": "2566"}).is_valid()

    def test_a_division_may_have_no_sections(self):
        form = UnitForm({"name": "กองคลัง", "sections": " \n", "aliases": "คลัง\nคลัง"})

        assert form.is_valid()
        assert (form.cleaned_data["sections"], form.cleaned_data["aliases"]) == ([], ["คลัง"])
        assert "name" in UnitForm({"name": ""}).errors


@pytest.mark.django_db
class TestStanding:
    def test_is_read_again_once_it_is_forgotten(self):
        agency = make_agency()
        user = make_user(agency, "officer")
        load_memberships(user)
        post = make_post(agency, "top_executive")

        give_post(user, post)  # forgets it, as every deed does
        assert "top_executive" in roles_in(user, agency)
        post.holdings.all().delete()
        assert "top_executive" in roles_in(user, agency)
        forget_standing(user)
        assert roles_in(user, agency) == {"officer"}

    def test_agencies_come_in_the_order_of_joining(self):
        agencies = [make_agency(), make_agency()]
        user = make_user(agencies[1])
        user.memberships.create(agency=agencies[0], role="auditor", created_at=NOW)

        assert [row.agency for row in load_memberships(user)] == [agencies[1], agencies[0]]
        assert load_memberships(User.objects.create_user("nobody", PASSWORD)) == []
