"""What banks call their columns in Polish, Czech or Slovak, Hungarian, Romanian and Croatian."""

PHRASES: dict[str, dict[str, str]] = {
    "pl": {
        "booked": (
            "data zrealizowania, data zakonczenia, data ksiegowania, data zaksiegowania, data rozliczenia,"
            " zaksiegowano, data ksiegowa"
        ),
        "date": "data, data operacji, data wykonania, dzien",
        "valued": "data waluty",
        "made": "data transakcji, data zakupu, data zlecenia, data rozpoczecia",
        "amount": (
            "kwota, kwota operacji, kwota transakcji, kwota w pln, kwota pln, wartosc, kwota w walucie"
            " rachunku, kwota operacji w walucie rachunku"
        ),
        "debit": "obciazenia, wyplata, wydatki, obciazenie, wyplaty, winien, kwota obciazenia",
        "credit": "uznania, wplata, wplywy, uznanie, wplaty, ma, kwota uznania",
        "balance": "saldo, saldo po operacji, saldo po transakcji, saldo koncowe, saldo rachunku",
        "currency": "waluta, waluta rachunku, waluta transakcji",
        "description": (
            "opis, opis operacji, tytul, tytulem, szczegoly, opis transakcji, tytul operacji, szczegoly"
            " transakcji, tytul przelewu"
        ),
        "payee": (
            "nadawca odbiorca, kontrahent, odbiorca, dane kontrahenta, nazwa odbiorcy, nazwa kontrahenta,"
            " odbiorca nadawca, nadawca, nazwa nadawcy odbiorcy"
        ),
        "memo": "notatka, uwagi, komentarz",
        "category": "kategoria",
        "kind": "typ operacji, typ transakcji, rodzaj operacji, typ, rodzaj, rodzaj transakcji, typ operacja",
        "status": "status, stan",
        "id": "numer transakcji, id transakcji, nr transakcji, identyfikator transakcji",
        "reference": "numer referencyjny, nr dokumentu, referencja",
        "account": (
            "rachunek, numer rachunku, konto, numer konta, produkt, nr rachunku, karta, numer karty, nazwa rachunku"
        ),
        "fee": "prowizja, oplata, oplaty",
        "original_amount": "kwota w walucie, kwota oryginalna, kwota w walucie transakcji, kwota transakcji w walucie",
        "original_currency": "waluta oryginalna, waluta oryginalu",
        "ignored": (
            "kurs, kurs wymiany, lokalizacja, nr rachunku kontrahenta, numer rachunku kontrahenta, nazwa banku,"
            " podkategoria, adres, posiadacz karty, rachunek nadawcy, rachunek odbiorcy"
        ),
    },
    "cs": {
        "booked": "datum dokonceni, datum zauctovani, datum zuctovani, zauctovano, datum uctovani, datum zauctovania",
        "date": "datum, datum operace, datum pohybu, den",
        "valued": "valuta, datum valuty, datum pripsani",
        "made": "datum zahajeni, datum provedeni, datum transakce, datum odepsani, datum nakupu, datum realizacie",
        "amount": (
            "castka, zauctovana castka, objem, castka v mene uctu, suma, ciastka, castka czk, objem v kc,"
            " castka v czk, castka operace"
        ),
        "debit": "odchozi, vydaje, na vrub, odepsano, debet, ma dati, vydaj",
        "credit": "prichozi, prijmy, ve prospech, pripsano, kredit, dal, prijem",
        "balance": "zustatek, stav uctu, ucetni zustatek, zostatok, zustatek po operaci, konecny zustatek",
        "currency": "mena, mena uctu",
        "description": (
            "popis, zprava, zprava pro prijemce, popis operace, popis transakce, poznamka k platbe,"
            " identifikace, ucel platby, zprava prijemci, popis pro me, popis typu transakce, text"
        ),
        "payee": (
            "nazev protiuctu, prijemce, nazev protistrany, protistrana, jmeno protistrany, nazev obchodnika,"
            " obchodnik, nazev uctu prijemce, platce prijemce, jmeno protiuctu"
        ),
        "memo": "poznamka, vlastni poznamka, moje poznamka, zprava pro me, komentar, interni poznamka",
        "category": "kategorie, kategorie transakce",
        "kind": "typ transakce, typ, typ pohybu, typ operace, druh pohybu, smer, kredit debet, smer platby",
        "status": "stav",
        "id": "id transakce, id operace, id pohybu, id, cislo transakce, referencni cislo",
        "reference": "vs, ks, ss, variabilni symbol, konstantni symbol, specificky symbol, reference",
        "account": "cislo uctu, nazev uctu, ucet, cislo karty, muj ucet, vlastni ucet, vlastni cislo uctu",
        "fee": "poplatek, poplatky",
        "original_amount": "puvodni castka a mena, puvodni castka, castka v puvodni mene, castka v mene transakce",
        "original_currency": "puvodni mena, mena transakce",
        "ignored": (
            "protiucet, cislo protiuctu, kurz, cas, kod banky, banka, kod banky protiuctu, misto, obchodni"
            " misto, cislo vypisu"
        ),
    },
    "hu": {
        "booked": "befejezes datuma, konyveles datuma, konyvelesi datum, konyveles napja, konyvelve, konyvelesi nap",
        "date": "datum, tranzakcio datuma es ideje, nap",
        "made": "kezdes datuma, tranzakcio datuma, vasarlas datuma, tranzakcio idopontja",
        "valued": "erteknap",
        "amount": "osszeg, tranzakcio osszege, terheles jovairas, forgalom, konyvelt osszeg",
        "debit": "terheles, kiadas, terhelesek, kimeno osszeg",
        "credit": "jovairas, bevetel, jovairasok, bejovo osszeg",
        "balance": "egyenleg, konyvelt egyenleg, egyenleg a tranzakcio utan",
        "currency": "devizanem, penznem, deviza, konyvelesi devizanem",
        "description": "kozlemeny, leiras, megjegyzes, tranzakcio leirasa, kozlemeny nev",
        "payee": (
            "partner, partner neve, partner nev, kedvezmenyezett, ellenoldali nev, partner megnevezese, kereskedo"
        ),
        "kind": "tipus, tranzakcio tipusa, forgalom tipusa, irany, bejovo kimeno, terheles vagy jovairas",
        "id": "tranzakcio azonosito, azonosito, tranzakcioazonosito",
        "category": "kategoria, koltesi kategoria",
        "account": "szamlaszam, konyvelesi szamla, szamla neve, konyvelesi szamlaszam, szamla",
        "ignored": "partner szamlaszama, partner szamlaszam, arfolyam, ellenszamla",
    },
    "ro": {
        "booked": "data inregistrarii, data contabila, data procesarii, data finalizarii",
        "date": "data, data operatiunii, data operatiei",
        "made": "data tranzactiei, data tranzactie, data de incepere",
        "valued": "data valutei, data valuta",
        "amount": "suma, valoare, suma tranzactiei, suma tranzactie",
        "debit": "debit, suma debit, iesiri, plati",
        "credit": "credit, suma credit, intrari, incasari",
        "balance": "sold, sold contabil, sold final, balanta",
        "currency": "valuta, moneda",
        "description": (
            "descriere, detalii, detalii tranzactie, explicatii, descrierea tranzactiei, descriere tranzactie"
        ),
        "payee": (
            "beneficiar, platitor, nume beneficiar, ordonator beneficiar, comerciant, nume partener, nume"
            " beneficiar ordonator"
        ),
        "kind": "tip, tip tranzactie, tip operatiune",
        "id": "id tranzactie, referinta tranzactiei, numar tranzactie",
        "reference": "referinta, numar referinta",
        "account": "cont, numar cont",
        "category": "categorie",
        "ignored": "cod fiscal, cont beneficiar, curs",
    },
    "hr": {
        "booked": "datum knjizenja, datum obrade, datum izvrsenja",
        "date": "datum, datum valute i knjizenja",
        "made": "datum transakcije",
        "valued": "datum valute",
        "amount": "iznos, iznos transakcije, znesek",
        "debit": "isplata, duguje, breme, isplate, dugovni promet, na teret, rashod, odliv, isplacen iznos",
        "credit": "uplata, potrazuje, dobro, uplate, potrazni promet, u korist, prihod, priliv, uplacen iznos",
        "balance": "stanje, saldo, novo stanje, stanje nakon transakcije",
        "currency": "valuta",
        "description": "opis, opis placanja, svrha, opis transakcije, namen, svrha placanja, opis prometa",
        "payee": (
            "primatelj, naziv primatelja, platitelj, prejemnik, naziv, primatelj platitelj, prejemnik placnik,"
            " naziv primaoca, trgovac, primalac"
        ),
        "id": "broj transakcije, referenca transakcije, id transakcije",
        "account": "racun, broj racuna, racun broj, broj kartice",
        "kind": "vrsta, vrsta transakcije, tip transakcije",
        "category": "kategorija",
        "reference": "poziv na broj, referenca",
        "ignored": "tecaj, racun primatelja, racun platitelja, model",
    },
}
