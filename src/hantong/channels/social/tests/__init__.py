"""Stories of posts and answers, against networks on the loopback interface."""
