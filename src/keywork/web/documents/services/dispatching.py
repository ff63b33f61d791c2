"""Each copy of a letter from its queue to whoever it is for; or back, where something changed on the way."""

from __future__ import annotations

import io
import secrets
from datetime import date

from pypdfium2 import PdfDocument

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, system
from keywork.web.deadlines.services import record
from keywork.web.documents.letter_entries import made_by
from keywork.web.documents.letter_fields import FIELDS, values_of
from keywork.web.documents.letter_kinds import DRAFT, PARTS
from keywork.web.documents.letter_markup import fill
from keywork.web.documents.letter_ports import told_besides
from keywork.web.documents.letter_print import MEDIA_TYPE, Paper, as_pdf
from keywork.web.documents.letter_recipients import must_reach
from keywork.web.documents.letter_rights import because_of, named_in
from keywork.web.documents.letter_states import may, move
from keywork.web.documents.letter_word import MEDIA_TYPE as WORD
from keywork.web.documents.letter_word import fill_word
from keywork.web.documents.models.files import Document
from keywork.web.documents.models.letters import Dispatch, Letter, Release
from keywork.web.documents.services.keeping import keep_generated
from keywork.web.documents.services.letter_news import tell_recipient
from keywork.web.documents.services.letter_templates import text_of
from keywork.web.documents.services.letters import BY_ITSELF, held_letter
from keywork.web.documents.services.linking import make_link
from keywork.web.kernel import clock
from keywork.web.messages.services import send_email
from keywork.web.people.models import CaseCard
from keywork.web.ui.jinja import day

SIGNS = "ABCDEFGHJKLMNPQRTUVWXYZ2346789"  # none that is taken for another
LIVE = (Dispatch.State.CHECKING, Dispatch.State.QUEUED, Dispatch.State.PRINTED, Dispatch.State.SENT)
Way, State = Dispatch.Way, Dispatch.State
BY = {Way.LINK: "e-mail", Way.POST: "first-class-post", Way.BLIND: "first-class-post"}
WINDOW_LINES = 7


def new_token() -> str:
    """Return what stands for a copy on paper, for example ``K7Q4-M2P9``."""
    letters = "".join(secrets.choice(SIGNS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def send_off(actor: Actor, card: CaseCard, release: Release) -> None:
    """Make each recipient's own copy and let it go: a link by e-mail, or paper into the print queue.

    Whoever calls holds how the family is reached and the letter's row, and has asked whether each may go.
    """
    for dispatch in release.dispatches.select_related("point", "release__letter", "user"):
        content = copy_of(card, release, dispatch)
        document = keep_generated(
            actor=actor, case=card.case, title=release.letter.about.title, label="letter", media_type=MEDIA_TYPE,
            content=content,
        )  # fmt: skip
        dispatch.document, dispatch.pages = document, pages_of(content)
        dispatch.word = word_of(actor, card, release, dispatch)
        dispatch.state, dispatch.changed_at = State.QUEUED, clock.now()
        if dispatch.way == Way.LINK:
            message = send_email(
                authority=actor.authority, to=dispatch.user or dispatch.point, kind="letter",
                link=make_link(dispatch), case=card.case,
            )  # fmt: skip
            dispatch.message = message.pk
        dispatch.save()


def copy_of(card: CaseCard, release: Release, dispatch: Dispatch) -> bytes:
    """Return one recipient's copy as a PDF: nobody else's name or address stands on it."""
    version = release.version
    values = {"authority.name": card.authority.name, "keyworker.name": version.writer.display_name}
    office = fill(text_of("office")[1], {field.name: "" for field in FIELDS} | values)
    enclosed = [one.version.document.title for one in release.enclosures.select_related("version__document")]
    paper = Paper(
        title=release.letter.about.title,
        sender=card.authority.name,
        office=office,
        window=window_of(dispatch),
        greeting=f"Dear {dispatch.name}",
        date=day(clock.today()),
        reference=card.case.reference,
        because="" if dispatch.user else because_of(dispatch.member, named_in(card, release.letter.about), card),
        text=version.text,
        signed=[version.writer.display_name, card.authority.name],
        enclosed=enclosed,
    )
    return as_pdf(paper)


def word_of(actor: Actor, card: CaseCard, release: Release, dispatch: Dispatch) -> Document | None:
    """Keep one recipient's copy as a Word document beside the PDF, where the letter's template has one."""
    letter = release.letter
    template = letter.template
    if template is None or not template.word:
        return None
    parts = {part.code: text_of(part.code)[1] for part in PARTS}
    address = window_of(dispatch)
    about = {
        "letter.text": release.version.text,
        "letter.title": letter.about.title,
        "letter.date": day(clock.today()),
        "recipient.name": "" if dispatch.way == Way.BLIND else address[0],
        "recipient.address": "\n".join(address if dispatch.way == Way.BLIND else address[1:]),
    }
    values = values_of(card, parts, named=named_in(card, letter.about), setting=letter.setting)
    content = fill_word(bytes(template.word), values | about)
    return keep_generated(
        actor=actor, case=card.case, title=letter.about.title, label="letter", media_type=WORD, content=content
    )


def window_of(dispatch: Dispatch) -> list[str]:
    """Return what shows in the envelope's window: the address it goes to, or a token where that is hidden."""
    if dispatch.way == Way.BLIND:
        return ["Private and confidential", f"Token {dispatch.token}"]
    if dispatch.way == Way.LINK or dispatch.point is None:
        return [dispatch.name]
    lines = [line.strip(" ,") for line in dispatch.point.value.replace("\r", "\n").replace(",", "\n").split("\n")]
    kept = [line for line in lines if line]
    if len(kept) > WINDOW_LINES - 1:
        kept = [*kept[: WINDOW_LINES - 2], ", ".join(kept[WINDOW_LINES - 2 :])]
    return [dispatch.name, *kept]


def pages_of(content: bytes) -> int:
    """Return how many pages a PDF has."""
    document = PdfDocument(io.BytesIO(content))
    try:
        return len(document)
    finally:
        document.close()


def has_gone(dispatch: Dispatch, on: date, by: str) -> None:
    """Write that a copy has gone, and record what the law counts from that day where nothing says it yet."""
    dispatch.state, dispatch.sent_on, dispatch.sent_by, dispatch.changed_at = State.SENT, on, by, clock.now()
    dispatch.save(update_fields=["state", "sent_on", "sent_by", "changed_at"])
    letter = held_letter(dispatch.release.letter_id)
    _record(letter, dispatch, on)
    tell_recipient(dispatch, letter)
    waiting = letter.releases.filter(dispatches__state__in=(State.CHECKING, State.QUEUED, State.PRINTED))
    if may(letter, "sent") and not waiting.exists():
        move(letter, "sent", why=letter.why, words=letter.words)


def _record(letter: Letter, dispatch: Dispatch, on: date) -> None:
    if not letter.about.event or not _all_have_it(letter):
        return
    makes = made_by(letter)
    entries = [
        NewEvent(kind, on, thread=thread, fields=_said(letter, dispatch, kind))
        for kind, thread in makes.threads.items()
        if makes.there(kind) is None
    ]
    entries += told_besides(letter, dispatch.release, makes.recorded_on or on)
    if entries:
        record(case=letter.case, entries=entries, actor=system(BY_ITSELF, letter.authority))


def _all_have_it(letter: Letter) -> bool:
    """Say whether each whom a letter must reach has a copy; for most letters the first copy counts."""
    wanted = must_reach(letter.about, letter.setting)
    gone = Dispatch.objects.filter(release__letter=letter, state=State.SENT)
    return not wanted or wanted <= set(gone.values_list("relation", flat=True))


def _said(letter: Letter, dispatch: Dispatch, kind: str) -> dict[str, str]:
    if letter.about.to_setting and letter.setting is not None:
        return {"setting": letter.setting.name}
    return {"by": BY[Way(dispatch.way)]} if kind == DRAFT else {}
