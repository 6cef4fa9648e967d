"""What a browser gives us to notify it: an address and two keys, checked before they are kept."""

from base64 import urlsafe_b64decode
from binascii import Error
from dataclasses import dataclass

from hantong.outgoing.refusals import NotADevice
from hantong.outside.calling import checked
from hantong.outside.places import NotAllowed

POINT_BYTES, SECRET_BYTES, LONGEST_ADDRESS = 65, 16, 1000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser's address at its push service, its public key and its secret, the keys in base64url."""

    address: str
    public_key: str
    auth: str

    def __post_init__(self) -> None:
        point, secret = _bytes(self.public_key), _bytes(self.auth)
        if len(self.address) > LONGEST_ADDRESS or len(point) != POINT_BYTES or point[:1] != b"\x04":
            raise NotADevice
        if len(secret) != SECRET_BYTES or not _is_on_the_curve(point):
            raise NotADevice
        try:
            checked(self.address)
        except NotAllowed as refused:
            raise NotADevice from refused


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except (Error, ValueError):
        return b""


def _is_on_the_curve(point: bytes) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return True
