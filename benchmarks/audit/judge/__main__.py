"""`python -m benchmarks.audit.judge`: agreement with our labels, and CPU time a page. `-v` names what did not agree."""

import statistics
import sys
import time

from benchmarks.audit.judge.agreement import Agreement, Judging
from benchmarks.audit.judge.samples import SAMPLES, labels
from benchmarks.measure import machine

SIZES = ((0, 5_000), (5_000, 10_000), (10_000, 20_000), (20_000, 10_000_000))


def main() -> None:
    if not SAMPLES.exists():
        raise SystemExit(f"the samples are not here: {SAMPLES}")
    judging = Judging()
    print(machine())
    years, items, lists, elements = judging.years(), judging.items(), judging.lists(), judging.elements()
    print(f"fiscal year       {_share(years)} right, {years.wrong} ({years.share_wrong:.1%}) confidently wrong")
    print(
        f"item first        {_share(items)}, among the first three {items.among_three} ({items.share_among_three:.1%})"
    )
    print(f"lists of items    {_share(lists)} noted as lists")
    print(
        f"elements          {_share(elements)} as labelled, {elements.wrong} ({elements.share_wrong:.1%}) the opposite"
    )
    for (label, judged), count in sorted(elements.states.items()):
        print(f"    {label:12} judged {judged:12} {count}")
    titles, others = judging.titles(labels()), judging.as_of_another()
    print(
        f"titles elsewhere  {_share(titles)} first, among the first three {titles.among_three} ({titles.share_among_three:.1%})"
    )
    print(f"another agency's  {_share(others)} noticed; {others.wrong} noticed wrongly when handed in by their own")
    print(
        "CPU milliseconds a page, median over pages of the median of 9 runs (whole judge, elements of one item included)"
    )
    for low, high in SIZES:
        times = [
            _cpu_ms(judging, file) for file, page in judging.pages.items() if low <= len(page.text.encode()) < high
        ]
        print(
            f"    {low // 1000:3} kB and more: {len(times):3} pages, median {statistics.median(times):.2f}, most {max(times):.2f}"
        )
    if "-v" in sys.argv:
        for name, found in (
            ("years", years),
            ("items", items),
            ("lists", lists),
            ("elements", elements),
            ("titles", titles),
        ):
            for miss in found.misses:
                print(f"{name}: {miss}")


def _share(found: Agreement) -> str:
    return f"{found.right} of {found.total} ({found.share_right:.1%})"


def _cpu_ms(judging: Judging, file: str) -> float:
    judging.judged(file, 2566, "O12")
    times = []
    for _ in range(9):
        started = time.process_time()
        for _ in range(10):
            judging.judged(file, 2566, "O12")
        times.append((time.process_time() - started) * 100)
    return statistics.median(times)


if __name__ == "__main__":
    main()
