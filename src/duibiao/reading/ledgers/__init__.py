"""A ledger that went round an office, read again: what a person changed is applied to a reading."""
