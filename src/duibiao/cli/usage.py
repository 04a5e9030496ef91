"""Wrong usage in the user's language: what is wrong, and where help is."""

from __future__ import annotations

import re
from typing import Any

from duibiao.records import Lang, nearest_names

from .words import language, tell

_EXTRA = re.compile(r"\((?P<words>[^()]*)\)$")
_LEAST = re.compile(r"greater than or equal to (\d+)")
_QUOTED = re.compile(r"'(?P<word>[^']*)'")


def usage_error(error: Any) -> str:
    """Return what is wrong with a command, in one paragraph."""
    lang = language()
    context = getattr(error, "ctx", None)
    what = _what(error, lang)
    path = context.command_path if context is not None else "duibiao"
    return what + tell(lang, "用法见 {path} --help。 |  See {path} --help.", path=path)


def _what(error: Any, lang: Lang) -> str:
    # The command-line library has no public names for these; it and its parts agree on the kinds.
    match type(error).__name__:
        case "NoSuchOption":
            return _no_such_option(error, lang)
        case "MissingParameter":
            name = _name(error.param)
            return tell(lang, "缺少{name}。 | {name} is missing.", name=name)
        case "BadParameter":
            return _bad_value(error, lang)
        case "BadOptionUsage":
            return tell(
                lang, "选项 {name} 后面要有一个值。 | {name} needs a value.", name=error.option_name
            )
    return _no_such_command(error, lang)


def _no_such_option(error: Any, lang: Lang) -> str:
    near = sorted(error.possibilities or ())
    text = tell(lang, "没有选项 {name}。 | There is no option {name}.", name=error.option_name)
    if near:
        text += tell(lang, "最接近的是 {near}。 |  The nearest: {near}.", near=", ".join(near))
    return text


def _bad_value(error: Any, lang: Lang) -> str:
    name = _name(error.param)
    allowed = error.param.metavar or "" if error.param is not None else ""
    kind = getattr(getattr(error.param, "type_descriptor", None), "annotation", None)
    least = _LEAST.search(error.message)
    if least:
        return tell(
            lang,
            "{name} 要写一个不小于{least}的整数。 | {name} must be a whole number of {least} or more.",
            name=name,
            least=least[1],
        )
    if kind is int or "integer" in error.message:
        return tell(lang, "{name} 要写一个整数。 | {name} must be a whole number.", name=name)
    if "|" in allowed:
        return tell(
            lang,
            "{name} 只能是 {allowed}。 | {name} must be one of {allowed}.",
            name=name,
            allowed=allowed.replace("|", "、" if lang == "zh" else ", "),
        )
    return tell(lang, "{name} 的值不可用。 | The value of {name} cannot be used.", name=name)


def _no_such_command(error: Any, lang: Lang) -> str:
    context = error.ctx
    commands = getattr(context.command, "commands", {}) if context is not None else {}
    extra = _EXTRA.search(error.message)
    if extra and not commands:
        return tell(
            lang,
            "多出了“{words}”。含空格的名称请加引号。 | “{words}” is too much. Put quotes around a name with spaces.",
            words=extra["words"],
        )
    word = _QUOTED.search(error.message)
    if word is None:
        return tell(lang, "缺少命令。 | A command is missing.")
    names = list(commands)
    near = nearest_names(word["word"], names) or names
    return tell(
        lang,
        "没有命令“{word}”。可用：{near}。 | There is no command “{word}”. Try: {near}.",
        word=word["word"],
        near=("、" if lang == "zh" else ", ").join(near),
    )


def _name(param: Any) -> str:
    if param is None:
        return ""
    if param.param_type_name == "option":
        return str(param.opts[0])
    return str(param.metavar or param.name.upper())
