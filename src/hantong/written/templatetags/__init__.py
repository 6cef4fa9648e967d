"""How written work is said in templates."""
