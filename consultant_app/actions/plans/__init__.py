"""What a person does with action plans and their measures."""
