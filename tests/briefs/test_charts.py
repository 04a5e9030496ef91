"""Charts say what their rows say, in labels that fit; the palette can be told apart by everyone."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chart_rows import CITIES, DOTS, FAN_LABELS, GAPS, NAMED, PARTS, POINTS, RANKS, SCORES, specs
from duibiao.briefs import theme
from duibiao.briefs.charts import (
    GapBar,
    gap_bars,
    lines,
    rank_intervals,
    score_intervals,
    time_axis,
    waterfall,
)
from duibiao.briefs.charts._fit import Spot, place, spread, text_width, wrap
from duibiao.briefs.images import chart_svg

CHARTS = specs()


def drawn(spec: dict[str, Any]) -> str:
    # With the font that the product brings: one without Chinese would measure other widths.
    return chart_svg(spec)


def words(svg: str) -> str:
    """All text of a picture, in reading order, lines joined."""
    return "".join(re.findall(r">([^<>]+)</(?:text|tspan)>", svg))


@pytest.mark.parametrize("name", CHARTS)
def test_specification_is_valid_vega_lite(name: str) -> None:
    alt.Chart.from_dict(CHARTS[name], validate=True)


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_no_wider_than_a_document(name: str) -> None:
    width = float(re.search(r'<svg[^>]* width="([\d.]+)"', drawn(CHARTS[name]))[1])  # type: ignore[index]
    assert theme.WIDTH * 0.9 < width <= theme.WIDTH + 8


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("gap_bars", {t for g in GAPS for t in (g.indicator, g.reference, g.text)} | {"自贡市", "← 落后", "领先 →"}),
        ("time_axis", {t for d in DOTS for t in (d.indicator, d.text)} | {"自贡市 2020年"}),
        ("waterfall", {t for p in PARTS for t in (p.label, p.text)}),
        ("structure_scatter", {name for name, (role, *_) in CITIES.items() if role != "other"}),
        ("bubble_map", {"自贡市"}),
        ("lines", {p.region for p in POINTS} | {p.panel for p in POINTS}),
        ("rank_intervals", {f"{r.region} {r.text}" for r in RANKS} | {"位次（样本31市）"}),
        ("fan", {"自贡市", *(t for b in FAN_LABELS for t in b.text.split("\n"))}),
        ("score_intervals", {f"{r.region} {r.text}" for r in SCORES} | {"倍，1为前沿"}),
    ],
)  # fmt: skip
def test_labels_stand_in_the_picture(name: str, labels: set[str]) -> None:
    shown = words(drawn(CHARTS[name]))
    assert {label for label in labels if label not in shown} == set()
    assert "攀枝花" not in shown or name not in ("structure_scatter", "bubble_map")


def test_gap_bars_reach_left_where_home_is_behind_and_right_where_ahead() -> None:
    values = CHARTS["gap_bars"]["datasets"]["gaps"]
    assert [v["x"] for v in values] == [-g.size for g in GAPS]


def test_a_reference_keeps_its_tone_whatever_the_order_of_rows() -> None:
    def tones(rows: list[Any]) -> dict[str, str]:
        spec = gap_bars(rows, home="自贡市", behind="落后", ahead="领先", references=NAMED)
        scale = spec["layer"][0]["encoding"]["color"]["scale"]
        return dict(zip(scale["domain"], scale["range"], strict=False))

    assert tones(GAPS) == tones(GAPS[::-1]) == dict(zip(NAMED, theme.NAMED, strict=False))


def test_waterfall_sums_from_home_to_the_reference() -> None:
    steps = CHARTS["waterfall"]["datasets"]["steps"]
    for before, after in pairwise(steps[:-1]):
        assert after["from"] == before["to"]
    assert steps[-2]["to"] == pytest.approx(PARTS[-1].value) == steps[-1]["to"]
    assert steps[-1]["from"] == 0


def test_time_dots_have_a_lane_each() -> None:
    dots = CHARTS["time_axis"]["datasets"]["dots"]
    assert len({d["y"] for d in dots}) == len(DOTS)
    assert [d["shape"] for d in dots][1] == "triangle-left", "beyond the record points back"
    assert dots[0]["fill"] == theme.LIGHT["paper"] != dots[2]["fill"], "across a break is hollow"


def test_a_break_splits_the_line_and_is_ticked() -> None:
    data = lines(POINTS)["datasets"]
    assert {t["year"] for t in data["starts0"]} == {2020}
    assert len({v["line"] for v in data["points0"]}) == 8
    whole = lines([replace(p, segment=0) for p in POINTS])["datasets"]
    assert whole["starts0"] == [] and len({v["line"] for v in whole["points0"]}) == 4


def test_line_names_do_not_cover_each_other() -> None:
    data = CHARTS["lines"]["datasets"]
    panel = CHARTS["lines"]["concat"][0]
    low, high = panel["layer"][0]["encoding"]["y"]["scale"]["domain"]
    at = sorted(v["value"] * panel["height"] / (high - low) for v in data["names0"])
    assert min(b - a for a, b in pairwise(at)) >= theme.TYPE


@pytest.mark.parametrize(
    "draw",
    [
        lambda: gap_bars([], home="自贡市", behind="落后", ahead="领先"),
        lambda: time_axis([], home="自贡市", home_year=2020),
        lambda: waterfall([]),
        lambda: lines([]),
        lambda: rank_intervals([], axis="位次", last=31),
        lambda: score_intervals([], axis="倍数"),
    ],
)
def test_no_rows_draw_an_empty_picture(draw: Any) -> None:
    assert drawn(draw()).startswith("<svg")


@given(st.lists(st.floats(-500, 500), max_size=12), st.floats(1, 40))
def test_spread_keeps_order_and_gap(positions: list[float], gap: float) -> None:
    placed = spread(positions, gap)
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    for a, b in pairwise(order):
        assert placed[b] - placed[a] >= gap - 1e-6
    if all(positions[b] - positions[a] >= gap for a, b in pairwise(order)):
        assert placed == pytest.approx(positions)


@given(
    st.text(alphabet="人均地区生产总值（万元）GDP per head, 2020%", max_size=40), st.floats(60, 300)
)
def test_wrap_loses_nothing_and_keeps_the_width(text: str, width: float) -> None:
    parts = wrap(text, width)
    assert "".join("".join(parts).split()) == "".join(text.split())
    for line in parts:
        breakable = sum(text_width(c) > 10 for c in line) > 6
        assert text_width(line) <= width or not breakable or any(c in line for c in "（）,%")


@given(
    st.lists(
        st.builds(Spot, st.floats(0, 300), st.floats(0, 300), st.floats(2, 12), st.just("自贡市")),
        max_size=10,
    )
)
def test_labels_cover_no_other_label(spots: list[Spot]) -> None:
    from duibiao.briefs.charts._fit import _label_box, _shared

    sides = place(spots, 300, 300)
    boxes = [_label_box(s, side) for s, side in zip(spots, sides, strict=True) if side]
    assert not spots or sides[0], "home is always labelled"
    for a, b in combinations(boxes, 2):
        assert _shared(a, b) == pytest.approx(0, abs=1e-6)


# --- the palette ---


def linear(colour: str) -> list[float]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(colour: str) -> float:
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


PALETTES = {"light": theme.LIGHT, "dark": theme.DARK}
TEXTS = ("ink", "muted", "home", "named-ink", "role-model", "comparable")
MARKS = ("home", "named-1", "named-2", "named-3", "named-4", "role-model", "comparable", "other", "part", "part-back")  # fmt: skip


@pytest.mark.parametrize("palette", PALETTES)
def test_contrast(palette: str) -> None:
    colours = PALETTES[palette]
    assert {t: c for t in TEXTS if (c := contrast(colours[t], colours["paper"])) < 4.5} == {}
    assert {m: c for m in MARKS if (c := contrast(colours[m], colours["paper"])) < 3} == {}


@pytest.mark.parametrize("palette", PALETTES)
def test_named_tones_can_be_told_apart_in_grey(palette: str) -> None:
    tones = [PALETTES[palette][f"named-{i}"] for i in range(1, 5)]
    assert min(contrast(a, b) for a, b in combinations(tones, 2)) > 1.25


# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def lab(rgb: list[float]) -> list[float]:
    """CIE L*a*b* of a linear sRGB colour under D65."""
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [sum(m * max(c, 0.0) for m, c in zip(row, rgb, strict=True)) for row in to_xyz]
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (v / w for v, w in zip(xyz, white, strict=True))
    )
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("kind", BLINDNESS)
@pytest.mark.parametrize("palette", PALETTES)
def test_roles_can_be_told_apart_without_full_colour_sight(palette: str, kind: str) -> None:
    """Home, references and comparables differ by 15 or more (CIE 1976); other roles by shape and label."""
    seen = {}
    for role in ("home", "named-1", "comparable"):
        rgb = linear(PALETTES[palette][role])
        seen[role] = lab(
            [sum(m * c for m, c in zip(row, rgb, strict=True)) for row in BLINDNESS[kind]]
        )
    for a, b in combinations(seen, 2):
        distance = sum((p - q) ** 2 for p, q in zip(seen[a], seen[b], strict=True)) ** 0.5
        assert distance >= 15, (a, b)


def test_gap_bars_say_what_bars_and_labels_mean_in_lines_for_a_phone() -> None:
    said = "条长：样本内得分差；数字：与对标地区之比或相差百分点"
    bars = [GapBar("人均GDP", "常州市", 41.0, "39%")]
    spec = gap_bars(bars, home="自贡市", behind="落后", ahead="领先", axis=said)
    assert "".join(spec["title"]["text"]) == said
    assert max(map(len, spec["title"]["text"])) * 14 <= 300
    assert "title" not in gap_bars(bars, home="自贡市", behind="落后", ahead="领先")
    assert chart_svg(spec)
