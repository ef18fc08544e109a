"""Figures over all villages: `page.OverviewPage` on `presenter.OverviewPresenter`."""
