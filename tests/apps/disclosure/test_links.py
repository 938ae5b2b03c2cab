"""Published links without evidence behind are visited: at once, each night, shown and counted as the evidence's."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from pypdf import PdfReader

from prongsai.apps.accounts.models import User
from prongsai.apps.cycles.models import CycleLink
from prongsai.apps.disclosure import jobs, link_actions
from prongsai.apps.disclosure.board import list_board
from prongsai.apps.disclosure.elements import refresh_elements
from prongsai.apps.disclosure.models import ElementState, LinkCheck, Version
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.disclosure.whole_item import load_item
from prongsai.apps.disclosure.year_actions import open_year
from prongsai.apps.evidence import nightly
from prongsai.apps.evidence.jobs import recheck_evidence
from prongsai.apps.evidence.link_sources import WholeMemory, find_source
from prongsai.apps.evidence.models import CertifiedSnapshot, Check
from prongsai.apps.history.models import Event
from prongsai.apps.jobs.queue import job_queue
from prongsai.audit.result import LinkResult
from prongsai.cli import audit_input
from prongsai.core.fiscal_year import fiscal_year_of
from prongsai.wiring import BANGKOK, bangkok_today
from tests.adapters.http.trap_server import TrapServer, page
from tests.apps.disclosure.desk import AT, LINK, NOTHING, PAGE, draft, make_desk, publish
from tests.apps.disclosure.test_elements import check
from tests.apps.evidence.seen import GOOD, JUDGED
from tests.journeys.test_evidence_visits import NOT_FOUND, STRUCTURE, run_cycles

pytestmark = pytest.mark.django_db
SEEN_AT = datetime(2022, 12, 3, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PRONGSAI = replace(
        settings.PRONGSAI, home=tmp_path, audit_allow_hosts=frozenset({"127.0.0.1"}), audit_host_gap_s=0.0
    )


@pytest.fixture
def site():
    pages = {"/plan": page(STRUCTURE.encode()), "/gone": NOT_FOUND, "/robots.txt": NOT_FOUND}
    with TrapServer(pages=pages) as server:
        yield server


def publish_link(desk, url="https://www.example.go.th/plan", code="O1"):
    return publish(desk, replace(LINK, url=url), code)


def seen(version, verdict="opens", *, days=0, **fields):
    values = {"why": f"เหตุผลของ {verdict}", "why_en": f"reason of {verdict}"}
    if verdict == "opens":
        values |= {**GOOD, "judged": JUDGED}
    at = SEEN_AT + timedelta(days=days)
    return LinkResult(link=link_actions.link_of(version), verdict=verdict, checked_at=at, **{**values, **fields})


def keep(version, verdict="opens", *, days=0, **fields):
    result = seen(version, verdict, days=days, **fields)
    return link_actions.save_visit(version=version, result=result, at=result.checked_at)


def events(action="publication_link_checked"):
    return list(Event.objects.filter(action=action).order_by("pk"))


class TestPublishing:
    def test_asks_for_a_visit_at_once(self, desk):
        before = job_queue().count_waiting()

        version = publish_link(desk)

        row = LinkCheck.objects.get(version=version)
        assert (row.group, row.checked_at, row.asked_at is not None) == ("unchecked", None, True)
        assert job_queue().count_waiting() >= before + 2  # the look, the finishing, the visit

    @pytest.mark.parametrize("what", [PAGE, NOTHING])
    def test_of_a_link_only(self, desk, what):
        publish(desk, what)

        assert not LinkCheck.objects.exists()

    def test_not_of_a_draft(self, desk):
        version = draft(desk, LINK)

        assert jobs.check_published_link(version.pk) == ""
        assert not LinkCheck.objects.exists()


class TestVisit:
    def test_with_the_real_auditor(self, desk, site):
        version = publish_link(desk, site.url("/plan"))

        assert jobs.check_published_link(version.pk) == "opens"

        row = LinkCheck.objects.get()
        assert (row.verdict, row.asked_at, row.failed_at) == ("opens", None, None)
        assert row.judged["items"][0]["code"] == "O1"
        assert row.snapshot
        (event,) = events()
        assert (event.actor, event.after["verdict"], event.after["url"]) == ("system", "opens", version.url)

    def test_its_elements_follow(self, desk, site):
        version = publish_link(desk, site.url("/plan"))

        jobs.check_published_link(version.pk)

        states = {row.position: row.by_machine for row in ElementState.objects.filter(item=desk.item())}
        judged = {one["element"]: one["state"] for one in LinkCheck.objects.get().judged["elements"]}
        words = {"found": "there", "not_found": "not_there", "cannot_tell": "cannot_tell"}
        assert states == {place: words[state] for place, state in judged.items()}

    def test_of_news_too(self, desk, site):
        version = publish_link(desk, site.url("/plan"), None)

        assert jobs.check_published_link(version.pk) == "opens"

    def test_of_what_is_gone_is_confirmed_on_the_second_day(self, desk, site, monkeypatch):
        version = publish_link(desk, site.url("/gone"))
        jobs.check_published_link(version.pk)
        row = LinkCheck.objects.get()
        assert (row.verdict, row.confirmed, row.group) == ("gone", False, "doubt")
        LinkCheck.objects.update(gone_since_on=bangkok_today() - timedelta(days=2))

        jobs.check_published_link(version.pk)

        row.refresh_from_db()
        assert (row.confirmed, row.group) == (True, "loses")

    def test_that_breaks_off_says_so_and_is_told(self, desk, monkeypatch):
        version = publish_link(desk)

        def broken(*_args, **_named):
            raise RuntimeError("no auditor")

        monkeypatch.setattr("prongsai.apps.evidence.engine.visit", broken)
        with pytest.raises(RuntimeError):
            jobs.check_published_link(version.pk)

        row = LinkCheck.objects.get()
        assert (row.asked_at, row.failed_at is not None) == (None, True)
        assert len(events("publication_link_check_failed")) == 1

    def test_of_a_link_that_was_withdrawn_meanwhile_is_not_kept(self, desk):
        version = publish_link(desk)
        result = seen(version)
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)
        version.refresh_from_db()

        with pytest.raises(Http404):
            link_actions.save_visit(version=version, result=result, at=SEEN_AT)
        assert LinkCheck.objects.get().checked_at is None

    def test_asks_nobody_for_an_example(self, desk):
        desk.agency.memberships.all().delete()
        version = Version.objects.get(pk=publish_link(desk).pk)

        assert jobs.check_published_link(version.pk) == ""

    def test_is_told_when_it_is_news(self, desk):
        version = publish_link(desk)
        keep(version)
        for night in (1, 2, 3):
            keep(version, days=night)
        assert len(events()) == 1

        keep(version, "soft_404", days=4)

        assert [event.after["verdict"] for event in events()] == ["opens", "soft_404"]
        assert events()[-1].before["verdict"] == "opens"

    @pytest.mark.parametrize(
        ("verdict", "group"),
        [("opens", "good"), ("homepage_only", "loses"), ("soft_404", "loses"), ("timed_out", "unknown")],
    )
    def test_is_sorted_as_evidence_is(self, desk, verdict, group):
        assert keep(publish_link(desk), verdict).group == group

    def test_of_another_items_content_is_doubted(self, desk):
        row = keep(publish_link(desk, code="O30"))

        assert row.group == "doubt"
        assert "O1" in row.headline


class TestNight:
    def test_visits_published_links_beside_the_evidence(self, desk, site):
        version = publish_link(desk, site.url("/plan"))
        LinkCheck.objects.all().delete()  # published before links were visited

        assert recheck_evidence() == 1
        assert [link.key for link in CycleLink.objects.all()] == [f"published:{version.pk}"]
        run_cycles()

        assert LinkCheck.objects.get().verdict == "opens"

    def test_each_night_again(self, desk, site):
        version = publish_link(desk, site.url("/plan"))
        for _night in range(2):
            nightly.open_night(at=timezone.now())
            run_cycles()

        assert LinkCheck.objects.get(version=version).is_unchanged

    def test_leaves_out_what_is_not_public_any_more_and_what_evidence_speaks_for(self, desk):
        gone, behind, stays = (publish_link(desk, f"https://www.example.go.th/{name}") for name in "abc")
        withdraw_publication(publication=gone.publication, why="ผิด", by=desk.clerk, at=AT)
        Version.objects.filter(pk=behind.pk).update(evidence=check(desk))

        links = link_actions.list_links(desk.agency)

        assert [link.id for link in links] == [f"published:{stays.pk}"]
        assert (links[0].item, links[0].fiscal_year) == ("O1", 2566)

    def test_of_the_two_newest_years_and_of_news_of_a_year(self, desk):
        publish_link(desk)
        old = publish_link(desk, code=None)
        fresh = publish_link(desk, code=None)
        Version.objects.filter(pk=fresh.pk).update(published_at=timezone.now())
        make_desk(desk.agency, 2567)
        make_desk(desk.agency, 2568)

        ids = [link.id for link in link_actions.list_links(desk.agency)]

        assert ids == [f"published:{fresh.pk}"]
        assert f"published:{old.pk}" not in ids

    def test_opening_the_next_year_forgets_no_link_of_the_last_one(self):
        running = fiscal_year_of(bangkok_today())
        desk = make_desk(fiscal_year=running - 1)
        last = publish_link(desk)
        for fiscal_year in (running, running + 1):
            open_year(agency=desk.agency, fiscal_year=fiscal_year, by=None, at=AT)

        assert [link.id for link in link_actions.list_links(desk.agency)] == [f"published:{last.pk}"]

    def test_of_another_agency_says_nothing_here(self, desk):
        publish_link(make_desk())

        assert link_actions.list_links(desk.agency) == []

    def test_what_was_withdrawn_while_it_was_visited_is_passed_over(self, desk):
        version = publish_link(desk)
        result = seen(version)
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        link_actions.save_of_night(version.pk, result, SEEN_AT)
        link_actions.save_of_night(10**6, result, SEEN_AT)

        assert events() == []


class TestIds:
    @pytest.mark.parametrize("link_id", ["12", "published:", "published:x", "other:3", ""])
    def test_of_evidence_are_nobody_elses(self, link_id):
        assert find_source(link_id) is None

    def test_name_the_app_and_the_number(self):
        source, number = find_source("published:12")

        assert (source.mark, number) == ("published", 12)


class TestMemory:
    def test_is_the_newer_of_evidence_and_publication(self, desk):
        url = check(desk).url
        Check.objects.update(url=url, etag='"old"')
        memory = WholeMemory(desk.agency)
        assert memory.last_visit(url).etag == '"old"'

        keep(publish_link(desk, url), days=5, etag='"new"')

        assert memory.last_visit(url).etag == '"new"'

    def test_of_another_agency_says_nothing(self, desk):
        keep(publish_link(make_desk(), "https://x.go.th/0"))

        assert WholeMemory(desk.agency).last_visit("https://x.go.th/0") is None


class TestElements:
    def refresh(self, desk):
        refresh_elements(desk.year, ["O1"], at=AT)
        return {row.position: row.by_machine for row in ElementState.objects.filter(item=desk.item())}

    def test_what_the_page_behind_shows_is_there(self, desk):
        keep(publish_link(desk))

        assert self.refresh(desk)[0] == "there"

    def test_a_link_that_nobody_visited_makes_nothing_missing(self, desk):
        publish_link(desk)

        assert set(self.refresh(desk).values()) == {"cannot_tell"}

    def test_a_link_that_loses_shows_nothing(self, desk):
        version = publish_link(desk)
        keep(version)
        assert self.refresh(desk)[0] == "there"
        keep(version, "homepage_only", days=1, judged=JUDGED)

        assert self.refresh(desk)[0] == "cannot_tell"


class TestShown:
    def board(self, desk):
        return next(one for one in list_board(desk.year, bangkok_today()) if one.row.code == "O1")

    def test_the_board_counts_it_with_the_evidence_the_worst_first(self, desk):
        check(desk, "found")
        keep(publish_link(desk))
        keep(publish_link(desk, "https://www.example.go.th/b"), "soft_404", days=1)

        found = self.board(desk).check

        assert (found.group, found.count, found.checked_at) == ("loses", 3, SEEN_AT + timedelta(days=1))

    def test_the_items_page_counts_the_same(self, desk):
        check(desk, "found")
        keep(publish_link(desk), "timed_out")

        whole = load_item(desk.item(), bangkok_today())

        board = self.board(desk)
        assert (whole.board.check, whole.board.facts) == (board.check, board.facts)
        assert whole.board.check.count == 2

    def test_nothing_visited_is_no_check(self, desk):
        publish_link(desk)

        assert self.board(desk).check is None
        assert load_item(desk.item(), bangkok_today()).board.check is None

    def test_what_was_replaced_or_withdrawn_counts_no_more(self, desk):
        version = publish_link(desk)
        keep(version, "soft_404")
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)

        assert self.board(desk).check is None
        assert load_item(desk.item(), bangkok_today()).board.check is None

    def test_on_the_items_page_and_the_versions(self, client, desk):
        version = publish_link(desk)
        client.force_login(desk.clerk, backend="django.contrib.auth.backends.ModelBackend")
        pages = (f"/office/year/items/{desk.item().pk}/", f"/office/year/versions/{version.pk}/")
        LinkCheck.objects.update(asked_at=timezone.now())
        assert all("กำลังตรวจ…" in client.get(url).content.decode() for url in pages)
        LinkCheck.objects.update(asked_at=None)
        assert all("ระบบจะตรวจคืนนี้" in client.get(url).content.decode() for url in pages)
        LinkCheck.objects.update(failed_at=timezone.now())
        assert all("ไม่ใช่ความผิดของลิงก์" in client.get(url).content.decode() for url in pages)

        keep(version, "homepage_only")

        for url in pages:
            shown = client.get(url).content.decode()
            assert "ต้องแก้ไข: ไปถึงเพียงหน้าแรก" in shown
            assert "เหตุผลของ homepage_only" in shown

    def test_in_an_example_they_say_that_no_outside_address_is_visited(self, client, desk, site):
        User.objects.update(is_demo=True)
        version = publish_link(desk, site.url("/plan"))
        sign_in(client, desk.clerk)

        assert jobs.check_published_link(version.pk) == ""

        assert site.requests == []
        line = client.get(address_of(version, "link/"), headers={"HX-Request": "true"}).content.decode()
        assert "hx-trigger" not in line
        for url in (f"/office/year/items/{desk.item().pk}/", f"/office/year/versions/{version.pk}/"):
            shown = client.get(url).content.decode()
            assert "ตัวอย่างนี้ไม่เปิดที่อยู่ภายนอก" in shown
            assert "กำลังตรวจ…" not in shown
            assert "ระบบจะตรวจคืนนี้" not in shown

        User.objects.filter(pk=desk.clerk.pk).update(is_demo=False)  # a person of the office came
        assert client.post(address_of(version, "check/")).status_code == 302
        assert jobs.check_published_link(version.pk) == "opens"
        assert "ตัวอย่างนี้" not in client.get(address_of(version)).content.decode()


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address_of(version, what=""):
    return f"/office/year/versions/{version.pk}/{what}"


@pytest.fixture
def version(desk, site):
    """A published link that was visited."""
    version = publish_link(desk, site.url("/plan"))
    jobs.check_published_link(version.pk)
    return version


class TestAskedFor:
    """Whoever writes for the item has a published link visited now, and sees the answer in place."""

    def test_the_visit_is_on_its_way_and_told(self, client, desk, version):
        sign_in(client, desk.clerk)
        assert address_of(version, "check/") in client.get(address_of(version)).content.decode()

        answer = client.post(address_of(version, "check/"))

        assert (answer.status_code, answer["Location"]) == (302, address_of(version))
        assert LinkCheck.objects.get().asked_at is not None
        (event,) = events("publication_link_check_asked")
        assert event.actor == str(desk.clerk.pk)
        shown = client.get(address_of(version)).content.decode()
        assert "กำลังตรวจ…" in shown
        assert f'hx-get="{address_of(version, "link/")}"' in shown
        assert address_of(version, "check/") not in shown

    def test_the_line_waits_and_then_says_what_was_seen(self, client, desk, version):
        sign_in(client, desk.clerk).post(address_of(version, "check/"))
        waiting = client.get(address_of(version, "link/"), headers={"HX-Request": "true"}).content.decode()
        assert 'hx-trigger="every 2s"' in waiting
        assert 'href="?"' in waiting

        jobs.check_published_link(version.pk)

        done = client.get(address_of(version, "link/"), headers={"HX-Request": "true"}).content.decode()
        assert "hx-trigger" not in done
        assert "<html" not in done
        assert "ควรตรวจ" in done

    def test_the_lines_address_opened_by_itself_leads_to_the_page(self, client, desk, version):
        answer = sign_in(client, desk.clerk).get(address_of(version, "link/"))
        assert (answer.status_code, answer["Location"]) == (302, address_of(version))

    def test_twice_says_that_it_is_on_its_way(self, client, desk, version):
        sign_in(client, desk.clerk).post(address_of(version, "check/"))

        answer = client.post(address_of(version, "check/"))

        assert answer.status_code == 422
        assert "กำลังตรวจลิงก์นี้อยู่แล้ว" in answer.content.decode()
        assert len(events("publication_link_check_asked")) == 1

    def test_one_that_got_lost_may_be_asked_for_again(self, client, desk, version):
        sign_in(client, desk.clerk).post(address_of(version, "check/"))
        LinkCheck.objects.update(asked_at=timezone.now() - timedelta(minutes=11))

        assert client.post(address_of(version, "check/")).status_code == 302

    def test_of_what_is_not_public_any_more_there_is_none(self, client, desk, version):
        withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=AT)
        sign_in(client, desk.clerk)
        for method, what in (("post", "check/"), ("get", "link/")):
            assert getattr(client, method)(address_of(version, what)).status_code == 404
        assert events("publication_link_check_asked") == []

    def test_nobody_who_only_reads_may(self, client, desk, version):
        sign_in(client, desk.executive)
        before = LinkCheck.objects.get().asked_at
        shown = client.get(address_of(version))
        assert shown.status_code == 200
        assert address_of(version, "check/") not in shown.content.decode()
        assert client.post(address_of(version, "check/")).status_code == 404
        assert LinkCheck.objects.get().asked_at == before


class TestCertificate:
    def test_says_what_was_public(self, client, desk, version):
        sign_in(client, desk.clerk)
        assert address_of(version, "certificate/") in client.get(address_of(version)).content.decode()

        answer = client.get(address_of(version, "certificate/"))

        assert answer["Content-Type"] == "application/pdf"
        checked_at = LinkCheck.objects.get().checked_at.astimezone(BANGKOK)
        assert f"-{checked_at:%Y%m%d-%H%M}.pdf" in answer["Content-Disposition"]
        (only,) = PdfReader(io.BytesIO(answer.content)).pages
        text = only.extract_text()
        assert LinkCheck.objects.get().sha256 in text.replace("\n", "")
        assert version.url in text.replace("\n", "")
        assert "O1" in text

    def test_its_snapshot_stays_and_the_first_is_told(self, client, desk, version):
        sign_in(client, desk.clerk)
        for _ in range(2):
            client.get(address_of(version, "certificate/"))

        (event,) = events("certificate_drawn")
        assert event.object_type == "publication"
        assert CertifiedSnapshot.objects.get().snapshot == LinkCheck.objects.get().snapshot

    def test_before_any_visit_there_is_none(self, client, desk, site):
        version = publish_link(desk, site.url("/plan"))
        sign_in(client, desk.clerk)
        assert address_of(version, "certificate/") not in client.get(address_of(version)).content.decode()
        assert client.get(address_of(version, "certificate/")).status_code == 404

    def test_of_a_visit_that_left_nothing_says_why(self, client, desk, version):
        LinkCheck.objects.update(snapshot="")
        sign_in(client, desk.clerk)
        assert address_of(version, "certificate/") not in client.get(address_of(version)).content.decode()
        answer = client.get(address_of(version, "certificate/"))
        assert answer.status_code == 422
        assert not CertifiedSnapshot.objects.exists()

    def test_of_news_names_no_item(self, desk, site):
        version = publish(desk, replace(LINK, url=site.url("/plan")), None)
        jobs.check_published_link(version.pk)

        _row, drawn = link_actions.certify_visit(version=version, by=desk.clerk, at=AT)

        assert drawn.startswith(b"%PDF")


class TestCommandLine:
    def test_an_agencys_published_links_are_visited_with_its_evidence(self, desk, site):
        version = publish_link(desk, site.url("/plan"))

        given = audit_input._from_database(desk.agency.slug)

        assert link_actions.link_of(version) in list(given.links)


class TestConstraints:
    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("link_verdict_is_known", {"verdict": "fine"}),
            ("link_group_is_known", {"group": "bad", "checked_at": AT, "why": "ก", "why_en": "a"}),
            ("link_unchecked_exactly_without_a_visit", {"checked_at": AT}),
            ("link_unchecked_exactly_without_a_visit", {"group": "good"}),
            ("only_a_gone_link_is_confirmed", {"confirmed": True}),
            ("link_asked_for_or_failed_not_both", {"asked_at": AT, "failed_at": AT}),
            ("link_host_class_is_known", {"host_class": "nice"}),
        ],
    )
    def test_hold(self, desk, name, values):
        publish_link(desk)
        LinkCheck.objects.update(asked_at=None)

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            LinkCheck.objects.update(**values)
