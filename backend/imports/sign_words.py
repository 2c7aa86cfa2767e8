"""The words of rows that tell whether money came in or went out, in the languages of many banks."""

import re

_IN_WORDS = re.compile(
    r"\b(?:payroll|salary|wages?|direct deposit|deposit|refund|cash ?back|interest (?:earned|paid|payment|applied)"
    r"|sold|sell|dividend[aeios]?\w?|vente|verkauf|verkoop|vendita|venta|venda"
    r"|thank you|payment received|autopay pymt|gehalt|lohn|gutschrift|erstattung|nomina|salaire"
    r"|virement recu|remboursement|stipendio|salario|loon|salaris|lon|wynagrodzenie|zarplata|depositos?|pix recebido"
    r"|transferencia recebida|transferencia recibida|devolucion|reembolso|estorno|bonifico a vostro favore|accredito"
    r"|insattning|income|habenzinsen|paychecks?|tax ref|bank credit|reversal|abono|revenue|einnahmen?|einkommen"
    r"|inclusao de pagamento|pagamentos? (?:recebidos?|validos?)|זיכוי|משכורת|工资|退款|給料|給与|급여|заработная плата"
    r"|зарплата|munkaber|mzda|palkka|plat|maas|μισθοδοσια)\b"
)
_OUT_WORDS = re.compile(
    r"\b(?:bought|buy|kauf|aankoop|koop|acquisto"
    r"|purchase|withdrawal|atm|check \d+|fee|debit card|direct debit|grocer\w*|restaurants?|coffee|cafe"
    r"|starbucks|amazon|amzn|netflix|spotify|uber|lyft|walmart|costco|target|tesco|rewe|lidl|aldi|edeka|shell"
    r"|mcdonald\w*|apple com|paypal inst|kartenzahlung|lastschrift|einkauf|miete|retrait|achat|carte|prlv|compra"
    r"|pagamento de titulo|cobranca|saque|cargo|recibo|pagamento pos|betaalpas|incasso|kortkop|dankort|visa kob"
    r"|zakup|wyplata|nakup|pokupka|insurance|rent|electric|gas station|supermarket|pharmacy|parking|hotel|airlines?"
    r"|subway|wendy s|burger|pizza|bakery|itunes|google|subscription|utilities|bill payment|internet bill"
    r"|phone bill|mortgage|automotive|shopping|dining|food(?: and)? drinks?|entertainment|expenses?|消费)\b"
)
# Only the bank of a card thanks for a payment: whatever sign stands there is money in.
THANKS = re.compile(
    r"payment (?:received )?thank|thank you for|payment received|autopay payment|paiement merci|customer payment"
    r"|zahlung (?:erhalten )?(?:besten|vielen|herzlichen) dank|ihre zahlung|inclusao de pagamento|pagamentos? validos?"
    r"|merci pour votre paiement|gracias por su pago|bedankt voor uw betaling"
)
_CARD_PAYMENT = re.compile(
    r"\b(?:payment|pymt|pmt|pagamento|paiement|zahlung|thank you|pago|ausgleich kreditkarte|betaling|trsf from"
    r"|transfer from|verrekening vorig overzicht|einzahlung|inbetalning|indbetaling|splata)\b"
)


def told_by(words: str, *, is_card: bool) -> str | None:
    """Return the direction that the words of a row speak of, None if they speak of none or of both."""
    is_out = bool(_OUT_WORDS.search(words))
    is_in = bool(_IN_WORDS.search(words)) or (is_card and not is_out and bool(_CARD_PAYMENT.search(words)))
    return None if is_in == is_out else "in" if is_in else "out"
