"""What a person can do: one file per verb. The window and the command line call only these.

Each is imported when it is first used: the list of households must not wait for all of them. A new name goes into the
table below; then `python packaging/action_names.py` tells it to type checkers (`__init__.pyi`).
"""

import sys
from importlib import import_module
from types import ModuleType

_PLACES = {
    "add_form": "FormReport FormRow add_form check_form correct_form list_forms",
    "add_household": "add_household",
    "add_profile": "ProfileReport ProfileVersionTaken add_profile check_profile save_profile",
    "adopt_measure": "add_measure adopt_measure remove_measure",
    "agree_plan": "PlanReport add_signed_sheet agree_plan sign_plan",
    "assign_households": "AssignReport assign_households assigned_to assigned_to_us",
    "audit": "list_audit verify_audit",
    "back_up": (
        "BackupState backup_after_finish backup_now backup_state choose_backup_place "
        "list_backups restore_backup"
    ),
    "change_passphrase": (
        "PassphraseWait RecoveryWords change_passphrase draw_recovery_words make_recovery_words "
        "passphrase_wait recover_folder save_recovery_words"
    ),
    "change_team": "accept_again change_keys renew_permission report_lost",
    "check_merged": "MergedHousehold list_merged mark_checked",
    "compare_plans": "ChoiceReport PlanComparison PlanLine choose_plan compare_plans",
    "choose_households": "Choice chosen_numbers chosen_rows chosen_spots chosen_villages count_chosen",
    "choose_profile": "JudgedReport choose_profile judge_by_profile",
    "create_demo": "create_demo open_demo DEMO_PASSPHRASE",
    "create_folder": "create_folder",
    "create_organisation": (
        "RecoverySheet TeamMade TeamSecret copy_organisation create_organisation draw_recovery_sheet "
        "open_recovery_sheet print_recovery_sheet recover_from_copy recover_organisation"
    ),
    "decide_conflict": "decide_conflict",
    "decide_many": (
        "BatchReport RuleLine RulePreview decide_by_rule list_batches list_rules preview_rule undo_batch"
    ),
    "erase": "ErasureReport erase_household erase_person",
    "divisions": "DivisionsReport add_village import_divisions list_divisions",
    "errors": (
        "AnswerNotFitting BatchGone ChangeGone ChangeIsBeginning ConflictGone DecisionMissing "
        "FormUnknown FormWaits HelperUnknown HouseholdIncomplete HouseholdUnknown MemberUnknown PairUnknown "
        "RuleUnknown SameHousehold SurveyMissing VillageCodeWrong"
    ),
    "exchange_cards": "CardView list_contacts my_card read_card save_card trust_card",
    "export_package": "ExportReport RecipientMissing export_package",
    "export_tables": (
        "SavedTable TableFormatUnknown TableOnlyWorkbook TablePeople TableRow TableUnknown TableWithoutPlaces "
        "list_tables people_in_table save_table"
    ),
    "fund_errors": (
        "AmountUnclear DayUnclear FundShort FundUncovered FundUnknown GrantNotPaid GrantUnknown TaskUnknown"
    ),
    "keep_funds": (
        "FundReport GrantWish add_fund add_tranche amount_of approve_grant cancel_grant correct_grant day_of "
        "give_grants pay_grant return_grant share_grant"
    ),
    "keep_tasks": "CalendarReport TaskReport add_task drop_task finish_task reopen_task save_calendar",
    "show_funds": (
        "BeneficiaryName FundView FundsReport HeldGrant HeldView count_held list_beneficiaries list_funds "
        "list_grants_of list_held show_fund"
    ),
    "print_statement": "preview_statement print_statement",
    "show_tasks": "TaskFilter TasksReport list_tasks owner_words show_month show_task",
    "fill_visit": "FillReport RefusedAnswer fill_visit",
    "find_duplicates": (
        "ComparedLine Comparison DuplicateDecision DuplicatePair compare_households count_duplicates "
        "join_households keep_apart list_duplicate_decisions list_duplicates reopen_duplicate "
        "undo_duplicate"
    ),
    "finish_visit": "FinishReport finish_visit review_visit",
    "handed_over": (
        "accept_gap count_blocked give_receipts list_copies list_given list_quarantine list_receipts "
        "list_waiting release_package settle_copy take_receipt take_receipt_picture"
    ),
    "helpers": (
        "GroupLine HelperLine HelperReport HelperView add_helper add_helper_group division_for end_helper "
        "find_group helper_id list_helper_groups list_helpers show_helper"
    ),
    "import_helpers": "HelperColumnMissing HelperImport HelperProblem import_helpers suggest_helper_columns",
    "import_households": "import_households preview_list save_rows_to_correct",
    "import_reports": "ImportReport LeftMember ListPreview ListedChange",
    "invite_laptop": (
        "LaptopInvited code_picture invite_laptop read_request repeat_invitation save_invitation show_request"
    ),
    "join_organisation": "InvitationView join_organisation read_invitation",
    "inspect_package": "PackageView VerifyReport inspect_package verify_package",
    "leave_visit": "leave_visit",
    "list_checks": "CheckLine CheckReport list_checks list_rules_of_checks shared_with",
    "list_conflicts": "Conflict ConflictValue list_conflicts",
    "list_handovers": "list_handovers",
    "list_households": "count_households list_households list_villages",
    "list_profiles": "ProfileRow list_profiles profile_in_force profile_of profile_text",
    "list_records": "RecordView",
    "list_selections": (
        "OnSelection SelectionRow SelectionView find_selection list_selections selection_households "
        "selection_numbers selections_of show_selection wanted_of"
    ),
    "lock": "IdleWatch Locked lock unlock",
    "make_pairs": (
        "PairProposals PairReport ProposedPair end_pairs list_pair_batches make_pairs propose undo_pairs"
    ),
    "make_selection": (
        "SelectionComparison SelectionReport add_to_selection compare_selection delete_selection "
        "freeze_selection make_selection refresh_selection take_from_selection"
    ),
    "measure_poverty": "PovertyReport measure_poverty",
    "move_member": "MoveReport move_household move_member",
    "next_step": "NextStep StepKind",
    "open_folder": "folder_exists open_folder",
    "open_plan": "PlanDesk begin_draft leave_plan open_plan refresh_plan revise_plan",
    "open_visit": "Interview open_visit",
    "pair_book": "PairBook Scope find_helper",
    "paper_templates": (
        "LogoUnreadable PaperKindUnknown TemplateReport TemplateRow add_template check_template list_templates "
        "save_template template_text use_shipped_template"
    ),
    "preferences": "Preferences read_preferences save_preferences",
    "print_papers": "NothingToPrint PairMissing PaperEmpty PlanMissing PrintReport preview_blank preview_paper print_blank print_papers",
    "print_plans": "preview_plan print_plans",
    "put_sheet_away": "SheetWordsWrong ask_for_words is_sheet_away put_sheet_away",
    "receive_packages": "Arrival PackageReport ReceiveReport receive_packages",
    "recovery_sheet": "is_sheet_wanted note_put_away",
    "remember_here": "can_remember forget_here is_remembered open_remembered remember_here",
    "rename": "NameMissing rename_person rename_team",
    "report_completeness": (
        "Call Completeness Gap LaptopHandover TeamProgress VillageProgress report_completeness"
    ),
    "resolve_conflict": "ResolveReport resolve_conflict",
    "reveal": (
        "ALL_NUMBERS NumberUnknown RevealReasonMissing RevealedNumber log_list_shown mask_answer reveal"
    ),
    "save_answer": "save_answer save_place",
    "save_list": "ListColumn ListOnScreen save_list",
    "selection_errors": "ReasonMissing SelectionEmpty SelectionFinal SelectionUnknown",
    "self_test": "Check self_test",
    "set_role": "set_role",
    "show_conflicts": "ConflictHousehold Decision Option Part list_conflict_households show_conflicts",
    "show_history": "HistoryChange HistoryEntry show_history",
    "show_follow_up": "DueLine DueReport FollowUpView list_due show_follow_up",
    "show_household": "HouseholdView show_household",
    "show_life_map": "AnswerBehind GuaranteeView LifeMapView show_life_map",
    "show_pairs": (
        "HelperLoad PairCoverage PairEvent PairLine ThreeOnesReport count_three_ones event_words list_pairs "
        "list_without_helper pair_history show_pair_coverage"
    ),
    "show_plan": "PlanView show_plan",
    "texts_about": "TextAbout texts_about",
    "shared_rules": "SharedRule list_shared_rules shared_rule_text sign_shared_rule",
    "show_team": "MemberState MemberView TeamView find_member show_team",
    "read_pairs": "Pairs read_pairs",
    "report_progress": "ProgressReport ProgressRow report_progress",
    "score_units": "ScoreReport score_units",
    "scorecards": "ScoreCardVersionTaken add_scorecard save_scorecard scorecard_in_use",
    "bulletins": "BulletinDraft BulletinRow compose_bulletin count_figures draft_bulletin keep_bulletin list_bulletins",
    "subjects": "RecordAnswers RecordRefused begin_subject fill_record fill_records remove_record",
    "summarize": "Figure Overview VillageFigures summarize",
    "take_new_identity": "take_new_identity",
    "take_signed_cards": "CardProblem SignedCards TakenCard take_signed_cards",
    "take_photo": "PhotoUnreadable read_photo take_photo",
    "undo_change": "UndoReport undo_change",
    "print_village_plan": "preview_village_plan print_village_plan project_photos",
    "show_village_plan": (
        "ItemUnknown ProjectUnknown VillagePlanLine VillagePlanView list_item_households list_projects list_village_plans "
        "show_village_plan village_items_of"
    ),
    "write_village_plan": (
        "add_item change_item drop_item gather_village_plan preview_gathering write_project write_village_plan"
    ),
    "waive_check": "CheckUnknown WaiverReasonMissing WaiverReport restore_check waive_check",
    "weigh_conflict": "differing_paths foresee_income hides_numbers reveal_options",
    "watch_folder": "list_new_files settle_files watch_folder watched_folder",
    "workspace": "Folders RestoreReport Workspace",
}
_MODULES = {name: module for module, names in _PLACES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """An action or a report by its name, from its own file."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found


class _Package(ModuleType):
    """Loading a file sets it on its package; where it bears its action's name, the action stays."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _MODULES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
