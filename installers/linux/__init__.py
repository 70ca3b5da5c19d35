"""The .deb and the .run, and the chroots in which they are made and tried."""
