"""The index itself: made anew by command and by job, kept by the database, and refused what makes no sense."""

import threading
import time
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from prongsai.apps.agencies.permissions import EDIT_PLANS
from prongsai.apps.search import sources
from prongsai.apps.search.actions import forget, index, rebuild
from prongsai.apps.search.jobs import keep_search_built
from prongsai.apps.search.models import Build, Entry
from prongsai.apps.search.queries import is_built, kinds_for, search
from prongsai.apps.search.sources import Findable, find_source, list_sources, register_source
from prongsai.core.search.document import LONGEST_TEXT, VERSION
from tests.apps.factories import make_agency, make_plan, make_user

AT = datetime(2026, 11, 27, tzinfo=UTC)


def thing(object_id: str = "1", title: str = "แผน", **more) -> Findable:
    return Findable(object_id, title, "/t/", AT, **more)


def nothing(agency):
    return iter(())


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(sources, "_SOURCES", {})


class TestSources:
    def test_every_kind_has_a_name_and_is_there_once(self):
        kinds = [source.kind for source in list_sources()]

        assert {"plan", "measure", "work", "evidence", "import", "item", "handover", "publication"} <= set(kinds)
        assert len(kinds) == len(set(kinds))
        assert all(str(source.label) for source in list_sources())

    def test_a_kind_registered_twice_is_refused(self, registry):
        register_source("thing", nothing, label="สิ่งของ")
        register_source("thing", nothing, label="สิ่งของ")  # an app may start twice

        with pytest.raises(ValueError, match="twice"):
            register_source("thing", lambda agency: iter(()), label="สิ่งของ")

    def test_a_right_nobody_knows_is_refused(self, registry):
        with pytest.raises(ValueError, match="no such permission"):
            register_source("thing", nothing, label="สิ่งของ", permission="things.see")
        assert find_source("thing") is None

    @pytest.mark.django_db
    def test_each_role_finds_the_kinds_it_may(self, registry):
        register_source("open", nothing, label="เปิด")
        register_source("shut", nothing, label="ปิด", permission=EDIT_PLANS)
        agency = make_agency()

        assert [one.kind for one in kinds_for(make_user(agency, "clerk_office"), agency)] == ["open", "shut"]
        assert [one.kind for one in kinds_for(make_user(agency, "officer"), agency)] == ["open"]
        assert kinds_for(make_user(make_agency(), "clerk_office"), agency) == []


@pytest.mark.django_db
class TestItemsOfAYear:
    def test_come_with_its_plan_and_those_of_another_year_are_not_written_again(self):
        agency = make_agency()
        make_plan(agency, 2566)
        items = Entry.objects.filter(agency=agency, kind="item")
        items.update(title_words="untouched")

        make_plan(agency, 2567)

        assert items.filter(fiscal_year=2567).exclude(title_words="untouched").count() == 35
        assert set(items.filter(fiscal_year=2566).values_list("title_words", flat=True)) == {"untouched"}


@pytest.mark.django_db
class TestReindex:
    def test_makes_the_index_of_all_agencies_anew(self):
        agency = make_agency()
        make_plan(agency)
        kept = Entry.objects.count()
        Entry.objects.all().delete()
        Build.objects.all().delete()
        out = StringIO()

        call_command("reindex", stdout=out)

        assert Entry.objects.count() == kept > 0
        assert f"{kept}" in out.getvalue()
        assert is_built()

    def test_of_one_agency_says_nothing_of_the_others(self):
        first, second = make_agency(), make_agency()
        for agency in (first, second):
            make_plan(agency)
        Entry.objects.all().delete()
        Build.objects.all().delete()

        call_command("reindex", first.slug, stdout=StringIO(), verbosity=2)

        assert set(Entry.objects.values_list("agency", flat=True)) == {first.pk}
        assert not is_built()

    def test_of_an_agency_nobody_knows_is_refused(self):
        with pytest.raises(CommandError, match="nowhere"):
            call_command("reindex", "nowhere")

    def test_may_run_twice(self):
        make_plan(make_agency())
        first = rebuild(at=AT)
        before = sorted(Entry.objects.values_list("object_id", "words"))

        assert rebuild(at=AT) == first
        assert sorted(Entry.objects.values_list("object_id", "words")) == before

    def test_the_job_makes_it_once_for_each_release(self):
        make_plan(make_agency())
        Entry.objects.all().delete()
        Build.objects.update(version=VERSION + 100)

        assert keep_search_built() == Entry.objects.count() > 0
        assert list(Build.objects.values_list("version", flat=True)) == [VERSION]
        assert keep_search_built() == 0

    def test_an_installation_without_agencies_needs_none(self):
        assert is_built()
        assert keep_search_built() == 0


@pytest.mark.django_db
class TestEntries:
    @pytest.fixture
    def agency(self):
        return make_agency()

    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ({"title": ""}, "entry_has_a_title"),
            ({"address": "https://elsewhere.example/"}, "entry_address_is_a_path_of_this_site"),
        ],
    )
    def test_the_database_refuses(self, agency, change, rule):
        index(agency=agency, kind="thing", found=[thing()])

        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            Entry.objects.update(**change)

    def test_one_thing_has_one_entry(self, agency):
        index(agency=agency, kind="thing", found=[thing()])
        row = Entry.objects.get()
        row.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_the_same_id_twice_in_one_go_is_the_last(self, agency):
        assert index(agency=agency, kind="thing", found=[thing(title="ก่อน"), thing(title="หลัง")]) == 1

        assert Entry.objects.get().title == "หลัง"

    def test_a_blank_title_and_an_endless_text_are_taken(self, agency):
        found = [thing("1", " \n "), thing("2", "ยาว", text="แผนงาน " * LONGEST_TEXT), thing("3", "x" * 9_000)]

        index(agency=agency, kind="thing", found=found)

        assert list(Entry.objects.order_by("object_id").values_list("title", flat=True))[:2] == ["-", "ยาว"]
        assert search(agency, "แผนงาน", is_public=False).total == 1

    def test_a_rolled_back_change_leaves_the_index_as_it_was(self, agency):
        index(agency=agency, kind="thing", found=[thing(title="แผนเดิม")])

        with transaction.atomic():
            index(agency=agency, kind="thing", found=[thing(title="รายงานใหม่")])
            transaction.set_rollback(True)

        assert search(agency, "แผนเดิม", is_public=False).total == 1
        assert search(agency, "รายงานใหม่", is_public=False).said == "nothing"

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="FTS5 is SQLite's")
    def test_the_word_index_agrees_with_the_entries_whatever_writes_them(self, agency):
        index(agency=agency, kind="thing", found=[thing(str(number), f"แผน {number}") for number in range(50)])
        Entry.objects.filter(object_id__lt="3").update(words=" เปลี่ยน ")
        Entry.objects.filter(object_id__gt="4").delete()
        index(agency=agency, kind="thing", found=[thing("30", "รายงาน")])

        with connection.cursor() as cursor:  # raises where the two differ
            cursor.execute("INSERT INTO search_entry_words (search_entry_words, rank) VALUES ('integrity-check', 1)")

        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_entry_words WHERE search_entry_words MATCH '\"เปลี่ยน\"'")
            assert cursor.fetchone()[0] == Entry.objects.filter(words=" เปลี่ยน ").count() > 0


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    @pytest.mark.parametrize("is_written", [True, False])
    def test_what_is_written_or_taken_away_while_the_index_is_made_anew_is_not_lost(self, registry, is_written):
        """The rebuild waits for a deed that has begun to index; one that begins later waits for the rebuild."""
        agency = make_agency()
        register_source("unit", lambda one: (thing(str(row.pk), row.name) for row in one.units.all()), label="ส่วนงาน")
        gone = agency.units.create(name="กองช่างเดิม")
        rebuild(at=AT)
        has_indexed, rebuilding = threading.Event(), threading.Event()

        def make_anew():
            has_indexed.wait(10)
            rebuilding.set()
            try:
                rebuild(at=AT)
            finally:
                connection.close()

        other = threading.Thread(target=make_anew)
        other.start()
        with transaction.atomic():
            if is_written:
                row = agency.units.create(name="กองสาธารณสุขใหม่")
                index(agency=agency, kind="unit", found=[thing(str(row.pk), row.name)])
            else:
                forget(agency=agency, kind="unit", object_ids=[gone.pk])
                gone.delete()
            has_indexed.set()
            rebuilding.wait(10)
            time.sleep(0.3)
        other.join(30)

        assert search(agency, "สาธารณสุขใหม่", is_public=False).total == int(is_written)
        assert search(agency, "ช่างเดิม", is_public=False).total == int(is_written)


@pytest.mark.django_db(transaction=True)
class TestMigrations:
    def test_there_and_back(self):
        executor = MigrationExecutor(connection)
        executor.migrate([("search", "0001_entries")])
        with connection.cursor() as cursor:
            names = connection.introspection.table_names(cursor)
        assert "search_entry" in names
        assert "search_entry_words" not in names

        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

        agency = make_agency()
        index(agency=agency, kind="thing", found=[thing()])
        assert search(agency, "แผน", is_public=False).total == 1

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="extensions are PostgreSQL's")
    @pytest.mark.parametrize("offers_trigrams", [True, False])
    def test_trigrams_are_used_where_the_server_has_them(self, offers_trigrams, monkeypatch):
        from importlib import import_module

        migration = import_module("prongsai.apps.search.migrations.0002_word_index")
        executor = MigrationExecutor(connection)
        executor.migrate([("search", "0001_entries")])
        if not offers_trigrams:  # as where the account may not add extensions
            monkeypatch.setattr(migration, "TRIGRAMS", ["CREATE EXTENSION nobody_has_this"])

        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

        with connection.cursor() as cursor:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'search_entry'")
            names = {row[0] for row in cursor.fetchall()}
        assert "search_entry_words" in names
        assert ("search_entry_parts" in names) is offers_trigrams
        agency = make_agency()
        index(agency=agency, kind="thing", found=[thing(title="แผนอัตรากำลัง")])
        assert search(agency, "ตรากำ", is_public=False).tried == "parts"
