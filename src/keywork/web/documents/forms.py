"""The forms of documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from keywork.web.accounts.models import Organisation
from keywork.web.documents.labels import Label
from keywork.web.documents.models.files import Document, DocumentShare
from keywork.web.documents.redaction.marking import squares
from keywork.web.documents.services.keeping import LONGEST_TITLE
from keywork.web.kernel.settings import Config
from keywork.web.people.models import FamilyMember

With, State = DocumentShare.With, Document.State
KINDS = "PDF, Word (.docx), photo (.jpg or .png) or plain text (.txt)"
LONGEST_WORDS = 10_000
SQUARE_HINT = (
    "One a line, from one square of the picture to another: for example B3 D5. Use it for pictures, signatures and "
    "handwriting. A word that a box touches goes whole."
)
MOST_REVISION = 2**31 - 1
STATES = {
    State.KEPT: ("Kept", "Read by everybody who reads documents of this kind."),
    State.CLOSED: ("Closed", "Read only by whoever answers for the case, until a redacted copy is shared instead."),
    State.WITHDRAWN: ("Taken back", "It was filed by mistake, or belongs to somebody else. Nobody else sees it."),
}


def _file() -> forms.FileField:
    most = Config.read().largest_file // 1_000_000
    return forms.FileField(
        label="File",
        help_text=f"{KINDS}, smaller than {most} MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.jpg,.jpeg,.png,.txt"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose it again"},
    )


def _title() -> forms.CharField:
    return forms.CharField(
        label="What is it?",
        help_text="For example: Report of the paediatrician, March 2026.",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Enter what it is", "max_length": f"Use {LONGEST_TITLE} letters or fewer"},
    )


class PaperForm(forms.Form):
    """A file, and what it is."""

    use_required_attribute = False
    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file()
        self.fields["title"] = _title()


class AddForm(PaperForm):
    """A file, what it is, and of which kind."""

    def __init__(self, *args: Any, labels: Sequence[Label], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"] = forms.ChoiceField(
            label="Kind of document", help_text="It decides who reads it.",
            choices=[("", "Choose"), *((one.code, one.title) for one in labels)],
            error_messages={"required": "Choose the kind of document"},
        )  # fmt: skip


class VersionForm(forms.Form):
    """A further version of a document."""

    use_required_attribute = False
    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file()


def _seen() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_REVISION)


class ChangeForm(forms.Form):
    """What is said about a document, and whether it is open."""

    use_required_attribute = False
    marks_optional = False

    def __init__(self, *args: Any, labels: Sequence[Label], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = _title()
        self.fields["label"] = forms.ChoiceField(
            label="Kind of document", choices=[(one.code, one.title) for one in labels],
            error_messages={"required": "Choose the kind of document"},
        )  # fmt: skip
        state = forms.ChoiceField(
            label="Who reads it", choices=[(one.value, words) for one, (words, _) in STATES.items()],
            widget=forms.RadioSelect, error_messages={"required": "Choose who reads it"},
        )  # fmt: skip
        state.choice_hints = {one.value: hint for one, (_, hint) in STATES.items()}  # type: ignore[attr-defined] - ours
        self.fields["state"] = state
        self.fields["seen"] = _seen()


class ShareForm(forms.Form):
    """With whom a document is shared.

    Args:
        family: who of the family can be shown something.
        settings: the settings of the case.
        one_by_one: somebody of the family is kept from something, so that it is never shared with all at once.
        panel_only: it is for the panel alone.
    """

    use_required_attribute = False
    marks_optional = False

    def __init__(
        self,
        *args: Any,
        family: Sequence[FamilyMember],
        settings: Sequence[Organisation],
        one_by_one: bool,
        panel_only: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family = {str(one.pk): one for one in family}
        self.settings = {str(one.pk): one for one in settings}
        choices = [] if one_by_one else [(With.FAMILY.value, "The whole family")]
        choices += [(f"member {key}", f"{one.name}, {one.get_relationship_display().lower()}")
                    for key, one in self.family.items()]  # fmt: skip
        choices += [(f"setting {key}", one.name) for key, one in self.settings.items()]
        rest = [
            (With.PANEL.value, "The panel: put it into its pack"),
            (With.MEDIATION.value, "A mediation: its bundle"),
        ]
        self.fields["whom"] = forms.ChoiceField(
            label="Share it with", choices=rest[:1] if panel_only else [*choices, *rest], widget=forms.RadioSelect,
            error_messages={"required": "Choose with whom it is shared"},
        )  # fmt: skip
        self.fields["looked_through"] = forms.BooleanField(
            label="I have read it. Sharing it does no harm, and nobody else’s affairs or address are in it.",
            error_messages={"required": "Read it first, then say that you have"},
        )
        self.fields["seen"] = _seen()

    def chosen(self) -> dict[str, Any]:
        """Return with whom it is shared."""
        kind, _, key = self.cleaned_data["whom"].partition(" ")
        return {"audience": kind, "member": self.family.get(key), "organisation": self.settings.get(key)}


class MarkForm(forms.Form):
    """What goes from a document: words wherever they stand, and boxes on one page."""

    use_required_attribute = False
    marks_optional = False
    words = forms.CharField(
        label="Words to take out, on every page", required=False, max_length=LONGEST_WORDS,
        help_text="One name, number or phrase a line. Capitals and accents do not matter. Whole words go.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": f"Use {LONGEST_WORDS:,} letters or fewer"},
    )  # fmt: skip
    boxes = forms.CharField(
        label="Boxes on this page", required=False, max_length=LONGEST_WORDS, help_text=SQUARE_HINT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"Use {LONGEST_WORDS:,} letters or fewer"},
    )  # fmt: skip

    def clean_boxes(self) -> list[tuple[str, str]]:
        """Return the boxes by the squares of their corners."""
        try:
            return squares(self.cleaned_data["boxes"])
        except ValueError as error:
            raise forms.ValidationError(f"“{error}” is no box. Write two squares, such as B3 D5") from error


class CopyForm(forms.Form):
    """What the redacted copy is called."""

    use_required_attribute = False
    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = _title()
        self.fields["title"].help_text = "It must not have the words in it that you take out."
        self.fields["looked"] = forms.BooleanField(
            label="I have looked at every page, and whatever must go is marked.",
            error_messages={"required": "Look at every page first, then say that you have"},
        )
