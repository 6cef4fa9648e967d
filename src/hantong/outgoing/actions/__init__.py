"""Every act on webhooks, messages and devices: the flat list."""

from hantong.outgoing.actions.delivering import (
    forget_old,
    lines_to_send_on,
    queue_delivery,
    send_again,
    send_due,
    send_test,
)
from hantong.outgoing.actions.devices import (
    follow_case,
    forget_case_devices,
    remove_staff_device,
    save_staff_device,
    unfollow_case,
)
from hantong.outgoing.actions.notifying import notify, notify_followers, notify_staff
from hantong.outgoing.actions.webhooks import (
    WebhookFacts,
    remove_webhook,
    replace_secret,
    save_webhook,
    start_webhook,
    stop_webhook,
)

__all__ = [
    "WebhookFacts",
    "follow_case",
    "forget_case_devices",
    "forget_old",
    "lines_to_send_on",
    "notify",
    "notify_followers",
    "notify_staff",
    "queue_delivery",
    "remove_staff_device",
    "remove_webhook",
    "replace_secret",
    "save_staff_device",
    "save_webhook",
    "send_again",
    "send_due",
    "send_test",
    "start_webhook",
    "stop_webhook",
    "unfollow_case",
]
