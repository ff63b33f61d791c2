"""The room of messages. Django's own notes to a page have the label ``messages`` already."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "keywork.web.messages"
    label = "messaging"
