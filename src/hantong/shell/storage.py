"""Static files under names that change with their content, compressed once at collection."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes and compresses every file, and rewrites the imports between script modules too."""

    support_js_module_import_aggregation = True
