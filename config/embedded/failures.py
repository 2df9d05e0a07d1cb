class CannotStart(Exception):
    """Why Aver cannot start here: one sentence that says what to do."""
