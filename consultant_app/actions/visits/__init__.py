"""What a person does with visits, from planning one to agreeing measures at the table."""
