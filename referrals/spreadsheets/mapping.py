"""What a person says about a file when our own reading of it is not right."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .dates import DAY_FIRST, MONTH_FIRST
from .errors import CannotRead
from .headings import CANONICAL, READ_ALONG
from .words import fold

PARTS = ("columns", "values", "legend", "dates", "men")


@dataclass
class Mapping:
    """Columns by heading, values by field, a legend, and the order of day and month."""

    columns: dict[str, str] = field(
        default_factory=dict
    )  # heading of the file -> our column, "" = do not read
    values: dict[str, dict[str, str]] = field(default_factory=dict)  # field -> folded spelling -> code
    legend: dict[str, str] = field(default_factory=dict)  # mark -> outcome
    dates: str | None = None
    men: dict[str, str] = field(
        default_factory=dict
    )  # folded name in a register -> reference of the man it means

    def value(self, name: str, text: str) -> str | None:
        return self.values.get(name, {}).get(fold(text))


def read_mapping(kind: str, given: object) -> Mapping:
    """A mapping out of JSON: `{heading: column}`, `{column: heading}`, or an object with the parts named."""
    if not isinstance(given, dict):
        raise _unusable(_("it is not a JSON object"))
    mapping = Mapping()
    if set(given) & set(PARTS) and all(name in PARTS for name in given):
        mapping.columns = _columns(kind, given.get("columns") or {})
        mapping.values = {
            name: {fold(spelling): code for spelling, code in codes.items()}
            for name, codes in (given.get("values") or {}).items()
        }
        mapping.legend = {
            str(mark).strip().casefold(): code for mark, code in (given.get("legend") or {}).items()
        }
        mapping.dates = given.get("dates") or None
        mapping.men = {fold(name): ref for name, ref in (given.get("men") or {}).items() if ref}
    else:
        mapping.columns = _columns(kind, given)
    if mapping.dates not in (None, DAY_FIRST, MONTH_FIRST):
        raise _unusable(
            _("dates are written “%(day)s” or “%(month)s”") % {"day": DAY_FIRST, "month": MONTH_FIRST}
        )
    return mapping


def _columns(kind: str, given: dict) -> dict[str, str]:
    known = {*CANONICAL[kind], *READ_ALONG[kind]}
    pairs = {str(heading): (name or "") for heading, name in given.items()}
    if any(name and name not in known for name in pairs.values()) and set(pairs) <= known:
        pairs = {str(heading): name for name, heading in pairs.items() if heading}
    for name in pairs.values():
        if name and name not in known:
            raise _unusable(
                _("there is no column “%(name)s”; there are %(known)s")
                % {"name": name, "known": ", ".join(sorted(known))}
            )
    return pairs


def _unusable(why: str) -> CannotRead:
    return CannotRead("mapping", _("The mapping cannot be used: %(why)s.") % {"why": why})
