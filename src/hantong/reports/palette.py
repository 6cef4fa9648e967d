"""The colours of charts: the design system's own, by day and by night, as the style sheet has them.

A picture that a page shows cannot read the page's style sheet, so the values stand here; a test compares them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours by the names of the style sheet."""

    surface: str
    ink: str
    ink_3: str
    line: str
    brand_text: str
    brand_soft: str
    brand_line: str
    success: str
    warning: str
    danger: str

    @property
    def bands(self) -> tuple[str, ...]:
        """One colour per time band, in the order of the bands; each stands 3:1 against the surface."""
        return (self.ink_3, self.warning, self.brand_text, self.success, self.danger)

    @property
    def steps(self) -> tuple[str, str]:
        """From little to much."""
        return (self.brand_soft, self.brand_text)


DAY = Palette(
    surface="#ffffff",
    ink="#1e2124",
    ink_3="#58616a",
    line="#e6e8ea",
    brand_text="#0b50d0",
    brand_soft="#ecf2fe",
    brand_line="#b1cefb",
    success="#267337",
    warning="#8a5c00",
    danger="#bd2c0f",
)
NIGHT = Palette(
    surface="#1a1c1f",
    ink="#d9dce0",
    ink_3="#98a1aa",
    line="#2b2f34",
    brand_text="#9cbdf8",
    brand_soft="#1a2740",
    brand_line="#34528a",
    success="#8ccf9b",
    warning="#f2bd5c",
    danger="#f79c89",
)
LOOKS = {"day": DAY, "night": NIGHT}
