"""What banks and apps call their columns in English."""

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "booked": (
            "posting date, post date, posted date, date posted, booking date, booked date, posted, posted on,"
            " posted transactions date, clearing date, settled date, settlement date, date settled, booking day,"
            " process date, processed date, processing date, book date, accounting date, completed date, date"
            " completed, completed on, transfer date, finished on, value posted date"
        ),
        "date": (
            "date, trans date, day, datetime, date time, timestamp, journal date, created, created at, created"
            " on, created date, run date, activity date, statement date, entry date, trade date, txn date, tran"
            " date, dated"
        ),
        "valued": "value date, effective date, valuta date, value dt, value day, valuta",
        "made": (
            "transaction date, purchase date, date of transaction, authorized date, authorised date,"
            " authorization date, started date, transacted at, original date, transaction day, transaction time,"
            " date of purchase, auth date, transaction date time, initiated date, date initiated"
        ),
        "amount": (
            "amount, transaction amount, value, billing amount, billed amount, amount in account"
            " currency, sum, amt, trans amount, amount total, total amount, transaction value, movement, payment"
            " amount, txn amount, posted amount, account amount, local currency amount, amount due, charge"
            " amount, amount usd, amount in usd, amount in eur, settlement amount, booked amount, amount gbp,"
            " card currency amount,"
            " amount in card currency"
        ),
        "net": "net, net total, net value, net proceeds, net amount",
        "gross": "gross, gross amount",
        "debit": (
            "debit, debits, debit amount, amount debit, withdrawal, withdrawals, paid out, money out, out,"
            " outflow, withdrawal amount, withdrawal amt, withdrawals dr, debit amt, paid out amount, spent,"
            " outgoing, expense, expenses, payments out, dr, amount debited, withdrawn, charges, debited amount,"
            " money out amount, withdrawn amount, spend amount, out amount, expense amount, funds out"
        ),
        "credit": (
            "credit, credits, credit amount, amount credit, deposit, deposits, paid in, money in, in, inflow,"
            " deposit amount, deposit amt, deposits cr, credit amt, paid in amount, received, incoming, income,"
            " payments in, cr, amount credited, deposited, lodgement, lodgements, credited amount, money in"
            " amount, income amount, deposits credits, in amount, funds in"
        ),
        "balance": (
            "balance, running balance, running bal, account balance, current balance, closing balance, balance"
            " amount, available balance, balance after transaction, balance after, ledger balance, running"
            " total, ending balance, balance in account currency, book balance, end balance, resulting balance,"
            " cash balance, bal, new balance, balance usd, balance eur"
        ),
        "currency": (
            "currency, ccy, account currency, currency code, iso currency code, transaction currency, curr,"
            " billing currency, curency, amount currency, commodity, payment currency, settlement currency,"
            " wallet currency"
        ),
        "description": (
            "description, descriptions, transaction description, details, transaction details, narrative,"
            " narration, particulars, original description, original statement, bank description, statement"
            " description, descriptor, desc, descr, transaction, reason, purpose, payment details, text, name,"
            " title, entry, item, remarks, transaction remarks, remittance information, payment reference,"
            " transaction narrative, info, extended details, bank desc, statement descriptor, activity, appears"
            " on your statement as, memo description, note to payee, message, purpose of payment, subject,"
            " booking text, transaction text, action"
        ),
        "payee": (
            "payee, merchant, merchant name, payee name, counter party, counterparty, counterparty name,"
            " beneficiary, recipient, partner name, destination name, partner, payee payer, vendor, store "
            "name, creditor name, to"
            " from, beneficiary name, payer payee, recipient payer, other party, other party name, counter party"
            " name, name of counterparty, to, sender recipient, target name, payee or payer, company, supplier,"
            " merchant description"
        ),
        "memo": (
            "memo, note, notes, comment, comments, additional info, additional information, additional"
            " description, message to self, user note, labels, tags, additional details, supplementary details,"
            " description 2, seller message, custom note"
        ),
        "category": (
            "category, categories, category name, spending category, merchant category, transaction category,"
            " category hint, budget category, group category, short desc, specific category"
        ),
        "kind": (
            "type, transaction type, debit credit, cr dr, dr cr, credit debit, debit or credit, credit or"
            " debit, transaction code, direction, tran type, trans type, code, entry type, cd flag, credit debit"
            " indicator, d c, dc, db cr, in out, sign, indicator, txn type, class, method, activity type,"
            " operation type, debit kredit, deb cred, debit credit flag, type of transaction"
        ),
        "status": (
            "status, state, transaction status, pending, state type, booking status, is pending, payment"
            " status, posting status"
        ),
        "id": (
            "id, transaction id, transactionid, fitid, transaction number, reference id, unique id, txn id,"
            " entry id, transaction reference number, trx id, uuid, guid, transaction identifier, payment id,"
            " transaction no, transaction reference id, transferwise id, wise id, ledger id, operation id"
        ),
        "reference": (
            "reference, reference number, ref, ref no, reference no, bank reference, customer reference, payee"
            " reference, check or slip, ref number, receipt, number, num, no, transaction reference, order id"
        ),
        "account": (
            "account, account name, account number, account no, source account, from account, own account,"
            " account id, iban, account type, card, card name, wallet, acct, name of account, account nickname,"
            " bank account, accountname"
        ),
        "fee": "fee, fees, commission, transaction fee, total fees, charges amount, fee amount",
        "original_amount": (
            "original amount, operation amount, amount in operation currency, foreign amount,"
            " amount in foreign currency, local amount, amount foreign"
            " currency, foreign currency amount, transaction currency amount, source amount, original value,"
            " exchange from amount, amount original, spend amount foreign, transfer amount, original currency"
            " amount, amount other currency, converted amount, foreign spend amount"
        ),
        "original_currency": (
            "original currency, operation currency, foreign currency, local currency, type foreign currency,"
            " spend currency,"
            " exchange from, transfer amount currency, source currency, foreign currency code, converted"
            " currency, original amount currency"
        ),
        "payer": "payer, payer name, source name, sender, sender name, from",
        "ignored": (
            "exchange rate, rate, fx rate, check number, cheque number, check no, cheque no, check, chq no,"
            " time, timezone, time zone, bic, sort code, branch, location, country, city, address, postcode, zip"
            " code, website, logo url, mcc, merchant category code, card number, card no, card last 4, last four"
            " digits, name on card, card member, cashback, balance impact, budget, split, tax, vat, tip, reward,"
            " rewards, amount refunded, balance currency, counterparty account, account owner, gl code, partner"
            " iban, counterparty iban, row, foreign exchange rate, discount, instrument, cardholder, cost,"
            " transaction hash, merchant city, merchant state, foreign exchange fee, previous balance, credit"
            " limit, available credit, opening balance, tax amount, mandate reference, creditor id, bank name,"
            " bank code, terminal, statement period, statement month, user, owner, subcategory, sub category,"
            " cheque, overdraft, points, symbol, ticker, isin, cusip, security"
        ),
    },
}
