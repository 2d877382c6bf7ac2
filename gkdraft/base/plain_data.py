"""Plain data of a data file as a value: looking at a place, putting something there."""

from collections.abc import Mapping

from gkdraft.base.places import DataPath, Plain

Changes = Mapping[DataPath, Plain]
"""What an answer changes: places of the data file and what stands there afterwards."""


def look_up(data: Plain, path: DataPath) -> Plain:
    """What stands at a place; None where there is nothing."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, tuple) and isinstance(part, int) and 0 <= part < len(data):
            data = data[part]
        else:
            return None
    return data


def put_value(data: Plain, path: DataPath, value: Plain) -> Plain:
    """The data with a value at a place; what is missing on the way is made."""
    if not path:
        return value
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        items = data if isinstance(data, tuple) else ()
        below = put_value(items[part] if part < len(items) else None, rest, value)
        return (*items[:part], below, *items[part + 1 :])
    keys = data if isinstance(data, dict) else {}
    return {**keys, part: put_value(keys.get(part), rest, value)}


def apply_changes(data: Plain, changes: Changes) -> Plain:
    """The data with all changes made, in their order."""
    for path, value in changes.items():
        data = put_value(data, path, value)
    return data
