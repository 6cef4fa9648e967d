"""Addresses of roles, keys and the two logs."""

from django.urls import path

from hantong.access.views import keys, logs, roles

app_name = "access"
urlpatterns = [
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.new_role, name="new_role"),
    path("roles/<slug:key>/", roles.role, name="role"),
    path("roles/<slug:key>/offer/", roles.offer, name="offer"),
    path("roles/<slug:key>/removal/", roles.remove_role, name="remove_role"),
    path("keys/", keys.keys, name="keys"),
    path("keys/new/", keys.new_key, name="new_key"),
    path("keys/<uuid:pk>/rotation/", keys.rotate_key, name="rotate_key"),
    path("keys/<uuid:pk>/revocation/", keys.revoke_key, name="revoke_key"),
    path("audit/", logs.audit_trail, name="audit"),
    path("audit.csv", logs.audit_file, name="audit_file"),
    path("viewings/", logs.viewings, name="viewings"),
    path("viewings.csv", logs.viewings_file, name="viewings_file"),
]
