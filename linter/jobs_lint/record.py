"""`NamedTuple` as `typing` has it, made in an eighth of the time: a run makes seventy of them before its first file.

`typing` checks each annotation and compiles a constructor for each class. Here a constructor is compiled once for each
number of fields, and a class has a copy of it with the names of its own fields.

From Python 3.14 on the annotations of a class are no longer in its body, and a code object or a field of a tuple may
change too: there, and for whoever checks types, this is the one of `typing`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter  # in all of 3.11 to 3.13; a property is several times slower
    from functools import cache
    from types import FunctionType

    _new = tuple.__new__
    _names = {"_new": _new}

    @cache
    def _constructor(count):
        places = "".join([f"_{number}, " for number in range(count)])
        text = f"lambda _cls, {places}: _new(_cls, ({places}))"  # of nothing but a number
        return eval(text, _names).__code__.replace(co_name="__new__")  # noqa: S307

    class _Shared:
        """What all records have."""

        def _replace(self, /, **changes):
            made = _new(self.__class__, map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            values = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)])
            return f"{self.__class__.__name__}({values})"

        def __getnewargs__(self):
            return tuple(self)

        @classmethod
        def _make(cls, values):
            return cls(*values)

    _shared = {name: vars(_Shared)[name] for name in ("_replace", "_asdict", "__repr__", "__getnewargs__", "_make")}

    class _Maker(type):
        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = [body[field] for field in fields if field in body]
            code = _constructor(len(fields)).replace(co_varnames=("_cls", *fields))
            body = _shared | body
            body.update([(field, _tuplegetter(number, None)) for number, field in enumerate(fields)])
            body["__slots__"] = ()
            body["__new__"] = FunctionType(code, _names, "__new__", tuple(defaults))
            body["_fields"] = body["__match_args__"] = fields
            return type(name, (tuple, *bases[1:]), body)

    class NamedTuple(metaclass=_Maker):
        """The base to write; a class that names it becomes a tuple."""
