"""Finding a matter for somebody who has its number and its secret: no account, no name asked."""

from django.conf import settings

from hantong.cases.models import Case
from hantong.cases.number import NotANumber, is_token, parse, tracking_token


def token_of(case: Case) -> str:
    """Give the secret that opens the matter's own page."""
    return tracking_token(secret=settings.SECRET_KEY, case_id=case.pk, epoch=case.token_epoch)


def tracked(number: str, token: str) -> Case | None:
    """Give the matter, if there is one of that number and the secret is right."""
    try:
        plain = parse(number)
    except NotANumber:
        return None
    case = Case.objects.select_related("service", "resident").filter(number=plain).first()
    if case is None or not is_token(token, secret=settings.SECRET_KEY, case_id=case.pk, epoch=case.token_epoch):
        return None
    return case
