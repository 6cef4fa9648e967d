"""What follows here from what happened elsewhere: a message per webhook that may know, a note per device."""

from hantong.cases.actions.alerting import AlertRaised
from hantong.cases.events import CaseAnswered, CaseClosed, CaseEvent, ResidentAsked
from hantong.contacts.events import ContactReceived
from hantong.kit.events import Event, only_if
from hantong.outgoing import actions
from hantong.outgoing.book import listening
from hantong.outgoing.happenings import TOLD_BY
from hantong.outgoing.payloads import News, is_entitled, news_of_case, news_of_contact


def is_heard(event: Event) -> bool:
    """Tell whether any webhook wants events of this kind; costs no statement within a turn."""
    return TOLD_BY[type(event)] in listening().webhooks


@only_if(is_heard)
def tell_partners(event: CaseEvent | ContactReceived) -> None:
    """Queue a message for every webhook that wants this event and may know of it."""
    kind = TOLD_BY[type(event)]
    wanting = listening().webhooks.get(kind, ())
    news: News | None = None
    for webhook in wanting:
        news = news or _news(event, kind)
        if is_entitled(webhook, news):
            actions.queue_delivery(webhook=webhook, news=news)


def _news(event: CaseEvent | ContactReceived, kind: str) -> News:
    if isinstance(event, ContactReceived):
        return news_of_contact(event, kind)
    return news_of_case(event, kind)


def is_on_a_device(event: AlertRaised) -> bool:
    """Tell whether somebody whom an alert may concern is notified on a device."""
    book = listening()
    return event.staff in book.staff if event.staff else bool(book.for_unit)


@only_if(is_on_a_device)
def tell_staff(event: AlertRaised) -> None:
    """Notify whoever has to know, on their devices."""
    actions.notify_staff(alert=event)


def tell_resident(event: CaseAnswered | CaseClosed | ResidentAsked) -> None:
    """Notify whoever follows the matter on a device."""
    occasions = {CaseAnswered: "answered", CaseClosed: "closed", ResidentAsked: "asked"}
    actions.notify_followers(case=event.case, n=event.n, occasion=occasions[type(event)])
