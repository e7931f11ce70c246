"""Facts for machines: exact values as text that says the same in every language."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from zusage.core.explain import ratio_text
from zusage.core.terms.quantities import Text
from zusage.core.terms.saying import Instant, Name, PeriodName, Quantity, Saying
from zusage.core.zones import from_second


def plain(value: object) -> object:
    """Return a fact as values of JSON: fractions as "n/d", instants in UTC, sentences by code."""
    match value:
        case bool() | int() | None:
            return value
        case Fraction():
            return ratio_text(value)
        case Quantity():
            return {"value": ratio_text(value.value), "unit": value.measure.value}
        case Instant():
            return from_second(value.second).isoformat().replace("+00:00", "Z")
        case Saying():
            return {"code": value.code, "facts": plain(value.facts)}
        case PeriodName():
            return value.name
        case Name():
            return value.key
        case Text():
            return {"de": value.de, "en": value.en}
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case tuple() | list():
            return [plain(part) for part in value]
        case _:
            return str(value)
