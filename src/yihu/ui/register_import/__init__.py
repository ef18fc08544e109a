"""Taking a register in: `page.RegisterImportPage` on `presenter.RegisterImportPresenter`."""
