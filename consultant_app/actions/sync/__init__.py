"""Setting up a device, syncing it, and deciding what two people wrote."""
