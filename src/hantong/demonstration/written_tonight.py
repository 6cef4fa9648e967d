"""What residents wrote until tonight, on every channel, by the verbs themselves: some answered, some not, some set apart."""

from collections.abc import Callable
from datetime import timedelta

from hantong.access.models import Staff
from hantong.cases.actions import Ending, answer, close, queue_answer, save_draft
from hantong.cases.models import Case
from hantong.channels.chat.actions import Beginning, accept, begin, go_on_duty, say
from hantong.channels.social.actions import record_numbers
from hantong.channels.social.actions.answering import public_post
from hantong.channels.social.models import PublicAnswer
from hantong.channels.social.posts import Numbers
from hantong.contacts.actions import AddressFacts, receive, save_own_address
from hantong.contacts.channel import Arrival, ReachedBy
from hantong.contacts.models import OwnAddress, RawArrival
from hantong.demonstration.letters import chatted, mailed, posted, texted
from hantong.demonstration.material import letters
from hantong.demonstration.offices_book import PROVINCE
from hantong.demonstration.tonight import Tonight
from hantong.kit.ids import new_id
from hantong.offices.directory import directory
from hantong.praise.actions import LineFacts, hear_new, save_line
from hantong.written.actions import set_duty

SINCE_DAYS = 30
FOLLOWERS, POSTS, GROWTH = 10_226, 3_949, 61  # as the real account counts them, and about what a month adds
MONTHS = 6


def play_letters(tonight: Tonight) -> None:
    """Play all that is written."""
    for scene in SCENES:
        scene(tonight)
    hear_new(at=tonight.now)


def _our_addresses(tonight: Tonight) -> None:
    """What residents write to, and which of it is the governor's own line."""
    at, by = tonight.ago(SINCE_DAYS * 1440), tonight.staff["admin"]
    for channel, address, town, service, most in letters()["addresses"]:
        facts = AddressFacts(
            channel=channel,
            address=address,
            jurisdiction=directory().jurisdiction_codes[town or PROVINCE].pk,
            service=tonight.services[service].pk if service else None,
            most_per_sender_h=most,
        )
        save_own_address(address=None, facts=facts, by=by, at=at)
    readers = [tonight.staff["governor"].pk]
    for n, address in enumerate(letters()["mayors_lines"]):
        ours = OwnAddress.objects.get(address=address)
        line = LineFacts(address=ours.pk, readers=readers)
        save_line(line=None, facts=line, by=by, at=at + timedelta(minutes=n))


def _the_governors_line(tonight: Tonight) -> None:
    """Two weeks of praise and complaint; most of it is answered by Yu-na."""
    for minutes, sender, text, reply, settled in letters()["lines"]:
        number = letters()["mayors_lines"][0]
        case = _case(texted(to=number, sender=sender, text=text, at=tonight.ago(minutes)))
        hear_new(at=tonight.ago(minutes - 1))
        if reply:
            _answered(case, reply, is_settled=bool(settled), by=tonight.staff["yuna"], tonight=tonight, minutes=minutes)


def _answered(case: Case, text: str, *, is_settled: bool, by: Staff, tonight: Tonight, minutes: int) -> None:
    at = tonight.ago(minutes - 90)
    if is_settled:
        close(case=case, ending=Ending(end_state=Case.EndState.ANSWERED, text=text), by=by, at=at)
    else:
        answer(case=case, text=text, by=by, at=at)


def _mails(tonight: Tonight) -> None:
    for minutes, to, name, sender, subject, text in letters()["mails"]:
        mailed(to=to, sender=f"{name} <{sender}>", subject=subject, text=text, at=tonight.ago(minutes))


def _texts(tonight: Tonight) -> None:
    for minutes, to, sender, text in letters()["texts"]:
        texted(to=to, sender=sender, text=text, at=tonight.ago(minutes))


def _posts(tonight: Tonight) -> None:
    """Two posts; to the first an answer for everybody waits to be approved."""
    account = next(address for channel, address, *_rest in letters()["addresses"] if channel == "social")
    cases = [
        _case(posted(account=account, handle=handle, called=called, text=text, at=tonight.ago(minutes)))
        for minutes, handle, called, text in letters()["posts"]
    ]
    to = public_post(cases[0])
    if to is not None:  # written as the page would: the verb wants an account that is really there
        text, jiwoo = letters()["answer_for_all"], tonight.staff["jiwoo"]
        PublicAnswer.objects.create(case=cases[0], to=to, text=text, written_by=jiwoo, written_at=tonight.ago(35))
    for month in range(MONTHS):
        numbers = Numbers(followers=FOLLOWERS - month * GROWTH, posts=POSTS - month * GROWTH)
        record_numbers(account=account, numbers=numbers, at=tonight.now - timedelta(days=30 * month))


def _talks(tonight: Tonight) -> None:
    bot = next(address for channel, address, *_rest in letters()["addresses"] if channel == "kakao")
    for minutes, account, text in letters()["talks"]:
        chatted(account=account, text=text, bot=bot, at=tonight.ago(minutes))


def _chats(tonight: Tonight) -> None:
    """One conversation that Ji-woo has accepted, and one that waits."""
    talks = [
        begin(
            beginning=Beginning(
                id=new_id(),
                text=each["said"],
                jurisdiction=directory().jurisdiction_codes[each["town"]].pk,
                name=each["name"],
            ),
            at=tonight.ago(each["ago"]),
        )
        for each in letters()["chats"]
    ]
    jiwoo = tonight.staff["jiwoo"]
    person = directory().person(jiwoo, at=tonight.now)
    go_on_duty(person=person, most=3, at=tonight.ago(1))
    talk = accept(talk=talks[0], by=jiwoo, at=tonight.ago(1))
    say(talk=talk, text=letters()["chat_answer"], client=None, by=jiwoo, at=tonight.now)


def _set_apart(tonight: Tonight) -> None:
    """Machines, and somebody who sends the same again and again."""
    for minutes, to, sender, subject, text, mark in letters()["apart"]:
        mailed(to=to, sender=sender, subject=subject, text=text, at=tonight.ago(minutes), mark=mark)
    flood = letters()["flood"]
    begun = tonight.ago(flood["ago"])
    for n in range(flood["count"]):
        texted(to=flood["to"], sender=flood["from"], text=flood["words"], at=begun + timedelta(seconds=7 * n))


def _one_conversation(tonight: Tonight) -> None:
    """Ms Han reports on the web, mails, is answered by text, texts back and calls: one matter."""
    words, jiwoo = letters()["thread"], tonight.staff["jiwoo"]
    case = _reported(tonight, words)
    number = f"{case.number[:4]}-{case.number[4:8]}-{case.number[8:]}"
    sender = f"{words['name']} <{words['email']}>"
    ours = next(address for channel, address, *_rest in letters()["addresses"] if channel == "email")
    mailed(to=ours, sender=sender, subject=f"Re: [{number}]", text=words["mail"], at=tonight.ago(136))
    answer(case=case, text=words["answer"], by=jiwoo, at=tonight.ago(104), way="sms")
    number_of_ours = next(address for channel, address, *_rest in letters()["addresses"] if channel == "sms")
    texted(to=number_of_ours, sender=words["phone"], text=words["text"], at=tonight.ago(71))
    called = _said(tonight, words, channel="phone", text=words["call"], minutes=26, joins=case)
    receive(arrival=called, at=tonight.ago(26), by=jiwoo, unit=tonight.unit(f"{PROVINCE}/station-centres").pk)


def _reported(tonight: Tonight, words: dict[str, str]) -> Case:
    received = receive(
        arrival=_said(tonight, words, channel="web", text=words["report"], minutes=198), at=tonight.ago(198)
    )
    if received.case is None:
        raise AssertionError("what is reported is a matter")
    return received.case


def _said(
    tonight: Tonight, words: dict[str, str], *, channel: str, text: str, minutes: int, joins: Case | None = None
) -> Arrival:
    place = "suwon-station" if channel == "phone" else "web"
    suwon = directory().jurisdiction_codes["suwon"]
    points = (ReachedBy(kind="phone", value=words["phone"]), ReachedBy(kind="email", value=words["email"]))
    return Arrival(
        id=new_id(),
        channel=channel,
        said_at=tonight.ago(minutes),
        text=text,
        jurisdiction=suwon.pk,
        place=directory().place_codes[place].pk,
        service=tonight.services["sidewalk"].pk,
        name=words["name"],
        reached_by=points,
        resident=joins.resident_id if joins else None,
        address=f"{suwon.names['ko']} 역전 광장",
        lat=suwon.lat,
        lon=suwon.lon,
        joins=joins.pk if joins else None,
    )


def _written_work(tonight: Tonight) -> None:
    """Ji-woo is on duty; a colleague is drafting; an answer waits for the morning; a department gives work by itself."""
    jiwoo, minseo, hyunwoo = (tonight.staff[name] for name in ("jiwoo", "minseo", "hyunwoo"))
    for staff in (jiwoo, minseo):
        set_duty(staff=staff, is_on=True, by=staff, at=tonight.ago(180))
    _minutes, ours, _name, sender, *_words = letters()["mails"][0]
    save_draft(case=_case_of(ours, sender), text=letters()["drafts"][0], way="email", by=hyunwoo, at=tonight.ago(3))
    text = _case_of("010-0120-0120", letters()["texts"][0][2])
    tomorrow = tonight.now + timedelta(hours=9)
    queue_answer(case=text, text=letters()["later"], by=jiwoo, at=tonight.ago(8), send_at=tomorrow)


def _case_of(ours: str, sender: str) -> Case:
    return _case(RawArrival.objects.filter(own_address__address=ours, sender__contains=_last(sender)).earliest("pk"))


def _last(sender: str) -> str:
    return sender if "@" in sender else sender.replace("-", "")[1:]


def _case(raw: RawArrival) -> Case:
    if raw.case is None:
        raise AssertionError(f"{raw.subject} became no matter: {raw.reason} {raw.trouble}")
    return raw.case


SCENES: tuple[Callable[[Tonight], None], ...] = (
    _our_addresses,
    _the_governors_line,
    _one_conversation,
    _mails,
    _texts,
    _posts,
    _talks,
    _set_apart,
    _chats,
    _written_work,
)
