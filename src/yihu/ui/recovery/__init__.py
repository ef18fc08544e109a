"""The recovery sheet: `page.RecoveryPage` on `presenter.RecoveryPresenter`."""
