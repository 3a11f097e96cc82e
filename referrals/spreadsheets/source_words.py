"""Who brought him, from how offices write it."""

import re

from .words import filled_text, fold, words

SOURCES = ("self", "partner", "legal_counsel", "court", "other")

# Phrases whose words would say something else one by one; looked for first.
PHRASES = (
    (
        "partner",
        r"\b(?:sa|son|ex) (?:femme|epouse|conjointe|copine|blonde|partenaire)\b|\bsu (?:esposa|pareja|novia|mujer)\b",
    ),
    (
        "partner",
        r"\bgirl friend\b|\b(?:mother|mum|mom) of (?:his |the )?(?:kids?|child|children)\b|\bbaby ?mama\b|\bcommon law\b|\bhis mrs\b",
    ),
    (
        "other",
        r"\b(?:son|sa|ses|su) (?:frere|pere|mere|soeur|fils|fille|amie?|employeur|patron|medecin|famille|hermano|madre|padre)\b",
    ),
    (
        "legal_counsel",
        r"\bcourt (?:appointed|duty) (?:lawyer|solicitor|counsel|barrister)\b|\bduty (?:sol|counsel|lawyer)\b|\b(?:law|legal) (?:firm|cent(?:re|er)|clinic)\b|\bpublic defend\w+\b",
    ),
    ("court", r"\bcommunity order\b"),
    ("other", r"\btravaill\w+ socia\w+\b"),
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
        r"\b(?:lui|el) m(?:eme|ismo)\b|\bon his own\b|\boff (?:the )?street\b|\bwalk(?:ed)? ?-?in\b|\bdrop(?:ped)? ?-?in\b|\b(?:came|rang|phoned|called|emailed)(?: us| in)?(?: by)? himself\b|\bhe (?:rang|phoned|called|came|emailed)\b",
    ),
    ("partner", r"\bshe (?:rang|phoned|called|came|emailed)\b"),
)
SINGLE = {
    "self": "self selfreferral selfreferred himself myself own client him website web online google leaflet poster radio advert autoreference autorefere",
    "partner": "partner wife wifes girlfriend gf spouse fiancee expartner exwife ex husband boyfriend bf missus conjointe epouse copine blonde esposa",
    "legal_counsel": "lawyer lawyers solicitor solicitors barrister attorney counsel advocate legal legalaid paralegal avocat avocate abogado abogada llp defence defense",
    "court": "court courts crt ct judge magistrate magistrates mags tribunal order ordered mandated sheriff judicial bench prosecutor crown procureur juge juzgado",
    "other": (
        "other gp dr doctor physician nurse psychiatrist psychologist psychologue counsellor counselor therapist hospital clinic health mental camhs iapt "
        "social worker socialworker services cps childrens child children cafcass probation parole police officer prison corrections employer boss work "
        "workplace school college university church pastor priest imam mosque chaplain elder charity agency shelter refuge housing cab friend mate "
        "neighbour neighbor colleague family relative mum mom mother dad father brother sister son daughter uncle aunt cousin grandmother "
        "grandfather nan parent parents autre medecin ami frere soeur mere pere alcohol drug substance aa midwife ngo community sw po psych nhs cmht eap union rehab marac dpj cas infirmiere therapeute employeur"
    ),
}
WORD_SOURCE = {word: source for source, listed in SINGLE.items() for word in listed.split()}


def read_source(cell) -> str | None:
    """The code a cell means, "" for an empty one, None where it cannot be told."""
    source, _several = read_sources(cell)
    return source


def read_sources(cell) -> tuple[str | None, bool]:
    """The code a cell means first, and whether its words name several who are not the same."""
    text = filled_text(cell)
    if not text:
        return "", False
    if fold(text) == "legalcounsel":
        return "legal_counsel", False
    spoken = " ".join(words(text))
    for source, phrase in PHRASES:
        if re.search(phrase, spoken):
            return source, False
    hits = [WORD_SOURCE[word] for word in spoken.split() if word in WORD_SOURCE]
    if not hits:
        return None, False
    if "court" in hits and not {"other", "legal_counsel"} & set(hits):
        return "court", len(set(hits)) > 1
    return hits[0], len(set(hits)) > 1
