"""Before the work: setting up this device, and unlocking it."""
