"""The desk: staff type in what a visitor or caller says."""
