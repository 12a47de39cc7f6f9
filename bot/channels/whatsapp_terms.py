"""Terms: what WhatsApp is called here, where it brings its deliveries, how long a person's word opens the window."""

from datetime import timedelta

from dialogue.text import Number

CHANNEL = "whatsapp"
PATH = "/whatsapp"
WINDOW = timedelta(hours=24)
HOURS = Number(WINDOW // timedelta(hours=1))
"""The window as people read it."""
