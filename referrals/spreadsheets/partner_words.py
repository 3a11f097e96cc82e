"""Which cells repeat what a partner said. They must never reach a man's file, so only the row number leaves here.

A false alarm costs a director one look at the paper; a miss may cost a woman her safety. When in doubt, yes.
"""

import re

from .book import Cell, text_of
from .words import plain, words

# How offices name her: in full, in letters, in the languages of the services.
WOMAN = (
    r"(?:she|hers|(?:(?:his|the|hubby'?s|su|sa|la|ma|ex)[- ]+)?(?:(?:ex|estranged|live-in|common-law|then)[- ]?)?"
    r"(?:x-?wife|wife|partner|ptnr|ptr|other half|oh|her indoors|lady friend|woman|spouse|girl ?friend|gf|g/f|missus|mrs|ms|mme|madame|fiancee?|ex|victim|survivor|conjointe|femme|copine|blonde|epouse|"
    r"esposa|mujer|pareja|novia|boy ?friend|bf|husband)|(?:mother|mum|mom) of (?:his|the) (?:kids|child|children)|(?:kids?|children|daughter|son)'?s?'? (?:mother|mum|mom)|baby ?mama|\bp\.?|\bw\.?|elle|ella)"
)
HER_PEOPLE = (
    r"\b(?:her (?:own )?(?:sister|brother|mother|mum|mom|dad|father|family|parents|friend|neighbou?r|lawyer|solicitor|worker|"
    r"doctor|boss|advocate|son|daughter)|(?:mother|sister|brother|father)-in-law)\b"
)
FEAR = r"(?:afraid|scared|frightened|terrified|fearful)"
TELLING = (
    r"(?:say|says|said|saying|tells|told|telling|rang|rings|phoned|called|calls|texted|emailed|e-mailed|msg'?d|messaged|wrote|writes|"
    r"reports|reported|reporting|states|stated|stating|discloses|disclosed|disclosing|mentions|mentioned|describes|described|alleges|alleged|"
    r"claims|claimed|asks|asked|begs|begged|wants|fears|feels|thinks|believes|worries|worried|confides|confided|confirms|"
    r"confirmed|complains|complained|explains|explained|adds|added|suspects|insists|reckons|noticed|found|heard|caught|got a call|account|disclosure|statement|contact|"
    rf"(?:(?:is|was|'s|seems|sounds|sounded) ?)?(?:v\.? |very |so |still |now |also |pregnant and )*(?:{FEAR}|worried|anxious|leaving|hiding|planning|safe|unsafe|"
    r"bruised|crying|upset|in (?:tears|hiding|danger)|checking|saying|telling)|"
    r"has (?:left|moved|told|said|asked|been|a (?:safety plan|bruise|bag))|was (?:hit|hurt|pushed|strangled)|does ?n[o']t (?:want|feel)|"
    r"(?:'d|would) rather|in tears|re bruises|keeps|hides|left him|sleeps|packed|"
    r"dit|a dit|a appele|appelle|a peur|raconte|rapporte|signale|craint|nous a|demande|dice|dijo|tiene miedo|llamo)"
)
HEARD_FROM = (
    r"(?:(?<!separated )(?<!divorced )(?<!apart )from|per|via|c/o|w/|source|according to|info(?:rmation)?|heard from|t/?c(?: w/| with)?|s/?w|spoke(?:n)? (?:to|with|w/)|told by|said by|"
    r"info de|selon|appel de|segun)"
)
KEPT_FROM_HIM = (
    r"\boff the record\b|\b(?:said |told us )?privately\b|\bin private\b|\bbetween us\b|\bnot for (?:him|his eyes|client'?s?|the client|file|his file)\b|"
    r"\bkeep (?:it |this )?(?:off|out of|away from) (?:his|the|client'?s?) (?:file|record|notes)\b|\bsensitive\b|\bpartner file\b|"
    r"\bin(?:to)? (?:strict )?confidence\b|\bconfidenti(?:al|ally|el|elle)\b|\bconfidencial\b"
    r"|\b(?:not|never) to be (?:told|shared|disclosed|repeated|passed on)\b"
    r"|\b(?:do|must|should|can) ?n[o']t (?:tell|share|disclose|mention|let|repeat|pass|divulge) |\bdon'?t (?:tell|share|disclose|mention|repeat|let)\b"
    r"|\bmust ?n[o']t (?:know|find out|hear)\b|\b(?:he|him|they) (?:does ?n[o']t|did ?n[o']t|should ?n[o']t|must not|is not to) (?:know (?:we|she|that|about)|know\b[.!]?$|find out)"
    r"|\b(?:he|him) is (?:unaware|not aware)\b|\bwithout his knowledge\b|\bbehind his back\b|\bkeep (?:this |it )?from him\b"
    r"|\bne (?:pas|jamais) (?:lui )?(?:en )?(?:dire|divulguer|parler|mentionner)\b|\bno (?:le )?(?:decir|contar)\b"
)
# "He counts my change", "my husband": nobody but she speaks so.
HERSELF = (
    r"\bhe(?:'s| is| has|'d| always| never| still)? ?(?:hit|hits|beats?|threaten(?:s|ed)|counts?|check(?:s|ed)|follow(?:s|ed)|watch(?:es|ed)|controls?|"
    r"hides|lock(?:s|ed)|grab(?:s|bed)|chok(?:es|ed)|strangl(?:es|ed)|push(?:es|ed)|punch(?:es|ed)|smash(?:es|ed)|threw|throws|shoves?|scares|stalks|"
    r"tracks|reads|takes|took|keeps|won'?t let|shouts at|yells at) (?:me|my|us|our)\b"
    r"|\bmy (?:husband|ex|boy ?friend|bf|partner|mari|chum)\b[^.;\n]{0,20}\b(?:is|has|was|hits?|checks?|says|said|reads|took|takes|won'?t|keeps|follows)\b"
    rf"|\bi(?:'m| am| was) (?:so |very |still )?{FEAR} (?:of|he|when he|that he)\b"
    rf"|\b{FEAR} (?:of (?:him\b|what he)|to go home|he\b|at home)|(?:^|[\n,;:.]) *fearful\b"
)
WOMENS_WORKERS = (
    r"\b(?:idva|isva|(?:da|dv) (?:advocate|worker)|wom[ae]n'?s? (?:worker|aid|support|service|advocate|refuge)|(?:wife|partner|victim|survivor)'?s? "
    r"(?:support|worker|contact|check|liaison|advocate|update|feedback|calls?|message)|collateral|safety plan|safe ?house|in (?:a )?refuge)\b"
)
SPOKEN = re.compile(
    "|".join(
        [
            rf"\b{WOMAN}(?!\w)[^.;\n]{{0,25}}?(?<!\w){TELLING}(?!\w)",
            rf"{HER_PEOPLE}[^.;\n]{{0,25}}?\b{TELLING}(?!\w)",
            rf"(?:^|\n)\s*[\"'(]*(?:from |per |via )?(?:{WOMAN}|(?:mrs|ms|mme|madame) [\w'-]+|pc|vs)\s*(?:\([^)]*\)\s*)?(?:[:–]|-(?!\w))",
            rf"\b{HEARD_FROM}:? (?:[a-z]+ \()?(?:her\b|{WOMAN}(?!\w))",
            r"\bher (?:own )?(?:words?|account|statement|version|side|view|message|text|voicemail|letter|calls?|fears?|bruises|safety|address is)\b",
            KEPT_FROM_HIM,
            HERSELF,
            WOMENS_WORKERS,
        ]
    )
)
SHE = re.compile(r"\b(?:she|elle|ella)\b")
# "Anna said he smashed the phone": a name that is not his own, and no office's, telling of him.
BY_NAME = re.compile(
    r"\b(?<!Dr )(?<!Dr\. )(?<!Mr )(?<!Mr\. )([A-ZÀ-Þ][\w'’-]+)(?: \([^)]*\))? (?:said|says|told us|tells us|reports?|reported|states?|stated|mentioned|"
    r"called|rang|phoned|texted|thinks|feels|fears)(?: that| to say| us| -|:|,)* (?:he|him|his)\b"
)
NO_NAMES = frozenset(
    "he client man caller worker staff facilitator brother sister mum mom mother dad father son boss employer court clerk police probation po officer gp "
    "dr doctor lawyer solicitor barrister counsel judge school friend mate uncle aunt also then just now has was who and but".split()
)
SOMEBODY = re.compile(
    r"\b(?:her|hers|wife'?s?|partner'?s?|girlfriend'?s?|gf'?s?|spouse'?s?|ex|missus|mum'?s?|mom'?s?|mother'?s?|dad'?s?|father'?s?|"
    r"sister'?s?|brother'?s?|friend'?s?|son'?s?|daughter'?s?|work|boss|employer|lawyer|solicitor|g/f|mrs|fiancee'?s?|nan'?s?|gran'?s?|aunt'?s?|uncle'?s?|"
    r"cousin'?s?|in-laws|landlord|neighbou?r'?s?|conjointe|epouse|femme|copine|mere|pere|soeur|frere)\b"
)


def partner_said(cell: Cell, *, his_name: str = "", in_notes: bool = False) -> bool:
    """Whether a free-text cell repeats, or may repeat, what a partner said; a "she" in the office's notes is enough."""
    text = text_of(cell)
    if not text:
        return False
    lines = "\n".join(plain(line) for line in text.splitlines())
    if SPOKEN.search(lines) or (in_notes and SHE.search(lines)):
        return True
    known = NO_NAMES.union(words(his_name))
    return any(not known.issuperset(words(name)) for name in BY_NAME.findall(text))


def belongs_to_another(cell: Cell) -> bool:
    """Whether a number or address is marked as somebody else's: hers, his mother's, his work's."""
    return SOMEBODY.search(plain(text_of(cell))) is not None


def quoted(cell: Cell) -> str:
    """A cell as a message may repeat it: short, and not at all when it may hold a partner's words."""
    text = " ".join(text_of(cell).split())
    if partner_said(cell):
        return "…"
    return text if len(text) <= 40 else text[:39] + "…"
