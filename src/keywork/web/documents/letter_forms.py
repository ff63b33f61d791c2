"""The forms of letters: writing, approving, choosing recipients, posting, and opening one by its link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from keywork.web.accounts.models import Organisation
from keywork.web.documents.letter_kinds import BY_CODE, KINDS
from keywork.web.documents.letter_markup import LONGEST
from keywork.web.documents.letter_recipients import Recipient
from keywork.web.documents.letter_word import MOST_BYTES
from keywork.web.documents.models.files import DocumentVersion
from keywork.web.documents.models.letters import Dispatch
from keywork.web.kernel import clock
from keywork.web.ui.fields import DayField


class _Form(forms.Form):
    use_required_attribute = False


class StartForm(_Form):
    """Which letter to write."""

    kind = forms.ChoiceField(
        label="Which letter", choices=[(one.code, one.title) for one in KINDS], widget=forms.RadioSelect,
        error_messages={"required": "Choose which letter to write", "invalid_choice": "Choose which letter to write"},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, settings: Sequence[Organisation], kind: str = "") -> None:
        super().__init__(data, initial={"kind": kind} if kind in BY_CODE else None)
        self.settings = {str(one.pk): one for one in settings}
        self.fields["setting"] = forms.ChoiceField(
            label="Setting, for a consultation, a final plan or to tell of a request",
            choices=[("", "Choose"), *((key, one.name) for key, one in self.settings.items())],
            required=False,
            help_text="Settings that have to do with the case. Let another one in on the page “People” first.",
        )

    @property
    def setting(self) -> Organisation | None:
        """The setting that was chosen, or None."""
        return self.settings.get(self.cleaned_data.get("setting", ""))


class TextForm(_Form):
    """The text of a letter."""

    text = forms.CharField(
        label="Text of the letter", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 26}),
        help_text="A line that begins with ## is a heading, one that begins with - is a point. Leave a line empty "
        "between paragraphs. Replace whatever stands in [[ ]].",
        error_messages={"required": "Write the letter first",
                        "max_length": f"The letter must be {LONGEST:,} characters or fewer"},
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(_Form):
    """A manager's word on a letter."""

    answer = forms.ChoiceField(
        label="Your answer", choices=(("approve", "Approve it"), ("back", "Send it back")), widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you approve it", "invalid_choice": "Choose whether you approve it"},
    )  # fmt: skip
    words = forms.CharField(
        label="What should change", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The keyworker reads this.",
        error_messages={"max_length": "What should change must be 2,000 characters or fewer"},
    )  # fmt: skip
    version = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "back" and not cleaned.get("words", "").strip():
            self.add_error("words", "Say what should change")
        return cleaned


class ChooseForm(_Form):
    """Who has the letter, and what goes with it."""

    def __init__(self, data: Any = None, *, recipients: Sequence[Recipient], files: Sequence[DocumentVersion]) -> None:
        super().__init__(data)
        self.recipients = {one.key: one for one in recipients}
        self.files = {str(one.pk): one for one in files}
        self.fields["to"] = forms.MultipleChoiceField(
            label="Who it goes to",
            choices=[(key, f"{one.name} ({one.relation}), {_way(one)}") for key, one in self.recipients.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Choose at least one recipient",
                "invalid_choice": "Somebody can no longer be reached so. Choose again",
            },
        )
        if self.files:
            self.fields["files"] = forms.MultipleChoiceField(
                label="Documents that go with it",
                choices=[(key, one.document.title) for key, one in self.files.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                error_messages={"invalid_choice": "A document was withdrawn, closed or replaced. Choose again"},
            )
        self.fields["version"] = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def chosen(self) -> list[Recipient]:
        """The recipients that were chosen."""
        return [self.recipients[key] for key in self.cleaned_data["to"]]

    @property
    def enclosed(self) -> list[DocumentVersion]:
        """The documents that were chosen."""
        return [self.files[key] for key in self.cleaned_data.get("files", [])]


def _way(one: Recipient) -> str:
    words = Dispatch.Way(one.way).label
    return f"{words[:1].lower()}{words[1:]}: {' '.join(one.address.split())}"


class ConfirmForm(_Form):
    """The relation to the child of each recipient, typed by whoever sends."""

    label_size = "s"

    def __init__(self, data: Any = None, *, chosen: Sequence[Recipient]) -> None:
        super().__init__(data)
        self.chosen = {f"relation-{number}": one for number, one in enumerate(chosen)}
        for name, one in self.chosen.items():
            hint = (
                "The name of the setting, or Integrated care board"
                if one.user
                else "For example: Mother, Father, Foster carer"
            )
            self.fields[name] = forms.CharField(
                label=f"Who is {one.name} to the child?", help_text=hint, max_length=120, strip=True,
                error_messages={"required": f"Type who {one.name} is to the child",
                                "max_length": "Type the relation alone"},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, one in self.chosen.items():
            if cleaned.get(name) and not one.is_named(cleaned[name]):
                self.add_error(name, f"That is not how {one.name} is related to the child. Check whom you send it to")
        return cleaned

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by the key of each recipient."""
        return {one.key: self.cleaned_data[name] for name, one in self.chosen.items()}


class AgreeForm(_Form):
    """A second person's word on whether a letter goes."""

    answer = forms.ChoiceField(
        label="Your answer", choices=(("agree", "It may go to these people"), ("no", "It may not go so")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it may go", "invalid_choice": "Choose whether it may go"},
    )  # fmt: skip
    release = forms.UUIDField(widget=forms.HiddenInput)


class PrintedForm(_Form):
    """The reference at the foot of the printed pages."""

    reference = forms.CharField(
        label="Reference at the foot of every page", max_length=40,
        help_text="Type it from the printed letter, not from this page.",
        error_messages={"required": "Type the reference that you read on the printed letter",
                        "max_length": "Type the reference alone"},
    )  # fmt: skip


class PostedForm(_Form):
    """The day a letter was posted."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["on"] = DayField(label="Day it was posted", thing="The day it was posted", not_after=clock.today())


class EmailForm(_Form):
    """The recipient's own e-mail address, at a link."""

    email = forms.CharField(
        label="Your e-mail address", max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false", "type": "email"}),
        help_text="The one at which you got the link. We send a code there.",
        error_messages={"required": "Enter your e-mail address", "max_length": "Enter your e-mail address"},
    )  # fmt: skip


class CodeForm(_Form):
    """The code that was sent."""

    code = forms.CharField(
        label="Code from the e-mail", max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text="Eight digits. It works once, for 15 minutes.",
        error_messages={"required": "Enter the code", "max_length": "Enter the eight digits of the code"},
    )  # fmt: skip


class ProposeForm(_Form):
    """A version of a template."""

    text = forms.CharField(
        label="Text", widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}), max_length=LONGEST,
        help_text="Fields stand in two pairs of braces, such as {{ child.name }}. The keyworker is asked "
        "for whatever stands in [[ ]].",
        error_messages={"required": "Write the text",
                        "max_length": f"The text must be {LONGEST:,} characters or fewer"},
    )  # fmt: skip
    why = forms.CharField(
        label="What you change and why", max_length=400,
        help_text="Whoever is asked to agree reads this.",
        error_messages={"required": "Say what you change and why", "max_length": "Say it in 400 characters or fewer"},
    )  # fmt: skip
    word = forms.FileField(
        label="Word template", required=False, allow_empty_file=False,
        help_text="A .docx with the same fields; {{ letter.text }} stands where the text goes. Up to 2 MB.",
        error_messages={"empty": "The Word template is empty", "invalid": "Choose the file again"},
    )  # fmt: skip

    def __init__(self, *args: Any, with_word: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not with_word:
            del self.fields["word"]

    def clean_word(self) -> bytes | None:
        file = self.cleaned_data.get("word")
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The Word template must be 2 MB or smaller")
        content: bytes = file.read()
        file.seek(0)
        return content
