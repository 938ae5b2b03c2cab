"""F1 of other ways to search Thai titles, over the same queries and in the same run as ours."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from prongsai.adapters.search_words import split_words
from prongsai.core.search.document import search_words
from prongsai.core.search.query import parse_query
from prongsai.core.search.rank import TRIES, rank
from prongsai.documents.words import cut_plain_words

Ask = Callable[[str], set[int]]
Score = tuple[float, float]


def score_peers(data: Path, server: Any) -> Iterator[tuple[str, Score, Score]]:
    """(method, F1 of all, F1 of those held out), each together and as the mean of the queries."""
    titles = {row["id"]: row["title"] for row in _read(data / "titles.jsonl")}
    queries = _read(data / "queries.jsonl")
    peers: list[tuple[str, Ask]] = [
        ("SQLite FTS5 unicode61, as typed", _fts5(titles, "unicode61", _quoted)),
        ("SQLite FTS5 unicode61 with Thai marks", _fts5(titles, _MARKED, _quoted)),
        ("SQLite FTS5 trigram", _fts5(titles, "trigram", _quoted)),
        ("SQLite LIKE, each piece", lambda text: {id_ for id_, one in titles.items() if _is_like(one, text)}),
        ("newmm words, AND, prefix, nothing folded", _words(titles, cut_plain_words)),
        *([("ICU words, AND, prefix, nothing folded", _words(titles, icu))] if (icu := _icu()) else []),
        *([("ours with the words of ICU", _ours(titles, icu))] if icu else []),
        ("ours (newmm, compounds in parts)", _ours(titles, split_words)),
    ]
    for name, ask in peers:
        yield name, _score(queries, ask), _score([row for row in queries if row["held_out"]], ask)
    if server is not None:
        yield from _postgresql(titles, queries, server.conninfo)


_MARKED = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _score(queries: list[dict[str, Any]], ask: Ask) -> Score:
    each = []
    for row in queries:
        got, due = ask(row["query"]), set(row["expected"])
        each.append((len(got & due), len(got - due), len(due - got)))
    together = _f1(*(sum(column) for column in zip(*each, strict=True)))
    return together, sum(_f1(*one) for one in each) / len(each)


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


def _quoted(text: str) -> str:
    return " AND ".join('"' + piece.replace('"', "") + '"' for piece in text.split() if piece.strip('"'))


def _fts5(titles: dict[int, str], tokenize: str, asked: Callable[[str], str]) -> Ask:
    connection = sqlite3.connect(":memory:")
    connection.execute(f'CREATE VIRTUAL TABLE found USING fts5(title, tokenize="{tokenize}")')
    connection.executemany("INSERT INTO found (rowid, title) VALUES (?, ?)", titles.items())

    def ask(text: str) -> set[int]:
        with closing(connection.execute("SELECT rowid FROM found WHERE found MATCH ?", [asked(text)])) as rows:
            return {row[0] for row in rows}

    return ask


def _is_like(title: str, text: str) -> bool:
    return all(piece.lower() in title.lower() for piece in text.replace('"', "").split())


def _words(titles: dict[int, str], split: Callable[[str], list[str]]) -> Ask:
    words = {id_: [word.strip().lower() for word in split(title)] for id_, title in titles.items()}

    def ask(text: str) -> set[int]:
        wanted = [word.strip().lower() for word in split(text.replace('"', "")) if word.strip()]
        return {id_ for id_, one in words.items() if all(any(word.startswith(want) for word in one) for want in wanted)}

    return ask


def _ours(titles: dict[int, str], split: Callable[[str], list[str]]) -> Ask:
    words = {id_: search_words(title, "", "", split) for id_, title in titles.items()}

    def ask(text: str) -> set[int]:
        query = parse_query(text, split)
        for tried in TRIES:
            found = {id_ for id_, one in words.items() if rank(query, one, "", tried) is not None}
            if found:
                return found
        return set()

    return ask


def _icu() -> Callable[[str], list[str]] | None:
    """ICU's words, where PyICU is installed (`make benchmarks` installs it; the product does without)."""
    try:
        import icu
    except ImportError:
        return None
    breaks = icu.BreakIterator.createWordInstance(icu.Locale("th"))

    def split(text: str) -> list[str]:
        breaks.setText(text)
        words, start = [], 0
        for end in breaks:  # places in UTF-16, as those of Thai and Latin letters are
            words.append(text[start:end])
            start = end
        return words

    return split


def _postgresql(
    titles: dict[int, str], queries: list[dict[str, Any]], conninfo: str
) -> Iterator[tuple[str, Score, Score]]:
    import psycopg

    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.execute("CREATE TEMPORARY TABLE found (id int, title text)")
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO found VALUES (%s, %s)", list(titles.items()))

        def by(condition: str) -> Ask:
            return lambda text: {
                row[0] for row in connection.execute(f"SELECT id FROM found WHERE {condition}", [text.replace('"', "")])
            }

        held = [row for row in queries if row["held_out"]]
        for name, condition in (
            ("PostgreSQL to_tsvector('simple')", "to_tsvector('simple', title) @@ plainto_tsquery('simple', %s)"),
            ("PostgreSQL pg_trgm word_similarity >= 0.5", "word_similarity(%s, title) >= 0.5"),
        ):
            yield name, _score(queries, by(condition)), _score(held, by(condition))
        connection.execute("DROP EXTENSION pg_trgm")
