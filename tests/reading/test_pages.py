"""Of a web page the article is read as a reader sees it; no script runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from duibiao.reading import open_document
from duibiao.records import Document, UnreadableFile

BODY = "2020年，全市地区生产总值2003.43亿元，比上年增长4.1%。三次产业结构为14.5:41.1:44.4。"
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="CHARSET"><title>公报_统计数据_乐山市统计局</title>
<meta name="ArticleTitle" content="乐山市2020年国民经济和社会发展统计公报">
<meta name="PubDate" content="2021-03-25 09:30"><meta name="ContentSource" content="乐山市统计局">
<style>p {{ color: red }}</style><script>document.write("脚本写的字");</script></head>
<body><nav><a href="/">首页</a> &gt; <a href="/tj">统计数据</a></nav>
<div class="side-nav"><p>栏目导航{"很长的栏目名称" * 30}</p></div>
<div class="wrap"><h1>乐山市2020年国民经济和社会发展统计公报</h1>
<div class="info">发布时间：2021-03-25&nbsp;来源：乐山市统计局&nbsp;浏览次数：12</div>
<div class="TRS_Editor"><p style="text-align:center">一、综合</p>
<p>　　{BODY[:20]}<b>{BODY[20:24]}</b>
{BODY[24:]}</p>
<p style="display: none">看不见的字</p><p hidden>也看不见</p><script>var 变量 = 1;</script>
<p>第一行<br>第二行&amp;&#20140;</p>
<table><caption>主要指标</caption>
<tr><th>指标</th><th colspan="2">数值</th></tr>
<tr><td rowspan="2">工业</td><td>824.2<br>亿元</td><td>3.9%</td></tr>
<tr><td>290.1亿元</td><td>5.2%</td></tr></table>
<table><tr><td><p>布局用的表格</p><p>里面是段落{"很长" * 120}</p></td><td></td></tr></table>
</div></div><footer>主办：某某网站 京ICP备1号</footer></body></html>"""


def page(folder: Path, source: str, name: str = "a.html", encoding: str = "utf-8") -> Document:
    path = folder / name
    path.write_bytes(source.replace("CHARSET", encoding).encode(encoding))
    return open_document(path)


def test_only_the_article_and_all_of_it(tmp_path: Path) -> None:
    document = page(tmp_path, PAGE)
    assert document.text.split("\n") == [
        "乐山市2020年国民经济和社会发展统计公报",
        "一、综合",
        BODY,
        "第一行",
        "第二行&京",
        "主要指标",
        "指标\t数值",
        "工业\t824.2 亿元\t3.9%",
        "\t290.1亿元\t5.2%",
        "布局用的表格",
        "里面是段落" + "很长" * 120,
    ]
    assert any("正文" in note.zh for note in document.notes)
    assert document.place(document.text.index("290.1")).zh == "表1第3行"
    assert document.place(document.text.index("第二行")).zh == "第5段"


def test_what_the_page_says_of_itself(tmp_path: Path) -> None:
    document = page(tmp_path, PAGE)
    assert document.title == "乐山市2020年国民经济和社会发展统计公报"
    assert (document.published, document.publisher) == (date(2021, 3, 25), "乐山市统计局")


def test_without_meta_fields_the_line_under_the_heading_says_it(tmp_path: Path) -> None:
    bare = "\n".join(
        line for line in PAGE.split("\n") if "ArticleTitle" not in line and "PubDate" not in line
    )
    document = page(tmp_path, bare)
    assert document.title == "乐山市2020年国民经济和社会发展统计公报"
    assert (document.published, document.publisher) == (date(2021, 3, 25), "乐山市统计局")


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "utf-8"])
def test_the_encoding_that_the_page_declares(tmp_path: Path, encoding: str) -> None:
    assert page(tmp_path, PAGE, encoding=encoding).text == page(tmp_path, PAGE, "b.html").text


def test_traditional_pages_declare_big5(tmp_path: Path) -> None:
    source = f"<html><head><meta charset=CHARSET></head><body><p>{'全市生產總值增長百分之八。' * 4}</p></body></html>"
    assert "生產總值" in page(tmp_path, source, encoding="big5").text


def test_an_article_element_comes_first(tmp_path: Path) -> None:
    source = f"<html><body><div><p>{'栏目介绍文字。' * 20}</p></div><article><p>{BODY}</p></article></body></html>"
    assert page(tmp_path, source).text == BODY


def test_the_densest_block_where_nothing_is_marked(tmp_path: Path) -> None:
    source = f"""<html><body><ul><li><a>新闻一</a></li><li><a>新闻二</a></li></ul>
    <div id="a1"><p>{BODY}</p><p>{BODY}</p></div><div>版权所有</div></body></html>"""
    assert page(tmp_path, source).text == f"{BODY}\n{BODY}"


def test_a_page_without_an_article_is_read_whole(tmp_path: Path) -> None:
    source = f"<html><body><div>目标</div><div>{BODY}</div></body></html>"
    document = page(tmp_path, source)
    assert document.text == f"目标\n{BODY}"
    assert not document.notes


def test_a_page_with_another_name_is_still_a_page(tmp_path: Path) -> None:
    assert page(tmp_path, PAGE, "a.doc").text == page(tmp_path, PAGE).text
    assert page(tmp_path, "﻿<!-- x --> " + PAGE, "a.txt").text == page(tmp_path, PAGE).text


def test_a_page_of_comments_is_empty_and_quickly_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="empty"):
        page(tmp_path, "<!-- x -->")
    assert page(tmp_path, "  <!-- -->" * 400 + "今年目标", "a.txt").text.endswith("目标")


def test_what_is_nested_too_deeply_is_said(tmp_path: Path) -> None:
    document = page(tmp_path, "<html><body>" + f"<div><p>{BODY}</p>" * 2000)
    assert any("嵌套过深" in note.zh for note in document.notes)
