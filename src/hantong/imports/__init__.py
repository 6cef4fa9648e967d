"""Other systems' cases, brought in whole."""
