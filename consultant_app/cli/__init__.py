"""The same work without a window: for administrators' scripts and for tests."""
