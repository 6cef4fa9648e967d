"""What happens on the mayor's line: the whole list."""

from hantong.praise.actions.correcting import Correction, NobodyPraised, correct
from hantong.praise.actions.hearing import hear_new
from hantong.praise.actions.lining import LineFacts, LineTaken, LineUsed, remove_line, save_line
from hantong.praise.actions.thanking import NotPraise, thank

__all__ = [
    "Correction",
    "LineFacts",
    "LineTaken",
    "LineUsed",
    "NobodyPraised",
    "NotPraise",
    "correct",
    "hear_new",
    "remove_line",
    "save_line",
    "thank",
]
