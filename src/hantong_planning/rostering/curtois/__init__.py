"""Personal rosters in the general form of Curtois and Qu: shifts, contracts, requests and cover over whole weeks."""
