"""The front door: each conversation on each channel, and the answers that go back."""
