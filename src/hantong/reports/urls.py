"""Addresses of the figures."""

from django.urls import path

from hantong.reports.views import files, pages, pictures, rows

app_name = "reports"
urlpatterns = [
    path("", pages.figures, name="overview"),
    path("rows", rows.rows, name="rows"),
    path("rows.csv", files.rows, {"form": "csv"}, name="rows_csv"),
    path("rows.parquet", files.rows, {"form": "parquet"}, name="rows_parquet"),
    path("charts/<slug:key>.svg", pictures.picture, name="chart"),
    path("tables/<slug:key>.csv", files.table, {"form": "csv"}, name="table_csv"),
    path("tables/<slug:key>.parquet", files.table, {"form": "parquet"}, name="table_parquet"),
    path("tables/<slug:key>/datapackage.json", files.package, name="package"),
    path("<slug:key>", pages.figures, name="page"),
]
