"""Who brought him, from how offices write it."""

import re

from .words import filled_text, fold, words

SOURCES = ("self", "partner", "legal_counsel", "court", "other")

# Phrases whose words would say something else one by one; looked for first.
PHRASES = (
    (
        "court",
        r"\b(?:family|mags?|magistrates?|county|crown|district|criminal|high|drug|youth) (?:court|crt|ct)\b",
    ),
    ("other", r"\bpartner (?:agency|agencies|organi[sz]ation|org|service|charity)\b"),
    (
        "other",
        r"\b(?:his|client'?s?) (?:mum|mom|mother|dad|father|brother|sister|son|daughter|friend|boss|employer|gp|doctor|family)\b",
    ),
    ("legal_counsel", r"\b(?:wife|partner|her)'?s? (?:lawyer|solicitor|attorney|barrister)\b"),
    (
        "self",
        r"\bwalk(?:ed)? ?-?in\b|\bdrop(?:ped)? ?-?in\b|\b(?:came|rang|phoned|called|emailed)(?: us| in)?(?: by)? himself\b|\bhe (?:rang|phoned|called|came|emailed)\b",
    ),
    ("partner", r"\bshe (?:rang|phoned|called|came|emailed)\b"),
)
SINGLE = {
    "self": "self selfreferral selfreferred himself myself own client him website web online google leaflet poster radio advert autoreference luimeme",
    "partner": "partner wife wifes girlfriend gf spouse fiancee expartner exwife ex husband boyfriend bf missus conjointe epouse copine",
    "legal_counsel": "lawyer lawyers solicitor solicitors barrister attorney counsel advocate legal legalaid paralegal avocat defence defense",
    "court": "court courts crt ct judge magistrate magistrates mags tribunal order mandated sheriff judicial bench prosecutor crown",
    "other": (
        "other gp dr doctor physician nurse psychiatrist psychologist psychologue counsellor counselor therapist hospital clinic health mental camhs iapt "
        "social worker socialworker services cps childrens child children cafcass probation parole police officer prison corrections employer boss work "
        "workplace school college university church pastor priest imam mosque chaplain elder charity agency shelter refuge housing cab friend mate "
        "neighbour neighbor colleague family relative mum mom mother dad father brother sister son daughter uncle aunt cousin grandmother "
        "grandfather nan parent parents autre medecin ami frere soeur mere pere alcohol drug substance aa midwife ngo community"
    ),
}
WORD_SOURCE = {word: source for source, listed in SINGLE.items() for word in listed.split()}


def read_source(cell) -> str | None:
    """The code a cell means, "" for an empty one, None where it cannot be told."""
    text = filled_text(cell)
    if not text:
        return ""
    if fold(text) == "legalcounsel":
        return "legal_counsel"
    spoken = " ".join(words(text))
    for source, phrase in PHRASES:
        if re.search(phrase, spoken):
            return source
    hits = [WORD_SOURCE[word] for word in spoken.split() if word in WORD_SOURCE]
    if not hits:
        return None
    if "court" in hits and "other" not in hits:
        return "court"
    return hits[0]
