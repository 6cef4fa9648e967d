"""Addresses of residents and what is kept about them."""

from django.urls import path

from hantong.people.views import changes, finding, keeping, merging, profile, rights

app_name = "people"
urlpatterns = [
    path("", finding.residents, name="residents"),
    path("new/", finding.new_resident, name="new_resident"),
    path("duplicates/", merging.duplicates, name="duplicates"),
    path("tombstones/", keeping.tombstones, name="tombstones"),
    path("retention/", keeping.retention, name="retention"),
    path("<uuid:pk>/", profile.resident, name="resident"),
    path("<uuid:pk>/particulars/", profile.edit, name="edit_resident"),
    path("<uuid:pk>/contact-points/", changes.contact_points, name="contact_points"),
    path("<uuid:pk>/contact-points/<uuid:point>/preference/", changes.point_preference, name="point_preference"),
    path("<uuid:pk>/contact-points/<uuid:point>/removal/", changes.point_removal, name="point_removal"),
    path("<uuid:pk>/consents/", changes.consents, name="consents"),
    path("<uuid:pk>/consents/<uuid:consent>/withdrawal/", changes.consent_withdrawal, name="consent_withdrawal"),
    path("<uuid:pk>/spokespersons/", changes.spokespersons, name="spokespersons"),
    path("<uuid:pk>/spokespersons/<uuid:spokesperson>/end/", changes.spokesperson_end, name="spokesperson_end"),
    path("<uuid:pk>/merges/with/<uuid:other>/", merging.merges, name="merges"),
    path("<uuid:pk>/merges/<uuid:merge>/undoing/", merging.merge_undoing, name="merge_undoing"),
    path("<uuid:pk>/separation/from/<uuid:other>/", merging.separation, name="separation"),
    path("<uuid:pk>/export/", rights.export, name="export"),
    path("<uuid:pk>/erasure/", rights.erasure, name="erasure"),
    path("<uuid:pk>/holds/", rights.holds, name="holds"),
    path("<uuid:pk>/holds/<uuid:hold>/release/", rights.hold_release, name="hold_release"),
]
