"""Today: appointments, due measures, what waits."""
