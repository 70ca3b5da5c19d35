"""Services on what other offices sent: verified, compared, accepted, answered."""
