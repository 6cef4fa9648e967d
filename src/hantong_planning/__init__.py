"""The operations research of a service that never closes: forecasts, head-counts, rosters and routes, alone or in a product."""
