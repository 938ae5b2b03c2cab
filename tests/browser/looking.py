"""Looking at a page as a person would who reads it on a small screen, in other colours, or with a screen reader."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

WCAG = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")
RULES = (*WCAG, "best-practice")
INTERACTIVE = frozenset(
    [
        "button",
        "checkbox",
        "combobox",
        "link",
        "listbox",
        "menuitem",
        "radio",
        "searchbox",
        "slider",
        "spinbutton",
        "switch",
        "tab",
        "textbox",
        "DisclosureTriangle",
        "option",
    ]
)
WIDTH = """
() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide > 0 ? [`${wide} px wider than the screen`] : [];
}
"""
STRUCTURE = """
() => {
  const faults = [];
  const shown = (one) => one.checkVisibility({visibilityProperty: true});
  const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(shown).map((one) => +one.tagName[1]);
  if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1) faults.push(`headings begin ${levels}`);
  levels.forEach((level, place) => {
    if (place && level > levels[place - 1] + 1) faults.push(`a heading is left out: ${levels}`);
  });
  const framed = location.pathname.includes("/embed/");  // stands in another site's page, which has the head
  for (const [name, count] of [["main", 1], ["body > header", framed ? 0 : 1]]) {
    if (document.querySelectorAll(name).length !== count) faults.push(`not ${count} ${name}`);
  }
  const navs = [...document.querySelectorAll("nav")].map((one) => one.getAttribute("aria-label") || "");
  if (navs.includes("") || new Set(navs).size !== navs.length) faults.push(`navigation is not told apart: ${navs}`);
  if (!document.title.trim()) faults.push("no title");
  for (const table of document.querySelectorAll("table")) {
    const named = table.caption || table.getAttribute("aria-label") || table.getAttribute("aria-labelledby");
    const around = table.closest("[role=region][aria-label]");
    if (!named && !around) faults.push(`a table without a caption: ${table.textContent.trim().slice(0, 60)}`);
    for (const cell of table.querySelectorAll("th")) if (!cell.scope) faults.push(`th without scope: ${cell.textContent}`);
    if (!table.querySelector("th")) faults.push("a table without headings");
  }
  for (const field of document.querySelectorAll(".has-error")) {
    const inputs = [...field.querySelectorAll("input,select,textarea,fieldset")];
    const said = inputs.some((one) => (one.getAttribute("aria-describedby") || "").split(/\\s+/)
      .some((id) => document.getElementById(id)?.classList.contains("error")));
    if (!said) faults.push(`an error is not tied to its field: ${field.textContent.trim().slice(0, 80)}`);
    if (!inputs.some((one) => one.getAttribute("aria-invalid") === "true")) faults.push("a wrong field is not marked so");
  }
  const summary = document.querySelector(".error-summary");
  for (const link of summary ? summary.querySelectorAll("a") : []) {
    if (!document.getElementById(link.hash.slice(1))) faults.push(`an error leads nowhere: ${link.hash}`);
  }
  for (const label of document.querySelectorAll("label[for]")) {
    if (!document.getElementById(label.htmlFor)) faults.push(`a label of nothing: ${label.htmlFor}`);
  }
  return faults;
}
"""
CUT_WORDS = """
() => {
  const words = new Intl.Segmenter("th", {granularity: "word"});
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data, above = node.parentElement;
    if (!/[\\u0e01-\\u0e4e]{2}/.test(text) || !above.checkVisibility({visibilityProperty: true})) continue;
    if (above.closest(".url, code, pre, textarea, option, .visually-hidden, .skip") || /[/_]|\\S-\\S/.test(text)) continue;
    range.selectNodeContents(node);
    if (range.getClientRects().length < 2) continue;
    for (const {segment, index} of words.segment(text)) {
      if (!/^[\\u0e01-\\u0e4e]+$/.test(segment)) continue;
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const tops = new Set([...range.getClientRects()].filter((one) => one.width > 0).map((one) => Math.round(one.top)));
      if (tops.size > 1) found.push(`"${segment}" is cut: ${text.trim().slice(0, 60)}`);
    }
  }
  return found;
}
"""


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    language: str
    colours: str
    width: int

    def __str__(self) -> str:
        return f"{self.language} {self.colours} {self.width}"


LOOKS = tuple(
    Look(language, colours, width)
    for width in (360, 1280)
    for colours in ("light", "dark", "forced")
    for language in ("th", "en")
)


def wear(page: Any, look: Look) -> None:
    """Give the screen the width and the colours of a look."""
    page.set_viewport_size({"width": look.width, "height": 740})
    page.emulate_media(
        color_scheme="dark" if look.colours == "dark" else "light",
        forced_colors="active" if look.colours == "forced" else "none",
    )


def follow(page: Any, selector: str) -> None:
    """Click what leads to another page, and come back when that page is there."""
    with page.expect_navigation():
        page.click(selector)


def faults_of(page: Any, where: str, rules: Iterable[str] = WCAG) -> list[str]:
    """What axe finds on the page that is open, and whether it is wider than the screen."""
    found = [*_axe(page, rules), *page.evaluate(WIDTH)]
    return [f"{where}: {one}" for one in found]


def faults_on(page: Any, where: str) -> list[str]:
    """What is wrong with the page that is open, each line beginning with `where`."""
    said = [
        *_axe(page, RULES),
        *page.evaluate(WIDTH),
        *page.evaluate(STRUCTURE),
        *page.evaluate(CUT_WORDS),
        *_nameless(page),
    ]
    return [f"{where}: {one}" for one in said]


def _axe(page: Any, rules: Iterable[str]) -> Iterable[str]:
    page.evaluate(_axe_script())
    options = {"runOnly": list(rules), "resultTypes": ["violations"]}
    found = page.evaluate(f"axe.run({json.dumps(options)}).then((result) => result.violations)")
    for one in found:
        yield f"{one['id']} {[node['html'][:160] for node in one['nodes'][:2]]}"


@cache
def _axe_script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)


def _nameless(page: Any) -> Iterable[str]:
    """What a screen reader could only call by what it is."""
    speaks = page.context.new_cdp_session(page)
    nodes = speaks.send("Accessibility.getFullAXTree")["nodes"]
    speaks.detach()
    for node in nodes:
        role = node.get("role", {}).get("value", "")
        if role in INTERACTIVE and not node.get("ignored") and not node.get("name", {}).get("value", "").strip():
            told = {one["name"]: one.get("value", {}).get("value") for one in node.get("properties", ())}
            yield f"a {role} without a name {told}"
