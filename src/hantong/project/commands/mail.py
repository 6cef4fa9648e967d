"""Take mail in from mail servers by LMTP or SMTP; `hantong serve` runs this where HANTONG_MAIL_LISTEN says where.

With --check it says in a line each whether the settings about mail are right, and tries every mailbox to fetch from.
"""

import asyncio
import signal
from typing import Annotated

import typer

from hantong.project.commands._exits import Ended, Exit
from hantong.project.commands._product import needs_product

app = typer.Typer(help=__doc__, add_completion=False)


@app.command()
@needs_product
def mail(
    check: Annotated[bool, typer.Option("--check", help="Only say whether the settings are right.")] = False,
) -> None:
    """Take mail in from mail servers by LMTP or SMTP."""
    from hantong.channels.email.settings_read import WrongSetting, listening

    try:
        where = listening()
        if check:
            _check()
            return
    except WrongSetting as wrong:
        raise Ended(str(wrong), Exit.USAGE) from None
    if where is None:
        raise Ended("HANTONG_MAIL_LISTEN is not set: say where to listen, such as lmtp://127.0.0.1:8124.", Exit.USAGE)
    asyncio.run(_listen(where))


async def _listen(where: "object") -> None:
    from django.utils.timezone import now

    from hantong.channels.email.door import Door
    from hantong.channels.email.settings_read import Listening, most_bytes

    assert isinstance(where, Listening)  # noqa: S101  (imported only when asked for)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    door = Door(clock=now, most_bytes=most_bytes())
    try:
        server = await door.open(where)
    except OSError as refused:
        raise Ended(f"Mail cannot be taken in there: {refused.strerror or refused}", Exit.PORT) from None
    waking = asyncio.create_task(door.wake())
    await stop.wait()
    server.close()
    waking.cancel()
    door.shut()


def _check() -> None:
    from hantong.channels.email.fetching import MailboxTrouble, mailbox
    from hantong.channels.email.settings_read import accounts, listening, most_bytes
    from hantong.contacts.own_addresses import own_addresses

    where = listening()
    print(f"listening: {where.said if where else 'no (HANTONG_MAIL_LISTEN is not set)'}")
    print(f"largest mail: {most_bytes() // (1024 * 1024)} MB")
    ours = [address for (channel, address) in own_addresses() if channel == "email"]
    print(f"our addresses: {', '.join(ours) or 'none yet: add them on the page “Our addresses”'}")
    failed = 0
    for account in accounts():
        try:
            with mailbox(account) as box:
                count = box.folder.status(account.folder)["MESSAGES"]
            print(f"mailbox {account.user} on {account.host}: {count} to fetch")
        except MailboxTrouble as trouble:
            failed += 1
            print(f"mailbox {account.user}: {trouble}")
    if failed:
        raise Ended(f"{failed} mailbox(es) cannot be read.", Exit.FAULT)
