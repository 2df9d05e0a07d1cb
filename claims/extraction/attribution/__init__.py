"""Who vouches for what: reporting clauses, source phrases, quotations, and the people behind the pronouns."""
