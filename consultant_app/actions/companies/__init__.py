"""What a person does with companies and contacts, and what their pages show."""
