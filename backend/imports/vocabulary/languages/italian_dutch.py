"""What banks call their columns in Italian and Dutch."""

PHRASES: dict[str, dict[str, str]] = {
    "it": {
        "booked": (
            "data contabile, data registrazione, data di contabilizzazione, data contabilizzazione,"
            " data di completamento"
        ),
        "date": "data, data operazione, data movimento, data dell operazione, giorno",
        "valued": "valuta, data valuta",
        "made": "data transazione, data acquisto, data della transazione, data di inizio",
        "net": "netto",
        "gross": "lordo",
        "amount": (
            "importo, importo eur, importo euro, ammontare, importo in euro, importo operazione, importo movimento"
        ),
        "debit": "addebiti, dare, uscite, addebito, addebiti euro, importo addebito, uscita, addebiti eur",
        "credit": "accrediti, avere, entrate, accredito, accrediti euro, importo accredito, entrata, accrediti eur",
        "balance": "saldo, saldo contabile, saldo finale, saldo disponibile, saldo progressivo",
        "currency": "divisa, valuta operazione, codice divisa",
        "description": (
            "descrizione, causale, dettagli, descrizione operazione, descrizioni, operazione, descrizione"
            " operazioni, descrizione estesa, descrizione completa, dettaglio, causale descrizione, oggetto"
        ),
        "payee": "beneficiario, controparte, esercente, ordinante, mittente destinatario, nome controparte",
        "memo": "note, commento, informazioni aggiuntive",
        "category": "categoria",
        "kind": "tipo, tipologia, tipo operazione, segno, tipo movimento",
        "status": "stato, contabilizzazione",
        "id": "id transazione, numero operazione, codice transazione, id operazione, identificativo",
        "reference": "riferimento, cro, trn, numero documento",
        "account": "conto, carta, numero conto, conto corrente, rapporto, conto o carta, numero carta",
        "fee": "commissione, commissioni",
        "original_amount": "importo originale, importo in divisa, importo divisa",
        "original_currency": "divisa originale, valuta originale",
        "ignored": "ora, cambio, filiale, sottocategoria, abi, tasso di cambio, saldo iniziale, mcc",
    },
    "nl": {
        "booked": (
            "boekdatum, boekingsdatum, datum boeking, uitvoeringsdatum, journaaldatum, afsluitdatum, datum voltooid,"
            " voltooiingsdatum, einddatum"
        ),
        "date": "datum, transactiedatum en tijd, datum tijd, transactie datum",
        "valued": "rentedatum, valutadatum, valuta datum, interestdatum",
        "made": "transactiedatum, aankoopdatum, startdatum",
        "amount": (
            "bedrag, bedrag eur, transactiebedrag, bedrag bij af, waarde, bedrag in eur, mutatiebedrag, bedrag"
            " van de verrichting"
        ),
        "debit": "af, debet, uit, uitgaven, afschrijving, bedrag af, debetbedrag",
        "credit": "bij, inkomsten, bijschrijving, bedrag bij, creditbedrag",
        "balance": (
            "saldo, saldo na trn, saldo na mutatie, saldo na boeking, eindsaldo, saldo na transactie, nieuw saldo"
        ),
        "currency": "munt, valuta, muntsoort, valutacode, transactievaluta, devies",
        "description": (
            "omschrijving, mededelingen, naam omschrijving, omschrijving 1, mededeling, beschrijving,"
            " omschrijving transactie, vrije mededeling, details, detail van de beweging, betalingskenmerk"
            " omschrijving, vrije mededeling nl"
        ),
        "payee": (
            "naam, naam tegenpartij, naam tegenrekening, tegenrekeninghouder, begunstigde, tegenpartij, naam"
            " tegenrekening begunstigde, naam van de tegenpartij, tegenpartij naam, naam tegenpartij bevat"
        ),
        "memo": "omschrijving 2, opmerking, notitie, notities, tag, gestructureerde mededeling, omschrijving 3",
        "category": "categorie",
        "kind": (
            "af bij, mutatiesoort, type, debet credit, transactiesoort, mutatiecode, bij af, soort, credit"
            " debet, afbij, code, betaalwijze, transactietype, debit credit"
        ),
        "status": "status",
        "id": "transactienummer, volgnr, transactie id, transactiereferentie",
        "reference": "referentie, kenmerk, betalingskenmerk, afschriftnummer, volgnummer transactie, volgnummer",
        "account": (
            "rekening, rekeningnummer, iban bban, iban, eigen rekening, naam rekening, rekeningnaam, rekening"
            " nummer, accountnaam"
        ),
        "fee": "kosten, koersopslag",
        "original_amount": "oorspr bedrag, oorspronkelijk bedrag, bedrag vreemde valuta",
        "original_currency": "oorspr munt, vreemde valuta",
        "ignored": (
            "koers, tegenrekening, tegenrekening iban bban, bic, tijd, machtigingskenmerk, incassant id,"
            " tijdstip, adres, saldo voor mutatie, globale code, beginsaldo, rekening tegenpartij, wisselkoers,"
            " landcode"
        ),
    },
}
