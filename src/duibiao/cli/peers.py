"""`duibiao peers`: who is like us, and who was and is ahead now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .files import Files
from .options import Csv, Exclude, Home, Json, Lang, Pin, Year, takes_data
from .studies import find_likeness, reasoned, settings_of
from .terminal import as_records, show
from .words import language

if TYPE_CHECKING:
    from duibiao.benchmark import Peers, RoleModels

HELP = """结构上最像本地的可比城市，和当年与本地相近、如今明显领先的标杆城市。
| The regions most like home in structure, and the role models that once were like it and are far ahead now."""
EXAMPLES = """duibiao peers 自贡市 --year 2020
duibiao peers 自贡市 --pin 宜宾市=同处川南 --exclude 攀枝花市=资源型城市
| duibiao peers Zigong --year 2020
duibiao peers Zigong --pin "Yibin=same valley" --exclude Panzhihua"""

Distance = Annotated[
    Literal["euclidean", "mahalanobis", "gower"],
    typer.Option(
        "--distance",
        metavar="euclidean|mahalanobis|gower",
        help="按哪种距离：标准化欧氏（默认）、收缩马氏、Gower | By which distance; default euclidean, standardised.",
    ),
]


@takes_data
def command(
    home: Home,
    files: Files,
    year: Year = None,
    distance: Distance = "euclidean",
    pin: Pin = [],  # noqa: B006
    exclude: Exclude = [],  # noqa: B006
    as_json: Json = False,
    as_csv: Csv = False,
    lang: Lang = None,
) -> None:
    tongue = language(lang)
    write = as_records(as_json, as_csv)
    settings = settings_of(pinned=reasoned(pin), excluded=reasoned(exclude), metric=distance)
    like = find_likeness(files, home, year, settings, tongue)
    if write:
        write([*comparables(like.peers), *role_models(like.role_models)])
        return
    from duibiao.briefs import peers_answer

    show(peers_answer(like, tongue), tongue)


def comparables(peers: Peers | None) -> list[dict[str, Any]]:
    """Return one record a comparable, with each variable's share of its distance."""
    if peers is None:
        return []
    names = [v.indicator for v in peers.variables]
    return [
        {
            "kind": "comparable",
            "region": p.region,
            "metric": peers.settings.metric,
            "rank": p.rank,
            "distance": p.distance,
            "stability": p.stability,
            "reason": p.reason,
            **{f"share_{name}": share for name, share in zip(names, p.shares, strict=True)},
        }
        for p in peers.peers
    ]


def role_models(models: RoleModels | None) -> list[dict[str, Any]]:
    """Return one record a role model, with where it stood to home then and now."""
    if models is None:
        return []
    return [
        {
            "kind": "role model",
            "region": m.region,
            "distance": m.distance,
            "outcome": models.settings.outcome,
            "start_year": models.start_year,
            "end_year": models.year,
            "start_ratio": m.start_ratio,
            "end_ratio": m.end_ratio,
            "across_break": m.across_break,
        }
        for m in models.items
    ]
