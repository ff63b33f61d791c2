"""A letter or a template as it would be printed, marked as a preview."""

from __future__ import annotations

from keywork.web.accounts.models import Authority
from keywork.web.documents.letter_fields import FIELDS, samples
from keywork.web.documents.letter_kinds import PARTS, TITLES
from keywork.web.documents.letter_markup import fill
from keywork.web.documents.letter_print import Paper, as_pdf
from keywork.web.documents.letter_word import fill_word
from keywork.web.documents.models.letters import Letter
from keywork.web.documents.services.letter_templates import text_of
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.ui.jinja import day

NOBODY, SAMPLE = (
    ("Name of the recipient", "Address of the recipient"),
    ("Jo Sample-Osei", "4 Long Lane", "Wexcombe", "WX1 1AA"),
)


def preview_of(card: CaseCard, letter: Letter) -> bytes:
    """Return a letter as a PDF, without a recipient."""
    names = {"authority.name": card.authority.name, "keyworker.name": letter.author.display_name}
    return as_pdf(_paper(card.authority, letter.about.title, letter.text, names, card.case.reference, NOBODY))


def template_preview(authority: Authority, code: str, text: str) -> bytes:
    """Return a template as a PDF about an invented case."""
    values = samples({part.code: text_of(part.code)[1] for part in PARTS})
    filled = fill(text, values)
    return as_pdf(_paper(authority, TITLES[code], filled, values, values["case.reference"], SAMPLE))


def word_preview(code: str, text: str, word: bytes) -> bytes:
    """Return a Word template filled in for an invented case."""
    values = samples({part.code: text_of(part.code)[1] for part in PARTS})
    about = {
        "letter.text": fill(text, values), "letter.title": TITLES[code], "letter.date": day(clock.today()),
        "recipient.name": SAMPLE[0], "recipient.address": "\n".join(SAMPLE[1:]),
    }  # fmt: skip
    return fill_word(word, values | about)


def _paper(
    authority: Authority, title: str, text: str, names: dict[str, str], reference: str, window: tuple[str, ...]
) -> Paper:
    office = fill(text_of("office")[1], {field.name: "" for field in FIELDS} | names)
    return Paper(
        title=title, sender=authority.name, office=office, window=window, greeting=f"Dear {window[0]}",
        date=day(clock.today()), reference=reference, text=text,
        signed=[names["keyworker.name"], authority.name], sample=True,
    )  # fmt: skip
