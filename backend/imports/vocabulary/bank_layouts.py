"""Layouts of known banks, recognised by their headers, with what their values alone do not show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from backend.imports.vocabulary.text import words_of


@dataclass(frozen=True, slots=True)
class Layout:
    """A file has this layout if its header holds all of `headers`."""

    name: str
    headers: frozenset[str]
    date_order: str | None = None
    sign: str | None = None
    account_type: str | None = None
    is_minor_units: bool = False


# A line without indent is a layout: name | order of days | sign that means out | kind of account | cents, if it counts
# them; "-" where the values tell it themselves. The indented lines below it are the headers it must have.
_KNOWN = """
Budget App | - | plus_is_out | -
    id, on, account_name, description, merchant_name, amount, currency, category_name, parent_category_name
Chase card | MDY | minus_is_out | credit
    Transaction Date, Post Date, Description, Category, Type, Amount
Chase checking | MDY | - | checking
    Details, Posting Date, Description, Amount, Type, Balance
Discover card | MDY | plus_is_out | credit
    Trans. Date, Post Date, Description, Amount, Category
Capital One card | - | - | credit
    Transaction Date, Posted Date, Card No., Description, Category, Debit, Credit
Capital One 360 | MDY | - | -
    Account Number, Transaction Description, Transaction Date, Transaction Type, Transaction Amount, Balance
American Express | - | plus_is_out | credit
    Date, Description, Card Member, Account #, Amount
American Express | - | plus_is_out | credit
    Date, Description, Amount, Extended Details, Appears On Your Statement As
Bank of America card | MDY | minus_is_out | credit
    Posted Date, Reference Number, Payee, Address, Amount
Bank of America | MDY | - | checking
    Date, Description, Amount, Running Bal.
Citi card | MDY | - | credit
    Status, Date, Description, Debit, Credit
Charles Schwab | MDY | - | checking
    Date, Status, Type, CheckNumber, Description, Withdrawal, Deposit, RunningBalance
SoFi | - | minus_is_out | -
    Date, Description, Type, Amount, Current balance, Status
USAA | - | minus_is_out | -
    Date, Description, Original Description, Category, Amount, Status
Mercury | MDY | minus_is_out | checking
    Date (UTC), Description, Amount, Status, Bank Description
Mercury | MDY | minus_is_out | checking
    Date, Description, Amount, Status, Bank Description, Reference, Note
Venmo | - | minus_is_out | -
    ID, Datetime, Type, Status, Note, From, To, Amount (total)
Mint | MDY | - | -
    Date, Description, Original Description, Amount, Transaction Type, Category, Account Name
Monarch | - | minus_is_out | -
    Date, Merchant, Category, Account, Original Statement, Notes, Amount, Tags
YNAB | - | - | -
    Account, Flag, Date, Payee, Category Group, Memo, Outflow, Inflow
Plaid | - | plus_is_out | -
    iso_currency_code, merchant_entity_id, authorized_date, amount, name, date
Wealthsimple | - | - | -
    date, transaction, description, amount, balance
PC Mastercard | MDY | - | credit
    Merchant Name, Card Used For Transaction, Date, Time, Amount
Payoneer | - | - | -
    Transaction Date, Credit Amount, Debit Amount, Running Balance, Store Name
Stripe | - | minus_is_out | -
    id, created, amount, amount_refunded, converted_amount, fee
Revolut | - | minus_is_out | -
    Type, Product, Started Date, Completed Date, Description, Amount, Fee, Currency, State
Wise | DMY | minus_is_out | -
    TransferWise ID, Date, Amount, Currency, Description, Payment Reference, Running Balance
Monzo | - | minus_is_out | -
    id, created, amount, currency, local_amount, local_currency, category
Monzo | DMY | minus_is_out | -
    Transaction ID, Date, Time, Type, Name, Emoji, Category, Amount, Currency
Starling | DMY | minus_is_out | checking
    Date, Counter Party, Reference, Type, Amount (GBP), Balance (GBP)
Lloyds | DMY | - | checking
    Transaction Date, Transaction Type, Sort Code, Account Number, Transaction Description, Debit Amount, Credit
    Amount, Balance
Barclays | DMY | minus_is_out | checking
    Number, Date, Account, Amount, Subcategory, Memo
Marcus | - | - | savings
    TransactionDate, Description, Value, AccountBalance, AccountName, AccountNumber
DKB card | - | minus_is_out | credit
    Belegdatum, Wertstellung, Status, Beschreibung, Umsatztyp, Betrag (€), Fremdwährungsbetrag
DKB card | - | minus_is_out | credit
    Umsatz abgerechnet und nicht im Saldo enthalten, Wertstellung, Belegdatum, Beschreibung, Betrag (EUR)
DKB Girokonto | - | minus_is_out | checking
    Buchungsdatum, Wertstellung, Status, Zahlungspflichtige*r, Zahlungsempfänger*in, Verwendungszweck, Umsatztyp
DKB Girokonto | - | minus_is_out | checking
    Buchungstag, Wertstellung, Buchungstext, Auftraggeber / Begünstigter, Verwendungszweck, Kontonummer, BLZ,
    Betrag (EUR)
ING Deutschland | - | minus_is_out | -
    Buchung, Auftraggeber/Empfänger, Buchungstext, Verwendungszweck, Betrag
N26 | - | minus_is_out | checking
    Date, Payee, Transaction type, Payment reference, Amount (EUR)
N26 | - | minus_is_out | checking
    Booking Date, Value Date, Partner Name, Partner Iban, Type, Payment Reference, Account Name, Amount (EUR)
N26 | - | minus_is_out | checking
    Datum, Empfänger, Kontonummer, Transaktionstyp, Verwendungszweck, Betrag (EUR)
N26 | - | minus_is_out | checking
    Date, Bénéficiaire, Numéro de compte, Type de transaction, Référence de paiement, Montant (EUR)
Sparkasse | - | minus_is_out | checking
    Auftragskonto, Buchungstag, Valutadatum, Buchungstext, Verwendungszweck, Betrag, Waehrung
Sparkasse | - | minus_is_out | checking
    Auftragskonto, Buchungstag, Valutadatum, Buchungstext, Verwendungszweck, Betrag, Info
Commerzbank | - | minus_is_out | checking
    Buchungstag, Wertstellung, Umsatzart, Buchungstext, Betrag, Währung
comdirect | - | minus_is_out | -
    Buchungstag, Wertstellung (Valuta), Vorgang, Buchungstext, Umsatz in EUR
1822direkt | - | minus_is_out | -
    Kontonummer, Datum/Zeit, Buchungstag, Wertstellung, Soll/Haben, Buchungsschlüssel
Volks- und Raiffeisenbank | - | - | checking
    Buchungstag, Valuta, Auftraggeber/Zahlungsempfänger, Vorgang/Verwendungszweck, Währung, Umsatz
Outbank | MDY | minus_is_out | -
    #, Account, Date, Value Date, Amount, Currency, Name, Number, Bank, Reason
Kontist | - | minus_is_out | checking | cents
    booking_date, valuta_date, amount, name, purpose, end_to_end_id
bunq | - | minus_is_out | -
    Datum, Bedrag, Rekening, Tegenrekening, Naam, Omschrijving
ING Nederland | - | - | checking
    Datum, Naam / Omschrijving, Rekening, Tegenrekening, Code, Af Bij
Rabobank | - | minus_is_out | checking
    IBAN/BBAN, Munt, BIC, Volgnr, Datum, Bedrag, Saldo na trn
UBS | - | - | checking
    Produit, Monn., Description, Date de valeur, Débit, Crédit, Solde
Viseca One | - | plus_is_out | credit
    TransactionId, CardId, Date, Amount, Currency, OriginalAmount, MerchantName, StateType
mBank | - | minus_is_out | -
    Data operacji, Opis operacji, Rachunek, Kategoria, Kwota, Saldo po operacji
Nubank card | - | plus_is_out | credit
    date, category, title, amount
Nubank | DMY | minus_is_out | checking
    Data, Valor, Identificador, Descrição
Banque Populaire, Caisse d'Epargne | - | - | checking
    Date de comptabilisation, Libelle simplifie, Libelle operation, Debit, Credit, Date operation
"""


def _read_layouts() -> tuple[Layout, ...]:
    blocks = re.split(r"\n(?=\S)", _KNOWN.strip())
    return tuple(_layout(*block.split("\n", 1)) for block in blocks)


def _layout(line: str, headers: str) -> Layout:
    name, order, sign, kind, *cents = line.split(" | ")
    return Layout(
        name,
        frozenset(words_of(header) for header in headers.split(",")),
        date_order=None if order == "-" else order,
        sign=None if sign == "-" else sign,
        account_type=None if kind == "-" else kind,
        is_minor_units=bool(cents),
    )


LAYOUTS = _read_layouts()


def find_layout(header: Iterable[str]) -> Layout | None:
    """Return the layout whose headers are all in this header row, the most particular one first."""
    present = {words_of(cell) for cell in header}
    fitting = [layout for layout in LAYOUTS if layout.headers <= present]
    return max(fitting, key=lambda layout: len(layout.headers), default=None)
