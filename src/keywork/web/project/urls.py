"""Every address of the site."""

from allauth.account.urls import urlpatterns as sign_in_pages
from allauth.mfa.urls import urlpatterns as second_step_pages
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from keywork.web.accounts.external import only_declared
from keywork.web.project import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("brand.css", views.brand, name="brand"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("", include("keywork.web.accounts.urls")),
    path("", include("keywork.web.assessments.urls")),
    path("", include("keywork.web.casework.urls")),
    path("", include("keywork.web.family.urls")),
    path("", include("keywork.web.exceptions.urls")),
    path("", include("keywork.web.advice.urls")),
    path("", include("keywork.web.placements.urls")),
    path("", include("keywork.web.representations.urls")),
    path("", include("keywork.web.plans.urls")),
    path("", include("keywork.web.documents.urls")),
    path("", include("keywork.web.panels.urls")),
    path("", include("keywork.web.meetings.urls")),
    path("", include("keywork.web.messages.urls")),
    path("", include("keywork.web.voice.urls")),
    path("", include("keywork.web.returns.urls")),
    path("", include("keywork.web.measuring.urls")),
    path("", include("keywork.web.deadlines.urls")),
    path("account/", include(only_declared(sign_in_pages))),
    path("account/second-step/", include(only_declared(second_step_pages))),
]

if settings.CONFIG.demo:
    urlpatterns.append(path("", include("keywork.web.nonprod.urls")))

handler400 = "keywork.web.project.views.bad_request"
handler403 = "keywork.web.project.views.forbidden"
handler404 = "keywork.web.project.views.not_found"
handler500 = "keywork.web.project.views.fault"
