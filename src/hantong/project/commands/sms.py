"""Stay bound to the message centre of HANTONG_SMPP: texts out and in; `hantong serve` runs this where it is set.

With --check it says in a line each whether the settings about texts are right, and tries to sign in.
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
def sms(
    check: Annotated[bool, typer.Option("--check", help="Only say whether the settings are right.")] = False,
) -> None:
    """Stay bound to the message centre: texts out and in."""
    from hantong.channels.sms.settings_read import WrongSetting, smsc

    try:
        centre = smsc()
        if check:
            _check()
            return
    except WrongSetting as wrong:
        raise Ended(str(wrong), Exit.USAGE) from None
    if centre is None:
        raise Ended(
            "HANTONG_SMPP is not set: say where the message centre is, such as smpp://name:password@host:2775.",
            Exit.USAGE,
        )
    asyncio.run(_stay_bound(centre))


async def _stay_bound(centre: "object") -> None:
    from django.utils.timezone import now

    from hantong.channels.sms.line import Line
    from hantong.channels.sms.settings_read import Smsc

    assert isinstance(centre, Smsc)  # noqa: S101  (imported only when asked for)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await Line(centre=centre, clock=now).run(stop)


def _check() -> None:
    from hantong.channels.sms.settings_read import prices, quiet, smsc, vendor_account
    from hantong.contacts.own_addresses import own_addresses

    centre, account, cost, hours = smsc(), vendor_account(), prices(), quiet()
    print(f"message centre: {centre.said if centre else 'none (HANTONG_SMPP is not set)'}")
    print(f"vendor: {account.url or 'only what it brings' if account else 'none (HANTONG_SMS_VENDOR_URL is not set)'}")
    print(f"prices in won: {cost.part_krw:g} a part, {cost.sms_krw:g} a short one, {cost.lms_krw:g} a long one")
    print(f"quiet hours: {hours.begins:%H:%M} to {hours.ends:%H:%M}")
    ours = [address for (channel, address) in own_addresses() if channel == "sms"]
    print(f"our numbers: {', '.join(ours) or 'none yet: add them on the page “Our addresses”'}")
    if account and account.url and not account.secret:
        print("HANTONG_SMS_VENDOR_SECRET is not set: nothing that the vendor brings is taken.")
    if centre:
        asyncio.run(_try_signing_in(centre))


async def _try_signing_in(centre: "object") -> None:
    from hantong.channels.sms.session import Lost, connected
    from hantong.channels.sms.settings_read import Smsc

    async def nothing(*_what: object) -> int:
        return 0x64  # come back later: nothing is taken while only trying

    assert isinstance(centre, Smsc)  # noqa: S101
    try:
        session = await connected(centre, nothing)
        running = asyncio.create_task(session.run())
        await session.bind("transmitter")
        await session.leave()
        await running
    except Lost as gone:
        raise Ended(f"Signing in does not work: {gone}", Exit.FAULT) from None
    print("signing in: works")
