"""Snapshots expire by the agencies' rule; what a certificate names stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from prongsai.apps.agencies import actions as agency_actions
from prongsai.apps.agencies.models import Agency
from prongsai.apps.evidence import actions, expiry, snapshots
from prongsai.apps.evidence.models import CertifiedSnapshot
from prongsai.apps.history.models import Event
from prongsai.audit.fetch_port import Answer, Request
from tests.apps.evidence.seen import add_link, keep
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user

pytestmark = pytest.mark.django_db
URL = "http://www.bansuan.go.th/report.html"
LONG_AGO = datetime(2021, 1, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path, monkeypatch):
    from prongsai.adapters.snapshots import SnapshotStore

    with SnapshotStore(tmp_path / "snapshots") as one:
        monkeypatch.setattr(snapshots, "open_snapshots", lambda: one)
        monkeypatch.setattr(expiry, "open_snapshots", lambda: one)
        yield one


def visit(store, at, url=URL, body=b"<p>report</p>"):
    answer = Answer(
        Request(url),
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body + at.isoformat().encode(),
        body_as_sent=body + at.isoformat().encode(),
        peer="203.0.113.7",
    )
    return store.keep([(answer, at)], link_id="1")


def years_of_visits(store, count=6):
    names = [visit(store, LONG_AGO + timedelta(days=200 * number)) for number in range(count)]
    store._finish_file()
    return names


class TestRule:
    def test_none_while_an_agency_keeps_for_ever(self):
        make_agency(snapshot_days=500)
        make_agency(slug="other", name="เทศบาลตำบลอื่น")

        assert expiry.find_rule() is None

    def test_none_without_an_agency(self):
        assert expiry.find_rule() is None

    def test_the_longest_of_all_agencies(self):
        make_agency(snapshot_days=500)
        make_agency(slug="other", name="เทศบาลตำบลอื่น", snapshot_days=900)

        assert expiry.find_rule().keep_days == 900

    def test_the_windows_of_the_assessment_are_in_it(self):
        make_agency(snapshot_days=500)

        windows = expiry.find_rule().windows

        assert windows
        assert all(window.opens_at < window.closes_at for window in windows)
        assert all(window.opens_at.utcoffset() == timedelta(hours=7) for window in windows)

    @pytest.mark.parametrize("days", [0, 1, 399])
    def test_shorter_than_a_result_can_be_contested_is_refused(self, days):
        agency = make_agency()
        agency.snapshot_days = days

        with pytest.raises(ValidationError):
            agency.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Agency.objects.filter(pk=agency.pk).update(snapshot_days=days)


class TestExpire:
    def test_old_visits_go_and_the_newest_stays(self, store):
        make_agency(snapshot_days=400)
        names = years_of_visits(store)

        gone = expiry.expire_old(at=LONG_AGO + timedelta(days=4000))

        assert gone >= 3
        assert store.find(names[0]) is None
        assert store.find(names[-1]) is not None
        assert store.verify() == []

    def test_nothing_goes_while_an_agency_keeps_for_ever(self, store):
        make_agency()
        names = years_of_visits(store)

        assert expiry.expire_old(at=LONG_AGO + timedelta(days=4000)) == 0
        assert store.find(names[0]) is not None

    def test_what_a_certificate_names_stays(self, store):
        agency = make_agency(snapshot_days=400)
        names = years_of_visits(store)
        row = add_link(first_measure(make_plan(agency)), URL)
        check = keep(row, snapshot=names[0])
        actions.note_certificate(check=check, by=make_user(agency), at=NOW)
        row.delete()

        expiry.expire_old(at=LONG_AGO + timedelta(days=4000))

        assert store.find(names[0]) is not None
        assert store.find(names[1]) is None


class TestNoteCertificate:
    def test_one_row_and_one_event_however_often_it_is_drawn(self):
        agency = make_agency()
        user = make_user(agency)
        check = keep(add_link(first_measure(make_plan(agency))), snapshot="s-1")

        for _ in range(3):
            actions.note_certificate(check=check, by=user, at=NOW)

        assert CertifiedSnapshot.objects.count() == 1
        assert Event.objects.filter(action="certificate_drawn").count() == 1

    def test_a_snapshot_without_a_name_is_refused(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            CertifiedSnapshot.objects.create(snapshot="", drawn_at=NOW)


def test_the_agency_s_rule_is_changed_with_its_other_data_and_told():
    agency = make_agency()
    user = make_user(agency)

    agency_actions.change_agency(
        agency=agency,
        name=agency.name,
        kind=agency.kind,
        district="",
        province=agency.province,
        hosts=agency.hosts,
        digits="arabic",
        snapshot_days=730,
        by=user,
        at=NOW,
    )

    agency.refresh_from_db()
    event = Event.objects.filter(action="agency_changed").latest("seq")
    assert agency.snapshot_days == 730
    assert (event.before["snapshot_days"], event.after["snapshot_days"]) == (None, 730)
