"""Mutants of what is checked of files: packages, frames, headers, cards, statements, receipts."""

from tests.mutants.mutant import mutants

PACKAGE, KEYS, FRAMES = "unit/test_sync_package", "unit/test_sync_keys", "unit/test_sync_frames"
STORE, HOSTILE = "unit/test_storage_packages", "faults/test_hostile_packages"

OPENING = (
    *mutants(
        "sync/package.py",
        (
            "signature not checked",
            "    except CryptoError as cause:\n        raise PackageTampered(name=name) from cause\n    return digest\n",
            "    except CryptoError:\n        pass\n    return digest\n",
            "anybody's file passes for the team's",
            f"{PACKAGE}::test_a_stripped_signature_is_noticed {PACKAGE}::test_a_swapped_signer_is_noticed",
        ),
        (
            "header left out of the signature",
            "    bindings.crypto_sign_ed25519ph_update(state, file.read(start))\n",
            "    file.read(start)\n",
            "a header can be written anew on the way",
            f"{PACKAGE}::test_no_edited_field_of_the_header_passes",
        ),
        (
            "recipient not checked",
            "return identity.fingerprint not in header.to",
            "return False",
            "a file that is secretly for somebody not named in it is taken in",
            f"{PACKAGE}::test_a_laptop_that_the_header_does_not_name_opens_nothing_even_with_the_right_key",
        ),
        (
            "another file than was verified",
            "    if cipher.digest() != envelope.digest:\n",
            "    if False:\n",
            "a stick that changes in the midst is believed",
            f"{PACKAGE}::test_a_file_exchanged_for_another_of_the_same_content_is_noticed",
        ),
        (
            "no limit to what unpacks",
            "plain_at_most = PLAIN_BYTES_ALWAYS_ALLOWED + RATIO_AT_MOST * envelope.length",
            "plain_at_most = 2**60",
            "a bomb fills the disk",
            f"{PACKAGE}::test_a_bomb_is_stopped_at_its_limit",
        ),
        (
            "bytes behind the end",
            "    if file.read(len(END_MARK) + 1) != END_MARK:\n",
            "    if not file.read(1):\n",
            "a file whose end was written over counts as whole",
            f"{PACKAGE}::test_bytes_behind_the_end_are_refused",
        ),
        (
            "the end is not looked for",
            "        reader.finish()\n",
            "        pass\n",
            "a file cut within counts as whole",
            f"{PACKAGE}::test_a_ciphertext_cut_inside_and_signed_again_is_refused"
            f" {PACKAGE}::test_a_hostile_payload_is_refused_even_if_signed_and_encrypted",
        ),
    ),
    *mutants(
        "sync/header.py",
        (
            "versions above are read anyhow",
            '    if fields["min_reader"] > FORMAT:\n        raise PackageNewer(name=name)\n',
            "",
            "what a later version means is misread",
            f"{PACKAGE}::test_a_newer_version_is_told_and_a_higher_format_alone_is_read",
        ),
    ),
    *mutants(
        "sync/frames.py",
        (
            "header of another file",
            "        if payload != blake2b(self.header, digest_size=32).digest():\n",
            "        if len(payload) != 32:\n",
            "a signed header is set on another payload",
            f"{PACKAGE}::test_a_header_set_on_anothers_payload_is_noticed_within",
        ),
        (
            "the tally is not compared",
            "        if payload != self._tally.to_bytes():\n",
            "        if not payload:\n",
            "records are missing and nobody notices",
            f"{HOSTILE}::test_a_tally_that_lies_is_refused",
        ),
        (
            "records of any length",
            "        if not 1 <= length <= FRAME_BYTES_AT_MOST:\n",
            "        if length < 1:\n",
            "one record takes all the memory",
            f"{FRAMES}::test_a_record_over_the_limit_is_refused_though_all_else_is_right",
        ),
        (
            "records behind the last",
            "        if self._ended or not kind.isidentifier()",
            "        if not kind.isidentifier()",
            "something uncounted is taken in",
            f"{FRAMES}::test_nothing_may_follow_the_last_record",
        ),
        (
            "a batch that ends too soon",
            "        if length == 0 or start > end:\n",
            "        if length == 0:\n",
            "half a change is taken for a whole one",
            f"{FRAMES}::test_a_batch_that_contradicts_itself_is_refused",
        ),
    ),
    *mutants(
        "sync/keys.py",
        (
            "card not signed by itself",
            '        VerifyKey(bytes.fromhex(fields["sign"])).verify(content, signature)\n',
            '        VerifyKey(bytes.fromhex(fields["sign"]))\n',
            "somebody's key is shown under another's name",
            f"{KEYS}::test_a_card_cannot_claim_anothers_key {KEYS}::test_no_changed_byte_of_a_card_passes",
        ),
        (
            "name without the receiving key",
            'return blake2b(f"{sign} {receive}".encode(), digest_size=16).hexdigest()',
            'return blake2b(f"{sign}".encode(), digest_size=16).hexdigest()',
            "what is for one laptop is encrypted to another",
            f"{KEYS}::test_another_receiving_key_is_another_laptop",
        ),
        (
            "digits of the first bytes only",
            "blake2b(content, digest_size=32).digest(), _CODE_SALT",
            "blake2b(content[:40], digest_size=32).digest(), _CODE_SALT",
            "two cards have the same digits",
            f"{KEYS}::test_eight_digits_compare_a_card",
        ),
    ),
    *mutants(
        "sync/changeset.py",
        (
            "not looked at to the letter",
            "if not isinstance(fields, dict) or written != body:",
            "if not isinstance(fields, dict):",
            "one change has two names, and counts twice",
            "unit/test_sync_changeset::test_nothing_but_a_canonical_changeset_is_read",
        ),
        (
            "text in two forms",
            "if not body.isascii() and not is_normalized(",
            "if False and not is_normalized(",
            "the same name is a conflict with itself",
            "unit/test_sync_changeset::test_nothing_but_a_canonical_changeset_is_read",
        ),
    ),
    *mutants(
        "sync/scan.py",
        (
            "paths twice in a known shape",
            "if not all(map(lt, paths, islice(paths, 1, None))):",
            "if False:",
            "what the quick check lets through the fold reads otherwise",
            "unit/test_sync_scan::test_in_a_known_shape_all_that_may_differ_is_looked_at",
        ),
    ),
    *mutants(
        "sync/statement.py",
        (
            "one statement for another",
            'if not isinstance(fields, dict) or fields.get("kind") != kind:',
            "if not isinstance(fields, dict):",
            "signed ends of chains pass for an erasure",
            "unit/test_sync_statement::test_a_statement_of_one_kind_is_none_of_another",
        ),
        (
            "a statement's signature not checked",
            '        VerifyKey(bytes.fromhex(card.sign)).verify(_DOMAIN + content, bytes.fromhex(whole["signature"]))\n',
            '        VerifyKey(bytes.fromhex(card.sign)), bytes.fromhex(whole["signature"])\n',
            "anybody erases in a coordinator's name",
            "unit/test_sync_statement::test_no_changed_byte_of_a_statement_passes",
        ),
    ),
    *mutants(
        "sync/tombstone.py",
        (
            "a tombstone that moves its changeset",
            'for name in ("parents", *_LINKS.values()))',
            "for name in _LINKS.values())",
            "an erasure brings old answers back",
            "unit/test_sync_tombstone::test_a_tombstone_must_say_of_its_changeset_what_it_is",
        ),
    ),
    *mutants(
        "sync/receipt.py",
        (
            "receipts by anybody",
            "            _DOMAIN + _text(receipt).encode(), b32decode(signature + "
            '"=" * (-len(signature) % 8))\n        )\n    except',
            "            b32decode(signature + "
            '"=" * (-len(signature) % 8)), None\n        ) if not signature else None\n    except',
            "a file counts as confirmed that never arrived",
            "unit/test_sync_receipt::test_no_changed_letter_of_a_receipt_passes",
        ),
        (
            "one laptop confirms for another",
            "    if receipt.fingerprint != card.fingerprint:\n        raise",
            "    if False:\n        raise",
            "the wrong laptop is shown as having it",
            "unit/test_sync_receipt::test_a_laptop_confirms_only_for_itself",
        ),
    ),
    *mutants(
        "storage/receipts.py",
        (
            "a receipt for other contents",
            '" AND fingerprint = ? AND digest = ?",',
            '" AND fingerprint = ? AND (digest = ? OR 1)",',
            "who never opened the file confirms it",
            "unit/test_storage_receiving::test_a_receipt_must_name_what_was_inside",
        ),
        (
            "one part confirms all",
            "    whole = confirmed >= parts\n",
            "    whole = confirmed > 0\n",
            "the photos never arrived and nobody asks",
            f"{STORE}::test_only_all_parts_together_are_a_confirmation",
        ),
    ),
)
