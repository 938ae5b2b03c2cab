"""Trains the network of the digit reader and writes its weights as half floats.

    python train.py strips-*.npz --validation check.npz --minutes 20 --seed 1 -o weights.npz

Needs torch (any build for the CPU); the product does not. The strips come from examples.py. The same strips, seed and
number of steps give the same weights on one machine; `--steps` fixes the number, `--minutes` only limits it.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from examples import UNTOLD
from prongsai.adapters.digit_reader_network import CLASSES, DILATIONS, OTHER, name_steps

CHANNELS = (16, 32, 48, 80)


class Network(nn.Module):
    """The layers that digit_reader_network.py works out, with batch norms that are folded into them at the end."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d = CHANNELS
        self.a = _layer(1, a, (3, 3), padding=(1, 1))
        self.b = _layer(a, b, (3, 3), padding=(1, 1))
        self.c = _layer(b, c, (3, 3), padding=(1, 1))
        self.d = _layer(c, d, (3, 3), padding=(0, 1))
        self.e = nn.ModuleList(_layer(d, d, (1, 5), padding=(0, 2 * n), dilation=(1, n)) for n in DILATIONS)
        self.dropout = nn.Dropout(0.1)
        self.out = nn.Conv2d(d, CLASSES, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = nn.functional.max_pool2d(self.a(x), (2, 2))
        x = nn.functional.max_pool2d(self.b(x), (2, 1))
        x = nn.functional.max_pool2d(self.c(x), (3, 1))
        x = self.d(x)
        for layer in self.e:
            x = layer(x)
        return self.out(self.dropout(x))[:, :, 0]


def _layer(before: int, after: int, kernel: tuple[int, int], **options) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(before, after, kernel, bias=False, **options), nn.BatchNorm2d(after), nn.ReLU())


def folded(network: Network) -> dict[str, np.ndarray]:
    """The weights as digit_reader_network.py takes them: kernels rows, columns, in, out, norms folded in, half floats."""
    layers = {"a": network.a, "b": network.b, "c": network.c, "d": network.d}
    layers |= {f"e{n}": layer for n, layer in zip(DILATIONS, network.e, strict=True)}
    weights = {}
    for name, (convolution, norm, _) in layers.items():
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        kernel = convolution.weight * scale[:, None, None, None]
        weights[f"{name}.w"] = kernel.permute(2, 3, 1, 0)
        weights[f"{name}.b"] = norm.bias - norm.running_mean * scale
    weights["out.w"] = network.out.weight[:, :, 0, 0].T
    weights["out.b"] = network.out.bias
    return {name: np.ascontiguousarray(value.detach().numpy().astype(np.float16)) for name, value in weights.items()}


def _batch(
    ink: np.ndarray, labels: np.ndarray, rows: np.ndarray, chance: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Windows with their labels, letters drawn wider, narrower, leaning, taller by turns: shapes that no font here has."""
    x = ink[rows]
    high, wide = x.shape[1:]
    columns, lines = np.arange(wide), np.arange(high)
    across = wide / 2 + (columns - wide / 2) * 2 ** chance.uniform(-0.3, 0.3)
    across = across + chance.uniform(0, 3) * np.sin(columns / chance.uniform(9, 30) + chance.uniform(0, 6))
    down = high / 2 + (lines - high / 2) * 2 ** chance.uniform(-0.12, 0.12)
    down = (
        down
        + chance.uniform(0, 0.8) * np.sin(lines / chance.uniform(3, 9) + chance.uniform(0, 6))
        + chance.uniform(-1, 1)
    )
    lean = chance.normal(0, 0.09) * (lines - 21)
    row = np.clip(down, 0, high - 1.001)
    column = np.clip(across[None, :] + lean[:, None], 0, wide - 1.001)
    top, left = row.astype(int)[:, None], column.astype(int)
    below, beside = (row % 1).astype(np.float32)[:, None], (column % 1).astype(np.float32)
    upper = x[:, top, left] * (1 - beside) + x[:, top, left + 1] * beside
    lower = x[:, top + 1, left] * (1 - beside) + x[:, top + 1, left + 1] * beside
    x = (upper * (1 - below) + lower * below) / 255
    x = x * chance.uniform(0.75, 1.25, (len(x), 1, 1)) + chance.uniform(-0.06, 0.06, (len(x), 1, 1))
    step = wide // labels.shape[1]
    told = np.clip(across[::step] / step, 0, labels.shape[1] - 1).round().astype(int)
    y = labels[rows][:, told].astype(np.int64)
    return torch.from_numpy(np.clip(x, 0, 1).astype(np.float32))[:, None], torch.from_numpy(y)


def check(network: Network, ink: np.ndarray, labels: np.ndarray) -> str:
    """How the steps of digits and of other characters are named, on strips not trained on."""
    network.eval()
    named = []
    with torch.no_grad():
        for start in range(0, len(ink), 512):
            x = torch.from_numpy(ink[start : start + 512].astype(np.float32) / 255)[:, None]
            named.append(network(x).softmax(1).numpy().transpose(0, 2, 1))
    network.train()
    odds = np.concatenate(named)
    best, sure = odds.argmax(2), odds.max(2)
    digit = (labels >= 1) & (labels <= 20)
    letter = labels == OTHER
    accepted = digit & (sure > 0.95) & (best >= 1) & (best <= 20)
    taken = letter & (best >= 1) & (best <= 20) & (sure > 0.95)
    return (
        f"digits right {(best == labels)[digit].mean():.4f}; of the {accepted.sum() / digit.sum():.3f} sure "
        f"{(best == labels)[accepted].mean():.5f}; letters taken for digits {taken.sum() / letter.sum():.5f}"
    )


def train(
    files: list[Path],
    validation: Path,
    *,
    steps: int,
    minutes: float,
    seed: int,
    output: Path,
    start: Path | None,
    rate: float,
) -> None:
    """Trains for `steps` batches or until `minutes` are over, whichever comes first; prints as it goes."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    loaded = [np.load(file) for file in files]
    ink = np.concatenate([one["ink"] for one in loaded])
    labels = np.concatenate([one["labels"] for one in loaded])
    with np.load(validation) as held:
        check_ink, check_labels = held["ink"][:3000], held["labels"][:3000]
    network = Network().to(memory_format=torch.channels_last)
    if start:
        network.load_state_dict(torch.load(start, weights_only=True))
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-2)
    loss_of = nn.CrossEntropyLoss(ignore_index=UNTOLD)
    began = time.monotonic()
    order, place, size, total = chance.permutation(len(ink)), 0, 64, 0.0
    for step in range(1, steps + 1):
        part = max(step / steps, (time.monotonic() - began) / 60 / minutes)
        if part >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, step / 200) * (0.5 + 0.5 * float(np.cos(np.pi * part))) + 1e-5
        if place + size > len(order):
            order, place = chance.permutation(len(ink)), 0
        x, y = _batch(ink, labels, np.sort(order[place : place + size]), chance)
        place += size
        optimiser.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):  # three times as fast where the processor has it
            scores = network(x.contiguous(memory_format=torch.channels_last))
        loss = loss_of(scores.float(), y)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        total += loss.item()
        if step % 1000 == 0:
            print(
                f"{step} {time.monotonic() - began:.0f} s loss {total / 1000:.4f} {check(network, check_ink, check_labels)}",
                flush=True,
            )
            total = 0.0
            torch.save(network.state_dict(), output.with_suffix(".pt"))
            np.savez_compressed(output, **folded(network.eval()))
            network.train()
    network.eval()
    weights = folded(network)
    np.savez_compressed(output, **weights)
    print("end", step, check(network, check_ink, check_labels), output.stat().st_size, "bytes", flush=True)
    network.eval()  # check leaves it training
    with torch.no_grad():
        x = check_ink[0].astype(np.float32) / 255
        ours = name_steps(x, {name: value.astype(np.float32) for name, value in weights.items()})
        theirs = network(torch.from_numpy(x)[None, None]).softmax(1)[0].T.numpy()
    print("largest difference of the two workings", float(np.abs(ours - theirs).max()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("strips", nargs="+", type=Path)
    parser.add_argument("--validation", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--start", type=Path, help="go on from this state (the .pt beside an earlier output)")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    a = parser.parse_args()
    train(
        a.strips,
        a.validation,
        steps=a.steps,
        minutes=a.minutes,
        seed=a.seed,
        output=a.output,
        start=a.start,
        rate=a.rate,
    )


if __name__ == "__main__":
    main()
