"""Team orienteering with time windows: which places a few teams visit in one day when not all can be."""
