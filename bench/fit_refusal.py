"""Fit the model that decides whether evidence is enough to answer.

    .venv/bin/python bench/fit_refusal.py ANSWERS… [--write]

ANSWERS are files that `rag eval SET --half fit --answers FILE` wrote: sets with unanswerable
questions, and questions asked of another set's library. Each kind of question in each file
(answerable, unanswerable) weighs the same, however many there are. A question counts by its
best-supported sentence, which is chosen anew with each round of fitting. Prints the model and
what it does at several thresholds; `--write` puts it into `rag/sufficiency/weights.json`, with
the threshold that keeps `--keep` of the answerable questions of the first file.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

WEIGHTS = Path(__file__).parents[1] / "rag" / "sufficiency" / "weights.json"
ROUNDS = 5
STRENGTH = 1.0
"""Inverse strength of the regularisation, over signals scaled to unit variance."""
NEVER_POSITIVE = ("head_missing", "name_missing", "nameless", "negated", "opposite", "number")
HARD = ("entity_absent", "no_such_figure")


@dataclass(frozen=True)
class Asked:
    """One question: the signals of each sentence that was followed, shape (sentences, signals)."""

    group: str
    answerable: bool
    decided: bool
    """Whether it is refused without asking the model: a name or figure is not there."""
    sentences: np.ndarray


def main() -> int:
    options = _options()
    names = list(json.loads(WEIGHTS.read_text("utf-8"))["weights"])
    asked = [one for path in options.answers for one in _read(path, names)]
    names, weights, bias = _fitted([one for one in asked if not one.decided], names)
    full = dict.fromkeys(json.loads(WEIGHTS.read_text("utf-8"))["weights"], 0.0) | dict(
        zip(names, weights, strict=True)
    )
    vector = np.array(list(full.values()))
    for name, value in full.items():
        print(f"{name:>14} {value:+.3f}")
    print(f"{'bias':>14} {bias:+.3f}\n")
    first = next(one.group for one in asked if one.answerable)
    kept = [one for one in asked if one.group == first]
    enough = float(np.quantile([_likelihood(one, vector, bias) for one in kept], 1 - options.keep))
    for threshold in sorted({*np.arange(0.2, 0.61, 0.05).round(2), round(enough, 3)}):
        print(f"answer from {threshold:.3f}: {_told(asked, vector, bias, threshold)}")
    if options.write:
        _write(full, bias, round(enough, 3), asked)
    return 0


def _read(path: Path, names: list[str]) -> list[Asked]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = []
    for row in rows:
        support = [one["support"] for one in row["signals"] if one.get("support")]
        if not support:
            continue
        matrix = np.array([[one.get(name, 0.0) for name in names] for one in support])
        decided = row["reason"] in HARD
        group = f"{path.stem} {'answerable' if row['answerable'] else 'unanswerable'}"
        found.append(Asked(group, row["answerable"], decided, matrix))
    return found


def _fitted(asked: list[Asked], names: list[str]) -> tuple[list[str], np.ndarray, float]:
    """The model; a signal that would count the wrong way round is left out."""
    columns = list(range(len(names)))
    while True:
        weights, bias = _rounds(asked, columns)
        wrong = {
            abs(value): at
            for at, value in zip(columns, weights, strict=True)
            if (value > 0) == (names[at] in NEVER_POSITIVE)
        }
        if not wrong:
            return [names[at] for at in columns], weights, bias
        columns.remove(wrong[max(wrong)])


def _rounds(asked: list[Asked], columns: list[int]) -> tuple[np.ndarray, float]:
    labels = np.array([one.answerable for one in asked])
    groups = [one.group for one in asked]
    sizes = np.array([1 / groups.count(group) for group in groups])
    best = np.array([one.sentences[0, columns] for one in asked])
    for _ in range(ROUNDS):
        middle, scale = best.mean(axis=0), best.std(axis=0) + 1e-9
        model = LogisticRegression(C=STRENGTH, max_iter=5000)
        model.fit((best - middle) / scale, labels, sample_weight=sizes / sizes.mean())
        weights = model.coef_[0] / scale
        bias = float(model.intercept_[0] - (middle * weights).sum())
        best = np.array(
            [
                one.sentences[np.argmax(one.sentences[:, columns] @ weights), columns]
                for one in asked
            ]
        )
    return weights, bias


def _likelihood(one: Asked, weights: np.ndarray, bias: float) -> float:
    if one.decided:
        return 0.0
    return float(1 / (1 + np.exp(-((one.sentences @ weights).max() + bias))))


def _told(asked: list[Asked], weights: np.ndarray, bias: float, threshold: float) -> str:
    shares = []
    for group in dict.fromkeys(one.group for one in asked):
        own = [one for one in asked if one.group == group]
        answered = np.mean([_likelihood(one, weights, bias) >= threshold for one in own])
        shares.append(f"{group} {answered:.2f}")
    return " · ".join(shares)


def _write(weights: dict[str, float], bias: float, enough: float, asked: list[Asked]) -> None:
    known = json.loads(WEIGHTS.read_text("utf-8"))
    groups = [one.group for one in asked]
    known["bias"] = round(bias, 4)
    known["weights"] = {name: round(float(value), 4) for name, value in weights.items()}
    known["enough"] = enough
    known["beside"] = round(enough * 0.6, 3)
    known["fitted_on"] = {group: groups.count(group) for group in dict.fromkeys(groups)}
    known["command"] = "bench/fit_refusal.py"
    WEIGHTS.write_text(json.dumps(known, indent=2) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("answers", nargs="+", type=Path, metavar="ANSWERS")
    parser.add_argument("--keep", type=float, default=0.9)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
