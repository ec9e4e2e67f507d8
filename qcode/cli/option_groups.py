"""Options that belong together: a command gets them as one object under one name."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import wraps
from typing import Any, TypeVar, cast

Command = TypeVar("Command", bound=Callable[..., Any])


def with_options(
    command: Command, name: str, group: type[Any], options: Sequence[Callable[..., Any]]
) -> Command:
    """Give a command the options, of which it gets a `group` under this name.

    The options are called as the fields of the group, a dataclass.
    """

    @wraps(command)
    def gathered(*arguments: Any, **given: Any) -> Any:
        own = {it.name: given.pop(it.name) for it in fields(group)}
        return command(*arguments, **{name: group(**own)}, **given)

    for option in reversed(options):
        gathered = option(gathered)
    return cast("Command", gathered)  # wraps keeps no type
