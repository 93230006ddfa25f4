"""Templates as text that can be read: what goes, what stays, and that everything stays where it was."""

from __future__ import annotations

import time
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs_lint.model.placeholder import has_mark
from jobs_lint.read import read
from jobs_lint.read.resolve import literal
from jobs_lint.read.template import rendered
from jobs_lint.read.tree import Mapping, Node, Scalar, Sequence

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
