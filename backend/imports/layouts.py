"""Statements we know by their headers: their name, and what their values alone would not tell."""

from collections.abc import Iterable
from dataclasses import dataclass

from backend.imports.words import words_of


@dataclass(frozen=True, slots=True)
class Layout:
    """A file has this layout if its header holds all of `headers`."""

    name: str
    headers: frozenset[str]
    date_order: str | None = None
    sign: str | None = None
    account_type: str | None = None
    is_minor_units: bool = False


def _layout(
    name: str,
    headers: str,
    *,
    order: str | None = None,
    sign: str | None = None,
    kind: str | None = None,
    minor: bool = False,
) -> Layout:
    return Layout(name, frozenset(words_of(header) for header in headers.split(",")), order, sign, kind, minor)


# The more particular ones stand before those whose headers they contain.
LAYOUTS = (
    _layout("Chase card", "Transaction Date,Post Date,Description,Category,Type,Amount", order="MDY", sign="minus_is_out", kind="credit"),
    _layout("Chase checking", "Details,Posting Date,Description,Amount,Type,Balance", order="MDY", kind="checking"),
    _layout("Discover card", "Trans. Date,Post Date,Description,Amount,Category", order="MDY", sign="plus_is_out", kind="credit"),
    _layout("Capital One card", "Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit", kind="credit"),
    _layout("Capital One 360", "Account Number,Transaction Description,Transaction Date,Transaction Type,Transaction Amount,Balance", order="MDY"),
    _layout("American Express", "Date,Description,Card Member,Account #,Amount", sign="plus_is_out", kind="credit"),
    _layout("American Express", "Date,Description,Amount,Extended Details,Appears On Your Statement As", sign="plus_is_out", kind="credit"),
    _layout("Bank of America card", "Posted Date,Reference Number,Payee,Address,Amount", order="MDY", sign="minus_is_out", kind="credit"),
    _layout("Bank of America", "Date,Description,Amount,Running Bal.", order="MDY", kind="checking"),
    _layout("Citi card", "Status,Date,Description,Debit,Credit", order="MDY", kind="credit"),
    _layout("Charles Schwab", "Date,Status,Type,CheckNumber,Description,Withdrawal,Deposit,RunningBalance", order="MDY", kind="checking"),
    _layout("SoFi", "Date,Description,Type,Amount,Current balance,Status", sign="minus_is_out"),
    _layout("USAA", "Date,Description,Original Description,Category,Amount,Status", sign="minus_is_out"),
    _layout("Mercury", "Date (UTC),Description,Amount,Status,Bank Description", order="MDY", sign="minus_is_out", kind="checking"),
    _layout("Mercury", "Date,Description,Amount,Status,Bank Description,Reference,Note", order="MDY", sign="minus_is_out", kind="checking"),
    _layout("Venmo", "ID,Datetime,Type,Status,Note,From,To,Amount (total)", sign="minus_is_out"),
    _layout("Mint", "Date,Description,Original Description,Amount,Transaction Type,Category,Account Name", order="MDY"),
    _layout("Monarch", "Date,Merchant,Category,Account,Original Statement,Notes,Amount,Tags", sign="minus_is_out"),
    _layout("YNAB", "Account,Flag,Date,Payee,Category Group,Memo,Outflow,Inflow"),
    _layout("Plaid", "iso_currency_code,merchant_entity_id,authorized_date,amount,name,date", sign="plus_is_out"),
    _layout("Wealthsimple", "date,transaction,description,amount,balance"),
    _layout("PC Mastercard", "Merchant Name,Card Used For Transaction,Date,Time,Amount", order="MDY", kind="credit"),
    _layout("Payoneer", "Transaction Date,Credit Amount,Debit Amount,Running Balance,Store Name"),
    _layout("Stripe", "id,created,amount,amount_refunded,converted_amount,fee", sign="minus_is_out"),
    _layout("Revolut", "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State", sign="minus_is_out"),
    _layout("Wise", "TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance", order="DMY", sign="minus_is_out"),
    _layout("Monzo", "id,created,amount,currency,local_amount,local_currency,category", sign="minus_is_out"),
    _layout("Monzo", "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency", order="DMY", sign="minus_is_out"),
    _layout("Starling", "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)", order="DMY", sign="minus_is_out", kind="checking"),
    _layout("Lloyds", "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance", order="DMY", kind="checking"),
    _layout("Barclays", "Number,Date,Account,Amount,Subcategory,Memo", order="DMY", sign="minus_is_out", kind="checking"),
    _layout("Marcus", "TransactionDate,Description,Value,AccountBalance,AccountName,AccountNumber", kind="savings"),
    _layout("DKB card", "Belegdatum,Wertstellung,Status,Beschreibung,Umsatztyp,Betrag (€),Fremdwährungsbetrag", sign="minus_is_out", kind="credit"),
    _layout("DKB card", "Umsatz abgerechnet und nicht im Saldo enthalten,Wertstellung,Belegdatum,Beschreibung,Betrag (EUR)", sign="minus_is_out", kind="credit"),
    _layout("DKB Girokonto", "Buchungsdatum,Wertstellung,Status,Zahlungspflichtige*r,Zahlungsempfänger*in,Verwendungszweck,Umsatztyp", sign="minus_is_out", kind="checking"),
    _layout("DKB Girokonto", "Buchungstag,Wertstellung,Buchungstext,Auftraggeber / Begünstigter,Verwendungszweck,Kontonummer,BLZ,Betrag (EUR)", sign="minus_is_out", kind="checking"),
    _layout("ING Deutschland", "Buchung,Auftraggeber/Empfänger,Buchungstext,Verwendungszweck,Betrag", sign="minus_is_out"),
    _layout("N26", "Date,Payee,Transaction type,Payment reference,Amount (EUR)", sign="minus_is_out", kind="checking"),
    _layout("N26", "Booking Date,Value Date,Partner Name,Partner Iban,Type,Payment Reference,Account Name,Amount (EUR)", sign="minus_is_out", kind="checking"),
    _layout("N26", "Datum,Empfänger,Kontonummer,Transaktionstyp,Verwendungszweck,Betrag (EUR)", sign="minus_is_out", kind="checking"),
    _layout("N26", "Date,Bénéficiaire,Numéro de compte,Type de transaction,Référence de paiement,Montant (EUR)", sign="minus_is_out", kind="checking"),
    _layout("Sparkasse", "Auftragskonto,Buchungstag,Valutadatum,Buchungstext,Verwendungszweck,Betrag,Waehrung", sign="minus_is_out", kind="checking"),
    _layout("Sparkasse", "Auftragskonto,Buchungstag,Valutadatum,Buchungstext,Verwendungszweck,Betrag,Info", sign="minus_is_out", kind="checking"),
    _layout("Commerzbank", "Buchungstag,Wertstellung,Umsatzart,Buchungstext,Betrag,Währung", sign="minus_is_out", kind="checking"),
    _layout("comdirect", "Buchungstag,Wertstellung (Valuta),Vorgang,Buchungstext,Umsatz in EUR", sign="minus_is_out"),
    _layout("1822direkt", "Kontonummer,Datum/Zeit,Buchungstag,Wertstellung,Soll/Haben,Buchungsschlüssel", sign="minus_is_out"),
    _layout("Volks- und Raiffeisenbank", "Buchungstag,Valuta,Auftraggeber/Zahlungsempfänger,Vorgang/Verwendungszweck,Währung,Umsatz", kind="checking"),
    _layout("Outbank", "#,Account,Date,Value Date,Amount,Currency,Name,Number,Bank,Reason", order="MDY", sign="minus_is_out"),
    _layout("Kontist", "booking_date,valuta_date,amount,name,purpose,end_to_end_id", sign="minus_is_out", kind="checking", minor=True),
    _layout("bunq", "Datum,Bedrag,Rekening,Tegenrekening,Naam,Omschrijving", sign="minus_is_out"),
    _layout("ING Nederland", "Datum,Naam / Omschrijving,Rekening,Tegenrekening,Code,Af Bij", kind="checking"),
    _layout("Rabobank", "IBAN/BBAN,Munt,BIC,Volgnr,Datum,Bedrag,Saldo na trn", sign="minus_is_out", kind="checking"),
    _layout("UBS", "Produit,Monn.,Description,Date de valeur,Débit,Crédit,Solde", kind="checking"),
    _layout("Viseca One", "TransactionId,CardId,Date,Amount,Currency,OriginalAmount,MerchantName,StateType", sign="plus_is_out", kind="credit"),
    _layout("mBank", "Data operacji,Opis operacji,Rachunek,Kategoria,Kwota,Saldo po operacji", sign="minus_is_out"),
    _layout("Nubank card", "date,category,title,amount", sign="plus_is_out", kind="credit"),
    _layout("Nubank", "Data,Valor,Identificador,Descrição", order="DMY", sign="minus_is_out", kind="checking"),
    _layout("Banque Populaire, Caisse d'Epargne", "Date de comptabilisation,Libelle simplifie,Libelle operation,Debit,Credit,Date operation", kind="checking"),
)  # fmt: skip


def recognise(header: Iterable[str]) -> Layout | None:
    """Return the layout whose headers are all in this header row, the most particular one first."""
    present = {words_of(cell) for cell in header}
    fitting = [layout for layout in LAYOUTS if layout.headers <= present]
    return max(fitting, key=lambda layout: len(layout.headers), default=None)
