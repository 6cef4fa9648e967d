"""How many people a service needs: for one queue, through a day, with skills and channels, together or apart."""
