"""`NamedTuple` of our own does what that of `typing` does."""

from __future__ import annotations

import copy
import pickle

import pytest

from jobs_lint.record import NamedTuple


class Point(NamedTuple):
    """A point."""

    x: int
    y: int = 2
    names: tuple[str, ...] = ()

    @property
    def sum(self) -> int:
        """Both together."""
        return self.x + self.y


class Empty(NamedTuple):
    """Nothing."""


def test_made_by_place_and_by_name() -> None:
    assert Point(1) == Point(x=1, y=2) == (1, 2, ())
    assert Point(1, names=("a",)).names == ("a",)
    assert (Point(3, 4).sum, Point(3)[1]) == (7, 2)
    assert Empty() == ()


def test_refused_as_any_call_is() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Point(1, z=2)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Point(1).x = 2  # type: ignore[misc]


def test_the_rest_of_a_named_tuple() -> None:
    point = Point(1)
    assert point._replace(y=5) == Point(1, 5)
    assert isinstance(point._replace(y=5), Point)
    with pytest.raises((TypeError, ValueError), match="unexpected field names: \\['z'\\]"):  # by version
        point._replace(z=1)  # type: ignore[call-arg]
    assert Point._make([1, 2, ()]) == point
    assert point._asdict() == {"x": 1, "y": 2, "names": ()}
    assert Point._fields == ("x", "y", "names")
    assert repr(point) == "Point(x=1, y=2, names=())"
    assert (Point.__doc__, Point.__module__, Point.__bases__) == ("A point.", __name__, (tuple,))
    match point:
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_kept_and_copied() -> None:
    point = Point(1, names=("a",))
    assert type(pickle.loads(pickle.dumps(point))) is Point
    assert pickle.loads(pickle.dumps(point)) == copy.deepcopy(point) == point
    assert not hasattr(point, "__dict__")
