"""What cannot be done with a plan, in words a person can act on."""


class NotDone(ValueError):
    """Something that cannot be done as asked, and why."""


class Overtaken(NotDone):
    """Somebody else wrote the same part of the plan, or did something with it, since the page was read."""
