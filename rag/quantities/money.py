"""Currencies: the signs before an amount, the words after it, and which may be the same."""

from rag.quantities.phrases import inverted

CURRENCY_SIGNS = {
    "$": "$",
    "us$": "USD",
    "au$": "AUD",
    "a$": "AUD",
    "ca$": "CAD",
    "c$": "CAD",
    "nz$": "NZD",
    "hk$": "HKD",
    "nt$": "TWD",
    "s$": "SGD",
    "r$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "¥": "¥",
    "₩": "KRW",
    "₹": "INR",
    "rs": "rupee",
    "rs.": "rupee",
    "rmb": "CNY",
    "₽": "RUB",
    "₴": "UAH",
    "₺": "TRY",
    "₪": "ILS",
    "฿": "THB",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
}
"""ISO 4217 code of each sign in lower case, or the sign itself where several countries use it."""

CURRENCY_WORDS = inverted(
    {
        "$": "dollar, dollars, $",
        "USD": "usd, US dollar, US dollars, U.S. dollar, U.S. dollars, American dollars",
        "AUD": "aud, Australian dollars",
        "CAD": "cad, Canadian dollars",
        "HKD": "hkd, Hong Kong dollars",
        "EUR": "eur, €, euro, euros",
        "GBP": "gbp, £, pounds sterling, British pounds",
        "JPY": "jpy, yen, Japanese yen",
        "KRW": "krw, won, Korean won, South Korean won",
        "CNY": "cny, rmb, yuan, renminbi, Chinese yuan",
        "INR": "inr, Indian rupees",
        "RUB": "rub, rouble, roubles, ruble, rubles, Russian roubles, Russian rubles",
        "UAH": "uah, hryvnia, hryvnias",
        "CHF": "chf, Swiss franc, Swiss francs",
        "SEK": "sek, Swedish kronor",
        "NOK": "nok, Norwegian kroner",
        "DKK": "dkk, Danish kroner",
        "krone": "krone, kroner, krona, kronor",
        "BRL": "brl, reais, Brazilian reais",
        "PLN": "pln, zloty, zlotys, złoty, złotych",
        "CZK": "czk, koruna, korunas, Czech korunas",
        "HUF": "huf, forint, forints",
        "TRY": "lira, liras, Turkish lira",
        "ILS": "ils, shekel, shekels",
        "THB": "thb, baht",
        "pound": "pound, pounds",
        "rupee": "rupee, rupees",
        "franc": "franc, francs",
        "peso": "peso, pesos",
        "cent": "cent, cents, ¢",
        "penny": "pence, p",
    }
)
"""The unit of each word that follows an amount; `pound` may be money or weight."""

_FAMILIES = (
    frozenset({"$", "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD"}),
    frozenset({"¥", "JPY", "CNY"}),
    frozenset({"rupee", "INR"}),
    frozenset({"krone", "SEK", "NOK", "DKK"}),
    frozenset({"pound", "GBP", "lb"}),
    frozenset({"franc", "CHF"}),
)
_OPEN = frozenset({"$", "¥", "krone", "rupee", "pound", "franc"})


def may_be_same(one: str | None, other: str | None) -> bool:
    """Whether two units can be the same: a bare $ may be USD, but USD is never AUD."""
    if one == other:
        return True
    together = {one, other}
    return any(together <= family and together & _OPEN for family in _FAMILIES)
