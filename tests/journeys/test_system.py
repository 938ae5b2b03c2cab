"""The page of whoever runs the machine: what it shows, what it keeps to itself, and a new agency from it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prongsai.apps.agencies.models import Agency, Invitation, Membership
from prongsai.apps.history.models import Event
from prongsai.apps.jobs.port import JOBS, Put, job
from prongsai.apps.jobs.queue import job_queue
from prongsai.apps.jobs.schedule import BACKED_UP, WORKER_SIGN, note_done
from prongsai.settings import MailServer
from tests.apps.factories import PASSWORD, make_agency, make_plan, make_user
from tests.apps.test_jobs_port import work_until
from tests.scanner import Scanner, chosen

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SYSTEM, DOCTOR, ADD = "/office/system/", "/office/system/doctor/", "/office/system/agencies/new/"
NEW = {
    "kind": "tambon_municipality", "name": "เทศบาลตำบลใหม่ใส", "slug": "maisai", "district": "เมือง",
    "province": "ชัยภูมิ", "hosts": "www.maisai.go.th", "admin_name": "นางสาวผู้ดูแล ใจดี", "admin_email": "",
}  # fmt: skip


@pytest.fixture
def operator(client):
    user = make_user(is_superuser=True)
    client.force_login(user, backend=BACKEND)
    return user


def text(response):
    return response.content.decode()


class TestWhoMaySee:
    @pytest.mark.parametrize("url", [SYSTEM, DOCTOR, ADD])
    @pytest.mark.parametrize("role", ["agency_admin", "top_executive", "overseer"])
    def test_no_role_of_an_agency_finds_anything(self, client, url, role):
        client.force_login(make_user(make_agency(), role), backend=BACKEND)

        for answer in (client.get(url), client.post(url, NEW)):
            assert answer.status_code == 404
        assert client.get(url).content == client.get("/office/no-such-page/").content
        assert not Agency.objects.filter(slug="maisai").exists()

    def test_one_who_ran_the_machine_once_finds_nothing_either(self, client, operator):
        operator.is_superuser = False
        operator.save()

        assert client.get(SYSTEM).status_code == 404

    def test_the_menu_leads_there_only_for_them(self, client, operator):
        assert f'href="{SYSTEM}"' in text(client.get("/office/"))
        client.force_login(make_user(make_agency(), "agency_admin"), backend=BACKEND)
        assert SYSTEM not in text(client.get("/office/"))


class TestWhatItShows:
    def test_agencies_by_their_counts(self, client, operator):
        agency = make_agency("เทศบาลตำบลบ้านสวนใส")
        for role in ("officer", "clerk_office"):
            make_user(agency, role)
        make_plan(agency, 2566, 2)
        make_plan(agency, 2567, 2)
        Agency.objects.create(slug="empty", name="อบต.ว่าง", kind="tao", province="ชัยภูมิ", created_at=timezone.now())

        page = client.get(SYSTEM)
        by_name = {line.name: line for line in page.context["lines"]}

        one = by_name["เทศบาลตำบลบ้านสวนใส"]
        assert (one.people, one.plans, one.evidence) == (2, 2, 4)
        assert one.events == Event.objects.filter(agency=agency.slug).count() > 0
        assert one.last_at == Event.objects.filter(agency=agency.slug).latest("seq").at
        empty = by_name["อบต.ว่าง"]
        assert (empty.people, empty.plans, empty.events, empty.last_at) == (0, 0, 0, None)
        assert "ผู้ใช้ 2 · แผน 2" in text(page)

    def test_nothing_of_what_agencies_keep(self, client, operator):
        agency = make_agency()
        make_user(agency, "officer", display_name="นางสาวลับ จริงจัง", username="secret-name")
        plan = make_plan(agency)

        page = text(client.get(SYSTEM))

        assert "นางสาวลับ" not in page
        assert "secret-name" not in page
        assert plan.measures.first().issue not in page

    def test_backup_worker_and_version(self, client, operator):
        before = text(client.get(SYSTEM))
        note_done(BACKED_UP, timezone.now() - timedelta(hours=3))
        note_done(WORKER_SIGN, timezone.now())

        page = client.get(SYSTEM)

        assert before.count("ยังไม่เคย") > text(page).count("ยังไม่เคย")
        assert page.context["machine"].backup_at is not None
        assert f"prongsai {page.context['machine'].version}" in text(page)
        assert page.context["machine"].database_bytes > 100_000
        assert 0 < page.context["machine"].disk_free_bytes < page.context["machine"].disk_bytes

    def test_in_english_too(self, client, operator):
        operator.language = "en"
        operator.save()

        page = text(client.get(SYSTEM))

        for words in ("This machine", "no worker runs", "Free disk", "Last backup", "Repeated jobs", "Add an agency"):
            assert words in page

    def test_what_the_doctor_finds_wrong_the_worst_first(self, client, operator):
        page = client.get(SYSTEM)

        names = [one.name for one in page.context["opinions"]]
        assert names[0] == "worker"  # no worker runs in a test
        assert "ไม่มีตัวทำงานเบื้องหลัง" in text(page)
        assert {"mail", "scanner", "tesseract"}.isdisjoint(names)  # those ask others: on the page of their own
        note_done(WORKER_SIGN, timezone.now())
        assert "ไม่มีตัวทำงานเบื้องหลัง" not in text(client.get(SYSTEM))

    def test_the_whole_doctor_on_a_page_of_its_own(self, client, operator, settings):
        with Scanner() as scanner:
            chosen(settings, scanner.address)
            names = {one.name: one.level for one in client.get(DOCTOR).context["opinions"]}

        assert names["scanner"] == "good"
        assert names["mail"] == "doubtful"

    def test_services_by_name_without_their_secrets(self, client, operator, settings):
        mail = MailServer("mail.example.go.th", 587, "starttls", "user", "pass-word")
        settings.PRONGSAI = replace(settings.PRONGSAI, mail_server=mail, metrics_token="t" * 30)

        page = text(client.get(SYSTEM))

        assert "mail.example.go.th:587" in page
        assert "pass-word" not in page
        assert "t" * 30 not in page
        assert "/health/metrics/" in page

    def test_as_many_queries_for_forty_agencies_as_for_two(self, client, operator):
        counts = []
        for size in (2, 40):
            while Agency.objects.count() < size:
                make_user(make_agency(), "officer")
            client.get(SYSTEM)
            with CaptureQueriesContext(connection) as captured:
                client.get(SYSTEM)
            counts.append(len(captured))

        assert counts[0] == counts[1] < 40


@pytest.mark.django_db(transaction=True)
class TestJobs:
    def test_those_that_failed_by_name_and_kind_of_error_alone(self, client, operator):
        @job("always_fails", queue="notes", tries=1)
        def always_fails():
            raise ValueError("นางสาวลับ จริงจัง")

        try:
            job_queue().put([Put(always_fails, {})])
            waiting = client.get(SYSTEM).context["machine"].waiting
            work_until(lambda: job_queue().list_dead())
            page = client.get(SYSTEM)
        finally:
            JOBS.pop("always_fails")

        machine = page.context["machine"]
        assert (waiting, machine.dead_count) == (1, 1)
        assert machine.dead[0].name == "always_fails"
        assert ("ValueError" in text(page)) == (connection.vendor == "sqlite")  # the other queue keeps no error
        assert "นางสาวลับ" not in text(page)


class TestANewAgency:
    def test_has_units_posts_and_the_invitation_of_its_administrator(self, client, operator):
        page = client.post(ADD, NEW)

        agency = Agency.objects.get(slug="maisai")
        invitation = Invitation.objects.get(agency=agency)
        assert agency.units.filter(name="สำนักปลัด").exists()
        assert agency.posts.filter(kind="top_executive").exists()
        assert (invitation.role, invitation.name) == ("agency_admin", "นางสาวผู้ดูแล ใจดี")
        assert "no-store" in page["cache-control"]
        assert "<svg" in text(page)

    def test_who_is_invited_joins_and_administers(self, client, operator):
        page = text(client.post(ADD, NEW))
        code = re.search(r"(?:[a-z2-9]{4}-){4}[a-z2-9]{4}", page)[0]
        client.logout()

        values = {"display_name": "ผู้ดูแล", "username": "first-admin", "password": PASSWORD}
        client.post(f"/office/join/{code}/", values)

        assert Membership.objects.get(agency__slug="maisai").role == "agency_admin"

    def test_is_in_its_own_history_by_who_runs_the_machine(self, client, operator):
        client.post(ADD, NEW)

        events = list(Event.objects.filter(agency="maisai").order_by("seq"))
        assert [one.action for one in events] == ["agency_created", "posts_added", "person_invited"]
        assert {(one.actor, one.role) for one in events} == {(str(operator.pk), "system_admin")}
        assert not any("ใจดี" in one.line() for one in events)

    def test_gives_its_maker_no_right_in_it(self, client, operator):
        client.post(ADD, NEW)

        assert not Membership.objects.exists()
        assert client.get("/office/plans/").status_code == 404

    def test_a_taken_slug_is_said_and_makes_nothing(self, client, operator):
        client.post(ADD, NEW)
        page = client.post(ADD, {**NEW, "name": "อื่น"})

        assert page.context["form"].errors["slug"]
        assert Agency.objects.count() == 1

    @pytest.mark.parametrize(
        "bad", [{"slug": "office"}, {"slug": "Ban Na"}, {"name": ""}, {"admin_name": ""}, {"hosts": "not a host"}]
    )
    def test_what_cannot_be_is_named(self, client, operator, bad):
        page = client.post(ADD, {**NEW, **bad})

        assert page.status_code == 200
        assert set(page.context["form"].errors) == set(bad)
        assert not Agency.objects.exists()


def test_titles_of_opinions_are_thai_with_the_code_beside_them(client, operator):
    page = text(client.get(SYSTEM))

    assert re.search(r"การสำรองข้อมูล\s*<code[^>]*>backup</code>", page)
    assert re.search(r"รหัสท้ายลูกโซ่ที่ส่งออกนอกเครื่อง\s*<code[^>]*>heads</code>", page)
