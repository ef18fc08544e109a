"""What a person can do: one file per verb. The window and the command line call only these."""

from yihu.actions.add_form import (
    FormReport,
    FormRow,
    add_form,
    check_form,
    list_forms,
)
from yihu.actions.add_household import (
    add_household,
)
from yihu.actions.adopt_measure import (
    add_measure,
    adopt_measure,
    remove_measure,
)
from yihu.actions.agree_plan import (
    PlanReport,
    agree_plan,
    sign_plan,
)
from yihu.actions.create_demo import (
    DEMO_PASSPHRASE,
    create_demo,
    demo_family,
    open_demo,
)
from yihu.actions.create_folder import (
    create_folder,
)
from yihu.actions.errors import (
    ConflictGone,
    FormUnknown,
    HouseholdIncomplete,
    HouseholdUnknown,
    SurveyMissing,
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
from yihu.actions.finish_visit import (
    FinishReport,
    finish_visit,
    review_visit,
)
from yihu.actions.import_households import (
    ImportReport,
    ListPreview,
    import_households,
    preview_list,
)
from yihu.actions.leave_visit import (
    leave_visit,
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
    leave_plan,
    open_plan,
    refresh_plan,
    revise_plan,
)
from yihu.actions.open_visit import (
    Interview,
    open_visit,
)
from yihu.actions.preferences import (
    Preferences,
    read_preferences,
    save_preferences,
)
from yihu.actions.print_plans import (
    PlanMissing,
    PrintReport,
    preview_plan,
    print_plans,
)
from yihu.actions.receive_packages import (
    Arrival,
    PackageReport,
    ReceiveReport,
    receive_packages,
)
from yihu.actions.resolve_conflict import (
    ResolveReport,
    resolve_conflict,
)
from yihu.actions.save_answer import (
    save_answer,
    save_place,
)
from yihu.actions.self_test import (
    Check,
    self_test,
)
from yihu.actions.show_household import (
    HouseholdView,
    show_household,
)
from yihu.actions.summarize import (
    Figure,
    Overview,
    VillageFigures,
    summarize,
)
from yihu.actions.take_photo import (
    PhotoUnreadable,
    read_photo,
    take_photo,
)
from yihu.actions.workspace import (
    Folders,
    Workspace,
)

__all__ = [
    "DEMO_PASSPHRASE",
    "Arrival",
    "CardView",
    "Check",
    "Conflict",
    "ConflictGone",
    "ConflictValue",
    "ExportReport",
    "Figure",
    "FillReport",
    "FinishReport",
    "Folders",
    "FormReport",
    "FormRow",
    "FormUnknown",
    "HouseholdIncomplete",
    "HouseholdUnknown",
    "HouseholdView",
    "ImportReport",
    "Interview",
    "ListPreview",
    "NextStep",
    "Overview",
    "PackageReport",
    "PhotoUnreadable",
    "PlanDesk",
    "PlanMissing",
    "PlanReport",
    "Preferences",
    "PrintReport",
    "ReceiveReport",
    "RecipientMissing",
    "RefusedAnswer",
    "ResolveReport",
    "StepKind",
    "SurveyMissing",
    "VillageFigures",
    "Workspace",
    "add_form",
    "add_household",
    "add_measure",
    "adopt_measure",
    "agree_plan",
    "check_form",
    "count_households",
    "create_demo",
    "create_folder",
    "demo_family",
    "export_package",
    "fill_visit",
    "finish_visit",
    "folder_exists",
    "import_households",
    "leave_plan",
    "leave_visit",
    "list_conflicts",
    "list_contacts",
    "list_forms",
    "list_handovers",
    "list_households",
    "list_villages",
    "my_card",
    "open_demo",
    "open_folder",
    "open_plan",
    "open_visit",
    "preview_list",
    "preview_plan",
    "print_plans",
    "read_card",
    "read_photo",
    "read_preferences",
    "receive_packages",
    "refresh_plan",
    "remove_measure",
    "resolve_conflict",
    "review_visit",
    "revise_plan",
    "save_answer",
    "save_card",
    "save_place",
    "save_preferences",
    "self_test",
    "show_household",
    "sign_plan",
    "summarize",
    "take_photo",
    "trust_card",
]
