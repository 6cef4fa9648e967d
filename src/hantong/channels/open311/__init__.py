"""Open311 GeoReport v2: other people's apps file here, and anyone reads the public record."""
