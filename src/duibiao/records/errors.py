"""The errors of the house: one type a mistake, each with its text in two languages.

DuibiaoError                    exit status
├── InputError                  3   what was given cannot be used
│   ├── UnknownName             3   a region, indicator, unit … that is not there
│   ├── BadSetting              3   an option outside what is allowed
│   └── UnreadableFile          3   a file that is missing, empty, unsafe or not what it says
├── DataError                   4   the figures are there and do not allow the calculation
└── OutputError                 5   the result cannot be written

Exit status 1 is kept for `data check` with errors found, 2 for wrong usage.
A text says what, where, what is allowed and how to mend it, in one paragraph.
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from typing import Literal

Lang = Literal["zh", "en"]
"""The two languages of the product."""


class DuibiaoError(Exception):
    """Any mistake that the house knows how to explain.

    >>> error = DuibiaoError(zh="没有数据。", en="No data.")
    >>> error.text("zh"), str(error)
    ('没有数据。', 'No data.')
    """

    exit_status = 1

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self._texts: dict[str, str] = {"zh": zh, "en": en}

    def text(self, lang: Lang) -> str:
        """Return the explanation in the language asked for."""
        return self._texts[lang]


class InputError(DuibiaoError):
    """Something that the caller gave cannot be used."""

    exit_status = 3


_KINDS_ZH = {
    "region": "地区",
    "indicator": "指标",
    "unit": "单位",
    "column": "列",
    "format": "格式",
    "method": "方法",
    "vintage": "数据版本",
    "sheet": "工作表",
    "period": "时期",
    "setting": "设置",
    "variable": "变量",
    "output": "产出",
}


class UnknownName(InputError):
    """A name that matches nothing; lists the nearest ones that exist.

    >>> error = UnknownName("region", "自宫市", ["自贡市", "南京市"])
    >>> "自贡市" in error.text("zh")
    True
    """

    def __init__(
        self, kind: str, name: str, allowed: Iterable[str], *, how: tuple[str, str] = ("", "")
    ) -> None:
        names = list(dict.fromkeys(allowed))
        self.kind, self.name = kind, name
        self.nearest = nearest_names(name, names)
        near_zh = f"最接近的是：{'、'.join(self.nearest)}。" if self.nearest else ""
        near_en = f" The nearest are: {', '.join(self.nearest)}." if self.nearest else ""
        few = names[:12]
        if not self.nearest and few:
            near_zh = f"可用的有：{'、'.join(few)}{'……' if len(names) > 12 else ''}。"
            near_en = f" Allowed: {', '.join(few)}{' …' if len(names) > 12 else ''}."
        super().__init__(
            zh=f"没有名为“{name}”的{_KINDS_ZH.get(kind, kind)}。{near_zh}{how[0]}",
            en=f"There is no {kind} named “{name}”.{near_en}{' ' + how[1] if how[1] else ''}",
        )


class BadSetting(InputError):
    """A setting whose value is outside what is allowed."""


class UnreadableFile(InputError):
    """A file that is missing, empty, unsafe, wrongly encoded or not what its name says."""


class DataError(DuibiaoError):
    """The figures are there, and they do not allow the calculation asked for."""

    exit_status = 4


class OutputError(DuibiaoError):
    """A result that cannot be written where it was asked for."""

    exit_status = 5


_SYSTEM_ZH = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "所在位置是只读的",
    errno.EISDIR: "那是一个目录",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EEXIST: "同名文件已经存在",
    errno.ENAMETOOLONG: "文件名太长",
}


def system_reason(error: OSError, lang: Lang) -> str:
    """Return why the system refused, in the language asked for where it is a usual reason.

    >>> system_reason(PermissionError(13, "Permission denied"), "zh")
    '没有权限'
    """
    own = error.strerror or str(error)
    return _SYSTEM_ZH.get(error.errno or 0, own) if lang == "zh" else own


def nearest_names(name: str, allowed: Iterable[str], n: int = 3) -> list[str]:
    """Return up to `n` allowed names that look most like `name`, best first.

    >>> nearest_names("自宫市", ["自贡市", "南京市", "苏州市"], n=1)
    ['自贡市']
    """
    names = list(dict.fromkeys(allowed))
    close = difflib.get_close_matches(name, names, n=n, cutoff=0.4)
    inside = [x for x in names if name and name in x and x not in close]
    return (close + inside)[:n]
