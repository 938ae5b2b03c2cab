"""The access table: every address, asked by nobody, by another agency's clerk and by each role."""

from datetime import date

import pytest
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from prongsai.apps.evidence.actions import answer_finding, save_check
from prongsai.apps.evidence.models import Notice, Request
from prongsai.apps.plans.actions import save_import
from prongsai.apps.plans.models import Evidence
from prongsai.apps.rounds.models import Decision, Round
from prongsai.core import plan as core
from tests.apps.evidence.seen import PERSONAL, result
from tests.apps.factories import (
    NOW,
    PASSWORD,
    first_measure,
    first_task,
    make_agency,
    make_plan,
    make_user,
    measure_facts,
)

WHO = ("nobody", "stranger", "officer", "clerk_office", "top_executive", "agency_admin")
OPEN = (200, 200, 200, 200, 200, 200)
ALL = ("in", 200, 200, 200, 200, 200)  # their own pages: a stranger has their own agency
VIEW = ("in", 404, 200, 200, 200, 200)
RECORD = ("in", 404, 200, 200, 404, 200)
EDIT = ("in", 404, 404, 200, 404, 200)
HISTORY = ("in", 404, 404, 200, 200, 200)
LEADS_ON = ("in", 404, 302, 302, 302, 302)  # a fragment for htmx; whoever opens it gets the whole page
ASK = ("in", 404, 404, 302, 302, 302)
OWN_NOTICE = ("in", 404, 302, 404, 404, 404)
OWN_EDIT = ("in", 200, 404, 200, 404, 200)  # the stranger is a clerk at home
OWN_ADMIN = ("in", 404, 404, 404, 404, 200)
MANAGE = OWN_ADMIN
OWN_VIEW = ("in", 200, 200, 200, 200, 200)
DECIDE = ("in", 404, 404, 404, 200, 404)
RECORD_PAPER = ("in", 404, 404, 200, 404, 404)
SIGN = ("in", 404, 404, 404, 422, 404)
OPEN_ROUND = ("in", 302, 404, 302, 302, 404)
OWN_CHAIN = ("in", 200, 404, 200, 404, 200)
POST_VIEW = ("in", 405, 405, 405, 405, 405)  # only POST is answered; see TestWritesByPost

TABLE = {
    "front": (302,) * 6,
    "health": OPEN,
    "accounts:sign_in": (200, 302, 302, 302, 302, 302),
    "accounts:sign_out": POST_VIEW,
    "accounts:account": ALL,
    "accounts:password": ALL,
    "accounts:language": (405,) * 6,
    "agencies:setup": (302,) * 6,
    "agencies:agency": OWN_ADMIN,
    "agencies:choose": POST_VIEW,
    "agencies:people": OWN_ADMIN,
    "agencies:person_add": OWN_ADMIN,
    "agencies:person_change": MANAGE,
    "plans:my_work": ALL,
    "plans:plan_list": ALL,
    "plans:plan_new": OWN_EDIT,
    "plans:plan_detail": VIEW,
    "plans:findings": VIEW,
    "plans:history": HISTORY,
    "plans:plan_delete": EDIT,
    "plans:rollover": EDIT,
    "plans:report": VIEW,
    "plans:report_preview": VIEW,
    "plans:report_download": VIEW,
    "plans:measure_add": EDIT,
    "plans:measure_detail": VIEW,
    "plans:measure_edit": EDIT,
    "plans:measure_remove": EDIT,
    "plans:evidence_add": POST_VIEW,
    "plans:work_progress": RECORD,
    "plans:evidence_file": VIEW,
    "plans:evidence_remove": RECORD,
    "plans:evidence_accept": POST_VIEW,
    "evidence:evidence_list": ALL,
    "evidence:evidence_detail": VIEW,
    "evidence:verdict": LEADS_ON,
    "evidence:certificate": ("in", 404, 422, 422, 422, 422),  # the check of this test left no copy
    "evidence:check": POST_VIEW,
    "evidence:answer": POST_VIEW,
    "evidence:ask": POST_VIEW,
    "evidence:answer_withdraw": POST_VIEW,
    "evidence:notice_list": ALL,
    "evidence:notice_open": POST_VIEW,
    "rounds:round_list": OWN_VIEW,
    "rounds:round_open": POST_VIEW,
    "rounds:round_detail": VIEW,
    "rounds:round_scan": ("in", 404, 404, 404, 404, 404),  # the round of this test has none
    "rounds:round_sign": POST_VIEW,
    "rounds:round_paper": RECORD_PAPER,
    "rounds:decide": DECIDE,
    "rounds:memo": VIEW,
    "rounds:memo_preview": VIEW,
    "rounds:memo_download": VIEW,
    "rounds:decision": VIEW,
    "rounds:decision_reopen": POST_VIEW,
    "rounds:decision_withdraw": POST_VIEW,
    "rounds:memo_head": OWN_CHAIN,
    "plans:import_list": OWN_EDIT,
    "plans:blank_template": OWN_EDIT,
    "plans:import_detail": EDIT,
    "plans:import_head": POST_VIEW,
    "plans:import_accept": POST_VIEW,
    "plans:import_discard": POST_VIEW,
    "plans:import_original": EDIT,
    "plans:import_measure": EDIT,
    "plans:import_measure_remove": POST_VIEW,
}
POSTS = {
    "rounds:round_open": OPEN_ROUND,
    "rounds:round_sign": SIGN,
    "rounds:round_paper": RECORD_PAPER,
    "rounds:decide": DECIDE,
    "rounds:decision": ("in", 404, 422, 422, 404, 422),
    "rounds:decision_reopen": SIGN,
    "rounds:decision_withdraw": SIGN,
    "rounds:memo_head": OWN_CHAIN,
    "evidence:check": RECORD,
    "evidence:answer": RECORD,
    "evidence:answer_withdraw": RECORD,
    "evidence:ask": ASK,
    "evidence:notice_open": OWN_NOTICE,
    "plans:evidence_add": RECORD,
    "plans:evidence_accept": RECORD,
    "plans:import_head": EDIT,
    "plans:import_accept": EDIT,
    "plans:import_discard": EDIT,
    "plans:import_measure_remove": EDIT,
    "plans:plan_delete": EDIT,
    "plans:rollover": EDIT,
    "plans:measure_edit": EDIT,
    "plans:measure_remove": EDIT,
    "plans:work_progress": RECORD,
    "plans:evidence_remove": RECORD,
    "plans:plan_new": OWN_EDIT,
    "plans:measure_add": EDIT,
    "plans:import_measure": EDIT,
    "agencies:agency": OWN_ADMIN,
    "agencies:person_add": OWN_ADMIN,
    "agencies:person_change": MANAGE,
}


def all_names() -> set[str]:
    names: set[str] = set()

    def walk(resolver: URLResolver, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern, f"{pattern.app_name}:" if pattern.app_name else prefix)
            elif isinstance(pattern, URLPattern):
                names.add(f"{prefix}{pattern.name}")

    walk(get_resolver(), "")
    return names


@pytest.fixture
def office(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency()
    people = {role: make_user(agency, role) for role in WHO[2:]}
    people["stranger"] = make_user(make_agency("เทศบาลอื่น"))
    plan = make_plan(agency)
    measure = first_measure(plan)
    facts = core.Plan(agency.facts(), 2568, measures=(measure_facts(1), measure_facts(2)))
    draft = save_import(agency=agency, name="a.txt", content=b"x", plan=facts, by=people["clerk_office"], at=NOW)
    evidence = Evidence(
        measure=measure, origin="added", file_name="a.txt", sha256="0", content_type="text/plain", added_at=NOW
    )
    from django.core.files.base import ContentFile

    evidence.file.save("x", ContentFile(b"hello"), save=False)
    evidence.save()
    check = save_check(evidence=evidence, result=result(evidence, "opens", notes=(PERSONAL,)), at=NOW)
    answer = answer_finding(evidence=evidence, finding=PERSONAL.code, reason="ไม่ใช่", by=people["clerk_office"], at=NOW)
    request = Request.objects.create(evidence=evidence, asked_by="ก", asked_at=NOW)
    notice = Notice.objects.create(user=people["officer"], agency=agency, request=request, made_at=NOW)
    month = Round.objects.create(
        agency=agency, month=date(2022, 12, 1), opens_on=date(2022, 12, 1), due_on=date.max, opened_at=NOW
    )
    decision = Decision.objects.create(
        round=month, number=1, text="ทำ", due_on=date(2022, 12, 9), made_by_name="ก", made_at=NOW
    )
    arguments = {
        "round_id": month.pk,
        "decision_id": decision.pk,
        "memo_format": "pdf",
        "answer_id": answer.pk,
        "check_id": check.pk,
        "notice_id": notice.pk,
        "plan_id": plan.pk,
        "measure_id": measure.pk,
        "work_id": first_task(plan).pk,
        "evidence_id": evidence.pk,
        "import_id": draft.pk,
        "index": 0,
        "file_format": "json",
        "membership_id": people["officer"].memberships.get().pk,
    }
    return people, arguments


def address(name: str, arguments: dict[str, object]) -> str:
    patterns = get_resolver()
    del patterns
    for keys in (
        (),
        *((key,) for key in arguments),
        ("import_id", "index"),
        ("plan_id", "file_format"),
        ("round_id", "memo_format"),
    ):
        try:
            return reverse(name, kwargs={key: arguments[key] for key in keys})
        except Exception:
            continue
    raise AssertionError(name)


def expect(client, response, wanted, url):
    if wanted == "in":
        assert response.status_code == 302, url
        assert response["location"].startswith("/office/sign-in/"), url
    else:
        assert response.status_code == wanted, (url, response.status_code)


class TestAccessTable:
    def test_names_every_address_of_the_site(self):
        assert all_names() == set(TABLE)

    @pytest.mark.parametrize("who", WHO)
    def test_a_look_at_every_address(self, office, client, who):
        people, arguments = office
        if who != "nobody":
            client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")

        for name, row in TABLE.items():
            url = address(name, arguments)
            expect(client, client.get(url), row[WHO.index(who)], url)

    @pytest.mark.parametrize("who", WHO)
    def test_a_write_to_every_address_without_the_right_changes_nothing(self, office, client, who):
        people, arguments = office
        if who != "nobody":
            client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")
        from prongsai.apps.history.models import Event

        before = Event.objects.count()
        for name, row in POSTS.items():
            wanted = row[WHO.index(who)]
            if wanted in ("in", 404):
                url = address(name, arguments)
                expect(client, client.post(url, {"version": "1"}), wanted, url)

        assert Event.objects.count() == before


@pytest.mark.django_db
class TestOfficersUnit:
    def test_an_officer_of_another_unit_sees_but_does_not_record(self, client):
        agency = make_agency()
        plan = make_plan(agency)
        officer = make_user(agency, "officer", unit="กองคลัง")
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

        assert client.get(f"/office/measures/{first_measure(plan).pk}/").status_code == 200
        assert client.get(f"/office/work/{first_task(plan).pk}/").status_code == 404

    def test_an_officer_of_the_named_unit_records(self, client):
        agency = make_agency()
        plan = make_plan(agency)
        client.force_login(
            make_user(agency, "officer", unit="สำนักปลัด"), backend="django.contrib.auth.backends.ModelBackend"
        )

        assert client.get(f"/office/work/{first_task(plan).pk}/").status_code == 200

    def test_every_unit_records_what_is_for_every_unit(self, client):
        agency = make_agency()
        plan = make_plan(
            agency,
            measures=(
                measure_facts(responsible=(core.Responsible("สำนักปลัด"), core.Responsible("ทุกส่วนงาน", all_units=True))),
            ),
        )
        client.force_login(
            make_user(agency, "officer", unit="กองคลัง"), backend="django.contrib.auth.backends.ModelBackend"
        )

        assert client.get(f"/office/work/{first_task(plan).pk}/").status_code == 200


@pytest.mark.django_db
class TestRules:
    def test_agree_with_the_table_of_roles(self):
        from prongsai.apps.agencies.permissions import ROLES_OF

        agency = make_agency()
        for role in WHO[2:]:
            user = make_user(agency, role)
            for permission, roles in ROLES_OF.items():
                assert user.has_perm(permission, agency) == (role in roles)
        assert not make_user(make_agency()).has_perm("plans.view", agency)


def test_password_of_factories_is_valid():
    from django.contrib.auth.password_validation import validate_password

    validate_password(PASSWORD)
