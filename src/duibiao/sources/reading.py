"""Words for the problems that are met while reading; those of the checks stand with the checks."""

from __future__ import annotations

TITLES: dict[str, str] = {
    "formula_without_value": "公式没有结果 | Formula without a value",
    "error_value": "错误值 | Error value",
    "percent_format": "百分比格式 | Percentage format",
    "hidden_sheet": "隐藏的工作表 | Hidden sheet",
    "no_table": "没有表格的工作表 | Sheet without a table",
    "unreadable_number": "不是数字 | Not a number",
    "unread_column": "没有读入的列 | Column that was not read",
    "text_column": "文字列 | Column of text",
    "filled_down": "按上一行补的地区名 | Region taken from the row above",
    "aggregate_row": "合计或上级地区 | Total or parent region",
    "excluded_region": "映射文件排除的地区 | Region left out by the mapping",
    "ambiguous_region": "可指几个地区的名称 | Name of several regions",
    "new_region": "样本之外的地区 | Region outside the sample",
    "code_and_name": "代码与名称不一致 | Code and name differ",
    "group_header": "分组表头下的指标 | Indicator under the header of a group",
    "published_residents": "公布的常住人口 | Residents as published",
    "new_indicator": "目录之外的指标 | Indicator outside the catalogue",
    "missing_unit": "没有单位 | No unit",
    "currency": "没有汇率 | No exchange rate",
    "unknown_vintage": "数据版本不能识别 | Unknown vintage",
    "unknown_break": "口径变化表中的未知名称 | Unknown name in the table of breaks",
}
"""Each kind's title in both languages."""


def figures(n: int) -> str:
    """Return a number of figures in English: 1 figure, 2 figures."""
    return f"{n:,} figure" if n == 1 else f"{n:,} figures"


def were(n: int) -> str:
    """Return the verb that goes with it."""
    return "was" if n == 1 else "were"
