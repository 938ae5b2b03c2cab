"""Precision and recall a verdict, who was taken for whom, and every wrong link with the reason given."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from benchmarks.audit.blind2.label import Labelled


@dataclass(frozen=True, slots=True)
class Said:
    """The auditor's verdict and its sentence."""

    verdict: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict's figures; precision and recall are None where nothing was said or labelled."""

    verdict: str
    links: int
    said: int
    right: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class Wrong:
    id: str
    url: str
    style: str
    label: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class Score:
    links: int
    doubtful: int  # links where several verdicts count as right
    rows: list[Row]
    confusion: dict[str, dict[str, int]]
    wrong: list[Wrong]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def score(links: Sequence[Labelled], said: dict[str, Said]) -> Score:
    """A verdict within the allowed set counts as the label; else the most fitting label was missed."""
    truth = {one.id: said[one.id].verdict if said[one.id].verdict in one.right else one.right[0] for one in links}
    pairs = Counter((truth[one.id], said[one.id].verdict) for one in links)
    names = sorted({name for pair in pairs for name in pair})
    rows = []
    for name in names:
        labelled = sum(many for (label, _), many in pairs.items() if label == name)
        answers = sum(many for (_, answer), many in pairs.items() if answer == name)
        right = pairs[name, name]
        rows.append(
            Row(
                name,
                labelled,
                answers,
                right,
                right / answers if answers else None,
                right / labelled if labelled else None,
            )
        )
    confusion = {label: {answer: pairs[label, answer] for answer in names if pairs[label, answer]} for label in names}
    wrong = [
        Wrong(one.id, one.url, one.style, truth[one.id], said[one.id].verdict, said[one.id].why)
        for one in links
        if truth[one.id] != said[one.id].verdict
    ]
    return Score(len(links), sum(len(one.right) > 1 for one in links), rows, confusion, wrong)


def figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def table(found: Score) -> list[str]:
    """Markdown: figures, then label by answer, then the wrong ones by style."""
    lines = ["| verdict | links | said | right | precision | recall |", "|---|---|---|---|---|---|"]
    lines += [
        f"| `{row.verdict}` | {row.links} | {row.said} | {row.right} | {figure(row.precision)} | {figure(row.recall)} |"
        for row in found.rows
    ]
    names = [row.verdict for row in found.rows]
    lines += ["", "| label \\ said | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    lines += [
        f"| `{label}` | " + " | ".join(str(found.confusion[label].get(name, "")) for name in names) + " |"
        for label in names
    ]
    lines += [
        "",
        f"Wrong: {len(found.wrong)} of {found.links} ({found.doubtful} links allow more than one verdict).",
        "",
    ]
    styles = Counter((one.label, one.style, one.said) for one in found.wrong)
    return lines + [
        f"- {style}: {label} called {answer}, {many}" for (label, style, answer), many in styles.most_common()
    ]


def wrong_links(found: Score) -> list[str]:
    """A line a wrong link."""
    return [f"{one.id} {one.style} {one.url} : {one.label} called {one.said} : {one.why}" for one in found.wrong]
