"""Changing what residents are told: a text with an unknown {placeholder} is never saved."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.cases.models import AnswerTemplate
from hantong.contacts.models import NoticeTemplate
from hantong.contacts.notice_texts import OCCASIONS
from hantong.contacts.placeholders import ANSWER_PLACEHOLDERS, unknown_in
from hantong.kit.editions import forget_edition
from hantong.kit.errors import Refused


class UnknownPlaceholder(Refused):
    """A placeholder that nothing is known for."""

    code = "unknown_placeholder"
    message = _("Nothing is known for this placeholder.")


def _refuse_unknown(texts: Mapping[str, str], allowed: tuple[str, ...], *, field: str) -> None:
    for language, text in texts.items():
        for name in unknown_in(text, allowed):
            said = format_lazy(_("Nothing is known for {name} here."), name=f"{{{name}}}")
            raise UnknownPlaceholder(said, field=f"{field}_{language}")


@transaction.atomic
def save_notice_template(
    *,
    occasion: str,
    jurisdiction: UUID | None,
    subjects: Mapping[str, str],
    bodies: Mapping[str, str],
    by: Staff,
    at: datetime,
) -> NoticeTemplate | None:
    """Use these texts for an occasion from now on; texts that are all empty bring the built-in ones back.

    Raises UnknownPlaceholder.
    """
    allowed = OCCASIONS[occasion].placeholders
    _refuse_unknown(subjects, allowed, field="subject")
    _refuse_unknown(bodies, allowed, field="body")
    where = NoticeTemplate.objects.filter(occasion=occasion, jurisdiction=jurisdiction)
    if not any(text.strip() for text in (*subjects.values(), *bodies.values())):
        where.delete()
        template = None
    else:
        texts = {"subjects": dict(subjects), "bodies": dict(bodies)}
        template, _made = NoticeTemplate.objects.update_or_create(
            occasion=occasion,
            jurisdiction_id=jurisdiction,  # type: ignore[misc]  # None means every jurisdiction
            defaults=texts,
        )
    audit(verb="notice_template.saved", subject=f"notice:{occasion}", by=by, at=at)
    return template


@transaction.atomic
def save_answer_template(*, template: AnswerTemplate, by: Staff, at: datetime) -> AnswerTemplate:
    """Keep a text that staff answer with. Raises UnknownPlaceholder."""
    _refuse_unknown(template.bodies, ANSWER_PLACEHOLDERS, field="body")
    template.save()
    forget_edition()
    audit(verb="answer_template.saved", subject=f"answer_template:{template.code}", by=by, at=at)
    return template
