"""What comes from other offices: looked at, trusted or not, taken or left."""
