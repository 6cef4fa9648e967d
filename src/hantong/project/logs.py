"""One line per thing worth knowing, on standard error: readable for people, without personal data."""

import logging

from hantong.kit.text import mask_numbers
from hantong.project.unread import unread

with unread("rich"):  # for tracebacks that show local variables: never in our logs
    import structlog


def mask(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Mask resident-registration and card numbers in every text of a log line."""
    return {key: mask_numbers(value).text if isinstance(value, str) else value for key, value in event.items()}


def logging_settings(*, debug: bool) -> dict[str, object]:
    """Set structlog up and give Django's LOGGING to match."""
    level = logging.DEBUG if debug else logging.INFO
    before: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        mask,
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": structlog.dev.ConsoleRenderer(
                    colors=False,
                    exception_formatter=structlog.dev.plain_traceback,  # the other one shows local variables
                ),
                "foreign_pre_chain": before,
            }
        },
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "hantong": {"level": level},
            "django": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
            "django.request": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
        },
    }
