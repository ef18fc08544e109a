"""Whether the recovery sheet is where it can be found again: two of its words prove that it was printed."""

from __future__ import annotations

from collections.abc import Sequence

from yihu.actions.create_organisation import RecoverySheet
from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.base.errors import UserError
from yihu.base.i18n import N_

AWAY = "team_sheet_away"
ASKED = 2


class SheetWordsWrong(UserError):
    """Words that don't stand at those places of the sheet."""

    code = "sheet-words-wrong"
    message = N_("These are not the words at those places of the sheet.")
    advice = N_("Look at the printed sheet: the number stands before each word. Nothing was changed.")


def ask_for_words(workspace: Workspace, sheet: RecoverySheet) -> tuple[int, ...]:
    """Which words to ask for, from 1, in the order of the sheet."""
    numbers = list(range(1, len(sheet.chinese) + 1))
    chosen = [numbers.pop(workspace.random(1)[0] % len(numbers)) for _ in range(ASKED)]
    return tuple(sorted(chosen))


@guarded
def put_sheet_away(
    workspace: Workspace, sheet: RecoverySheet, asked: Sequence[int], typed: Sequence[str]
) -> None:
    """The person typed the words asked for, in either language. Raises SheetWordsWrong."""
    for number, word in zip(asked, typed, strict=True):
        if word.strip().lower() not in (sheet.chinese[number - 1], sheet.english[number - 1]):
            raise SheetWordsWrong
    workspace.store.set_setting(AWAY, sheet.digits)


def is_sheet_away(workspace: Workspace, digits: str) -> bool:
    """Whether that was proved on this laptop for the organisation with these digits."""
    return workspace.store.setting(AWAY) == digits
