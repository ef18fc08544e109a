"""The second copy: by hand and from a list (`cards`), put back (`restore_page`); by itself: `yihu.ui.window.second_copy`."""
