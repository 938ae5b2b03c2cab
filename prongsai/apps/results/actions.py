"""What people do with results: each is one transaction and one history event."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.http import Http404

from prongsai.apps.accounts.models import User
from prongsai.apps.agencies.actions import actor_in
from prongsai.apps.agencies.models import Agency
from prongsai.apps.agencies.permissions import EDIT_RESULTS
from prongsai.apps.history.actions import record
from prongsai.apps.plans.actions import ChangedMeanwhile
from prongsai.apps.plans.queries import lock_row
from prongsai.apps.results import facts
from prongsai.apps.results.models import ItemScore, ResultDraft, ToolEntry, YearResult
from prongsai.apps.results.queries import find_result
from prongsai.core.errors import PersonError
from prongsai.core.finding import Finding
from prongsai.core.result import YearResult as ResultFacts
from prongsai.core.result import result_from_dict, result_to_dict


@transaction.atomic
def add_result(*, agency: Agency, result: ResultFacts, by: User | None, at: datetime) -> YearResult:
    """A result that a person typed. Raises PersonError when the year has one, or a score cannot be one."""
    _require_scores(result)
    lock_row(Agency, agency.pk)  # a year pressed twice gets one result and one sentence
    if find_result(agency, result.fiscal_year) is not None:
        raise _taken(result.fiscal_year)
    row = _new(agency, result, "typed", by, at)
    _record("result_added", _result(row), by, at, after=facts.result_values(result))
    return row


@transaction.atomic
def change_result(*, row: YearResult, result: ResultFacts, version: int, by: User, at: datetime) -> YearResult:
    """Correct what was announced. Raises ChangedMeanwhile for an older version, PersonError for impossible scores."""
    _require_scores(result)
    locked = lock_row(YearResult, row.pk)
    if locked.version != version:
        raise ChangedMeanwhile(locked.version, locked.changed_by, locked.changed_at)
    locked.agency = row.agency
    before = facts.result_values(facts.result_facts(locked))
    _store(locked, result, by, at)
    _record("result_changed", _result(locked), by, at, before=before, after=facts.result_values(result))
    return locked


@transaction.atomic
def remove_result(*, row: YearResult, by: User, at: datetime) -> None:
    """Take a result away; its history stays. Raises Http404 when someone did already."""
    locked = lock_row(YearResult, row.pk)
    locked.agency = row.agency
    _record("result_removed", _result(locked), by, at, before=facts.result_values(facts.result_facts(locked)))
    locked.delete()


@transaction.atomic
def save_draft(
    *,
    agency: Agency,
    name: str,
    content: bytes,
    results: Sequence[ResultFacts],
    findings: Iterable[Finding],
    by: User,
    at: datetime,
) -> ResultDraft:
    """Keep what was read from a document until a person accepts it; the document itself is not kept."""
    draft = ResultDraft.objects.create(
        agency=agency,
        name=name[:200],
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        results=[result_to_dict(one) for one in results],
        findings=[asdict(one) for one in findings],
        created_by=by,
        created_at=at,
        changed_at=at,
    )
    after = {"fiscal_years": [one.fiscal_year for one in results], "sha256": draft.sha256}
    _record("result_read", _draft(draft), by, at, after=after)
    return draft


@transaction.atomic
def move_draft(*, draft: ResultDraft, fiscal_year: int, version: int, by: User, at: datetime) -> None:
    """Say which year the only result of a draft is of. Raises ChangedMeanwhile for an older version."""
    row = lock_row(ResultDraft, draft.pk)
    if row.version != version or len(row.results) != 1:
        raise ChangedMeanwhile(row.version, str(row.created_by or ""), row.changed_at)
    before = row.results[0]["fiscal_year"]
    row.results = [{**row.results[0], "fiscal_year": fiscal_year}]
    row.version += 1
    row.changed_at = at
    row.save(update_fields=("results", "version", "changed_at"))
    row.agency = draft.agency
    _record(
        "result_draft_moved", _draft(row), by, at, before={"fiscal_year": before}, after={"fiscal_year": fiscal_year}
    )


@transaction.atomic
def accept_draft(
    *, draft: ResultDraft, years: Iterable[int], replace: bool, version: int, by: User, at: datetime
) -> list[YearResult]:
    """Make the chosen years of a draft results of the agency; with `replace` over those there are.

    Raises PersonError when nothing was chosen, a score cannot be one, or a year has a result and `replace` is off;
    ChangedMeanwhile for an older version.
    """
    row = lock_row(ResultDraft, draft.pk)
    if row.version != version:
        raise ChangedMeanwhile(row.version, str(row.created_by or ""), row.changed_at)
    row.agency = draft.agency
    lock_row(Agency, row.agency_id)
    wanted = set(years)
    chosen = [one for one in map(result_from_dict, row.results) if one.fiscal_year in wanted]
    if not chosen:
        raise PersonError("ยังไม่ได้เลือกปีที่จะบันทึก", "no year was chosen to be stored")
    stored = [_accept(row.agency, one, replace, by, at) for one in chosen]
    after = {"fiscal_years": [one.fiscal_year for one in stored], "replaced": replace}
    _record("result_draft_accepted", _draft(row), by, at, after=after)
    row.delete()
    return stored


@transaction.atomic
def discard_draft(*, draft: ResultDraft, by: User | None, at: datetime) -> None:
    """Throw a draft away. Raises Http404 when it was accepted or thrown away meanwhile."""
    row = lock_row(ResultDraft, draft.pk)
    row.agency = draft.agency
    _record("result_draft_discarded", _draft(row), by, at)
    row.delete()


@transaction.atomic
def enter_tool(
    *, agency: Agency, fiscal_year: int, tool: str, score: Decimal, source: str, by: User, at: datetime
) -> ToolEntry:
    """Enter the score of IIT or EIT for a year without a result yet. Raises PersonError for one that cannot be."""
    if not 0 <= score <= 100:
        raise PersonError("คะแนนต้องอยู่ระหว่าง 0 ถึง 100", "a score lies between 0 and 100")
    if not source.strip():
        raise PersonError("กรุณาเขียนว่าคะแนนนี้มาจากที่ใด", "say where this score is from")
    lock_row(Agency, agency.pk)
    row = ToolEntry.objects.filter(agency=agency, fiscal_year=fiscal_year, tool=tool).first()
    before = {"score": str(row.score), "source": row.source} if row else None
    row = row or ToolEntry(agency=agency, fiscal_year=fiscal_year, tool=tool)
    row.score, row.source = score, source.strip()[:300]
    row.entered_by, row.entered_at = str(by), at
    row.save()
    _record("tool_entered", _entry(row), by, at, before=before, after=_entry_values(row))
    return row


@transaction.atomic
def clear_tool(*, agency: Agency, fiscal_year: int, tool: str, by: User, at: datetime) -> None:
    """Take an entered score back. Raises Http404 when there is none."""
    lock_row(Agency, agency.pk)
    row = ToolEntry.objects.filter(agency=agency, fiscal_year=fiscal_year, tool=tool).first()
    if row is None:
        raise Http404
    _record("tool_cleared", _entry(row), by, at, before=_entry_values(row))
    row.delete()


def _accept(agency: Agency, result: ResultFacts, replace: bool, by: User, at: datetime) -> YearResult:
    _require_scores(result)
    there = find_result(agency, result.fiscal_year)
    if there is None:
        row = _new(agency, result, "imported", by, at)
        _record("result_imported", _result(row), by, at, after=facts.result_values(result))
        return row
    if not replace:
        raise _taken(result.fiscal_year)
    before = facts.result_values(facts.result_facts(there))
    there.origin = "imported"
    _store(there, result, by, at)
    _record("result_imported", _result(there), by, at, before=before, after=facts.result_values(result))
    return there


def _new(agency: Agency, result: ResultFacts, origin: str, by: User | None, at: datetime) -> YearResult:
    row = YearResult(
        agency=agency,
        fiscal_year=result.fiscal_year,
        origin=origin,
        version=0,
        created_at=at,
    )
    _store(row, result, by, at)
    return row


def _store(row: YearResult, result: ResultFacts, by: User | None, at: datetime) -> None:
    facts.set_result_fields(row, result)
    row.version += 1
    row.changed_by, row.changed_at = str(by or ""), at
    row.save()
    row.items.all().delete()
    ItemScore.objects.bulk_create(facts.item_rows(row, result))


def _require_scores(result: ResultFacts) -> None:
    """Every score fits its column. Raises PersonError."""
    scores = [
        *result.tools.values(),
        *result.indicators.values(),
        *result.sub_indicators.values(),
        *result.items.values(),
        *([result.total] if result.total is not None else []),
    ]
    if any(not 0 <= score <= 100 for score in scores):
        raise PersonError(
            "มีคะแนนที่ไม่อยู่ระหว่าง 0 ถึง 100 จึงบันทึกไม่ได้ กรุณาแก้ก่อน",
            "a score is not between 0 and 100, so nothing was stored: correct it first",
        )
    if result.is_empty:
        raise PersonError("ยังไม่มีคะแนนใดเลย กรุณากรอกอย่างน้อยหนึ่งช่อง", "there is no score at all: enter at least one")


def _taken(fiscal_year: int) -> PersonError:
    return PersonError(
        f"มีผลของปีงบประมาณ พ.ศ. {fiscal_year} อยู่แล้ว กรุณาแก้ไขผลเดิม หรือเลือกให้แทนที่",
        f"there is a result of fiscal year {fiscal_year} already: edit that one, or choose to replace it",
    )


def _entry_values(row: ToolEntry) -> dict[str, object]:
    return {"fiscal_year": row.fiscal_year, "tool": row.tool, "score": str(row.score), "source": row.source}


@dataclass(frozen=True, slots=True)
class _Target:
    """What an event is about."""

    agency: Agency
    kind: str
    id: int
    label: str


def _result(row: YearResult) -> _Target:
    return _Target(row.agency, "result", row.pk, f"ผลการประเมิน พ.ศ. {row.fiscal_year}")


def _draft(row: ResultDraft) -> _Target:
    return _Target(row.agency, "result_draft", row.pk, row.name)


def _entry(row: ToolEntry) -> _Target:
    return _Target(row.agency, "result", row.agency_id, f"{row.tool} พ.ศ. {row.fiscal_year}")


def _record(
    action: str,
    target: _Target,
    by: User | None,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        action,
        agency=target.agency.slug,
        actor=actor_in(by, target.agency, EDIT_RESULTS),
        at=at,
        object_type=target.kind,
        object_id=str(target.id),
        object_label=target.label,
        before=before,
        after=after,
    )
