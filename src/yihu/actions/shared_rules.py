"""What a county set itself, as it stands here: in use, signed, or waiting for the coordinator's word."""

from __future__ import annotations

from dataclasses import dataclass

from yihu.actions.form_titles import form_title
from yihu.actions.paper_templates import template_title
from yihu.actions.permission import guarded
from yihu.actions.workspace import Workspace
from yihu.actions.write_file import explained
from yihu.base.i18n import N_, translate
from yihu.register.profiles import ProfileRefused, read_profile
from yihu.storage.errors import RuleGone
from yihu.storage.rows import FORM_KIND, RuleRow, RuleState
from yihu.storage.texts import CHOICE, PROFILE

KEY_DIGITS = 12
SCORECARD = "scorecard"
KINDS = {
    FORM_KIND: N_("Questionnaire"),
    PROFILE: N_("Rules and standards"),
    "template": N_("Template of a paper"),
    CHOICE: N_("Choice of the rules"),
    SCORECARD: N_("Score card"),
}
STATES = {
    RuleState.COUNTS: N_("in use"),
    RuleState.KNOWN: N_("in use here, not signed"),
    RuleState.ELSEWHERE: N_("signed for other villages"),
    RuleState.TAKEN: N_("version taken"),
    RuleState.WAITING: N_("waiting for the coordinator's word"),
    RuleState.RESERVED: N_("version reserved"),
}
WHAT_TO_DO = {
    RuleState.COUNTS: "",
    RuleState.KNOWN: N_(
        "It was here before the team. A coordinator can sign it, then it is used on every laptop."
    ),
    RuleState.ELSEWHERE: N_(
        "The coordinator of other villages uses it there; what was surveyed under it is judged by it. It isn't used here."
    ),
    RuleState.TAKEN: N_(
        "Another file was signed under this version before, and that one is used. Ask its coordinator to add it under a "
        "higher version. What was surveyed under it keeps it."
    ),
    RuleState.WAITING: N_(
        "It is kept and can be read, but isn't used. Ask the coordinator to look at it and sign it under Settings; the "
        "signature comes with the next hand-over."
    ),
    RuleState.RESERVED: N_(
        "Versions below 1000 belong to the program. Ask whoever made it to add it under a higher version."
    ),
}
"""What a person can do about each state; msgids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRule:
    """One questionnaire, set of rules, template or choice that didn't come with the program.

    Attributes:
        key: the first digits of its content's hash, for `sign_shared_rule`.
        kind: a key of `KINDS`. title: in the language in force.
        state: a key of `STATES`. holds: whether it is the one in use of its kind and id.
        can_sign: whether this laptop can sign it now, so that it is used here and below.
    """

    key: str
    kind: str
    id: str
    version: str
    title: str
    state: RuleState
    holds: bool
    can_sign: bool

    def words(self) -> str:
        """What it is, with its version: `Rules and standards “…”, version 1000`."""
        if self.kind == CHOICE:
            return translate(N_("{kind}: {title}")).format(kind=translate(KINDS[self.kind]), title=self.title)
        said = translate(N_("{kind} “{title}”, version {version}"))
        return said.format(kind=translate(KINDS[self.kind]), title=self.title, version=self.version)

    def standing(self) -> str:
        """Its state in words; an earlier version that counts isn't in use any more."""
        earlier = self.state in (RuleState.COUNTS, RuleState.KNOWN) and not self.holds
        return translate(N_("an earlier version") if earlier else STATES[self.state])

    def advice(self) -> str:
        """What to do about it; empty where nothing is."""
        return translate(WHAT_TO_DO[self.state]) if WHAT_TO_DO[self.state] else ""


def list_shared_rules(workspace: Workspace, *, aside: bool = False) -> tuple[SharedRule, ...]:
    """All of them. `aside`: only those that need somebody: not used here, or used here alone."""
    found = shared_rules(workspace, workspace.store.rules())
    return tuple(each for each in found if not aside or each.state is not RuleState.COUNTS)


def shared_rules(workspace: Workspace, rows: tuple[RuleRow, ...]) -> tuple[SharedRule, ...]:
    """Rows of the store for people; former questionnaires of the program itself are left out."""
    can_sign = workspace.store.organisation() is not None and workspace.store.speaks_for_rules
    return tuple(
        _shared(workspace, row, can_sign=can_sign)
        for row in rows
        if not (row.kind == FORM_KIND and row.state is RuleState.KNOWN and not row.holds)
    )


@guarded
def sign_shared_rule(workspace: Workspace, key: str) -> SharedRule:
    """This laptop's coordinator says that it counts: it is used here now, and below with the next hand-over.

    `key`: the first digits of the hash, as `SharedRule.key`.

    Raises RuleGone, RulesNeedCoordinator, RoleForbids.
    """
    row = _find(workspace, key)
    with explained(workspace.folder):
        signed = workspace.store.sign_rules(row.sha256)
    workspace.library.forget()
    return _shared(workspace, signed, can_sign=True)


def shared_rule_text(workspace: Workspace, key: str) -> str:
    """What stands in it, whether it is used or not; of a questionnaire its XForm. Raises RuleGone."""
    row = _find(workspace, key)
    if row.kind == FORM_KIND:
        found = (each for each in workspace.store.stored_forms(row.id, row.version) if each[0] == row.sha256)
        return next(found)[1].xform
    return workspace.store.text_of(row.sha256)


def rule_words(rule: SharedRule) -> str:
    """One that came with a file: what it is, whether it is used, and what to do."""
    if rule.holds:
        return translate(N_("Now in use: {what}.")).format(what=rule.words())
    said = translate(N_("Not used: {what} ({state}). {advice}"))
    return said.format(what=rule.words(), state=rule.standing(), advice=rule.advice()).strip()


def _find(workspace: Workspace, key: str) -> RuleRow:
    found = [row for row in workspace.store.rules() if key and row.sha256.startswith(key)]
    if len(found) != 1:
        raise RuleGone(name=key)
    return found[0]


def _shared(workspace: Workspace, row: RuleRow, *, can_sign: bool) -> SharedRule:
    signable = (RuleState.KNOWN, RuleState.ELSEWHERE, RuleState.WAITING)
    return SharedRule(
        key=row.sha256[:KEY_DIGITS],
        kind=row.kind,
        id=row.id,
        version=row.version,
        title=_title(workspace, row),
        state=row.state,
        holds=row.holds,
        can_sign=can_sign and row.state in signable,
    )


def _title(workspace: Workspace, row: RuleRow) -> str:
    """In the language in force, whatever somebody wrote into the row."""
    if row.kind == FORM_KIND:
        return form_title(row.title, row.id)
    if row.kind == SCORECARD:
        return row.title or row.id
    if row.kind == "template":
        return template_title(row.id)
    text = workspace.store.text_of(row.sha256)
    if row.kind == CHOICE:
        chosen = workspace.library.profiles().get(text)
        return chosen.name() if chosen else text[:60]
    try:
        return read_profile(text).name()
    except ProfileRefused:
        return row.id
