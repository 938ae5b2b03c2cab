"""What an office enters into the assessment's own system: answers with their click paths, the last looks, what froze."""

from prongsai.core.submission.answer import Answer, FrozenForm, answer_text, form_text, frozen_from_dict, hash_of_form
from prongsai.core.submission.click_path import ClickPath, LinkOnPage, PageOnWalk, Step, explain, walk
from prongsai.core.submission.problems import AddressSeen, ItemStanding, Problem, problems_of
from prongsai.core.submission.rules import Refusal, require_confirmable, require_contestable, require_freezable
from prongsai.core.submission.taking import take_answer, take_explanation
from prongsai.core.submission.windows import LOOKS, Look, LookKind, looks_before, looks_to_make

__all__ = [
    "LOOKS",
    "AddressSeen",
    "Answer",
    "ClickPath",
    "FrozenForm",
    "ItemStanding",
    "LinkOnPage",
    "Look",
    "LookKind",
    "PageOnWalk",
    "Problem",
    "Refusal",
    "Step",
    "answer_text",
    "explain",
    "form_text",
    "frozen_from_dict",
    "hash_of_form",
    "looks_before",
    "looks_to_make",
    "problems_of",
    "require_confirmable",
    "require_contestable",
    "require_freezable",
    "take_answer",
    "take_explanation",
    "walk",
]
