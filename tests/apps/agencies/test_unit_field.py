"""Every form in which a unit is chosen lists each division with its sections after it."""

import pytest

from prongsai.apps.agencies.forms import MemberForm
from prongsai.apps.agencies.invitation_forms import InvitationForm
from prongsai.apps.agencies.models import Unit
from prongsai.apps.agencies.post_forms import PostForm
from tests.apps.factories import make_agency

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "form", [lambda one: MemberForm(one, is_new=True), InvitationForm, lambda one: PostForm(one, is_new=True)]
)
def test_sections_follow_their_division(form):
    agency = make_agency()
    first, second = Unit.objects.filter(agency=agency, parent=None).order_by("position", "pk")[:2]
    made = [
        Unit.objects.create(agency=agency, parent=second, code=name, name=name, position=place)
        for place, name in enumerate(("งานก่อสร้าง", "งานผังเมือง"), start=1)
    ]

    listed = [name for value, name in form(agency).fields["unit"].choices if value]

    place = listed.index(second.name)
    assert listed[0] == first.name
    assert listed[place + 1 : place + 3] == [one.name for one in made]
    assert len(listed) == agency.units.count()


def test_another_agencys_unit_is_none_of_them():
    agency, other = make_agency(), make_agency()
    form = PostForm(agency, {"kind": "officer", "title": "ก", "unit": other.units.first().pk}, is_new=True)

    assert "unit" in form.errors
