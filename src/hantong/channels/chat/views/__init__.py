"""The counsellors' pages of the chat."""
