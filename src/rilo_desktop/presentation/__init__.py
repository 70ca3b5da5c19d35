"""How each record type is presented: one `RecordTypeSpec` per type, plain data without Qt.

Windows, lists, editors, Today, retention, bulk actions, the command line and the founding of an
office read `registry`; none of them knows a record type by its name. Texts are messages of the
catalogue, translated where they are shown.
"""
