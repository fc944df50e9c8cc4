"""The round with the partner server: what goes over the line, and how trouble on the way is named."""
