"""The addresses of letters. A link's carries a secret that names nobody; the others, identities alone."""

from __future__ import annotations

from django.urls import URLPattern, path

from keywork.web.documents.views import letter_links as links
from keywork.web.documents.views import letter_posting as posting
from keywork.web.documents.views import letter_releases as releases
from keywork.web.documents.views import letter_templates as templates
from keywork.web.documents.views import letters

OF_CASE, ONE, TEMPLATE = "cases/<uuid:case_id>/letters/", "letters/<uuid:letter_id>/", "letter-templates/<slug:code>/"
letter_patterns: list[URLPattern] = [
    path("letters/", letters.tray, name="letters-tray"),
    path("letters/post/", posting.queue, name="letter-queue"),
    path("letters/post/<uuid:dispatch_id>/", posting.copy, name="letter-posting"),
    path("letters/post/<uuid:dispatch_id>/file/<int:number>/", posting.file, name="letter-post-file"),
    path("letters/post/<uuid:dispatch_id>/cover/", posting.cover, name="letter-cover"),
    path("letter/<uuid:secret>/", links.link, name="letter-link"),
    path("letter/<uuid:secret>/files/<int:number>/", links.file, name="letter-link-file"),
    path(OF_CASE, letters.letters, name="letters"),
    path(f"{OF_CASE}start/", letters.start, name="letter-start"),
    path("letters/copies/<uuid:dispatch_id>/", releases.copy, name="letter-copy"),
    path("letters/copies/<uuid:dispatch_id>/file/<int:number>/", releases.copy_file, name="letter-copy-file"),
    path(ONE, letters.letter, name="letter"),
    path(f"{ONE}edit/", letters.edit, name="letter-edit"),
    path(f"{ONE}finish/", letters.finish, name="letter-finish"),
    path(f"{ONE}drop/", letters.drop, name="letter-drop"),
    path(f"{ONE}approve/", letters.approve, name="letter-approve"),
    path(f"{ONE}preview/", letters.preview, name="letter-preview"),
    path(f"{ONE}send/", releases.send, name="letter-send"),
    path(f"{ONE}agree/", releases.agree, name="letter-agree"),
    path(f"{ONE}recall/<uuid:dispatch_id>/", releases.recall, name="letter-recall"),
    path("letter-templates/", templates.templates, name="letter-templates"),
    path(TEMPLATE, templates.template, name="letter-template"),
    path(f"{TEMPLATE}propose/", templates.propose, name="letter-template-propose"),
    path(f"{TEMPLATE}preview/", templates.preview, name="letter-template-preview"),
    path(f"{TEMPLATE}<uuid:template_id>/answer/", templates.answer, name="letter-template-answer"),
    path(f"{TEMPLATE}<uuid:template_id>/preview/", templates.preview, name="letter-template-version"),
    path(f"{TEMPLATE}<uuid:template_id>/word/", templates.word, name="letter-template-word"),
]
