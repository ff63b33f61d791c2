"""Preparing and publishing figures, and reading them without signing in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope

from keywork.web.accounts.models import Authority
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.accounts.queries import authority_of
from keywork.web.kernel import clock
from keywork.web.kernel.reading import one_look
from keywork.web.measuring import publishing, telling
from keywork.web.measuring.forms import MonthForm
from keywork.web.measuring.models import Publication
from keywork.web.measuring.queries import authorities, publication_of, publications, published
from keywork.web.ui.addresses import address
from keywork.web.ui.csvout import as_csv

CONFLICT = 409


@transaction.non_atomic_requests
@policy("figures.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest) -> HttpResponse:
    """List what was published, and prepare the figures of another month."""
    actor = actor_of(request)
    with one_look():
        rows, months = publications(), publishing.open_months(clock.today())
    waits = next((row for row in rows if row.state == Publication.State.PREPARED), None)
    form = MonthForm(request.POST if request.method == "POST" else None, months=months)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with one_look():
                worked = publishing.work(actor=actor, as_of=form.cleaned_data["as_of"])
            made = publishing.prepare(actor=actor, worked=worked, name=str(request.user))
        except publishing.NotPublished as refused:
            form.add_error(None, str(refused))
            status = CONFLICT
        else:
            messages.success(request, "The figures are prepared. A second person looks at them and publishes them.")
            return HttpResponseRedirect(address("measuring:figures-one", publication_id=made.pk))
    context = {"form": form, "issues": [telling.issue(row) for row in rows], "waits": waits, "months": months}
    context |= {"code": actor.authority.code}
    return render(request, "measuring/figures.html", context, status=status)


@policy("figures.prepare", writes="figures.release")
@require_http_methods(["GET", "HEAD", "POST"])
def figures_one(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """Show figures as they would be published; a second person publishes them, or does not."""
    actor = actor_of(request)
    row = publication_of(publication_id)
    if row is None:
        raise Http404("There are no such figures.")
    fault, status = "", 200
    if request.method == "POST":
        act = publishing.release if request.POST.get("publish") == "yes" else publishing.decline
        try:
            done = act(actor=actor, publication_id=publication_id, name=str(request.user))
        except publishing.NotPublished as refused:
            fault, status = str(refused), CONFLICT
        else:
            is_out = done.state == Publication.State.PUBLISHED
            messages.success(request, "The figures are published." if is_out else "The figures stay unpublished.")
            return HttpResponseRedirect(address("measuring:figures-one", publication_id=publication_id))
    waits = row.state == Publication.State.PREPARED
    is_own = row.prepared_by == actor.label
    context = {**_told(row), "fault": fault, "waits": waits, "is_own": is_own, "code": actor.authority.code}
    context |= {"may_decide": waits and can(actor, "figures.release")}
    return render(request, "measuring/figures_one.html", context, status=status)


@transaction.non_atomic_requests
@policy("figures.public")
@require_safe
def published_list(request: HttpRequest) -> HttpResponse:
    """List the authorities whose figures are published here, for anybody."""
    return render(request, "measuring/published_list.html", {"authorities": authorities()})


@transaction.non_atomic_requests
@policy("figures.public")
@require_safe
def published_how(request: HttpRequest) -> HttpResponse:
    """Say how numbers are hidden, for anybody."""
    return render(request, "measuring/published_how.html")


@transaction.non_atomic_requests
@policy("figures.public")
@require_safe
def published_of(request: HttpRequest, authority_code: str) -> HttpResponse:
    """List what an authority has published, for anybody."""
    owner = _authority(authority_code)
    with scope(authority=owner), one_look():
        issues = [telling.issue(row) for row in published()]
    return render(request, "measuring/published_of.html", {"owner": owner, "issues": issues})


@transaction.non_atomic_requests
@policy("figures.public")
@require_safe
def published_one(request: HttpRequest, authority_code: str, publication_id: UUID) -> HttpResponse:
    """Show published figures, for anybody."""
    owner = _authority(authority_code)
    row = _published(owner, publication_id)
    return render(request, "measuring/published_one.html", {**_told(row), "owner": owner})


@transaction.non_atomic_requests
@policy("figures.public")
@require_safe
def published_file(request: HttpRequest, authority_code: str, publication_id: UUID) -> HttpResponse:
    """Give published figures as a file, for anybody."""
    row = _published(_authority(authority_code), publication_id)
    name = f"send-figures-{row.content['authority']['code']}-{row.as_of}"
    rows = telling.file_rows(row.content, only=request.GET.get("measure", ""))
    return as_csv(name, telling.HEADER, rows)


def _authority(code: str) -> Authority:
    owner = authority_of(code)
    if owner is None:
        raise Http404("Nothing is published here.")
    return owner


def _published(owner: Authority, publication_id: UUID) -> Publication:
    with scope(authority=owner), one_look():
        row = publication_of(publication_id, only_published=True)
    if row is None:
        raise Http404("Nothing is published here.")
    return row


def _told(row: Publication) -> dict[str, object]:
    content = row.content
    measures = [
        (told, [(title, telling.by(measure, way)) for way, title in telling.ways()])
        for told, measure in zip(telling.shares(content), content["measures"], strict=True)
    ]
    return {
        "issue": telling.issue(row),
        "content": content,
        "measures": measures,
        "groups": telling.groups(content),
        "finding": telling.finding,
    }
