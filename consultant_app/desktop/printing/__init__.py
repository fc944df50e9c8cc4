"""Print jobs in the window: sent and followed beside the interface, listed; printing by Qt where CUPS is not."""
