"""Several rows in one value: what hangs on a row, fetched with it by one query."""

import json
from typing import Any

from django.db.models import Aggregate, TextField
from django.db.models.functions import JSONArray


class _Gather(Aggregate):
    """The lists of a group as one list, as JSON in a text."""

    function = "JSON_GROUP_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_AGG", template="(%(function)s(%(expressions)s))::text")


def gather(*fields: str) -> _Gather:
    """An annotation: these fields of every row of a group; `read_gathered` reads it."""
    return _Gather(JSONArray(*fields))


def read_gathered(text: str | None) -> list[list[Any]]:
    """The rows, each as the list of its fields; empty for a group that is not there."""
    return json.loads(text) if text else []
