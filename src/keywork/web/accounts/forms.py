"""The forms of signing in, of one's own account, and of the administrator's pages."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm as AllauthChangePassword
from allauth.account.forms import LoginForm as AllauthLogin
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticate
from allauth.mfa.base.forms import AuthenticateForm as AllauthSecondStep
from allauth.mfa.base.forms import ReauthenticateForm as AllauthSecondStepAgain
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthAddApp
from allauth.mfa.totp.internal.auth import TOTP
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.functional import Promise

from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.consents import is_theirs, needs_code
from keywork.web.accounts.log import log_sign_in_failed
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import Consent, Organisation, Role, Team, User
from keywork.web.accounts.queries import LogQuestion
from keywork.web.kernel import clock
from keywork.web.ui.fields import DayField

HINT = "At least 12 characters. Three random words make a good one."


class PlainWords:
    """Gives a form of a library our labels, hints and messages, and takes its placeholders away."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint, required) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = required
            field.widget.attrs.pop("placeholder", None)


class SignInForm(PlainWords, AllauthLogin):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "login": ("E-mail address", "", "Enter your e-mail address"),
        "password": ("Password", "", "Enter your password"),
    }


class ConfirmPasswordForm(PlainWords, AllauthReauthenticate):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str, str]]] = {"password": ("Password", "", "Enter your password")}


class ChangePasswordForm(PlainWords, AllauthChangePassword):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "oldpassword": ("Your password now", "", "Enter the password you have now"),
        "password1": ("New password", HINT, "Enter a new password"),
        "password2": ("New password again", "", "Enter the new password again"),
    }


class ChoosePasswordForm(PlainWords, SetPasswordForm):  # type: ignore[misc,type-arg]
    """A new password by a link, for whoever can say whose the link is."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "email": ("Your e-mail address", "The one you sign in with.", "Enter your e-mail address"),
        "code": (
            "Code",
            "8 digits. Somebody at your authority gives it to you, not with the link.",
            "Enter the code",
        ),
        "new_password1": ("Password", HINT, "Enter a password"),
        "new_password2": ("Password again", "", "Enter the password again"),
    }
    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    code = forms.CharField(
        max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    )
    field_order = ("email", "code", "new_password1", "new_password2")

    def __init__(self, *args: Any, consent: Consent | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent = consent
        if consent is None or not needs_code(consent):
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        """Check last of all whose the link is, so that a slip in the password costs nobody a try."""
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and (
            self.consent is None or not is_theirs(self.consent, email=found["email"], code=found.get("code", ""))
        ):
            raise forms.ValidationError(
                "The e-mail address or the code is not the one this link is for. After 5 tries the link ends."
            )
        return found


class CountsFailures:
    """Writes a wrong code to the access log."""

    user: User

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except forms.ValidationError:
            log_sign_in_failed(email=self.user.email, actor=actor_for(self.user), user=self.user)
            raise


class SecondStepForm(CountsFailures, PlainWords, AllauthSecondStep):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "code": ("Code", "The code your authenticator app shows now, or one of your recovery codes.", "Enter the code"),
    }


class SecondStepAgainForm(CountsFailures, PlainWords, AllauthSecondStepAgain):  # type: ignore[misc]
    words = SecondStepForm.words


class AddAppForm(PlainWords, AllauthAddApp):  # type: ignore[misc]
    user: User

    def clean_code(self) -> str:
        """Take the app's first code, which then opens nothing else."""
        code = str(super().clean_code())
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code

    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "code": ("Code", "The 6 numbers the app shows now.", "Enter the code the app shows"),
    }


class UserForm(forms.Form):
    """A new account."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the person's name"})
    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it. It cannot be changed later.",
        max_length=254,
        error_messages={
            "required": "Enter the person's e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.com",
        },
    )
    role = forms.ChoiceField(
        label="Role", choices=Role.choices, widget=forms.RadioSelect, error_messages={"required": "Select a role"}
    )
    team = forms.ChoiceField(
        label="Team",
        required=False,
        help_text="A manager without a team answers for all of them. Everybody else sees no team’s cases without one.",
    )
    organisation = forms.ChoiceField(
        label="Works for",
        required=False,
        help_text="For people of settings, health providers and other services. Leave it empty for the council’s own.",
    )

    def __init__(self, *args: Any, teams: list[Team], organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.organisations = {str(one.pk): one for one in organisations}
        works_for = [("", "The council"), *((key, one.name) for key, one in self.organisations.items())]
        self.fields["organisation"].choices = works_for  # type: ignore[attr-defined] - a ChoiceField
        choices: list[tuple[str, str | Promise]] = [("", "No team")]
        self.fields["team"].choices = choices + [(key, team.name) for key, team in self.teams.items()]  # type: ignore[attr-defined]

    def chosen_team(self) -> Team | None:
        return self.teams.get(self.cleaned_data["team"])

    def chosen_organisation(self) -> Organisation | None:
        return self.organisations.get(self.cleaned_data["organisation"])


class ChangeUserForm(UserForm):
    """An account that exists; its address stays."""

    email = None  # type: ignore[assignment]
    is_active = forms.BooleanField(
        label="May sign in",
        required=False,
        help_text="Without this the account is closed and its sessions end at once.",
    )

    def __init__(self, *args: Any, is_machines: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_machines:
            self.fields["is_active"].label = "In use"
            self.fields["is_active"].help_text = "Without this the account is closed."


class AnswerForm(forms.Form):
    """What a second person says to what waits."""

    consent = forms.UUIDField()
    answer = forms.ChoiceField(choices=[("agree", "Agree"), ("refuse", "Refuse")])


class TeamForm(forms.Form):
    name = forms.CharField(
        label="Name of the team", max_length=120, error_messages={"required": "Enter the team's name"}
    )


class OrganisationForm(forms.Form):
    """Whom people work for who are not the authority's own."""

    name = forms.CharField(
        label="Name of the organisation",
        max_length=120,
        error_messages={"required": "Enter the organisation's name"},
    )
    kind = forms.ChoiceField(
        label="What it is",
        choices=Organisation.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is"},
    )
    urn = forms.CharField(
        label="URN",
        required=False,
        max_length=20,
        help_text="Of a school, college or early-years setting: the number by which children are on its roll.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )


class LogFilterForm(forms.Form):
    """What of the access log is shown."""

    since = DayField(label="From", thing="The first day", required=False)
    until = DayField(label="To", thing="The last day", required=False)
    action = forms.ChoiceField(label="Action", required=False)
    who = forms.ChoiceField(label="Who", required=False)
    subject = forms.UUIDField(
        label="Case number in the address",
        required=False,
        error_messages={"invalid": "Enter the number as it stands in the address of a case"},
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.fields[name].not_after = clock.today()  # type: ignore[attr-defined]
        actions = [(rule.action, rule.title) for rule in matrix().values()]
        self.fields["action"].choices = [("", "Every action"), *actions]  # type: ignore[attr-defined]
        self.fields["who"].choices = [("", "Everybody"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since: date | None = found.get("since")
        until: date | None = found.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be the same as or after the first")
        return found

    def question(self) -> LogQuestion:
        """Return what was asked for, once the form is valid."""
        asked = self.cleaned_data
        return LogQuestion(asked["since"], asked["until"], asked["action"], asked["who"], asked["subject"])
