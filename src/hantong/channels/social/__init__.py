"""Social networks: who mentions us is heard, answers go into the thread or to the resident alone."""
