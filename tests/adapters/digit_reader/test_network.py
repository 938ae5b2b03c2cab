from importlib.resources import files

import numpy as np
import pytest

from prongsai.adapters.digit_reader_lines import STRIP_HEIGHT
from prongsai.adapters.digit_reader_network import (
    _BLOCK,
    CLASSES,
    DIGITS,
    GAP,
    OTHER,
    SPACE,
    STEP,
    _convolved,
    _pooled,
    load_weights,
    name_steps,
)


def noise(width: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((STRIP_HEIGHT, width), dtype=np.float32)


class TestNameSteps:
    @pytest.mark.parametrize("width", [2, 3, 64, 65, 700])
    def test_each_step_has_odds_that_sum_to_one(self, width):
        odds = name_steps(noise(width))

        assert odds.shape == (width // STEP, CLASSES)
        assert np.allclose(odds.sum(axis=1), 1, atol=1e-5)

    @pytest.mark.parametrize("width", [0, 1])
    def test_nothing_is_named_in_less_than_a_step(self, width):
        assert name_steps(noise(width)).shape == (0, CLASSES)

    def test_a_long_strip_is_named_as_its_parts_are(self):
        strip = noise(_BLOCK * 2 + 300)
        around = slice(_BLOCK - 400, _BLOCK + 400)

        whole = name_steps(strip)[(_BLOCK - 200) // STEP : (_BLOCK + 200) // STEP]
        part = name_steps(strip[:, around])[200 // STEP : 600 // STEP]

        assert np.allclose(whole, part, atol=1e-4)

    def test_paper_is_no_digit(self):
        names = name_steps(np.zeros((STRIP_HEIGHT, 200), dtype=np.float32)).argmax(axis=1)

        assert set(names.tolist()) <= {GAP, SPACE, OTHER}


class TestLayers:
    def test_a_convolution_is_the_sum_it_says(self):
        numbers = np.random.default_rng(5)
        x = numbers.normal(size=(6, 9, 3)).astype(np.float32)
        kernel, bias = numbers.normal(size=(3, 3, 3, 4)).astype(np.float32), numbers.normal(size=4).astype(np.float32)
        padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))

        ours = _convolved(x, {"k.w": kernel, "k.b": bias}, "k")

        for row, column in ((0, 0), (3, 4), (5, 8)):
            slow = np.einsum("rci,rcio->o", padded[row : row + 3, column : column + 3], kernel) + bias
            assert np.allclose(ours[row, column], np.maximum(slow, 0), atol=1e-4)

    def test_a_wider_step_looks_further(self):
        x = np.zeros((1, 21, 1), dtype=np.float32)
        x[0, 10] = 1
        ones = {"k.w": np.ones((1, 5, 1, 1), dtype=np.float32), "k.b": np.zeros(1, dtype=np.float32)}

        seen = np.flatnonzero(_convolved(x, ones, "k", rows_padded=False, dilation=4)[0, :, 0])

        assert seen.tolist() == [2, 6, 10, 14, 18]

    def test_pooling_keeps_the_largest_and_drops_a_rest(self):
        x = np.arange(2 * 5, dtype=np.float32).reshape(2, 5, 1)

        assert _pooled(x, 2, 2)[:, :, 0].tolist() == [[6.0, 8.0]]


class TestWeights:
    def test_are_under_one_megabyte(self):
        assert 50_000 < len(files("prongsai.data.digit_reader").joinpath("weights.npz").read_bytes()) < 1_000_000

    def test_are_finite_and_fit_the_layers(self):
        weights = load_weights()

        assert all(np.isfinite(value).all() for value in weights.values())
        assert weights["out.w"].shape[1] == CLASSES == len(DIGITS) + 3
