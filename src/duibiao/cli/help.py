"""Help that teaches: what a command is for, an example to copy, then each option; wide characters counted."""

from __future__ import annotations

import inspect
from typing import Any

from typer.core import TyperCommand, TyperGroup

from .words import language, tell
from .wrap import width, wrapped

_WIDTH = 80
_GAP = 2
_LEFT_MOST = 26
_HELP_OPTION = "显示这份说明 | Show this help."


class Command(TyperCommand):
    """A command whose help is laid out here."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the command."""
        formatter.write(help_text(self, ctx))


class Group(TyperGroup):
    """A group of commands whose help is laid out here; a command's name may be of two words."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command: `targets backtest` before `targets` with an argument."""
        name = " ".join(args[:2])
        if name in self.commands and len(args) > 1:
            return name, self.commands[name], args[2:]
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the group."""
        formatter.write(help_text(self, ctx))


def help_text(command: Any, ctx: Any) -> str:
    """Return the help of a command or a group in the user's language, no line wider than 80 columns."""
    lang = language()
    params = [p for p in command.get_params(ctx) if not getattr(p, "hidden", False)]
    arguments = [p for p in params if p.param_type_name == "argument"]
    options = [p for p in params if p.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    parts = [
        tell(lang, "用法：{usage} | Usage: {usage}", usage=usage(ctx, arguments, bool(commands))),
        "\n".join(wrapped(tell(lang, inspect.cleandoc(command.help or "")), _WIDTH)),
        _section(
            tell(lang, "命令 | Commands"),
            [(name, tell(lang, c.help or "").split("\n")[0]) for name, c in commands.items()],
        ),
        _examples(tell(lang, "例 | Examples"), tell(lang, command.epilog or "")),
        _section(
            tell(lang, "参数 | Arguments"),
            [(p.metavar or p.name.upper(), tell(lang, p.help or "")) for p in arguments],
        ),
        _section(tell(lang, "选项 | Options"), [_option(p) for p in options]),
    ]
    return "\n\n".join(p for p in parts if p) + "\n"


def usage(ctx: Any, arguments: list[Any], has_commands: bool) -> str:
    """Return how a command is called, in one line."""
    lang = language()
    names = [p.metavar or p.name.upper() for p in arguments]
    shown = [
        n if p.required or n.startswith("[") else f"[{n}]"
        for n, p in zip(names, arguments, strict=True)
    ]
    rest = tell(lang, "命令 … | COMMAND …") if has_commands else tell(lang, "[选项] | [OPTIONS]")
    return " ".join([ctx.command_path, *shown, rest])


def _option(param: Any) -> tuple[str, str]:
    lang = language()
    if "--help" in param.opts:
        return "--help", tell(lang, _HELP_OPTION)
    left = ", ".join((*param.opts, *param.secondary_opts))
    if not param.is_flag:
        left += f" {param.metavar or param.name.upper()}"
    return left, tell(lang, param.help or "")


def _examples(title: str, lines: str) -> str:
    body = [f"  {line.strip()}" for line in lines.strip().splitlines()]
    return "\n".join([title, *body]) if body else ""


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    """A title and two columns; a left side too long for its column stands on a line of its own."""
    if not rows:
        return ""
    left = min(max(width(name) for name, _ in rows), _LEFT_MOST)
    lines = [title]
    for name, text in rows:
        body = wrapped(text, _WIDTH - 2 - left - _GAP) or [""]
        pad = " " * (left + _GAP - width(name))
        if width(name) > left:
            lines.append(f"  {name}")
            pad, name = " " * (left + _GAP), ""
        lines.append(f"  {name}{pad}{body[0]}".rstrip())
        lines += [" " * (2 + left + _GAP) + line for line in body[1:]]
    return "\n".join(lines)
