"""Language, look, team, questionnaires, data: `page.SettingsPage` on `presenter.SettingsPresenter`."""
