"""Choose what to learn from the profiles and signals of a person, each item with its reason. Pure."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from backend.education.content import Item, signals_in
from backend.kit.figure import Value
from backend.signals.kinds import Persona, SignalKey, Tag, Window

_PERSONA_POINTS, _SIGNAL_POINTS, _MOST_SIGNAL_POINTS = Decimal("0.5"), Decimal("0.1"), Decimal("0.5")


class Reading(NamedTuple):
    """What holds in one window: the profiles that apply, the tags, and the value of each signal."""

    window: Window
    personas: Collection[Persona]
    tags: Collection[Tag]
    values: Mapping[SignalKey, Value | None]


class Recommendation(NamedTuple):
    """An item that fits. `because` is a sentence with signals in braces, whose values are those of `window`."""

    item: Item
    relevance: Decimal
    because: str
    window: Window
    personas: tuple[Persona, ...]
    tags: tuple[Tag, ...]


def recommend(items: Iterable[Item], readings: Iterable[Reading]) -> list[Recommendation]:
    """Return each item that fits one of the windows, the most relevant first.

    An item fits if one of its signals holds, or, if it names none, if one of its profiles applies; and if the figures
    that its reason cites are known. Relevance is 0.5 for the profile and 0.1 for each signal.
    """
    readings = list(readings)
    found = []
    for item in items:
        options = [option for reading in readings if (option := _fit(item, reading)) is not None]
        if options:
            found.append(max(options, key=lambda option: option.relevance))
    return sorted(found, key=lambda each: (-each.relevance, each.item.id))


def _fit(item: Item, reading: Reading) -> Recommendation | None:
    personas = tuple(each for each in item.personas if each in reading.personas)
    tags = tuple(each for each in item.signals if each in reading.tags)
    if not (tags or (personas and not item.signals)):
        return None
    known = (
        sentence
        for sentence in item.because
        if all(reading.values.get(key) is not None for key in signals_in(sentence))
    )
    because = next(known, None)
    if because is None:
        return None
    points = min(_SIGNAL_POINTS * len(tags), _MOST_SIGNAL_POINTS)
    return Recommendation(item, points + (_PERSONA_POINTS if personas else 0), because, reading.window, personas, tags)
