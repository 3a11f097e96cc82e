"""What stops a whole file, as opposed to one row of it."""


class CannotRead(Exception):
    """This file cannot be read at all; `sentence` says why to the person who sent it."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
