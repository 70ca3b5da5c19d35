"""Forms that ask questions: definition, expressions, state of the answers, findings.

Standard library only. What a form asks is data (XLSForm); nothing here knows records or a window.
"""
