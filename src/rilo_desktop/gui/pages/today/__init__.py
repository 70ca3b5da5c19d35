"""Today: the page the workplace opens on."""
