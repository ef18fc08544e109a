"""What can be wrong with money and tasks."""

from yihu.base.errors import UserError
from yihu.base.i18n import N_


class FundUnknown(UserError):
    """A fund that the register doesn't hold."""

    code = "fund-unknown"
    message = N_("There is no such fund on this laptop.")
    advice = N_("Look for it in the list of funds, for example with: yihu fund list. Nothing was changed.")


class GrantUnknown(UserError):
    """A grant that the fund doesn't hold."""

    code = "grant-unknown"
    message = N_("This fund has no such grant.")
    advice = N_("Look at its ledger, for example with: yihu fund statement. Nothing was changed.")


class AmountUnclear(UserError):
    """A text that is no amount of money."""

    code = "amount-unclear"
    message = N_("“{written}” is no amount of money.")
    advice = N_("Write yuan with at most two decimals, for example 1200 or 1,200.50. Nothing was changed.")


class DayUnclear(UserError):
    """A text that is no day."""

    code = "day-unclear"
    message = N_("“{written}” is no day.")
    advice = N_("Write it as year, month and day, for example 2026-11-24. Nothing was changed.")


class FundShort(UserError):
    """More than there is was to be paid. Amounts in words: `1,200.50`."""

    code = "fund-short"
    message = N_(
        "The fund has {balance} yuan for this day; {missing} yuan are missing for {amount} yuan to be paid."
    )
    advice = N_(
        "Pay less, write down a tranche that has come, or pay later. What is paid on later days counts too. "
        "Nothing was changed."
    )


class FundUncovered(UserError):
    """Something was to be paid while earlier grants aren't covered."""

    code = "fund-uncovered"
    message = N_(
        "Grants of this fund are not covered by its money: {count}. Nothing more can be paid out of it."
    )
    advice = N_(
        "Decide about them first, under Hand over, Check what differs, or with: yihu fund held. Nothing was changed."
    )


class GrantNotPaid(UserError):
    """Money is to come back that was never paid."""

    code = "grant-not-paid"
    message = N_("This grant was not paid, so no money can come back.")
    advice = N_("Cancel it if it is no longer wanted. Nothing was changed.")


class TaskUnknown(UserError):
    """A task that the register doesn't hold."""

    code = "task-unknown"
    message = N_("There is no such task on this laptop.")
    advice = N_("Look for it in the list of tasks, for example with: yihu task list. Nothing was changed.")
