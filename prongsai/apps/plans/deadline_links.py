"""What a page of one occurrence offers about its deadline: more days, and the events it is counted from."""

from dataclasses import dataclass

from prongsai.apps.accounts.models import User
from prongsai.apps.plans import queries
from prongsai.apps.plans.deadline_pages import ExtensionLine, extension_lines
from prongsai.apps.plans.models import Occurrence


@dataclass(frozen=True, slots=True)
class DeadlineLinks:
    """`may_extend` and `has_events` say which links are shown; `extensions` is everything asked so far."""

    work_id: int
    number: int
    may_extend: bool
    has_events: bool
    extensions: list[ExtensionLine]


def deadline_links(user: User, row: Occurrence) -> DeadlineLinks:
    """The links of an occurrence loaded with its work, measure and plan: those of whoever records the work."""
    item = row.work_item
    may_record = queries.may_record_work(user, item)
    return DeadlineLinks(
        work_id=item.pk,
        number=row.number,
        may_extend=may_record and row.status != "done" and row.due_on is not None,
        has_events=may_record and item.deadline_kind == "relative",
        extensions=extension_lines(queries.list_extensions_of(row)),
    )
