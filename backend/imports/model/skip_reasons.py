"""Reasons for skipping a row: pending, cancelled, or not a transaction at all."""

import re
from typing import NamedTuple

from backend.imports.vocabulary.languages import MONTHS
from backend.imports.vocabulary.text import fold_letters, words_of


class Reason(NamedTuple):
    code: str
    message: str


PENDING = Reason("pending", "This transaction is not booked yet. A later statement will contain it once it is booked.")
DECLINED = Reason("declined", "The bank declined this payment, so no money moved.")
CANCELLED = Reason("cancelled", "This payment was cancelled, so no money moved.")
REVERTED = Reason("reverted", "This payment was taken back before it was booked, so no money moved.")
HOLD = Reason("hold", "This is a hold that does not change the balance, so no money moved.")
CORRECTED = Reason("corrected", "The bank replaces or deletes this transaction with another one in the same file.")
BALANCE = Reason("balance_row", "This row states a balance; it is not a movement of money.")
TOTAL = Reason("total_row", "This row is a total of other rows.")
REPEATED_HEADER = Reason("repeated_header", "This row repeats the names of the columns.")
OTHER_SECTION = Reason(
    "other_section", "This row belongs to another table in the same file, which is no list of movements."
)
NOTE = Reason("note", "This line is a remark of the bank and not a movement.")

# Each word counts from its beginning, so that "cancel" also finds "cancelled".
_STATUS_WORDS = (
    (
        PENDING,
        "pending|vorgemerkt|en attente|pendiente|in attesa|reserviert|autorizad|authori[sz]ed|on hold|"
        "processing|in progress"
        "|in process|unposted|not posted|scheduled|oczekuj|blokada|reserverad|reservation|reserveret|pendente"
        "|in behandeling|a venir|rezervac|ожидает|в обработке|холд|авторизация|处理中|待付款|wartend|noch nicht gebucht"
        "|ausstehend|in bearbeitung|upcoming|incomplete|autorizacao|reserverat|reserveret|venter\\b|odottaa|katevaraus"
        "|varaus",
    ),
    (
        DECLINED,
        "declined|rejected|failed|failure|denied|refused?|rechazad|abgelehnt|odrzucon|unsuccessful|expired|"
        "error|blocked"
        "|отклон|ошибка|recusad|rifiutat|geweigerd|zamitnut|失败|fehlgeschlagen|geblokkeerd",
    ),
    (
        CANCELLED,
        "cancel|storniert|annule|anulad|annullat|void|geannuleerd|zrusen|отменен|交易关闭|已关闭|peruutettu|"
        "withdrawn|removed",
    ),
    (REVERTED, "reverted|reversed|zuruckgesetzt|ruckgangig|revertid|cofniet|stornato|teruggedraaid|aterford"),
)
_STATUS = tuple((reason, re.compile(rf"(?<![a-z])(?:{words})")) for reason, words in _STATUS_WORDS)
_TRUE = {"true", "yes", "y", "1", "t", "ja", "si", "oui", "x", "pending"}
_DONE = re.compile(
    r"\b(?:not pending|un-?cancel|gebucht|completed?|cleared|executed|(?<!not )posted|booked|settled|sent|paid"
    r"|processed|udfort|completad[oa]|terminad[oa]|abgeschlossen|termine|effectue|zakonczon[oey]|completato|contabilizzat[oa]"
    r"|concluid[oa]|voltooid|geaccepteerd|executat|genomford|rozliczon[oey]|zaksiegowan[oey]|imputado|success"
    r"|исполнен|выполнен|交易成功|支付成功|退款成功|已完成|成功)\b"
)

_BALANCE_WORDS = (
    "opening balance|closing balance|beginning balance|starting balance|ending balance|balance brought forward|balance"
    " carried forward|balance forward|previous balance|balance b f|balance c f|brought forward|carried "
    "forward|daily balance|s a l d o|turnover|apyvarta|kaive|apgrozijums|obroty|обороты"
    "|new balance|current balance|final balance|initial balance|saldo anterior|saldo inicial|saldo final|"
    "saldo do dia|saldo actual"
    "|saldo|saldo disponivel|saldo total disponivel dia|anfangssaldo|endsaldo|tagessaldo|alter kontostand|"
    "neuer kontostand|kontostand|saldovortrag|alter saldo"
    "|neuer saldo|ancien solde|nouveau solde|solde initial|solde final|solde precedent|solde crediteur|solde "
    "debiteur|saldo iniziale|saldo finale|beginsaldo|eindsaldo"
    "|saldo poczatkowe|saldo koncowe|pocatecni zustatek|konecny zustatek|ingaende saldo|utgaende saldo|"
    "algsaldo|loppsaldo|likutis pradziai|likutis pabaigai"
    "|nyitoegyenleg|zaroegyenleg|входящии остаток|исходящии остаток|сальдо|期初余额|期末余额|上期余额|繰越|前月繰越"
    "|b f|c f|bal b f|bal c f|bal brought forward|bal carried forward|eroffnungssaldo|schlusssaldo|vorig saldo"
    "|saldo (?:di|de) (?:apertura|chiusura|abertura|cierre|fecho)|solde d ouverture|solde de cloture|openingssaldo"
    "|alkusaldo|loppusaldo|ingaende balans|utgaende balans|oud saldo|nieuw saldo"
    "|saldo em conta|saldo da conta|saldo contabilistico|saldo contable"
    "|saldo (?:contabile|disponibile|liquido)(?: (?:iniziale|finale))?"
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_BALANCE = re.compile(
    rf"(?:{_BALANCE_WORDS})"
    r"(?: (?:as (?:of|at|on)|on|at|vom|per|am|al|em|au|from|du|a fecha|a|pr|date|na|по|на))?"
    rf"(?:[\d ]|\b(?:{_MONTH})\b)*"
)
# A slash stands where words have a space.
_BALANCE_STARTS = {fold_letters(words)[:4] for words in _BALANCE_WORDS.split("|")} | {"b/f", "c/f"}
# Stars, dashes and bars that some banks put around what is no movement.
_ORNAMENTS = " *|#=>_.-"
_TOTAL = re.compile(
    r"(?:grand |sub ?|transactions )?(?:total|totals|totale|totaal|summe|gesamt|gesamtsumme|suma|somme|sum|samtals"
    r"|razem|"
    r"celkem|osszesen|summa|итого|всего|(?:人民币)?合计|合計|总计)"
    r"(?: (?:credits?|debits?|of|amount|transactions|withdrawals|deposits|gastos|ingresos|des|de|da|do|geral|"
    r"general|haben|soll|umsatz|umsatze|payments|fees|interest|operations)\b.*)?[\d ]*"
)


_TOTAL_STARTS = {
    *"gran sub- subt tran tota summ gesa suma somm sum samt raze celk ossz итог всег 人民币合 合计 合計 总计".split(),
    "sub ",
}


def reason_in_status(text: str, *, is_flag: bool) -> Reason | None:
    """Return why a row of this status is left out; `is_flag` says that the column only answers "pending?"."""
    words = fold_letters(text.strip())
    if is_flag:
        return PENDING if words in _TRUE else None
    if not words or _DONE.search(words):
        return None
    return next((reason for reason, pattern in _STATUS if pattern.search(words)), None)


def section_reason(heading: str) -> Reason | None:
    """Return why the rows below a heading such as "Pending transactions" are left out."""
    if not is_heading(heading):
        return None
    return PENDING if names_a_hold(heading) else reason_in_status(heading, is_flag=False)


def is_heading(line: str) -> bool:
    """Say whether a line of one cell heads a section of rows: "Posted transactions", or one word for a state."""
    words = words_of(line)
    return len(words.split()) <= 4 and (
        bool(_ROWS.search(words)) or (" " not in words and (is_status(line) or names_a_hold(line)))
    )


_ROWS = re.compile(
    r"\b(?:transactions?|activity|items|purchases|charges|payments|entries|umsatze|buchungen|operations|operaciones"
    r"|movimientos|movimenti|transacties|transacoes|transaktionen|transaktioner|transaksjoner|transakcje)\b"
)
_HOLD = re.compile(
    r"\b(?:holds?|(?:pre ?)?authori[sz]ations?|autorisation|autorizacion|autorizacao|autorizzazione"
    r"|reservierung|vormerkung|blokada|memo)\b"
)


def names_a_hold(text: str) -> bool:
    """Say whether a row speaks of money that is only held."""
    return bool(_HOLD.search(words_of(text)))


def is_status(text: str) -> bool:
    """Say whether the whole cell is a usual word for the state of a payment, done or not."""
    return bool(_DONE.search(fold_letters(text))) or (
        len(text) < 30 and reason_in_status(text, is_flag=False) is not None
    )


def reason_in_description(text: str) -> Reason | None:
    """Return BALANCE if the whole text only names a balance. A shop with "balance" in its name stays."""
    bare = text.lstrip(_ORNAMENTS)
    if fold_letters(bare[:4]) not in _BALANCE_STARTS or len(text) > 60:
        return None
    return BALANCE if _BALANCE.fullmatch(words_of(bare)) else None


def names_a_total(text: str) -> bool:
    """Say whether the whole text only names a total; a petrol station is called so too, so the amount must agree."""
    bare = text.lstrip(_ORNAMENTS)
    return fold_letters(bare[:4]) in _TOTAL_STARTS and len(text) <= 60 and bool(_TOTAL.fullmatch(words_of(bare)))


def reason_in_rejected_row(cells: list[str]) -> Reason | None:
    """Return why a row without a day or an amount is no movement, or None if it should have been one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    for cell in filled:
        words = words_of(cell)
        if _BALANCE.fullmatch(words):
            return BALANCE
        if _TOTAL.fullmatch(words):
            return TOTAL
    return None


INVESTMENT = Reason(
    "investment_movement",
    "This row moves securities inside an investment account (such as a purchase, a sale or a dividend);"
    " investment movements are not imported as spending.",
)
