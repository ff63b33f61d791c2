"""What cannot be done with a document, in words a person can act on."""


class NotDone(ValueError):
    """Something that cannot be done as asked, and why."""


class Overtaken(NotDone):
    """Somebody else did something with the same document since the page was read."""


class Unfit(NotDone):
    """A file that is not taken in, with what whoever sent it can do instead. ``code`` is what the log may say."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class TooLarge(Unfit):
    """A file with more bytes than are taken in."""


class Damaged(Exception):
    """A file in the store is not what it was, or is gone. It is not served to anybody."""
