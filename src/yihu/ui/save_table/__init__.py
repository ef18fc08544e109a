"""Saving a list or a table as a file for other programs. Pages use `save_list_button`."""

from yihu.ui.save_table.button import save_list_button

__all__ = ["save_list_button"]
