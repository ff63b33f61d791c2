"""What is asked of settings with a request, and what good looks like, in plain words.

The headings are those of the Code of Practice, paragraph 9.14; the words are ours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked for.

    Args:
        code: by which it is kept and counted.
        title: a question.
        good: what a good answer holds.
        needed: what is asked for where it is missing.
    """

    code: str
    title: str
    good: tuple[str, ...]
    needed: str


CHECKLIST = (
    Item(
        "progress",
        "What can they do now, and how fast are they moving on?",
        (
            "Levels, scores or milestones now and one and two years ago, each with its date and the test used",
            "How that compares with what is usual for their age",
            "For a young child: development in each area, and when it was looked at",
        ),
        "What they can do now and how that has changed over time, with dates",
    ),
    Item(
        "needs",
        "What are their needs, and where do they show?",
        (
            "Each need in a sentence of its own, by what one sees: “reads three-letter words, not longer ones”",
            "When and where it shows, and where it does not",
            "A diagnosis, if there is one, with who made it and when. None is required",
        ),
        "What their special educational needs are, and where they show",
    ),
    Item(
        "action",
        "What have you already done to meet their needs?",
        (
            "Two rounds or more of assess, plan, do and review, with dates; where there was no time for them, why",
            "What was provided, by whom, how often and for how long",
            "What each review found",
        ),
        "What the setting has done already to meet the needs, with dates and reviews",
    ),
    Item(
        "extra",
        "Where they have moved on, how much more help did it take than is usual?",
        (
            "Hours of adult help in a week, group sizes, therapies, equipment, and what they cost",
            "What happened when the help was less",
        ),
        "How much more help than usual it took where they have moved on",
    ),
    Item(
        "health",
        "What of their physical, emotional and social development, and their health?",
        (
            "What health or care professionals found: who, when, and what they advised",
            "What was done with the advice, and by whom",
            "Attendance, friendships and how they feel, where it bears on their needs",
        ),
        "What health, care or other professionals have found and advised, with dates",
    ),
    Item(
        "views",
        "What do the child or young person and their family say?",
        (
            "The child’s or young person’s own words, or how they showed what they think",
            "What the parents see at home, what they hope for, and what they think of this request",
        ),
        "What the child or young person and their family say",
    ),
)  # fmt: skip
OLDER = Item(
    "more-time",
    "If they are over 18, do they need more time than others to finish their education or training?",
    ("What they are working towards, and what of it is left", "Why they need more time than others of their age"),
    "Whether they need more time than others to finish their education or training",
)
# What may be asked of anybody.
OF_ANYBODY = {
    "agreement": "Whether the parent, or the young person, knows of the request and agrees with it",
    "rights": "Whether the young person can decide about the request themselves, and who acts for them if not",
    "birth-date": "The date of birth",
    "setting": "Which nursery, school or college they go to",
    "reports": "Copies of the reports that the request speaks of",
}
ITEMS = {item.code: item for item in (*CHECKLIST, OLDER)}
NEEDED = {code: item.needed for code, item in ITEMS.items()} | OF_ANYBODY
STANDING = {
    "here": "I am adding it right after I send this",
    "coming": "It is on its way",
    "none": "It does not apply to them",
}
PAPERS_AFTER = "You add papers right after you send the request, on the page that follows. Say here what they are."
