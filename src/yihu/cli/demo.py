"""`yihu demo` and `yihu self-test`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from yihu.actions import self_test
from yihu.actions.campaign.scale import Scale
from yihu.base.i18n import N_, translate
from yihu.cli.opening import Command, Wiring
from yihu.cli.telling import OK, REFUSED, tell, tell_json


def commands(wiring: Wiring) -> Iterator[click.Command]:
    """What shows that everything works."""
    yield _demo(wiring)
    yield _self_test(wiring)


def _demo(wiring: Wiring) -> click.Command:
    @click.command(
        "demo",
        cls=Command,
        help=translate(
            N_(
                "Do the whole story with invented people in an empty folder: two laptops, households surveyed "
                "in the real window (offscreen), plans, PDFs, a file given and received, answers that differ "
                "and the choice between them."
            )
        ),
    )
    @click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
    @click.option(
        "--campaign",
        is_flag=True,
        help=translate(
            N_(
                "The whole campaign instead: the county's list, selection, pairs, three laptops, village plans, funds, "
                "cards, reports; each step with its time. Takes a while and some gigabytes."
            )
        ),
    )
    @click.option(
        "--households", type=click.IntRange(500, 200_000), default=Scale().households, show_default=True
    )
    @click.option("--selected", type=click.IntRange(10, 20_000), default=Scale().selected, show_default=True)
    @click.option("--surveyed", type=click.IntRange(3, 5_000), default=Scale().surveyed, show_default=True)
    def demo(folder: Path, campaign: bool, households: int, selected: int, surveyed: int) -> int:
        if not campaign:
            wiring.drive_demo(folder, tell)
            return OK
        scale = Scale(
            households=households,
            selected=min(selected, households),
            helpers=max(10, selected * 3 // 10),
            surveyed=min(surveyed, selected),
        )
        assert wiring.drive_campaign is not None
        wiring.drive_campaign(folder, scale, tell)
        return OK

    return demo


def _self_test(wiring: Wiring) -> click.Command:
    @click.command(
        "self-test",
        cls=Command,
        help=translate(
            N_("Try on this computer whatever the program needs. Ends with 1 when something fails.")
        ),
    )
    @click.option("--json", "as_json", is_flag=True, help=translate(N_("Tell it as JSON.")))
    def test(as_json: bool) -> int:
        checks = self_test()
        if as_json:
            tell_json(checks)
        else:
            for check in checks:
                mark = translate(N_("works")) if check.passed else translate(N_("FAILS"))
                problem = f" [{check.problem}]" if check.problem else ""
                tell(f"{mark}  {translate(check.name)}{problem}")
        return OK if all(check.passed for check in checks) else REFUSED

    return test
