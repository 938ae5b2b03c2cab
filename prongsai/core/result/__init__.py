"""The result of the assessment: what was announced, what follows, what it says, and what to do about it."""

from prongsai.core.result.analysis import Analysis, LostItem, NextLevel, Part, analyse
from prongsai.core.result.checks import check_result
from prongsai.core.result.model import YearResult
from prongsai.core.result.proposals import GoneItem, Proposal, Proposals, UnitsByTopic, propose
from prongsai.core.result.reckoning import Reckoning, find_level, reckon, total_of
from prongsai.core.result.result_json import result_from_dict, result_from_json, result_to_dict
from prongsai.core.result.standing import ItemFacts, SeenLink, Standing, TodayScore, score_today
from prongsai.core.result.trend import Trend, trend_of
from prongsai.core.result.what_if import Outcome, outcome_of, what_if
from prongsai.core.result.window import EntryWindow, find_entry_window

__all__ = [
    "Analysis",
    "EntryWindow",
    "GoneItem",
    "ItemFacts",
    "LostItem",
    "NextLevel",
    "Outcome",
    "Part",
    "Proposal",
    "Proposals",
    "Reckoning",
    "SeenLink",
    "Standing",
    "TodayScore",
    "Trend",
    "UnitsByTopic",
    "YearResult",
    "analyse",
    "check_result",
    "find_entry_window",
    "find_level",
    "outcome_of",
    "propose",
    "reckon",
    "result_from_dict",
    "result_from_json",
    "result_to_dict",
    "score_today",
    "total_of",
    "trend_of",
    "what_if",
]
