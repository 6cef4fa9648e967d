"""What can happen to an import: the whole list."""

from hantong.imports.actions._order import Wanted
from hantong.imports.actions.abandoning import forget_abandoned, waiting_uploads
from hantong.imports.actions.bringing_in import Progress, bring_in
from hantong.imports.actions.indexing import index_imported
from hantong.imports.actions.surveying import make_survey
from hantong.imports.actions.uploading import begin, keep_answers, settle_reading, stop_with, upload

__all__ = [
    "Progress",
    "Wanted",
    "begin",
    "bring_in",
    "forget_abandoned",
    "index_imported",
    "keep_answers",
    "make_survey",
    "settle_reading",
    "stop_with",
    "upload",
    "waiting_uploads",
]
