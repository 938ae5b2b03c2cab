"""A query put together once finds objects and locks them as it would built anew, for each thread and connection."""

import threading

import pytest
from django.db import connection, transaction
from django.db.models import Count, F
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from prongsai.apps.accounts.models import User
from prongsai.apps.accounts.session_store import SessionStore
from prongsai.apps.agencies.models import Agency, Membership
from prongsai.apps.plans.models import Measure, WorkItem
from prongsai.web.prepared import Prepared
from tests.apps.factories import make_agency, make_plan, make_user

LOOK_UPS = {
    "by key": (lambda pk: Agency.objects.filter(pk=pk), Agency),
    "joined": (lambda pk: Membership.objects.select_related("agency", "user", "unit").filter(pk=pk), Membership),
    "some columns": (lambda pk: Measure.objects.only("number", "plan__fiscal_year").filter(pk=pk), Measure),
    "beside": (lambda pk: Measure.objects.annotate(named=F("plan__agency__name")).filter(pk=pk), Measure),
    "counted": (lambda pk: Agency.objects.annotate(many=Count("plans")).filter(pk=pk), Agency),
}


def same(one, other):
    """Objects by their columns, those joined to them as well."""
    if hasattr(one, "__dict__") and hasattr(other, "__dict__"):
        names = {name for name in vars(one) if name != "_state"}
        assert names == {name for name in vars(other) if name != "_state"}
        kept = one._state.fields_cache, other._state.fields_cache
        assert kept[0].keys() == kept[1].keys()
        return all(vars(one)[name] == vars(other)[name] for name in names) and all(
            same(kept[0][name], kept[1][name]) for name in kept[0]
        )
    return one == other


class Keyed:
    """A prepared query asked by its values in order, integers unless told."""

    def __init__(self, build, **kinds):
        self.names = build.__code__.co_varnames[: build.__code__.co_argcount]
        self.prepared = Prepared(build, **(dict.fromkeys(self.names, int) | kinds))

    def __call__(self, *values):
        return self.prepared.rows(**dict(zip(self.names, values, strict=True)))


@pytest.fixture
def two(db):
    found = []
    for _place in range(2):
        agency = make_agency()
        make_user(agency, "officer")
        make_plan(agency, measures=3)
        found.append(agency)
    return found


class TestWhatIsFound:
    @pytest.mark.parametrize("name", LOOK_UPS)
    def test_is_what_the_look_up_finds_for_every_key(self, two, name):
        build, model = LOOK_UPS[name]
        kept = Keyed(build)
        for _turn in range(2):
            for pk in model.objects.order_by("-pk").values_list("pk", flat=True):
                wanted, found = list(build(pk)), kept(pk)
                assert len(found) == 1
                assert same(wanted[0], found[0])

    def test_of_columns_alone_is_tuples(self, two):
        kept = Keyed(lambda plan: Measure.objects.filter(plan=plan).order_by("number").values_list("number", "issue"))
        for agency in two:
            plan = agency.plans.get()
            assert kept(plan.pk) == list(plan.measures.order_by("number").values_list("number", "issue"))

    def test_is_nothing_for_a_key_that_nothing_has(self, two):
        kept = Keyed(lambda pk: Agency.objects.filter(pk=pk))
        assert kept(two[0].pk)
        assert kept(987_654_321) == []
        assert kept.prepared.first(pk=987_654_321) is None
        assert kept.prepared.first(pk=two[1].pk) == two[1]

    def test_by_two_keys_in_any_order_of_the_statement(self, two):
        kept = Keyed(lambda plan, agency: Measure.objects.filter(plan__agency=agency, plan=plan))
        first, second = (agency.plans.get() for agency in two)
        assert len(kept(first.pk, two[0].pk)) == 3
        assert kept(first.pk, two[1].pk) == []
        assert len(kept(second.pk, two[1].pk)) == 3

    def test_by_a_key_used_twice(self, two):
        kept = Keyed(lambda pk: WorkItem.objects.filter(measure__plan=pk, measure__plan__agency__plans=pk))
        plan = two[1].plans.get()
        assert {row.measure.plan_id for row in kept(plan.pk)} == {plan.pk}
        assert len(kept(plan.pk)) == WorkItem.objects.filter(measure__plan=plan).count() > 0

    def test_by_a_name(self, two):
        kept = Keyed(lambda slug: Agency.objects.filter(slug=slug), slug=str)
        assert [kept(agency.slug) for agency in two] == [[two[0]], [two[1]]]
        assert kept("' OR 1=1 --") == []
        assert kept("100% %s {} \\") == []

    def test_is_read_anew_each_time(self, two):
        kept = Keyed(lambda pk: Agency.objects.filter(pk=pk))
        before = kept.prepared.first(pk=two[0].pk)
        Agency.objects.filter(pk=two[0].pk).update(name="เทศบาลตำบลที่เปลี่ยนชื่อ")
        after = kept.prepared.first(pk=two[0].pk)
        assert after is not before
        assert (before.name, after.name) == (two[0].name, "เทศบาลตำบลที่เปลี่ยนชื่อ")
        Agency.objects.filter(pk=two[0].pk).update(name="อีกชื่อ")
        assert kept.prepared.first(pk=two[0].pk).name == "อีกชื่อ"

    def test_makes_one_query_and_the_statement_django_makes(self, two):
        kept = Keyed(lambda pk: Membership.objects.select_related("agency").filter(user=pk).order_by("pk"))
        pk = User.objects.earliest("pk").pk
        kept(pk)
        with CaptureQueriesContext(connection) as ours:
            kept(pk)
        with CaptureQueriesContext(connection) as djangos:
            list(Membership.objects.select_related("agency").filter(user=pk).order_by("pk"))
        assert [query["sql"] for query in ours] == [query["sql"] for query in djangos]
        assert len(ours) == 1


class TestWhatIsRefused:
    def test_a_key_that_does_not_reach_the_statement(self, db):
        with pytest.raises(ValueError, match="does not pass on"):
            Keyed(lambda pk, _unused: Agency.objects.filter(pk=pk))(1, 2)

    def test_a_slice_by_a_key(self, db):
        with pytest.raises(ValueError, match="does not pass on"):
            Keyed(lambda many: Agency.objects.order_by("pk")[:many])(3)

    def test_a_prefetch(self, db):
        with pytest.raises(ValueError, match="prefetch"):
            Keyed(lambda pk: Agency.objects.prefetch_related("plans").filter(pk=pk))(1)


@pytest.mark.django_db(transaction=True)
class TestLocks:
    def test_are_refused_outside_a_transaction_the_first_time_and_later(self):
        agency = make_agency()
        kept = Keyed(lambda pk: Agency.objects.select_for_update().filter(pk=pk))
        with pytest.raises(TransactionManagementError):
            kept(agency.pk)
        with transaction.atomic():
            assert kept(agency.pk) == [agency]
        with pytest.raises(TransactionManagementError):
            kept(agency.pk)

    def test_are_held_until_the_transaction_ends(self):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite locks the whole database with the transaction")
        agency, waited = make_agency(), []
        kept = Keyed(lambda pk: Agency.objects.select_for_update(nowait=True).filter(pk=pk))

        def other():
            try:
                with transaction.atomic():
                    kept(agency.pk)
            except Exception as error:
                waited.append(type(error).__name__)
            finally:
                connection.close()

        with transaction.atomic():
            kept(agency.pk)
            thread = threading.Thread(target=other)
            thread.start()
            thread.join(20)
        assert waited == ["OperationalError"]


@pytest.mark.django_db(transaction=True)
class TestConnections:
    def test_a_connection_closed_and_opened_again_is_used(self):
        agency = make_agency()
        kept = Keyed(lambda pk: Agency.objects.filter(pk=pk))
        assert kept(agency.pk) == [agency]
        connection.close()
        assert kept(agency.pk) == [agency]

    def test_threads_do_not_share_one(self):
        agencies = [make_agency() for _place in range(4)]
        kept, wrong = Keyed(lambda pk: Agency.objects.filter(pk=pk)), []
        start = threading.Barrier(len(agencies))

        def ask(agency):
            try:
                start.wait(20)
                wrong.extend(found for _turn in range(50) if (found := kept(agency.pk)) != [agency])
            except Exception as error:
                wrong.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=ask, args=(agency,)) for agency in agencies]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert wrong == []

    def test_a_failed_transaction_does_not_spoil_it(self):
        agency = make_agency()
        kept = Keyed(lambda pk: Agency.objects.filter(pk=pk))
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            assert kept(agency.pk)[0].pk / 0
        assert kept(agency.pk) == [agency]


class TestWhoAsksWithEachRequest:
    def test_the_user_is_found_by_key_and_else_as_ever(self, two):
        user = User.objects.earliest("pk")
        assert User.objects.get(pk=user.pk) == user == User.objects.get(username__iexact=user.username.upper())
        with pytest.raises(User.DoesNotExist):
            User.objects.get(pk=987_654_321)
        assert User.objects.get(pk=str(user.pk)) == user

    def test_a_session_ends_when_its_time_is_over(self, db):
        session = SessionStore()
        session["word"] = "ปี"
        session.set_expiry(60)
        session.save()
        assert SessionStore(session.session_key)["word"] == "ปี"
        session.set_expiry(-1)
        session.save()
        late = SessionStore(session.session_key)
        assert late.get("word") is None
        assert late.session_key is None

    def test_a_session_nobody_began_holds_nothing(self, db):
        assert SessionStore("a" * 32).get("word") is None
        assert SessionStore().get("word") is None
