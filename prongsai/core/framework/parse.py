"""Reads the files of data/frameworks/: a year's framework, the crosswalk and the topic words."""

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from prongsai.core.errors import PersonError
from prongsai.core.framework.crosswalk import Crosswalk, YearChange
from prongsai.core.framework.model import (
    CONFIDENCES,
    PERIODS,
    TOOL_CODES,
    CalendarStep,
    Confidence,
    Element,
    Framework,
    Indicator,
    Item,
    Level,
    Note,
    Rule,
    Source,
    Status,
    SubIndicator,
    Tool,
)
from prongsai.core.framework.topic import Heading, Topic, Topics
from prongsai.core.framework.yaml_record import Record, read_yaml

FRAMEWORK_SCHEMA = "prongsai/framework/1"
CROSSWALK_SCHEMA = "prongsai/crosswalk/1"
TOPIC_WORDS_SCHEMA = "prongsai/topic-words/1"

_FILE_STATUSES: tuple[Status, ...] = ("good", "fair", "weak")

_ROOT = (
    "schema", "fiscal_year", "status", "item_count", "item_count_confidence", "notes", "tools", "indicators",
    "sub_indicators", "levels", "calendar", "rules", "items", "sources",
)  # fmt: skip
_TEXT_PAIR = ("th", "en")
_TOOL = (
    "code", "name_th", "name_en", "weight_percent", "indicators", "respondents_th", "respondents_en", "confidence",
    "sources",
)  # fmt: skip
_INDICATOR = ("number", "name_th", "other_names_th", "name_en", "tool", "confidence", "sources")
_SUB_INDICATOR = ("code", "name_th", "name_en", "confidence", "sources")
_LEVEL = ("code", "name_th", "name_en", "minimum_total", "minimum_each_tool", "passes", "confidence", "sources")
_STEP = ("step", "name_th", "name_en", "from", "to", "note_th", "note_en", "confidence", "sources")
_RULE = ("th", "en", "note_th", "note_en", "confidence", "sources")
_ITEM = (
    "code", "title_th", "title_en", "other_titles_th", "topic", "absorbs", "sub_indicator", "group_th", "period",
    "elements", "note_th", "note_en", "confidence", "elements_confidence", "sources",
)  # fmt: skip
_ELEMENT = ("th", "en", "confidence")
_SOURCE = ("title", "address", "body")

_ITEM_CODE = re.compile(r"O[1-9]\d?")
_TOPIC_CODE = re.compile(r"[a-z][a-z0-9_]*")


def parse_framework(text: str, source_name: str) -> Framework:
    """The framework in the text of one year's file.

    Raises PersonError naming file, line and field: syntax, missing, unknown or repeated field, wrong type, repeated
    code or topic, a reference to nothing (sub-indicator, indicator, source), weights that do not sum to 100, a count
    that differs from the list.
    """
    root = read_yaml(text, source_name, _ROOT)
    _require_schema(root, FRAMEWORK_SCHEMA)
    sources = {name: _source(name, record) for name, record in root.record_map("sources", _SOURCE)}
    reader = _Year(root, sources)
    tools = reader.tools()
    indicators = reader.indicators(tools)
    sub_indicators = reader.sub_indicators(indicators)
    items = reader.items(sub_indicators)
    item_count = root.integer("item_count", least=1, most=99)
    if item_count != len(items):
        raise root.wrong(
            "item_count",
            f"เป็น {item_count} แต่มีรายการ {len(items)} ข้อ ให้แก้จำนวนหรือเพิ่มรายการที่ขาด",
            f"is {item_count}, but {len(items)} items are listed; correct the count or add what is missing",
        )
    return Framework(
        fiscal_year=root.integer("fiscal_year", least=2540, most=2700),
        status=root.choice("status", _FILE_STATUSES),
        item_count=item_count,
        item_count_confidence=root.choice("item_count_confidence", CONFIDENCES),
        tools=tools,
        indicators=indicators,
        sub_indicators=sub_indicators,
        items=items,
        levels=reader.levels(),
        calendar=reader.calendar(),
        rules=reader.rules(),
        notes=tuple(Note(note.text("th"), note.text("en")) for note in root.records("notes", _TEXT_PAIR)),
        sources=MappingProxyType(sources),
    )


def parse_crosswalk(text: str, source_name: str) -> Crosswalk:
    """The topics' names and the changes between years. Raises PersonError like parse_framework."""
    root = read_yaml(text, source_name, ("schema", "topics", "changes"))
    _require_schema(root, CROSSWALK_SCHEMA)
    topics: dict[str, Topic] = {}
    for record in root.records("topics", ("code", "name_th", "name_en", "near"), name_by="code"):
        code = record.text("code")
        _require_new(record, "code", code, topics)
        topics[code] = Topic(code, record.text("name_th"), record.text("name_en"), record.texts("near"))
    for record in root.records("topics", ("code", "name_th", "name_en", "near"), name_by="code"):
        _require_known(record, "near", record.texts("near"), topics)
    changes = tuple(
        YearChange(
            fiscal_year=record.integer("fiscal_year", least=2540, most=2700),
            text_th=record.text("th"),
            text_en=record.text("en"),
            confidence=record.choice("confidence", CONFIDENCES),
        )
        for record in root.records("changes", ("fiscal_year", "th", "en", "confidence"))
    )
    return Crosswalk(topics=tuple(topics.values()), changes=changes)


def parse_topic_words(text: str, source_name: str, crosswalk: Crosswalk) -> Topics:
    """The crosswalk's topics with the spellings and headings of the words file. Raises PersonError."""
    root = read_yaml(text, source_name, ("schema", "phrases", "headings", "evidence", "not_items"))
    _require_schema(root, TOPIC_WORDS_SCHEMA)
    known = {topic.code: topic for topic in crosswalk.topics}
    phrases = root.texts_map("phrases")
    _require_known(root, "phrases", phrases, known)
    evidence = root.texts_map("evidence")
    _require_known(root, "evidence", evidence, known)
    headings = []
    for record in root.records("headings", ("names", "topics", "only_when_named")):
        heading = Heading(record.texts("names"), record.texts("topics"), record.texts("only_when_named"))
        _require_known(record, "topics", heading.topics, known)
        _require_known(record, "only_when_named", heading.only_when_named, known)
        headings.append(heading)
    return Topics(
        topics=tuple(
            Topic(topic.code, topic.name_th, topic.name_en, topic.near, phrases.get(topic.code, ()))
            for topic in crosswalk.topics
        ),
        headings=tuple(headings),
        not_items=root.texts("not_items"),
        evidence=MappingProxyType(evidence),
    )


class _Year:
    """The parts of one year's file, each checked against what the others name."""

    def __init__(self, root: Record, sources: dict[str, Source]) -> None:
        self.root = root
        self.known_sources = sources

    def tools(self) -> tuple[Tool, ...]:
        tools: dict[str, Tool] = {}
        for record in self.root.records("tools", _TOOL, name_by="code"):
            code = record.choice("code", TOOL_CODES)
            _require_new(record, "code", code, tools)
            tools[code] = Tool(
                code=code,
                name_th=record.text("name_th"),
                name_en=record.text("name_en"),
                weight_percent=record.number("weight_percent", least=0, most=100),
                indicators=record.integers("indicators", least=1, most=99),
                respondents_th=record.text("respondents_th"),
                respondents_en=record.text("respondents_en"),
                confidence=_confidence(record),
                sources=self._sources(record),
            )
        total = sum(tool.weight_percent for tool in tools.values())
        if abs(total - 100) > 0.001:
            raise self.root.wrong(
                "tools",
                f"มีน้ำหนัก (weight_percent) รวม {total:g} ต้องรวมได้ 100",
                f"has weights (weight_percent) that sum to {total:g}; they must sum to 100",
            )
        return tuple(tools.values())

    def indicators(self, tools: Sequence[Tool]) -> tuple[Indicator, ...]:
        indicators: dict[int, Indicator] = {}
        measured_by = {number: tool.code for tool in tools for number in tool.indicators}
        for record in self.root.records("indicators", _INDICATOR, name_by="number"):
            number = record.integer("number", least=1, most=99)
            _require_new(record, "number", number, indicators)
            tool = record.choice("tool", TOOL_CODES)
            if measured_by.get(number) != tool:
                raise record.wrong(
                    "tool",
                    f"เป็น {tool} แต่รายชื่อตัวชี้วัดของเครื่องมือ {tool} (tools) ไม่มีตัวชี้วัดที่ {number}",
                    f"is {tool}, but the tool {tool} (tools) does not list indicator {number}",
                )
            indicators[number] = Indicator(
                number=number,
                name_th=record.text("name_th"),
                name_en=record.text("name_en"),
                tool=tool,
                confidence=_confidence(record),
                sources=self._sources(record),
                other_names_th=record.texts("other_names_th"),
            )
        return tuple(indicators.values())

    def sub_indicators(self, indicators: Sequence[Indicator]) -> tuple[SubIndicator, ...]:
        known = {indicator.number for indicator in indicators}
        found: dict[str, SubIndicator] = {}
        for record in self.root.records("sub_indicators", _SUB_INDICATOR, name_by="code"):
            code = record.text("code")
            _require_new(record, "code", code, found)
            number, _, rest = code.partition(".")
            if not (number.isdecimal() and rest.isdecimal() and int(number) in known):
                raise record.wrong(
                    "code",
                    f'เป็น "{code}" ต้องเป็นเลขตัวชี้วัด จุด และลำดับ เช่น 9.1 โดยมีตัวชี้วัดนั้นอยู่ใน indicators',
                    f'is "{code}"; it must be indicator, dot, number such as 9.1, with that indicator in indicators',
                )
            found[code] = SubIndicator(
                code=code,
                name_th=record.text("name_th"),
                name_en=record.text("name_en"),
                confidence=_confidence(record),
                sources=self._sources(record),
            )
        return tuple(found.values())

    def items(self, sub_indicators: Sequence[SubIndicator]) -> tuple[Item, ...]:
        known = {entry.code: entry for entry in sub_indicators}
        items: dict[str, Item] = {}
        topics: dict[str, str] = {}
        for record in self.root.records("items", _ITEM, name_by="code"):
            item = self._item(record, known)
            _require_new(record, "code", item.code, items)
            for topic in item.topics:
                field = "topic" if topic == item.topic else "absorbs"
                if topic in topics:
                    raise record.wrong(
                        field,
                        f'ใช้เรื่อง "{topic}" ซึ่ง {topics[topic]} ใช้อยู่แล้ว',
                        f'uses topic "{topic}", which {topics[topic]} already has',
                    )
                topics[topic] = item.code
            items[item.code] = item
        return tuple(items.values())

    def _item(self, record: Record, known: dict[str, SubIndicator]) -> Item:
        code = record.text("code")
        if not _ITEM_CODE.fullmatch(code):
            raise record.wrong(
                "code",
                f'เป็น "{code}" ต้องเป็นตัวอักษร O ตามด้วยเลขข้อ เช่น O7',
                f'is "{code}"; it must be the letter O and a number such as O7',
            )
        sub_indicator = record.optional_text("sub_indicator")
        if sub_indicator is not None:
            _require_known(record, "sub_indicator", [sub_indicator], known)
        for topic in (record.text("topic"), *record.texts("absorbs")):
            if not _TOPIC_CODE.fullmatch(topic):
                raise record.wrong(
                    "topic",
                    f'เป็น "{topic}" ต้องเป็นอักษรอังกฤษตัวเล็ก ตัวเลข และขีดล่าง ตามไฟล์ crosswalk.yaml',
                    f'is "{topic}"; it must be small letters, digits and underscores, as in crosswalk.yaml',
                )
        elements_confidence = record.choice("elements_confidence", CONFIDENCES)
        return Item(
            code=code,
            title_th=record.text("title_th"),
            title_en=record.text("title_en"),
            topic=record.text("topic"),
            period=record.choice("period", PERIODS),
            elements=tuple(_elements(record, elements_confidence)),
            confidence=_confidence(record),
            elements_confidence=elements_confidence,
            sub_indicator=sub_indicator,
            group_th=record.optional_text("group_th"),
            absorbs=record.texts("absorbs"),
            other_titles_th=record.texts("other_titles_th"),
            sources=self._sources(record),
            note_th=record.optional_text("note_th"),
            note_en=record.optional_text("note_en"),
        )

    def levels(self) -> tuple[Level, ...]:
        levels: dict[str, Level] = {}
        for record in self.root.records("levels", _LEVEL, name_by="code"):
            code = record.text("code")
            _require_new(record, "code", code, levels)
            levels[code] = Level(
                code=code,
                name_th=record.text("name_th"),
                name_en=record.text("name_en"),
                minimum_total=record.number("minimum_total", least=0, most=100),
                passes=record.flag("passes"),
                confidence=_confidence(record),
                minimum_each_tool=record.optional_number("minimum_each_tool", least=0, most=100),
                sources=self._sources(record),
            )
        minimums = [level.minimum_total for level in levels.values()]
        if minimums and (minimums != sorted(minimums, reverse=True) or minimums[-1] != 0):
            raise self.root.wrong(
                "levels",
                "ต้องเรียงจากคะแนนสูงไปต่ำ และระดับสุดท้ายต้องเริ่มที่ 0",
                "must go from the highest to the lowest, and the last must start at 0",
            )
        return tuple(levels.values())

    def calendar(self) -> tuple[CalendarStep, ...]:
        steps = []
        for record in self.root.records("calendar", _STEP, name_by="step"):
            step = CalendarStep(
                step=record.text("step"),
                name_th=record.text("name_th"),
                name_en=record.text("name_en"),
                confidence=_confidence(record),
                from_on=record.optional_day("from"),
                to_on=record.optional_day("to"),
                note_th=record.optional_text("note_th"),
                note_en=record.optional_text("note_en"),
                sources=self._sources(record),
            )
            if step.from_on and step.to_on and step.to_on < step.from_on:
                raise record.wrong("to", "อยู่ก่อนวันเริ่ม (from)", "is before the first day (from)")
            steps.append(step)
        return tuple(steps)

    def rules(self) -> tuple[Rule, ...]:
        return tuple(
            Rule(
                text_th=record.text("th"),
                text_en=record.text("en"),
                confidence=_confidence(record),
                sources=self._sources(record),
                note_th=record.optional_text("note_th"),
                note_en=record.optional_text("note_en"),
            )
            for record in self.root.records("rules", _RULE)
        )

    def _sources(self, record: Record) -> tuple[str, ...]:
        names = record.texts("sources")
        _require_known(record, "sources", names, self.known_sources)
        return names


def _elements(item: Record, confidence: Confidence) -> Iterable[Element]:
    for record in item.records("elements", _ELEMENT):
        own = record.choice("confidence", CONFIDENCES) if record.has("confidence") else confidence
        yield Element(record.text("th"), record.text("en"), own)


def _source(name: str, record: Record) -> Source:
    return Source(name, record.text("title"), record.text("address"), record.optional_text("body"))


def _confidence(record: Record) -> Confidence:
    return record.choice("confidence", CONFIDENCES)


def _require_schema(root: Record, schema: str) -> None:
    root.choice("schema", (schema,))


def _require_new(record: Record, field: str, value: object, taken: object) -> None:
    if value in taken:  # type: ignore[operator]
        raise record.wrong(
            field, f'"{value}" มีอยู่แล้วข้างบน ห้ามซ้ำกัน', f'"{value}" is there already; it must not be repeated'
        )


def _require_known(record: Record, field: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = tuple(known)
    for name in names:
        if name not in known:
            raise record.wrong(
                field,
                f'อ้างถึง "{name}" ซึ่งไม่มีในไฟล์ ที่มีคือ {_some(known)}',
                f'refers to "{name}", which is not there; there are: {_some(known)}',
            )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "") if names else "-"


__all__ = ["PersonError", "parse_crosswalk", "parse_framework", "parse_topic_words"]
