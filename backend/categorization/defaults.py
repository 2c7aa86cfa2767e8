"""The starter mappings and rules: large chains of one country, and what one shop charges for each subscription.

They only suggest: no row skips the review because of them. Patterns are whole words. A word that also begins other
names ("Discover Puerto Rico", "Golden Gate Bakery", "Progressive Dental") stands here with the words that make it
certain, and alone only as the whole merchant.
"""

from typing import NamedTuple

from backend.kit.text import words


class StarterMapping(NamedTuple):
    category_key: str
    pattern: str
    match: str


class StarterRule(NamedTuple):
    category_key: str
    pattern: str
    amount_minor: int
    tolerance_minor: int
    currency: str


_WORDS = {
    "groceries": "safeway, trader joe, trader joes, wholefds, whole foods, grocery outlet, costco, costco whse,"
    " sprouts farmers",
    "walmart_target": "target, walmart, wal mart, wm supercenter",
    "fast_food": "mcdonald, mcdonalds, burger king, wendy, wendys, taco bell, chick fil a, popeyes, jack in the box,"
    " five guys",
    "restaurant": "chipotle, olive garden",
    "coffee": "starbucks, peet, peets, philz",
    "food_delivery": "doordash, dd doordash, uber eats, ubereats, grubhub",
    "boba": "boba, kung fu tea, gong cha",
    "gas_station": "chevron, shell, shell oil, shell service, arco, 76 gas, union 76, exxon, exxonmobil, valero,"
    " costco gas",
    "parking": "parking, park mobile, parkmobile, sp plus",
    "toll": "fastrak, golden gate bridge, golden gate toll",
    "ride_share": "uber, uber trip, lyft",
    "public_transit": "bart, bart clipper, clipper card, clipper systems, clipper transit, golden gate transit,"
    " goldengate transit",
    "cell_phone": "tmobile, t mobile",
    "internet": "comcast, xfinity, att, at&t",
    "electric": "pg&e, pge",
    "netflix": "netflix",
    "spotify": "spotify",
    "hulu": "hulu",
    "disney_plus": "disney plus, disneyplus",
    "youtube_premium": "youtube, youtube premium, youtubepremium",
    "subscriptions": "amazon prime, amznprime",
    "amazon": "amzn mktp, amazon mktpl, amazon mktplace, amazon com",
    "gym": "planet fitness, planet fit, 24 hour fitness",
    "furniture": "ikea",
    "pharmacy": "cvs, walgreens, rite aid",
    "doctor": "kaiser permanente, kaiser foundation",
    "payroll": "payroll, direct dep, direct deposit, dir dep, gusto pay, gusto payroll",
    "credit_card_payment": "discover e payment, discover payment, discover card, discover dc pymnts, discover autopay",
    "interest_charge": "interest charge, interest charged",
    "car_insurance": "state farm, progressive ins, progressive insurance, prog direct ins",
    "student_loan": "student loan, student ln, navient",
    "investment": "sofi invest",
}
# These decide only when they are all there is of the merchant's name, beside numbers and the place.
_WHOLE = {
    "groceries": "sprouts",
    "gas_station": "76",
    "public_transit": "clipper",
    "doctor": "kaiser",
    "payroll": "gusto",
    "credit_card_payment": "discover",
    "car_insurance": "progressive",
}
_APPLE = {
    "hbo": 1589,
    "netflix": 1059,
    "apple_tv": 529,
    "hulu": 699,
    "spotify": 1199,
    "youtube_premium": 1399,
    "disney_plus": 799,
}


def _listed(patterns: dict[str, str], match: str) -> list[StarterMapping]:
    return [
        StarterMapping(key, " ".join(words(pattern)), match)
        for key, listed in patterns.items()
        for pattern in listed.split(",")
    ]


STARTER_MAPPINGS = (*_listed(_WORDS, "word"), *_listed(_WHOLE, "exact"))
STARTER_RULES = tuple(
    StarterRule(key, " ".join(words("APPLE.COM/BILL")), amount_minor, 50, "USD") for key, amount_minor in _APPLE.items()
)
