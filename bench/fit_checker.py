"""Fits the coefficients of the checker, and says what they are worth on the other half.

    .venv/bin/python bench/fit_checker.py --data DIR [--write]

DATA holds `summedits` as docs/evaluation.md says. A summary is as well supported as the worst of its sentences,
so the model is fitted to that sentence, chosen anew after each round. A signal may only speak
against a sentence: consistent summaries of this set are paraphrased more than the edited ones,
and a model free to use that would learn that strange words are good. With `--write` the
coefficients go to rag/checker/coefficients.json. Fitted on one half of the sources.
"""

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import rag.checker
from rag import settings
from rag.checker import EvidenceBase
from rag.checker.checking import measure, sentences
from rag.checker.signals import SIGNALS
from rag.evaluation import checks, loading
from rag.evaluation.sampling import Half, half_of
from rag.evaluation.unsupported import common_words
from rag.models.encoders import open_encoder

FALSE_ALARMS = 0.03
"""Of consistent summaries of sources held out within the half; sources differ, see docs/checking.md."""
PENALTY = 10.0
ROUNDS = 6
FOLDS = 10
TARGET = Path(rag.checker.__file__).parent / "coefficients.json"


@dataclass(frozen=True)
class Measured:
    """One summary: its sentences' signals, and whether a rule decides it without them."""

    signals: np.ndarray
    decided: bool
    consistent: bool
    figure_or_name: bool
    source: str

    @property
    def half(self) -> Half:
        return half_of(self.source)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found = measured(given.data / "summedits")
    fitted = [one for one in found if one.half is Half.FIT]
    bias, weights = fit(fitted)
    threshold = threshold_for(fitted)
    print(
        "| half | summaries | edits of figures and names found | false alarms | all edits found | balanced accuracy |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for half in Half:
        print(row(half, [one for one in found if one.half is half], (bias, weights, threshold)))
    kept = {name: round(float(weight), 4) for name, weight in zip(SIGNALS, weights, strict=True)}
    stored = {"bias": round(float(bias), 4), "threshold": round(threshold, 4), "weights": kept}
    print(json.dumps(stored, indent=2))
    if given.write:
        TARGET.write_text(json.dumps(stored, indent=2) + "\n", "utf-8")


def measured(folder: Path) -> list[Measured]:
    """Every summary of the set with its signals."""
    found = loading.load(folder)
    common = common_words((*found.sources.values(), *(edit.original for edit in found.edits)))
    encoder = open_encoder(cache=settings.cache_folder(), threads=1)
    bases, known, rows = {}, {}, []
    for edit in found.edits:
        source = edit.source_id
        if source not in bases:
            bases[source] = EvidenceBase.of(
                checks.sentences(found.sources[source]), encoder=encoder
            )
        parts = sentences(edit.summary)
        for part in parts:
            if (source, part) not in known:
                known[source, part] = measure(part, bases[source], encoder=encoder)
        results = [known[source, part] for part in parts]
        signals = [[values[name] for name in SIGNALS] for _, values in results]
        rows.append(
            Measured(
                np.array(signals, np.float64),
                any(finding.decisive for findings, _ in results for finding in findings),
                edit.consistent,
                not edit.consistent
                and checks.ENTITY in edit.edit_types
                and checks.changes_figure_or_name(edit, common),
                source,
            )
        )
    return rows


def fit(found: list[Measured]) -> tuple[float, np.ndarray]:
    """The bias and the weights of the signals, none of them below zero."""
    open_ones = [one for one in found if not one.decided]
    target = np.array([not one.consistent for one in open_ones], np.float64)
    scale = np.vstack([one.signals for one in open_ones]).std(axis=0) + 1e-9
    weights = np.ones(len(SIGNALS))
    bias = 0.0
    for _ in range(ROUNDS):
        worst = np.stack([_worst(one.signals / scale, weights) for one in open_ones])
        bias, weights = _logistic(worst, target)
    return bias, weights / scale


def threshold_for(found: list[Measured]) -> float:
    """The score below which so many consistent summaries lie as there may be alarms.

    Each summary is scored by a model that was fitted without its source's part of the half.
    """
    scores = []
    for fold in range(FOLDS):
        model = fit([one for one in found if fold_of(one.source) != fold])
        held_out = (one for one in found if fold_of(one.source) == fold)
        scores.extend(score(one, *model) for one in held_out if one.consistent)
    return sorted(scores)[int(FALSE_ALARMS * len(scores))]


def fold_of(source: str) -> int:
    return hashlib.sha256(f"fold {source}".encode()).digest()[0] % FOLDS


def score(one: Measured, bias: float, weights: np.ndarray) -> float:
    """The probability that the worst sentence is supported; 0 where a rule decides."""
    return 0.0 if one.decided else float(1 / (1 + np.exp((one.signals @ weights).max() - bias)))


def row(half: Half, found: list[Measured], model: tuple[float, np.ndarray, float]) -> str:
    bias, weights, threshold = model
    faulted = np.array([score(one, bias, weights) < threshold for one in found])
    right = np.array([one.consistent for one in found])
    edited = np.array([one.figure_or_name for one in found])
    alarms, hits = faulted[right].mean(), faulted[~right].mean()
    cells = (faulted[edited].mean(), alarms, hits, (hits + 1 - alarms) / 2)
    return f"| {half} | {len(found)} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |"


def _worst(signals: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return signals[(signals @ weights).argmax()]


def _logistic(signals: np.ndarray, target: np.ndarray) -> tuple[float, np.ndarray]:
    """Logistic regression with classes of equal weight and weights of one sign."""
    weighing = np.where(target == 1, 1 / target.mean(), 1 / (1 - target.mean()))
    rows = np.c_[signals, np.ones(len(signals))]

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        against = rows @ values
        error = weighing * (1 / (1 + np.exp(-against)) - target)
        cost = (weighing * (np.logaddexp(0, against) - target * against)).sum()
        slope = np.r_[2 * PENALTY * values[:-1], 0]
        return cost + PENALTY * (values[:-1] ** 2).sum(), rows.T @ error + slope

    bounds = [(0, None)] * signals.shape[1] + [(None, None)]
    best = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return -float(best[-1]), best[:-1]


if __name__ == "__main__":
    main()
