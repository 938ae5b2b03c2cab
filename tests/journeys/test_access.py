"""The access table: every address, asked by nobody, by another agency's clerk and by each role."""

from datetime import date

import pytest
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from prongsai.apps.agencies.invitations import invite
from prongsai.apps.agencies.models import WorkingGroup
from prongsai.apps.data_out.keys import make_key
from prongsai.apps.data_out.models import Webhook
from prongsai.apps.disclosure.actions import draft_publication
from prongsai.apps.disclosure.drafting import Draft
from prongsai.apps.disclosure.models import LinkAnswer
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.evidence.actions import answer_finding, save_check
from prongsai.apps.evidence.models import Notice, Request
from prongsai.apps.handover.chain_actions import set_chain
from prongsai.apps.handover.models import Handover, Waiver
from prongsai.apps.history.actions import SYSTEM_ACTOR, add_head_address
from prongsai.apps.history.models import HeadStamp
from prongsai.apps.plans.actions import save_import
from prongsai.apps.plans.deadlines import add_closure, ask_extension, record_event
from prongsai.apps.plans.models import Evidence
from prongsai.apps.plans.progress import HandedFile
from prongsai.apps.reminders.actions import make_calendar
from prongsai.apps.reminders.models import Digest
from prongsai.apps.results.actions import add_result, save_draft
from prongsai.apps.rounds.models import Decision, Round
from prongsai.apps.submission.clarifying import rows_of
from prongsai.apps.submission.models import Clarification, Contest, FormEntry, Frozen, PreliminaryScore
from prongsai.apps.submission.standing import form_of
from prongsai.core import plan as core
from prongsai.core.handover import STEPS
from tests.apps.evidence.seen import PERSONAL, result
from tests.apps.factories import (
    NOW,
    PASSWORD,
    first_measure,
    first_task,
    give_post,
    make_agency,
    make_plan,
    make_post,
    make_user,
    measure_facts,
)
from tests.apps.portal.published import publish as publish_now
from tests.core.result.made import result as result_facts
from tests.journeys.access_table import (
    BY_POST,
    MEMBERS,
    POSTS,
    TABLE,
    WHO,
)


def all_names() -> set[str]:
    names: set[str] = set()

    def walk(resolver: URLResolver, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern, f"{pattern.app_name}:" if pattern.app_name else prefix)
            elif isinstance(pattern, URLPattern):
                names.add(f"{prefix}{pattern.name}")

    walk(get_resolver(), "")
    return {name for name in names if not name.startswith("ninja:")}  # it knows keys, no persons: tests/apps/data_out


@pytest.fixture
def office(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency()
    people = {role: make_user(agency, "officer" if role in BY_POST else role) for role in MEMBERS}
    held = {kind: make_post(agency, kind, "กองคลัง" if kind == "unit_head" else "") for kind in BY_POST}
    holdings = {kind: give_post(people[kind], post) for kind, post in held.items()}
    people["stranger"] = make_user(make_agency("เทศบาลอื่น"))
    people["system_admin"] = make_user(is_superuser=True)
    invited, code = invite(
        agency=agency,
        name="ก",
        email="",
        role="officer",
        unit=None,
        post=None,
        by=people["agency_admin"],
        at=timezone.now(),
    )
    group = WorkingGroup.objects.create(agency=agency, fiscal_year=2566, created_at=NOW)
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
    digest = Digest.objects.create(user=people["officer"], agency=agency, day=NOW.date(), made_at=NOW)
    reminder = digest.reminders.create(
        user=people["officer"],
        agency=agency,
        thing="work:1",
        line="due",
        rank=1,
        tone="soon",
        days=1,
        what="ก",
        path="/office/",
        said_on=NOW.date(),
    )
    month = Round.objects.create(
        agency=agency, month=date(2022, 12, 1), opens_on=date(2022, 12, 1), due_on=date.max, opened_at=NOW
    )
    decision = Decision.objects.create(
        round=month, number=1, text="ทำ", due_on=date(2022, 12, 9), made_by_name="ก", made_at=NOW
    )
    waits = measure.work.create(
        kind="step", position=3, number=3, text="หลังอบรม", deadline_kind="relative", days_after_event=7, changed_at=NOW
    )
    waits.occurrences.create(number=1, changed_at=NOW)
    event = record_event(item=waits, happened_on=date(2023, 1, 5), by=people["officer"], at=NOW)
    once = first_task(plan).occurrences.get()
    extension = ask_extension(occurrence=once, days=7, reason="น้ำท่วม", by=people["officer"], at=NOW)
    closed = {"from_on": date(2023, 1, 9), "to_on": date(2023, 1, 9), "why": "น้ำท่วม"}
    closure = add_closure(agency=agency, **closed, by=people["clerk_office"], at=NOW)
    set_chain(agency=agency, steps=STEPS, by=people["clerk_office"], at=NOW)
    handover = Handover.objects.get(occurrence__work_item=first_task(plan))
    waiver = Waiver.objects.create(agency=agency, reason="x", from_on=NOW.date(), made_by="ก", made_at=NOW)
    for one in (agency, people["stranger"].memberships.get().agency):
        address_row = add_head_address(agency=one.slug, address="a@x.go.th", actor=SYSTEM_ACTOR, at=NOW)
    stamp = HeadStamp.objects.create(
        agency=agency.slug, seq=1, hash="0" * 64, authority="x", asked_at=NOW, stamped_at=NOW, answer=b"0"
    )
    for year in (2565, 2566):
        add_result(agency=agency, result=result_facts(year, lost=["O30"]), by=None, at=NOW)
    read = save_draft(
        agency=agency,
        name="a.csv",
        content=b"x",
        results=[result_facts(2567)],
        findings=[],
        by=people["clerk_office"],
        at=NOW,
    )
    year = agency.disclosure_years.filter(fiscal_year=2566).first() or open_year(
        agency=agency, fiscal_year=2566, by=None, at=NOW
    )
    for where in (year.items.select_related("year__agency").get(code="O1"), agency):
        publish_now(where, content=b"%PDF-1.4 x", file_name="name")
    item = year.items.select_related("year__agency").get(code="O9")  # no measure of the plan names it
    handed = HandedFile("a.csv", b"a,b")
    version = draft_publication(
        agency=agency, item=item, draft=Draft("file", "ก", file=handed), by=people["clerk_office"], at=NOW
    )
    FormEntry.objects.create(item=item, has=True, addresses=["https://a.go.th/"], changed_by="x", changed_at=NOW)
    PreliminaryScore.objects.create(item=item, score=0, recorded_by="x", recorded_at=NOW)
    Contest.objects.create(item=item, reason="ก", changed_by="x", changed_at=NOW)
    frozen = Frozen.objects.create(
        year=year,
        number=1,
        form=form_of(year).to_dict(),
        sha256="0" * 64,
        entered_on=NOW.date(),
        frozen_by_name="x",
        frozen_at=NOW,
    )
    sent = Clarification.objects.create(
        year=year, number=1, rows=rows_of(year), sha256="0" * 64, sent_on=NOW.date(), sent_by_name="x", recorded_at=NOW
    )
    made = make_key(
        agency=agency, name="x", scopes=["drafts:read"], days=9, by=people["agency_admin"], at=timezone.now()
    )
    hook = Webhook.objects.create(agency=agency, url="https://a.example/", made_by="x", made_at=NOW)
    link_answer = LinkAnswer.objects.create(
        version=version, finding="verdict_gone", reason="ก", answered_by="ก", answered_at=NOW
    )
    arguments = {
        "rest": "x/y",
        "frozen_id": frozen.pk,
        "clarification_id": sent.pk,
        "key_id": made.row.pk,
        "webhook_id": hook.pk,
        "slug": agency.slug,
        "fiscal_year": 2566,
        "item_code": "o1",
        "version": 1,
        "name": "name",
        "address_pk": 1,
        "year_id": year.pk,
        "item_id": item.pk,
        "position": 0,
        "publication_id": version.publication_id,
        "version_id": version.pk,
        "seq": 1,
        "stamp_id": stamp.pk,
        "kind": "csv",
        "address_id": address_row.pk - 1,
        "event_id": event.pk,
        "extension_id": extension.pk,
        "closure_id": closure.pk,
        "number": 1,
        "round_id": month.pk,
        "decision_id": decision.pk,
        "memo_format": "pdf",
        "draft_id": read.pk,
        "key": "O28",
        "answer_id": answer.pk,
        "link_answer_id": link_answer.pk,
        "check_id": check.pk,
        "notice_id": notice.pk,
        "reminder_id": reminder.pk,
        "word": make_calendar(by=people["officer"], at=NOW),
        "plan_id": plan.pk,
        "measure_id": measure.pk,
        "work_id": first_task(plan).pk,
        "evidence_id": evidence.pk,
        "import_id": draft.pk,
        "index": 0,
        "file_format": "json",
        "handover_id": handover.pk,
        "part_id": handover.parts.get().pk,
        "step": "compile",
        "waiver_id": waiver.pk,
        "invitation_id": invited.pk,
        "code": code,
        "post_id": held["top_executive"].pk,
        "holding_id": holdings["top_executive"].pk,
        "unit_id": agency.units.first().pk,
        "group_year": group.fiscal_year,
        "membership_id": people["officer"].memberships.get().pk,
        "factor_id": 1,
        "session_id": 1_000_000,
        "identity_id": 1,
        "provider_id": "sso.example.go.th",
    }
    return people, arguments


def address(name: str, arguments: dict[str, object]) -> str:
    patterns = get_resolver()
    del patterns
    pairs = (
        ("work_id", "number"),
        ("import_id", "index"),
        ("item_id", "position"),
        ("item_id", "kind"),
        ("item_id", "handover_id"),
        ("publication_id", "kind"),
        ("version_id", "kind"),
        ("plan_id", "file_format"),
        ("group_year", "file_format"),
        ("handover_id", "step"),
        ("round_id", "memo_format"),
        ("fiscal_year", "file_format"),
        ("fiscal_year", "key"),
        ("year_id", "file_format"),
        ("frozen_id", "file_format"),
        ("clarification_id", "file_format"),
        ("slug", "fiscal_year"),
        ("slug", "number"),
        ("slug", "number", "version"),
        ("slug", "number", "version", "name"),
        ("slug", "fiscal_year", "item_code"),
        ("slug", "fiscal_year", "item_code", "number"),
        ("slug", "fiscal_year", "item_code", "number", "version"),
        ("slug", "fiscal_year", "item_code", "number", "version", "name"),
    )
    if name.startswith("disclosure:") and name.endswith("_add"):
        arguments = {**arguments, "kind": "page"}
    if name.startswith("submission:"):
        arguments = {**arguments, "file_format": "xlsx"}
    if name == "agencies:group_order":
        arguments = {**arguments, "file_format": "pdf"}
    if name == "results:analysis_download":
        arguments = {**arguments, "file_format": "html"}
    for keys in ((), *((key,) for key in arguments), *pairs):
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
        for role in MEMBERS:
            user = make_user(agency, role)
            for permission, roles in ROLES_OF.items():
                assert user.has_perm(permission, agency) == (role in roles)
        assert not make_user(make_agency()).has_perm("plans.view", agency)


def test_password_of_factories_is_valid():
    from django.contrib.auth.password_validation import validate_password

    validate_password(PASSWORD)
