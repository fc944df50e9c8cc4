"""Numbers and amounts of money as a person writes them."""

from decimal import Decimal

from consultant_app.errors import Language

NO_BREAK = "\u00a0"


def number_text(value: Decimal, language: Language = "de") -> str:
    """`38.000`, `0,5`: only digits that say something, with a real minus sign."""
    plain = value.normalize() if value else Decimal(0)
    words = f"{plain:,f}"
    if language == "de":
        words = words.translate({ord(","): ".", ord("."): ","})
    return words.replace("-", "−")


def money_text(euros: Decimal, language: Language = "de") -> str:
    """`86.000 €`, `1.234,50 €`: cents only where there are some."""
    if euros == euros.to_integral_value():
        return f"{number_text(euros, language)}{NO_BREAK}€"
    words = f"{euros.copy_abs():,.2f}"
    if language == "de":
        words = words.translate({ord(","): ".", ord("."): ","})
    return f"{'−' if euros < 0 else ''}{words}{NO_BREAK}€"
