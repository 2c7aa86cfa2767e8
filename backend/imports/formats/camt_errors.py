"""The file is XML, but there is no statement of an account in it: what it is instead."""

from collections.abc import Sequence
from typing import ClassVar

from backend.imports.errors import UnreadableFile
from backend.imports.formats.nothing_inside import NoStatementInside

_ORDER = "a payment order or an answer to one"
_SHEET = "a spreadsheet saved as XML"
# Names of elements that tell what a document is; names of bank messages carry their version in the oldest ones.
_KINDS = {
    "CstmrCdtTrfInitn": _ORDER, "CstmrDrctDbtInitn": _ORDER, "CstmrPmtStsRpt": _ORDER, "FIToFICstmrCdtTrf": _ORDER,
    "FIToFIPmtStsRpt": _ORDER, "CstmrPmtRvsl": _ORDER, "MndtInitnReq": _ORDER,
    "Workbook": _SHEET, "gnc-v2": "a book of GnuCash", "KMYMONEY-FILE": "a book of KMyMoney",
    "homebank": "a book of HomeBank", "grisbi": "a book of Grisbi", "svg": "a picture", "rss": "a news feed",
    "Invoice": "an invoice", "CrossIndustryInvoice": "an invoice",
}  # fmt: skip
_MESSAGES = {"BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"}
TELLING = frozenset(_KINDS) | _MESSAGES | {f"{name}V01" for name in _MESSAGES}


class NotCamt(UnreadableFile):
    code: ClassVar[str] = "not_camt"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This XML file is {kind}, not a statement of an account."
            " Download the statement as CAMT (camt.053), OFX or CSV from your bank.",
            kind=kind,
        )


def refusal_of(names: Sequence[str]) -> UnreadableFile:
    """Return why a document with elements of these names gives no statement."""
    if any(name.removesuffix("V01") in _MESSAGES for name in names):
        return NoStatementInside("a CAMT file without a statement")
    return NotCamt(next((_KINDS[name] for name in names if name in _KINDS), "a document of another kind"))
