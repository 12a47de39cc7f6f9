"""The model that understands questions: its phrases, its training, the choice of its thresholds."""
