"""Every address of the site."""

from allauth.account.urls import urlpatterns as sign_in_pages
from allauth.mfa.urls import urlpatterns as second_step_pages
from django.urls import URLPattern, URLResolver, include, path

from keywork.web.accounts.external import only_declared

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("keywork.web.accounts.urls")),
    path("account/", include(only_declared(sign_in_pages))),
    path("account/second-step/", include(only_declared(second_step_pages))),
]
