"""A text as it is kept before anybody reads it: plain JSON, whichever way it came."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from hantong.contacts.channel import Upload


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What somebody texted to a number of ours; `missing` are the pieces of a long text that never came."""

    sender: str
    recipient: str
    text: str
    said_at: datetime
    subject: str = ""
    files: tuple[Upload, ...] = ()
    missing: tuple[int, ...] = ()

    @property
    def digest(self) -> str:
        """What is the same for the same words from the same sender."""
        said = "\x00".join((self.sender, self.recipient, self.subject, self.text))
        hashed = hashlib.sha256(said.encode("utf-8", "surrogatepass"))
        for file in self.files:
            hashed.update(hashlib.sha256(file.content).digest())
        return hashed.hexdigest()[:40]


def to_json(heard: Heard) -> bytes:
    """Give the content of a raw arrival."""
    return json.dumps(
        {
            "from": heard.sender,
            "to": heard.recipient,
            "text": heard.text,
            "said_at": heard.said_at.isoformat(),
            "subject": heard.subject,
            "files": [{"name": file.name, "content": base64.b64encode(file.content).decode()} for file in heard.files],
            "missing": list(heard.missing),
        },
        ensure_ascii=False,
    ).encode("utf-8", "replace")


def from_json(content: bytes) -> Heard:
    """Read the content of a raw arrival. Raises ValueError, KeyError."""
    said = json.loads(content)
    return Heard(
        sender=said["from"],
        recipient=said["to"],
        text=said["text"],
        said_at=datetime.fromisoformat(said["said_at"]),
        subject=said["subject"],
        files=tuple(Upload(name=file["name"], content=base64.b64decode(file["content"])) for file in said["files"]),
        missing=tuple(said["missing"]),
    )
