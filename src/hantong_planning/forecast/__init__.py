"""How many will call, when, and how sure that is: arrivals per interval from history, judged by rolling origin."""
