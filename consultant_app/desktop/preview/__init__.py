"""Looking at a document before it is printed: the pages shown are the very bytes that go to file and printer."""
