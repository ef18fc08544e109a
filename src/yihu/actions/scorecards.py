"""The score card in use, and choosing an edited one: a readable file that travels as rules do."""

from __future__ import annotations

from pathlib import Path

from yihu.actions.permission import guarded
from yihu.actions.text_file import editable, read_text_file
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained, write_whole
from yihu.base.errors import UserError
from yihu.base.i18n import N_
from yihu.base.shipped import form_path
from yihu.planning.score import ScoreCard
from yihu.planning.score_reading import read_scorecard, shipped_scorecard

KIND = "scorecard"


class ScoreCardVersionTaken(UserError):
    """An edited score card with the version of one that is here."""

    code = "scorecard-version-taken"
    message = N_("There is another score card of version {version} already.")
    advice = N_("Write version {next} into the file and choose it again. Nothing was changed.")


def scorecard_in_use(workspace: Workspace) -> ScoreCard:
    """The county's own of the highest version that counts here, else the one that comes with the program."""
    for row in workspace.store.texts(KIND):
        if row.in_use and (text := workspace.store.text(KIND, row.id, row.version)) is not None:
            return read_scorecard(text)
    return shipped_scorecard()


@guarded
def add_scorecard(workspace: Workspace, path: Path) -> ScoreCard:
    """Use an edited score card from now on; it travels with what is handed over, as rules do.

    Raises FileUnreadable, ScoreCardRefused (with all problems), ScoreCardVersionTaken.
    """
    text = read_text_file(path)
    card = read_scorecard(text)
    known = {row.version: row for row in workspace.store.texts(KIND) if row.id == card.id}
    newest = max(known, default=0)
    if card.version in known and workspace.store.text(KIND, card.id, card.version) == text:
        return card
    if card.version <= max(newest, _shipped_version(card)):
        raise ScoreCardVersionTaken(version=card.version, next=max(newest, _shipped_version(card)) + 1)
    with explained(workspace.folder):
        workspace.store.put_text(KIND, card.id, card.version, card.title["zh_CN"], text)
        workspace.store.note("scorecard_added", scorecard=card.ref)
    return card


def save_scorecard(workspace: Workspace, target: Path) -> ScoreCard:
    """Save the file of the score card in use, to be edited. Raises DiskFull, FolderNotWritable."""
    card = scorecard_in_use(workspace)
    text = workspace.store.text(KIND, card.id, card.version)
    if text is None:
        text = form_path("scorecards", "yearly.toml").read_text(encoding="utf-8")
    write_whole(target, editable(text))
    return card


def _shipped_version(card: ScoreCard) -> int:
    shipped = shipped_scorecard()
    return shipped.version if shipped.id == card.id else 0
