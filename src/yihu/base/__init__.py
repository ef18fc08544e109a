"""Ids, clock, errors, words and shipped files: a closed list that knows nothing of households."""
