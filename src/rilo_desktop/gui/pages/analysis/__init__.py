"""Pictures of what the office holds, each with the rows behind it one step away."""
