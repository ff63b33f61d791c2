"""Who a session belongs to, read in one query with the role and the authority."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from keywork.web.accounts.models import User


class MembershipBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail address; a closed account is nobody at its very next request."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related(*User.PLACE).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
