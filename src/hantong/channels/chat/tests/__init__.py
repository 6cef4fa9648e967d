"""Stories of residents and counsellors who chat."""
