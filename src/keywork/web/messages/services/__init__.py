"""What other rooms ask of messages: to send an e-mail."""

from keywork.web.messages.services.sending import send_email

__all__ = ["send_email"]
