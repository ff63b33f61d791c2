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


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of news for people with an account: a line on "What is new", and an e-mail for those who want one.

    Args:
        code: what stands in records.
        group: a code of ``GROUPS``: people choose by group how they are told.
        says: the line, which is the subject of the e-mail too.
        do: what to do, in a sentence.
        opened_by: the action by which whoever is told may know of the case even where they see nothing else of it;
            empty where only those are told who see it.
    """

    code: str
    group: str
    says: str
    do: str
    opened_by: str = ""

    def email(self) -> Kind:
        """Return the e-mail that tells of it."""
        return Kind(self.code, self.says, f"{self.says}. {self.do} Sign in to see what it is about.")


# By what people choose how they are told, in the order in which they are asked.
GROUPS: Mapping[str, str] = {
    "messages": "Messages to you",
    "asked": "Advice that is asked of you",
    "answers": "Advice that was given or declined, or that you must remind of",
    "consultations": "Consultations of settings",
    "requests": "Requests for an assessment",
    "decisions": "Decisions and plans",
    "meetings": "Meetings with the family",
    "documents": "Documents that were added or shared",
    "letters": "Letters to approve or to write, and letters that came back",
    "cases": "Cases given to you",
    "undelivered": "E-mails and letters that did not arrive",
}
NOTICES = (
    NoticeKind("message-came", "messages", "A message came", "Read it and answer if it asks for something."),
    NoticeKind("advice-requested", "asked", "Advice is asked of you", "Say when you received it; six weeks begin."),
    NoticeKind("advice-chased", "asked", "You are reminded of advice", "Give it, or say why it is late."),
    NoticeKind("advice-withdrawn", "asked", "A request for advice was taken back", "There is nothing to do."),
    NoticeKind("advice-given", "answers", "Advice was given", "Read it and see what it means for the plan."),
    NoticeKind("advice-declined", "answers", "Advice was declined", "Read why, and ask somebody else."),
    NoticeKind("advice-passed-on", "answers", "A request for advice was passed on", "See who is asked now."),
    NoticeKind(
        "advice-to-remind", "answers", "A reminder of advice is due", "Send it, or write down the advice that came."
    ),
    NoticeKind("consultation-asked", "consultations", "You are consulted", "Read what you are shown, and reply."),
    NoticeKind("consultation-chased", "consultations", "You are reminded of a consultation", "Reply, please."),
    NoticeKind("consultation-taken-back", "consultations", "A consultation was taken back", "There is nothing to do."),
    NoticeKind("consultation-replied", "consultations", "A setting replied", "Read it before a setting is named."),
    NoticeKind("request-came", "requests", "A request for an assessment came", "Look through it."),
    NoticeKind("request-complete", "requests", "Your request has what it takes", "The decision comes next."),
    NoticeKind("request-opened", "requests", "You can read the case of your request", "See where it is."),
    NoticeKind(
        "request-to-let-in",
        "requests",
        "Somebody who asked for an assessment cannot read the case yet",
        "Check who they are, and let them in.",
    ),
    NoticeKind("request-asked", "requests", "Something is asked about your request", "Answer as soon as you can."),
    NoticeKind("request-answered", "requests", "What was asked about a request was answered", "Look through it."),
    NoticeKind("request-paper", "requests", "A paper came with a request", "Look through it."),
    NoticeKind("decision", "decisions", "A decision was recorded", "Read what was decided and what your rights are."),
    NoticeKind(
        "plan-to-check", "decisions", "A plan waits for your check", "Read it, and agree or say what to change."
    ),
    NoticeKind("plan-checked", "decisions", "A plan you sent was checked", "See what was said of it."),
    NoticeKind("exception-proposed", "decisions", "An exception waits for you", "Read it, and agree or not."),
    NoticeKind("exception-answered", "decisions", "An exception was answered", "See whether the limit applies."),
    NoticeKind("draft-answered", "decisions", "A draft plan was answered", "Read it, and reply to each point."),
    NoticeKind(
        "draft-replied",
        "decisions",
        "What you said of the draft was replied to",
        "Read what becomes of it.",
        opened_by="representation.make",
    ),
    NoticeKind(
        "draft-reply-to-post",
        "letters",
        "A reply to an answer has to go by letter",
        "They have no account here: write it to them.",
    ),
    NoticeKind("meeting-arranged", "meetings", "A meeting was arranged", "See when and where it is."),
    NoticeKind("meeting-called-off", "meetings", "A meeting was called off", "Read why."),
    NoticeKind("document-added", "documents", "A document was added", "Read it and see what it means for the case."),
    NoticeKind("document-shared", "documents", "A document was shared with you", "Read it when you can."),
    NoticeKind("letter-to-approve", "letters", "A letter waits for your approval", "Read it and approve it, or not."),
    NoticeKind("letter-to-agree", "letters", "A letter waits for a second person", "Look at who it goes to."),
    NoticeKind("letter-approved", "letters", "A letter was approved", "Choose who it goes to."),
    NoticeKind("letter-back", "letters", "A letter came back to you", "See why; it has not gone, or goes no further."),
    NoticeKind("letter-came", "messages", "A letter was sent to you", "Read it. It says what you can do, and by when."),
    NoticeKind("case-given", "cases", "A case was given to you", "See what it waits for."),
    NoticeKind("cases-given", "cases", "Cases were given to you", "See what they wait for."),
    NoticeKind("undelivered", "undelivered", "An e-mail did not arrive", "See why, and reach them another way."),
)
NOTICE: Mapping[str, NoticeKind] = {kind.code: kind for kind in NOTICES}
OPENED_BY: Mapping[str, str] = {kind.code: kind.opened_by for kind in NOTICES if kind.opened_by}
EMAILS = (
    Kind("message", "You have a message", "A message is waiting for you. Sign in to read it."),
    Kind("digest", "What is new for you", "There is something new for you. Sign in to see it."),
    *(kind.email() for kind in NOTICES),
    Kind(
        "letter",
        "There is a letter for you",
        "There is a letter for you. To open it you need this e-mail address and a code that we send you.",
    ),
    Kind(
        "letter-code",
        "Your code",
        "Your code is $code. It works once, for 15 minutes, on the page that you asked for it on. Give it to nobody.",
        ("code",),
    ),
)
BY_CODE: Mapping[str, Kind] = {kind.code: kind for kind in EMAILS}
