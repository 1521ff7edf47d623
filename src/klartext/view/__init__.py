"""Records → German texts and HTML fragments for any page. Pure: no page library, no state, everything is escaped."""

from klartext.view.asking import Doing, asking_line, working_line
from klartext.view.cards import card, decision_line
from klartext.view.checklist import checklist_panel
from klartext.view.differences import Piece, side_by_side, word_diff
from klartext.view.entries import Stage, entry, more_entries
from klartext.view.letter import legend, marked_letter
from klartext.view.markup import Html, html, join
from klartext.view.names import CATEGORY_NAMES, STATE_NAMES, State
from klartext.view.output import Download, download_links, error_message, file_stem, message, preview
from klartext.view.scores import score_panel
from klartext.view.targets import left_to_do, traffic_light
from klartext.view.worklist import Item, items, progress, sentence_of

__all__ = [
    "CATEGORY_NAMES",
    "STATE_NAMES",
    "Doing",
    "Download",
    "Html",
    "Item",
    "Piece",
    "Stage",
    "State",
    "asking_line",
    "card",
    "checklist_panel",
    "decision_line",
    "download_links",
    "entry",
    "error_message",
    "file_stem",
    "html",
    "items",
    "join",
    "left_to_do",
    "legend",
    "marked_letter",
    "message",
    "more_entries",
    "preview",
    "progress",
    "score_panel",
    "sentence_of",
    "side_by_side",
    "traffic_light",
    "word_diff",
    "working_line",
]
