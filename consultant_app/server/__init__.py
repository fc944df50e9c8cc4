"""The partner server: accounts and devices, who may see which space, and the log of each space."""
