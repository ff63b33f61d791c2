"""The form by which somebody is let have to do with a case, and the list of those who have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.models import Organisation
from keywork.web.kernel import clock
from keywork.web.people.models import Involvement
from keywork.web.people.sharing import GIVEN
from keywork.web.ui.fields import DayField
from keywork.web.ui.jinja import short_day


class ShareForm(forms.Form):
    """Who, how, why and until when."""

    use_required_attribute = False
    email = forms.EmailField(
        label="E-mail address of their account",
        required=False,
        max_length=254,
        error_messages={"invalid": "Enter an e-mail address in the correct format, like name@example.com"},
    )
    organisation = forms.ChoiceField(label="Or everybody of an organisation", required=False)
    relation = forms.ChoiceField(
        label="How they have to do with the case",
        choices=[(kind.value, kind.label) for kind in GIVEN],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they have to do with the case"},
    )
    reason = forms.CharField(
        label="Why",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter why", "max_length": "Why must be 400 characters or fewer"},
    )
    classes = forms.MultipleChoiceField(
        label="Only these kinds of record",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave it empty for all that their role has. It never opens more than that.",
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        choices = [("", "No organisation"), *((key, one.name) for key, one in self.organisations.items())]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        kinds = whole_matrix().classes.values()
        self.fields["classes"].choices = [(kind.code, kind.title) for kind in kinds]  # type: ignore[attr-defined]
        until = DayField(
            label="Last day",
            thing="The last day",
            required=False,
            help_text="Within 90 days. A grant, a panel and a sample always have one; of a panel, the day it closes.",
        )
        self.fields["until"] = until
        self.order_fields(["email", "organisation", "relation", "until", "reason", "classes"])

    def chosen_organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["organisation"])


@dataclass(frozen=True, slots=True)
class InvolvementRow:
    """Who has or had to do with a case."""

    id: str
    who: str
    role: str
    how: str
    why: str
    when: str
    is_open: bool


def involvement_rows(found: Iterable[Involvement]) -> list[InvolvementRow]:
    """Present who has to do with a case, in their order."""
    return [_row(one) for one in found]


def _row(one: Involvement) -> InvolvementRow:
    is_open = one.is_open(clock.now())
    since = short_day(one.starts_at.astimezone(clock.LONDON).date())
    ended = one.closed_at or one.ends_at
    until = f" until {short_day(ended.astimezone(clock.LONDON).date())}" if ended else ""
    return InvolvementRow(
        id=str(one.pk),
        who=str(one.user or one.organisation),
        role=one.user.membership.get_role_display() if one.user else "Everybody who works there",
        how=one.get_relation_display(),
        why=one.reason,
        when=f"Since {since}{until}",
        is_open=is_open,
    )
