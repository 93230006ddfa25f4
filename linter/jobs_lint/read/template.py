"""A template as YAML or JSON that can be read before it is rendered, with everything at its own place."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from jobs_lint.pattern import compiled
from jobs_lint.read.marks import blocks_of, kept_of, left_out, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobs_lint.read.marks import Block, Mark

_LARGEST = 1024 * 1024
_SHORT = 100  # more than the white space around a comma
_BREAKS = "\r\n\x85\u2028\u2029"
_VISIBLE = rf"[^{_BREAKS}]"
_NOT_IN_TOKEN = r"[^A-Za-z0-9]"  # noqa: S105 (no password)
_DOCUMENT = r"^---(?=\s|$)"
_DASHES = r"[ ]*+(?:-[ ]++)*+"
# A line that leaves its value to the lines below: a key or a dash, or the head of a block of text.
_OPEN = r"(?:.*:|[ ]*+(?:-[ ]++)*+-)(?:[ \t]++[&!][^\s]*+){0,3}+(?:[ \t]++(?:#.*)?)?\Z"
_TEXT = r".*[:-][ \t]++(?:[&!][^\s]*+[ \t]++){0,3}+[|>][0-9+-]{0,2}(?:[ \t]++(?:#.*)?)?\Z"
_COMMA = (
    r"(?:\",\"|',')[ ]++if\b.*|.*\belse[ ]++(?:\",\"|',')"
    r"|.*\?[ ]*+(?:(?:\",\"|',')[ ]*+:[ ]*+(?:\"\"|'')|(?:\"\"|'')[ ]*+:[ ]*+(?:\",\"|','))"
)
_KEY = r"(?P<key>\"(?:[^\"\\\n]++|\\.)*+\"|'[^'\n]*+'|[A-Za-z_](?:[^\s:#]++|:(?!\s|\Z))*+)[ ]*+:(?=\s|\Z)"
_IN_FLOW = (
    r"\"(?P<key>(?:[^\"\\\n]++|\\.)*+)\"\s*+:|\"(?:[^\"\\\n]++|\\.)*+\""
    r"|[{}\[\]]"
)
_TOKEN = "$_"  # noqa: S105 (no password)


def rendered(text: str) -> str | None:
    """A template's text as one that can be read: of the same length, with the same line breaks.

    What only controls the template is blanks, and what stands for a value is a placeholder in its place, one that
    means nothing to YAML: `$_`, and the mark's own letters. Of branches, those remain that can be there together
    (`left_out`), of a loop its body once. So what the text says may be there, and more than it says may be there too:
    an absent field isn't known to be absent, and a list may have more items. A key whose value comes from marks alone
    gets a placeholder below it.

    None where there is no mark, where what remains can't be told for certain, and where the text is longer than any
    template that people write.
    """
    marks = marks_of(text) if len(text) <= _LARGEST else []
    if not marks:
        return None
    blocks = blocks_of(marks)
    if blocks is None:
        return None
    template = _Template(text, marks)
    template.take_out(blocks)
    if not template.is_flow and not template.keeps_columns():
        return None
    if template.is_flow:
        template.fill_flow()
    elif not template.fill_block():
        return None
    return "".join(template.out)


def _blank(text: str) -> str:
    return compiled(_VISIBLE).sub(" ", text)


def _token(text: str) -> str:
    """A placeholder as long as a text; on its first line, where it has several."""
    first = compiled(f"{_VISIBLE}*+").match(text)
    length = first.end() if first else 0
    if length < len(_TOKEN):
        return _blank(text)
    return _TOKEN + compiled(_NOT_IN_TOKEN).sub("_", text[len(_TOKEN) : length]) + _blank(text[length:])


class _Template:
    """A text, its marks, and what comes of it: `out`, by characters."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.text = text
        self.marks = marks
        self.out = list(text)
        for mark in marks:
            self._put(mark.start, mark.end, "")
        self.rest = "".join(self.out)  # what isn't a mark
        self.is_flow = self.rest.lstrip()[:1] in ("{", "[") and not self._opens_with_value()
        self.lines: list[tuple[int, int]] = []
        start = 0
        for line in text.split("\n"):
            self.lines.append((start, start + len(line)))
            start += len(line) + 1
        self.starts = [start for start, _ in self.lines]
        # Where what isn't a mark begins and ends in each line; -1 where there is nothing.
        self.columns: list[int] = []
        self.ends: list[int] = []
        for start, end in self.lines:
            line = self.rest[start:end]
            is_blank = not line or line.isspace()
            self.columns.append(-1 if is_blank else len(line) - len(line.lstrip()))
            self.ends.append(-1 if is_blank else start + len(line.rstrip()))
        self.nowhere: set[int] = set()  # lines of what is there elsewhere
        self.done: list[tuple[int, int]] = []  # blocks on one line that are taken care of
        self.in_text = self._texts()

    def _opens_with_value(self) -> bool:
        first = len(self.rest) - len(self.rest.lstrip())
        return any(mark.is_value and mark.start < first for mark in self.marks[:1])

    def _put(self, start: int, end: int, with_token: str) -> None:
        make = _token if with_token else _blank
        self.out[start:end] = make(self.text[start:end])

    def _line(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def _texts(self) -> set[int]:
        """The lines inside of blocks of text, but for blank ones."""
        found: set[int] = set()
        above = -1  # the column of the key that the text belongs to
        for number, (start, end) in enumerate(self.lines):
            column = self.columns[number]
            if column < 0:
                continue
            if above >= 0 and column > above:
                found.add(number)
                continue
            line = self.rest[start:end].rstrip()
            above = _key_column(line) if compiled(_TEXT).match(line) else -1
        return found

    def take_out(self, blocks: list[Block]) -> None:
        """Blank what controls, put placeholders where values stand on lines with other things, leave branches out."""
        for mark in self.marks:
            if self.is_flow and self._is_comma(mark):
                self.out[mark.start] = ","
            elif mark.is_value and (self.is_flow or self._shares_line(mark)):
                self._put(mark.start, mark.end, _TOKEN)
        self._take_out_inline(blocks)
        documents = [found.start() for found in compiled(_DOCUMENT, 8).finditer(self.text)]  # 8: re.MULTILINE
        kept = kept_of(blocks, lambda offset: bisect_right(documents, offset))
        for start, end, may_be_there in left_out(blocks, kept):
            number = bisect_right(self.done, (start, len(self.text))) - 1
            if number < 0 or start >= self.done[number][1]:
                self._put(start, end, "")
                if not may_be_there:
                    self.nowhere.update(range(self._line(start), self._line(end) + 1))
        self._take_out_repeated([block for block in kept if block.kind == "asking"])

    def _take_out_repeated(self, kept: list[Block]) -> None:
        """Blank the later of two branches that give the same key to one mapping: their conditions may exclude each
        other in a way that can't be seen. Under one and the same condition it is a key given twice."""
        if len(kept) < 2:
            return
        around: dict[Block, Block | None] = {}
        gone: set[Block] = set()
        open_blocks: list[Block] = []
        following = iter([*kept, None])
        ahead = next(following)
        for mapping, key, offset in self._keys_in_flow() if self.is_flow else self._keys_in_block():
            while ahead is not None and ahead.open.start < offset:
                _close(open_blocks, ahead.open.start)
                around[ahead] = open_blocks[-1] if open_blocks else None
                open_blocks.append(ahead)
                ahead = next(following)
            _close(open_blocks, offset)
            block = open_blocks[-1] if open_blocks else None
            if _TOKEN in key or _is_gone(block, around, gone):
                continue
            first = mapping.get(key)
            if key not in mapping or _is_gone(first, around, gone):
                mapping[key] = block
            elif first is not None and block is not None and first.condition != block.condition:
                later = first if first.open.start > block.open.start else block
                self._put(later.open.end, later.first_end, "")
                gone.add(later)
                if later is first:
                    mapping[key] = block

    def _keys_in_block(self) -> Iterator[tuple[dict[str, Block | None], str, int]]:
        """The keys of what remains, each with its mapping (that the caller may fill) and its place."""
        stack: list[tuple[int, dict[str, Block | None]]] = []
        for number, (start, end) in enumerate(self.lines):
            line = "".join(self.out[start:end])
            if number in self.in_text or not line.strip():
                continue
            if compiled(_DOCUMENT).match(line):
                stack = []
            dash = _indent(line)  # or that of the key, where there is none
            dashes = compiled(_DASHES).match(line)
            column = dashes.end() if dashes else dash
            while stack and stack[-1][0] > dash:
                stack.pop()
            found = compiled(_KEY).match(line, column)
            if found is None:
                continue
            if not stack or stack[-1][0] < column:
                stack.append((column, {}))
            yield stack[-1][1], found["key"].strip("'\""), start + column

    def _keys_in_flow(self) -> Iterator[tuple[dict[str, Block | None], str, int]]:
        """The same where all is in brackets."""
        stack: list[dict[str, Block | None]] = [{}]
        for found in compiled(_IN_FLOW).finditer("".join(self.out)):
            if found["key"] is not None:
                yield stack[-1], found["key"], found.start()
            elif found[0] in ("{", "["):
                stack.append({})
            elif found[0] in ("}", "]") and len(stack) > 1:
                stack.pop()

    def _is_comma(self, mark: Mark) -> bool:
        """Whether a mark gives the comma behind an item that isn't the last."""
        number = self._line(mark.start)
        is_behind = self.columns[number] >= 0 and self.ends[number] <= mark.start
        return mark.is_value and is_behind and compiled(_COMMA).fullmatch(mark.inner) is not None

    def _shares_line(self, mark: Mark) -> bool:
        """Whether something that isn't a mark stands on the first or the last line of a mark."""
        first, last = self._line(mark.start), self._line(mark.end)
        return self.columns[first] >= 0 or self.columns[last] >= 0

    def _take_out_inline(self, blocks: list[Block]) -> None:
        """Take care of blocks that stand on one line with other things."""
        line = -1
        at = inside = 0
        before = ""  # the last thing on the line that is before the block
        for block in blocks:
            opened, ended = block.open.start, block.end.end
            number = self._line(opened)
            if opened < inside or number != self._line(ended) or self.columns[number] < 0:
                continue
            start, end = self.lines[number]
            if number != line:
                line, at, before = number, start, ""
            before = "".join(self.out[at:opened]).strip()[-1:] or before
            at = opened
            if block.first_end - block.open.end < _SHORT and self.rest[block.open.end : block.first_end].strip() == ",":
                pass  # between items, of which one remains: a comma too many does no harm
            elif self.is_flow and before in ",{[":
                continue
            elif before or self.ends[number] > ended or number in self.in_text:
                self._put(opened, ended, _TOKEN)
            else:
                self._put(start, end, "")
            self.done.append((opened, ended))
            inside = ended

    def keeps_columns(self) -> bool:
        """Whether everything stands at the column where it will stand, and below what it will stand below."""
        gone = -1  # the least column of what was left out above
        for number, (start, end) in enumerate(self.lines):
            line = "".join(self.out[start:end])
            if not line or line.isspace():
                if self.columns[number] >= 0 and number not in self.in_text and number not in self.nowhere:
                    column = _indent(self.text[start:end])
                    gone = column if gone < 0 else min(gone, column)
                continue
            column = _indent(line)
            prefix = self.text[start : start + column]
            if number not in self.in_text and prefix and not prefix.isspace():
                return False
            if 0 <= gone < column:
                return False
            gone = -1
        return True

    def fill_flow(self) -> None:
        """Blank the placeholders that stand alone on a line where no value can stand."""
        following = ""
        after: list[str] = []
        for start, end in reversed(self.lines):
            after.append(following)
            following = "".join(self.out[start:end]).strip()[:1] or following
        after.reverse()
        before = ""
        for number, (start, end) in enumerate(self.lines):
            line = "".join(self.out[start:end]).strip()
            if line and self.columns[number] < 0 and not (before in ":,[{" and after[number] in ",]}"):
                self._put(start, end, "")
                line = ""
            before = line[-1:] or before

    def fill_block(self) -> bool:
        """Put a placeholder below each key that has no other value, and into each text that marks make a part of.
        False where there is no room for one."""
        above = -1  # the column of a key that waits for its value
        inside = -1  # the column of a text's lines
        is_text = is_key = False
        holes: list[int] = []
        for number, (start, end) in enumerate([*self.lines, (len(self.text), len(self.text))]):
            line = "".join(self.out[start:end]).rstrip() if number < len(self.lines) else "end"
            column = _indent(line)
            if not line.strip():
                if self.text[start:end].strip():
                    holes.append(number)
                continue
            if is_text and column > above and number < len(self.lines):
                inside = column if inside < 0 else inside
                if holes and not self._fill(holes, inside):
                    return False
                holes = []
                continue
            if line[column] == "#":
                continue
            has_value = column > above or (is_key and column == above and line[column : column + 2] in ("-", "- "))
            if is_text and inside >= 0:
                self._fill(holes, inside)
            elif holes and above >= 0 and not has_value and not self._fill(holes, above + 1):
                return False
            holes, inside = [], -1
            is_text = compiled(_TEXT).match(line) is not None
            above = _key_column(line) if is_text or compiled(_OPEN).match(line) else -1
            is_key = line[above : above + 1] != "-"
        return True

    def _fill(self, holes: list[int], column: int) -> bool:
        """Put a placeholder into a line that was taken out, at a column; False where none is long enough."""
        for number in holes:
            start, end = self.lines[number]
            end = start + len(self.text[start:end].rstrip())
            if _token(self.text[start + column : end])[:2] == _TOKEN:
                self._put(start + column, end, _TOKEN)
                return True
        return False


def _close(open_blocks: list[Block], offset: int) -> None:
    while open_blocks and open_blocks[-1].first_end <= offset:
        open_blocks.pop()


def _is_gone(block: Block | None, around: dict[Block, Block | None], gone: set[Block]) -> bool:
    while block is not None:
        if block in gone:
            return True
        block = around[block]
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_column(line: str) -> int:
    """The column of a line's key, behind the dashes of lists; that of the dash, where there is nothing else."""
    match = compiled(_DASHES).match(line)
    column = match.end() if match else 0
    return line.rindex("-", 0, column) if line[column : column + 1] in "|>&!#" and "-" in line[:column] else column
