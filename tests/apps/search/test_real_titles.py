"""Queries over real titles, on the database of this run and against the rule stated in plain Python.

`expected.jsonl` holds what is found in which order: both databases are held to the same file.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prongsai.adapters.search_words import split_words
from prongsai.apps.search.actions import index
from prongsai.apps.search.queries import search
from prongsai.apps.search.sources import Findable
from prongsai.core.search.document import search_words
from prongsai.core.search.query import parse_query
from prongsai.core.search.rank import TRIES, rank
from tests.apps.factories import make_agency

DATA = Path(__file__).parents[2] / "data" / "search"
AT = datetime(2026, 11, 27, tzinfo=UTC)
LEAST_F1 = 0.97


def read(name):
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def scores(answers: "list[tuple[set[int], set[int]]]") -> tuple[float, float]:
    """Over all answers together, and the mean of each query's own."""
    each = [(len(got & due), len(got - due), len(due - got)) for got, due in answers]
    return f1(*(sum(column) for column in zip(*each, strict=True))), sum(f1(*one) for one in each) / len(each)


@pytest.fixture
def agency(db):
    agency = make_agency()
    titles = [Findable(str(row["id"]), row["title"], f"/t/{row['id']}/", AT) for row in read("titles.jsonl")]
    index(agency=agency, kind="title", found=titles)
    return agency


def ask(agency, text: str) -> list[int]:
    return [int(hit.object_id) for hit in search(agency, text, is_public=False, page_size=200).hits]


class TestRealTitles:
    def test_there_are_enough_queries_and_half_are_held_out(self):
        queries = read("queries.jsonl")

        assert len(queries) >= 60
        assert abs(sum(row["held_out"] for row in queries) * 2 - len(queries)) <= 2
        assert len({row["query"] for row in queries}) == len(queries)

    @pytest.mark.parametrize("held_out", [False, True])
    def test_finds_what_a_reader_expects(self, agency, held_out):
        queries = [row for row in read("queries.jsonl") if row["held_out"] is held_out]

        answers = [(set(ask(agency, row["query"])), set(row["expected"])) for row in queries]

        together, mean = scores(answers)
        assert together >= LEAST_F1
        assert mean >= LEAST_F1

    def test_every_database_finds_the_same_in_the_same_order(self, agency):
        known = read("expected.jsonl")

        assert [{"query": row["query"], "found": ask(agency, row["query"])} for row in known] == known

    def test_the_order_written_down_covers_every_query(self):
        assert [row["query"] for row in read("expected.jsonl")] == [row["query"] for row in read("queries.jsonl")]

    def test_the_database_follows_the_rule_in_plain_python(self, agency):
        words = {row["id"]: search_words(row["title"], "", "", split_words) for row in read("titles.jsonl")}

        for row in read("queries.jsonl"):
            query = parse_query(row["query"], split_words)
            for tried in TRIES:
                ranks = {id_: rank(query, one, "", tried) for id_, one in words.items()}
                found = {id_: one for id_, one in ranks.items() if one is not None}
                if found:
                    break
            got = ask(agency, row["query"])
            assert set(got) == set(found), row["query"]
            assert [found[id_] for id_ in got] == sorted(found.values()), row["query"]
