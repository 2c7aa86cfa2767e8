"""Merchant category codes of card networks (ISO 18245), which some banks put beside each purchase."""

from bisect import bisect_right

# First and last code of a group, and its merchant type.
_GROUPS: tuple[tuple[int, int, str], ...] = (
    (742, 742, "veterinary"), (780, 780, "garden"), (3000, 3350, "airline"), (3351, 3500, "car_rental"),
    (3501, 3999, "hotel"), (4111, 4112, "public_transit"), (4121, 4121, "ride_share"), (4131, 4131, "public_transit"),
    (4214, 4215, "postage"), (4225, 4225, "storage"), (4411, 4411, "travel_agency"), (4511, 4511, "airline"),
    (4582, 4582, "airline"), (4722, 4722, "travel_agency"), (4784, 4784, "toll"), (4789, 4789, "public_transit"),
    (4812, 4815, "phone"), (4816, 4816, "internet"), (4829, 4829, "transfer"), (4899, 4899, "streaming"),
    (4900, 4900, "electricity"), (5200, 5211, "hardware"), (5231, 5251, "hardware"), (5261, 5261, "garden"),
    (5300, 5300, "groceries"), (5309, 5311, "department_store"), (5331, 5331, "department_store"),
    (5399, 5399, "department_store"), (5411, 5411, "groceries"), (5422, 5422, "groceries"), (5441, 5451, "groceries"),
    (5462, 5462, "bakery"), (5499, 5499, "convenience"), (5511, 5521, "car_purchase"), (5531, 5533, "car_parts"),
    (5541, 5542, "fuel"), (5552, 5552, "charging"), (5571, 5571, "car_purchase"), (5611, 5651, "clothing"),
    (5655, 5655, "sports"), (5661, 5661, "shoes"), (5681, 5699, "clothing"), (5712, 5714, "furniture"),
    (5718, 5719, "housewares"), (5722, 5722, "electronics"), (5732, 5732, "electronics"), (5733, 5733, "hobby"),
    (5734, 5734, "electronics"), (5735, 5735, "music"), (5811, 5812, "restaurant"), (5813, 5813, "bar"),
    (5814, 5814, "fast_food"), (5815, 5815, "streaming"), (5816, 5816, "games"), (5817, 5818, "software"),
    (5912, 5912, "pharmacy"), (5921, 5921, "alcohol"), (5931, 5931, "clothing"), (5940, 5941, "sports"),
    (5942, 5942, "books"), (5943, 5943, "stationery"), (5944, 5944, "jewelry"), (5945, 5945, "toys"),
    (5946, 5946, "electronics"), (5947, 5947, "gift"), (5948, 5948, "clothing"), (5949, 5949, "hobby"),
    (5970, 5972, "hobby"), (5975, 5975, "doctor"), (5976, 5976, "pharmacy"), (5977, 5977, "beauty"),
    (5983, 5983, "heating"), (5992, 5992, "florist"), (5993, 5993, "tobacco"), (5994, 5994, "news"),
    (5995, 5995, "pet"), (6010, 6011, "atm"), (6211, 6211, "investment"), (6300, 6300, "insurance"),
    (6513, 6513, "rent"), (7011, 7011, "hotel"), (7032, 7033, "hotel"), (7210, 7211, "laundry"),
    (7216, 7216, "laundry"), (7230, 7230, "haircut"), (7297, 7298, "beauty"), (7372, 7372, "software"),
    (7512, 7519, "car_rental"), (7523, 7524, "parking"), (7531, 7549, "car_repair"), (7832, 7832, "cinema"),
    (7841, 7841, "streaming"), (7922, 7922, "event"), (7932, 7933, "arcade"), (7941, 7941, "sports"),
    (7991, 7991, "museum"), (7992, 7992, "sports"), (7993, 7994, "arcade"), (7995, 7995, "gambling"),
    (7996, 7996, "event"), (7997, 7997, "fitness"), (7998, 7998, "museum"), (8011, 8011, "doctor"),
    (8021, 8021, "dentist"), (8031, 8031, "doctor"), (8041, 8041, "doctor"), (8042, 8043, "optician"),
    (8049, 8062, "doctor"), (8071, 8071, "medical_test"), (8099, 8099, "doctor"), (8211, 8299, "tuition"),
    (8351, 8351, "childcare"), (8398, 8398, "charity"), (8661, 8661, "charity"), (9222, 9222, "fine"),
    (9311, 9311, "tax"), (9399, 9399, "government"), (9402, 9402, "postage"),
)  # fmt: skip
_FIRSTS = [first for first, _, _ in _GROUPS]


def type_of_code(code: str) -> str | None:
    """Return the merchant type of a code of four digits; None for another text or a code of no particular type."""
    if not (len(code) == 4 and code.isascii() and code.isdigit()):
        return None
    number = int(code)
    _, last, kind = _GROUPS[max(0, bisect_right(_FIRSTS, number) - 1)]
    return kind if number >= _FIRSTS[0] and number <= last else None
