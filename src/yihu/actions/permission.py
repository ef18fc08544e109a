"""Which action needs which right of this laptop's role: one table. The store asks again where it writes.

Whatever changes something stands in `DEEDS` or in `FREE`; a test goes through all actions and asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from yihu.storage.roles import ANSWER, HAND_OVER, MANAGE, TAKE_IN

if TYPE_CHECKING:
    from yihu.actions.workspace import Workspace

Given = ParamSpec("Given")
Result = TypeVar("Result")

_NEEDS = {
    ANSWER: (
        "add_household import_households save_rows_to_correct open_visit look_at_interview save_answer save_place save_changes fill_visit "
        "leave_visit finish_visit take_photo keep_file keep_drawing open_plan revise_plan begin_draft "
        "choose_plan add_signed_sheet leave_plan refresh_plan add_measure adopt_measure remove_measure "
        "add_fund add_tranche give_grants share_grant approve_grant pay_grant return_grant cancel_grant correct_grant "
        "add_task finish_task drop_task reopen_task print_statement "
        "agree_plan sign_plan print_plans print_papers resolve_conflict decide_conflict reveal_options "
        "join_households keep_apart undo_duplicate reopen_duplicate move_member move_household mark_checked "
        "add_helper add_helper_group end_helper make_pairs end_pairs undo_pairs take_signed_cards "
        "make_selection add_to_selection take_from_selection refresh_selection delete_selection "
        "undo_change rename_person save_copy waive_check restore_check keep_bulletin begin_subject fill_record fill_records remove_record "
        "gather_village_plan write_village_plan add_item change_item drop_item write_project print_village_plan"
    ),
    HAND_OVER: (
        "export_package trust_card take_receipt take_receipt_picture accept_gap settle_copy rename_team "
        "take_new_identity choose_backup_place log_list_shown save_table save_list"
    ),
    TAKE_IN: "receive_packages join_organisation give_receipts watch_folder settle_files",
    MANAGE: (
        "add_form import_divisions add_village add_template add_scorecard use_shipped_template add_profile choose_profile judge_by_profile sign_shared_rule "
        "import_helpers freeze_selection assign_households decide_by_rule undo_batch erase_household erase_person create_organisation "
        "recover_organisation recover_from_copy copy_organisation open_recovery_sheet invite_laptop "
        "repeat_invitation renew_permission report_lost accept_again change_keys put_sheet_away "
        "release_package"
    ),
}
DEEDS = {name: deed for deed, names in _NEEDS.items() for name in names.split()}
FREE = {
    "backup_now": "one more sealed copy of what is here",
    "backup_after_finish": "one more sealed copy of what is here",
    "reveal": "with a reason, and logged before",
    "set_role": "asks for the passphrase",
    "change_passphrase": "asks for the passphrase",
    "make_recovery_words": "asks for the passphrase",
    "note_put_away": "the words were made with the passphrase",
    "remember_here": "asks for the passphrase",
    "forget_here": "opens less than before",
    "print_empty_questionnaire": "nobody's answers stand in it",
    "save_card": "what others may know of this laptop",
    "lock": "the folder is closed",
    "print_blank": "an empty form, nothing of a household",
    "save_calendar": "what is to be done until when, nobody's name",
    "save_template": "a copy of a file without anything of a household",
}
"""What changes something on the disk and is open to every role, and why."""


def guarded(
    action: Callable[Concatenate[Workspace, Given], Result],
) -> Callable[Concatenate[Workspace, Given], Result]:
    """The action, which raises `RoleForbids` before anything is done if the role of this laptop lacks its right."""
    deed = DEEDS[action.__name__]

    @wraps(action)
    def asked(workspace: Workspace, /, *args: Given.args, **named: Given.kwargs) -> Result:
        workspace.store.allow(deed)
        return action(workspace, *args, **named)

    return asked
