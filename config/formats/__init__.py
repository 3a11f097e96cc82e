"""How days and hours are written where that is not what Django, or the page, says; a folder for each language."""
