"""What cannot be done with an answer to a draft, in words a person can act on."""


class NotDone(ValueError):
    """Something that cannot be done as asked, and why."""


class Overtaken(NotDone):
    """Somebody else did something with the same answer since the page was read."""
