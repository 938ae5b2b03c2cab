"""What tesseract reads at three resolutions, and what it makes of digits: python -m benchmarks.audit.text.ocr

Two letters in two fonts are drawn, made a picture and read. Errors as in the table of extractors; "digits" is the share of
the runs of two and more digits drawn that stand in the text as they are, and of those that our digit reader vouches for.
"""

import io
import re
import resource
import statistics
from collections import Counter

import pypdfium2

from benchmarks.audit.text.__main__ import errors
from benchmarks.audit.text.content import letter
from benchmarks.audit.text.producers import by_typst, find_fonts
from benchmarks.measure import machine
from prongsai.adapters.page_ocr import load_digit_reader, read_image
from prongsai.adapters.page_reader import OUR_DIGIT_READER
from prongsai.adapters.pdf_plain import letters_text
from prongsai.adapters.reading_limits import Deadline

_RUN = re.compile("[0-9๐-๙]{2,}")


def main() -> None:
    """Prints a row for each resolution and kind of paper."""
    print(machine())
    digits = load_digit_reader(OUR_DIGIT_READER)
    print(
        "| picture | errors % | CPU s a page | digits by tesseract % | accepted by our reader %, of them right % |\n|---|---|---|---|---|"
    )
    for dots in (150, 200, 300):
        for worn in (False, True):
            found, seconds, seen, taken, right, runs = [], [], 0, 0, 0, 0
            for number, font in enumerate(find_fonts("typst")[:2]):
                document = pypdfium2.PdfDocument(by_typst(letter(90 + number), font))
                for page in document:
                    drawn = letters_text(page)
                    image = page.render(scale=dots / 72, grayscale=True).to_pil()
                    start = _cpu_s()
                    read = read_image(_worn(image) if worn else image, deadline=Deadline(60), digits=digits)
                    seconds.append(_cpu_s() - start)
                    if read is None:
                        continue
                    found.append((errors(read.text, drawn), len(drawn)))
                    wanted, by_tesseract = _runs(drawn), _runs(read.text)
                    ours = Counter(run for run, _ in read.runs)
                    runs += wanted.total()
                    seen += (wanted & by_tesseract).total()
                    taken += ours.total()
                    right += (wanted & ours).total()
            print(
                f"| {dots} dots per inch{', worn' if worn else ''} | {_weighted(found):.2f} | {statistics.mean(seconds):.2f} "
                f"| {100 * seen / runs:.0f} | {100 * taken / runs:.0f}, {100 * right / max(1, taken):.1f} |"
            )


def _weighted(found: list[tuple[float, int]]) -> float:
    """Mean of the errors, each page counting as much as it has characters."""
    return sum(error * length for error, length in found) / max(1, sum(length for _, length in found))


def _runs(text: str) -> Counter[str]:
    """Runs of digits, in their own script: ๖ is not 6."""
    return Counter(_RUN.findall(text))


def _worn(image):
    """As a copier gives it: turned by a degree, JPEG at quality 40."""
    turned = image.rotate(1.0, fillcolor=255)
    buffer = io.BytesIO()
    turned.save(buffer, "JPEG", quality=40)
    from PIL import Image

    return Image.open(io.BytesIO(buffer.getvalue())).convert("L")


def _cpu_s() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
