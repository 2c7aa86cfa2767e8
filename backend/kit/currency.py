"""ISO 4217 currencies: which codes exist and how many minor digits each has."""

# Source: ISO 4217 list one, amendment 177. Every code not named here has two minor digits.
_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_TWO_DIGITS = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF"
    " CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL"
    " HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT"
    " MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR"
    " SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU"
    " UZS VED VES WST XCD YER ZAR ZMW ZWG"
)
# Source: ISO 4217 list three, of codes that were withdrawn. Old files hold them; nobody opens an account in one. Those
# before the euro stand first, then money that was exchanged for money of another name.
_HISTORIC_DIGITS = {
    0: "BEF ESP GRD ITL LUF PTE" + " BYR MGF TPE TRL",
    2: (
        "ATS CYP DEM EEK FIM FRF IEP LTL LVL MTL NLG SIT SKK XEU"
        " AFA AZM BGL CSD CUC GHC MRO MZM PLZ ROL RUR SDD SLL SRG TMM VEB VEF YUM ZMK ZWD ZWL"
    ),
}
_CURRENT: dict[str, int] = {
    code: digits for digits, codes in _DIGITS.items() for code in codes.split()
} | dict.fromkeys(_TWO_DIGITS.split(), 2)
_HISTORIC: dict[str, int] = {code: digits for digits, codes in _HISTORIC_DIGITS.items() for code in codes.split()}
MINOR_DIGITS: dict[str, int] = _CURRENT | _HISTORIC


def is_currency(code: str) -> bool:
    """Say whether `code` is an ISO 4217 code in capital letters, also one that was withdrawn."""
    return code in MINOR_DIGITS


def is_current(code: str) -> bool:
    """Say whether `code` is a currency that people pay with today."""
    return code in _CURRENT


def minor_digits(code: str) -> int:
    """Return how many decimal digits one unit of `code` has. Raises KeyError for an unknown code."""
    return MINOR_DIGITS[code]
