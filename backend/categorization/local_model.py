"""The local model as a tier: what it says of rows that the rules leave open, and where it doubts the merchant map."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from backend.categories.models import Category
from backend.categorization.category_match import CategoryMatch
from backend.categorization.engine import REFUND_CONFIDENCE, RowToJudge
from backend.categorization.models import TrainedModel
from backend.infra.database import ReadSession, WriteSession
from backend.settings import service as settings

if TYPE_CHECKING:
    from backend.categorization.classifier.classifier import Classifier, Guess
    from backend.categorization.classifier.features import Example

# What is learned from examples is never shown as certain.
_CERTAIN = 0.99
# Below this a suggestion costs more attention than it saves.
_WORTH_SHOWING = 0.2
# So sure the model must be of a merchant's category for the merchant map to decide alone.
_SUPPORT = 0.9
# So sure it must be of another category than the merchant map's to be shown in its place.
_OVERRULES = 0.7


# Unpacked models by the digest of their content, the last ones used.
_loaded: "dict[str, Classifier | None]" = {}
_MOST_LOADED = 4


class LocalModel:
    """A trained model with the person's categories. `auto_confirms`: above its cut-off rows skip the review."""

    def __init__(
        self, classifier: "Classifier", category_ids: Sequence[int], kinds: dict[int, str], *, auto_confirms: bool
    ) -> None:
        self.classifier = classifier
        self._category_ids = category_ids
        self._kinds = kinds
        self._auto_confirms = auto_confirms

    def complete(
        self, rows: Sequence[RowToJudge], matches: Sequence[CategoryMatch | None]
    ) -> list[CategoryMatch | None]:
        """Return the verdicts on the rows, given what the earlier tiers say of them. Amount rules are final."""
        result = list(matches)
        asked = [place for place, match in enumerate(matches) if not (match and match.tier == "amount_rule")]
        for place, match in zip(asked, self.judge([rows[place] for place in asked]), strict=True):
            result[place] = combined(matches[place], match)
        return result

    def judge(self, rows: Sequence[RowToJudge]) -> list[CategoryMatch | None]:
        """Return what the model alone says of the rows; None where its category does not exist any more."""
        examples = [example_of(row) for row in rows]
        guesses = self.classifier.predict(examples)
        return [self._match(*each) for each in zip(rows, examples, guesses, strict=True)]

    def _match(self, row: RowToJudge, example: "Example", guess: "Guess") -> CategoryMatch | None:
        category_id = self._category_ids[guess.category]
        kind = self._kinds.get(category_id)
        if kind is None:
            return None
        confidence, reason = guess.confidence, self._reason(example, guess)
        is_sure = self._auto_confirms and guess.is_above_cut_off
        if kind == "expense" and row.amount_minor < 0:
            confidence, is_sure, reason = min(confidence, REFUND_CONFIDENCE), False, f"{reason}; money in is a refund"
        return CategoryMatch(category_id, min(round(confidence, 2), _CERTAIN), "model", is_sure, reason, 0)

    def _reason(self, example: "Example", guess: "Guess") -> str:
        if guess.seen:
            times = "once" if guess.seen == 1 else f"{guess.seen} times"
            return f"You filed this merchant here {times}"
        words = self.classifier.telling_words(example.text, guess.category)
        if words:
            return f"Learned from your transactions: {' and '.join(f'“{word}”' for word in words)}"
        return "Learned from your transactions: similar names and amounts"


def combined(rules: CategoryMatch | None, model: CategoryMatch | None) -> CategoryMatch | None:
    """Return the verdict of the earlier tiers and the model together.

    The merchant map decides alone only where the model, which knows how such decisions held up, agrees. A starter
    mapping or a brand is a guess: whichever is surer counts.
    """
    if model is None:
        return rules
    if rules is None:
        return model if model.confidence >= _WORTH_SHOWING else None
    if not rules.is_own:
        return model if model.confidence >= rules.confidence else rules
    if model.category_id == rules.category_id:
        is_sure = (rules.is_sure and model.confidence >= _SUPPORT) or model.is_sure
        return rules._replace(confidence=model.confidence, is_sure=is_sure)
    if model.confidence >= _OVERRULES:
        return model
    return rules._replace(confidence=min(rules.confidence, 1 - model.confidence), is_sure=False)


def load(db: ReadSession | WriteSession, user_id: int) -> LocalModel | None:
    """Return the person's trained model, None if there is none or it is switched off."""
    mode = settings.local_model(db, user_id)
    if mode == "off":
        return None
    query = select(TrainedModel.digest, TrainedModel.category_ids).where(TrainedModel.user_id == user_id)
    trained = db.execute(query).one_or_none()
    if trained is None:
        return None
    if trained.digest not in _loaded:
        content = db.scalar(select(TrainedModel.content).where(TrainedModel.user_id == user_id))
        _keep(trained.digest, content or b"")
    classifier = _loaded.get(trained.digest)
    if classifier is None:
        return None
    living = select(Category.id, Category.kind).where(Category.user_id == user_id, Category.is_archived.is_(False))
    kinds = dict(db.execute(living).all())
    return LocalModel(classifier, trained.category_ids, kinds, auto_confirms=mode == "confirm")


def example_of(row: RowToJudge) -> "Example":
    """Return the row as the classifier sees it."""
    from backend.categorization.classifier.features import Example

    return Example.of(row.payee or row.description, row.amount_minor, row.on, str(row.account_id))


def _keep(digest: str, content: bytes) -> None:
    from backend.categorization.classifier import storage

    while len(_loaded) >= _MOST_LOADED:
        del _loaded[next(iter(_loaded))]
    _loaded[digest] = storage.loads(content)
