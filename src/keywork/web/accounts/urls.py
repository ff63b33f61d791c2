"""The addresses of accounts: one's own, the administrator's, and the access log."""

from __future__ import annotations

from django.urls import path

from keywork.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/sign-out-everywhere/", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("account/sessions/end/", views.end_session, name="end-session"),
    path("account/password/<str:uidb64>/<str:token>/", views.SetPasswordView.as_view(), name="set-password"),
    path("access-log/", views.access_log, name="access-log"),
    path("users/", views.users, name="users"),
    path("users/add/", views.add_user, name="add-user"),
    path("users/waiting/", views.waiting, name="waiting"),
    path("users/<uuid:user_id>/", views.change_user, name="change-user"),
    path("users/<uuid:user_id>/password-link/", views.password_link, name="password-link"),
    path("users/<uuid:user_id>/end-sessions/", views.end_sessions, name="end-sessions"),
    path("users/<uuid:user_id>/second-step/", views.remove_second_step, name="remove-second-step"),
    path("teams/", views.teams, name="teams"),
    path("organisations/", views.organisations, name="organisations"),
]
