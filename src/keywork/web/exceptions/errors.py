"""What cannot be done with an exception, in words a person can act on."""


class NotDone(ValueError):
    """Something that cannot be done as asked, and why."""


class Overtaken(NotDone):
    """Somebody else did something with the exceptions of the case since the page was read."""
