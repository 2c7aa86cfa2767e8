"""Words that say how money moved, not to whom: a merchant key made of nothing else names no merchant."""

from itertools import chain

from backend.kit.text import words

# By language, as ISO 639-1 codes; folded and split into words when they are looked up.
PAYMENT_WORDS = {
    "en": """ach atm autopay auto payment payments pay paid payee purchase purchases pos point sale debit credit card
        check cheque checks checkcard chk transfer transfers xfer trnsfr trsf transferred withdrawal withdrawals wdl
        withdraw deposit deposits dep direct mobile online internet web banking bank branch teller counter cash
        standing order bill billpay epay e wire incoming outgoing inward outward received sent recurring
        preauthorized authorized authorised authorization pending hold reversal refund adjustment misc miscellaneous
        transaction transactions txn trx item items ref reference memo number account acct fee charge charges
        service electronic remote instant faster contactless chip pin signature international foreign domestic visa
        mastercard maestro amex discover interac zelle venmo paypal payp thank you bacs chaps fpi fpo bgc dd so""",
    "de": """uberweisung uberweisungen lastschrift lastschrifteinzug basislastschrift sepa kartenzahlung karte
        girocard ec maestro zahlung bezahlung auszahlung einzahlung bargeld barauszahlung bareinzahlung
        geldautomat abhebung abbuchung gutschrift gutschriften buchung umbuchung dauerauftrag scheck scheckeinreichung
        terminalzahlung einzug entgelt gebuhr echtzeituberweisung eigenubertrag ubertrag kauf verwendungszweck""",
    "fr": """virement virements vir prelevement prlv carte cb paiement achat retrait retraits dab cheque chq depot
        versement especes remise avoir facture numero operation permanent instantane recu emis guichet frais sans
        contact""",
    "es": """transferencia transferencias traspaso pago pagos compra compras tarjeta retirada retiro cajero ingreso
        efectivo deposito cheque talon recibo domiciliado adeudo abono cargo bizum giro orden reintegro operacion
        disposicion movimiento comision inmediata recibida emitida favor""",
    "pt": """transferencia pagamento pagamentos compra cartao saque levantamento deposito cheque pix ted doc boleto
        debito credito automatico mb way multibanco conta enviado enviada recebido recebida ordem entrega numerario
        tarifa""",
    "it": """bonifico bonifici addebito accredito pagamento prelievo prelevamento carta bancomat versamento assegno
        contanti sportello pos rid sdd giroconto acquisto ricarica disposizione canone vostro favore ricevuto""",
    "nl": """overboeking overschrijving betaling betaalautomaat pinbetaling pinnen pin incasso betaalpas bea gea
        geldautomaat geldopname opname storting stort contant ideal acceptgiro periodieke cheque bijschrijving
        afschrijving spoed betaalverzoek tikkie""",
    "sv": """overforing insattning uttag kortkop kop betalning autogiro swish bankgiro plusgiro bankomat kort check
        kontant girering""",
    "da": """overforsel overforing indbetaling udbetaling haevning indsaettelse dankort kob betaling betalingsservice
        mobilepay check kontant kort straksoverforsel""",
    "no": """overforing innskudd uttak varekjop kjop betaling avtalegiro minibank giro vipps kontant kort sjekk""",
    "fi": """tilisiirto siirto maksu korttiosto osto pano otto nosto kateisnosto talletus kortti suoraveloitus
        automaatti sekki saapuva""",
    "et": """ulekanne ulekanded makse kaardimakse ost sularaha valjavott sissemakse kaart arve tsekk pangaautomaat
        maksekorraldus""",
    "lt": """pavedimas mokejimas pervedimas pirkimas kortele grynuju grynieji isgryninimas inasas bankomatas cekis
        debetas kreditas""",
    "lv": """parskaitijums maksajums pirkums karte skaidra nauda izmaksa iemaksa bankomats ceks ieskaitisana""",
    "pl": """przelew przelewy platnosc zakup karta kartą wyplata wplata bankomat bankomacie gotowki gotowka zlecenie
        stale obciazenie uznanie czek blik przychodzacy wychodzacy wlasny transakcja""",
    "cs": """prevod platba nakup karta kartou vyber vklad hotovosti hotovost bankomat bankomatu inkaso trvaly prikaz
        sek odchozi prichozi uhrada""",
    "sk": """prevod platba nakup karta kartou vyber vklad hotovosti bankomat inkaso trvaly prikaz sek uhrada""",
    "hu": """atutalas utalas vasarlas kartya bankkartya bankkartyas keszpenz keszpenzfelvetel felvetel befizetes
        beszedes jovairas terheles csekk fizetes atvezetes""",
    "ro": """transfer plata plati cumparare cumparaturi card retragere numerar depunere incasare cec debitare
        alimentare virament""",
    "hr": """uplata isplata prijenos placanje kupnja kartica karticom gotovina podizanje bankomat polog nalog cek
        trajni""",
    "ru": """перевод переводы платеж оплата покупка карта карте снятие наличных наличные внесение пополнение
        зачисление списание банкомат поступление чек безналичный""",
    "uk": """переказ платіж оплата покупка картка картці картою зняття готівки готівка поповнення зарахування
        списання банкомат чек""",
    "bg": """превод плащане покупка карта теглене внасяне пари брой банкомат захранване чек такса""",
    "el": """μεταφορα πληρωμη αγορα καρτα καρτας αναληψη καταθεση μετρητα εμβασμα επιταγη χρεωση πιστωση παγια
        εντολη""",
    "tr": """havale eft fast transfer odeme alisveris kart karti cekme yatirma nakit para cek otomatik virman gelen
        giden atm harcama""",
    "he": """העברה תשלום רכישה כרטיס משיכה מזומן הפקדה שיק צק כספומט הוראת קבע זיכוי חיוב""",
    "ar": """تحويل حوالة دفع شراء بطاقة سحب نقدي إيداع ايداع شيك صراف آلي سداد رسوم""",
    "zh": """转账 轉帳 转帐 付款 支付 消费 消費 取款 提款 存款 支票 汇款 匯款 刷卡 现金 現金 转入 转出""",
    "ja": """振込 振替 引落 口座振替 出金 入金 引出 預入 預け入れ 引き出し 支払 支払い カード 現金 小切手 フリコミ
        フリカエ カ-ド デビット atm 送金""",
    "ko": """이체 송금 출금 입금 결제 카드 현금 수표 자동이체 체크카드 인출 지급""",
    "id": """transfer pembayaran pembelian tarik tarikan setor setoran tunai kartu cek kiriman pindah buku bayar trsf
        biaya""",
    "vi": """chuyen khoan thanh toan rut tien nap gui the mua hang sec nhan""",
    "th": """โอน โอนเงิน ถอน ถอนเงิน ฝาก ฝากเงิน ชำระ จ่าย ซื้อ บัตร เช็ค เงินสด""",
}
# Little words of the same languages, which stand between the others.
_STOP_WORDS = """a an and at by for from in into of on or per the to via with und an am auf aus bei der die das den dem
    des fur im mit nach per von vom zu zum zur le la les l de du des d en et au aux par pour sur un une el los las del
    al con y por para su da das do dos e em na no com il lo gli i del della di da per con su van het een en op aan bij
    voor naar met till fran av pa och fra til og az a z ze do na od i w u v si se na za из от на за по в с в к и и по
    του της το από σε ve ile icin bir mr mrs ms dr herr frau"""

_NAMELESS = frozenset(chain.from_iterable(words(text) for text in (*PAYMENT_WORDS.values(), _STOP_WORDS)))


def names_merchant(key: str) -> bool:
    """Say whether a merchant key names somebody: it has a word that is no payment word, stop word, letter or number."""
    return any(len(word) > 1 and word not in _NAMELESS and not _is_identifier(word) for word in key.split())


def _is_identifier(word: str) -> bool:
    """Say whether a word is a check, card or reference number; two digits can be a name, as in "76"."""
    digits = sum(character.isdigit() for character in word)
    return digits >= 3 or (len(word) > 2 and digits * 2 > len(word)) or set(word) == {"x"}
