"""The vocabulary of `save_to` properties: all that the domain reads from any questionnaire.

A question of any form carries a property's name in its standard XLSForm column `save_to`
(ODK entities). Renaming, moving or adding questions changes nothing here. Names are unique
over all entity lists, so that a name alone says whose property it is.
"""

from dataclasses import dataclass
from typing import Literal

Entity = Literal[
    "households",
    "persons",
    "plans",
    "measures",
    "visits",
    "progress",
    "quarters",
    "procedures",
    "funds",
    "tranches",
    "grants",
    "tasks",
    "bulletins",
    "helpers",
    "helper_groups",
    "pairings",
    "selections",
    "picks",
    "village_plans",
    "items",
    "projects",
    "milestones",
]
Kind = Literal["text", "integer", "decimal", "yuan", "date", "code", "codes", "image"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property.

    Attributes:
        name: what stands in `save_to` (after `list#` where a form has several lists).
        entity: the entity list it belongs to.
        kind: how its text is read; `yuan` is a decimal amount, `codes` a select_multiple.
        code_list: the list in `register.codes` that its code(s) come from, else None.
    """

    name: str
    entity: Entity
    kind: Kind
    code_list: str | None = None


def _read(entity: Entity, table: str) -> dict[str, Property]:
    """One property a line: `name kind [code list]`."""
    rows = (line.split() for line in table.split("\n") if line.strip())
    return {
        name: Property(name=name, entity=entity, kind=kind, code_list=rest[0] if rest else None)  # type: ignore[arg-type]
        for name, kind, *rest in rows
    }


INCOME_LINES: dict[str, tuple[str, ...]] = {
    "wages": ("wage_migrant", "wage_trade_post", "wage_township_post", "wage_village_post", "wage_gathering"),
    "business": ("business_planting", "business_breeding", "business_forestry", "business_other"),
    "property": (
        "property_dividends",
        "property_land_transfer",
        "property_finance",
        "property_entrusted",
        "property_other",
    ),
    "transfers": (
        "transfer_family_planning",
        "transfer_low_income",
        "transfer_extreme_hardship",
        "transfer_pension",
        "transfer_old_age",
        "transfer_disability",
        "transfer_veteran",
        "transfer_incapacity",
        "transfer_forest_return",
        "transfer_public_forest",
        "transfer_grassland",
        "transfer_migration",
        "transfer_ecology_other",
        "transfer_land_fertility",
        "transfer_corn_soybean",
        "transfer_field_insurance",
        "transfer_education",
        "transfer_disaster",
        "transfer_alimony",
        "transfer_heating",
        "transfer_price",
        "transfer_relief",
        "transfer_poverty_insurance",
        "transfer_donation",
        "transfer_other",
    ),
    "costs": ("cost_planting", "cost_breeding", "cost_forestry", "cost_other"),
}
"""The lines of a household's income in their five groups a to e (county schema of 2023)."""

INCOME_TOTALS = {
    "wages": "wage_income",
    "business": "business_income",
    "property": "property_income",
    "transfers": "transfer_income",
    "costs": "production_cost",
}
"""The property that carries each group's total, for forms that ask only totals."""

_HOUSEHOLD = """
profile text
previous_visit_on date
survey_purpose code survey_purpose
household_number text
head_name text
division_code text
township text
village text
group text
address text
phone text
visit_date date
surveyor text
visit_result code visit_result
next_visit_date date
refusal_reason text
moved_to text
consent_given code yes_no
consent_signer code consent_signer
signer_name text
signer_under_14 code yes_no
guardian_name text
guardian_relation text
signed_on date
consent_photo image
head_signature image
category code monitored_category
identified_on date
recognition_standard code recognition_standard
poverty_state code poverty_state
left_poverty code yes_no
household_attribute code household_attribute
risks codes risk
disaster_kind code disaster_kind
risk_note text
no_labour_household code yes_no
risk_eliminated_on date
removal_kind code removal_kind
removal_contact text
removal_contact_phone text
relocated code yes_no
relocation_site text
member_count integer
undernourished_any code yes_no
bank_name text
bank_account text
helper_name text
helper_unit text
helper_phone text
helper_since date
helper_until date
helper_sex code sex
helper_political_status code political_status
housing_tenure code housing_tenure
housing_area_m2 decimal
housing_structure code housing_structure
housing_built_year integer
housing_grade code housing_grade
housing_renovated code yes_no
housing_renovation_year integer
housing_note text
dangerous_house code yes_no
water_source code water_source
water_enough code yes_no
water_clean code yes_no
water_fetch_minutes integer
water_shortage_days integer
water_litres decimal
water_distance_m decimal
water_climb_m decimal
water_difficult code yes_no
toilet code yes_no
fuel code fuel
fuel_note text
electricity_living code yes_no
electricity_production code yes_no
broadcast code yes_no
internet code yes_no
assets codes asset
road code road
road_distance_km decimal
land_kinds codes land_kind
farmland_mu decimal
irrigated_mu decimal
forest_mu decimal
returned_forest_mu decimal
orchard_mu decimal
pasture_mu decimal
water_surface_mu decimal
production_kinds codes production_kind
crops text
livestock text
cooperative code yes_no
cooperative_name text
leading_enterprise code yes_no
pioneer code yes_no
microloan_yuan yuan
income_year integer
wage_kinds codes wage_kind
business_kinds codes business_kind
property_kinds codes property_kind
transfer_kinds codes transfer_kind
wage_income yuan
business_income yuan
property_income yuan
transfer_income yuan
production_cost yuan
net_income yuan
net_income_per_head yuan
insurance_claims_yuan yuan
compliant_self_paid_yuan yuan
uncounted_kinds codes uncounted_kind
medical_reimbursed_yuan yuan
housing_subsidy_yuan yuan
industry_award_yuan yuan
temporary_relief_yuan yuan
short_subsidy_yuan yuan
food_enough code yes_no
meat_monthly code yes_no
clothing_seasonal code yes_no
child_died code yes_no
food_ok code yes_no
clothing_ok code yes_no
education_ok code yes_no
medical_ok code yes_no
housing_ok code yes_no
water_ok code yes_no
guarantee_note text
main_cause code cause
main_cause_evidence text
cause_2 code cause
cause_2_evidence text
cause_3 code cause
cause_3_evidence text
wish_kinds codes measure_category
wish_text text
training_wish text
respondent text
photo_house image
photo_family image
photo_other image
remarks text
"""

_PERSON = """
known_as code known_as
membership code membership
left_on date
joined_by code joining
joined_on date
event_proof image
event_note text
person_number text
person_name text
relation code relation
id_type code id_type
id_number text
sex code sex
birth_date date
age integer
ethnicity code ethnicity
person_phone text
political_status code political_status
mandarin code yes_no
in_school code yes_no
school_status code school_status
education code education
dropout_reason code dropout_reason
dropout_note text
health codes health
illness_name text
self_paid_medical_yuan yuan
undernourished code yes_no
disability_category code disability_category
disability_grade code disability_grade
disability_cert_number text
disability_cert_year integer
medical_insurance code medical_insurance
serious_illness_insurance code yes_no
commercial_insurance code yes_no
medical_aid code yes_no
other_health_aid code yes_no
pension_insurance code pension_insurance
low_income_allowance code low_income_allowance
extreme_hardship_support code low_income_allowance
labour_skill code labour_skill
worked code yes_no
work_place code work_place
work_location text
employer text
work_industry code work_industry
job_channel code job_channel
work_months integer
welfare_post code welfare_post
welfare_post_months integer
"""

_PLAN = """
plan_version integer
plan_state code plan_state
made_on date
responsible_helper text
goal text
goal_date date
base_net_income_yuan yuan
base_persons integer
line_yuan yuan
base_per_head_yuan yuan
gain_low_total_yuan yuan
gain_high_total_yuan yuan
expected_per_head_low_yuan yuan
expected_per_head_high_yuan yuan
agreed_on date
plan_signed_on date
plan_signer text
signed_sheet_photo image
plan_note text
plan_profile text
gain_once_low_total_yuan yuan
gain_once_high_total_yuan yuan
"""

_MEASURE = """
measure_key text
measure_cause code measure_cause
measure_category code measure_category
measure_content text
measure_amount decimal
measure_unit text
responsible_unit text
responsible_person text
fund_yuan yuan
fund_source code fund_source
fund_note text
deadline date
gain_kind code gain_kind
gain_times code gain_times
gain_low_yuan yuan
gain_high_yuan yuan
"""

_VISIT = """
follow_up_date date
follow_up_by text
follow_up_met text
follow_up_how code visit_means
follow_up_changes codes visit_change
follow_up_issue text
follow_up_help_kinds codes measure_category
follow_up_help text
follow_up_help_yuan yuan
follow_up_measures_state code progress_state
follow_up_next_step text
follow_up_next_date date
follow_up_photo image
follow_up_photo_2 image
follow_up_signature image
follow_up_remarks text
"""

_PROGRESS = """
progress_measure text
progress_content text
progress_last text
progress_state code progress_state
progress_stop_reason text
progress_gain_yuan yuan
progress_photo image
"""

_QUARTER = """
quarter_year integer
quarter_number code quarter
quarter_by text
quarter_wages_yuan yuan
quarter_business_yuan yuan
quarter_property_yuan yuan
quarter_transfers_yuan yuan
quarter_costs_yuan yuan
quarter_net_yuan yuan
quarter_note text
quarter_signature image
"""

_PROCEDURE = """
procedure_kind code procedure_kind
procedure_profile text
procedure_origin code procedure_origin
applied_on date
applicant text
application_photo image
procedure_consent_on date
procedure_consent_signer code consent_signer
procedure_consent_name text
procedure_consent_for text
procedure_consent_under_14 code yes_no
procedure_consent_photo image
verified_on date
verified_by text
verified_found text
verified_photo image
compared_on date
compared_found text
recognised_on date
recognised_photo image
reviewed_on date
review_place text
review_chair text
review_recorder text
review_present integer
votes_for integer
votes_against integer
votes_abstained integer
review_result code review_result
review_minutes text
review_photo image
notice_posted_on date
notice_place text
notice_days integer
notice_photo image
notice_ended_on date
notice_objection code yes_no
notice_objection_note text
township_decided_on date
township_decision code decision
township_by text
township_document text
township_reason text
township_photo image
second_notice_posted_on date
second_notice_days integer
second_notice_ended_on date
county_decided_on date
county_decision code decision
county_by text
county_document text
county_reason text
county_photo image
announced_on date
announced_photo image
entered_on date
"""

_FUND = """
fund_kind code fund_kind
fund_name text
fund_donor text
fund_promised_yuan yuan
fund_from_year integer
fund_to_year integer
fund_holder text
fund_remarks text
"""

_TRANCHE = """
tranche_due_on date
tranche_yuan yuan
tranche_received_on date
tranche_received_yuan yuan
tranche_proof image
tranche_note text
"""

_GRANT = """
grant_to code grant_to
grant_household text
grant_person text
grant_project text
grant_village text
grant_purpose text
grant_yuan yuan
grant_state code grant_state
grant_applied_on date
grant_approved_on date
grant_approved_by text
grant_paid_on date
grant_proof image
grant_returned_on date
grant_returned_yuan yuan
grant_reason text
grant_note text
"""

_TASK = """
task_title text
task_kind code task_kind
task_due_on date
task_repeat code task_repeat
task_first_on date
task_after text
task_points integer
task_owner_kind code task_owner_kind
task_helper text
task_unit text
task_person text
task_village text
task_state code task_state
task_done_on date
task_proof image
task_drop_reason text
task_note text
"""

_HELPER = """
helper_kind code helper_kind
helper_called text
helper_of_unit text
helper_of_group text
helper_level code helper_level
helper_telephone text
helper_capacity integer
helper_skills codes helper_skill
helper_villages text
helper_active_since date
helper_active_until date
helper_remarks text
"""

_HELPER_GROUP = """
team_called text
team_leader text
team_unit text
team_level code helper_level
team_villages text
team_remarks text
"""

_PAIRING = """
pairing_helper text
pairing_helper_name text
pairing_helper_unit text
pairing_role code pairing_role
pairing_since date
pairing_until date
pairing_end_reason code pairing_end
pairing_end_note text
pairing_card_signed_on date
pairing_card_photo image
pairing_card_version text
""" + "\n".join(
    f"pledge_{kind}_state code pledge_state\n"
    + (f"pledge_{kind}_member text\n" if kind != "household" else "")
    + "\n".join(
        f"pledge_{kind}_{name}" for name in ("what text", "yuan yuan", "on date", "proof image", "note text")
    )
    for kind in ("household", "student", "job")
)

_SELECTION = """
selection_name text
selection_purpose text
selection_filter text
selection_take integer
selection_made_on date
selection_final code yes_no
selection_final_on date
selection_final_by text
selection_remarks text
"""

_PICK = """
pick_how code pick_how
pick_points integer
pick_reason text
pick_by text
pick_on date
"""


_VILLAGE_PLAN = """
vplan_village text
vplan_background text
vplan_households integer
vplan_persons integer
vplan_helped_households integer
vplan_helped_persons integer
vplan_land_mu decimal
vplan_goal text
vplan_from_year integer
vplan_to_year integer
vplan_group text
vplan_leader text
vplan_secretary text
vplan_made_on date
vplan_state code plan_state
vplan_agreed_on date
vplan_sheet image
vplan_remarks text
"""

_ITEM = """
item_direction code direction
item_title text
item_quantity decimal
item_unit text
item_yuan yuan
item_fund text
item_fund_id text
item_from_year integer
item_to_year integer
item_deadline date
item_responsible text
item_households integer
item_persons integer
item_state code item_state
item_remarks text
item_key text
item_sources text
item_needed_quantity decimal
item_needed_yuan yuan
item_needed_households integer
item_needed_persons integer
"""
"""What household plans need of it, as last gathered, stands beside what the village decided."""

_PROJECT = """
project_direction code direction
project_name text
project_item text
project_target decimal
project_actual decimal
project_unit text
project_budget_yuan yuan
project_spent_yuan yuan
project_responsible text
project_state code project_state
project_begun_on date
project_due_on date
project_done_on date
project_stop_reason text
project_gain_low_yuan yuan
project_gain_high_yuan yuan
project_gain_real_yuan yuan
project_jobs integer
project_households integer
project_persons integer
project_before image
project_after image
project_remarks text
"""

_MILESTONE = """
milestone_what text
milestone_due_on date
milestone_done_on date
"""


_BULLETIN = """
bulletin_number integer
bulletin_from_on date
bulletin_until_on date
bulletin_text text
bulletin_figures text
"""


def _vocabulary() -> dict[str, Property]:
    lines = "\n".join(f"{line} yuan" for group in INCOME_LINES.values() for line in group)
    return {
        **_read("households", _HOUSEHOLD + lines),
        **_read("persons", _PERSON),
        **_read("plans", _PLAN),
        **_read("measures", _MEASURE),
        **_read("visits", _VISIT),
        **_read("progress", _PROGRESS),
        **_read("quarters", _QUARTER),
        **_read("procedures", _PROCEDURE),
        **_read("helpers", _HELPER),
        **_read("helper_groups", _HELPER_GROUP),
        **_read("pairings", _PAIRING),
        **_read("selections", _SELECTION),
        **_read("picks", _PICK),
        **_read("funds", _FUND),
        **_read("tranches", _TRANCHE),
        **_read("grants", _GRANT),
        **_read("tasks", _TASK),
        **_read("village_plans", _VILLAGE_PLAN),
        **_read("items", _ITEM),
        **_read("projects", _PROJECT),
        **_read("milestones", _MILESTONE),
        **_read("bulletins", _BULLETIN),
    }


VOCABULARY = _vocabulary()
"""Every property by its name. A form may save others too; they are kept in `other` as text."""


ENTITY_OF: dict[str, Entity] = {name: known.entity for name, known in VOCABULARY.items()}
"""The entity list of each property."""


def entity_of(name: str) -> Entity | None:
    """The entity list of a property; None for a name outside the vocabulary."""
    return ENTITY_OF.get(name)
