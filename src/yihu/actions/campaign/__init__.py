"""`yihu demo --campaign`: the whole campaign on its real scale, with invented people, each step with its time."""
