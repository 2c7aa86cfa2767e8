"""What banks call their columns in German."""

PHRASES: dict[str, dict[str, str]] = {
    "de": {
        "booked": (
            "buchungstag, buchungsdatum, buchung, gebucht am, datum buchung, buchungsdat, verbuchungsdatum,"
            " abschlussdatum, tag der buchung, datum der buchung, verbucht am, datum des abschlusses"
        ),
        "date": (
            "datum, datum zeit, tag, datum uhrzeit, umsatzdatum, auftragsdatum, rechnungsdatum, datum und uhrzeit"
        ),
        "valued": (
            "valuta, valutadatum, wertstellung, wertstellungsdatum, valuta datum, wert, valutatag, wertstellungstag"
        ),
        "made": (
            "belegdatum, kaufdatum, transaktionsdatum, transaktionszeitpunkt, einkaufsdatum, transaktions datum,"
            " datum des beginns"
        ),
        "amount": (
            "betrag, umsatz, betrag in eur, umsatz in eur, buchungsbetrag, betrag eur, wert in eur, summe,"
            " transaktionsbetrag, lastschriftbetrag, abrechnungsbetrag, kontobetrag, umsatzbetrag, betrag chf,"
            " wert, einzelbetrag, zahlungsbetrag, betrag in chf, betrag in kontowahrung"
        ),
        "net": "netto",
        "gross": "brutto",
        "debit": (
            "soll, belastung, ausgang, ausgaben, belastungen, lastschrift, abgang, soll eur, belastung in chf,"
            " lastschrift in chf, auszahlung, ausgabe, belastung chf"
        ),
        "credit": (
            "haben, gutschrift, eingang, einnahmen, gutschriften, haben eur, gutschrift in chf, zugang,"
            " einzahlung, einnahme, gutschrift chf"
        ),
        "balance": (
            "saldo, kontostand, saldo nach buchung, neuer saldo, saldo eur, saldo in chf, kontosaldo, guthaben,"
            " saldo chf, aktueller saldo"
        ),
        "currency": "wahrung, waehrung, whg, wahr, kontowahrung, betragswahrung, wahrungscode, abrechnungswahrung",
        "description": (
            "verwendungszweck, buchungstext, beschreibung, text, buchungsdetails, vorgang verwendungszweck,"
            " umsatztext, buchungsinformationen, zahlungsreferenz, mitteilung, zweck, transaktionsdetails,"
            " buchungsinfo, verwendungszweck zahlungsreferenz, bezeichnung, angaben, umsatzinfo,"
            " avisierungstext, vwz 0, vwz1, verwendungszweck 1, zahlungszweck, vwz, beschreibung des vorgangs,"
            " betreff, buchungsart text"
        ),
        "payee": (
            "ziel, zielkonto, empfanger, zahlungsempfanger, zahlungsempfanger in, auftraggeber empfanger, empfanger"
            " auftraggeber, begunstigter, auftraggeber begunstigter, beguenstigter zahlungspflichtiger,"
            " begunstigter zahlungspflichtiger, name zahlungsbeteiligter, empfanger auftraggeber name,"
            " auftraggeber empfanger name, partnername, partner name, handler, gegenpartei, auftraggeber,"
            " zahlungspartner, empfanger zahlungspflichtiger, empfangername, name des zahlungspartners,"
            " handlername, zahler empfanger, auftraggeber zahlungsempfanger, beguenstigter"
        ),
        "memo": (
            "notiz, notizen, bemerkung, kommentar, zusatzinformation, bemerkungen, zusatzinfo, beschreibung 2,"
            " anmerkung"
        ),
        "category": "kategorie, hauptkategorie, branche, kategoriename",
        "kind": (
            "umsatztyp, buchungsart, umsatzart, transaktionstyp, vorgang, soll haben, s h, typ, art,"
            " transaktionsart, transaktions typ, zahlungsart, soll haben kennzeichen, sh, haben soll,"
            " buchungstyp, debit kredit, debit credit, soll haben kz"
        ),
        "status": "status, info, buchungsstatus, zustand",
        "id": "transaktions id, transaktionsnummer, transaktions nr, umsatz id, transaktionscode, buchungsnummer",
        "reference": "referenz, kundenreferenz, belegnummer, beleg, referenznummer, ende zu ende referenz",
        "account": (
            "kontonummer, konto, auftragskonto, iban auftragskonto, bezeichnung auftragskonto,"
            " auftraggeberkonto, iban auftraggeberkonto, kontoname, eigenes konto, konto nr, kartennummer,"
            " kreditkarte, karte, referenzkonto"
        ),
        "fee": "gebuhr, gebuhren, spesen, entgelt",
        "original_amount": (
            "fremdwahrungsbetrag, ursprunglicher betrag, betrag fremdwahrung, originalbetrag, betrag in"
            " fremdwahrung, lastschrift ursprungsbetrag, ursprungsbetrag, betrag originalwahrung, betrag in"
            " originalwahrung, betrag ursprungswahrung"
        ),
        "original_currency": "fremdwahrung, originalwahrung, ursprungswahrung",
        "payer": "zahlungspflichtige r, zahlungspflichtiger, quelle, quellkonto",
        "ignored": (
            "mandatsreferenz, wechselkurs, kurs, uhrzeit, zeit, glaubiger id, glaeubiger id, blz, bankleitzahl,"
            " bic, iban, bankleitzahl auftraggeberkonto, unterkategorie, analyse, auslagenersatz"
            " ruecklastschrift, buchungsschlussel, bic swift code, kontonummer iban, steuerrelevant,"
            " sammlerreferenz, mandatsdatum, konto nr iban, empfanger auftraggeber iban, name auftraggeber,"
            " gegenkonto, verwendungszweck 2, iban zahlungsbeteiligter, zeitzone, saldo vorher, cashback,"
            " ausland, inhaber, kontoinhaber, land, ort, zinssatz, e ref, postleitzahl, anfangssaldo"
        ),
    },
}
