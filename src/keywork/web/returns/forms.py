"""The forms of returns."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = ManyFiles
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Choose the file, or the nine files, of the return",
        "empty": "A file is empty. Export it again",
    }

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files] if files else super().clean(None)


class UploadForm(forms.Form):
    """A return to look at."""

    use_required_attribute = False
    files = FilesField(
        label="The return",
        help_text="An XML file, a zip of the nine CSV files, or the nine files together. Nothing is imported yet.",
        widget=ManyFiles(attrs={"multiple": True}),
    )


class FindingFilterForm(forms.Form):
    """Which findings to show."""

    use_required_attribute = False
    marks_optional = False
    rule = forms.ChoiceField(label="Rule", required=False)
    severity = forms.ChoiceField(
        label="How serious", required=False,
        choices=[("", "Any"), ("error", "Error"), ("query", "Query"), ("security", "Security"), ("format", "Format")],
    )  # fmt: skip

    def __init__(self, data: Any, *, rules: dict[str, int]) -> None:
        super().__init__(data)
        self.fields["rule"].choices = [("", "Every rule"), *((rule, f"{rule} ({n:,})") for rule, n in rules.items())]
