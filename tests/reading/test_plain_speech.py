"""Commitments in plain words: in talks, news and notes of trips, without 要 or 将."""

from __future__ import annotations

from datetime import date

import pytest

from duibiao.reading import Passages
from duibiao.reading.statements.find import find_statements
from duibiao.reading.statements.survey import Survey
from duibiao.records import Document


def kinds(text: str) -> list[str]:
    document = Document("a", text, published=date(2024, 3, 20))
    return [s.kind for s in find_statements(Survey(Passages(document)), region="某市")]


@pytest.mark.parametrize(
    "words",
    [
        "7月复工",
        "空心村今年拆旧1200处",
        "请各责任单位每周五报送进度",
        "明年3月底前招第一批学生",
        "我们准备下半年在迪拜建一个海外仓",
        "国庆假期前先开放10院",
        "咱也筹建一个蔬菜产地批发市场",
        "全年规上工业增加值增长8%的目标不变",
        "扶贫部门要把贫困对象动态管理搞准搞实",
        "确保一季度固定资产投资增长20%以上",
        "新材料产业园二期项目，务必在9月底前投产",
        "各乡镇要倒排工期",
        "剩下的企业12月10日前必须接完",
    ],
)
def test_commitments_without_a_word_of_plan(words: str) -> None:
    assert set(kinds(f"{words}。")) <= {"action", "target"} and kinds(f"{words}。")


@pytest.mark.parametrize(
    "words",
    [
        "去年我们把老生产线全部改造了一遍",
        "3月5日首批产品下线",
        "请各位代表审议",
        "粮食总产预计68.9亿斤",
        "今年的活儿一天也等不得",
        "今年初步安排重点项目150个",
        "专用车基地现在有整车企业21家",
        "预计今年总产量42万吨",
        "我到一个村调研",
        "要抓住三个关键",
        "必须抓住四个“牛鼻子”",
        "让我们只争朝夕，一步一个脚印把全县的事情办好",
        "大家要把心思放到服务企业上",
        "全市上下要拧成一股绳",
        "贸易额则要亮眼得多",
        "离目标任务还差63亿元",
        "到2月底已经开工108个",
    ],
)
def test_what_is_told_or_asked_politely_is_none(words: str) -> None:
    assert not {"action", "target"} & set(kinds(f"{words}。"))
