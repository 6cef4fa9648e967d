"""What the forecast promises."""
