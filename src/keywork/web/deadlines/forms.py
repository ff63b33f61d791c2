"""The form by which an authority answers an open question of the law."""

from __future__ import annotations

from typing import Any

from django import forms

from keywork.core.register import SettingRule


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label="This authority's answer", widget=forms.RadioSelect, error_messages={"required": "Select an answer"}
    )

    def __init__(self, *args: Any, rule: SettingRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(value, rule.labels.get(value, value)) for value in rule.values]  # type: ignore[attr-defined]
