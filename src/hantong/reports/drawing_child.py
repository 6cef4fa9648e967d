"""The process that draws one chart: a Vega-Lite specification comes in on its input, an SVG goes out."""

import json
import sys


def main() -> None:
    """Draw."""
    import vl_convert

    sys.stdout.write(vl_convert.vegalite_to_svg(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
