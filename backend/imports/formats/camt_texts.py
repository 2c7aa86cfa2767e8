"""The words of a booking: who the other side is, and what it was for."""

from collections.abc import Iterator
from itertools import chain
from xml.etree.ElementTree import Element

_LONGEST_NAME = 200


def text_at(element: Element | None, *paths: str) -> str | None:
    """Return the first text that stands at one of the paths, in single spaces; None where there is none."""
    for path in paths if element is not None else ():
        for found in element.iterfind(path):  # type: ignore[union-attr]
            if text := " ".join((found.text or "").split()):
                return text
    return None


def other_side(details: Element | None, *, is_out: bool) -> str | None:
    """Return the name of who was paid, or who paid."""
    kinds = ("UltmtCdtr", "Cdtr") if is_out else ("UltmtDbtr", "Dbtr")
    paths = chain.from_iterable((f"RltdPties/{kind}/Nm", f"RltdPties/{kind}/Pty/Nm") for kind in reversed(kinds))
    found = text_at(details, *paths) or text_at(details, "RltdPties/TradgPty/Nm", "RltdPties/TradgPty/Pty/Nm")
    return found[:_LONGEST_NAME] if found else None


def description(entry: Element, details: Element | None, counterparty: str | None) -> str:
    """Return what the booking was for, as the most telling place of it says."""
    for words in (_unstructured(details), _references(details)):
        if told := " ".join(words):
            return told
    return (
        text_at(details, "AddtlTxInf")
        or text_at(entry, "AddtlNtryInf")
        or counterparty
        or text_at(details, "Purp/Prtry", "BkTxCd/Prtry/Cd")
        or text_at(entry, "BkTxCd/Prtry/Cd")
        or ""
    )


def _unstructured(details: Element | None) -> Iterator[str]:
    for found in details.iterfind("RmtInf/Ustrd") if details is not None else ():
        if text := " ".join((found.text or "").split()):
            yield text


def _references(details: Element | None) -> Iterator[str]:
    for found in details.iterfind("RmtInf/Strd") if details is not None else ():
        for path in ("AddtlRmtInf", "CdtrRefInf/Ref", "CdtrRefInf/CdtrRef", "RfrdDocInf/Nb", "RfrdDocInf/RfrdDocNb"):
            if text := text_at(found, path):
                yield text
