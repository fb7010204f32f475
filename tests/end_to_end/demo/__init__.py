"""``make demo``: the whole product at work, wired by its public interfaces only."""
