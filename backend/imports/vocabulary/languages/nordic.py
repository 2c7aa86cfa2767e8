"""What banks call their columns in Swedish, Danish or Norwegian, and Finnish."""

PHRASES: dict[str, dict[str, str]] = {
    "sv": {
        "booked": (
            "bokforingsdag, bokforingsdatum, bokford, bokforings datum, bokfort, bokfordag, bokningsdag, bokningsdatum,"
            " slutfort datum"
        ),
        "date": "datum, dag",
        "valued": "valutadag, valutadatum, rantedag",
        "made": "transaktionsdag, transaktionsdatum, kopdatum, kopdag, startdatum",
        "amount": "belopp, belopp sek, transaktionsbelopp, belopp i sek, summa",
        "debit": "uttag, ut, utgift, debet, utbetalning",
        "credit": "insattning, insattningar, inkomst, kredit, inbetalning",
        "balance": "saldo, bokfort saldo, kontosaldo, saldo efter transaktion",
        "currency": "valuta",
        "description": (
            "beskrivning, text, meddelande, rubrik, specifikation, mottagare text, transaktion,"
            " transaktionstext, verifikationstext, transaktionsbeskrivning, referens"
        ),
        "payee": "mottagare, namn, butik, avsandare mottagare, betalningsmottagare",
        "memo": "anteckning, kommentar, notering",
        "category": "kategori",
        "kind": "typ, transaktionstyp, handelse",
        "status": "status",
        "id": "transaktions id, verifikationsnummer",
        "reference": "ocr, referensnummer",
        "account": "konto, kontonummer, kontonamn, kortnummer",
        "original_amount": "utlandskt belopp, utl belopp, belopp i utlandsk valuta, originalbelopp",
        "original_currency": "originalvaluta, utlandsk valuta",
        "ignored": "radnummer, clearingnummer, produkt, kurs, ort, valutakurs, tid, kortinnehavare, avsandare",
    },
    "da": {
        "booked": (
            "bogforingsdato, bogfort, bogforingsdag, posteringsdato, bokforingsdato, bokfort dato, bokfort, bokfort den"
        ),
        "date": "dato, dato tid",
        "valued": "valor, rentedato, valordato, valutadato, valuteringsdato",
        "made": "transaktionsdato, kobsdato, kjopsdato, transaksjonsdato",
        "amount": "belob, belob dkk, belop, belop nok, belob i dkk, transaktionsbelob",
        "debit": "ud, haevet, udgift, ut, ut fra konto, ut av konto, ut konto, belastet",
        "credit": "ind, indsat, inn, inn pa konto, inntekt, indbetaling, godskrevet",
        "balance": "saldo, saldo dkk, bogfort saldo, disponibel saldo, ny saldo",
        "currency": "valuta",
        "description": (
            "tekst, beskrivelse, posteringstekst, forklaring, transaktionstekst, melding, besked, meddelelse,"
            " melding kid faktnr, bilagstekst, hovedtekst, tittel"
        ),
        "payee": "modtager, mottaker, mottakernavn, navn, forretning, betalingsmottaker, beloepsmodtager",
        "memo": "notat, kommentar, egne notater",
        "category": "kategori, hovedkategori",
        "kind": "type, transaktionstype, transaksjonstype, undertype",
        "status": "status, afstemt",
        "id": "transaktions id, arkivreferanse, numerisk referanse",
        "reference": "referanse, reference, bilagsnummer, kid",
        "account": "konto, kontonummer, kontonavn, fra konto, kortnummer, avsender konto",
        "original_amount": "oprindeligt belob, opprinnelig belop, belob i valuta, originalt belob, valutabelop",
        "original_currency": "oprindelig valuta, opprinnelig valuta, originalvaluta",
        "ignored": "kurs, valutakurs, underkategori, til konto, afsender, dato rente",
    },
    "fi": {
        "booked": "kirjauspaiva, kirjauspvm, kirjattu, kirjaus pvm, maksupaiva",
        "date": "paiva, pvm, paivamaara, tapahtumapaiva",
        "valued": "arvopaiva, arvopvm",
        "made": "ostopaiva, ostopvm",
        "amount": "maara, summa, maara euroa, maara eur, euroa, summa euroa",
        "balance": "saldo, tilin saldo",
        "currency": "valuutta",
        "description": "selitys, viesti, kuvaus, tapahtuma, selite, tapahtuman tiedot",
        "payee": "saaja, saaja maksaja, nimi, saajan nimi, maksaja, saaja tai maksaja",
        "category": "luokka, kategoria",
        "kind": "laji, tyyppi, tapahtumalaji, tapahtumatyyppi",
        "id": "arkistointitunnus",
        "reference": "viite, viitenumero",
        "account": "tili, tilinumero, saajan tilinumero",
        "ignored": "pankin bic, tunnus",
    },
}
