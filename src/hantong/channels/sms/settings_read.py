"""How texts come and go, as the environment says it."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from hantong.channels.sms.quiet import Quiet, read_quiet

BINDS = ("transceiver", "transmitter", "receiver")
WAYS = ("udh", "sar", "payload")
USUAL = {"gsm", "ascii", "latin-1", "cp949", "utf-8"}
PORT, TLS_PORT = 2775, 3550
EXAMPLE = "smpp://system_id:password@smsc.example:2775"


class WrongSetting(ValueError):
    """A setting about texts cannot be read; the message names it and says what it looks like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smsc:
    """The network's message centre that we are bound to."""

    host: str
    port: int
    is_tls: bool
    system_id: str
    password: str = field(default="", repr=False)
    system_type: str = ""
    binds: tuple[str, ...] = ("transceiver",)
    rate_per_s: float = 10.0
    window: int = 10
    enquire_s: float = 30.0
    answer_s: float = 20.0
    way: str = "udh"
    usual: str = "gsm"

    @property
    def said(self) -> str:
        """The place as a person reads it."""
        return f"{self.system_id} at {self.host}:{self.port}{' by TLS' if self.is_tls else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorAccount:
    """The HTTP vendor that texts are handed to: its class, its address, our key, and the secret that signs its calls."""

    path: str
    url: str
    key: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a message costs, in won: one part by SMPP, a short and a long one by a vendor."""

    part_krw: float = 20.0
    sms_krw: float = 20.0
    lms_krw: float = 50.0


def smsc() -> Smsc | None:
    """Give the message centre, if there is one. Raises WrongSetting."""
    value = os.environ.get("HANTONG_SMPP", "").strip()
    return read_smsc(value) if value else None


def read_smsc(value: str) -> Smsc:
    """Read `smpp://system_id:password@host:2775?rate=20&window=10`; `smpps` is by TLS. Raises WrongSetting."""
    try:
        parts = urlsplit(value)
        more = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        port = parts.port
        if parts.scheme not in {"smpp", "smpps"} or not parts.hostname or not parts.username:
            raise ValueError("the beginning")
        return _checked(
            Smsc(
                host=parts.hostname,
                port=port or (TLS_PORT if parts.scheme == "smpps" else PORT),
                is_tls=parts.scheme == "smpps",
                system_id=unquote(parts.username),
                password=_password(unquote(parts.password or ""), more.pop("password_file", "")),
                system_type=more.pop("system_type", ""),
                binds=tuple(more.pop("bind", "transceiver").split(",")),
                rate_per_s=float(more.pop("rate", "10")),
                window=int(more.pop("window", "10")),
                enquire_s=float(more.pop("enquire", "30")),
                answer_s=float(more.pop("answer", "20")),
                way=more.pop("long", "udh"),
                usual=more.pop("alphabet", "gsm"),
            ),
            unknown=more,
        )
    except (ValueError, OSError) as wrong:
        raise WrongSetting(
            f"HANTONG_SMPP is not understood ({wrong}). It looks like {EXAMPLE}, with smpps:// for TLS and, where "
            "wanted, ?rate=20&window=10&bind=transmitter,receiver&long=udh&alphabet=gsm&password_file=… at its end."
        ) from None


def _password(said: str, file: str) -> str:
    return Path(file).read_text().strip() if file else said


def _checked(found: Smsc, *, unknown: dict[str, str]) -> Smsc:
    faults = [f"{name} is unknown" for name in unknown]
    faults += [f"bind={bind}" for bind in found.binds if bind not in BINDS]
    if not (0.1 <= found.rate_per_s <= 10_000 and 1 <= found.window <= 1000):
        faults.append("rate or window")
    if found.enquire_s < 0.05 or found.answer_s < 0.05:
        faults.append("enquire or answer")
    if found.way not in WAYS or found.usual not in USUAL:
        faults.append("long or alphabet")
    if len(found.system_id) > 15 or len(found.password) > 8:
        faults.append("SMPP allows 15 letters for the name and 8 for the password")
    if faults:
        raise ValueError("; ".join(faults))
    return found


def vendor_account() -> VendorAccount | None:
    """Give the HTTP vendor, if there is one."""
    url = os.environ.get("HANTONG_SMS_VENDOR_URL", "").strip()
    secret = os.environ.get("HANTONG_SMS_VENDOR_SECRET", "").strip()
    if not (url or secret):
        return None
    usual = "hantong.channels.sms.generic_vendor.GenericVendor"
    return VendorAccount(
        path=os.environ.get("HANTONG_SMS_VENDOR", "").strip() or usual,
        url=url,
        key=os.environ.get("HANTONG_SMS_VENDOR_KEY", "").strip(),
        secret=secret,
    )


def prices() -> Prices:
    """Give what messages cost, as `part=20,sms=20,lms=50` says it. Raises WrongSetting."""
    value = os.environ.get("HANTONG_SMS_PRICES", "")
    try:
        said = {
            name.strip(): float(krw) for name, krw in (each.split("=") for each in value.split(",") if each.strip())
        }
        return Prices(**{f"{name}_krw": krw for name, krw in said.items()})
    except (ValueError, TypeError):
        raise WrongSetting("HANTONG_SMS_PRICES looks like part=20,sms=20,lms=50 (won).") from None


def quiet() -> Quiet:
    """Give the hours in which nobody is sent what they did not ask for. Raises WrongSetting."""
    try:
        return read_quiet(os.environ.get("HANTONG_SMS_QUIET", "21:00-08:00"))
    except ValueError:
        raise WrongSetting("HANTONG_SMS_QUIET looks like 21:00-08:00, or is empty for never.") from None


def joins_within_days() -> int:
    """Give for how many days a text without a number belongs to the sender's last open matter."""
    return int(os.environ.get("HANTONG_SMS_JOIN_DAYS", "30"))
