"""What people of the demo wrote and said. All invented, and none of it in anybody's words but ours."""

from __future__ import annotations

from programs.models.progress_note import Strength

THEMES = (
    "What a time-out is and what it is not. Everybody wrote his own plan on one card.",
    "The hour before it goes wrong: where in the body each man feels it first.",
    "Two men told what they had kept from their fathers and what they want to stop.",
    "The difference between sorry and making it right. Slow start, honest end.",
    "How a day without sleep looks from the other side of the kitchen table.",
    "What stays when a relationship ends. A quiet evening.",
    "Asking a question before giving an answer. Practiced in pairs.",
)
PEER_SUPPORT = (
    "The longest-standing men made room for the new ones without being asked.",
    "Rides home were sorted out among the men.",
    "One man was missing his children; three stayed behind to talk with him.",
    "When the story got hard, the group waited.",
)
CHALLENGE = (
    "“You told us what they did. What did you do?” came from the group, not from us.",
    "A joke at somebody's cost was named at once by another man.",
    "The group asked for the part of the story that had been left out.",
)
STRENGTHS_WORDS = (
    "He came straight from a double shift and still spoke first.",
    "He let the silence stand instead of filling it.",
    "He remembered what another man had promised and asked how it went.",
    "He said “I don't know yet” and left it at that.",
    "He thanked the man who had disagreed with him.",
)
OWNED = (
    "That he had blocked the door, and that it does not matter how long.",
    "That he checks the phone and calls it caring.",
    "That the children were awake.",
    "That he had told the story so that he came out well.",
    "That he drinks before the hard talks, not after them.",
    "That nobody made him shout.",
)
DID = (
    "Took two time-outs and came back both times when he had said he would.",
    "Told his brother what happened, the whole of it.",
    "Moved the talk about money to Saturday morning.",
    "Handed over the car keys for the weekend.",
    "Wrote the letter and did not send it.",
    "Picked the children up on time, all four days.",
)
NEXT_STEP = (
    "Write the time-out card anew and put it where he sees it.",
    "Call his doctor about the sleep.",
    "Ask one question at dinner and only listen.",
    "Tell his foreman that this evening is taken.",
    "Walk once round the block before going in.",
    "Two evenings without a drink, named beforehand.",
)
SKILLS = ("Time-out", "Breathing out longer than in", "Naming a feeling", "Asking before answering", "")
BARRIERS = (
    "Shift plan changes every other week.",
    "Shares one car; the last bus leaves before the group ends.",
    "Finds it hard to speak in a room of men who know each other.",
    "",
    "",
    "",
)
CONCERNS = (
    "Sleeps three or four hours a night.",
    "Sounded flat tonight; ring him before the weekend.",
    "",
    "",
    "",
)
SAFETY = "Said he means to drive to the old house tonight and wait outside. Talked it through; his brother keeps the keys."
STRENGTHS = tuple(Strength)

TOLD_US = ("Working late", "Sick child", "Flu", "Court date the same day", "Car broke down", "Family visit")
TOLD_HE_NEEDS = (
    "An anger management course",
    "Couples counseling",
    "A certificate for the court",
    "“Someone to talk to”",
    "",
    "",
)
REPORTS_TO = ("Probation, North District", "Family court registry", "Probation, Lakeshore")
NO_ANSWER = (
    "Rang out.",
    "Voicemail; left no message, as agreed.",
    "Line busy twice.",
    "Answered, asked to be rung after six.",
)
SPOKE = (
    "Spoke for twenty minutes. Relieved that somebody rang.",
    "Short talk at work; longer one agreed.",
    "He had waited for the call.",
)
NOW_PLANS = (
    "He stays at his brother's until Sunday. We ring on Monday at noon.",
    "No contact this week beyond what the order allows. He has our number and the crisis line.",
    "He rings us before he goes to fetch his things, and takes a friend along.",
    "Nothing urgent. He knows whom to call at night.",
)
NEXT_PLANS = (
    "First evening in the group; a peer meets him at the door.",
    "Orientation, then a place in the next group that suits his shifts.",
    "His doctor about sleep and drink; the group beside it.",
    "One talk alone before the group, as he asked.",
)
MOODS = (
    "Anxious, little sleep.",
    "Low since the separation; says he would not harm himself.",
    "Angry, and ashamed of it.",
    "Steady.",
)
DRINKING = (
    "More than he wants to, mostly at weekends.",
    "Stopped three weeks ago.",
    "None.",
    "Every evening since it happened.",
)
BARRIERS_AT_TRIAGE = (
    "Shifts.",
    "Afraid to meet somebody he knows.",
    "Travel: an hour by bus.",
    "Has never talked about it.",
    "",
)
# Why a man waits although other groups have places.
THERE_ALL_THE_SAME = "He knows where and when it meets, and wants to come there."
WAITS = (
    "He works nights until the end of the month, and comes when his shift changes.",
    "He wants the fathers' group and would rather wait for a place there.",
    "He is with his brother out of town and starts when he is back.",
)
WHY = {
    "declined": (
        "Asked only for a letter, and did not want a place.",
        "Cannot take part safely in a group now; helped one to one.",
    ),
    "redirected": (
        "Needs help with drinking first; warm handover to the clinic.",
        "Lives too far away; a service near him took over.",
    ),
    "withdrawn": (
        "Said that things have calmed down and he does not need it now.",
        "Work takes him away for the season.",
    ),
    "no_contact": ("Six tries in four weeks, no answer.", "The number is not his any more."),
}
WENT_WELL = (
    "Rang him; he is all right and comes next week.",
    "Long talk. He had been ashamed to come back.",
    "Left word as agreed; he rang back within the hour.",
    "He is working nights until the end of the month and comes again after that.",
)
CANCELLED = ("Ice on the roads.", "The hall was needed for the election.", "Both of us were ill.")
RELATIONSHIPS = (
    "Together",
    "Separated, living apart",
    "Separated, same home",
    "Divorced",
    "New relationship",
    "",
)
