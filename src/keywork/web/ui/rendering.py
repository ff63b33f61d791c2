"""Forms in the look of the pages: a thin layer from Django's fields to the component library's macros."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from keywork.web.ui.fields import DayInput

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DayInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.Widget, "input"),
)
LONG = "forms/select.html"
INPUT_TYPES = {"number": "text", "date": "text", "datetime-local": "text"}


class GovukBoundField(BoundField):
    """A field that knows which component shows it, and with what."""

    @property
    def kind(self) -> str:
        """The component."""
        if isinstance(self.field.widget, forms.HiddenInput):
            return "hidden"
        return next(kind for widget, kind in KINDS if isinstance(self.field.widget, widget))

    @property
    def template_name(self) -> str:
        return self.field.template_name or f"forms/{self.kind}.html"

    @property
    def params(self) -> Mapping[str, Any]:
        """What the component's macro is given."""
        shared: dict[str, Any] = {
            "id": self.auto_id,
            "name": self.html_name,
            "formGroup": {},
            "hint": {"text": str(self.help_text)} if self.help_text else None,
            "errorMessage": {"text": str(self.errors[0])} if self.errors else None,
        }
        return {**shared, **getattr(self, f"_{self.kind}")()}

    def _words(self) -> str:
        optional = "" if self.field.required or self.kind == "checkbox" else " (optional)"
        shown = getattr(self.form, "marks_optional", True)
        return f"{self.label}{optional if shown else ''}"

    def _label(self) -> dict[str, Any]:
        size = getattr(self.form, "label_size", "")
        return {"text": self._words(), "classes": f"govuk-label--{size}" if size else ""}

    def _legend(self) -> dict[str, Any]:
        size = getattr(self.form, "legend_size", "s")
        return {"legend": {"text": self._words(), "classes": f"govuk-fieldset__legend--{size}"}}

    def _attributes(self) -> dict[str, Any]:
        """Return what the widget asks for besides, such as autocomplete."""
        kept = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "accept", "multiple", "maxlength")
        attrs = self.field.widget.attrs
        return {name: attrs[name] for name in kept if name in attrs}

    def _text_value(self) -> str:
        value = self.value()
        return "" if value is None else str(self.field.prepare_value(value))

    def _input(self) -> dict[str, Any]:
        attributes = self._attributes()
        kind = getattr(self.field.widget, "input_type", "text")
        return {
            "label": self._label(),
            "value": self._text_value(),
            "type": INPUT_TYPES.get(kind, kind),
            "autocomplete": attributes.pop("autocomplete", None),
            "inputmode": attributes.pop("inputmode", None),
            "classes": self.field.widget.attrs.get("class", ""),
            "attributes": attributes,
        }

    def _hidden(self) -> dict[str, Any]:
        return {"value": self._text_value()}

    def _password(self) -> dict[str, Any]:
        autocomplete = self.field.widget.attrs.get("autocomplete", "current-password")
        return {"label": self._label(), "autocomplete": autocomplete}

    def _textarea(self) -> dict[str, Any]:
        return {"label": self._label(), "value": self._text_value(), "rows": self.field.widget.attrs.get("rows", 5)}

    def _file(self) -> dict[str, Any]:
        return {"label": self._label(), "attributes": self._attributes(), "multiple": "multiple" in self._attributes()}

    def _choices(self) -> list[tuple[str, str]]:
        flat: list[tuple[str, str]] = []
        for value, label in getattr(self.field, "choices", ()):
            if isinstance(label, list | tuple):
                flat += [(str(inner), str(words)) for inner, words in label]
            else:
                flat.append((str(value), str(label)))
        return flat

    def _chosen(self) -> set[str]:
        value = self.value()
        if isinstance(value, list | tuple | set):
            return {str(self.field.prepare_value(one)) for one in value}
        return {self._text_value()}

    def _select(self) -> dict[str, Any]:
        chosen = self._chosen()
        items = [{"value": v, "text": text, "selected": v in chosen} for v, text in self._choices()]
        return {"label": self._label(), "items": items}

    def _radios(self) -> dict[str, Any]:
        chosen, hints = self._chosen(), getattr(self.field, "choice_hints", {})
        items = [
            {"value": v, "text": text, "checked": v in chosen, "hint": {"text": hints[v]} if v in hints else None}
            for v, text in self._choices()
            if v or self.field.required is False
        ]
        look = {"classes": self.field.widget.attrs["class"]} if "class" in self.field.widget.attrs else {}
        return {"fieldset": self._legend(), "items": items, "idPrefix": self.auto_id, **look}

    def _checkboxes(self) -> dict[str, Any]:
        return {**self._radios(), "classes": "govuk-checkboxes--small"}

    def _checkbox(self) -> dict[str, Any]:
        item = {"value": "on", "text": self._words(), "checked": bool(self.value()), "id": self.auto_id}
        return {"items": [item], "idPrefix": self.auto_id, "classes": "govuk-checkboxes--small"}

    def _date(self) -> dict[str, Any]:
        widget = self.field.widget
        assert isinstance(widget, DayInput)
        values = widget.parts_of(self.value())
        wrong = getattr(self.field, "wrong_parts", frozenset()) if self.errors else frozenset()
        items = [
            {
                "id": f"{self.auto_id}-{part}",
                "name": part,
                "label": part.capitalize(),
                "value": values[part],
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
                + (" govuk-input--error" if self.errors and (part in wrong or not wrong) else ""),
            }
            for part in DayInput.PARTS
        ]
        return {"fieldset": self._legend(), "items": items, "namePrefix": self.html_name}


class GovukRenderer(TemplatesSetting):
    """Every form of the site, ours and other people's, comes out in the look of the pages."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/input.html"
    bound_field_class = GovukBoundField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        field = context.get("field")
        if template_name == LONG and isinstance(field, GovukBoundField):
            return _rendered(template_name, json.dumps(field.params, sort_keys=True))
        return super().render(template_name, context, request)


@lru_cache(maxsize=64)
def _rendered(template_name: str, params: str) -> str:
    """Return a component written once for what it shows; a list of choices is long and seldom another one."""
    text: str = TemplatesSetting().render(template_name, {"field": {"params": json.loads(params)}})
    return text


def error_list(form: forms.BaseForm) -> list[dict[str, str]]:
    """Return a form's errors for the summary on top of a page, each with the field it belongs to."""
    found = [{"text": str(error), "href": ""} for error in form.non_field_errors()]
    for bound in form:
        found += [{"text": str(error), "href": f"#{_first_id(bound)}"} for error in bound.errors]
    return found


def _first_id(bound: BoundField) -> str:
    if isinstance(bound, GovukBoundField) and bound.kind == "date":
        return f"{bound.auto_id}-day"
    return bound.auto_id
