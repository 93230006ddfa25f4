"""From paths to files, and from a file to its bytes: nothing loops, waits or leads out of the tree."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, TypeVar

import pytest

from jobs_lint.config.settings import ConfigResolver
from jobs_lint.discover import Found, NotReadable, Problem, Skipped, TooLarge, discover, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EXTENSIONS = frozenset({".yaml", ".yml", ".json"})
T = TypeVar("T")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the working folder."""
    root = tmp_path / "tree"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


def make(root: Path, *paths: str, text: str = "") -> None:
    """Make files, and the folders they need."""
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def found(*paths: str) -> list[str]:
    """The files that paths stand for."""
    return [item.path for item in discover(paths, EXTENSIONS) if isinstance(item, Found)]


def skipped(*paths: str) -> dict[str, str]:
    """What is passed over, and why."""
    return dict(only(Skipped, discover(paths, EXTENSIONS, verbose=True)))


def only(kind: type[T], items: Iterable[object]) -> list[T]:
    """The items of one kind."""
    return [item for item in items if isinstance(item, kind)]


class TestNames:
    """Paths stay as they were given."""

    @pytest.mark.parametrize(
        ("argument", "front"),
        [(".", "./"), ("./", "./"), ("a", "a/"), ("a/", "a/"), ("./a", "./a/"), ("../tree/a", "../tree/a/")],
    )
    def test_the_argument_joined_with_the_path_below(self, tree: Path, argument: str, front: str) -> None:
        make(tree / argument, "x.yaml", "sub/y.yaml")
        assert found(argument) == [f"{front}x.yaml", f"{front}sub/y.yaml"]

    def test_no_path_is_the_working_folder(self, tree: Path) -> None:
        make(tree, "x.yaml")
        assert found() == ["x.yaml"]

    def test_an_absolute_path_stays_absolute(self, tree: Path) -> None:
        make(tree, "x.yaml")
        assert found(str(tree)) == [f"{tree}/x.yaml"]

    def test_names_that_are_not_utf8_are_kept(self, tree: Path) -> None:
        name = os.fsdecode(b"caf\xe9.yaml")
        tree.joinpath(name).write_text("x")
        tree.joinpath(".gitignore").write_text("other")
        assert found() == [name]
        assert os.fsencode(found()[0]) == b"caf\xe9.yaml"
        assert read_bytes(name, 10) == b"x"

    def test_a_line_break_in_a_name(self, tree: Path) -> None:
        make(tree, "a\nb.yaml", "new\nline/c.yaml")
        assert found() == ["a\nb.yaml", "new\nline/c.yaml"]


class TestWalk:
    """What a walk takes and leaves."""

    def test_sorted_files_of_the_extensions(self, tree: Path) -> None:
        make(tree, "b.yml", "a.yaml", "c.json", "d.YAML", "readme.md", "noextension", "yaml", "z/a.yaml", "m/n/o.yaml")
        assert found() == ["a.yaml", "b.yml", "c.json", "d.YAML", "m/n/o.yaml", "z/a.yaml"]
        assert skipped()["readme.md"] == "its extension is none of .json .yaml .yml"

    def test_hidden_things_are_left_out_unless_named(self, tree: Path) -> None:
        make(tree, ".hidden.yaml", ".hid/x.yaml", "a.yaml")
        assert found() == ["a.yaml"]
        assert skipped() == {".hidden.yaml": "hidden", ".hid/": "hidden"}
        assert found(".hid", ".hidden.yaml") == [".hidden.yaml", ".hid/x.yaml"]

    def test_folders_of_build_configurations_are_walked(self, tree: Path) -> None:
        make(tree, ".github/workflows/deploy.yml", ".git/config.yaml")
        assert found() == [".github/workflows/deploy.yml"]

    def test_nothing_is_told_of_what_is_passed_over_unless_asked(self, tree: Path) -> None:
        make(tree, "a.txt", ".b.yaml")
        assert list(discover([], EXTENSIONS)) == []

    def test_a_folder_that_cannot_be_listed_stops_no_other(self, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make(tree, "bad/a.yaml", "good/a.yaml")
        scandir = os.scandir

        def refusing(path: str) -> object:
            if path.startswith("bad"):
                raise PermissionError(errno.EACCES, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refusing)
        assert list(discover([], EXTENSIONS)) == [
            Problem("bad/", "the folder can't be listed: Permission denied"),
            Found("good/a.yaml", named=False),
        ]

    def test_a_very_deep_tree(self, tree: Path) -> None:
        deep = "d/" * 600
        make(tree, f"{deep}a.yaml")
        assert found() == [f"{deep}a.yaml"]


class TestNamed:
    """A named path is taken as it is."""

    def test_whatever_its_name(self, tree: Path) -> None:
        make(tree, "Jobfile", ".hidden.txt")
        assert list(discover(["Jobfile", ".hidden.txt"], EXTENSIONS)) == [
            Found("Jobfile", named=True),
            Found(".hidden.txt", named=True),
        ]

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("none.yaml", "No such file or directory"),
            ("", "No such file or directory"),
            ("a\0b", "null"),
            ("x" * 5000, "too long"),
        ],
    )
    def test_a_path_that_is_not_there(self, tree: Path, path: str, reason: str) -> None:
        make(tree, "good.yaml")
        problem, good = discover([path, "good.yaml"], EXTENSIONS)
        assert isinstance(problem, Problem)
        assert reason in problem.message
        assert good == Found("good.yaml", named=True)

    def test_one_file_is_linted_once_however_it_is_named(self, tree: Path) -> None:
        make(tree, "sub/a.yaml", "sub/b.yaml")
        assert found("sub/a.yaml", "./sub/a.yaml", str(tree / "sub" / "a.yaml")) == ["sub/a.yaml"]
        assert found(".", "sub", "sub/b.yaml", "./.") == ["sub/b.yaml", "./sub/a.yaml"]
        assert found("sub", ".") == ["sub/a.yaml", "sub/b.yaml"]


class TestLinks:
    """Loops end, and no link is followed out of the tree."""

    def test_loops(self, tree: Path) -> None:
        make(tree, "sub/a.yaml")
        tree.joinpath("sub", "up").symlink_to("..")
        tree.joinpath("self").symlink_to("self")
        tree.joinpath("self.yaml").symlink_to("self.yaml")
        tree.joinpath("ping.yaml").symlink_to("pong.yaml")
        tree.joinpath("pong.yaml").symlink_to("ping.yaml")
        assert found() == ["sub/a.yaml"]
        assert skipped()["self.yaml"] == "the link leads nowhere"

    def test_dangling(self, tree: Path) -> None:
        tree.joinpath("a.yaml").symlink_to("nowhere.yaml")
        assert skipped() == {"a.yaml": "the link leads nowhere"}
        assert list(discover(["a.yaml"], EXTENSIONS)) == [Problem("a.yaml", "No such file or directory")]

    def test_out_of_the_tree(self, tree: Path) -> None:
        make(tree.parent, "secret.yaml", "other/b.yaml", "tree-2/c.yaml")
        tree.joinpath("secret.yaml").symlink_to("../secret.yaml")
        tree.joinpath("neighbour.yaml").symlink_to("../tree-2/c.yaml")
        tree.joinpath("other.yaml").symlink_to("../other")
        assert found() == []
        assert skipped() == {
            "secret.yaml": "the link leads out of the folder that is linted",
            "neighbour.yaml": "the link leads out of the folder that is linted",
            "other.yaml": "links to folders are not followed",
        }
        # Who names a link means it.
        assert found("secret.yaml", "other.yaml") == ["secret.yaml", "other.yaml/b.yaml"]

    def test_inside_the_tree(self, tree: Path) -> None:
        make(tree, "real/a.conf", "real/b.yaml")
        tree.joinpath("a.yaml").symlink_to("real/a.conf")
        tree.joinpath("again").symlink_to("real")
        assert found() == ["a.yaml", "real/b.yaml"]


class TestSpecialFiles:
    """What isn't a regular file is passed over, and never makes anybody wait."""

    def test_fifo(self, tree: Path) -> None:
        os.mkfifo(tree / "a.yaml")
        tree.joinpath("b.yaml").symlink_to("a.yaml")
        assert skipped() == {"a.yaml": "it is no regular file", "b.yaml": "it is no regular file"}
        (problem,) = discover(["a.yaml"], EXTENSIONS)
        assert problem == Problem(
            "a.yaml", "it is a FIFO, not a regular file; to lint what a program writes, pipe it to `-`"
        )
        with pytest.raises(NotReadable, match="it is a FIFO, not a regular file"):
            read_bytes("a.yaml", 10)

    def test_fifo_for_a_gitignore(self, tree: Path) -> None:
        os.mkfifo(tree / ".gitignore")
        make(tree, "a.yaml")
        assert found() == ["a.yaml"]

    @pytest.mark.skipif(sys.platform != "linux", reason="needs mknod for a socket")
    def test_socket(self, tree: Path) -> None:
        os.mknod(tree / "a.yaml", stat.S_IFSOCK | 0o600)
        assert found() == []
        assert only(Problem, discover(["a.yaml"], EXTENSIONS))[0].message.startswith("it is a socket")
        with pytest.raises(NotReadable):
            read_bytes("a.yaml", 10)

    def test_device(self) -> None:
        assert only(Problem, discover(["/dev/null"], EXTENSIONS))[0].message.startswith("it is a device")
        with pytest.raises(NotReadable, match="device"):
            read_bytes("/dev/zero", 10)


class TestGitignore:
    """What git leaves out, a walk leaves out."""

    def test_patterns(self, tree: Path) -> None:
        make(tree, "a.yaml", "gen.yaml", "build/b.yaml", "sub/gen.yaml", "sub/top.yaml", "top.yaml", "keep/gen.yaml")
        tree.joinpath(".gitignore").write_text("# generated\ngen.yaml\nbuild/\n/top.yaml\n!keep/gen.yaml\n")
        assert found() == ["a.yaml", "keep/gen.yaml", "sub/top.yaml"]
        assert skipped() == {
            ".gitignore": "its extension is none of .json .yaml .yml",
            "build/": "ignored by .gitignore",
            "gen.yaml": "ignored by .gitignore",
            "sub/gen.yaml": "ignored by .gitignore",
            "top.yaml": "ignored by .gitignore",
        }

    def test_a_deeper_file_has_the_last_word(self, tree: Path) -> None:
        make(tree, "a.yaml", "sub/a.yaml", "sub/b.yaml", "sub/deep/b.yaml")
        tree.joinpath(".gitignore").write_text("a.yaml\n")
        tree.joinpath("sub", ".gitignore").write_text("!a.yaml\n/b.yaml\n")
        assert found() == ["sub/a.yaml", "sub/deep/b.yaml"]

    def test_named_things_are_taken_all_the_same(self, tree: Path) -> None:
        make(tree, "gen.yaml", "build/b.yaml", "build/gen.yaml")
        tree.joinpath(".git").mkdir()
        tree.joinpath(".gitignore").write_text("gen.yaml\nbuild/\n")
        assert found("gen.yaml", "build") == ["gen.yaml", "build/b.yaml", "build/gen.yaml"]

    def test_those_above_count_up_to_the_root_of_the_repository(self, tree: Path) -> None:
        make(tree.parent, ".gitignore", text="outside.yaml")
        tree.joinpath(".git").mkdir()
        make(tree, ".gitignore", text="/sub/x.yaml\nsub/deep/\nlate.yaml")
        make(tree, "sub/x.yaml", "sub/outside.yaml", "sub/deep/y.yaml", "sub/late.yaml", "sub/more/x.yaml")
        make(tree, "sub/.gitignore", text="!late.yaml\n")
        assert found("sub") == ["sub/late.yaml", "sub/outside.yaml", "sub/more/x.yaml"]
        assert found("sub/more") == ["sub/more/x.yaml"]

    def test_those_above_do_not_count_in_no_repository(self, tree: Path) -> None:
        make(tree, ".gitignore", text="x.yaml")
        make(tree, "sub/x.yaml")
        assert found("sub") == ["sub/x.yaml"]

    def test_odd_bytes_and_bad_lines(self, tree: Path) -> None:
        tree.joinpath(".gitignore").write_bytes(
            b"\xef\xbb\xbffirst.yaml\r\ncaf\xe9.yaml\r\n!\n" + b"*a" * 50 + b"\nlast.yaml"
        )
        for name in ("first.yaml", os.fsdecode(b"caf\xe9.yaml"), "a" * 200 + ".yaml", "last.yaml"):
            tree.joinpath(name).touch()
        assert found() == ["a" * 200 + ".yaml"]

    def test_a_huge_one_is_not_read(self, tree: Path) -> None:
        make(tree, ".gitignore", text="*.yaml\n" * 50_000)
        make(tree, "a.yaml")
        assert found() == ["a.yaml"]

    def test_a_link_is_not_followed(self, tree: Path) -> None:
        make(tree, "rules", text="*.yaml")
        make(tree, "a.yaml")
        tree.joinpath(".gitignore").symlink_to("rules")
        assert found() == ["a.yaml"]


class TestExcludes:
    """What config leaves out is left out on a walk, and when it is named."""

    @pytest.fixture(autouse=True)
    def _config(self, tree: Path) -> None:
        tree.joinpath("jobs-lint.toml").write_text('exclude = ["vendor/", "*.tpl.yaml"]')
        make(tree, "a.yaml", "b.tpl.yaml", "vendor/c.yaml", "sub/vendor/d.yaml")

    def test_on_a_walk(self) -> None:
        items = list(discover([], EXTENSIONS, ConfigResolver().excluded, verbose=True))
        why = "excluded by jobs-lint.toml"
        assert only(Found, items) == [Found("a.yaml", named=False)]
        assert [item.path for item in only(Skipped, items) if item.why == why] == [
            "b.tpl.yaml",
            "vendor/",
            "sub/vendor/",
        ]

    def test_when_named(self) -> None:
        why = "excluded by jobs-lint.toml"
        paths = ["b.tpl.yaml", "vendor/c.yaml", "vendor", "a.yaml"]
        assert list(discover(paths, EXTENSIONS, ConfigResolver().excluded)) == [
            Skipped("b.tpl.yaml", why),
            Skipped("vendor/c.yaml", why),
            Skipped("vendor", why),
            Found("a.yaml", named=True),
        ]

    def test_a_named_folder_inside_an_excluded_one(self) -> None:
        items = list(discover(["sub/vendor/d.yaml"], EXTENSIONS, ConfigResolver().excluded))
        assert items == [Skipped("sub/vendor/d.yaml", "excluded by jobs-lint.toml")]


@pytest.mark.usefixtures("tree")
class TestReadBytes:
    """A file's bytes, up to a limit."""

    @pytest.mark.parametrize("size", [0, 1, 99, 100])
    def test_up_to_the_limit(self, tree: Path, size: int) -> None:
        tree.joinpath("a").write_bytes(b"x" * size)
        assert read_bytes("a", 100) == b"x" * size

    def test_beyond_the_limit(self, tree: Path) -> None:
        with tree.joinpath("a").open("wb") as file:
            file.truncate(50 * 1024**3)
        with pytest.raises(TooLarge, match="larger than 100 bytes") as caught:
            read_bytes("a", 100)
        assert caught.value.size == 50 * 1024**3

    def test_a_file_that_is_not_there(self) -> None:
        with pytest.raises(NotReadable, match="No such file or directory"):
            read_bytes("none", 100)

    def test_a_folder(self) -> None:
        with pytest.raises(NotReadable, match="it is a folder, not a regular file"):
            read_bytes(".", 100)

    def test_a_name_no_file_can_have(self) -> None:
        with pytest.raises(NotReadable, match="null"):
            read_bytes("a\0b", 100)

    def test_an_unreadable_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refusing(*_args: object) -> int:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(os, "open", refusing)
        with pytest.raises(NotReadable, match=r"^Permission denied$"):
            read_bytes("a", 100)

    def test_a_read_that_fails(self, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def failing(*_args: object) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

        make(tree, "a")
        monkeypatch.setattr(os, "read", failing)
        with pytest.raises(NotReadable, match="Input/output error"):
            read_bytes("a", 100)

    def test_short_reads_are_gone_on_with(self, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make(tree, "a", text="0123456789")
        read = os.read
        monkeypatch.setattr(os, "read", lambda descriptor, count: read(descriptor, min(count, 3)))
        assert read_bytes("a", 100) == b"0123456789"

    @pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
    def test_a_file_that_does_not_tell_its_size(self) -> None:
        assert read_bytes("/proc/self/status", 10**6).startswith(b"Name:")
        with pytest.raises(TooLarge):
            read_bytes("/proc/self/status", 10)
