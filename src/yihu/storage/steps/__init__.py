"""The steps behind release 0.1.0, one file for each part; joined in `yihu.storage.schema`."""
