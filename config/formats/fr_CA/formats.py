"""Days and hours in Canadian French."""

from django.utils.translation import pgettext_lazy

# Django's own (5.2) leaves the h unquoted, which gives the hour twice.
TIME_FORMAT = "H\xa0\\h\xa0i"  # 18 h 30
DATETIME_FORMAT = f"j F Y, {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"Y-m-d {TIME_FORMAT}"

# Django's own catalogue says "juil."; gathered here, the word is said again in ours, which comes first.
JULY = pgettext_lazy("abbrev. month", "July")

# What a page asks for, and what is written here: days and months are cut short with a point, and "jui" is no month.
globals().update(
    {
        "D": "D\\.",
        "D j F": "D\\. j F",
        "D j M": "D\\. j N",
        "D j M Y": "D\\. j N Y",
        "j M": "j N",
        "j M Y": "j N Y",
    }
)
