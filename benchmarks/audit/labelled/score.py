"""How well a checker's verdicts agree with the labels: precision and recall, and the errors by case."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.audit.labelled.site import Labelled
from prongsai.audit.verdict import VERDICTS

PEER_WORDS = ("ok", "error", "timeout", "excluded", "not listed")


@dataclass(frozen=True, slots=True)
class VerdictScore:
    """One verdict: labelled so, said so, both. A verdict that was never said has the precision 0."""

    verdict: str
    labelled: int
    said: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0


def score(links: Sequence[Labelled], said: Mapping[str, str]) -> list[VerdictScore]:
    """One row a verdict, in the order of the design; a link without an answer counts as said "not listed"."""
    labelled = Counter(link.verdict for link in links)
    answers = Counter(said.get(link.id, "not listed") for link in links)
    right = Counter(link.verdict for link in links if said.get(link.id) == link.verdict)
    return [VerdictScore(one, labelled[one], answers[one], right[one]) for one in VERDICTS]


def errors(links: Sequence[Labelled], said: Mapping[str, str]) -> list[tuple[str, str, str, int, str]]:
    """Wrong answers as (right verdict, style, what was said, how many, one address), most frequent first."""
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for link in links:
        answer = said.get(link.id, "not listed")
        if answer != link.verdict:
            groups[link.verdict, link.style, answer].append(link.url)
    rows = [(*key, len(urls), urls[0]) for key, urls in groups.items()]
    return sorted(rows, key=lambda row: -row[3])


def peer_words(links: Sequence[Labelled], said: Mapping[str, str]) -> dict[str, Counter[str]]:
    """What a checker without our verdicts said, by the right verdict."""
    words: dict[str, Counter[str]] = {one: Counter() for one in VERDICTS}
    for link in links:
        words[link.verdict][said.get(link.id, "not listed")] += 1
    return words
