"""The web processes: Django and every room are read once, and the processes that answer are forked from that."""

import gc
import io
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

WORKERS = 2
THREADS = 4
WARMING_PAGE = "/offline"  # the frame of every page, and nothing of the database, which must not be open at a fork

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def main(host: str, port: str) -> None:
    """Answer on `host` and `port` until a signal says stop."""
    gc.disable()  # nothing that is read now ever becomes garbage
    application = warm_application()
    gc.freeze()
    gc.enable()
    multiprocessing.set_start_method("fork")
    server = Server(
        "hantong.project.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=lambda: application, wrap_loader=False)


def warm_application() -> Application:
    """Give the product as a web application that has read its rooms, words and the frame of its pages."""
    from django.conf import settings
    from django.utils.translation import gettext, override

    from hantong.project.wsgi import application

    for language, _name in settings.LANGUAGES:
        with override(language):
            gettext("Hantong")
    ask(application, WARMING_PAGE, host=settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "127.0.0.1"))
    return application


def ask(application: Application, path: str, *, host: str) -> int:
    """Ask the application for a page as a server would, and give the status of its answer."""
    said: list[str] = []
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    answer = application(environment, lambda status, headers: said.append(status))
    b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return int(said[0].split()[0])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hantong.project.settings")
    main(*sys.argv[1:])
