"""Plain data the templates of results show: no template asks the database or decides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prongsai.apps.results import labels
from prongsai.apps.results.models import Proposal as ProposalRow
from prongsai.apps.results.models import YearResult as ResultRow
from prongsai.core.framework.labels import CONFIDENCE_LABELS, is_unverified
from prongsai.core.framework.model import Confidence, Framework, Level
from prongsai.core.plan import Measure
from prongsai.core.result import Analysis, Outcome, Proposal, TodayScore, Trend
from prongsai.core.result.analysis import STRONG_FROM, WEAK_BELOW, LostItem, NextLevel, Part
from prongsai.core.result.proposals import GoneItem
from prongsai.core.scoring import LevelReading, format_points, points_at_stake
from prongsai.core.thai.words import join_thai
from prongsai.documents.analysis_charts import indicator_chart, trend_chart
from prongsai.documents.analysis_tables import day_lines
from prongsai.documents.chart import Drawing, rewritten
from prongsai.documents.chart_svg import draw_svg
from prongsai.documents.voice import Voice
from prongsai.web.reading import is_english
from prongsai.web.templatetags.reading import in_language, n


@dataclass(frozen=True, slots=True)
class LevelWords:
    """A level in the words it was announced in; `meaning` says it in English to a reader of English, where it is known."""

    words: str
    is_thai: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One year in the list of results."""

    year: int
    total: str
    tools: tuple[tuple[str, str], ...]
    level: LevelWords
    lost: int
    items: int
    origin: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """An indicator or sub-indicator of one result; `reading` is "strong", "weak" or ""."""

    code: str
    name: str
    score: str
    before: str
    change: str
    reading: str
    is_computed: bool
    is_doubtful: bool
    is_before_computed: bool = False


@dataclass(frozen=True, slots=True)
class LostLine:
    """A lost item with what it cost, "" where that cannot be computed."""

    code: str
    title: str
    score: str
    points: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of today's score: its mark, why, and what it is worth."""

    code: str
    title: str
    mark: str
    sign: str
    word: str
    reasons: tuple[str, ...]
    points: str
    is_unverified: bool
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """A score in words: OIT, total and level; "" where it cannot be computed."""

    kept: int
    count: int
    oit: str
    total: str
    level: str
    level_mark: str
    passes: bool
    next_level: str


@dataclass(frozen=True, slots=True)
class GoneLine:
    """A lost item that is not asked for any more, with codes near to it."""

    code: str
    title: str
    near_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with what was decided about it; `version` is 0 while nobody touched it."""

    key: str
    kind: str
    kind_word: str
    issue: str
    points: str
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    units: str
    steps: tuple[str, ...]
    days: tuple[str, ...]
    state: str
    version: int
    measure_id: int | None
    decided: str
    covered_by: int | None


def result_line(row: ResultRow, framework: Framework) -> ResultLine:
    """A row of `queries.list_results` with the framework of its year."""
    return ResultLine(
        year=row.fiscal_year,
        total=score_words(row.total),
        tools=tuple(
            (code, score_words(score)) for code, score in (("IIT", row.iit), ("EIT", row.eit), ("OIT", row.oit))
        ),
        level=announced_level(row.level, framework),
        lost=row.lost_count,  # type: ignore[attr-defined]  # annotated
        items=row.item_count,  # type: ignore[attr-defined]  # annotated
        origin=str(row.get_origin_display()),
    )


def part_lines(
    analysis: Analysis, before: Mapping[str, Decimal], computed_before: Collection[str] = ()
) -> list[PartLine]:
    """Indicators and sub-indicators in the order of the year; `computed_before` are those of `before` not announced."""
    lines = []
    for part in analysis.parts:
        last = before.get(part.code) if part.kind == "indicator" else None
        reading = "strong" if part.score >= STRONG_FROM else "weak" if part.score < WEAK_BELOW else ""
        lines.append(
            PartLine(
                part.code,
                part.name_en if is_english() else part.name_th,
                format_points(part.score),
                "" if last is None else format_points(last),
                "" if last is None else f"{part.score - last:+.2f}",
                reading,
                part.is_computed,
                part.is_doubtful,
                last is not None and part.code in computed_before,
            )
        )
    return lines


def lost_lines(analysis: Analysis) -> list[LostLine]:
    """Lost items, the dearest first."""
    return [
        LostLine(
            one.code,
            _lost_title(one),
            f"{float(one.score):g}",
            "" if one.points is None else format_points(one.points),
            one.is_doubtful,
        )
        for one in analysis.lost
    ]


def item_lines(score: TodayScore, framework: Framework, ticked: Sequence[str]) -> list[ItemLine]:
    """Every item of the year with its mark of today, in the order of the list."""
    worth = points_at_stake(framework)
    lines = []
    for one in score.standings:
        item = framework.item(one.code)
        sign, word = labels.MARKS[one.mark]
        points = worth[one.code]
        lines.append(
            ItemLine(
                one.code,
                item.title_en if is_english() else item.title_th,
                one.mark,
                sign,
                str(word),
                tuple(in_language(reason) for reason in one.reasons),
                "" if points is None else format_points(points),
                is_unverified(item.confidence) or is_unverified(item.elements_confidence),
                one.code in ticked,
            )
        )
    return lines


def outcome_view(outcome: Outcome) -> OutcomeView:
    """An outcome in words."""
    level = outcome.level.level if outcome.level else None
    return OutcomeView(
        outcome.kept,
        outcome.count,
        "" if outcome.oit is None else format_points(outcome.oit.score),
        "" if outcome.total is None else format_points(outcome.total),
        level_words(outcome.level),
        "" if level is None else confidence_mark(level.confidence),
        level is not None and level.passes,
        next_words(outcome.next_level),
    )


def announced_level(words: str, framework: Framework) -> LevelWords:
    """The announced words of a level as a page shows them."""
    known = next((level for level in framework.levels if level.name_th == words.strip()), None)
    meaning = known.name_en if known is not None and is_english() and known.name_en != known.name_th else ""
    return LevelWords(words, any("ก" <= letter <= "๛" for letter in words), meaning)


def level_words(reading: LevelReading | None) -> str:
    """The level, or those it may be."""
    return _(" หรือ ").join(level_name(level) for level in reading.possible) if reading else ""


def level_name(level: Level) -> str:
    """The level's name in the person's language."""
    return level.name_en if is_english() else level.name_th


def next_words(ahead: NextLevel | None) -> str:
    """What stands before the next level."""
    if ahead is None:
        return ""
    parts = []
    if ahead.total_short:
        parts.append(_("คะแนนรวมอีก %(points)s") % {"points": n(format_points(ahead.total_short))})
    parts += [
        _("%(tool)s อีก %(points)s") % {"tool": code, "points": n(format_points(short))}
        for code, short in ahead.tools_short
    ]
    level = level_name(ahead.level) if is_english() else join_thai("ระดับ", level_name(ahead.level))
    return _("ถึง%(level)s ต้องเพิ่ม %(what)s") % {"level": level, "what": _(" และ ").join(parts)}


def confidence_mark(confidence: Confidence) -> str:
    """Words for a fact that is inferred or not verified, "" for others."""
    if confidence == "inferred" or is_unverified(confidence):
        return in_language(CONFIDENCE_LABELS[confidence])
    return ""


def score_words(score: Decimal | None) -> str:
    """Two decimals, "" for unknown."""
    return "" if score is None else format_points(score)


def trend_svg(trend: Trend | None) -> SafeString:
    """The chart of several years, "" with less than two."""
    if trend is None or len(trend.years) < 2:
        return SafeString("")
    language = "en" if is_english() else "th"
    return _svg(trend_chart(trend, total_name=_("คะแนนรวม"), language=language))


def indicator_svg(analysis: Analysis, before: Mapping[str, Decimal]) -> SafeString:
    """The chart of one year's indicators, "" without any."""
    return _svg(indicator_chart(analysis, dict(before), language="en" if is_english() else "th"))


def trend_rows(trend: Trend) -> list[tuple[str, list[tuple[str, bool]]]]:
    """The figures under the chart: name, then a score a year and whether it was computed."""
    lines = [trend.total, *trend.tools, *trend.indicators]
    return [
        (
            (line.name_en if is_english() else line.name_th)
            if line.key == "total"
            else _line_name(line.key, line.name_th, line.name_en),
            [(score_words(score) or "–", is_computed) for score, is_computed in line.marked],
        )
        for line in lines
    ]


def part_rows(parts: Sequence[Part]) -> list[tuple[str, str, str, bool]]:
    """Code, name and score of parts, and whether it was computed."""
    return [
        (part.code, part.name_en if is_english() else part.name_th, format_points(part.score), part.is_computed)
        for part in parts
    ]


def topic_rows(trend: Trend) -> list[tuple[str, list[tuple[str, str]]]]:
    """Topics lost in more than one year: name, then code and state a year."""
    return [
        (
            line.name_en if is_english() else line.name_th,
            [(code, str(labels.TOPIC_STATES[state])) for code, state in zip(line.codes, line.states, strict=True)],
        )
        for line in trend.topics
        if line.times_lost > 1
    ]


def proposal_view(one: Proposal, measure: Measure, row: ProposalRow | None, covered: Mapping[str, int]) -> ProposalView:
    """A proposal as the list shows it; `measure` is what a person made of it, else what was proposed."""
    return ProposalView(
        key=one.key,
        kind=one.kind,
        kind_word=str(labels.PROPOSAL_KINDS[one.kind]),
        issue=one.issue_en if is_english() and one.issue_en and measure.issue == one.measure.issue else measure.issue,
        points="" if one.points is None else format_points(one.points),
        reasons=tuple(in_language(words) for words in one.reasons),
        cautions=tuple(in_language(words) for words in one.cautions),
        units=", ".join(who.unit for who in measure.responsible),
        steps=_shown_steps(one, measure),
        days=_shown_days(one, measure),
        state=row.state if row else "",
        version=row.version if row else 0,
        measure_id=row.measure_id if row else None,
        decided=row.decided_by if row else "",
        covered_by=covered.get(one.key),
    )


def gone_lines(gone: Iterable[GoneItem]) -> list[GoneLine]:
    """Lost items that the plan's year does not ask for any more."""
    return [GoneLine(one.lost.code, _lost_title(one.lost), one.near_codes) for one in gone]


def _lost_title(lost: LostItem) -> str:
    return lost.item.title_en if lost.item and is_english() else lost.title


def _shown_steps(one: Proposal, measure: Measure) -> tuple[str, ...]:
    """The steps a plan would get, which are Thai; to a reader of English in English as long as nobody changed them."""
    english = dict(zip((step.text for step in one.measure.steps), one.steps_en, strict=False)) if is_english() else {}
    return tuple(english.get(step.text) or step.text for step in measure.steps)


def _shown_days(one: Proposal, measure: Measure) -> tuple[str, ...]:
    """The tasks with their days, in English under the same rule as the steps."""
    if not is_english():
        return tuple(day_lines(measure))
    english = dict(zip((line.text for line in one.measure.follow_ups), one.follow_ups_en, strict=False))
    lines = tuple(replace(line, text=english.get(line.text) or line.text) for line in measure.follow_ups)
    return tuple(day_lines(replace(measure, follow_ups=lines), Voice("en")))


def _line_name(key: str, name_th: str, name_en: str) -> str:
    if key.isdigit():
        return f"{key} {name_en if is_english() else name_th}"
    return key


def _svg(drawing: Drawing | None) -> SafeString:
    """Our own shapes with every text escaped (documents/chart_svg.py)."""
    return mark_safe(draw_svg(rewritten(drawing, n))) if drawing is not None else SafeString("")  # noqa: S308
