"""Mail is fetched from a real Dovecot on loopback: kept here first, moved there, nothing twice and nothing lost."""

import imaplib
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from socket import create_connection, socket
from tempfile import TemporaryDirectory

import pytest

from hantong.channels.email.fetching import TAKEN, MailboxTrouble, fetch, fetch_from
from hantong.channels.email.jobs import fetch_mail
from hantong.channels.email.settings_read import Account, WrongSetting, read_account, read_listening
from hantong.channels.email.tests.conftest import OURS, mail_of
from hantong.contacts.actions import note_fetched, take_in_waiting
from hantong.contacts.models import OwnAddress, RawArrival, Source
from hantong.project.cast import NOON

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
MB = 1024 * 1024
PASSWORD = "in-the-post"
CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_location = maildir:{folder}/mail
first_valid_uid = 0
first_valid_gid = 0
mail_uid = {user}
mail_gid = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Account]:
    """Give a mailbox on a Dovecot that runs for these stories only, in a folder that `nobody` may walk into."""
    if not Path(DOVECOT).exists():
        pytest.skip("Dovecot is not installed: apt-get install dovecot-imapd")
    with TemporaryDirectory(prefix="dovecot-", ignore_cleanup_errors=True) as name:
        yield from _dovecot_in(Path(name))


def _dovecot_in(folder: Path) -> Iterator[Account]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    who = pwd.getpwuid(os.getuid())
    user = "nobody" if who.pw_uid == 0 else who.pw_name
    group = "nogroup" if who.pw_uid == 0 else str(who.pw_gid)
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    if who.pw_uid == 0:
        shutil.chown(folder, user, group)
        shutil.chown(folder / "mail", user, group)
    path = folder / "dovecot.conf"
    path.write_text(CONFIGURATION.format(folder=folder, user=user, group=group, password=PASSWORD, port=port))
    with subprocess.Popen([DOVECOT, "-F", "-c", str(path)], stderr=subprocess.PIPE) as running:
        account = Account(user="minwon", password=PASSWORD, host="127.0.0.1", port=port, security="none", address=OURS)
        try:
            _await(port, running, folder)
            yield account
        finally:
            running.terminate()
            running.wait(10)


def _await(port: int, running: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        try:
            create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if running.poll() is not None:
                break
            time.sleep(0.1)
    said = running.stderr.read1().decode() if running.stderr else ""  # type: ignore[attr-defined]
    log = folder / "log"
    pytest.skip(f"Dovecot does not start here: {said} {log.read_text()[-500:] if log.exists() else ''}")


@pytest.fixture
def post(dovecot: Account) -> Iterator[imaplib.IMAP4]:
    """Give the mailbox as its owner sees it, emptied."""
    with imaplib.IMAP4(dovecot.host, dovecot.port) as box:
        box.login(dovecot.user, dovecot.password)
        box.delete(TAKEN)
        _said, lines = box.select("INBOX")
        if int(lines[0] or 0):
            box.store("1:*", "+FLAGS", "\\Deleted")
            box.expunge()
        yield box


def put(box: imaplib.IMAP4, content: bytes) -> None:
    said, _lines = box.append("INBOX", "", "", content)
    assert said == "OK"


def count(box: imaplib.IMAP4, folder: str) -> int:
    said, lines = box.select(folder, readonly=True)
    return int(lines[0] or 0) if said == "OK" else 0


def fetched(account: Account, most_bytes: int = 25 * MB) -> tuple[int, int, int]:
    done = fetch(account, clock=lambda: NOON, most_bytes=most_bytes)
    return done.kept, done.repeated, done.held


def test_mail_becomes_matters_and_lies_in_another_folder(
    addresses: OwnAddress, dovecot: Account, post: imaplib.IMAP4
) -> None:
    for n in range(3):
        put(post, mail_of(f"{n}번째 메일", Message_ID=f"<{n}@x.org>").as_bytes())
    assert fetched(dovecot) == (3, 0, 0)
    assert (count(post, "INBOX"), count(post, TAKEN)) == (0, 3)
    assert fetched(dovecot) == (0, 0, 0)
    take_in_waiting(clock=lambda: NOON, until=NOON)
    assert {raw.reason for raw in RawArrival.objects.all()} == {"opened"}
    assert {raw.own_address for raw in RawArrival.objects.all()} == {addresses}


def test_a_fall_between_keeping_and_moving_makes_nothing_twice(
    addresses: OwnAddress, dovecot: Account, post: imaplib.IMAP4, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(post, mail_of().as_bytes())

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("imap_tools.BaseMailBox.move", killed)
        fetched(dovecot)
    assert count(post, "INBOX") == 1
    assert fetched(dovecot) == (0, 1, 0)
    assert (count(post, "INBOX"), RawArrival.objects.count()) == (0, 1)


def test_a_mail_that_is_too_large_stays_there_and_is_shown_here(
    addresses: OwnAddress, dovecot: Account, post: imaplib.IMAP4
) -> None:
    put(post, mail_of("큰 파일", Message_ID="<big@x.org>").as_bytes() + b"A" * 2 * MB)
    put(post, mail_of("작은 메일", Message_ID="<small@x.org>").as_bytes())
    assert fetched(dovecot, most_bytes=MB) == (1, 0, 1)
    held = RawArrival.objects.get(reason="too_large")
    assert (held.sender, held.size_bytes > 2 * MB, held.state) == ("han@example.org", True, "held")
    assert count(post, TAKEN) == 2


def test_a_mailbox_that_cannot_be_read_says_why_without_the_password(dovecot: Account) -> None:
    for wrong in (replace(dovecot, password="not-this"), replace(dovecot, port=1)):
        with pytest.raises(MailboxTrouble) as trouble:
            fetched(wrong)
        assert wrong.host in str(trouble.value)
        assert wrong.password not in str(trouble.value)


def test_how_fetching_goes_is_noted_for_whoever_looks_after_it(
    addresses: OwnAddress, dovecot: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tried(account: Account, at: datetime) -> Source:
        fetch_from(account, clock=lambda: at, most_bytes=MB)
        return Source.objects.get(name=account.said)

    ours = replace(dovecot, address=OURS)
    source = tried(ours, NOON)
    assert (source.own_address, source.worked_at, source.trouble) == (addresses, NOON, "")
    later = NOON + timedelta(hours=1)
    source = tried(replace(ours, password="not-this"), later)
    assert (source.trouble, source.worked_at, source.tried_at) == (Source.Trouble.SIGN_IN, NOON, later)
    assert "not-this" not in source.said
    away = tried(replace(ours, port=1, host="localhost"), later)
    assert (away.trouble, away.worked_at) == (Source.Trouble.AWAY, None)
    assert tried(ours, later).trouble == ""


def test_a_mailbox_that_is_configured_no_more_is_forgotten(
    addresses: OwnAddress, dovecot: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_fetched(channel="email", name="gone · mail.example/INBOX", own_address=None, at=NOON)
    where = f"imap://{dovecot.user}:{dovecot.password}@{dovecot.host}:{dovecot.port}/INBOX"
    monkeypatch.setenv("HANTONG_IMAP", where)
    fetch_mail(timestamp=0)
    assert [source.name for source in Source.objects.all()] == [read_account(where).said]


def test_no_room_leaves_mail_where_it_is(
    addresses: OwnAddress, dovecot: Account, post: imaplib.IMAP4, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(post, mail_of().as_bytes())
    monkeypatch.setattr("hantong.contacts.raw_store.SPARE_BYTES", 2**60)
    assert fetched(dovecot) == (0, 0, 0)
    assert count(post, "INBOX") == 1


def test_settings_are_read_as_they_are_documented() -> None:
    account = read_account("imaps://minwon%40city.example:p%3Ass@mail.example:1993/Post%20ein?address=a@b.example")
    assert (account.user, account.password, account.port) == ("minwon@city.example", "p:ss", 1993)
    assert (account.folder, account.address, account.security) == ("Post ein", "a@b.example", "tls")
    assert "p:ss" not in repr(account)
    assert read_account("imap+starttls://a:b@c").port == 143
    assert read_listening("lmtp:///run/hantong/lmtp").path == "/run/hantong/lmtp"
    assert read_listening("smtp://127.0.0.1:2525").port == 2525


@pytest.mark.parametrize("value", ["http://x:1", "lmtp://", "lmtp://host", "25", "smtp://a:b"])
def test_a_wrong_place_to_listen_is_named(value: str) -> None:
    with pytest.raises(WrongSetting, match="HANTONG_MAIL_LISTEN"):
        read_listening(value)


@pytest.mark.parametrize("value", ["pop3://a:b@c", "imaps://host", "imaps://a:b@", "imaps://a:b@c:x"])
def test_a_wrong_mailbox_is_named_without_its_password(value: str) -> None:
    with pytest.raises(WrongSetting, match="HANTONG_IMAP"):
        read_account(value)
