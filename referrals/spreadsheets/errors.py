"""What stops a whole file, as opposed to one row of it."""

from collections.abc import Sequence

from .results import ColumnSeen


class CannotRead(Exception):
    """This file cannot be read at all; `sentence` says why to the person who sent it.

    `columns` are the headings that were seen, each with what it was taken for, so that a person can put it right.
    """

    def __init__(self, code: str, sentence: str, columns: Sequence[ColumnSeen] = ()):
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.columns = list(columns)
