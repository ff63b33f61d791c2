"""The forms of messages."""

from __future__ import annotations

from typing import Any

from django import forms

from keywork.web.messages.kinds import GROUPS
from keywork.web.messages.preferences import HOW


class PreferencesForm(forms.Form):
    """How somebody is told by e-mail, by group of news."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group, title in GROUPS.items():
            self.fields[group] = forms.ChoiceField(
                label=title, choices=list(HOW.items()), widget=forms.RadioSelect,
                error_messages={"required": f"Choose how you are told of: {title}"},
            )  # fmt: skip
