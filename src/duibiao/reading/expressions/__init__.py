"""What stands in a text, word for word: quantities, times, names of indicators and of regions."""
