"""Which of very many texts come twice, without holding all of them."""

from collections import Counter
from collections.abc import Callable, Iterable

_MARKS = 1 << 25


class Marks:
    """Remembers which numbers it was told, roughly: it knows each of them, and believes to know a few others."""

    def __init__(self) -> None:
        self._bits = bytearray(_MARKS >> 3)

    def add(self, number: int) -> bool:
        """Remember a number, and say whether it seemed known before."""
        place, bit = (number % _MARKS) >> 3, 1 << (number & 7)
        was = self._bits[place] & bit
        self._bits[place] |= bit
        return bool(was)

    def __contains__(self, number: int) -> bool:
        return bool(self._bits[(number % _MARKS) >> 3] & (1 << (number & 7)))


class Numbers:
    """A set of numbers that are not negative and lie close together, as ids do: one bit for each."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def update(self, numbers: Iterable[int | None]) -> None:
        """Take numbers in; None is no number."""
        for number in numbers:
            if number is not None:
                if number >> 3 >= len(self._bits):
                    self._bits.extend(bytes((number >> 3) - len(self._bits) + 4096))
                self._bits[number >> 3] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        return number >> 3 < len(self._bits) and bool(self._bits[number >> 3] & (1 << (number & 7)))


def repeated(texts: Callable[[], Iterable[str | None]]) -> set[str]:
    """Return the texts that come more than once; None and "" are no texts. `texts` gives them anew each time."""
    marks = Marks()
    maybe = {text for text in texts() if text and marks.add(hash(text))}
    counted = Counter(text for text in texts() if text in maybe) if maybe else Counter[str | None]()
    return {text for text, times in counted.items() if text and times > 1}
