"""The pages of accounts."""

from keywork.web.accounts.views.logs import access_log
from keywork.web.accounts.views.own import SetPasswordView, account, end_session, sign_out_everywhere
from keywork.web.accounts.views.users import (
    add_user,
    change_user,
    end_sessions,
    organisations,
    password_link,
    remove_second_step,
    teams,
    users,
    waiting,
)

__all__ = [
    "SetPasswordView",
    "access_log",
    "account",
    "add_user",
    "change_user",
    "end_session",
    "end_sessions",
    "organisations",
    "password_link",
    "remove_second_step",
    "sign_out_everywhere",
    "teams",
    "users",
    "waiting",
]
