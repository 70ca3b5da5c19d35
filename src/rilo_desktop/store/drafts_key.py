"""From which keys the drafts of an office are read and written.

The key is made of the store's key, so that a draft outlives a passphrase that was reset. Where the
store was re-keyed the database keeps the keys of before, for drafts written under them.
"""

PURPOSE = "rilo drafts"
OLDER = "older draft keys"
"""Name of the setting: a JSON list of keys in hexadecimal, oldest first."""
