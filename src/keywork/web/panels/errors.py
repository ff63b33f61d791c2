"""What cannot be done with a panel or a decision, in words a person can act on."""


class NotDone(ValueError):
    """Something that cannot be done as asked, and why."""


class Overtaken(NotDone):
    """Somebody else decided or recommended meanwhile; what was typed is kept."""
