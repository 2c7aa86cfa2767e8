"""The local model on small invented histories."""

import random
from datetime import date, timedelta

import numpy as np
import pytest

from backend.categorization.classifier import storage, sureness, training
from backend.categorization.classifier.classifier import Categories
from backend.categorization.classifier.features import DIMENSIONS, Example, Scorer, dense
from backend.categorization.classifier.training import TARGET, replay, train

NAMES = ("Groceries", "Coffee", "Fuel", "Salary")
GROCERIES, COFFEE, FUEL, SALARY = range(4)
DAY = date(2026, 1, 1)


def example(text: str, amount_minor: int = 1000, day: int = 0, account: str = "1") -> Example:
    return Example.of(text, amount_minor, DAY + timedelta(days=day), account)


def history(count: int = 200, *, seed: int = 7, noise: float = 0.0) -> tuple[list[Example], list[int]]:
    """Return purchases at three kinds of shops and a salary; a share `noise` is filed anywhere."""
    rng = random.Random(seed)
    shops = [
        ("KESTREL MARKET", GROCERIES), ("OLD MILL GROCERY", GROCERIES),
        ("JUNIPER COFFEE", COFFEE), ("RED KITE CAFE", COFFEE),
        ("NORTHGATE FUEL STOP", FUEL), ("ACME PAYROLL", SALARY),
    ]  # fmt: skip
    examples, labels = [], []
    for day in range(count):
        name, label = rng.choice(shops)
        amount = -200_000 if label == SALARY else rng.randrange(300, 9000)
        examples.append(example(f"{name} #{rng.randrange(100, 999)}", amount, day))
        labels.append(rng.randrange(4) if rng.random() < noise else label)
    return examples, labels


def test_a_merchant_is_predicted_as_it_was_confirmed_whatever_its_number() -> None:
    trained = train(*history(), Categories.of(NAMES), None)
    guess = trained.classifier.predict([example("JUNIPER COFFEE #417")])[0]
    assert guess.category == COFFEE
    assert guess.seen > 3
    assert guess.confidence > 0.9


@pytest.mark.parametrize(
    ("text", "amount_minor", "category"),
    [("SALTBOX COFFEE", 450, COFFEE), ("FOXGLOVE GROCERY", 5200, GROCERIES), ("TIDEWATER PAYROLL", -180_000, SALARY)],
)
def test_a_merchant_never_seen_is_predicted_by_what_its_text_has_in_common(
    text: str, amount_minor: int, category: int
) -> None:
    trained = train(*history(), Categories.of(NAMES), None)
    guess = trained.classifier.predict([example(text, amount_minor)])[0]
    assert (guess.category, guess.seen) == (category, 0)


def test_the_name_of_a_category_says_what_its_words_mean() -> None:
    names = (*NAMES, "Veterinary")
    trained = train(*history(), Categories.of(names), None)
    assert names[trained.classifier.predict([example("HILLSIDE VETERINARY CLINIC", 9000)])[0].category] == "Veterinary"


def test_the_same_merchant_is_told_apart_by_its_amount() -> None:
    examples, labels = history()
    for day in range(0, 120, 10):
        examples += [example("PEARTREE.COM/BILL", 999, 200 + day), example("PEARTREE.COM/BILL", 299, 200 + day)]
        labels += [COFFEE, FUEL]
    classifier = train(examples, labels, Categories.of(NAMES), None).classifier
    guesses = classifier.predict([example("PEARTREE.COM/BILL", 999), example("PEARTREE.COM/BILL", 299)])
    assert [guess.category for guess in guesses] == [COFFEE, FUEL]


def test_a_person_who_changes_their_mind_is_followed() -> None:
    examples, labels = history()
    examples += [example("RED KITE CAFE #1", 500, 200 + day) for day in range(4)]
    labels += [GROCERIES] * 4
    classifier = train(examples, labels, Categories.of(NAMES), None).classifier
    assert classifier.predict([example("RED KITE CAFE #2", 500, 210)])[0].category == GROCERIES


def test_a_category_that_is_blocked_for_a_direction_is_never_predicted_for_it() -> None:
    categories = Categories.of(NAMES)
    categories.blocked[1, SALARY] = True
    classifier = train(*history(), categories, None).classifier
    assert classifier.predict([example("ACME PAYROLL", 200_000)])[0].category != SALARY


def test_a_clear_past_supports_a_cut_off_and_a_noisy_one_does_not() -> None:
    clear = train(*history(400), Categories.of(NAMES), None)
    assert clear.classifier.sureness.cut_off is not None
    assert clear.classifier.predict([example("JUNIPER COFFEE #417")])[0].is_above_cut_off
    noisy = train(*history(400, noise=0.3), Categories.of(NAMES), None)
    assert noisy.classifier.sureness.cut_off is None
    assert not noisy.classifier.predict([example("JUNIPER COFFEE #417")])[0].is_above_cut_off


def test_what_the_past_would_have_confirmed_was_right_as_often_as_promised() -> None:
    examples, labels = history(1500, noise=0.01)
    _, judged = replay(examples, labels, Categories.of(NAMES), None, fit_at=range(50, 1500, 200))
    signs, is_right = training.arrays(judged)
    sure = sureness.fit(signs[:1000], is_right[:1000], TARGET)
    assert sure.cut_off is not None
    above = sure.probabilities(signs[1000:]) >= sure.cut_off
    assert above.mean() > 0.5
    assert is_right[1000:][above].mean() >= TARGET - 0.01


def test_no_prediction_of_the_replay_knows_the_future() -> None:
    examples, labels = history(120)
    categories = Categories.of(NAMES)
    first = replay(examples[:80], labels[:80], categories, None, fit_at=range(20, 80, 20)).judged
    more = replay(examples, labels, categories, None, fit_at=range(20, 120, 20)).judged
    assert [each.category for each in more[:80]] == [each.category for each in first]


def test_a_history_of_one_transaction_or_of_none_is_no_error() -> None:
    assert train([], [], Categories.of(NAMES), None).judged == []
    one = train([example("KESTREL MARKET")], [GROCERIES], Categories.of(NAMES), None)
    assert one.classifier.predict([example("KESTREL MARKET")])[0].category == GROCERIES
    assert one.classifier.predict([]) == []


def test_a_stored_model_says_the_same_and_is_no_pickle() -> None:
    classifier = train(*history(), Categories.of(NAMES), "us").classifier
    content = storage.dumps(classifier)
    again = storage.loads(content)
    assert again is not None
    texts = [example("JUNIPER COFFEE #9"), example("SOMETHING ELSE", -5000)]
    for one, other in zip(classifier.predict(texts), again.predict(texts), strict=True):
        assert (one.category, one.seen, one.is_above_cut_off) == (other.category, other.seen, other.is_above_cut_off)
        assert one.confidence == pytest.approx(other.confidence, abs=0.01)
    assert b"pickle" not in content


def test_scores_with_and_without_a_matrix_are_the_same() -> None:
    examples, _ = history(20)
    weights = np.random.default_rng(1).normal(size=(DIMENSIONS, 3)).astype(np.float32)
    assert np.allclose(Scorer(weights, None).scores(examples), dense(examples, None) @ weights, atol=1e-4)


@pytest.mark.parametrize(("right", "count", "lowest"), [(98, 100, 0.95), (1000, 1000, 0.998), (49, 50, 0.93)])
def test_the_lower_end_of_the_interval_grows_with_the_number_of_observations(
    right: int, count: int, lowest: float
) -> None:
    found = float(sureness.wilson_lower(np.array([float(right)]), np.array([count]))[0])
    assert lowest < found < right / count
