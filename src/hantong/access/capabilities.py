"""The words of what staff may do; roles are made of them, doors ask for them."""

from django.utils.translation import gettext_lazy as _

CAPABILITIES = {
    "cases.see": _("See matters"),
    "cases.handle": _("Take, answer and settle matters"),
    "cases.supervise": _("See overdue and stuck matters and give them to others"),
    "contacts.take": _("Record what residents say at the desk or on the phone"),
    "social.publish": _("Approve answers that everybody may read"),
    "mayor.read": _("Read what residents write to the mayor, without their names"),
    "open311.file": _("File and update matters by Open311, for an app of others"),
    "people.see": _("See residents' personal data"),
    "people.edit": _("Change residents' personal data and merge duplicates"),
    "people.erase": _("Export, hold and erase personal data"),
    "reports.see": _("See the figures"),
    "reports.export": _("Take rows and tables out as files"),
    "imports.run": _("Bring in cases from other systems"),
    "offices.edit": _("Change offices, opening hours and holidays"),
    "catalogue.edit": _("Change services and who is responsible"),
    "routing.edit": _("Change where matters go"),
    "templates.edit": _("Change text templates"),
    "access.edit": _("Change staff accounts and roles"),
    "audit.see": _("Read the audit trail and who looked at whose data"),
}

ROLES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "counsellor": (
        {"ko": "상담사", "en": "Counsellor"},
        ("cases.see", "cases.handle", "contacts.take", "people.see", "people.edit"),
    ),
    "official": (
        {"ko": "담당 공무원", "en": "Official"},
        ("cases.see", "cases.handle", "people.see"),
    ),
    "supervisor": (
        {"ko": "슈퍼바이저", "en": "Supervisor"},
        (
            "cases.see", "cases.handle", "cases.supervise", "contacts.take", "people.see", "people.edit",
            "reports.see", "reports.export", "templates.edit", "social.publish", "mayor.read",
        ),
    ),
    "partner": ({"ko": "협력 시스템", "en": "Partner system"}, ("open311.file",)),
    "governor": ({"ko": "단체장", "en": "Governor"}, ("reports.see", "mayor.read")),
    "administrator": ({"ko": "관리자", "en": "Administrator"}, tuple(CAPABILITIES)),
}  # fmt: skip
