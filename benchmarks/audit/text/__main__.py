"""Character errors of PDF extractors on Thai documents: python -m benchmarks.audit.text [--keep FOLDER]

Six producers x 4 fonts x 2 contents are drawn and read back. Errors are the edits between what was drawn and what was read, in
percent of the characters drawn; spaces are ignored and the Thai of every extractor, ours too, gets the same repair.
FOLDER keeps the PDFs, with the text that was drawn beside each; a second run takes them from there.
"""

import argparse
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.audit.text.content import Content, letter, report
from benchmarks.audit.text.extractors import EXTRACTORS
from benchmarks.audit.text.producers import PRODUCERS, find_fonts, is_here
from benchmarks.measure import machine
from prongsai.core.thai.text import fold_thai
from prongsai.intake.readers.thai_marks import mend_marks


@dataclass(frozen=True, slots=True)
class Sample:
    """One drawn document and the text that was drawn."""

    producer: str
    font: str
    number: int
    pdf: bytes
    text: str


def main() -> None:
    """Draws or loads the documents, prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="folder for the PDFs")
    parser.add_argument(
        "--held-out", action="store_true", help="other fonts and other texts than the readers were worked out on"
    )
    parser.add_argument("--only", help="one producer")
    parser.add_argument("--details", action="store_true", help="errors of each document")
    wanted = parser.parse_args()
    samples = [
        sample
        for sample in make_samples(wanted.keep, held_out=wanted.held_out)
        if wanted.only in {None, sample.producer}
    ]
    print(f"{len(samples)} documents, {machine()}\n")
    results = {
        name: [errors(extract(sample.pdf), sample.text) for sample in samples] for name, extract in EXTRACTORS.items()
    }
    seconds = {name: _cpu_s(name, samples) for name in EXTRACTORS}
    producers = sorted({sample.producer for sample in samples})
    print(
        "| extractor | mean % | worst % | mean without tables % | " + " | ".join(producers) + " | CPU ms a document |"
    )
    print("|---" * (len(producers) + 5) + "|")
    for name, found in sorted(results.items(), key=lambda pair: statistics.mean(pair[1])):
        by_producer = [
            statistics.mean(error for error, sample in zip(found, samples, strict=True) if sample.producer == producer)
            for producer in producers
        ]
        # Where cells stand side by side, the order of reading is a matter of taste; without tables it is not.
        plain = statistics.mean(error for error, sample in zip(found, samples, strict=True) if sample.number == 0)
        parts = [
            f"{statistics.mean(found):.2f}",
            f"{max(found):.2f}",
            f"{plain:.2f}",
            *(f"{one:.2f}" for one in by_producer),
        ]
        print(f"| {name} | {' | '.join(parts)} | {seconds[name] * 1000:.1f} |")
    if wanted.details:
        for index, sample in enumerate(samples):
            line = " ".join(f"{name} {results[name][index]:.2f}" for name in EXTRACTORS)
            print(f"{sample.producer:12} {sample.font:15} {sample.number} {line}")


def make_samples(keep: Path | None, *, held_out: bool = False) -> list[Sample]:
    """Every producer that is installed with every font and two contents."""
    samples = []
    for place, (producer, draw) in enumerate(PRODUCERS.items()):
        if not is_here(producer):
            print(f"{producer} is not installed: left out")
            continue
        for font_place, font in enumerate(find_fonts(producer, held_out=held_out)):
            for number, make in enumerate((letter, report)):
                content: Content = make((500_000 if held_out else 0) + 1_000 * place + 10 * font_place + number)
                path = keep / f"{producer}-{font.name}-{number}.pdf" if keep else None
                if path is not None and path.exists():
                    pdf = path.read_bytes()
                else:
                    pdf = draw(content, font)
                    if path is not None:
                        path.parent.mkdir(parents=True, exist_ok=True)
                        path.write_bytes(pdf)
                        path.with_suffix(".txt").write_text(content.text, encoding="utf-8")
                samples.append(Sample(producer, font.name, number, pdf, content.text))
    return samples


def errors(read: str, drawn: str) -> float:
    """Edits in percent of the characters drawn, spaces ignored, Thai repaired alike."""
    from rapidfuzz.distance import Levenshtein

    wanted, found = comparable(drawn), comparable(read)
    return 100.0 * Levenshtein.distance(wanted, found) / len(wanted)


def comparable(text: str) -> str:
    """The text as it is compared."""
    return "".join(fold_thai(mend_marks("".join(fold_thai(text).split()))).split())


def _cpu_s(name: str, samples: list[Sample]) -> float:
    import resource

    def used() -> float:
        own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime

    runs = []
    for _ in range(3):
        start = used()
        for sample in samples:
            EXTRACTORS[name](sample.pdf)
        runs.append((used() - start) / len(samples))
    return statistics.median(runs)


if __name__ == "__main__":
    start = time.monotonic()
    main()
    print(f"\n{time.monotonic() - start:.0f} s in all")
