"""What can happen to an import: the whole list."""

from hantong.imports.actions._order import Wanted
from hantong.imports.actions.bringing_in import Progress, bring_in
from hantong.imports.actions.indexing import index_imported
from hantong.imports.actions.surveying import make_survey

__all__ = ["Progress", "Wanted", "bring_in", "index_imported", "make_survey"]
