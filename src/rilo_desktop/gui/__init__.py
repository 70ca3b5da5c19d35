"""The window: the only home of Qt beside app.py. It asks services and draws what they answer."""

from .override_errors import install

install()
