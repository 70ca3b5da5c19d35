"""The questions of a form, one part of it at a time, in the editor of the answers."""
