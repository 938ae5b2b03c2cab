"""The whole way with the real auditor: hand in, the worker visits a server on loopback, the page shows the verdict."""

import io
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from pypdf import PdfReader

from prongsai.apps.cycles.models import Cycle, CycleLink, GroupWork
from prongsai.apps.evidence import jobs, nightly
from prongsai.apps.evidence.actions import ask_for_check
from prongsai.apps.evidence.models import Check, EvidenceState
from prongsai.apps.evidence.snapshots import open_snapshots
from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans import progress
from prongsai.apps.plans.models import Evidence, Plan
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import BANGKOK, bangkok_today
from tests.adapters.http.trap_server import TrapServer, page
from tests.apps.evidence.seen import add_link
from tests.apps.factories import first_measure, make_agency, make_plan, make_user, measure_facts

pytestmark = pytest.mark.django_db

STRUCTURE = """<html><head><title>โครงสร้างหน่วยงาน ปีงบประมาณ พ.ศ. 2566</title></head><body><h1>โครงสร้างหน่วยงาน</h1>
<p>แผนผังแสดงโครงสร้างการแบ่งส่วนราชการของเทศบาลตำบลทดสอบ ประจำปีงบประมาณ พ.ศ. 2566 ประกอบด้วย สำนักปลัด กองคลัง กองช่าง
ตำแหน่งที่สำคัญและการแบ่งส่วนงานภายใน</p></body></html>"""
HOME = (
    "<html><head><title>เทศบาลตำบลทดสอบ</title></head><body><h1>ยินดีต้อนรับ</h1><p>ข่าวประชาสัมพันธ์ กิจกรรม</p></body></html>"
)
SIGN_IN = """<html><head><title>เข้าสู่ระบบ</title></head><body><form method="post"><label>ชื่อผู้ใช้<input name="user"></label>
<input type="password" name="password"><button>เข้าสู่ระบบ</button></form></body></html>"""
NOT_FOUND = page(b"<html><title>404</title><body>404</body></html>", "404 Not Found")


@pytest.fixture
def site():
    with TrapServer(
        pages={
            "/": page(HOME.encode()),
            "/structure": page(STRUCTURE.encode()),
            "/sign-in": page(SIGN_IN.encode()),
            "/gone": NOT_FOUND,
            "/robots.txt": NOT_FOUND,
        }
    ) as server:
        yield server


@pytest.fixture
def office(settings, tmp_path, site):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PRONGSAI = replace(
        settings.PRONGSAI, home=tmp_path, audit_allow_hosts=frozenset({"127.0.0.1"}), audit_host_gap_s=0.0
    )
    agency = make_agency(hosts=["127.0.0.1"])
    plan = make_plan(agency, measures=(measure_facts(item_codes=("O1",), evidence=()),))
    return agency, make_user(agency), plan


def hand_in(plan, user, callbacks, *, links=(), files=()):
    with callbacks(execute=True):
        progress.add_evidence(
            measure=first_measure(plan), links=list(links), files=list(files), by=user, at=timezone.now()
        )
    return list(Evidence.objects.order_by("pk"))


class TestHandIn:
    @pytest.mark.parametrize(
        ("path", "verdict", "group"),
        [
            ("/structure", "opens", None),
            ("/", "homepage_only", "loses"),
            ("/sign-in", "login_wall", "loses"),
            ("/gone", "gone", "doubt"),
        ],
    )
    def test_a_link_is_visited_and_the_verdict_shown(
        self, client, office, site, django_capture_on_commit_callbacks, path, verdict, group
    ):
        agency, user, plan = office
        (row,) = hand_in(plan, user, django_capture_on_commit_callbacks, links=[site.url(path)])

        told = jobs.check_evidence(evidence_id=row.pk)

        state = EvidenceState.objects.get(evidence=row)
        assert told == state.newest.verdict == verdict
        assert group is None or state.group == group
        assert state.asked_at is None
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        shown = client.get(f"/office/evidence/{row.pk}/").content.decode()
        assert state.newest.why in shown.replace("&quot;", '"')
        assert verify_agency(agency.slug).faults == ()

    def test_what_it_read_is_judged_and_kept_as_proof(self, office, site, tmp_path, django_capture_on_commit_callbacks):
        _agency, user, plan = office
        (row,) = hand_in(plan, user, django_capture_on_commit_callbacks, links=[site.url("/structure")])

        jobs.check_evidence(evidence_id=row.pk)

        check = Check.objects.get()
        assert check.judged["fiscal_years"] == [2566]
        assert check.judged["items"][0]["code"] == "O1"
        assert check.host_class == "own"
        assert len(check.sha256) == 64
        assert check.snapshot
        assert list((tmp_path / "snapshots").rglob("*.warc.gz"))

    def test_a_certificate_says_what_was_public(self, client, office, site):
        _agency, user, plan = office
        row = add_link(first_measure(plan), site.url("/structure"))
        jobs.check_evidence(evidence_id=row.pk)
        check = Check.objects.get()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

        address = f"/office/evidence/checks/{check.pk}/certificate/"
        assert address in client.get(f"/office/evidence/{row.pk}/").content.decode()
        answer = client.get(address)

        assert answer["Content-Type"] == "application/pdf"
        assert f"-{check.checked_at.astimezone(BANGKOK):%Y%m%d-%H%M}.pdf" in answer["Content-Disposition"]
        (only,) = PdfReader(io.BytesIO(answer.content)).pages
        text = only.extract_text()
        assert check.sha256 in text.replace("\n", "")
        assert row.url in text.replace("\n", "")
        assert "แผนผังแสดงโครงสร้าง" in text

    def test_many_checks_share_one_file_of_snapshots_and_the_chain_holds(self, office, site, tmp_path):
        _agency, _user, plan = office
        for path in ("/structure", "/gone", "/sign-in"):
            jobs.check_evidence(evidence_id=add_link(first_measure(plan), site.url(path)).pk)

        assert len(list((tmp_path / "snapshots").rglob("*.warc.gz"))) == 1
        assert open_snapshots().verify() == []

    def test_a_file_is_read_and_judged(self, client, office, django_capture_on_commit_callbacks):
        _agency, user, plan = office
        content = "โครงสร้างหน่วยงาน เทศบาลตำบลทดสอบ ปีงบประมาณ พ.ศ. 2566 แผนผังการแบ่งส่วนราชการ".encode()
        file = progress.HandedFile("โครงสร้าง.txt", content)
        (row,) = hand_in(plan, user, django_capture_on_commit_callbacks, files=[file])

        told = jobs.check_evidence(evidence_id=row.pk)

        check = Check.objects.get()
        assert (told, check.url, check.host_class, check.sha256) == ("opens", "", "", row.sha256)
        assert check.judged["fiscal_years"] == [2566]
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        preview = client.get(f"/office/plans/{plan.pk}/report/preview/").content.decode()
        assert "เปิดได้ ตรวจเมื่อ" in preview

    def test_a_file_nobody_can_read_is_unknown_and_says_why(self, office, django_capture_on_commit_callbacks):
        _agency, user, plan = office
        file = progress.HandedFile("แผน.pdf", b"%PDF-1.7 broken")
        (row,) = hand_in(plan, user, django_capture_on_commit_callbacks, files=[file])

        told = jobs.check_evidence(evidence_id=row.pk)

        assert told == "unsupported"
        assert EvidenceState.objects.get(evidence=row).group == "unknown"
        assert "กรุณา" in Check.objects.get().why

    def test_an_inner_address_is_never_visited_unless_a_setting_allows_it(self, settings, office, site):
        _agency, _user, plan = office
        settings.PRONGSAI = replace(settings.PRONGSAI, audit_allow_hosts=frozenset())
        row = add_link(first_measure(plan), site.url("/structure"))

        assert jobs.check_evidence(evidence_id=row.pk) == "blocked"
        assert site.requests == []

    def test_a_fault_of_ours_is_said_and_raised(self, office, site, monkeypatch):
        _agency, user, plan = office
        row = add_link(first_measure(plan), site.url("/structure"))
        ask_for_check(evidence=row, by=user, at=timezone.now())
        monkeypatch.setattr("prongsai.apps.evidence.engine.visit", lambda *_args, **_more: iter([][0]))

        with pytest.raises(IndexError):
            jobs.check_evidence(evidence_id=row.pk)

        state = EvidenceState.objects.get(evidence=row)
        assert state.failed_at is not None
        assert state.asked_at is None

    def test_what_was_taken_away_meanwhile_is_left_alone(self, office, site):
        _agency, _user, plan = office
        row = add_link(first_measure(plan), site.url("/structure"))
        row.delete()

        assert jobs.check_evidence(evidence_id=row.pk or 1) == ""


class TestMemory:
    def test_gone_on_a_second_day_is_confirmed_and_counts(self, office, site):
        _agency, _user, plan = office
        row = add_link(first_measure(plan), site.url("/gone"))
        jobs.check_evidence(evidence_id=row.pk)
        first = Check.objects.get()
        assert not first.confirmed
        Check.objects.update(
            checked_at=first.checked_at - timedelta(days=1), gone_since_on=first.gone_since_on - timedelta(days=1)
        )

        jobs.check_evidence(evidence_id=row.pk)

        state = EvidenceState.objects.get(evidence=row)
        assert (state.newest.verdict, state.newest.confirmed, state.group) == ("gone", True, "loses")
        assert Evidence.objects.get(pk=row.pk).audit["confirmed"] is True

    def test_an_unchanged_page_keeps_what_was_judged(self, office, site):
        _agency, _user, plan = office
        row = add_link(first_measure(plan), site.url("/structure"))

        jobs.check_evidence(evidence_id=row.pk)
        jobs.check_evidence(evidence_id=row.pk)

        newest, first = Check.objects.all()
        assert newest.judged == first.judged
        assert newest.text_sha256 == first.text_sha256


@pytest.mark.django_db(transaction=True)
class TestNight:
    def test_visits_all_live_links_and_leaves_old_years_alone(self, office, site):
        agency, _user, _plan = office
        year = fiscal_year_of(bangkok_today())
        live = [
            add_link(first_measure(make_plan(agency, one, (measure_facts(evidence=()),))), site.url("/structure"))
            for one in (year, year - 1)
        ]
        old = add_link(first_measure(make_plan(agency, year - 2, (measure_facts(evidence=()),))), site.url("/gone"))

        jobs.recheck_evidence()
        run_cycles()

        checked = set(Check.objects.values_list("evidence_id", flat=True))
        assert checked == {row.pk for row in live}
        assert old.pk not in checked
        assert Cycle.objects.count() == 1

    def test_hosts_on_one_server_share_its_budget(self, settings, office, site):
        settings.PRONGSAI = replace(
            settings.PRONGSAI, audit_allow_hosts=frozenset({"127.0.0.1", "localhost"}), audit_host_gap_s=0.15
        )
        agency, _user, _plan = office
        other = make_agency("other", hosts=["localhost"])
        make_user(other, username="other")
        year = fiscal_year_of(bangkok_today())
        for one, host in ((agency, "127.0.0.1"), (agency, "localhost"), (other, "localhost")):
            plan = Plan.objects.filter(agency=one, fiscal_year=year).first()
            plan = plan or make_plan(one, year, (measure_facts(evidence=()),))
            add_link(first_measure(plan), site.url("/structure", host))

        jobs.recheck_evidence()
        assert {work.group.name for work in GroupWork.objects.all()} == {"127.0.0.1"}
        run_cycles()

        assert set(Check.objects.values_list("verdict", flat=True)) <= {"opens", "moved"}
        assert Check.objects.count() == 3
        moments = sorted(visit.at for visit in site.requests)
        assert len(moments) >= 9
        assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.13

    def test_asks_nobody_for_the_example_whose_hosts_are_made_up(self, settings, tmp_path):
        from prongsai.apps.plans.example import load_example

        settings.MEDIA_ROOT = tmp_path
        load_example(today=bangkok_today(), at=timezone.now())

        assert jobs.recheck_evidence() == 0
        assert not Cycle.objects.exists()

    def test_a_second_night_closes_what_is_left_of_the_first(self, office, site):
        agency, _user, plan = office
        del plan
        add_link(
            first_measure(make_plan(agency, fiscal_year_of(bangkok_today()), (measure_facts(evidence=()),))),
            site.url("/structure"),
        )

        assert nightly.open_night(at=timezone.now()) == 1
        assert nightly.open_night(at=timezone.now()) == 1

        assert Cycle.objects.filter(ended_at=None).count() == 1


def run_cycles():
    """Make all work due now and take turns until nothing waits."""
    from prongsai.apps.cycles.turns import Desk, take_turn
    from prongsai.apps.cycles.visitor import get_visitor

    past = timezone.now() - timedelta(minutes=1)
    desk = Desk(database_threads=0)
    try:
        for _turn in range(20):
            GroupWork.objects.filter(due_at__isnull=False).update(due_at=past)
            CycleLink.objects.filter(state="waiting").update(due_at=past)
            work = GroupWork.objects.filter(due_at__isnull=False).first()
            if work is None:
                return
            take_turn(work.pk, get_visitor(), desk)
    finally:
        desk.close()
