"""A certificate names the mails outside that hold a head at or after its snapshot, and says plainly when none does."""

from datetime import timedelta

import pypdfium2
import pytest

from prongsai.adapters.snapshots import SnapshotStore
from prongsai.apps.evidence import snapshots
from prongsai.apps.history.models import SentHead
from prongsai.wiring.proof import snapshot_head
from tests.adapters.snapshots.visits import PAGE, answer, visits
from tests.apps.evidence.seen import add_link, keep
from tests.apps.factories import NOW, first_measure, make_agency, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(settings, tmp_path, monkeypatch):
    """A check whose snapshot is line 2 of three."""
    from dataclasses import replace

    settings.PRONGSAI = replace(settings.PRONGSAI, home=tmp_path)
    with SnapshotStore(tmp_path / "snapshots") as store:
        names = [
            store.keep(visits(answer(f"http://www.bansuan.go.th/{number}", PAGE + b"%d" % number)), link_id="1")
            for number in range(3)
        ]
        store.flush()
        monkeypatch.setattr(snapshots, "open_snapshots", lambda: store)
        agency = make_agency(hosts=["www.bansuan.go.th"])
        row = add_link(first_measure(make_plan(agency)))
        check = keep(row)
        check.snapshot = names[1]
        check.save(update_fields=["snapshot"])
        line = store.find(names[1]).seq
        yield agency, check, line, snapshot_head(tmp_path / "snapshots")


def mailed(agency, head, line, *, days=1, domain="oag.go.th", **fields):
    at = NOW + timedelta(days=days)
    values = {
        "agency": agency.slug, "domain": domain, "day": at.date(), "seq": 4, "hash": "a" * 64, "sent_at": at,
        "snapshot_chain": head.chain, "snapshot_line": line, "snapshot_hash": "b1" * 32,
    }  # fmt: skip
    return SentHead.objects.create(**{**values, **fields})


def text_of(check):
    with pypdfium2.PdfDocument(snapshots.draw_certificate_of(check, at=NOW)) as pdf:
        assert len(pdf) == 1
        return "".join(pdf[0].get_textpage().get_text_bounded().split())


class TestAnchorsOfACertificate:
    def test_none_are_named_while_nobody_outside_holds_a_head(self, checked):
        _agency, check, _line, _head = checked

        assert "Noneyet:nobodyoutsideholdsthishead" in text_of(check)

    def test_a_mail_since_the_snapshot_is_named_with_its_day_and_line(self, checked):
        agency, check, line, head = checked
        mailed(agency, head, line)

        text = text_of(check)

        assert f"mailtooag.go.thof2022-11-23:headatline{line},hashb1b1b1b1b1b1b1b1" in text
        assert "๒๓พฤศจิกายน๒๕๖๕" in text
        assert "Noneyet" not in text

    def test_a_mail_before_the_snapshot_is_no_anchor(self, checked):
        agency, check, line, head = checked
        mailed(agency, head, line - 1)

        assert "Noneyet" in text_of(check)

    def test_a_mail_about_another_machines_folder_is_none(self, checked):
        agency, check, line, head = checked
        mailed(agency, head, line, snapshot_chain="f" * 64)

        assert "Noneyet" in text_of(check)

    def test_two_domains_are_two_anchors_and_the_first_mail_to_each_counts(self, checked):
        agency, check, line, head = checked
        mailed(agency, head, line), mailed(agency, head, line + 1, days=2)
        mailed(agency, head, line + 1, days=3, domain="nacc.go.th")

        text = text_of(check)

        assert text.count("mailtooag.go.th") == 1
        assert "mailtonacc.go.thof2022-11-25" in text
