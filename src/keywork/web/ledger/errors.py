"""What the ledger refuses, in words a person can act on."""


class Refused(ValueError):
    """An entry that cannot be recorded, and why."""


class CaseChanged(Refused):
    """Somebody recorded something on this case since it was read."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this case while you were working on it. Look at it again, then repeat this.")
