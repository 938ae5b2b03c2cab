"""The rules of core/search/rank.py as conditions of a database: what is found in each try, and how well it answers."""

from django.db import connection
from django.db.models import BooleanField, Case, Expression, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Replace

from prongsai.apps.search.models import Entry
from prongsai.core.search import rank as ranks
from prongsai.core.search.document import BREAK
from prongsai.core.search.query import Query, Term
from prongsai.core.search.rank import Try


def prepare(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries with `squashed` and `squashed_title`: their words without the blanks, for phrases and parts."""
    return rows.alias(squashed=_without_blanks("words"), squashed_title=_without_blanks("title_words"))


def answers(query: Query, tried: Try) -> Q:
    """The condition under which a prepared entry answers the query in one try."""
    phrases = _all("squashed", query.phrases)
    if tried == "words":
        return _in_word_index(query.terms) & phrases
    if tried == "loose":
        return phrases & _all("loose_words", query.loose_parts) if query.loose_parts else _nothing()
    pieces = query.parts if tried == "parts" else query.inner
    return phrases & _all("squashed", pieces) if pieces else _nothing()


def order(query: Query, tried: Try) -> Expression | Value:
    """How well a prepared entry that answers does so: 0 is best."""
    if tried == "loose":
        return Value(ranks.HAS_IT)
    if tried != "words":
        pieces = query.parts if tried == "parts" else query.inner
        return _case([(_all("squashed_title", pieces), ranks.HAS_IT_IN_TITLE)])
    beside = f" {query.sequence}"
    return _case(
        [
            (Q(title_words__startswith=f"{beside} {BREAK} ") | Q(item_code=query.sequence.upper()), ranks.IS_IT),
            (Q(title_words__startswith=beside), ranks.BEGINS_WITH_IT),
            (Q(title_words__contains=beside), ranks.SAYS_IT_IN_TITLE),
            (_all("title_words", [term.needle for term in query.terms]), ranks.HAS_IT_IN_TITLE),
            (Q(words__contains=beside), ranks.SAYS_IT),
        ]
    )


def _case(rules: list[tuple[Q, int]]) -> Case:
    whens = [When(condition, then=Value(rank)) for condition, rank in rules]
    return Case(*whens, default=Value(ranks.HAS_IT), output_field=IntegerField())


def _all(field: str, needles: "list[str] | tuple[str, ...]") -> Q:
    condition = Q()
    for needle in needles:
        condition &= Q(**{f"{field}__contains": needle})
    return condition


def _nothing() -> Q:
    return Q(pk__in=())


def _without_blanks(field: str) -> Replace:
    return Replace(field, Value(" "), Value(""), output_field=TextField())


def _in_word_index(terms: tuple[Term, ...]) -> Q:
    """Terms hold letters, marks and digits only (core/search/fold.py), so quotes need no escape in either language."""
    if connection.vendor == "sqlite":
        asked = " AND ".join(f'"{term.text}"' if term.is_whole else f'"{term.text}"*' for term in terms)
        found = RawSQL("SELECT rowid FROM search_entry_words WHERE search_entry_words MATCH %s", [asked])
        return Q(pk__in=found)
    asked = " & ".join(f"'{term.text}'" if term.is_whole else f"'{term.text}':*" for term in terms)
    vector = "array_to_tsvector(string_to_array(btrim(search_entry.words), ' '))"
    return Q(RawSQL(f"{vector} @@ %s::tsquery", [asked], output_field=BooleanField()))  # noqa: S611
