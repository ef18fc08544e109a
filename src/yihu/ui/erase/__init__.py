"""Erasing on request: `page.ErasePage` on `presenter.ErasePresenter`."""
