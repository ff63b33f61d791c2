"""What an e-mail may say: the stage and what to do, never a name, a reference or a setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

ENDING = (
    "This e-mail was sent by a program. Nobody reads answers to it. It says nothing of whom it is about, because "
    "e-mails can be read by others."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of e-mail.

    Args:
        code: what stands in records.
        subject: its subject: the same for everybody.
        says: what it says above the link; ``$name`` stands for one of the words.
        words: the words it takes, all of them codes, days or numbers; never free text.
    """

    code: str
    subject: str
    says: str
    words: tuple[str, ...] = ()

    def check(self, words: Mapping[str, str]) -> None:
        """Do nothing where these are the words it takes.

        Raises:
            ValueError: one is missing, or it takes no such word.
        """
        if set(words) != set(self.words):
            raise ValueError(f"An e-mail of kind {self.code} takes the words {sorted(self.words)}.")

    def text(self, words: Mapping[str, str], link: str) -> str:
        """Return the whole text of the e-mail."""
        said = Template(self.says).substitute({name: words.get(name, "") for name in self.words})
        return "\n\n".join(part for part in (said, link, ENDING) if part) + "\n"


EMAILS = (
    Kind("message", "You have a message", "A message is waiting for you. Sign in to read it."),
    Kind("digest", "What is new for you", "There is something new for you. Sign in to see it."),
)
BY_CODE: Mapping[str, Kind] = {kind.code: kind for kind in EMAILS}
