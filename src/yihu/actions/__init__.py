"""What a person can do: one file per verb. The window and the command line call only these.

Each is imported when it is first used: the list of households must not wait for all of them.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yihu.actions.add_form import (
        FormReport,
        FormRow,
        add_form,
        check_form,
        correct_form,
        list_forms,
    )
    from yihu.actions.add_household import (
        add_household,
    )
    from yihu.actions.add_profile import (
        ProfileReport,
        ProfileVersionTaken,
        add_profile,
        check_profile,
        save_profile,
    )
    from yihu.actions.adopt_measure import (
        add_measure,
        adopt_measure,
        remove_measure,
    )
    from yihu.actions.agree_plan import (
        PlanReport,
        add_signed_sheet,
        agree_plan,
        sign_plan,
    )
    from yihu.actions.assign_households import (
        AssignReport,
        assign_households,
        assigned_to,
        assigned_to_us,
    )
    from yihu.actions.audit import (
        list_audit,
        verify_audit,
    )
    from yihu.actions.back_up import (
        BackupState,
        backup_after_finish,
        backup_now,
        backup_state,
        choose_backup_place,
        list_backups,
        restore_backup,
    )
    from yihu.actions.change_passphrase import (
        PassphraseWait,
        RecoveryWords,
        change_passphrase,
        draw_recovery_words,
        make_recovery_words,
        passphrase_wait,
        recover_folder,
        save_recovery_words,
    )
    from yihu.actions.change_team import (
        accept_again,
        change_keys,
        renew_permission,
        report_lost,
    )
    from yihu.actions.check_merged import (
        MergedHousehold,
        list_merged,
        mark_checked,
    )
    from yihu.actions.choose_profile import (
        JudgedReport,
        choose_profile,
        judge_by_profile,
    )
    from yihu.actions.compare_plans import (
        ChoiceReport,
        PlanComparison,
        PlanLine,
        choose_plan,
        compare_plans,
    )
    from yihu.actions.create_demo import (
        DEMO_PASSPHRASE,
        create_demo,
        open_demo,
    )
    from yihu.actions.create_folder import (
        create_folder,
    )
    from yihu.actions.create_organisation import (
        RecoverySheet,
        TeamMade,
        TeamSecret,
        copy_organisation,
        create_organisation,
        draw_recovery_sheet,
        open_recovery_sheet,
        print_recovery_sheet,
        recover_from_copy,
        recover_organisation,
    )
    from yihu.actions.decide_conflict import (
        decide_conflict,
    )
    from yihu.actions.decide_many import (
        BatchReport,
        RuleLine,
        RulePreview,
        decide_by_rule,
        list_batches,
        list_rules,
        preview_rule,
        undo_batch,
    )
    from yihu.actions.divisions import DivisionsReport, add_village, import_divisions, list_divisions
    from yihu.actions.erase import (
        ErasureReport,
        erase_household,
        erase_person,
    )
    from yihu.actions.errors import (
        AnswerNotFitting,
        BatchGone,
        ChangeGone,
        ChangeIsBeginning,
        ConflictGone,
        DecisionMissing,
        FormUnknown,
        HouseholdIncomplete,
        HouseholdUnknown,
        MemberUnknown,
        RuleUnknown,
        SameHousehold,
        SurveyMissing,
        VillageCodeWrong,
    )
    from yihu.actions.exchange_cards import (
        CardView,
        list_contacts,
        my_card,
        read_card,
        save_card,
        trust_card,
    )
    from yihu.actions.export_package import (
        ExportReport,
        RecipientMissing,
        export_package,
    )
    from yihu.actions.fill_visit import (
        FillReport,
        RefusedAnswer,
        fill_visit,
    )
    from yihu.actions.find_duplicates import (
        ComparedLine,
        Comparison,
        DuplicateDecision,
        DuplicatePair,
        compare_households,
        count_duplicates,
        join_households,
        keep_apart,
        list_duplicate_decisions,
        list_duplicates,
        reopen_duplicate,
        undo_duplicate,
    )
    from yihu.actions.finish_visit import (
        FinishReport,
        finish_visit,
        review_visit,
    )
    from yihu.actions.handed_over import (
        accept_gap,
        count_blocked,
        give_receipts,
        list_copies,
        list_given,
        list_quarantine,
        list_receipts,
        list_waiting,
        release_package,
        settle_copy,
        take_receipt,
        take_receipt_picture,
    )
    from yihu.actions.import_households import (
        ImportReport,
        ListedChange,
        ListPreview,
        import_households,
        preview_list,
        save_rows_to_correct,
    )
    from yihu.actions.inspect_package import (
        PackageView,
        VerifyReport,
        inspect_package,
        verify_package,
    )
    from yihu.actions.invite_laptop import (
        LaptopInvited,
        code_picture,
        invite_laptop,
        read_request,
        repeat_invitation,
        save_invitation,
        show_request,
    )
    from yihu.actions.join_organisation import (
        InvitationView,
        join_organisation,
        read_invitation,
    )
    from yihu.actions.leave_visit import (
        leave_visit,
    )
    from yihu.actions.list_checks import (
        CheckLine,
        CheckReport,
        list_checks,
        list_rules_of_checks,
        shared_with,
    )
    from yihu.actions.list_conflicts import (
        Conflict,
        ConflictValue,
        list_conflicts,
    )
    from yihu.actions.list_handovers import (
        list_handovers,
    )
    from yihu.actions.list_households import (
        count_households,
        list_households,
        list_villages,
    )
    from yihu.actions.list_profiles import (
        ProfileRow,
        list_profiles,
        profile_in_force,
        profile_of,
        profile_text,
    )
    from yihu.actions.list_records import (
        RecordView,
    )
    from yihu.actions.lock import (
        IdleWatch,
        Locked,
        lock,
        unlock,
    )
    from yihu.actions.measure_poverty import (
        PovertyReport,
        measure_poverty,
    )
    from yihu.actions.move_member import (
        MoveReport,
        move_household,
        move_member,
    )
    from yihu.actions.next_step import (
        NextStep,
        StepKind,
    )
    from yihu.actions.open_folder import (
        folder_exists,
        open_folder,
    )
    from yihu.actions.open_plan import (
        PlanDesk,
        begin_draft,
        leave_plan,
        open_plan,
        refresh_plan,
        revise_plan,
    )
    from yihu.actions.open_visit import (
        Interview,
        open_visit,
    )
    from yihu.actions.paper_templates import (
        LogoUnreadable,
        PaperKindUnknown,
        TemplateReport,
        TemplateRow,
        add_template,
        check_template,
        list_templates,
        save_template,
        template_text,
        use_shipped_template,
    )
    from yihu.actions.preferences import (
        Preferences,
        read_preferences,
        save_preferences,
    )
    from yihu.actions.print_papers import (
        NothingToPrint,
        PlanMissing,
        PrintReport,
        preview_blank,
        preview_paper,
        print_blank,
        print_papers,
    )
    from yihu.actions.print_plans import (
        preview_plan,
        print_plans,
    )
    from yihu.actions.put_sheet_away import (
        SheetWordsWrong,
        ask_for_words,
        is_sheet_away,
        put_sheet_away,
    )
    from yihu.actions.receive_packages import (
        Arrival,
        PackageReport,
        ReceiveReport,
        receive_packages,
    )
    from yihu.actions.recovery_sheet import (
        is_sheet_wanted,
        note_put_away,
    )
    from yihu.actions.remember_here import (
        can_remember,
        forget_here,
        is_remembered,
        open_remembered,
        remember_here,
    )
    from yihu.actions.rename import (
        NameMissing,
        rename_person,
        rename_team,
    )
    from yihu.actions.report_completeness import (
        Call,
        Completeness,
        Gap,
        LaptopHandover,
        TeamProgress,
        VillageProgress,
        report_completeness,
    )
    from yihu.actions.resolve_conflict import (
        ResolveReport,
        resolve_conflict,
    )
    from yihu.actions.reveal import (
        ALL_NUMBERS,
        NumberUnknown,
        RevealedNumber,
        RevealReasonMissing,
        log_list_shown,
        mask_answer,
        reveal,
    )
    from yihu.actions.save_answer import (
        save_answer,
        save_place,
    )
    from yihu.actions.self_test import (
        Check,
        self_test,
    )
    from yihu.actions.set_role import (
        set_role,
    )
    from yihu.actions.show_conflicts import (
        ConflictHousehold,
        Decision,
        Option,
        Part,
        list_conflict_households,
        show_conflicts,
    )
    from yihu.actions.show_follow_up import (
        DueLine,
        DueReport,
        FollowUpView,
        list_due,
        show_follow_up,
    )
    from yihu.actions.show_history import (
        HistoryChange,
        HistoryEntry,
        show_history,
    )
    from yihu.actions.show_household import (
        HouseholdView,
        show_household,
    )
    from yihu.actions.show_life_map import (
        AnswerBehind,
        GuaranteeView,
        LifeMapView,
        show_life_map,
    )
    from yihu.actions.show_plan import (
        PlanView,
        show_plan,
    )
    from yihu.actions.show_team import (
        MemberState,
        MemberView,
        TeamView,
        find_member,
        show_team,
    )
    from yihu.actions.summarize import (
        Figure,
        Overview,
        VillageFigures,
        summarize,
    )
    from yihu.actions.take_new_identity import (
        take_new_identity,
    )
    from yihu.actions.take_photo import (
        PhotoUnreadable,
        read_photo,
        take_photo,
    )
    from yihu.actions.undo_change import (
        UndoReport,
        undo_change,
    )
    from yihu.actions.waive_check import (
        CheckUnknown,
        WaiverReasonMissing,
        WaiverReport,
        restore_check,
        waive_check,
    )
    from yihu.actions.watch_folder import (
        list_new_files,
        settle_files,
        watch_folder,
        watched_folder,
    )
    from yihu.actions.weigh_conflict import (
        differing_paths,
        foresee_income,
        hides_numbers,
        reveal_options,
    )
    from yihu.actions.workspace import (
        Folders,
        RestoreReport,
        Workspace,
    )

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
        "FormUnknown HouseholdIncomplete HouseholdUnknown MemberUnknown RuleUnknown SameHousehold "
        "SurveyMissing VillageCodeWrong"
    ),
    "exchange_cards": "CardView list_contacts my_card read_card save_card trust_card",
    "export_package": "ExportReport RecipientMissing export_package",
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
    "import_households": "ImportReport ListedChange ListPreview import_households preview_list save_rows_to_correct",
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
    "lock": "IdleWatch Locked lock unlock",
    "measure_poverty": "PovertyReport measure_poverty",
    "move_member": "MoveReport move_household move_member",
    "next_step": "NextStep StepKind",
    "open_folder": "folder_exists open_folder",
    "open_plan": "PlanDesk begin_draft leave_plan open_plan refresh_plan revise_plan",
    "open_visit": "Interview open_visit",
    "paper_templates": (
        "LogoUnreadable PaperKindUnknown TemplateReport TemplateRow add_template check_template list_templates "
        "save_template template_text use_shipped_template"
    ),
    "preferences": "Preferences read_preferences save_preferences",
    "print_papers": "NothingToPrint PlanMissing PrintReport preview_blank preview_paper print_blank print_papers",
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
    "self_test": "Check self_test",
    "set_role": "set_role",
    "show_conflicts": "ConflictHousehold Decision Option Part list_conflict_households show_conflicts",
    "show_history": "HistoryChange HistoryEntry show_history",
    "show_follow_up": "DueLine DueReport FollowUpView list_due show_follow_up",
    "show_household": "HouseholdView show_household",
    "show_life_map": "AnswerBehind GuaranteeView LifeMapView show_life_map",
    "show_plan": "PlanView show_plan",
    "show_team": "MemberState MemberView TeamView find_member show_team",
    "summarize": "Figure Overview VillageFigures summarize",
    "take_new_identity": "take_new_identity",
    "take_photo": "PhotoUnreadable read_photo take_photo",
    "undo_change": "UndoReport undo_change",
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


__all__ = [
    "ALL_NUMBERS",
    "DEMO_PASSPHRASE",
    "AnswerBehind",
    "AnswerNotFitting",
    "Arrival",
    "AssignReport",
    "BackupState",
    "BatchGone",
    "BatchReport",
    "Call",
    "CardView",
    "ChangeGone",
    "ChangeIsBeginning",
    "Check",
    "CheckLine",
    "CheckReport",
    "CheckUnknown",
    "ChoiceReport",
    "ComparedLine",
    "Comparison",
    "Completeness",
    "Conflict",
    "ConflictGone",
    "ConflictHousehold",
    "ConflictValue",
    "Decision",
    "DecisionMissing",
    "DivisionsReport",
    "DueLine",
    "DueReport",
    "DuplicateDecision",
    "DuplicatePair",
    "ErasureReport",
    "ExportReport",
    "Figure",
    "FillReport",
    "FinishReport",
    "Folders",
    "FollowUpView",
    "FormReport",
    "FormRow",
    "FormUnknown",
    "Gap",
    "GuaranteeView",
    "HistoryChange",
    "HistoryEntry",
    "HouseholdIncomplete",
    "HouseholdUnknown",
    "HouseholdView",
    "IdleWatch",
    "ImportReport",
    "Interview",
    "InvitationView",
    "JudgedReport",
    "LaptopHandover",
    "LaptopInvited",
    "LifeMapView",
    "ListPreview",
    "ListedChange",
    "Locked",
    "LogoUnreadable",
    "MemberState",
    "MemberUnknown",
    "MemberView",
    "MergedHousehold",
    "MoveReport",
    "NameMissing",
    "NextStep",
    "NothingToPrint",
    "NumberUnknown",
    "Option",
    "Overview",
    "PackageReport",
    "PackageView",
    "PaperKindUnknown",
    "Part",
    "PassphraseWait",
    "PhotoUnreadable",
    "PlanComparison",
    "PlanDesk",
    "PlanLine",
    "PlanMissing",
    "PlanReport",
    "PlanView",
    "PovertyReport",
    "Preferences",
    "PrintReport",
    "ProfileReport",
    "ProfileRow",
    "ProfileVersionTaken",
    "ReceiveReport",
    "RecipientMissing",
    "RecordView",
    "RecoverySheet",
    "RecoveryWords",
    "RefusedAnswer",
    "ResolveReport",
    "RestoreReport",
    "RevealReasonMissing",
    "RevealedNumber",
    "RuleLine",
    "RulePreview",
    "RuleUnknown",
    "SameHousehold",
    "SheetWordsWrong",
    "StepKind",
    "SurveyMissing",
    "TeamMade",
    "TeamProgress",
    "TeamSecret",
    "TeamView",
    "TemplateReport",
    "TemplateRow",
    "UndoReport",
    "VerifyReport",
    "VillageCodeWrong",
    "VillageFigures",
    "VillageProgress",
    "WaiverReasonMissing",
    "WaiverReport",
    "Workspace",
    "accept_again",
    "accept_gap",
    "add_form",
    "add_household",
    "add_measure",
    "add_profile",
    "add_signed_sheet",
    "add_template",
    "add_village",
    "adopt_measure",
    "agree_plan",
    "ask_for_words",
    "assign_households",
    "assigned_to",
    "assigned_to_us",
    "backup_after_finish",
    "backup_now",
    "backup_state",
    "begin_draft",
    "can_remember",
    "change_keys",
    "change_passphrase",
    "check_form",
    "check_profile",
    "check_template",
    "choose_backup_place",
    "choose_plan",
    "choose_profile",
    "code_picture",
    "compare_households",
    "compare_plans",
    "copy_organisation",
    "correct_form",
    "count_blocked",
    "count_duplicates",
    "count_households",
    "create_demo",
    "create_folder",
    "create_organisation",
    "decide_by_rule",
    "decide_conflict",
    "differing_paths",
    "draw_recovery_sheet",
    "draw_recovery_words",
    "erase_household",
    "erase_person",
    "export_package",
    "fill_visit",
    "find_member",
    "finish_visit",
    "folder_exists",
    "foresee_income",
    "forget_here",
    "give_receipts",
    "hides_numbers",
    "import_divisions",
    "import_households",
    "inspect_package",
    "invite_laptop",
    "is_remembered",
    "is_sheet_away",
    "is_sheet_wanted",
    "join_households",
    "join_organisation",
    "judge_by_profile",
    "keep_apart",
    "leave_plan",
    "leave_visit",
    "list_audit",
    "list_backups",
    "list_batches",
    "list_checks",
    "list_conflict_households",
    "list_conflicts",
    "list_contacts",
    "list_copies",
    "list_divisions",
    "list_due",
    "list_duplicate_decisions",
    "list_duplicates",
    "list_forms",
    "list_given",
    "list_handovers",
    "list_households",
    "list_merged",
    "list_new_files",
    "list_profiles",
    "list_quarantine",
    "list_receipts",
    "list_rules",
    "list_rules_of_checks",
    "list_templates",
    "list_villages",
    "list_waiting",
    "lock",
    "log_list_shown",
    "make_recovery_words",
    "mark_checked",
    "mask_answer",
    "measure_poverty",
    "move_household",
    "move_member",
    "my_card",
    "note_put_away",
    "open_demo",
    "open_folder",
    "open_plan",
    "open_recovery_sheet",
    "open_remembered",
    "open_visit",
    "passphrase_wait",
    "preview_blank",
    "preview_list",
    "preview_paper",
    "preview_plan",
    "preview_rule",
    "print_blank",
    "print_papers",
    "print_plans",
    "print_recovery_sheet",
    "profile_in_force",
    "profile_of",
    "profile_text",
    "put_sheet_away",
    "read_card",
    "read_invitation",
    "read_photo",
    "read_preferences",
    "read_request",
    "receive_packages",
    "recover_folder",
    "recover_from_copy",
    "recover_organisation",
    "refresh_plan",
    "release_package",
    "remember_here",
    "remove_measure",
    "rename_person",
    "rename_team",
    "renew_permission",
    "reopen_duplicate",
    "repeat_invitation",
    "report_completeness",
    "report_lost",
    "resolve_conflict",
    "restore_backup",
    "restore_check",
    "reveal",
    "reveal_options",
    "review_visit",
    "revise_plan",
    "save_answer",
    "save_card",
    "save_invitation",
    "save_place",
    "save_preferences",
    "save_profile",
    "save_recovery_words",
    "save_rows_to_correct",
    "save_template",
    "self_test",
    "set_role",
    "settle_copy",
    "settle_files",
    "shared_with",
    "show_conflicts",
    "show_follow_up",
    "show_history",
    "show_household",
    "show_life_map",
    "show_plan",
    "show_request",
    "show_team",
    "sign_plan",
    "summarize",
    "take_new_identity",
    "take_photo",
    "take_receipt",
    "take_receipt_picture",
    "template_text",
    "trust_card",
    "undo_batch",
    "undo_change",
    "undo_duplicate",
    "unlock",
    "use_shipped_template",
    "verify_audit",
    "verify_package",
    "waive_check",
    "watch_folder",
    "watched_folder",
]
