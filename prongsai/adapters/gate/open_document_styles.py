"""What the styles of an OpenDocument file hide: text, sheets, slides."""

from typing import Any, Final

from prongsai.adapters.gate.xml_flow import attribute, local

_WHITE: Final = frozenset(("#ffffff", "#fefefe", "#fdfdfd"))
_SMALLEST_PT: Final = 2.0
_TEXT: Final = frozenset(("span", "p", "h", "a"))
_MOST_PARENTS: Final = 20


class Styles:
    """The named styles of a file's parts, a style's parents taken in."""

    def __init__(self, roots: list[Any]) -> None:
        self._values: dict[str, dict[str, str]] = {}
        self._parents: dict[str, str] = {}
        for root in roots:
            for style in root.iter():
                name = attribute(style, "name")
                if local(style) == "style" and name:
                    self._parents[name] = attribute(style, "parent-style-name")
                    values = self._values.setdefault(name, {})
                    for properties in style:
                        for key, value in properties.attrib.items():
                            values[f"{local(properties)}/{key.rpartition('}')[2]}"] = str(value)

    def hides_text(self, element: Any) -> bool:
        """Whether a span or paragraph is set hidden, white on no ground of its own, or smaller than two points."""
        if local(element) not in _TEXT:
            return False
        style = attribute(element, "style-name")
        if not style:
            return False
        if self._value(style, "text-properties/display") in {"none", "true"}:
            return True
        size = self._value(style, "text-properties/font-size")
        if size.endswith("pt") and _number(size[:-2]) < _SMALLEST_PT:
            return True
        is_white = self._value(style, "text-properties/color").lower() in _WHITE
        return is_white and not self._has_ground(element)

    def hides_table(self, table: Any) -> bool:
        """Whether a sheet is hidden."""
        return self._value(attribute(table, "style-name"), "table-properties/display") == "false"

    def hides_page(self, page: Any) -> bool:
        """Whether the show passes over a slide."""
        return self._value(attribute(page, "style-name"), "drawing-page-properties/visibility") == "hidden"

    def _has_ground(self, element: Any) -> bool:
        """Whether anything around a text has a colour or a picture, on which white is read well."""
        for around in (element, *element.iterancestors()):
            if local(around) in {"frame", "custom-shape", "rect", "ellipse", "polygon", "path", "text-box"}:
                return True
            style = attribute(around, "style-name")
            for kind in ("text", "paragraph", "table-cell", "table-row", "table", "section", "graphic"):
                ground = self._value(style, f"{kind}-properties/background-color").lower() if style else ""
                if ground and ground != "transparent" and ground not in _WHITE:
                    return True
        return False

    def _value(self, style: str, key: str) -> str:
        for _ in range(_MOST_PARENTS):
            value = self._values.get(style, {}).get(key)
            if value is not None:
                return value
            style = self._parents.get(style, "")
            if not style:
                break
        return ""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return _SMALLEST_PT
