"""Regions, their names, and the matching of a written name to a code."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .errors import InputError, Lang, UnknownName
from .observations import in_language

_SUFFIXES = re.compile(
    r"(特别行政区|(?:[一-鿿]{1,9}族)*自治[州县旗区]|地区|林区|新区|矿区|[市省盟县区旗州])$"
)
_EARTH_RADIUS_KM = 6371.0088  # IUGG mean radius


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its code, its names, its parent and where it lies (degrees, WGS 84).

    `parent` is a code of the same table, or a name, also in both languages: 四川省 | Sichuan.
    """

    code: str
    name_zh: str
    name_en: str = ""
    parent: str = ""
    longitude: float | None = None
    latitude: float | None = None
    aliases: tuple[str, ...] = ()

    def name(self, lang: Lang) -> str:
        """Return the name in the language asked for, or the other where it has none."""
        return (self.name_zh or self.name_en) if lang == "zh" else (self.name_en or self.name_zh)

    def short(self, lang: Lang) -> str:
        """Return the name as people say it: 自贡 for 自贡市.

        >>> Region("510300", "自贡市", "Zigong").short("zh")
        '自贡'
        """
        if lang == "en" or not self.name_zh:
            return self.name(lang)
        stem = _SUFFIXES.sub("", self.name_zh)
        return stem if len(stem) >= 2 else self.name_zh

    def km_to(self, longitude: float, latitude: float) -> float:
        """Return the great-circle distance in km to a point (haversine, mean Earth radius).

        >>> zigong = Region("510300", "自贡市", longitude=104.77689, latitude=29.34162)
        >>> round(zigong.km_to(104.06667, 30.66667))
        162
        """
        if self.longitude is None or self.latitude is None:
            return math.nan
        lon1, lat1, lon2, lat2 = map(
            math.radians, (self.longitude, self.latitude, longitude, latitude)
        )
        h = (
            math.sin((lat2 - lat1) / 2) ** 2
            + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
        )
        return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(h))


@dataclass(frozen=True)
class Regions:
    """The regions of a panel, in order, and the way from a written name to one of them.

    >>> regions = Regions((Region("510300", "自贡市", "Zigong", "四川省"),))
    >>> [regions.match(x).code for x in ("自贡", "自 贡 市", "ZIGONG", "510300", "四川省自贡市")]
    ['510300', '510300', '510300', '510300', '510300']
    """

    items: tuple[Region, ...]
    whole: frozenset[str] = field(default=frozenset())
    """Parents of which every unit is here, so that a rank among them is a rank in the parent."""

    def __iter__(self) -> Iterator[Region]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, code: str) -> Region:
        return self.items[self.position(code)]

    def __contains__(self, code: object) -> bool:
        return code in self._positions

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(r.code for r in self.items)

    def position(self, code: str) -> int:
        """Return the place of a code in the order of the regions."""
        try:
            return self._positions[code]
        except KeyError:
            raise self._unknown(code) from None

    def match(self, written: str) -> Region:
        """Return the one region that a written name means.

        Raises `UnknownName` with the nearest names where it means none, and `InputError` with the
        candidates where it means several (鼓楼区: name its parent, 南京市鼓楼区).
        """
        key = normal_name(written)
        found = self._aliases.get(key, ())
        if len(found) == 1:
            return self[found[0]]
        if not found:
            raise self._unknown(written)
        names = [f"{self._parent_name(c)}{self[c].name_zh or self[c].name_en} ({c})" for c in found]
        raise InputError(
            zh=f"“{written}”可指{len(found)}个地区：{'、'.join(names[:6])}。请写代码，或在前面加上级地区名。",
            en=f"“{written}” may mean {len(found)} regions: {', '.join(names[:6])}. Give the code, or put the parent's name before it.",
        )

    def find(self, written: str) -> Region | None:
        """Return the region that a written name means, or None where it means none or several."""
        found = self._aliases.get(normal_name(written), ())
        return self[found[0]] if len(found) == 1 else None

    def children(self, parent: str) -> tuple[Region, ...]:
        """Return the regions whose parent (by code or name) is `parent`."""
        return tuple(r for r in self.items if r.parent == parent)

    def _parent_name(self, code: str) -> str:
        parent = self[code].parent
        return self[parent].name_zh if parent in self._positions else in_language(parent, "zh")

    def _unknown(self, written: str) -> UnknownName:
        names = [n for r in self.items for n in (r.name_zh, r.name_en, r.code) if n]
        return UnknownName("region", written, names)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {r.code: i for i, r in enumerate(self.items)}

    @cached_property
    def _aliases(self) -> dict[str, tuple[str, ...]]:
        aliases: dict[str, dict[str, None]] = {}
        weak: dict[str, dict[str, None]] = {}
        for region in self.items:
            own = {region.code, region.name_zh, region.name_en, *region.aliases} - {""}
            parent = self._parent_name(region.code)
            for name in own:
                aliases.setdefault(normal_name(name), {})[region.code] = None
                aliases.setdefault(normal_name(parent + name), {})[region.code] = None
            for name in (region.short("zh"), parent + region.short("zh"), f"{region.name_en} city"):
                weak.setdefault(normal_name(name), {})[region.code] = None
        for key, codes in weak.items():
            aliases.setdefault(key, codes)
        return {k: tuple(v) for k, v in aliases.items()}


@lru_cache(maxsize=1 << 14, typed=True)
def normal_name(name: object) -> str:
    """Return the form of a name under which spelling differences vanish.

    Width, case, inner spaces and apostrophes do not matter: 南 京 市 is 南京市, Guang’an is Guang'an.

    >>> normal_name("南 京 市"), normal_name("Huai’an")
    ('南京市', "huai'an")
    """
    text = unicodedata.normalize("NFKC", str(name)).casefold().replace("’", "'").replace("‘", "'")
    text = re.sub(r"\s+", "" if re.search(r"[一-鿿]", text) else " ", text)
    return text.strip()


def region_set(items: Iterable[Region], whole: Iterable[str] = ()) -> Regions:
    """Return `Regions` in the order given; raise `InputError` where a code stands twice."""
    regions = tuple(items)
    seen: set[str] = set()
    for region in regions:
        if region.code in seen:
            raise InputError(
                zh=f"地区代码{region.code}（{region.name_zh}）在地区表中出现两次。每个代码只能有一行。",
                en=f"Region code {region.code} ({region.name('en')}) stands twice in the table of regions. Keep one row a code.",
            )
        seen.add(region.code)
    return Regions(regions, frozenset(whole))
