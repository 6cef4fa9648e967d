"""What the network says about a text of ours: delivered, on its way, or lost and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

DELIVERED, LOST, UNDER_WAY = "delivered", "lost", "under_way"
BY_NUMBER = {1: UNDER_WAY, 2: DELIVERED, 3: LOST, 4: LOST, 5: LOST, 6: UNDER_WAY, 7: LOST, 8: LOST}
BY_WORD = {
    "DELIVRD": DELIVERED,
    "ACCEPTD": UNDER_WAY,
    "ENROUTE": UNDER_WAY,
    "SCHEDULED": UNDER_WAY,
    "EXPIRED": LOST,
    "DELETED": LOST,
    "UNDELIV": LOST,
    "UNKNOWN": LOST,
    "REJECTD": LOST,
}
NUMBERS = {3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 7: "UNKNOWN", 8: "REJECTD"}
FIELD = re.compile(r"\b(id|stat|err):\s*([^\s:]+)", re.I)
MESSAGE_ID, MESSAGE_STATE, ERROR_CODE = 0x001E, 0x0427, 0x0423


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is said about which of our messages; `reference` is the network's name for it."""

    reference: str
    state: str
    reason: str = ""


def is_receipt(esm_class: int) -> bool:
    """Tell whether a delivered message is a report of the network and not a resident's words."""
    return esm_class & 0x3C in {0x04, 0x20}


def report_of(text: str, tlvs: Mapping[int, bytes]) -> Report | None:
    """Read a report from its fields, or from the words that many networks write; None where it names no message."""
    said = {name.lower(): value for name, value in FIELD.findall(text)}
    reference = tlvs.get(MESSAGE_ID, b"").rstrip(b"\x00").decode("latin-1") or said.get("id", "")
    if not reference:
        return None
    number = int.from_bytes(tlvs.get(MESSAGE_STATE, b""))
    word = said.get("stat", "").upper()[:7] or NUMBERS.get(number, "")
    state = BY_NUMBER.get(number) or BY_WORD.get(word, UNDER_WAY)
    error = said.get("err", "") or tlvs.get(ERROR_CODE, b"").hex()
    reason = " ".join(filter(None, (word or f"state {number}", f"err {error}" if error.strip("0") else "")))
    return Report(reference=reference, state=state, reason=reason if state == LOST else "")


def same_names(reference: str) -> set[str]:
    """Give every way in which networks write one message's name: some answer in hexadecimal and report in decimal."""
    names = {reference, reference.lower(), reference.upper(), reference.lstrip("0")}
    if reference.isdecimal():
        names |= {f"{int(reference):x}", f"{int(reference):X}", str(int(reference))}
    if re.fullmatch(r"[0-9a-fA-F]{1,16}", reference):
        names.add(str(int(reference, 16)))
    return names - {""}
