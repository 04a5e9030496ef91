"""The thresholds of the checks, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckSettings:
    """When a figure counts as a problem. Shares are 0 to 1; factors are ratios of levels.

    >>> CheckSettings(jump_factor=8).jump_factor
    8
    """

    block_share: float = 0.5
    """Share of regions from which a pattern belongs to the column and not to its cells. By chance, even
    whole numbers of two digits give under a quarter."""

    block_regions: int = 5
    """Regions (or years of one region) from which such a share means anything."""

    coarse_share: float = 0.15
    """A column where a pattern stands in more than this share of a usual year's cells is too coarse or
    too slow (small whole numbers, land area) for single cells to mean anything: one warning counts them."""

    singles_listed: int = 30
    """Single repeats or means of a column beyond which they are counted in one warning: rounding gives
    that many in a large file, and nobody reads them."""

    level_tolerance: float = 1e-9
    """Relative difference under which two figures are the same: what unit conversion leaves behind."""

    share_tolerance: float = 0.05
    """Percentage points by which a share may leave 0 to 100 through rounding to one decimal."""

    negative_share: float = 0.05
    """A column with more negative cells than this holds balances (its sign is a convention)."""

    spike_factor: float = 3.0
    """A figure this many times away from both neighbours, in one direction, is a spike: levels of a year
    do not triple and fall back."""

    jump_factor: float = 5.0
    """A change to a neighbour by this factor is a jump: half of a slip of ten on a logarithmic scale is
    3.2, and young columns (foreign investment, exports) triple by themselves."""

    sure_factor: float = 7.0
    """A spike by this factor on both sides, with neighbours that agree, is an error if `sure_sigmas` holds
    too: a slip of ten beside 30 % growth measures 7.7 on one side."""

    sure_sigmas: float = 20.0
    """How many robust standard deviations of its column's logarithm (distance from the mean of the
    neighbours) make a spike an error. Tails are heavy: small cities' exports reach 15 by themselves."""

    sure_cells: int = 30
    """Cells from which such a deviation can be estimated; below, a spike stays a warning."""

    small_count: float = 20.0
    """Counts of persons or things below this jump by themselves."""

    repeat_digits: int = 4
    """Significant digits from which a single repeat of the year before is no coincidence."""

    repeat_columns: int = 3
    """Columns of one region that repeat in the same year from which the year looks copied; there, one
    digit less than `repeat_digits` counts."""

    repeat_chance: float = 0.05
    """Expected number of region-years with so many repeats by chance in the whole file (Poisson, at the
    file's own rate) below which the copy is sure; else it is a warning."""

    step_years: int = 3
    """Equal steps in a row from which a series was filled in and not counted."""

    step_digits: int = 15
    """Size of such a step in units of the last printed digit; smaller ones are rounding."""

    growth_tolerance: float = 0.06
    """Percentage points between real and nominal growth that rounding to one decimal explains."""

    growth_sigmas: float = 3.5
    """Modified z-score of a region's implied deflator among all regions of the year beyond which growth
    does not fit the levels (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)."""

    growth_points: float = 3.0
    """Least distance from the median deflator, in percentage points: prices of regions differ by less."""

    growth_regions: int = 10
    """Regions of one year that such a comparison needs."""

    fit_tolerance: float = 0.006
    """Relative difference at which implied population is the registered one: year end against mean of
    the year, and rounding."""

    fit_contrast: float = 0.03
    """Least difference of the neighbouring years from registered population: else the two are the same."""

    fit_contrast_block: float = 0.01
    """The same in a year in which most regions fit registered population."""

    territory_change: float = 0.05
    """Change of population or area in one year that births and moves do not explain."""

    territory_balance: float = 0.25
    """Difference between one region's loss and another's gain, relative to the larger, in a transfer."""

    territory_km: float = 250.0
    """Distance of seats within which territory can pass between two regions."""

    missing_years: int = 3
    """Years in a row that make a missing block."""
