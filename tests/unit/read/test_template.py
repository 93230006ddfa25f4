"""Templates as text that can be read: what goes, what stays, and that everything stays where it was."""

from __future__ import annotations

import time
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.model.placeholder import has_mark
from jobs_lint.read import read
from jobs_lint.read.resolve import literal
from jobs_lint.read.template import rendered
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = "?"
Plain = object


def plain(node: Node) -> Plain:
    """A tree as Python has it, with UNKNOWN for what the model takes for a placeholder."""
    if isinstance(node, Mapping):
        return {plain(pair.key): plain(pair.value) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return UNKNOWN if has_mark(node.text) else literal(node).value


def same_places(text: str, made: str) -> bool:
    breaks = "\r\n\x85\u2028\u2029"
    return len(text) == len(made) and all(
        old == new or (old not in breaks and new not in breaks) for old, new in zip(text, made, strict=True)
    )


def seen(text: str) -> Plain:
    """What is read of a template of one document."""
    text = dedent(text)
    made = rendered(text)
    assert made is not None
    assert same_places(text, made)
    result = read(made, "yaml")
    assert result.problem is None, (result.problem, made)
    (document,) = result.documents
    return plain(document.root)


@pytest.mark.parametrize(
    "mark",
    [
        *["{{ x }}", "{{x}}", "{{}}", "{{- .Values.x | quote -}}", '{{ index .x "a" }}', "{{{ x }}}"],
        *["${X}", "${X:-3}", "$${X}", r"\${X}", r"\$X", "${}", "${{ inputs.x }}", '${join(",", [for k in x : "{k}"])}'],
        *[
            "<%= x %>",
            "%{x}",
            "%X%",
            "%(x)s",
            "{% if a %}1{% else %}2{% endif %}",
            '{{ if .a }}"1"{{ else }}2{{ end }}',
        ],
        *["%{ if a }1%{ else }2%{ endif }", "<% if a %>1<% else %>2<% end %>", "{{#a}}1{{/a}}"],
    ],
)
@pytest.mark.parametrize("around", ["{}", "a/{}/b", "'{}'"])
def test_what_gives_text_is_unknown_in_its_place(mark: str, around: str) -> None:
    value = around.replace("{}", mark)
    for text in (f"a: {value}\nb: 1\n", f'{{"a": {value}, "b": 1}}'):
        assert seen(text) == {"a": UNKNOWN, "b": 1}


@pytest.mark.parametrize("mark", ["@X@", "@@X@@", "[X]s", "[MY NAME]0"])
def test_marks_only_where_a_value_starts(mark: str) -> None:
    assert seen(f"a: {mark}\nb: 1\n") == {"a": UNKNOWN, "b": 1}
    assert seen(f'{{"a": {mark}, "b": 1}}') == {"a": UNKNOWN, "b": 1}
    assert rendered(f"a: '{mark}'") is None  # which is text


def test_a_placeholder_has_the_letters_of_its_mark() -> None:
    assert rendered("${TASK_COUNT}: {{ .Values.x }}") == "$_TASK_COUNT_: $___Values_x___"


@pytest.mark.parametrize(
    "text", ["", "a: 1", "a: $X", "a: $(X)", "{{", "{{ a", "a: {b: {}}", "a: '{%'", "<% a", "${X", "cost: 5%"]
)
def test_nothing_to_take_out(text: str) -> None:
    assert rendered(text) is None


@pytest.mark.parametrize(
    "control",
    [
        *[("{% if x %}", "{% else %}", "{% endif %}"), ("{%- if x -%}", "{%- elif y -%}", "{%- endif -%}")],
        *[("{{ if .x }}", "{{ else if .y }}", "{{ end }}"), ("{{- with .x }}", "{{- else }}", "{{- end }}")],
        *[("%{ if x ~}", "%{ else ~}", "%{ endif ~}"), ("%{~ for a in b }", "", "%{ endfor }")],
        *[("<% if x -%>", "<% elsif y %>", "<% end %>"), ("<% a.each do |b| %>", "", "<% end %>")],
        *[("<% if (x) { %>", "<% } else { %>", "<% } %>"), ("{{#if x}}", "{{else}}", "{{/if}}")],
        *[("{{- range $a, $b := .c }}", "{{ else }}", "{{- end }}"), ("{% for a in b %}", "", "{% endfor %}")],
        *[("{% if x\n      and y %}", "{#\n other\n #}{% else %}", "{% endif %}")],
    ],
)
def test_the_first_branch_stays(control: tuple[str, str, str]) -> None:
    opened, other, ended = control
    other_branch = f"{other}\nb: 3\n" if other else ""
    assert seen(f"a: 1\n{opened}\nb: 2\n{other_branch}{ended}\nc: 3\n") == {"a": 1, "b": 2, "c": 3}


@pytest.mark.parametrize(
    "line",
    [
        *["{# note #}", "{{/* note */}}", "{{- /* a\nb */ -}}", "{% set a = 1 %}", "{{- $a := 1 }}", "{{ $a = 2 }}"],
        *["<%# note %>", "<% a = 1 %>", "{{! note }}", "{% include 'a' %}", '{{ include "a" . | nindent 2 }}', "${X}"],
        *[
            '{{ define "a" }}\nx: [\n{{ end }}',
            "{% macro a() %}\nx: [\n{% endmacro %}",
            "{{ with .a }}{{ . }}{{ end }}",
        ],
    ],
)
def test_a_line_of_marks_goes(line: str) -> None:
    assert seen(f"a: 1\n{line}\nb:\n  {line}\n  c: 2\n") == {"a": 1, "b": {"c": 2}}


def test_what_cannot_be_there_together_is_not() -> None:
    text = """\
        {{- if .enabled }}
        name: a
        {{- if eq .log "a" }}
        log: {path: a}
        {{- end }}
        {{- if eq .log "b" }}
        log: {path: bb, more: b}
        {{- end }}
        {{- if eq .log "b" }}
        other: b
        {{- end }}
        {{- end }}
        """
    assert seen(text) == {"name": "a", "log": {"path": "bb", "more": "b"}, "other": "b"}


def test_each_document_has_conditions_of_its_own() -> None:
    text = "{{ if .a }}\na: 1\n{{ end }}\n---\n{{ if .b }}\nb: 1\nc: 1\n{{ end }}\n"
    made = rendered(text)
    assert made is not None
    assert [plain(document.root) for document in read(made, "yaml").documents] == [{"a": 1}, {"b": 1, "c": 1}]


def test_the_body_of_a_loop_stays_once() -> None:
    text = """\
        env:
        {% for e in env %}
          - name: {{ e.name }}
            value: {{ e.value }}
        {% endfor %}
          - name: A
        """
    assert seen(text) == {"env": [{"name": UNKNOWN, "value": UNKNOWN}, {"name": "A"}]}


@pytest.mark.parametrize(
    "marks",
    [
        "  {{- toYaml .Values.env | nindent 8 }}",
        "{{ toYaml .Values.env | indent 8 }}",
        "{{- with .Values.env }}\n  {{- toYaml . | nindent 8 }}\n{{- end }}",
        "{% if a %}\n{% else %}\n  - b\n{% endif %}",
        "{% include 'env.yaml' %}",
    ],
)
@pytest.mark.parametrize(
    ("key", "below"),
    [
        ("env:", "c: 1"),
        ("env: # note", "c: 1"),
        ("env: &env", "c: 1"),
        ("env: |", "c: 1"),
        ("env: >-", ""),
        ("env:", ""),
    ],
)
def test_a_key_whose_value_is_all_marks_is_unknown(marks: str, key: str, below: str) -> None:
    found = seen(f"a:\n  {key}\n{marks}\n  {below}\n")
    assert found == {"a": {"env": UNKNOWN, "c": 1} if below else {"env": UNKNOWN}}


def test_a_list_item_that_is_all_marks_is_unknown() -> None:
    assert seen("a:\n-\n  {{ x }}\n- b\n") == {"a": [UNKNOWN, "b"]}


def test_a_key_without_room_for_a_placeholder_below() -> None:
    assert rendered("a:\n                env:\n{{ x }}\n") is None


def test_a_key_that_has_nothing_stays_empty() -> None:
    assert seen("a:\nb: {{ x }}\n") == {"a": None, "b": UNKNOWN}


@pytest.mark.parametrize(
    "script",
    [
        "{{ if .a }}\n    echo 1\n{{ end }}\n    echo 2",
        "    echo 1\n{% if a %}\n    echo 2\n{% else %}\n    echo 3\n{% endif %}\n    echo 4",
        "    echo 1\n    {{ include 'more' . }}",
        "    {% if a %}export A=1{% endif %}\n    echo 4",
        "    {{ x }}\n    # no comment\n      echo",
    ],
)
@pytest.mark.parametrize("head", ["- text: |", "- |", "- !!str |-  # note"])
def test_a_text_with_control_marks_in_it_is_unknown(script: str, head: str) -> None:
    found = seen(f"{head}\n{script}\n- c: 1\n")
    assert found == [{"text": UNKNOWN} if "text" in head else UNKNOWN, {"c": 1}]


@pytest.mark.parametrize(
    "text",
    [
        "{% if a %}\nb: 1\n",
        "b: 1\n{% endif %}\n",
        "{% if a %}{% endfor %}",
        "{{ if .a }}\n{% endif %}",
        "a:\n{% if b %}c: 1{% endif %}\n  d: 1\n",  # `d` is in what is left out
        "a:\n{% if b %}\nc:\n{% endif %}\n  d: 1\n{% if not b %}\nf: 1\ng: 1\n{% endif %}\n",
        "a:\n{# b #}c: 1\n",  # stands at another column in the end
        "{% if a %}b: 1\nc: 2\n{% endif %}\n",
    ],
)
def test_what_cannot_be_told_for_certain(text: str) -> None:
    assert rendered(text) is None


def test_what_is_left_out_of_a_line() -> None:
    assert seen("a: 1\n{% if b %}c: 1{% endif %}\nd: 1\n") == {"a": 1, "d": 1}
    assert seen("a: {{- if .b }}\n  c: 1\n{{- end }}\nd: 1") == {"a": {"c": 1}, "d": 1}
    assert seen("{% if a %}b{% endif %}name: 1\n") == {UNKNOWN: 1}


def test_json() -> None:
    text = """\
        {
          {% if a %}"b": 1,{% else %}"b": 2,{% endif %}
          {% for c in d %}
          "{{ c }}": {"e": {{ c.e }}}{% if not loop.last %},{% endif %}
          {% endfor %},
          "f": [
            {{ items | join(", ") }}
          ],
          {{ extra }}
          "g":
            {{ g | tojson }}
        }
        """
    assert seen(text.replace("{% endfor %},", "{% endfor %}")) == {
        "b": 1,
        UNKNOWN: {"e": UNKNOWN},
        "f": [UNKNOWN],
        "g": UNKNOWN,
    }


@pytest.mark.parametrize(
    "comma",
    [
        *[
            '{{ "," if not loop.last }}',
            "{{ '' if loop.last else ',' }}",
            '${ last ? "" : "," }',
            "${n > i ? ',' : ''}",
        ],
        "{% if not loop.last %}, {% endif %}",
    ],
)
def test_commas_between_items(comma: str) -> None:
    text = f'{{"a": [\n{{% for b in c %}}\n{{"d": "{{{{ b }}}}"}}{comma}\n{{% endfor %}}\n]}}'
    assert seen(text) == {"a": [{"d": UNKNOWN}]}
    assert seen(f'["a,{comma}"]') == [UNKNOWN] or "%" in comma


def test_too_long_for_a_template() -> None:
    assert rendered("a: {{ x }}" + " " * 2**20) is None


def test_names_that_are_words_of_other_templates() -> None:
    assert seen("a: {{ end }}\nb: {{ range }}\nc: {{ else }}\n") == {"a": UNKNOWN, "b": UNKNOWN, "c": UNKNOWN}


pieces = st.sampled_from(
    [
        *[
            "{{ x }}",
            "{{ if .a }}",
            "{{ else }}",
            "{{ end }}",
            "{% if a %}",
            "{% else %}",
            "{% endif %}",
            "{% for a %}",
        ],
        *["{% endfor %}", "${X}", "${", "}", "{{", "}}", "{%", "%}", "{#", "#}", "<%", "%>", "%{ if a }", "%{ endif }"],
        *["<%= x %>", "<% if a %>", "<% end %>", "\\", "\\$X", "$", "%X%", "@X@", "[X]s", ",", "[", "]", "{", '"', "'"],
        *[
            "\n",
            "\n",
            "\n  ",
            "\n    ",
            "\r\n",
            "\r",
            "\t",
            "\x85",
            "\u2028",
            "a:",
            "a: ",
            "- ",
            "|",
            "b",
            "#",
            "é",
            "😀",
        ],
        *["---\n", "{{/* x */}}", "{{\n x }}", "a: |\n", "b: 1\n", "{{#a}}", "{{/a}}"],
    ]
)


@given(st.lists(pieces, max_size=40).map("".join))
def test_any_text_keeps_its_places(text: str) -> None:
    made = rendered(text)
    if made is not None:
        assert same_places(text, made)
        assert rendered(made) in (None, made)
        made.encode()
        read(made, "yaml")


@pytest.mark.parametrize(
    "piece",
    [
        *[
            "{{",
            "{%",
            "${",
            "{",
            "\\",
            "{{ x }}",
            "{{ x }}\n",
            "{% if a %}",
            "{% if a %}{% endif %}",
            "a: : !a : ",
            "%{",
        ],
        *[
            "{% if a %}x{% endif %}",
            "{% for a %},{% endfor %}",
            "{% if a %}\n{% endif %}\n",
            "<%",
            "${{}",
            "a:\n",
            "- ",
        ],
        *["{% for a in b %}\n", "{% if a.a.a %}\na: 1\n{% endif %}\n", "{% set a = a.a %}", "{% if a | a %}\n- a: 1\n"],
        *["a: |\n{{ x }}\n", "%A", "@A", ": [A", "{{ if .a }}\n", "---\n{% if a %}\n{% endif %}\n", " ", "$X"],
    ],
)
@pytest.mark.parametrize("ends", ["{}", "a: {}", "[{}", "{}{{ x }}", "a: {{ x }}{}", "{}{% endif %}"])
def test_hostile_text_takes_no_more_than_its_length(piece: str, ends: str) -> None:
    text = ends.replace("{}", piece * (60_000 // len(piece)), 1)
    start = time.process_time()
    rendered(text)
    assert time.process_time() - start < 3


def test_conditions_that_ask_for_different_things_are_kept_together() -> None:
    text = (
        "a:\n{{- if .Values.big }}\n  tasks: 20000\n{{- end }}\n"
        '{{- if and .Values.old (eq .Values.kind "big") }}\n  retries: 3\n{{- end }}\n'
    )
    kept = rendered(text)
    assert kept is not None
    assert "tasks: 20000" in kept
    assert "retries: 3" in kept


@pytest.mark.parametrize(
    "other", ["not .Values.big", ".Values.big.more", "eq .Values.big .Values.old", "or .Values.old .Values.big"]
)
def test_of_conditions_that_ask_for_the_same_one_is_kept(other: str) -> None:
    blocks = [
        f"{{{{- if {asked} }}}}\n  tasks: {tasks}\n{{{{- end }}}}\n"
        for asked, tasks in ((".Values.big", 9), (other, 3))
    ]
    text = f"a:\n{blocks[0]}{blocks[1]}"
    kept = rendered(text)
    assert kept is not None
    assert kept.count("tasks") == 1


def test_jinja_conditions_too() -> None:
    asked = {"big": "b: 1", "not big": "c: 2", "old": "d: 3"}
    text = "a:\n" + "".join(f"{{% if {each} %}}\n  {line}\n{{% endif %}}\n" for each, line in asked.items())
    kept = rendered(text)
    assert kept is not None
    assert ("b: 1" in kept) + ("c: 2" in kept) == 1
    assert "d: 3" in kept


def test_conditions_inside_of_one_that_is_kept() -> None:
    text = (
        "a:\n{% if x %}\n  b: 1\n{% if x.y %}\n  c: 2\n{% endif %}\n{% if not x.y %}\n  c: 3\n{% endif %}\n"
        "{% if z %}\n  d: 3\n{% endif %}\n{% endif %}\n"
    )
    kept = rendered(text)
    assert kept is not None
    assert kept.count("c:") == 1
    assert "d: 3" in kept


def go(*branches: tuple[str, str]) -> str:
    """A mapping of a Helm template whose lines each stand under a mark that opens a block."""
    return "a:\n" + "".join(f"{{{{- {asked} }}}}\n  {line}\n{{{{- end }}}}\n" for asked, line in branches)


def jinja(*branches: tuple[str, str]) -> str:
    """The same for Jinja."""
    return "a:\n" + "".join(
        f"{{% {asked} %}}\n  {line}\n{{% end{asked.partition(' ')[0]} %}}\n" for asked, line in branches
    )


def ruby(*branches: tuple[str, str]) -> str:
    """The same for ERB."""
    return "a:\n" + "".join(f"<% {asked} %>\n  {line}\n<% end %>\n" for asked, line in branches)


def handlebars(*branches: tuple[str, str]) -> str:
    """The same for Handlebars."""
    return "a:\n" + "".join(f"{{{{{asked}}}}}\n  {line}\n{{{{/end}}}}\n" for asked, line in branches)


@pytest.mark.parametrize("is_turned", [False, True])
@pytest.mark.parametrize(
    ("write", "one", "other"),
    [
        *[(go, "if not .Values.xs", "range .Values.xs"), (go, "if empty .xs", "range $i, $x := .xs")],
        *[(go, "if not .Values.xs", "range $.Values.xs"), (go, "if not .a.xs", "with .a"), (go, "if not .", "range .")],
        *[(go, "if .a.b", 'if not (index .a "b")'), (go, 'if include "a" .', 'if not (include "a" .)')],
        *[(jinja, "if not xs", "for x in xs"), (jinja, "if xs | length == 0", "for k, v in xs.items()")],
        *[(jinja, "if n-1 > 0", "if n == 1"), (jinja, "if x.startswith('a')", "if x.endswith('b')")],
        *[(jinja, "if x is defined", "if not x.y"), (jinja, "if not n", "for i in range(n)")],
        *[(ruby, "if xs.empty?", "xs.each do |x|"), (ruby, "unless xs", "for x in xs")],
        (ruby, "if xs.any?", "if xs.none?"),
        *[(handlebars, "^xs", "#each xs"), (handlebars, "#unless xs", "#each xs as |x|"), (handlebars, "^xs", "#xs")],
    ],
)
def test_of_what_may_exclude_another_one_is_kept(
    write: Callable[..., str], one: str, other: str, is_turned: bool
) -> None:
    branches = [(one, "one: 1"), (other, "other: 2")]
    found = seen(write(*(branches[::-1] if is_turned else branches)))
    assert found in ({"a": {"one": 1}}, {"a": {"other": 2}})


@pytest.mark.parametrize(
    ("write", "one", "other"),
    [
        *[(go, "if .Values.big", "if .Values.old"), (go, "if .Values.big", "range .Values.xs")],
        *[(go, "if eq .a.b .c", 'if eq .a.d "c"'), (go, 'if hasKey .a "b"', 'if hasKey .c "b"')],
        *[(go, "if .xs", "range .xs"), (go, "with .xs", "range $i, $x := .xs"), (go, "if .a", "with .a")],
        *[(go, "range .xs", "range reverse .xs"), (go, 'if eq .a "x.y"', 'if eq .b "x.y"')],
        *[(jinja, "if a", "if b"), (jinja, "if a | bool", "if b | bool"), (jinja, "if a is string", "if b is string")],
        *[(jinja, "if xs", "for x in xs"), (jinja, "for x in xs", "for x in xs | sort")],
        (jinja, "if max(a)", "if max(b)"),
        *[(ruby, "if a.any?", "if b.any?"), (ruby, "if a || b", "if c"), (ruby, "if xs", "xs.each do |x|")],
        *[(handlebars, "#if a", "#if b"), (handlebars, "#if xs", "#each xs"), (handlebars, "#xs", "^ys")],
    ],
)
def test_what_may_be_there_together_is_kept(write: Callable[..., str], one: str, other: str) -> None:
    assert seen(write((one, "one: 1"), (other, "other: 2"))) == {"a": {"one": 1, "other": 2}}


@pytest.mark.parametrize(
    ("assigned", "one", "other", "is_together"),
    [
        *[("$big := .a.big", "if $big", "if not .a.big", False), ("$big := .a.big", "if $big", "if .a.old", True)],
        *[("$v := .a", "if $v.big", "if not .a.big", False), ("$v := .a", "if $v.big", "if $v.old", True)],
        *[("$root := .", "if $root.big", "if not .big", False), ("$root := $", "if $root.big", "if .old", True)],
        *[("$b := and .a .b", "if $b", "if not .b", False), ("$b := $b", "if $b", "if not $b", False)],
        ("$v := merge .a .b", "if $v.big", "if $v.old", True),
    ],
)
def test_variables_stand_for_what_was_assigned(assigned: str, one: str, other: str, is_together: bool) -> None:
    found = rendered(f"{{{{- {assigned} }}}}\n" + go((one, "one: 1"), (other, "other: 2")))
    assert found is not None
    assert ("one" in found and "other" in found) is is_together
    assert "one" in found or "other" in found


def test_jinja_variables_too() -> None:
    found = rendered("{% set big = size.big %}\n" + jinja(("if big", "one: 1"), ("if not size.big", "other: 2")))
    assert found is not None
    assert ("one" in found) + ("other" in found) == 1


def test_conditions_inside_that_ask_for_what_is_around_and_more() -> None:
    inside = jinja(("if x == 'a'", "b: 1"), ("if x != 'a' and y", "c: 2"), ("if z", "d: 3"))
    found = seen("{% if x %}\n" + inside + "{% endif %}\n")
    assert found in ({"a": {"b": 1, "d": 3}}, {"a": {"c": 2, "d": 3}})


def test_what_is_in_a_loop_goes_with_it() -> None:
    text = """\
        a:
        {% if not xs and more %}
          none: 1
          longer: than the loop below, with all that is inside it, by far
        {% endif %}
        {% for x in xs %}
          {% if y %}
          b: 1
          {% endif %}
        {% endfor %}
          c: 3
        """
    assert seen(text) == {"a": {"none": 1, "longer": "than the loop below, with all that is inside it, by far", "c": 3}}


@pytest.mark.parametrize(
    ("branches", "kept"),
    [
        ([("if b", "k: 1"), ("if c", "k: 2")], {"k": 1}),
        ([("if b", "k: 1"), ("if c", "k: 2\n  l: 3"), ("if d", "l: 4")], {"k": 1, "l": 4}),
        ([("if b", '"k": 1'), ("if c", "k: {l: 2}"), ("if d", "m:\n    k: 3")], {"k": 1, "m": {"k": 3}}),
        ([("if b", "k:\n  - n: 1\n  - n: 3"), ("if c", "m:\n  - n: 3")], {"k": [{"n": 1}, {"n": 3}], "m": [{"n": 3}]}),
        ([("if b", "k: |\n    m: 1"), ("if c", "m: 2")], {"k": UNKNOWN, "m": 2}),
    ],
)
def test_a_key_that_two_branches_give_stays_once(branches: list[tuple[str, str]], kept: Plain) -> None:
    assert seen(jinja(*branches)) == {"a": kept}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("k: 1\n{% if b %}\nk: 2\n{% endif %}\n", 2),  # there is a rendering with both
        ("{% if b %}\nk: 1\n{% endif %}\n{% if b %}\nk: 2\n{% endif %}\n", 2),
        ("{% if b %}\nk: 1\n{% if c %}\nk: 2\n{% endif %}\n{% endif %}\n", 1),
        ("{% if b %}\n{% if c %}\nk: 2\n{% endif %}\nk: 1\n{% endif %}\n", 1),
        ("{% if b %}\nk: 1\n{% endif %}\n---\n{% if c %}\nk: 2\n{% endif %}\n", 2),
    ],
)
def test_where_a_key_is_given_twice(text: str, count: int) -> None:
    found = rendered(text)
    assert found is not None
    assert found.count("k:") == count


def test_a_key_that_two_branches_give_in_json() -> None:
    branch = '{{% if {} %}}\n"{}": {{"x": {}}},\n{{% endif %}}\n'
    text = "{\n" + "".join(branch.format(*each) for each in (("a", "k", 1), ("b", "k", 2), ("c", "m", 3))) + '"z": 1}'
    assert seen(text) == {"k": {"x": 1}, "m": {"x": 3}, "z": 1}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["if a", "if b", "if not a", "if a.b", "if c", "if not d"]),
            st.sampled_from(["k: 1", "l: 1", "m:\n    k: 1", "m:\n  - k: 1", "n: 1\n  k: 2"]),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda branch: branch[0],
    )
)
def test_no_key_comes_about_twice(branches: list[tuple[str, str]]) -> None:
    made = rendered(jinja(*branches) + "  end: {{ x }}\n")
    assert made is not None
    (document,) = read(made, "yaml").documents
    stack = [document.root]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            keys = [plain(pair.key) for pair in node.pairs]
            assert len(keys) == len({str(key) for key in keys})
            stack += [pair.value for pair in node.pairs]
        elif isinstance(node, Sequence):
            stack += node.items
