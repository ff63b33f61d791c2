"""What cannot be done with a request for advice, in words a person can act on."""


class NotDone(ValueError):
    """Something that cannot be done as asked, and why."""


class Overtaken(NotDone):
    """Somebody else did something with the same request since the page was read; what was typed is kept."""
