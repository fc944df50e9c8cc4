"""The judge: knows bytes and rows, what people did and what they saw, and nothing of the product's code."""
