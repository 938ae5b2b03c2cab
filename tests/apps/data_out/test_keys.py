"""Keys: shown once, hashed, bounded, revoked; and what their pages allow."""

from datetime import timedelta

import pytest

from prongsai.apps.agencies.models import Membership
from prongsai.apps.data_out.keys import LONGEST_DAYS, MOST_KEYS, find_key, make_key, revoke_key
from prongsai.apps.data_out.models import ApiKey
from prongsai.apps.history.models import Event
from prongsai.core.errors import PersonError
from tests.apps.factories import NOW, make_agency, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def admin(agency):
    return make_user(agency, "agency_admin")


def make(agency, by, **fields):
    values = {"name": "โปรแกรมบัญชี", "scopes": ["drafts:read"], "days": 30, "at": NOW}
    return make_key(agency=agency, by=by, **{**values, **fields})


def test_the_secret_is_kept_nowhere(agency, admin):
    made = make(agency, admin)
    row = ApiKey.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())
    assert made.shown.startswith("psk_")
    assert made.shown.rpartition("_")[2] not in kept
    told = " ".join(f"{one.before} {one.after} {one.object_label}" for one in Event.objects.all())
    assert made.shown.rpartition("_")[2] not in told


def test_it_is_found_until_it_ends(agency, admin):
    made = make(agency, admin, days=2)
    assert find_key(made.shown, NOW) == made.row
    assert find_key(made.shown, NOW + timedelta(days=1, hours=23)) == made.row
    assert find_key(made.shown, NOW + timedelta(days=2)) is None


def test_revoked_it_opens_nothing_and_once_is_enough(agency, admin):
    made = make(agency, admin)
    revoke_key(key=made.row, by=admin, at=NOW)
    revoke_key(key=made.row, by=admin, at=NOW)
    assert find_key(made.shown, NOW) is None
    assert list(Event.objects.order_by("seq").values_list("action", flat=True)) == ["api_key_made", "api_key_revoked"]


def test_it_ends_with_its_persons_right(agency, admin):
    made = make(agency, admin)
    Membership.objects.filter(user=admin).update(role="auditor")
    assert find_key(made.shown, NOW) is None


def test_it_ends_with_its_person(agency, admin):
    made = make(agency, admin)
    admin.is_active = False
    admin.save()
    assert find_key(made.shown, NOW) is None


@pytest.mark.parametrize("change", ["psk_", "", "psk_x_y", "abc", "psk__", "psk_" + "a" * 300])
def test_rubbish_is_no_key(agency, admin, change):
    make(agency, admin)
    assert find_key(change, NOW) is None


def test_another_secret_under_the_same_prefix_is_no_key(agency, admin):
    made = make(agency, admin)
    assert find_key(made.shown[:-1] + ("a" if made.shown[-1] != "a" else "b"), NOW) is None


@pytest.mark.parametrize(
    "change", [{"name": "  "}, {"scopes": []}, {"scopes": ["publish"]}, {"days": 0}, {"days": LONGEST_DAYS + 1}]
)
def test_what_is_no_key(agency, admin, change):
    with pytest.raises(PersonError):
        make(agency, admin, **change)
    assert not ApiKey.objects.exists()


def test_not_too_many(agency, admin):
    for number in range(MOST_KEYS):
        make(agency, admin, name=str(number))
    with pytest.raises(PersonError):
        make(agency, admin)
    revoke_key(key=ApiKey.objects.first(), by=admin, at=NOW)
    make(agency, admin)


def test_the_day_of_use_is_noted(agency, admin):
    made = make(agency, admin)
    find_key(made.shown, NOW)
    assert ApiKey.objects.get().last_used_on == NOW.date()
