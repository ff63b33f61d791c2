"""What turns the course of a case: found by plain words rather than in the whole catalogue of events."""

from __future__ import annotations

from dataclasses import dataclass

from keywork.core.stages import ASSESSMENT_STAGES, Stage

GONE = frozenset({"assessment-request-withdrawn", "child-moved-out", "plan-ceased", "child-died"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that turns the course of a case.

    Args:
        kind: of the entry that records it.
        what: in words.
        follows: what follows from it.
        stages: where a case can stand when it happens.
    """

    kind: str
    what: str
    follows: str
    stages: tuple[Stage, ...]


TURNS = (
    Turn(
        "assessment-request-withdrawn", "The request was withdrawn",
        "The clocks of the request end on that day. A new request begins new clocks.", ASSESSMENT_STAGES,
    ),
    Turn(
        "child-moved-out", "The child moved to another area",
        "What we owed ends on that day. The other authority decides afresh. If there is a plan, record first that we "
        "knew of the move and that the plan was transferred.", (*ASSESSMENT_STAGES, Stage.PLAN),
    ),
    Turn(
        "move-became-known", "We learned that a child with a plan moves to another area",
        "The plan goes to the other authority on the day of the move, or within 15 working days of our learning of it.",
        (Stage.PLAN,),
    ),
    Turn(
        "plan-transferred", "The plan was transferred from one authority to another",
        "Where it went from us, that is done. Where it came to us, the clocks for telling the family and for the first "
        "review begin.", (Stage.PLAN,),
    ),
    Turn(
        "reassessment-request-received", "A re-assessment was asked for",
        "Clocks of its own begin: fifteen days to answer, then fourteen weeks to the finished plan. The review "
        "runs on.", (Stage.PLAN,),
    ),
    Turn(
        "reassessment-decided-by-authority", "We decided ourselves to re-assess",
        "Clocks of its own begin. The review runs on.", (Stage.PLAN,),
    ),
    Turn(
        "reassessment-request-withdrawn", "The request to re-assess was withdrawn",
        "The clocks of the re-assessment end on that day. The plan stays as it is.", (Stage.PLAN,),
    ),
    Turn(
        "refusal-reversed", "We took back a refusal",
        "The clocks that the refusal ended go on, from the day on which they first began.",
        (Stage.REFUSED, Stage.NO_PLAN),
    ),
)  # fmt: skip
BY_KIND = {turn.kind: turn for turn in TURNS}


def turns_at(stage: str) -> list[Turn]:
    """Return what can turn a case that stands there."""
    return [turn for turn in TURNS if stage in turn.stages]
