"""Rows that are dear to make and that several tests only look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def kept_rows(django_db_blocker: Any) -> Iterator[None]:
    """For a fixture of a class whose tests all use the database: what is written stands until the fixture ends.

    Each test's own transaction lies within this one, so that what a test writes is undone before the next, as ever.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
