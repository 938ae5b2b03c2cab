"""What the assessment asks in each fiscal year, and how one year's items follow from another's."""

from prongsai.core.framework.model import (
    CalendarStep,
    Confidence,
    Element,
    Framework,
    Indicator,
    Item,
    Level,
    Note,
    Period,
    Rule,
    Source,
    SubIndicator,
    Tool,
)
from prongsai.core.framework.topic import Topic, Topics

__all__ = [
    "CalendarStep",
    "Confidence",
    "Element",
    "Framework",
    "Indicator",
    "Item",
    "Level",
    "Note",
    "Period",
    "Rule",
    "Source",
    "SubIndicator",
    "Tool",
    "Topic",
    "Topics",
]
