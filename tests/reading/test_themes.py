"""What only a theme stands for is marked, so that nobody takes it for what the words name."""

from __future__ import annotations

from duibiao.reading import read_document
from duibiao.records import Document, Panel


def test_an_indicator_of_the_theme_carries_its_rule(sample: Panel) -> None:
    text = "2021年工作安排\n市金融局推动银行扩大贷款投放。\n一般公共预算收入突破100亿元。"
    reading = read_document(Document("a.txt", text), region="自贡市", catalogue=sample.indicators)
    by_theme = {s.quote.text: s for s in reading.commitments if s.theme == "财政金融"}
    loans = next(s for words, s in by_theme.items() if "贷款" in words)
    revenue = next(s for words, s in by_theme.items() if "预算收入" in words)
    assert "fiscal_revenue" in loans.indicators and "theme.fiscal_revenue" in loans.rules
    assert "fiscal_revenue" in revenue.indicators
    assert "theme.fiscal_revenue" not in revenue.rules
