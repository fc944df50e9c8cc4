"""Settings of the window on this device: language, colours, text size."""
