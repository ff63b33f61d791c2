"""The list as Django alone gives it: a generic list view with pages, a session and a template, and nothing else.

No scope, no policy, no access log, no filter, no tiles. Rows are of the same table as our work list, by the same index, in the same
order.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path
from django.views.generic import ListView
from django_scopes import scopes_disabled

from keywork.web.deadlines.models import ClockRow

MIDDLEWARE = [
    "bench.plain_site.at_its_own_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGE = Engine().from_string(
    """<!doctype html><html lang="en"><title>Clocks</title><body><h1>Clocks</h1><p>Signed in as {{ user.email }}</p>
<table><tr><th>Child</th><th>Reference</th><th>Duty</th><th>Due</th><th>Waiting on</th><th>Stage</th></tr>
{% for row in page_obj %}<tr><td><a href="/case/{{ row.case_id }}">{{ row.case.card.person.surname }},
{{ row.case.card.person.forename }}</a></td><td>{{ row.case.reference }}</td><td>{{ row.duty }}</td>
<td>{{ row.legal_deadline|date:"j M Y" }}</td><td>{{ row.owner }}</td><td>{{ row.case.summary.stage }}</td></tr>{% endfor %}
</table><p>Page {{ page_obj.number }} of {{ paginator.num_pages }}, {{ paginator.count }} clocks</p></body></html>"""
)


def at_its_own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        with scopes_disabled():
            return get_response(request)

    return answer


class Clocks(LoginRequiredMixin, ListView):
    """Fifty running clocks of all."""

    paginate_by = 50

    def get_queryset(self) -> QuerySet[ClockRow]:
        clocks = ClockRow.objects.filter(authority=self.request.user.membership.authority_id, is_running=True)
        return clocks.select_related("case__card__person", "case__summary").order_by("legal_deadline")

    def render_to_response(self, context: dict[str, object], **response_kwargs: object) -> HttpResponse:
        return HttpResponse(PAGE.render(Context(context | {"user": self.request.user})))


urlpatterns = [path("", Clocks.as_view())]
