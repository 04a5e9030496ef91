"""Numbers stated as fact: of which region, indicator and period each is; `find` is the way through."""
