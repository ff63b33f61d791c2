"""What cannot be done with a consultation, in words a person can act on."""


class NotDone(ValueError):
    """Something that cannot be done as asked, and why."""


class Overtaken(NotDone):
    """Somebody else did something with the same case or consultation since the page was read."""
