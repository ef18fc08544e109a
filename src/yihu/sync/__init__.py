"""Hand-over that loses nothing: changesets, fold, summary, packages, keys (pure).

Nothing here reads a clock, opens a file by name or knows a database: bytes and values in and out.

    changeset.py  one saved step of one household, immutable, named by the hash of its bytes
    clock.py      hybrid logical clock: the order of display among concurrent answers, nothing else
    ancestry.py   which changeset knew of which
    fold.py       state as a pure function of the set of changesets
    summary.py    what a laptop has, by the hashes of its closed chain tips
    keys.py       a laptop's keys and its card (`.yihukey`)
    organisation.py  a team's papers: root, certificates, lost laptops, changed keys (`organisation_paper.py`: signed
                  JSON; `_trust.py`: which papers count; `_texts.py`: headers, invitations, codes; `_seal.py`: the
                  organisation's own file)        recovery_words.py  32 bytes as 24 words
    frames.py     records inside a package        package.py  the file `.yihu` around them
"""
