"""Who a session belongs to, read in one query with the role and the authority."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from keywork.web.accounts.models import User
from keywork.web.kernel.by_key import ByKey

PERSON = ByKey(User, User.PLACE)


class MembershipBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail address; a closed account is nobody at its very next request, a machine's never."""

    def authenticate(self, request: Any, **credentials: Any) -> User | None:
        found: User | None = super().authenticate(request, **credentials)
        return None if found is None or found.is_machines else found

    def get_user(self, user_id: Any) -> User | None:
        user = PERSON.get(user_id)
        return user if user and self.user_can_authenticate(user) else None
