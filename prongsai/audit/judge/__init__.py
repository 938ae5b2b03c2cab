"""What a page shows: which item it supports, which year it covers, which elements it holds; personal data in a text."""

from prongsai.audit.judge.page_judge import judge
from prongsai.audit.judge.same_file import same_file_notes
from prongsai.core.personal_data.numbers import PersonalData, PersonalNumber, find_personal_data, list_personal_numbers

__all__ = ["PersonalData", "PersonalNumber", "find_personal_data", "judge", "list_personal_numbers", "same_file_notes"]
