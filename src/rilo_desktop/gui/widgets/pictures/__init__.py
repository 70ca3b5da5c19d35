"""Pictures of a record: a strip, and below it the chosen one, on which parts are covered."""
