"""E-mail: mail servers bring it in or we fetch it, and answers stay in its thread."""
