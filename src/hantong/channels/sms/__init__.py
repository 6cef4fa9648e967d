"""Text messages: what residents text to our numbers, with pictures, and answers that go back by SMPP or a vendor."""
