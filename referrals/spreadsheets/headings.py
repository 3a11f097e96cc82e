"""What a column is called, and which of our columns that is.

Only whole headings count, never a part of one: "Partner phone" must not become his phone.
"""

from collections.abc import Mapping as Headings
from dataclasses import dataclass, field
from functools import cached_property

from .book import Cell, Row, text_of
from .words import fold, words

CANONICAL = {
    "referrals": (
        "client_ref", "first_name", "last_name", "date_of_birth", "phone", "email", "received_on", "source", "pressure",
        "crisis", "crisis_on", "required_sessions", "order_number", "reports_to",
    ),
    "attendance": ("client_ref", "group", "session_on", "outcome", "minutes_late", "reason"),
    "exits": ("client_ref", "group", "ended_on", "reason", "ended_by"),
    "register": ("client_ref", "name", "first_name", "last_name", "remarks"),
}  # fmt: skip
# Read for what they say about other columns; never kept themselves.
READ_ALONG = {"referrals": ("name", "order", "told", "notes"), "attendance": (), "exits": (), "register": ()}

REF = "client ref|client reference|ref|reference|client id|id|man id|case id|case ref|file no|file number|file ref|urn|client no|client number|dossier|ref no|reference no|case file|no de dossier|numero de dossier"
OFTEN = {
    "client_ref": REF,
    "first_name": "first name|given name|given names|forename|forenames|first|firstname|christian name|prenom|first names|known as|given|nombre",
    "last_name": "last name|surname|family name|lastname|last|second name|nom|nom de famille|surname family name|apellidos|apellido",
    "name": "name|full name|client|client name|man|mans name|participant|participant name|names|nom complet|nom et prenom|members|member|attendee|name of man|name of client|nombre completo",
}
SYNONYMS: dict[str, dict[str, str]] = {
    "referrals": OFTEN
    | {
        "date_of_birth": "date of birth|dob|birth date|birthdate|born|d o b|born on|birthday|date de naissance|naissance|dob age|fecha de nacimiento|ddn",
        "phone": "phone|mobile|tel|telephone|phone number|mobile number|cell|cell phone|tel no|phone no|mobile no|contact number|contact no|telephone number|mob|his phone|his mobile|telephone cellulaire|number to call|home phone|mobile tel|mob no|phone 1|best number|his number|cellulaire|telefono|movil",
        "email": "email|e mail|email address|mail|e mail address|courriel|his email|email addr|correo",
        "received_on": "received on|date received|date recd|received|recd|referral date|date of referral|referred on|date referred|date in|date of contact|referral received|date rec|recu le|date de reception|intake date|date of call|referral received on|date of enquiry|enquiry date|referral recd|recd on|date of intake|fecha de recepcion|date darrivee|date de la demande|date de reference",
        "source": "source|referral source|source of referral|ref source|referred by|referrer|how heard|how did he hear|door|referrer type|type of referral|referral type|came through|who referred|who referred him|how referred|provenance|referral from|referred from|how did he come to us|how did he come|procedencia|refere par|source de reference",
        "pressure": "pressure|why now|reason for coming|motivation|mandate|mandated|voluntary or mandated|told he needs|under pressure from",
        "crisis": "crisis|presenting crisis|trigger|crisis event|crise",
        "crisis_on": "crisis on|crisis date|date of crisis|date of incident|incident date",
        "required_sessions": "required sessions|sessions ordered|sessions required|number of sessions|no of sessions|sessions|ordered sessions|dose|sessions to do|seances|sessions in order|how many sessions|sessions reqd|order length|nombre de seances|sesiones",
        "order_number": "order number|order no|order ref|case number|case no|docket|docket number|docket no|court ref|court reference|court file|court file no|order reference",
        "reports_to": "reports to|report to|send reports to|reporting to|report goes to|reports go to|court officer|supervising officer|send report to|probation officer|reporting officer",
        "order": "order|court order|order made|ordered|is there an order|on order|order yn|order on file|ordonnance|court ordered|court mandated",
        "told": "what happened|circumstances|incident|details|background|presenting issue|presenting problem|reason|reason for referral|description|what brought him|summary|motif|raison|circonstances",
        "notes": "notes|note|comments|comment|remarks|other|other notes|office notes|remarques|call notes|additional notes|notas|misc|info|additional info|notes comments",
    },
    "attendance": OFTEN
    | {
        "group": "group|group name|class|cohort|program group|groupe|series",
        "session_on": "session on|session date|date|session|date of session|group date|attended on|date de la seance|date de seance",
        "outcome": "outcome|attendance|status|mark|attended|result|presence|present",
        "minutes_late": "minutes late|mins late|late by|late minutes|min late|minutes|late min",
        "reason": "reason|reason for absence|why|absence reason|reason missed|note|notes|comment|comments|motif",
    },
    "exits": OFTEN
    | {
        "group": "group|group name|class|cohort|program group|groupe",
        "ended_on": "ended on|end date|exit date|date of exit|left on|date left|ended|date ended|discharge date|date|closed on|date closed|left|finish date|finished on|discharged|date of discharge|date de fin|last day",
        "reason": "reason|exit reason|reason for exit|reason for leaving|why|discharge reason|closing reason|motif|outcome|reason left|why left|raison",
        "ended_by": "ended by|who ended it|by|ended by whom|decided by|who ended|who|decision by|initiated by|par",
    },
    "register": OFTEN
    | {
        "name": OFTEN["name"] + "|men|group members",
        "remarks": "remarks|remark|left completed|notes|note|comment|comments|status|outcome|left|completed|left or completed|end|exit|exited|ended|reason left|comments remarks|remarques|why left",
    },
}
# Taken only where no column of the file says it better.
WEAK = {
    "referrals": {
        "received_on": "date|date opened|opened|date logged|date called|call date|contact date|first contact|date of first contact|ref date",
        "source": "ref by|from|by|via|how|agency|referring agency|who called|called by|who rang|caller|came via|route|route in|referral route",
        "client_ref": "id|ref",
        "first_name": "preferred name",
    },
    "attendance": {"session_on": "day|week of", "outcome": "code"},
    "exits": {"ended_on": "last session"},
    "register": {"client_ref": "id|ref"},
}
JOINTS = frozenset(("of", "the"))
FILLER = JOINTS | frozenset("a his mans mens client clients participant participants s our".split())
NEEDED = {
    "referrals": (
        ("received_on",),
        ("last_name", "first_name", "name", "client_ref"),
        ("source", "date_of_birth", "phone", "email", "pressure"),
    ),
    "attendance": (("client_ref",), ("session_on",), ("outcome",)),
    "exits": (("client_ref",), ("ended_on",), ("reason", "ended_by")),
}


def _lookup(kind: str) -> tuple[dict[str, str], dict[str, str]]:
    strong = {fold(name): name for name in (*CANONICAL[kind], *READ_ALONG[kind])}
    for name, listed in SYNONYMS[kind].items():
        for synonym in listed.split("|"):
            strong.setdefault(fold(synonym), name)
            # "Client no" must not turn a column of running numbers into references.
            strong.setdefault("".join(word for word in words(synonym) if word not in JOINTS), name)
    weak = {fold(synonym): name for name, listed in WEAK[kind].items() for synonym in listed.split("|")}
    return {key: name for key, name in strong.items() if key not in weak or fold(name) == key}, weak


def _without_filler(text: str) -> str:
    """ "Client's date of birth" is a date of birth."""
    return "".join(word for word in words(text) if word not in FILLER)


LOOKUP = {kind: _lookup(kind) for kind in CANONICAL}


@dataclass
class Columns:
    """Where each of our columns stands in one sheet; its headings may take two lines, `heading_row` is the last."""

    heading_row: int
    headings: list[str]
    found: dict[str, list[int]] = field(default_factory=dict)
    lines: list[Row] = field(default_factory=list)

    @cached_property
    def _letters(self) -> list[list[str]]:
        return [[text_of(cell).casefold() for cell in line.cells] for line in self.lines]

    @property
    def first_line(self) -> int:
        return self.lines[0].number if self.lines else self.heading_row

    def are_again(self, row: Row) -> bool:
        """Whether a row repeats most of one of the heading lines."""
        filled = row.filled
        texts = [(at, text_of(row.cell(at)).casefold()) for at in filled]
        same = max(
            (
                sum(1 for at, text in texts if at < len(letters) and text == letters[at])
                for letters in self._letters
            ),
            default=0,
        )
        return same >= 2 and same * 10 >= len(filled) * 6

    def cell(self, row: Row, name: str) -> Cell:
        """The first filled cell among the columns that mean this."""
        cells = [row.cell(index) for index in self.found.get(name, ())]
        return next((cell for cell in cells if text_of(cell)), cells[0] if cells else None)

    def index(self, row: Row, name: str) -> int | None:
        indices = self.found.get(name, [])
        return next((index for index in indices if text_of(row.cell(index))), indices[0] if indices else None)

    def heading(self, name: str, *others: str) -> str:
        """The file's own word for a column, ours where it has none."""
        for wanted in (name, *others):
            if indices := self.found.get(wanted):
                return self.headings[indices[0]] or wanted
        return name

    def name_at(self, index: int) -> str:
        return next((name for name, indices in self.found.items() if index in indices), "")

    def __contains__(self, name: str) -> bool:
        return name in self.found


def recognize(kind: str, row: Row, mapping: Headings[str, str] | None = None) -> Columns:
    """What a row would mean if it were the heading row; a given mapping has the last word."""
    headings = [" ".join(text_of(cell).split()) if isinstance(cell, str) else "" for cell in row.cells]
    columns = Columns(row.number, headings, lines=[row])
    given = {fold(heading): name for heading, name in (mapping or {}).items()}
    strong, weak = LOOKUP[kind]
    settled: set[int] = set()
    for index, heading in enumerate(headings):
        if heading and fold(heading) in given:
            settled.add(index)
            if name := given[fold(heading)]:
                columns.found.setdefault(name, []).append(index)
    for lookup in (strong, weak):
        taken = set(columns.found)
        for index, heading in enumerate(headings):
            meaning = _meaning(heading, lookup)
            if meaning and index not in settled and meaning not in taken:
                columns.found.setdefault(meaning, []).append(index)
                settled.add(index)
    for indices in columns.found.values():
        indices.sort()
    return columns


def _meaning(heading: str, lookup: dict[str, str]) -> str | None:
    """The column of ours that a heading names, tried whole, without its brackets, and without words like "client's"."""
    if not heading:
        return None
    outside = heading.split("(", 1)[0]
    numbered = heading.replace("#", " no ")
    for key in (
        fold(heading),
        fold(outside),
        _without_filler(outside),
        fold(numbered),
        _without_filler(numbered),
    ):
        if key in lookup:
            return lookup[key]
    return None


def recognize_pair(kind: str, upper: Row, lower: Row, mapping: Headings[str, str] | None = None) -> Columns:
    """Two rows read as one heading in two lines: "Date of" over "birth"."""
    strong, weak = LOOKUP[kind]
    joined = []
    for at in range(max(len(upper.cells), len(lower.cells))):
        above, below = (_line(row.cell(at)) for row in (upper, lower))
        tried = (f"{above} {below}".strip(), below, above)
        joined.append(
            next((text for lookup in (strong, weak) for text in tried if _meaning(text, lookup)), tried[0])
        )
    columns = recognize(kind, Row(lower.number, lower.line, joined), mapping)
    columns.lines = [upper, lower]
    return columns


def _line(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def holds_only_words(row: Row) -> bool:
    """Headings name; a row with a figure or a date in it tells."""
    texts = [text_of(row.cell(at)) for at in row.filled]
    return len(texts) > 1 and not any(letter.isdigit() for text in texts for letter in text)


def is_enough(kind: str, columns: Columns) -> bool:
    """Whether the columns found make a file of this kind."""
    return all(any(name in columns for name in names) for names in NEEDED[kind])
