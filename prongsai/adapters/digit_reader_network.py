"""The network that names what stands at each step along a strip, in numpy.

Six convolutions, trained by tools/digit_reader/train.py, whose weights lie in prongsai/data/digit_reader.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from prongsai.adapters.digit_reader_lines import STRIP_HEIGHT

Floats = npt.NDArray[np.float32]

DIGITS = "๐๑๒๓๔๕๖๗๘๙0123456789"
GAP, OTHER, SPACE = 0, 21, 22  # classes 1 to 20 are DIGITS
CLASSES = 23
STEP = 2  # columns of a strip for each answer
DILATIONS = (1, 2, 4)
_BLOCK = 2048  # columns worked on at once, so that the middle layers stay in the processor's cache
_CONTEXT = 64  # columns either side that an answer may depend on


@cache
def load_weights() -> dict[str, Floats]:
    """The shipped weights by name (a kernel is rows, columns, channels in, channels out)."""
    with files("prongsai.data.digit_reader").joinpath("weights.npz").open("rb") as file, np.load(file) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def name_steps(ink: Floats, weights: dict[str, Floats] | None = None) -> Floats:
    """The probability of each class at each step: (columns // STEP, CLASSES), from a strip of STRIP_HEIGHT rows."""
    weights = load_weights() if weights is None else weights
    width = ink.shape[1] // STEP * STEP
    answers = []
    for start in range(0, width, _BLOCK):
        end = min(width, start + _BLOCK)
        left, right = max(0, start - _CONTEXT), min(width, end + _CONTEXT)
        scores = _scores(ink[:, left:right], weights)
        answers.append(scores[(start - left) // STEP : (end - left) // STEP])
    if not answers:
        return np.zeros((0, CLASSES), dtype=np.float32)
    scores = np.concatenate(answers)
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def _scores(ink: Floats, weights: dict[str, Floats]) -> Floats:
    assert ink.shape[0] == STRIP_HEIGHT
    x = ink[:, :, None]
    x = _pooled(_convolved(x, weights, "a"), 2, 2)
    x = _pooled(_convolved(x, weights, "b"), 2, 1)
    x = _pooled(_convolved(x, weights, "c"), 3, 1)
    x = _convolved(x, weights, "d", rows_padded=False)
    for dilation in DILATIONS:
        x = _convolved(x, weights, f"e{dilation}", rows_padded=False, dilation=dilation)
    scores: Floats = x[0] @ weights["out.w"] + weights["out.b"]
    return scores


def _convolved(
    x: Floats, weights: dict[str, Floats], name: str, *, rows_padded: bool = True, dilation: int = 1
) -> Floats:
    kernel, bias = weights[f"{name}.w"], weights[f"{name}.b"]
    high, wide, _, out = kernel.shape
    side = wide // 2 * dilation
    top = high // 2 if rows_padded else 0
    padded = np.pad(x, ((top, top), (side, side), (0, 0)))
    rows, columns = padded.shape[0] - high + 1, x.shape[1]
    parts: list[Any] = [
        padded[r : r + rows, c * dilation : c * dilation + columns] for r in range(high) for c in range(wide)
    ]
    flat = np.concatenate(parts, axis=2).reshape(rows * columns, -1)
    result = flat @ kernel.reshape(-1, out)
    result += bias
    np.maximum(result, 0, out=result)
    return result.reshape(rows, columns, out)


def _pooled(x: Floats, rows: int, columns: int) -> Floats:
    high, wide, channels = x.shape
    grouped = x[:, : wide // columns * columns].reshape(high // rows, rows, wide // columns, columns, channels)
    pooled: Floats = grouped.max(axis=(1, 3))
    return pooled
