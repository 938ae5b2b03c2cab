"""The list of divisions: any spelling of a name is the same unit, and nothing that must stay known goes with one."""

import pytest
from django import forms
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.apps.agencies.actions import set_units
from prongsai.apps.agencies.forms import SetupAgencyForm, UnitsField, read_hosts
from prongsai.apps.agencies.models import RESERVED_SLUGS, Agency, Holding, Post, Unit
from prongsai.apps.agencies.post_actions import add_usual_posts, change_unit, end_holding
from prongsai.apps.agencies.setup import establish_agency
from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Responsible
from prongsai.apps.portal.middleware import OFFICE
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, give_post, make_agency, make_plan, make_post, make_user

OFFICE_OF_CLERK = "สำนักปลัด"
IN_TWO_SIGNS = "ส\u0e4d\u0e32นักปลัด"
"""The same to the eye: nikhahit and sara aa for sara am, as old documents and some keyboards write it."""


@pytest.fixture
def agency(db):
    return make_agency()


@pytest.fixture
def admin(agency):
    return make_user(agency, "agency_admin")


def names(agency):
    return list(agency.units.filter(parent=None).values_list("name", flat=True))


def keys(agency):
    return dict(agency.units.filter(parent=None).values_list("name", "pk"))


class TestTyped:
    def clean(self, text):
        return UnitsField(required=False).clean(text)

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("สำนักปลัด\nกองคลัง", [OFFICE_OF_CLERK, "กองคลัง"]),
            ("สำนักปลัด\r\n\r\n  กองคลัง  \r\n", [OFFICE_OF_CLERK, "กองคลัง"]),
            (f"{IN_TWO_SIGNS}\n{OFFICE_OF_CLERK}", [OFFICE_OF_CLERK]),
            ("กอง\u200bคลัง\ufeff", ["กองคลัง"]),
            ("กอง\u00a0คลัง", ["กอง คลัง"]),
            ("กองคลัง\u2028กองช่าง", ["กองคลัง", "กองช่าง"]),
            ("\u200b\n \n", []),
            ("", []),
            ("เเผนงาน", ["แผนงาน"]),
        ],
    )
    def test_names_come_in_one_spelling_each_once(self, typed, read):
        assert self.clean(typed) == read

    def test_a_name_has_an_end(self):
        assert self.clean("ก" * 150) == ["ก" * 150]
        with pytest.raises(forms.ValidationError) as refused:
            self.clean("ก" * 151)
        assert "150" in refused.value.messages[0]

    @given(
        st.lists(
            st.sampled_from([*"กคงส ๑2\u200b\u00a0\r\n", "ำ", "\u0e4dา", "ก้ำ", "ก\u0e4d้า", "เเ", "กี่"]), max_size=12
        )
    )
    def test_what_was_read_is_read_the_same_again(self, pieces):
        once = self.clean("".join(pieces))

        assert self.clean("\n".join(once)) == once
        assert len(set(once)) == len(once)


class TestSpelling:
    @pytest.mark.parametrize("wanted", [[OFFICE_OF_CLERK, "กองคลัง", "กองช่าง"], ["กองคลัง", OFFICE_OF_CLERK, "กองช่าง"]])
    def test_of_before_is_the_same_unit(self, agency, admin, wanted):
        unit, plan = agency.units.get(name=OFFICE_OF_CLERK), make_plan(agency)
        Unit.objects.filter(pk=unit.pk).update(name=IN_TWO_SIGNS)

        set_units(agency=agency, names=wanted, by=admin, at=NOW)

        assert names(agency) == wanted
        assert keys(agency)[OFFICE_OF_CLERK] == unit.pk
        assert set(Responsible.objects.filter(measure__plan=plan).values_list("unit_id", flat=True)) == {unit.pk}

    def test_of_one_beside_a_new_name_of_another(self, agency, admin):
        before = keys(agency)
        Unit.objects.filter(name=OFFICE_OF_CLERK).update(name=IN_TWO_SIGNS)

        set_units(agency=agency, names=["กองช่าง", OFFICE_OF_CLERK], by=admin, at=NOW)

        assert names(agency) == ["กองช่าง", OFFICE_OF_CLERK]
        assert keys(agency)[OFFICE_OF_CLERK] == before[OFFICE_OF_CLERK]

    def test_history_tells_the_names_as_they_were(self, agency, admin):
        Unit.objects.filter(name=OFFICE_OF_CLERK).update(name=IN_TWO_SIGNS)

        set_units(agency=agency, names=[OFFICE_OF_CLERK, "กองคลัง"], by=admin, at=NOW)

        event = Event.objects.get(action="units_changed")
        assert event.before["units"] == [IN_TWO_SIGNS, "กองคลัง"]
        assert event.after["units"] == [OFFICE_OF_CLERK, "กองคลัง"]

    def test_of_a_section_is_the_same_section(self, agency, admin):
        unit = agency.units.get(name="กองคลัง")
        section = Unit.objects.create(agency=agency, parent=unit, name="งานบ\u0e4d\u0e32นาญ")

        change_unit(unit=unit, name="กองคลัง", aliases=[], sections=["งานพัสดุ", "งานบำนาญ"], by=admin, at=NOW)

        assert unit.sections.get(name="งานบำนาญ").pk == section.pk

    def test_of_a_usual_unit_brings_its_code_and_head(self, db):
        made = establish_agency(
            kind="tambon_municipality",
            name="เทศบาลตำบลบ้านสวนใส",
            slug="bansuansai",
            district="",
            province="ชัยภูมิ",
            hosts=(),
            units=UnitsField().clean(IN_TWO_SIGNS),
            by=None,
            at=NOW,
        )

        unit = made.units.get()
        assert unit.code
        assert unit.posts.get().confidence != "recalled"


class TestTakingAway:
    def test_one_without_people_or_posts(self, agency, admin):
        set_units(agency=agency, names=["กองคลัง"], by=admin, at=NOW)

        assert names(agency) == ["กองคลัง"]

    def test_one_with_posts_that_nobody_held(self, agency, admin):
        add_usual_posts(agency=agency, by=admin, at=NOW)

        set_units(agency=agency, names=["กองคลัง"], by=admin, at=NOW)

        assert not Post.objects.filter(kind="unit_head", title__contains=OFFICE_OF_CLERK).exists()

    @pytest.mark.parametrize("ended", [False, True])
    @pytest.mark.parametrize("in_section", [False, True])
    def test_not_one_whose_post_somebody_held(self, agency, admin, ended, in_section):
        holder = make_user(agency, "officer")
        unit = agency.units.get(name="กองคลัง")
        if in_section:
            section = Unit.objects.create(agency=agency, parent=unit, name="งานพัสดุ")
            post = Post.objects.create(agency=agency, unit=section, kind="section_head", title="หัวหน้างานพัสดุ")
        else:
            post = make_post(agency, "unit_head", "กองคลัง")
        held = give_post(holder, post)
        if ended:
            end_holding(holding=held, until_on=NOW.date(), by=admin, at=NOW)

        with pytest.raises(PersonError) as refused:
            set_units(agency=agency, names=[OFFICE_OF_CLERK], by=admin, at=NOW)

        assert "กองคลัง" in refused.value.message_th
        assert "กองคลัง" in refused.value.message_en
        assert Holding.objects.filter(pk=held.pk).exists()
        assert names(agency) == [OFFICE_OF_CLERK, "กองคลัง"]

    def test_it_may_take_another_name(self, agency, admin):
        give_post(make_user(agency, "officer"), make_post(agency, "unit_head", "กองคลัง"))

        set_units(agency=agency, names=[OFFICE_OF_CLERK, "กองการเงิน"], by=admin, at=NOW)

        assert Holding.objects.get().post.unit.name == "กองการเงิน"

    def test_a_refusal_leaves_the_order_and_no_event(self, agency, admin):
        make_user(agency, "officer", unit="กองคลัง")

        with pytest.raises(PersonError):
            set_units(agency=agency, names=["กองช่าง"], by=admin, at=NOW)

        assert names(agency) == [OFFICE_OF_CLERK, "กองคลัง"]
        assert not Event.objects.filter(action="units_changed").exists()

    def test_the_page_says_so(self, client, agency, admin):
        client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
        give_post(make_user(agency, "officer"), make_post(agency, "unit_head", "กองคลัง"))
        data = {
            "name": agency.name,
            "kind": agency.kind,
            "district": "",
            "province": agency.province,
            "digits": "arabic",
            "hosts": "",
            "units": OFFICE_OF_CLERK,
        }

        page = client.post("/office/agency/", data).content.decode()

        assert "เคยมีผู้ดำรงตำแหน่งใน" in page
        assert names(agency) == [OFFICE_OF_CLERK, "กองคลัง"]


class TestManyLists:
    @settings(max_examples=25)
    @given(st.lists(st.lists(st.sampled_from("กขคงจ"), max_size=5, unique=True), min_size=1, max_size=4))
    def test_whatever_follows_whatever_the_last_list_stands(self, django_db_setup, django_db_blocker, lists):
        with django_db_blocker.unblock(), transaction.atomic():
            agency = make_agency()
            admin = make_user(agency, "agency_admin")
            for wanted in lists:
                set_units(agency=agency, names=[f"กอง{letter}" for letter in wanted], by=admin, at=NOW)
                assert names(agency) == [f"กอง{letter}" for letter in wanted]
            transaction.set_rollback(True)


class TestSlug:
    @pytest.mark.parametrize("word", sorted(OFFICE))
    def test_no_agency_has_a_word_that_the_public_site_passes_on(self, word):
        assert word in RESERVED_SLUGS

    @pytest.mark.django_db
    @pytest.mark.parametrize("word", ["line", "office", "api"])
    def test_the_database_refuses_it_too(self, word):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agency.objects.create(slug=word, name="ก", kind="tao", province="ชัยภูมิ", created_at=NOW)


class TestYear:
    def year_of(self, typed):
        form = SetupAgencyForm({"fiscal_year": typed})
        return None if "fiscal_year" in form.errors else form.cleaned_data["fiscal_year"]

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("typed", "year"),
        [("2566", 2566), ("๒๕๖๖", 2566), ("66", 2566), ("๖๖", 2566), ("2550", 2550), ("2650", 2650), (" 2567 ", 2567)],
    )
    def test_is_read_as_people_write_it(self, typed, year):
        assert self.year_of(typed) == year

    @pytest.mark.django_db
    @pytest.mark.parametrize("typed", ["", "2549", "2651", "2023", "49", "พ.ศ. 2566", "²566", "-66", "9" * 5000])
    def test_is_refused_otherwise(self, typed):
        assert self.year_of(typed) is None


class TestHosts:
    @pytest.mark.parametrize(
        ("typed", "hosts"),
        [
            ("", []),
            ("  \n ", []),
            ("WWW.Khoksaat.go.th", ["www.khoksaat.go.th"]),
            ("https://a.go.th/index.php?id=1", ["a.go.th"]),
            ("a.go.th,b.go.th\r\na.go.th", ["a.go.th", "b.go.th"]),
            ("a.go.th\u00a0b.go.th", ["a.go.th", "b.go.th"]),
        ],
    )
    def test_are_cut_out_of_what_was_typed(self, typed, hosts):
        assert read_hosts(typed) == hosts

    @pytest.mark.parametrize(
        "typed", ["localhost", "a", "-a.go.th", "a..th", "a.go.th:80", "ก.ไทย", f"{'a' * 64}.go.th"]
    )
    def test_refuse_what_is_none(self, typed):
        with pytest.raises(forms.ValidationError) as refused:
            read_hosts(f"b.go.th {typed}")
        assert typed in refused.value.messages[0]
