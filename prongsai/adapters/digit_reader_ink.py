"""Ink on a grey page: what is dark, what hangs together, without the ruling lines."""

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Boxes = npt.NDArray[np.int64]  # a row each: left, top, right, bottom; right and bottom one past the ink

_SURROUNDINGS = 24  # pixels each way whose mean is the paper around a point
_DARKER = 0.27  # of the page's contrast: a thin blurred stroke has half of it
_LONGEST_STROKE = 60  # pixels; a longer straight run of ink is a ruling line, not a letter
_MAX_PIECES = 9_000  # a page of text has 3,000; one of dirt is read by its largest pieces


def ink_of(image: Image.Image) -> Mask:
    """Where the page (mode L) is clearly darker than its surroundings; nothing on a page without contrast."""
    grey: Grey = np.asarray(image)
    darker = np.cumsum(image.histogram()) / max(1, grey.size)
    # One word on a page is a few hundred pixels; specks of dirt are as dark as ink.
    contrast = int(np.searchsorted(darker, 0.85)) - int(np.searchsorted(darker, 0.0002))
    if contrast < 20:
        return np.zeros(grey.shape, dtype=np.bool_)
    around: Grey = np.asarray(image.filter(ImageFilter.BoxBlur(_SURROUNDINGS)))
    ink: Mask = grey.astype(np.int16) < around.astype(np.int16) - int(_DARKER * contrast)
    return ink


def without_rules(ink: Mask) -> Mask:
    """The same ink less its long straight runs, across and down."""
    return _without_long_runs(ink) & _without_long_runs(ink.T).T


def _without_long_runs(ink: Mask) -> Mask:
    starts, ends, stride = _runs(ink)
    long = ends - starts > _LONGEST_STROKE
    if not long.any():
        return ink
    padded = np.zeros((ink.shape[0], stride), dtype=np.bool_)
    padded[:, :-1] = ink
    flat = padded.ravel()
    for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
        flat[start:end] = False
    return padded[:, :-1]


def _runs(ink: Mask) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], int]:
    """Starts and ends of the runs of ink in reading order, as places in rows of `stride` (a blank column ends each row)."""
    height, width = ink.shape
    stride = width + 1
    flat = np.zeros(height * stride + 1, dtype=np.int8)
    flat[1:].reshape(height, stride)[:, :width] = ink
    steps = np.flatnonzero(flat[1:] != flat[:-1])
    return steps[0::2], steps[1::2], stride


def pieces_of(ink: Mask) -> Boxes:
    """Boxes of the connected pieces of ink (by edge or corner), specks of under three pixels left out."""
    starts, ends, stride = _runs(ink)
    if not len(starts):
        return np.zeros((0, 4), dtype=np.int64)
    labels = _joined(starts, ends, stride)
    order = np.argsort(labels, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(labels[order]) != 0])
    rows, lefts = np.divmod(starts[order], stride)
    rights = lefts + (ends - starts)[order]
    boxes = np.stack(
        [
            np.minimum.reduceat(lefts, first),
            np.minimum.reduceat(rows, first),
            np.maximum.reduceat(rights, first),
            np.maximum.reduceat(rows, first) + 1,
        ],
        axis=1,
    )
    area = np.add.reduceat((ends - starts)[order], first)
    boxes = boxes[area >= 3]
    if len(boxes) > _MAX_PIECES:
        size = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        boxes = boxes[np.argsort(-size, kind="stable")[:_MAX_PIECES]]
    return boxes


def _joined(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], stride: int) -> npt.NDArray[np.int64]:
    """A label for each run, equal for runs that touch those of the row above, at a corner too."""
    first_above = np.searchsorted(ends, starts - stride, side="left")
    past_above = np.searchsorted(starts, ends - stride, side="right")
    count = np.maximum(past_above - first_above, 0)
    parents = np.where(count > 0, first_above, np.arange(len(starts)))
    several = np.flatnonzero(count > 1)
    more = np.repeat(several, count[several] - 1)
    within = np.arange(len(more)) - np.repeat(np.cumsum(count[several] - 1) - (count[several] - 1), count[several] - 1)
    return united(parents, more, first_above[more] + within + 1)


def united(parents: npt.NDArray[Any], left: npt.NDArray[Any], right: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """The root of each node of a forest (a parent never after its child) once the pairs left-right are joined too."""
    roots = parents.astype(np.int64)
    while True:
        higher = roots[roots]
        if np.array_equal(higher, roots):
            break
        roots = higher
    pairs = np.unique(np.sort(np.stack([roots[left], roots[right]], axis=1), axis=1), axis=0)
    merged: dict[int, int] = {}

    def find(node: int) -> int:
        while (above := merged.get(node, node)) != node:
            merged[node] = merged.get(above, above)
            node = above
        return node

    for one, other in pairs.tolist():
        a, b = find(one), find(other)
        if a != b:
            merged[max(a, b)] = min(a, b)
    if merged:
        table = np.arange(len(roots))
        changed = np.fromiter(merged, dtype=np.int64)
        table[changed] = [find(node) for node in changed.tolist()]
        roots = table[roots]
    return roots
