"""One file for each way of answering a question."""
