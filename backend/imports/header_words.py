"""What banks of many countries call their columns. Each language names the roles with its own words.

A header matches a phrase as a whole first, then by the longest phrase it contains.
"""

from functools import lru_cache
from typing import NamedTuple

from backend.imports.words import header_words, words_of

# Roles: `booked` is the day of booking, `date` some day, `valued` the value day, `made` the day of the purchase.
_PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "booked": "posting date, post date, posted date, date posted, booking date, booked date, posted, posted on, posted"
        " transactions date, clearing date, settled date, settlement date, date settled, booking day, process date,"
        " processed date, processing date, book date, accounting date, completed date, date completed, completed on",
        "date": "date, trans date, day, datetime, date time, timestamp, journal date, created, created at, created on,"
        " created date, run date, activity date, statement date, entry date, trade date, txn date, tran date, dated",
        "valued": "value date, effective date, valuta date, value dt, value day, valuta",
        "made": "transaction date, purchase date, date of transaction, authorized date, authorised date, authorization"
        " date, started date, transacted at, original date, transaction day, transaction time, date of purchase,"
        " auth date, transaction date time, initiated date, date initiated",
        "amount": "amount, transaction amount, value, net amount, billing amount, billed amount, amount in account"
        " currency, sum, amt, trans amount, amount total, total amount, transaction value, movement, payment amount,"
        " txn amount, posted amount, account amount, local currency amount, amount due, charge amount, amount usd,"
        " amount in usd, amount in eur, settlement amount, booked amount, amount gbp",
        "net": "net, net total, net value, net proceeds",
        "gross": "gross, gross amount",
        "debit": "debit, debits, debit amount, amount debit, withdrawal, withdrawals, paid out, money out, out, outflow,"
        " withdrawal amount, withdrawal amt, withdrawals dr, debit amt, paid out amount, spent, outgoing, expense,"
        " expenses, payments out, dr, amount debited, withdrawn, charges, debited amount, money out amount,"
        " withdrawn amount, spend amount, out amount, expense amount",
        "credit": "credit, credits, credit amount, amount credit, deposit, deposits, paid in, money in, in, inflow,"
        " deposit amount, deposit amt, deposits cr, credit amt, paid in amount, received, incoming, income, payments in,"
        " cr, amount credited, deposited, lodgement, lodgements, credited amount, money in amount, income amount,"
        " deposits credits, in amount",
        "balance": "balance, running balance, running bal, account balance, current balance, closing balance, balance amount,"
        " available balance, balance after transaction, balance after, ledger balance, running total, ending balance,"
        " balance in account currency, book balance, end balance, resulting balance, cash balance, bal, new balance,"
        " balance usd, balance eur",
        "currency": "currency, ccy, account currency, currency code, iso currency code, transaction currency, curr, billing"
        " currency, curency, amount currency, commodity, payment currency, settlement currency, wallet currency",
        "description": "description, descriptions, transaction description, details, transaction details, narrative,"
        " narration, particulars, original description, original statement, bank description, statement description,"
        " descriptor, desc, descr, transaction, reason, purpose, payment details, text, name, title, entry, item,"
        " remarks, transaction remarks, remittance information, payment reference, transaction narrative, info, extended"
        " details, bank desc, statement descriptor, activity, appears on your statement as, memo description, note to"
        " payee, message, purpose of payment, subject, booking text, transaction text",
        "payee": "payee, merchant, merchant name, payee name, counter party, counterparty, counterparty name, beneficiary,"
        " recipient, partner name, partner, payee payer, vendor, store name, creditor name, to from, beneficiary"
        " name, payer payee, recipient payer, other party, other party name, counter party name, name of counterparty,"
        " to, sender recipient, target name, payee or payer, company, supplier, merchant description",
        "memo": "memo, note, notes, comment, comments, additional info, additional information, additional description,"
        " message to self, user note, labels, tags, additional details, supplementary details, description 2,"
        " seller message, custom note",
        "category": "category, categories, category name, spending category, merchant category, transaction category,"
        " category hint, budget category, group category",
        "kind": "type, transaction type, debit credit, cr dr, dr cr, credit debit, debit or credit, credit or debit,"
        " transaction code, direction, tran type, trans type, code, entry type, cd flag, credit debit indicator,"
        " d c, dc, db cr, in out, sign, indicator, txn type, class, method, activity type, operation type",
        "status": "status, state, transaction status, pending, state type, booking status, is pending, payment status,"
        " posting status",
        "id": "id, transaction id, transactionid, fitid, transaction number, reference id, unique id, txn id, entry id,"
        " transaction reference number, trx id, uuid, guid, transaction identifier, payment id, transaction no, transaction reference id,"
        " transferwise id, wise id, ledger id, operation id",
        "reference": "reference, reference number, ref, ref no, reference no, bank reference, customer reference, payee"
        " reference, check or slip, ref number, receipt, number, num, no, transaction reference, order id",
        "account": "account, account name, account number, account no, source account, from account, own account, account id,"
        " iban, account type, card, card name, wallet, acct, name of account, account nickname, bank account, accountname",
        "fee": "fee, fees, commission, transaction fee, total fees, charges amount, fee amount",
        "original_amount": "original amount, foreign amount, amount in foreign currency, local amount, amount foreign"
        " currency, foreign currency amount, transaction currency amount, source amount, original value, exchange from"
        " amount, amount original, spend amount foreign, transfer amount, original currency amount, amount other currency, converted amount,"
        " foreign spend amount",
        "original_currency": "original currency, foreign currency, local currency, type foreign currency, spend currency,"
        " exchange from, transfer amount currency, source currency, foreign currency code, converted currency, original amount currency",
        "payer": "payer, payer name, source name, sender, sender name, from",
        "ignored": "exchange rate, rate, fx rate, check number, cheque number, check no, cheque no, check, chq no, time, timezone,"
        " time zone, bic, sort code, branch, location, country, city, address, postcode, zip code, website, logo url, mcc,"
        " merchant category code, card number, card no, card last 4, last four digits, name on card, card member, cashback,"
        " balance impact, budget, split, tax, vat, tip, reward, rewards, amount refunded, balance currency, counterparty"
        " account, account owner, gl code, partner iban, counterparty iban, row, foreign exchange rate, discount, instrument,"
        " cardholder, cost, transaction hash, merchant city, merchant state, foreign exchange fee, previous balance,"
        " credit limit, available credit, opening balance, tax amount, mandate reference, creditor id, bank name,"
        " bank code, terminal, statement period, statement month, user, owner, subcategory, sub category, cheque,"
        " overdraft, points",
    },
    "de": {
        "booked": "buchungstag, buchungsdatum, buchung, gebucht am, datum buchung, buchungsdat, verbuchungsdatum,"
        " abschlussdatum, tag der buchung, datum der buchung, verbucht am",
        "date": "datum, datum zeit, tag, datum uhrzeit, umsatzdatum, auftragsdatum, rechnungsdatum, datum und uhrzeit",
        "valued": "valuta, valutadatum, wertstellung, wertstellungsdatum, valuta datum, wert, valutatag, wertstellungstag",
        "made": "belegdatum, kaufdatum, transaktionsdatum, transaktionszeitpunkt, einkaufsdatum, transaktions datum",
        "amount": "betrag, umsatz, betrag in eur, umsatz in eur, buchungsbetrag, betrag eur, wert in eur, summe, transaktionsbetrag,"
        " lastschriftbetrag, abrechnungsbetrag, kontobetrag, umsatzbetrag, betrag chf, einzelbetrag, zahlungsbetrag,"
        " betrag in chf, betrag in kontowahrung",
        "net": "netto",
        "gross": "brutto",
        "debit": "soll, belastung, ausgang, ausgaben, belastungen, lastschrift, abgang, soll eur, belastung in chf,"
        " lastschrift in chf, auszahlung, ausgabe, belastung chf",
        "credit": "haben, gutschrift, eingang, einnahmen, gutschriften, haben eur, gutschrift in chf, zugang, einzahlung,"
        " einnahme, gutschrift chf",
        "balance": "saldo, kontostand, saldo nach buchung, neuer saldo, saldo eur, saldo in chf, kontosaldo, guthaben,"
        " saldo chf, aktueller saldo",
        "currency": "wahrung, waehrung, whg, wahr, kontowahrung, betragswahrung, wahrungscode, abrechnungswahrung",
        "description": "verwendungszweck, buchungstext, beschreibung, text, buchungsdetails, vorgang verwendungszweck,"
        " umsatztext, buchungsinformationen, zahlungsreferenz, mitteilung, zweck, transaktionsdetails, buchungsinfo,"
        " verwendungszweck zahlungsreferenz, bezeichnung, angaben, umsatzinfo, avisierungstext, vwz 0, vwz1,"
        " verwendungszweck 1, zahlungszweck, vwz, beschreibung des vorgangs, betreff, buchungsart text",
        "payee": "empfanger, zahlungsempfanger, zahlungsempfanger in, auftraggeber empfanger, empfanger auftraggeber,"
        " begunstigter, auftraggeber begunstigter, beguenstigter zahlungspflichtiger, begunstigter zahlungspflichtiger,"
        " name zahlungsbeteiligter, empfanger auftraggeber name, auftraggeber empfanger name, partnername, partner name,"
        " handler, gegenpartei, auftraggeber, zahlungspartner, empfanger zahlungspflichtiger, empfangername,"
        " name des zahlungspartners, handlername, zahler empfanger, auftraggeber zahlungsempfanger, beguenstigter",
        "memo": "notiz, notizen, bemerkung, kommentar, zusatzinformation, bemerkungen, zusatzinfo, beschreibung 2, anmerkung",
        "category": "kategorie, hauptkategorie, branche, kategoriename",
        "kind": "umsatztyp, buchungsart, umsatzart, transaktionstyp, vorgang, soll haben, s h, typ, art, transaktionsart,"
        " transaktions typ, zahlungsart, soll haben kennzeichen, sh, haben soll, buchungstyp",
        "status": "status, info, buchungsstatus, zustand",
        "id": "transaktions id, transaktionsnummer, transaktions nr, umsatz id, transaktionscode, buchungsnummer",
        "reference": "referenz, kundenreferenz, belegnummer, beleg, referenznummer, ende zu ende referenz",
        "account": "kontonummer, konto, auftragskonto, iban auftragskonto, bezeichnung auftragskonto, auftraggeberkonto,"
        " iban auftraggeberkonto, kontoname, eigenes konto, konto nr, kartennummer, kreditkarte, karte, referenzkonto",
        "fee": "gebuhr, gebuhren, spesen, entgelt",
        "original_amount": "fremdwahrungsbetrag, ursprunglicher betrag, betrag fremdwahrung, originalbetrag, betrag in"
        " fremdwahrung, lastschrift ursprungsbetrag, ursprungsbetrag, betrag originalwahrung, betrag in originalwahrung,"
        " betrag ursprungswahrung",
        "original_currency": "fremdwahrung, originalwahrung, ursprungswahrung",
        "payer": "zahlungspflichtige r, zahlungspflichtiger",
        "ignored": "mandatsreferenz, wechselkurs, kurs, uhrzeit, zeit, glaubiger id, glaeubiger id, blz, bankleitzahl, bic, iban,"
        " bankleitzahl auftraggeberkonto, unterkategorie, analyse, auslagenersatz ruecklastschrift,"
        " buchungsschlussel, bic swift code, kontonummer iban, steuerrelevant, sammlerreferenz, mandatsdatum, konto nr iban,"
        " empfanger auftraggeber iban, name auftraggeber, gegenkonto, verwendungszweck 2, iban zahlungsbeteiligter, zeitzone,"
        " saldo vorher, cashback, ausland, inhaber, kontoinhaber, land, ort, zinssatz, e ref, postleitzahl, anfangssaldo",
    },
    "fr": {
        "booked": "date de comptabilisation, date comptable, date de l operation comptable, date comptabilisation, comptabilise le,"
        " date de comptabilite, date d enregistrement",
        "date": "date, date operation, date de l operation, date d operation, jour",
        "valued": "date de valeur, date valeur, valeur",
        "made": "date de transaction, date de la transaction, date d achat, date transaction, date de l achat",
        "amount": "montant, montant de l operation, montant en euros, montant eur, montant euros, montant net, somme,"
        " montant de la transaction, montant operation",
        "net": "net, avant commission net",
        "gross": "brut, avant commission",
        "debit": "debit, debits, sorties, depenses, debit euros, montant debit, retrait, debit eur, sortie, retraits, debit chf",
        "credit": "credit, credits, entrees, recettes, credit euros, montant credit, depot, credit eur, depots, credit chf",
        "balance": "solde, solde apres operation, solde progressif, solde du compte, nouveau solde, solde chf, solde eur",
        "currency": "devise, monnaie, monn, devise du compte",
        "description": "libelle, libelle operation, libelle de l operation, description, details, detail de l ecriture,"
        " intitule, informations, communication, communications, libelle complet, libelle simplifie, reference de paiement, motif, objet,"
        " details du mouvement, texte de notification, nature de l operation, libelle interne, description 1, mention,"
        " texte comptable, donnees de reference, detail",
        "payee": "beneficiaire, destinataire, commercant, tiers, nom du beneficiaire, nom contrepartie, contrepartie, marchand, nom,"
        " nom de la contrepartie, fournisseur, nom de la contrepartie contient, partenaire",
        "memo": "commentaire, note, notes, informations complementaires, remarque, description 2, description 3, commentaires",
        "category": "categorie, categorie operation, rubrique",
        "kind": "type, type operation, type de transaction, type d operation, sens, type de l operation, type de mouvement",
        "status": "statut, etat, pointage operation etat",
        "id": "n de transaction, numero de transaction, identifiant, id transaction, numero d operation, no de transaction",
        "reference": "reference, numero de cheque, numero de reference, ref",
        "account": "compte, numero de compte, compte bancaire, produit, libelle compte, nom du compte, carte, numero de carte, n compte",
        "fee": "frais, commission",
        "original_amount": "montant devise, montant en devise, montant d origine, montant original",
        "original_currency": "selectionnez la devise etrangere, devise etrangere, devise d origine, devise originale",
        "ignored": "taux de conversion, taux, taux de change, heure, sous categorie, pointage operation, fuseau horaire, pays,"
        " numero d extrait, numero de mouvement, code bic, titulaire, solde precedent, contrepartie iban, ville",
    },
    "es": {
        "booked": "fecha contable, fecha de contabilizacion, f contable, fecha asiento, fecha de asiento, fecha registro",
        "date": "fecha, fecha operacion, fecha de operacion, f operacion, fecha de la operacion, fecha movimiento, dia, fecha hora,"
        " fecha y hora, fecha de movimiento, f oper",
        "valued": "fecha valor, f valor, valor, fecha de valor",
        "made": "fecha transaccion, fecha de transaccion, fecha de compra, fecha compra, fecha de la transaccion, fecha origen",
        "amount": "importe, monto, importe eur, importe euros, cantidad, importe en euros, importe neto, monto total, monto clp,"
        " importe movimiento, importe total, importe pesos, monto en pesos, monto pesos, importe en pesos, valor operacion, total",
        "debit": "cargo, cargos, debe, debito, debitos, gasto, gastos, retiro, retiros, salidas, egreso, egresos, pagos,"
        " importe debito, salida, monto cargo, adeudo, retirada, girado, giros, cheques y otros cargos",
        "credit": "abono, abonos, haber, credito, creditos, ingreso, ingresos, deposito, depositos, entradas, importe credito,"
        " entrada, monto abono, depositos y otros abonos, depositos y abonos",
        "balance": "saldo, saldo disponible, saldo contable, saldo final, saldo eur, saldo posterior, saldo actual, saldo diario",
        "currency": "divisa, moneda, moneda importe",
        "description": "concepto, descripcion, detalle, movimiento, observaciones, mas datos, texto, glosa, concepto movimiento,"
        " descripcion movimiento, descripcion del movimiento, detalle de transaccion, referencia concepto, detalles, leyenda,"
        " motivo, detalle movimiento, concepto ampliado, descripcion operacion",
        "payee": "beneficiario, comercio, establecimiento, destinatario, ordenante, contraparte, nombre, nombre comercio, pagador, tercero",
        "memo": "nota, notas, comentario, comentarios, informacion adicional, concepto complementario, observacion",
        "category": "categoria, rubro",
        "kind": "tipo, tipo de movimiento, tipo movimiento, tipo operacion, tipo de operacion, signo, tipo transaccion, tipo de"
        " transaccion, cargo abono, debe haber, naturaleza",
        "status": "estado, situacion, estatus",
        "id": "id transaccion, numero de operacion, numero de transaccion, id operacion, nro operacion, numero operacion, id movimiento",
        "reference": "referencia, n documento, no documento, numero documento, documento, n operacion, nro comprobante, comprobante, folio,"
        " nro documento, codigo, numero de comprobante, canal o sucursal",
        "account": "cuenta, numero de cuenta, n cuenta, tarjeta, numero cuenta, producto, numero de tarjeta",
        "fee": "comision, comisiones, tarifa",
        "original_amount": "importe divisa, importe original, importe en divisa, monto original, monto moneda origen, importe origen,"
        " monto usd, importe dolares, importe en dolares, monto dolares, importe u s",
        "original_currency": "divisa original, moneda origen, divisa origen, moneda original",
        "ignored": "tipo de cambio, hora, sucursal, oficina, subcategoria, imagen, cuotas, ciudad, pais, saldo anterior, cuota, dni, rut,"
        " titular, origen, causal, cuit",
    },
    "pt": {
        "booked": "data mov, data do movimento, data movimento, data lancamento, data de lancamento, data contabil, data contabilistica, data mov",
        "date": "data, data da operacao, data operacao, dia, data e hora, data hora, data do lancamento",
        "valued": "data valor, data do valor, data balancete, data do balancete",
        "made": "data da compra, data transacao, data da transacao, data de compra, data compra",
        "amount": "valor, montante, importancia, valor em r, quantia, valor eur, valor r, valor em reais, valor brl, valor da"
        " transacao, valor liquido, valor em eur, montante eur, valor final",
        "debit": "debito, debitos, saidas, saida, despesa, valor debito, debito r, valor pago",
        "credit": "credito, creditos, entradas, entrada, receita, valor credito, credito r, valor recebido",
        "balance": "saldo, saldo contabilistico, saldo disponivel, saldo r, saldo apos movimento, saldo eur, saldo do dia, saldo em r",
        "currency": "moeda, divisa",
        "description": "historico, descricao, lancamento, descritivo, detalhe, movimento, descricao do movimento, detalhes, lancamentos,"
        " titulo, estabelecimento, descricao da transacao, descritivo do movimento",
        "payee": "beneficiario, favorecido, destinatario, nome, pagador, remetente, comerciante, origem destino, razao social",
        "memo": "observacao, nota, notas, informacoes adicionais, obs, observacoes, mensagem",
        "category": "categoria",
        "kind": "tipo, tipo transacao, tipo de transacao, tipo lancamento, natureza, tipo de lancamento, debito credito, dc, c d, d c, sentido",
        "status": "estado, situacao",
        "id": "identificador, id transacao, id da transacao, codigo da transacao, codigo da operacao",
        "reference": "docto, documento, numero do documento, n documento, numero documento, referencia, n doc, dcto",
        "account": "conta, cartao, numero da conta, agencia, final do cartao, nome no cartao, numero do cartao",
        "fee": "taxa, tarifa, comissao",
        "original_amount": "valor em us, valor original, valor em dolar, valor moeda estrangeira, montante original, valor em usd",
        "original_currency": "moeda original, moeda estrangeira",
        "ignored": "dependencia origem, hora, parcela, cotacao, cotacao em r, pais, cidade, saldo anterior, cambio, agencia conta,"
        " tipo de cartao, portador, subcategoria, taxa de cambio",
    },
    "it": {
        "booked": "data contabile, data registrazione, data di contabilizzazione, data contabilizzazione",
        "date": "data, data operazione, data movimento, data dell operazione, giorno",
        "valued": "valuta, data valuta",
        "made": "data transazione, data acquisto, data della transazione",
        "amount": "importo, importo eur, importo euro, ammontare, importo in euro, importo operazione, importo movimento",
        "debit": "addebiti, dare, uscite, addebito, addebiti euro, importo addebito, uscita, addebiti eur",
        "credit": "accrediti, avere, entrate, accredito, accrediti euro, importo accredito, entrata, accrediti eur",
        "balance": "saldo, saldo contabile, saldo finale, saldo disponibile, saldo progressivo",
        "currency": "divisa, valuta operazione, codice divisa",
        "description": "descrizione, causale, dettagli, descrizione operazione, descrizioni, operazione, descrizione operazioni,"
        " descrizione estesa, descrizione completa, dettaglio, causale descrizione, oggetto",
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
        "booked": "boekdatum, boekingsdatum, datum boeking, uitvoeringsdatum, journaaldatum, afsluitdatum",
        "date": "datum, transactiedatum en tijd, datum tijd, transactie datum",
        "valued": "rentedatum, valutadatum, valuta datum, interestdatum",
        "made": "transactiedatum, aankoopdatum",
        "amount": "bedrag, bedrag eur, transactiebedrag, bedrag bij af, waarde, bedrag in eur, mutatiebedrag, bedrag van de verrichting",
        "debit": "af, debet, uit, uitgaven, afschrijving, bedrag af, debetbedrag",
        "credit": "bij, inkomsten, bijschrijving, bedrag bij, creditbedrag",
        "balance": "saldo, saldo na trn, saldo na mutatie, saldo na boeking, eindsaldo, saldo na transactie, nieuw saldo",
        "currency": "munt, valuta, muntsoort, valutacode, transactievaluta, devies",
        "description": "omschrijving, mededelingen, naam omschrijving, omschrijving 1, mededeling, beschrijving, omschrijving transactie,"
        " vrije mededeling, details, detail van de beweging, betalingskenmerk omschrijving, vrije mededeling nl",
        "payee": "naam, naam tegenpartij, naam tegenrekening, tegenrekeninghouder, begunstigde, tegenpartij, naam tegenrekening begunstigde,"
        " naam van de tegenpartij, tegenpartij naam, naam tegenpartij bevat",
        "memo": "omschrijving 2, opmerking, notitie, notities, tag, gestructureerde mededeling, omschrijving 3",
        "category": "categorie",
        "kind": "af bij, mutatiesoort, type, debet credit, transactiesoort, mutatiecode, bij af, soort, credit debet, afbij, code, betaalwijze,"
        " transactietype, debit credit",
        "status": "status",
        "id": "transactienummer, volgnr, transactie id, transactiereferentie",
        "reference": "referentie, kenmerk, betalingskenmerk, afschriftnummer, volgnummer transactie, volgnummer",
        "account": "rekening, rekeningnummer, iban bban, iban, eigen rekening, naam rekening, rekeningnaam, rekening nummer, accountnaam",
        "fee": "kosten, koersopslag",
        "original_amount": "oorspr bedrag, oorspronkelijk bedrag, bedrag vreemde valuta",
        "original_currency": "oorspr munt, vreemde valuta",
        "ignored": "koers, tegenrekening, tegenrekening iban bban, bic, tijd, machtigingskenmerk, incassant id, tijdstip, adres,"
        " saldo voor mutatie, globale code, beginsaldo, rekening tegenpartij, wisselkoers, landcode",
    },
    "sv": {
        "booked": "bokforingsdag, bokforingsdatum, bokford, bokforings datum, bokfort, bokfordag, bokningsdag, bokningsdatum",
        "date": "datum, dag",
        "valued": "valutadag, valutadatum, rantedag",
        "made": "transaktionsdag, transaktionsdatum, kopdatum, kopdag",
        "amount": "belopp, belopp sek, transaktionsbelopp, belopp i sek, summa",
        "debit": "uttag, ut, utgift, debet, utbetalning",
        "credit": "insattning, insattningar, inkomst, kredit, inbetalning",
        "balance": "saldo, bokfort saldo, kontosaldo, saldo efter transaktion",
        "currency": "valuta",
        "description": "beskrivning, text, meddelande, rubrik, specifikation, mottagare text, transaktion, transaktionstext, verifikationstext,"
        " transaktionsbeskrivning, referens",
        "payee": "mottagare, namn, butik, avsandare mottagare, betalningsmottagare",
        "memo": "anteckning, kommentar, notering",
        "category": "kategori",
        "kind": "typ, transaktionstyp, handelse",
        "status": "status",
        "id": "transaktions id, verifikationsnummer",
        "reference": "ocr, referensnummer",
        "account": "konto, kontonummer, kontonamn, kortnummer",
        "original_amount": "utlandskt belopp, belopp i utlandsk valuta, originalbelopp",
        "original_currency": "originalvaluta, utlandsk valuta",
        "ignored": "radnummer, clearingnummer, produkt, kurs, ort, valutakurs, tid, kortinnehavare, avsandare",
    },
    "da": {
        "booked": "bogforingsdato, bogfort, bogforingsdag, posteringsdato, bokforingsdato, bokfort dato, bokfort, bokfort den",
        "date": "dato, dato tid",
        "valued": "valor, rentedato, valordato, valutadato, valuteringsdato",
        "made": "transaktionsdato, kobsdato, kjopsdato, transaksjonsdato",
        "amount": "belob, belob dkk, belop, belop nok, belob i dkk, transaktionsbelob",
        "debit": "ud, haevet, udgift, ut, ut fra konto, ut av konto, ut konto, belastet",
        "credit": "ind, indsat, inn, inn pa konto, inntekt, indbetaling, godskrevet",
        "balance": "saldo, saldo dkk, bogfort saldo, disponibel saldo, ny saldo",
        "currency": "valuta",
        "description": "tekst, beskrivelse, posteringstekst, forklaring, transaktionstekst, melding, besked, meddelelse, melding kid faktnr,"
        " bilagstekst, hovedtekst, tittel",
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
    "et": {
        "booked": "kande kuupaev", "date": "kuupaev", "valued": "vaartuspaev", "amount": "summa", "debit": "deebet", "credit": "kreedit",
        "balance": "jaak, saldo", "currency": "valuuta", "description": "selgitus, kirjeldus", "payee": "saaja maksja, saaja maksja nimi, nimi, kaupmees",
        "kind": "deebet kreedit, deebet kreedit d c, tuup, deebet kreedit, kande liik, tehingu tuup", "id": "arhiveerimistunnus, tehingu number",
        "reference": "viitenumber", "account": "kliendi konto, konto", "ignored": "reatuup, dokumendi number, saaja maksja konto, reatuub",
    },
    "lt": {
        "booked": "data, operacijos data, irasymo data", "valued": "valiutavimo data", "amount": "suma, suma eur, suma saskaitos valiuta",
        "debit": "debetas, islaidos, nurasyta", "credit": "kreditas, pajamos, gauta", "balance": "likutis, balansas", "currency": "valiuta",
        "description": "paaiskinimai, paskirtis, mokejimo paskirtis, paaiskinimas, aprasymas", "payee": "gavejas, moketojas gavejas, gavejas moketojas, moketojas, kliento pavadinimas",
        "kind": "d k, tipas, debetas kreditas, k d, operacijos tipas", "id": "iraso nr, operacijos kodas, transakcijos nr, archyvo kodas", "account": "saskaitos nr, saskaita, iban saskaita",
        "reference": "dokumento nr, imokos kodas", "ignored": "eilutes tipas, kodas",
    },
    "lv": {
        "booked": "datums, gramatojuma datums", "amount": "summa", "debit": "debets, izmaksas", "credit": "kredits, ienakumi", "balance": "atlikums, bilance",
        "currency": "valuta", "description": "informacija sanemejam, detalas, apraksts, maksajuma merkis", "payee": "sanemejs maksatajs, sanemejs, maksatajs, partneris",
        "kind": "debets kredits, tips, d k", "id": "arhiva kods, darijuma numurs", "account": "konts, klienta konts", "ignored": "ieraksta tips",
    },
    "pl": {
        "booked": "data ksiegowania, data zaksiegowania, data rozliczenia, zaksiegowano, data ksiegowa",
        "date": "data, data operacji, data wykonania, dzien",
        "valued": "data waluty",
        "made": "data transakcji, data zakupu, data zlecenia",
        "amount": "kwota, kwota operacji, kwota transakcji, kwota w pln, kwota pln, wartosc, kwota w walucie rachunku, kwota operacji w walucie rachunku",
        "debit": "obciazenia, wyplata, wydatki, obciazenie, wyplaty, winien, kwota obciazenia",
        "credit": "uznania, wplata, wplywy, uznanie, wplaty, ma, kwota uznania",
        "balance": "saldo, saldo po operacji, saldo po transakcji, saldo koncowe, saldo rachunku",
        "currency": "waluta, waluta rachunku, waluta transakcji",
        "description": "opis, opis operacji, tytul, tytulem, szczegoly, opis transakcji, tytul operacji, szczegoly transakcji, tytul przelewu",
        "payee": "nadawca odbiorca, kontrahent, odbiorca, dane kontrahenta, nazwa odbiorcy, nazwa kontrahenta, odbiorca nadawca, nadawca, nazwa nadawcy odbiorcy",
        "memo": "notatka, uwagi, komentarz",
        "category": "kategoria",
        "kind": "typ operacji, typ transakcji, rodzaj operacji, typ, rodzaj, rodzaj transakcji, typ operacja",
        "status": "status, stan",
        "id": "numer transakcji, id transakcji, nr transakcji, identyfikator transakcji",
        "reference": "numer referencyjny, nr dokumentu, referencja",
        "account": "rachunek, numer rachunku, konto, numer konta, produkt, nr rachunku, karta, numer karty, nazwa rachunku",
        "fee": "prowizja, oplata, oplaty",
        "original_amount": "kwota w walucie, kwota oryginalna, kwota w walucie transakcji, kwota transakcji w walucie",
        "original_currency": "waluta oryginalna, waluta oryginalu",
        "ignored": "kurs, kurs wymiany, lokalizacja, nr rachunku kontrahenta, numer rachunku kontrahenta, nazwa banku, podkategoria, adres, posiadacz karty,"
        " rachunek nadawcy, rachunek odbiorcy",
    },
    "cs": {
        "booked": "datum zauctovani, datum zuctovani, zauctovano, datum uctovani, datum zauctovania",
        "date": "datum, datum operace, datum pohybu, den",
        "valued": "valuta, datum valuty, datum pripsani",
        "made": "datum provedeni, datum transakce, datum odepsani, datum nakupu, datum realizacie",
        "amount": "castka, zauctovana castka, objem, castka v mene uctu, suma, ciastka, castka czk, objem v kc, castka v czk, castka operace",
        "debit": "odchozi, vydaje, na vrub, odepsano, debet, ma dati, vydaj",
        "credit": "prichozi, prijmy, ve prospech, pripsano, kredit, dal, prijem",
        "balance": "zustatek, stav uctu, ucetni zustatek, zostatok, zustatek po operaci, konecny zustatek",
        "currency": "mena, mena uctu",
        "description": "popis, zprava, zprava pro prijemce, popis operace, popis transakce, poznamka k platbe, identifikace, ucel platby, zprava prijemci,"
        " popis pro me, popis typu transakce, text",
        "payee": "nazev protiuctu, prijemce, nazev protistrany, protistrana, jmeno protistrany, nazev obchodnika, obchodnik, nazev uctu prijemce, platce prijemce,"
        " jmeno protiuctu",
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
        "ignored": "protiucet, cislo protiuctu, kurz, cas, kod banky, banka, kod banky protiuctu, misto, obchodni misto, cislo vypisu",
    },
    "hu": {
        "booked": "konyveles datuma, konyvelesi datum, konyveles napja, konyvelve, konyvelesi nap", "date": "datum, tranzakcio datuma es ideje, nap", "made": "tranzakcio datuma, vasarlas datuma, tranzakcio idopontja",
        "valued": "erteknap", "amount": "osszeg, tranzakcio osszege, terheles jovairas, forgalom, konyvelt osszeg", "debit": "terheles, kiadas, terhelesek, kimeno osszeg", "credit": "jovairas, bevetel, jovairasok, bejovo osszeg",
        "balance": "egyenleg, konyvelt egyenleg, egyenleg a tranzakcio utan", "currency": "devizanem, penznem, deviza, konyvelesi devizanem",
        "description": "kozlemeny, leiras, megjegyzes, tranzakcio leirasa, kozlemeny nev", "payee": "partner, partner neve, partner nev, kedvezmenyezett, ellenoldali nev, partner megnevezese, kereskedo",
        "kind": "tipus, tranzakcio tipusa, forgalom tipusa, irany, bejovo kimeno, terheles vagy jovairas", "id": "tranzakcio azonosito, azonosito, tranzakcioazonosito", "category": "kategoria, koltesi kategoria", "account": "szamlaszam, konyvelesi szamla, szamla neve, konyvelesi szamlaszam, szamla",
        "ignored": "partner szamlaszama, partner szamlaszam, arfolyam, ellenszamla",
    },
    "ro": {
        "booked": "data inregistrarii, data contabila, data procesarii", "date": "data, data operatiunii, data operatiei", "made": "data tranzactiei, data tranzactie", "valued": "data valutei, data valuta", "amount": "suma, valoare, suma tranzactiei, suma tranzactie",
        "debit": "debit, suma debit, iesiri, plati", "credit": "credit, suma credit, intrari, incasari", "balance": "sold, sold contabil, sold final, balanta", "currency": "valuta, moneda",
        "description": "descriere, detalii, detalii tranzactie, explicatii, descrierea tranzactiei, descriere tranzactie", "payee": "beneficiar, platitor, nume beneficiar, ordonator beneficiar, comerciant, nume partener, nume beneficiar ordonator", "kind": "tip, tip tranzactie, tip operatiune",
        "id": "id tranzactie, referinta tranzactiei, numar tranzactie", "reference": "referinta, numar referinta", "account": "cont, numar cont", "category": "categorie", "ignored": "cod fiscal, cont beneficiar, curs",
    },
    "hr": {
        "booked": "datum knjizenja, datum obrade, datum izvrsenja", "date": "datum, datum valute i knjizenja", "made": "datum transakcije", "valued": "datum valute", "amount": "iznos, iznos transakcije, znesek", "debit": "isplata, duguje, breme, isplate, dugovni promet, na teret, rashod, odliv, isplacen iznos",
        "credit": "uplata, potrazuje, dobro, uplate, potrazni promet, u korist, prihod, priliv, uplacen iznos", "balance": "stanje, saldo, novo stanje, stanje nakon transakcije", "currency": "valuta", "description": "opis, opis placanja, svrha, opis transakcije, namen, svrha placanja, opis prometa",
        "payee": "primatelj, naziv primatelja, platitelj, prejemnik, naziv, primatelj platitelj, prejemnik placnik, naziv primaoca, trgovac, primalac", "id": "broj transakcije, referenca transakcije, id transakcije", "account": "racun, broj racuna, racun broj, broj kartice", "kind": "vrsta, vrsta transakcije, tip transakcije", "category": "kategorija",
        "reference": "poziv na broj, referenca", "ignored": "tecaj, racun primatelja, racun platitelja, model",
    },
    "ru": {
        "booked": "дата проводки, дата обработки, дата списания, дата проведения, дата платежа, дата обработки банком, дата отражения",
        "date": "дата, дата операции, дата и время, дата и время операции, дата операци", "valued": "дата валютирования", "made": "дата транзакции, дата покупки, дата авторизации, дата совершения операции",
        "amount": "сумма, сумма операции, сумма платежа, сумма в валюте счета, сумма в рублях, сумма в валюте карты, сумма в валюте карты uah, сумма карта",
        "debit": "расход, списание, дебет, сумма списания, расходы, сумма дебет, дебет руб, обороты дебет", "credit": "приход, зачисление, кредит, поступление, пополнение, сумма зачисления, доход, доходы, сумма кредит, обороты кредит",
        "balance": "остаток, баланс, остаток на счете, остаток средств, остаток после операции, остаток в валюте карты", "currency": "валюта, валюта счета, валюта платежа, валюта карты",
        "description": "описание, назначение платежа, описание операции, назначение, детали, детали операции, комментарий к операции, детали операции клиента, операция, основание",
        "payee": "контрагент, получатель, наименование контрагента, наименование получателя, торговая точка, корреспондент, плательщик получатель, продавец, мерчант",
        "category": "категория, категория операции", "kind": "тип, тип операции, вид операции, тип транзакции", "status": "статус, состояние, статус операции",
        "id": "номер операции, номер транзакции, референс проводки, код операции, id операции, идентификатор операции", "reference": "номер документа, референс", "account": "номер счета, счет, номер карты, карта, тип счета, счет карта",
        "fee": "комиссия, сумма комиссий", "original_amount": "сумма в валюте операции, сумма в валюте транзакции, сумма операции в валюте, сумма в исходной валюте", "original_currency": "валюта операции, валюта транзакции, валюта исходная",
        "memo": "комментарий, примечание, заметка", "ignored": "курс, мсс, mcc, кэшбэк, кешбэк, бонусы, инн, бик, время, сумма кэшбэка, инвесткопилка, округление на инвесткопилку, сумма операции с округлением, кпп, курс конвертации",
    },
    "uk": {
        "booked": "дата проведення, дата обробки", "date": "дата, дата операціі, дата і час, дата i час операцii, дата і час операціі, дата та час, дата i час операціі", "amount": "сума, сума операціі, сума в валюті карти, сума в валюті картки, сума у валюті картки, сума в валюті рахунку, сума в гривнях, сума платежу, сума в валюті картки uah, сума у валюті рахунку",
        "debit": "витрати, списання, видаток, дебет", "credit": "надходження, зарахування, кредит, прихід", "balance": "залишок, залишок після операціі, баланс, залишок на кінець", "currency": "валюта, валюта картки, валюта рахунку",
        "description": "опис, опис операціі, призначення платежу, деталі операціі, деталі, призначення", "payee": "контрагент, отримувач, назва контрагента, кореспондент, одержувач", "category": "категорія", "kind": "тип, тип операціі, вид операціі",
        "status": "статус, стан", "id": "номер транзакціі, код операціі, ідентифікатор", "original_amount": "сума в валюті транзакціі, сума в валюті операціі, сума у валюті транзакціі", "original_currency": "валюта транзакціі, валюта операціі", "account": "номер рахунку, картка, рахунок, номер картки",
        "fee": "комісія, сума комісій", "ignored": "мсс, mcc, курс, кешбек, сума кешбеку, єдрпоу, мфо, рахунок кореспондента, час, сума кешбеку uah",
    },
    "bg": {
        "booked": "дата на осчетоводяване", "date": "дата, дата на операцията", "valued": "вальор", "amount": "сума, стойност", "debit": "дебит, теглене", "credit": "кредит, внасяне", "balance": "салдо, наличност", "currency": "валута", "description": "основание, описание, пояснение",
        "payee": "контрагент, получател, наредител получател", "kind": "тип операция, вид, дебит кредит",
    },
    "el": {
        "booked": "ημερομηνια καταχωρησης", "date": "ημερομηνια, ημ νια", "valued": "ημερομηνια valeur, valeur", "amount": "ποσο, ποσο συναλλαγης", "debit": "χρεωση", "credit": "πιστωση", "balance": "υπολοιπο, λογιστικο υπολοιπο, προοδευτικο υπολοιπο", "currency": "νομισμα",
        "description": "περιγραφη, αιτιολογια", "payee": "δικαιουχος, ονοματεπωνυμο αντισυμβαλλομενου", "kind": "χρεωση πιστωση, προσημο ποσου, προσημο, χ π", "id": "αριθμος συναλλαγης",
    },
    "tr": {
        "booked": "muhasebe tarihi", "date": "tarih, islem tarihi, tarih saat", "valued": "valor, valor tarihi", "amount": "tutar, islem tutari, islem tutari tl, tutar tl, meblag", "debit": "borc, giden, cekilen, cikis", "credit": "alacak, gelen, yatan, giris", "balance": "bakiye, bakiye tl, kullanilabilir bakiye, son bakiye", "currency": "para birimi, doviz cinsi, doviz",
        "description": "aciklama, islem aciklamasi, islem", "payee": "alici, gonderen alici, karsi taraf", "category": "kategori, etiket", "kind": "islem tipi, islem turu, borc alacak, b a", "id": "islem no, referans no, dekont no", "ignored": "saat, kanal, sube, kanal sube, islem kanali",
    },
    "zh": {
        "booked": "记账日期, 入账日期, 记账日, 记帐日期, 入账日, 过账日期, 起息日期", "date": "日期, 交易时间, 交易日期, 交易创建时间, 创建时间, 时间, 付款时间, 发生时间, 交易日期时间", "made": "交易日, 消费日期",
        "amount": "金额, 交易金额, 金额 元, 发生额, 交易额, 实付金额, 入账金额, 记账金额, 收支金额, 人民币金额, 發生金額, 金額, 支付金额, 结算金额", "debit": "支出, 支出金额, 借方发生额, 借方, 转出, 借方金额, 付款金额, 取出, 支出 元, 提款, 提取", "credit": "收入, 收入金额, 贷方发生额, 贷方, 转入, 贷方金额, 收款金额, 存入, 收入 元, 存款",
        "balance": "余额, 账户余额, 本次余额, 联机余额, 可用余额, 交易后余额, 结余, 餘額, 结存", "currency": "币种, 货币, 交易币种, 记账币种, 幣別", "description": "摘要, 商品, 商品名称, 商品说明, 交易摘要, 说明, 交易说明, 用途, 交易描述, 描述, 附言, 交易备注, 商户名称 摘要, 业务摘要, 交易简述, 订单标题",
        "payee": "交易对方, 对方户名, 商户名称, 对方名称, 收款人, 对方账户名, 交易对手, 对手户名, 对方, 对方账户名称, 商户", "kind": "收 支, 收支, 收支类型, 借贷标志, 借贷标记, 借贷, 借贷方向, 收支方向, 资金方向", "memo": "备注, 附加信息, 留言", "category": "交易分类, 分类, 类别, 账单分类, 消费类型",
        "status": "当前状态, 交易状态, 状态, 资金状态", "id": "交易单号, 交易号, 交易流水号, 流水号, 交易订单号, 业务流水号", "reference": "商户单号, 商户订单号, 商家订单号, 凭证号, 订单号", "account": "卡号, 账号, 账户, 本方账号, 交易卡号末四位, 交易账户", "fee": "手续费, 服务费, 服务费 元",
        "original_amount": "原币金额, 外币金额, 交易地金额", "original_currency": "原币币种, 外币币种", "ignored": "支付方式, 收 付款方式, 对方账号, 交易类型, 交易来源地, 类型, 成功退款, 成功退款 元, 开户行, 交易地点, 交易场所, 交易渠道, 钞汇, 序号, 对方开户行, 最近修改时间, 交易国家或地区简称, 对方卡号 账号, 对方账户, 网点",
    },
    "ja": {
        "booked": "取扱日付, 記帳日, 計上日", "date": "日付, 年月日, 取引日, お取引日, ご利用日, 利用日, 取引日時, 日時, 取引年月日", "amount": "金額, 利用金額, ご利用金額, 取引金額, 支払金額, 利用額, 入出金, 入出金額, 入出金 円", "debit": "出金, 出金金額, お支払金額, 支払い金額, お引出し, お支払い金額, 出金額, 出金 円, お引出金額, 引出額",
        "credit": "入金, 入金金額, お預り金額, お預入れ, お預かり金額, 入金額, 入金 円, お預入れ額, 預入額", "balance": "残高, 差引残高, 残高 円, 取引後残高, 取引後の残高", "currency": "通貨, 通貨コード", "description": "摘要, 内容, お取引内容, 取引内容, 適用, 摘要内容, 詳細, 入出金内容, 入出金先内容, 取扱内容", "payee": "利用店名, ご利用店名, 支払先, 取引先, 利用店名 商品名, ご利用先, 利用先, 相手先",
        "memo": "メモ, 備考", "category": "カテゴリ, 分類, 大項目", "ignored": "支払方法, 支払回数, 利用者, 手数料, 支払区分",
    },
    "ko": {
        "date": "날짜, 거래일, 거래일시, 거래일자, 일자, 이용일, 이용일시, 승인일자, 승인일", "amount": "금액, 거래금액, 이용금액, 승인금액, 거래 금액", "debit": "출금, 출금액, 찾으신금액, 지급금액, 출금금액, 출금 원, 찾으신 금액", "credit": "입금, 입금액, 맡기신금액, 입금금액, 입금 원, 맡기신 금액", "balance": "잔액, 거래후잔액, 거래후 잔액, 잔액 원, 거래 후 잔액",
        "currency": "통화", "description": "적요, 내용, 거래내용, 기재내용, 거래 내용, 거래기록사항", "payee": "가맹점명, 가맹점, 상대방, 보낸분 받는분, 이용가맹점, 의뢰인 수취인", "kind": "거래구분, 구분, 입출금구분, 거래 구분", "memo": "메모, 비고", "category": "카테고리, 분류", "ignored": "거래점, 취급점, 처리점, 승인번호",
    },
    "he": {
        "booked": "תאריך חיוב", "date": "תאריך, תאריך פעולה", "valued": "תאריך ערך, יום ערך", "made": "תאריך עסקה, תאריך רכישה", "amount": "סכום, סכום חיוב, סכום החיוב, סכום פעולה, סכום בש ח", "debit": "חובה, בחובה", "credit": "זכות, בזכות", "balance": "יתרה, יתרה בש ח, היתרה בש ח", "currency": "מטבע, מטבע חיוב",
        "description": "תיאור, פרטים, תיאור פעולה, הפעולה, תאור", "payee": "שם בית העסק, בית עסק, שם בית עסק", "category": "קטגוריה", "kind": "סוג עסקה, סוג פעולה", "memo": "הערות", "original_amount": "סכום עסקה, סכום עסקה מקורי", "original_currency": "מטבע עסקה, מטבע עסקה מקורי", "reference": "אסמכתא", "account": "4 ספרות אחרונות של כרטיס האשראי",
    },
    "ar": {
        "date": "التاريخ, تاريخ العملية, تاريخ المعاملة", "amount": "المبلغ, القيمة", "debit": "مدين, سحب, المدين", "credit": "دائن, ايداع, الدائن", "balance": "الرصيد", "currency": "العملة", "description": "الوصف, التفاصيل, البيان",
    },
    "id": {
        "booked": "tanggal pembukuan", "date": "tanggal, tanggal transaksi, tgl, tarikh, tarikh transaksi", "amount": "jumlah, nominal, mutasi, amaun", "debit": "debet, keluar, penarikan, pengeluaran", "credit": "kredit, masuk, setoran, pemasukan", "balance": "saldo, saldo akhir, baki", "currency": "mata uang", "description": "keterangan, deskripsi, uraian, uraian transaksi, perihal, butiran", "kind": "db cr, tipe, jenis", "payee": "penerima",
    },
    "vi": {
        "date": "ngay, ngay giao dich, ngay gd, thoi gian", "booked": "ngay hach toan, ngay hieu luc", "amount": "so tien, so tien gd, gia tri", "debit": "ghi no, phat sinh no, so tien ghi no, tien ra, no, rut ra", "credit": "ghi co, phat sinh co, so tien ghi co, tien vao, co, gui vao", "balance": "so du, so du cuoi", "currency": "loai tien, tien te", "description": "dien giai, noi dung, mo ta, noi dung giao dich", "id": "so giao dich, ma giao dich", "payee": "nguoi thu huong, doi tac",
    },
    "th": {
        "date": "วนท, วนททำรายการ, วนทรายการ", "amount": "จำนวนเงน", "debit": "ถอนเงน, ถอน, เดบต", "credit": "ฝากเงน, ฝาก, เครดต", "balance": "ยอดเงนคงเหลอ, คงเหลอ, ยอดคงเหลอ", "description": "รายการ, รายละเอยด, คำอธบาย",
    },
}  # fmt: skip
YEAR_FIRST_LANGUAGES = {"hu", "sv", "lt", "zh", "ja", "ko"}


class Meaning(NamedTuple):
    """What a header says: its role, how well it fits (2 exact, 1 contained), and the languages that say it so."""

    role: str
    fit: int
    languages: frozenset[str]


def _index() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for language, roles in _PHRASES.items():
        for role, phrases in roles.items():
            for phrase in phrases.split(","):
                found.setdefault(words_of(phrase), []).append((role, language))
    return found


_BY_PHRASE = _index()
# Inside a longer header only words that can hardly mean something else.
_SHORT = set("in out no to id ma ut ind ud af uit bij co dr cr ref dal name card check item from".split())


@lru_cache(maxsize=4096)
def meanings_of(header: str) -> tuple[Meaning, ...]:
    """Return what a header may mean, best first; empty if it says nothing we know."""
    words = header_words(header)
    if not words or len(words) > 80:
        return ()
    for candidate in (words_of(header), words):
        if candidate in _BY_PHRASE:
            return _grouped(candidate, fit=2)
    return _contained(words)


def _contained(words: str) -> tuple[Meaning, ...]:
    parts = words.split()
    spans = [
        " ".join(parts[start : start + length])
        for length in range(min(len(parts), 5), 0, -1)
        for start in range(len(parts) - length + 1)
    ]
    for span in spans:
        if span in _BY_PHRASE and span not in _SHORT and len(span) > 2:
            return _grouped(span, fit=1)
    return ()


def _grouped(phrase: str, fit: int) -> tuple[Meaning, ...]:
    roles: dict[str, set[str]] = {}
    for role, language in _BY_PHRASE[phrase]:
        roles.setdefault(role, set()).add(language)
    return tuple(Meaning(role, fit, frozenset(languages)) for role, languages in roles.items())


def count_known_words(text: str) -> int:
    """Count the cells of a text, whatever separates them, that are known headers and not plain ASCII."""
    cells = text.replace(";", "\n").replace("\t", "\n").replace(",", "\n").replace("|", "\n").split("\n")
    return sum(1 for cell in cells[:2000] if not cell.isascii() and meanings_of(cell.strip().strip('"')))
