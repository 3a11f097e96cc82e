"""Why an action was refused, in a sentence for the person who asked."""

from __future__ import annotations


class Refused(Exception):
    """An action that cannot be done. `str()` is the sentence; pages show it, the API answers `status`."""

    status = 409
    slug = "not_possible"

    def __init__(self, sentence: str, *, fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.fields = fields or {}


class NotAcceptable(Refused):
    """What was sent cannot be taken as it is."""

    status = 422
    slug = "not_acceptable"


class Stale(Refused):
    """Somebody changed it in between; `current` is how it stands now. Nothing was saved."""

    status = 412
    slug = "stale"

    def __init__(self, sentence: str, *, current: object = None) -> None:
        super().__init__(sentence)
        self.current = current
