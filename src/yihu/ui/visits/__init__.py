"""The households, village by village: `page.VisitsPage` on `presenter.VisitsPresenter`."""
