"""One household: `page.HouseholdPage` on `presenter.HouseholdPresenter`."""
