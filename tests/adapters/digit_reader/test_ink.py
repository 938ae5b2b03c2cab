from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from prongsai.adapters.digit_reader_ink import ink_of, pieces_of, united, without_rules


def mask(*rows: str) -> np.ndarray:
    return np.array([[cell == "#" for cell in row] for row in rows])


def flooded(ink: np.ndarray) -> Iterator[tuple[int, int, int, int, int]]:
    """Boxes and areas of the pieces, found the slow way."""
    seen = np.zeros_like(ink)
    for top, left in zip(*np.nonzero(ink), strict=True):
        if seen[top, left]:
            continue
        stack, cells = [(int(top), int(left))], []
        seen[top, left] = True
        while stack:
            row, column = stack.pop()
            cells.append((row, column))
            for r in range(max(0, row - 1), min(ink.shape[0], row + 2)):
                for c in range(max(0, column - 1), min(ink.shape[1], column + 2)):
                    if ink[r, c] and not seen[r, c]:
                        seen[r, c] = True
                        stack.append((r, c))
        rows, columns = zip(*cells, strict=True)
        yield min(columns), min(rows), max(columns) + 1, max(rows) + 1, len(cells)


class TestPiecesOf:
    def test_an_empty_page_has_none(self):
        assert pieces_of(np.zeros((20, 30), dtype=bool)).shape == (0, 4)

    def test_pieces_touch_at_corners_too(self):
        boxes = pieces_of(mask("##...", "..#..", "...##"))

        assert boxes.tolist() == [[0, 0, 5, 3]]

    def test_a_u_is_one_piece_though_its_arms_start_apart(self):
        assert pieces_of(mask("#...#", "#...#", "#####")).tolist() == [[0, 0, 5, 3]]

    def test_an_edge_does_not_join_the_next_row(self):
        boxes = pieces_of(mask("..###", ".....", "###..")).tolist()

        assert sorted(boxes) == [[0, 2, 3, 3], [2, 0, 5, 1]]

    def test_a_row_that_ends_in_ink_does_not_run_on(self):
        boxes = pieces_of(mask("...###", "......", "###..."))

        assert len(boxes) == 2

    def test_specks_of_two_pixels_are_left_out(self):
        assert len(pieces_of(mask("##..###", "......."))) == 1

    @settings(max_examples=120, deadline=None)
    @given(st.integers(1, 14), st.integers(1, 14), st.integers(0, 2**32 - 1), st.sampled_from([0.2, 0.4, 0.55, 0.7]))
    @example(1, 1, 0, 1.0)
    def test_gives_what_flooding_gives(self, height, width, seed, share):
        ink = np.random.default_rng(seed).random((height, width)) < share

        boxes = sorted(map(tuple, pieces_of(ink).tolist()))

        assert boxes == sorted(piece[:4] for piece in flooded(ink) if piece[4] >= 3)


class TestUnited:
    def test_chains_end_at_their_root(self):
        assert united(np.array([0, 0, 1, 2, 4]), np.array([], dtype=int), np.array([], dtype=int)).tolist() == [
            0,
            0,
            0,
            0,
            4,
        ]

    def test_pairs_join_trees(self):
        assert united(np.arange(6), np.array([0, 3, 5]), np.array([1, 4, 4])).tolist() == [0, 0, 2, 3, 3, 3]

    @given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
    def test_two_nodes_have_one_root_when_pairs_lead_from_one_to_the_other(self, pairs):
        left, right = (np.array([pair[side] for pair in pairs], dtype=int) for side in (0, 1))
        sets = {node: {node} for node in range(20)}
        for a, b in pairs:
            joined = sets[a] | sets[b]
            for node in joined:
                sets[node] = joined

        roots = united(np.arange(20), left, right)

        assert [roots[node] for node in range(20)] == [min(sets[node]) for node in range(20)]


class TestWithoutRules:
    def test_takes_the_lines_of_a_table_and_leaves_letters(self):
        ink = np.zeros((200, 300), dtype=bool)
        ink[50:53, :] = True
        ink[:, 100:102] = True
        ink[70:90, 120:132] = True

        left = without_rules(ink)

        assert left[70:90, 120:132].all()
        assert left.sum() == 20 * 12

    def test_gives_the_same_ink_when_there_is_no_line(self):
        ink = np.random.default_rng(1).random((80, 80)) < 0.3

        assert np.array_equal(without_rules(ink), ink)


class TestInkOf:
    @pytest.mark.parametrize("shade", [0, 128, 255])
    def test_a_page_of_one_shade_has_none(self, shade):
        assert not ink_of(Image.new("L", (120, 90), shade)).any()

    def test_finds_strokes_in_the_shadow_as_well(self):
        page = Image.linear_gradient("L").resize((300, 300)).point([150 + v * 100 // 255 for v in range(256)])
        draw = ImageDraw.Draw(page)
        for y, shade in ((30, 60), (150, 90), (270, 120)):
            draw.rectangle((100, y, 110, y + 3), fill=shade)

        ink = ink_of(page)

        assert all(ink[y : y + 4, 100:111].all() for y in (30, 150, 270))
        assert ink.sum() == 3 * 44
