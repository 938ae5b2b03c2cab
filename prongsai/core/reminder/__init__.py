"""What is due to be said to whom on a day, computed from what is open and from what was said before."""

from prongsai.core.reminder.quiet import is_quiet
from prongsai.core.reminder.retry import FALL_BACK_AFTER_TRIES, GIVE_UP_AFTER, LONGEST_WAIT_S, wait_s
from prongsai.core.reminder.rule import HOLDERS, LEVELS, Level, Rule
from prongsai.core.reminder.say import OpenThing, Said, Saying, list_sayings
from prongsai.core.reminder.who import Person, people_of

__all__ = [
    "FALL_BACK_AFTER_TRIES",
    "GIVE_UP_AFTER",
    "HOLDERS",
    "LEVELS",
    "LONGEST_WAIT_S",
    "Level",
    "OpenThing",
    "Person",
    "Rule",
    "Said",
    "Saying",
    "is_quiet",
    "list_sayings",
    "people_of",
    "wait_s",
]
