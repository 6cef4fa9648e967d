"""Answers in public: written by one person, approved by another, and only then said."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hantong.access.actions import audit
from hantong.access.models import Staff
from hantong.cases.actions import answer as answer_case
from hantong.cases.models import Case
from hantong.cases.refusals import AlreadyClosed, TextMissing
from hantong.channels.social.actions.keeping import KEY
from hantong.channels.social.models import PublicAnswer, SocialPost
from hantong.channels.social.networks import KINDS
from hantong.channels.social.public_words import personal_in
from hantong.contacts.ways import way_to
from hantong.kit.errors import Refused

State = PublicAnswer.State


class NobodyToAnswer(Refused):
    """There is no public post to answer, or its author cannot be written to."""

    code = "nobody_to_answer"
    message = _("There is no public post of this resident to answer. Answer on the matter's page instead.")


class PersonalWords(Refused):
    """Something personal would be read by everybody."""

    code = "personal_words"
    message = _("Everybody would read something personal.")


class TooLong(Refused):
    """The network takes less."""

    code = "too_long"
    message = _("The network takes less.")


class AlreadyProposed(Refused):
    """Another answer waits."""

    code = "already_proposed"
    message = _("Another answer to this matter waits to be approved.")


class AlreadyDecided(Refused):
    """Somebody was quicker."""

    code = "already_decided"
    message = _("Somebody else has decided this already.")


class OwnWords(Refused):
    """Four eyes are needed."""

    code = "own_words"
    message = _("Somebody else than its writer approves an answer.")


def public_post(case: Case) -> SocialPost | None:
    """Give the resident's last public post of a matter, as far as it was not deleted."""
    posts = SocialPost.objects.filter(case=case, is_ours=False, gone_at__isnull=True, audience__in=PUBLIC)
    return posts.order_by("-written_at", "-heard_at").first()


PUBLIC = ("public", "unlisted")


@transaction.atomic
def propose(*, case: Case, text: str, by: Staff, at: datetime) -> PublicAnswer:
    """Have an answer for everybody to read wait for approval.

    Raises TextMissing, AlreadyClosed, NobodyToAnswer, PersonalWords, TooLong, AlreadyProposed.
    """
    text = text.strip()
    if not text:
        raise TextMissing(field="text")
    if case.is_closed:
        raise AlreadyClosed
    to = public_post(case)
    if to is None or case.resident is None or way_to(case, case.resident, chosen=KEY).recipient != to.author:
        raise NobodyToAnswer(field="text")
    _refuse_personal(case, to, text)
    longest = KINDS[to.account.partition(":")[0]].longest_public
    if len(text) > longest:
        raise TooLong(format_lazy(_("At most {longest} letters, please; these are {count}."), longest=longest,
                                  count=len(text)), field="text")  # fmt: skip
    answer = PublicAnswer(case=case, to=to, text=text, written_by=by, written_at=at)
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError as clash:
        raise AlreadyProposed from clash
    audit(verb="public_answer.proposed", subject=f"case:{case.number}", by=by, at=at)
    return answer


def _refuse_personal(case: Case, to: SocialPost, text: str) -> None:
    resident = case.resident
    points = list(resident.contact_points.exclude(value=to.author).values_list("value", flat=True)) if resident else []
    name = resident.name if resident and resident.name.casefold() not in to.handle.casefold() else ""
    found = personal_in(text, [name, case.address, *points])
    if found:
        said = format_lazy(_("Everybody would read this: {found}. Take it out, or answer in private."),
                           found=", ".join(f"“{each}”" for each in found[:5]))  # fmt: skip
        raise PersonalWords(said, field="text")


@transaction.atomic
def approve(*, answer: PublicAnswer, by: Staff, at: datetime) -> PublicAnswer:
    """Let an answer be said: it stands in the history from now on, and goes out with the next job.

    Raises AlreadyDecided, OwnWords, AlreadyClosed.
    """
    row = _waiting(answer)
    if row.written_by_id == by.pk:
        raise OwnWords
    case = answer_case(case=row.case, text=row.text, by=row.written_by, at=at, way=KEY)
    row.state, row.n = State.APPROVED, case.n
    return _decided(row, by=by, at=at)


@transaction.atomic
def send_back(*, answer: PublicAnswer, reason: str, by: Staff, at: datetime) -> PublicAnswer:
    """Give an answer back to its writer, with a reason. Raises TextMissing, AlreadyDecided."""
    if not reason.strip():
        raise TextMissing(field="reason")
    row = _waiting(answer)
    row.state, row.reason = State.RETURNED, reason.strip()[:300]
    return _decided(row, by=by, at=at)


def _waiting(answer: PublicAnswer) -> PublicAnswer:
    row = PublicAnswer.objects.select_for_update(of=("self",)).select_related("case", "written_by").get(pk=answer.pk)
    if row.state != State.WAITING:
        raise AlreadyDecided
    return row


def _decided(row: PublicAnswer, *, by: Staff, at: datetime) -> PublicAnswer:
    row.decided_by, row.decided_at = by, at
    row.save(update_fields=["state", "n", "reason", "decided_by", "decided_at"])
    audit(verb=f"public_answer.{row.state}", subject=f"case:{row.case.number}", by=by, at=at)
    return row
