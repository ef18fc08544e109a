"""The encrypted database: `Store` (in `yihu.storage.store`), and the values of `rows.py`, `handover_rows.py`, `desk_rows.py`.

from yihu.storage.store import Store

Store.create(folder, passphrase, team=, person=, laptop="", clock=, random=, quick=False) -> Store
Store.open(folder, passphrase, clock=, random=, sleep=time.sleep, machine=None) -> Store
Store.exists(folder) -> bool
    FolderInUse, PassphraseWrong (after a growing delay), PassphraseShort, DatabaseNewer, DatabaseDamaged,
    FolderNotWritable, DiskFull, FolderTaken (create where a database lies already)
    villages()/households()/... work small changes in by themselves; after a mass receive (UnionReport.stale > 0)
        call refold_dirty(progress=...) in the background, meanwhile HouseholdRow.stale and Counts.stale say so
        quick=True: a weak key derivation, for tests and the demo only
store.close(); `with Store.open(...) as store:`; any thread may call any method (readers never wait for a writer)
store.team, store.person, store.laptop, store.replica; set_person(name); change_passphrase(old, new)

Reading (rows.py):
villages() -> tuple[VillageRow, ...]
households(query=HouseholdQuery(), after="", limit=200) -> tuple[HouseholdRow, ...]   after: id of the last row seen
count(query) -> int                 household(id) -> HouseholdRow | None
counts(village=None) -> Counts      document(id) -> Document        history(id) -> tuple[Event, ...]
conflicts(household_id=None, limit=500) -> tuple[ConflictRow, ...]     conflict_count() -> int, without reading them

Answering:
open_record(household_id, record) -> OpenRecord     values with drafts laid over, and the question to resume at
append_draft(household_id, record, form, changes, ref="") -> None      durable when it returns;
    form `<id>@<version>`, changes {answer key: value} (Outcome.changes), ref: where the person is
set_resume(household_id, record, ref)               only the position (no answer)
drafts(household_id) -> tuple[Draft, ...]           unsealed() -> tuple[Draft, ...]: the last draft of each open record
seal(household_id, kind="visit") -> Changeset | None        None: nothing to seal.  seal_all() -> int
write(household_id, changes, form, kind, parents=None) -> Changeset    {path: value} at once, without drafts:
    new households, imports of single rows, resolutions (parents=ConflictRow.heads)
preload(list_sha256, rows, form, progress=Silent()) -> UnionReport     rows of (household id, village code, {path: value});
    the same list gives the same changesets on every laptop

Merging:
union(bodies, progress=Silent()) -> UnionReport     one transaction; received bytes kept unchanged
give(path, recipients, villages=None, everything=False, progress=Silent(), *, households=None, part_bytes=95 MB) -> GiveReport
    .files: every part (photos apart), each read back; households: a work package
give_receipts(path, recipient)   given() -> tuple[GivenRow, ...] (.state confirmed | not_confirmed)   receipts() -> texts of square
    codes   take_receipt(text) -> package id (ReceiptInvalid)   look_through(path) -> {kind: records}, nothing taken in
forks() -> tuple[ForkRow, ...]   copy_suspected   take_new_replica() -> id   waiting_for() -> tuple[WaitingRow, ...]   accept_gap() -> count
quarantined() -> tuple[QuarantineRow, ...] (.kept: can be released)   release(id)   OriginUnproved, ErasureRefused, SenderLost, PackageNewer are kept
    recipients: fingerprints of contacts; itself always; only what they are not known to have unless `everything`
receive(path, trust=None, progress=Silent()) -> PackageReceived     trust: fingerprint that the person just confirmed
    PackageDamaged, PackageTruncated, PackageForeign, PackageTampered, PackageNotForYou, PackageNewer, SenderUnknown(.card)
refold_dirty(limit=None, progress=Silent()) -> int  stale() -> int        rebuild(progress=Silent())
my_card() -> Card   trust(card)   distrust(fingerprint)   contacts() -> tuple[ContactRow, ...]
    card(fingerprint) -> Card | None   trusts(fingerprint) -> bool   packages(limit=100) -> tuple[PackageRow, ...]

Team (`team.py`, `organised.py`; rows in `team_rows.py`):
organisation() -> OrganisationRow | None   members() -> tuple[MemberRow, ...]   standing(fingerprint) -> Standing
create_organisation(name, passphrase) -> seed   recover_organisation(seed, name, passphrase)   copy_sealed(folder) -> Path
open_root(passphrase= | words=) -> seed         the `root=` of the following, to speak for the whole organisation
invite(card, role, villages=None, root=None) -> Invitation   invitation(fingerprint)   join(invitation) -> OrganisationRow
renew(fingerprint, root=None) -> MemberRow   report_lost(fingerprint, root=None)   accept_again(fingerprint, root=None)
rotate(root=None) -> Card                       new keys; `finish_rotation()` at each start goes on after a crash
    trusts(fingerprint): digits compared or papers that lead to our root, and not reported lost

Deciding (desk.py, values in desk_rows.py):
decide_same(one, other, same, pairs=None) -> LinkRow     whether two ids are one household; pairs: rows of members
leave_undecided(one, other)                              a decision is taken back: the pair is proposed again
links(household_id=None) -> tuple[LinkRow, ...]   ids_of(household_id) -> all its ids, the shown one first
candidates(limit, offset) -> (id, id, certain)     households that share something and nobody decided on
move_household(household_id, village_code, changes, form)
together()                                         `with store.together():` all that is written in it, or nothing
write_each(...) -> changesets                      as write; of joined ids each that holds some of the answers gets one
write_under(id, changes, form, kind)               under this very id
keep_batch, batches, batch_undone                  decisions made at once
work() -> tuple[WorkRow, ...]   chains() -> tuple[ChainRow, ...]   replica_names() -> {replica: (team, laptop)}
atomic_groups() -> {form: {key pattern: group}}    group_of(path)

Checks and measures of poverty (`measuring.py`):
scan(query, waived=False) -> (household id, {path: value}) of each   sharing(id=None) -> ids that share a number or telephone
deprivations(query) -> (deprived bits, lacking bits, households, persons)   incomes(query) -> (village, persons, cents or None)

Shelf:
put_form(imported, current=True) -> FormRow   form(id, version=None) -> StoredForm | None   forms() -> tuple[FormRow, ...]
put_attachment(data, suffix) -> name `<sha256>.<suffix>`   attachment(name) -> bytes (AttachmentMissing)   has_attachment(name)
put_text(kind, id, version, title, text) -> whether new   texts(kind) -> tuple[TextRow, ...]   text(kind, id, version=None)
profiles() -> register.profiles.Profiles
setting(key, default=None) -> Value   set_setting(key, value)   note(kind, **details)   audit(limit=100)   quarantined(limit=100)
proof() -> dict: cipher version and what start-up checked

Safe-keeping:
Store.open_by(folder, find_key, ...)   with safe_keeping.recovery_key(folder, secret) or system_key(folder, keys)
prove_passphrase(passphrase)   set_passphrase(new)   make_recovery_key() -> 32 bytes   remember_here(keys)   forget_here(keys)
role   set_role(role)   allow(deed): RoleForbids (roles.py: ANSWER, HAND_OVER, TAKE_IN, MANAGE; what changes the register asks it)
verify_audit() -> AuditCheck        after close() every call raises FolderLocked
backup(place, progress) -> BackupRow        backup_places.find_backups(place)        restore.restore(place, target, ...) -> Restored
erase_household(id, reason) / erase_person(id, row, reason) -> Erased        take_new_identity(laptop)
"""
