"""Tables and frameworks of composites: COINr's form, our own, and what is refused by name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from duibiao.records import (
    BadSetting,
    DataError,
    DuibiaoError,
    InputError,
    Structure,
    UnreadableFile,
)
from duibiao.sources import read_indicator_table, read_structure


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


META = "iCode,Parent,Direction,Weight,Denominator\nx,p,1,2,d\ny,p,-1,1,\np,top,,1,\ntop,,,,\n"


def test_coinrs_form(shared: Path) -> None:
    folder = shared / "checks" / "composite-asem"
    structure = read_structure(folder / "asem_iMeta.csv")
    assert len(structure.indicators) == 49 and len(structure.aggregates) == 11
    assert structure.top.code == "Index" and structure.levels.max() == 4
    assert structure.denominators == ("Area", "Energy", "GDP", "Population")
    assert "EurAsia_group" in structure.groups
    node = structure.nodes[structure.positions["Flights"]]
    assert (node.denominator, node.target, node.unit) == (
        "Population",
        200.3326555,
        "Thousand seats",
    )
    table = read_indicator_table(folder / "asem_iData.csv", structure)
    assert table.values.shape == (51, 53) and not table.times
    assert table.group("EurAsia_group")[0] == "Europe" and table.names[0] == "Austria"
    assert np.isnan(table.column("Energy")[table.regions.index("LAO")])


def test_types_may_be_left_out(tmp_path: Path) -> None:
    structure = read_structure(write(tmp_path, "meta.csv", META + "d,,,,\n"))
    assert structure.codes == ("x", "y", "p", "top") and structure.denominators == ("d",)
    flat = read_structure(write(tmp_path, "flat.csv", "代码,方向,权重\n甲,+,3\n乙,-,1\n"))
    assert flat.top.code == "index" and flat.signs.tolist() == [1, -1]
    np.testing.assert_allclose(flat.effective_weights(), [0.75, 0.25, 1])


def test_our_own_framework_has_its_pillars_beside(tmp_path: Path) -> None:
    text = "role,pillar,pillar_weight,indicator,weight,direction\nscore,p,20,x,1,+\nscore,p,20,y,3,-\nscore,q,80,z,1,+\ncontext,,,w,1,+\n"
    structure = read_structure(write(tmp_path, "framework.csv", text))
    assert structure.codes == ("x", "y", "z", "p", "q", "index")
    np.testing.assert_allclose(structure.effective_weights()[:3], [0.05, 0.15, 0.8])


def test_wide_and_tidy_tables_are_the_same(tmp_path: Path) -> None:
    structure = read_structure(write(tmp_path, "meta.csv", META))
    wide = read_indicator_table(
        write(
            tmp_path,
            "wide.csv",
            'uCode,uName,Time,x,y,d,zone\nA,Aa,2019,1,,10,east\nA,Aa,2020,"1,234.5",NA,10,east\n',
        ),
        structure,
    )
    tidy = read_indicator_table(
        write(
            tmp_path,
            "tidy.csv",
            "region_code,region,indicator,period,value\nA,Aa,x,2019,1\nA,Aa,d,2019,10\nA,Aa,x,2020,1234.5\nA,Aa,d,2020,10\nA,Aa,y,2020,—\n",
        ),
        structure,
    )
    for table in (wide, tidy):
        assert table.times == ("2019", "2020") and table.names == ("Aa", "Aa")
        np.testing.assert_array_equal(table.column("x"), [1, 1234.5])
        assert np.isnan(table.column("y")).all()
    assert wide.group("zone") == ("east", "east")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("name,weight\nx,1\n", UnreadableFile, "no column of codes"),
        ("code,parent,direction\nx,top,2\ntop,,\n", BadSetting, "“x” .* direction “2”"),
        ("code,parent,direction\nx,top,\ntop,,\n", BadSetting, "“x” .* no direction"),
        ("code,parent,direction,weight\nx,top,1,\ntop,,,\n", BadSetting, "“x” .* no weight"),
        ("code,parent,direction,weight\nx,top,1,much\ntop,,,\n", BadSetting, "weight “much”"),
        ("code,parent,direction,type\nx,top,1,Indikator\ntop,,,\n", BadSetting, "type “Indikator”"),
        ("code,parent,direction\nx,top,1\nx,top,1\ntop,,\n", BadSetting, "twice .*: x"),
        ("code,parent,direction\nx,a,1\na,b,\nb,a,\n", BadSetting, "cycle"),
        ("code,parent,direction\nx,nobody,1\ny,top,1\ntop,,\n", BadSetting, "“nobody”"),
        ("code,parent,direction,weight\nx,top,1,-1\ntop,,,\n", BadSetting, "weight -1"),
        ("code,parent,direction,weight\nx,top,1,0\ntop,,,\n", BadSetting, "sum to zero"),
        ("code,parent,direction,transform\nx,top,1,log\ntop,,,\n", BadSetting, "in log"),
    ],
)
def test_a_framework_is_refused_by_name(
    tmp_path: Path, text: str, kind: type[DuibiaoError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        read_structure(write(tmp_path, "meta.csv", text))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("place,x,y,d\nA,1,2,3\n", UnreadableFile, "no column of regions"),
        ("uCode,x,y,d\nA,1,2,3\n,1,2,3\n", InputError, "Row 3 .* names no region"),
        ("uCode,x,y,d\nA,about 1,2,3\n", InputError, "Row 2 .* “about 1” under “x”"),
        ("uCode,x,y,d\n", UnreadableFile, "header and no rows"),
        ("uCode,x,y,d,y\nA,1,2,3,4\n", InputError, "more than one column “y”"),
        ("uCode,x,y,d\nA,1,2,3\nA,1,2,3\n", DataError, "“A” has more than one row"),
        ("code,indicator,value\nA,x,1\nA,x,2\n", DataError, "Row 3 .* “A” already has"),
    ],
)
def test_a_table_is_refused_by_place(
    tmp_path: Path, text: str, kind: type[DuibiaoError], words: str
) -> None:
    structure: Structure = read_structure(write(tmp_path, "meta.csv", META))
    with pytest.raises(kind, match=words):
        read_indicator_table(write(tmp_path, "data.csv", text), structure)
