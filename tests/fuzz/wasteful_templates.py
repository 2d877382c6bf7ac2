"""Templates that waste time or memory, each by another filter, operator, test or statement."""

WORD = "甲乙丙丁戊己庚辛壬癸"
LOOP = "{% for i in range(90000) %}{% for k in range(5) %}"
# a million characters, twice, that differ in the last one
TEXT = (
    "{% set s %}{% for i in range(2000) %}" + WORD * 50 + "{% endfor %}{% endset %}\n"
    "{% set t = s ~ '甲' %}{% set u = s ~ '乙' %}\n"
)
NUMBERS = "{% set numbers = range(90000) | list %}\n"
# equal, but no item of one is an item of the other; each step makes them ten times as large
TWINS = (
    "{% set a = [[1], [2]] %}{% set b = [[1], [2]] %}\n"
    + ("{% set a = [" + "a, " * 10 + "] %}{% set b = [" + "b, " * 10 + "] %}\n") * 11
)
TUPLES = "{% set a = (1, 2) %}\n" + "{% set a = (a, a, a, a, a, a, a, a, a, a) %}\n" * 11
MANY = "{% set many = [" + "t, u, " * 6000 + "] %}\n"


def _repeat(inner: str, before: str = TEXT) -> str:
    return f"{before}{LOOP}{inner}{{% endfor %}}{{% endfor %}}"


def _set(expression: str, before: str = TEXT) -> str:
    return _repeat("{% set x = " + expression + " %}", before)


def _hold(expression: str, before: str = TEXT, times: int = 1500) -> str:
    return before + "{% set held = [" + f"{expression}, " * times + "] %}\n{{ held | length }}"


FILTERS = {
    "upper": _set("s | upper"),
    "lower": _set("s | lower"),
    "trim": _set("s | trim"),
    "replace": _set("s | replace('甲', '乙')"),
    "escape": _set("s | escape"),
    "e": _set("s | e"),
    "string": _set("numbers | string", NUMBERS),
    "length": _repeat("{{ '' if s | length }}"),
    "list": _set("s | list"),
    "first": _set("(s | list | first)"),
    "last": _set("numbers | reverse | last", NUMBERS),
    "reverse": _set("s | reverse"),
    "sort": _set("numbers | sort(reverse=true)", NUMBERS),
    "sort-attribute": _set("layout.sections | sort(attribute='heading')", ""),
    "unique": _set("numbers | unique | list", NUMBERS),
    "min": _set("numbers | min", NUMBERS),
    "max": _set("numbers | max", NUMBERS),
    "sum": _set("numbers | sum", NUMBERS),
    "sum-start": _set("[numbers, numbers, numbers] | sum(start=[])", NUMBERS),
    "join": _set("numbers | join", NUMBERS),
    "map-list": _set("[s, s, s] | map('list') | list"),
    "map-upper": _set("[s, s, s] | map('upper') | list"),
    "select": _set("numbers | select('odd') | list", NUMBERS),
    "reject": _set("numbers | reject('divisibleby', 3) | list", NUMBERS),
    "selectattr": _set("numbers | selectattr('real') | list", NUMBERS),
    "rejectattr": _set("numbers | rejectattr('real', 'eq', 3) | list", NUMBERS),
    "default": _set("(s ~ s) | default('')"),
    "int": _set("s | int(base=16)"),
    "round": _set("(i / 7) | round(3)", ""),
}
OPERATORS = {
    "in-text": _repeat("{{ '' if '子' in s }}"),
    "in-list": _repeat("{{ '' if -1 in numbers }}", NUMBERS),
    "not-in": _repeat("{{ '' if -1 not in numbers }}", NUMBERS),
    "equal": _repeat("{{ '' if t == u }}"),
    "less": _repeat("{{ '' if t < u }}"),
    "tilde": _set("s ~ i"),
    "plus": _set("i + 1", ""),
    "big-number": "{% set a = 3 %}" + "{% set a = a + a %}" * 4000 + _set("a // 7", ""),
    "slice": _set("s[1:]"),
    "slice-back": _set("s[::-1]"),
    "list": _set("[s, s ~ '', i]"),
    "dict": _set("{i: s ~ i}"),
    "condition": _set("(s ~ i) if s else (s ~ k)"),
    "test-upper": _repeat("{{ '' if s is upper }}"),
    "test-sequence": _repeat("{{ '' if (s | list) is sequence }}"),
}
TREE = (
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}ELSE{% endif %}{% endmacro %}{{ m(60) }}"
)
STATEMENTS = {
    "for": _repeat("{% for j in range(90000) %}{% endfor %}", ""),
    "for-if": _repeat("{% for j in range(90000) if j < 0 %}{% endfor %}", ""),
    "for-recursive": "{% for i in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}",
    "loop-cycle": _repeat("{% for j in numbers %}{{ loop.cycle('', '') }}{% endfor %}", NUMBERS),
    "loop-changed": _repeat("{% if loop.changed(s ~ i) %}{% endif %}"),
    "macro": "{% macro m(x) %}{{ x | upper }}{% endmacro %}" + _repeat("{% set x = m(s) %}"),
    "macro-tree": TREE.replace("ELSE", ""),
    "macro-doubling": TREE.replace("ELSE", "{% else %}甲"),
    "call": "{% macro m() %}{{ caller() }}{% endmacro %}"
    + _repeat("{% set x %}{% call m() %}{{ s }}{% endcall %}{% endset %}"),
    "filter-block": _repeat("{% set x %}{% filter upper %}{{ s }}{% endfilter %}{% endset %}"),
    "set-block": _repeat("{% set x %}{{ s }}{{ i }}{% endset %}"),
    "with": _repeat("{% with x = s ~ i %}{% endwith %}"),
    "if": _repeat("{% if (s ~ i) == s %}{% endif %}"),
    "include": _repeat("{% include 'problems-part.j2' %}", ""),
    "include-self": "{% include 'problems.j2' %}",
    "import": _repeat("{% import 'problems-part.j2' as part %}", ""),
    "output": _repeat("甲", ""),
    "output-blocks": "{% for i in range(60000) %}{{ heading(3, '甲') }}{% endfor %}",
    "output-short": "{% for i in range(90000) %}机关主动公开{{ i }}条。\n\n{% endfor %}",
}
METHODS = {
    "split": _set("s.split('甲')"),
    "split-all": _set("s.split()"),
    "strip": _set("s.strip('甲癸')"),
    "startswith": _repeat("{{ '' if t.startswith(s) }}"),
    "isdigit": _repeat("{{ '' if ('1' ~ s).isdigit() }}"),
    "items": "{% set d = {1: 2} %}" + _repeat("{% for a, b in d.items() %}{% endfor %}", ""),
}
HELPERS = {
    "facts": _set("facts('主动公开')", ""),
    "rows": _set("rows('*')", ""),
    "series": _set("series([s, s, s])"),
    "tidy": _set("tidy(s)"),
    "blank": _repeat("{{ '' if blank(s) }}"),
    "sentence": _set("sentence(s)"),
    "clause": _set("clause(s)"),
    "one-of": _set("one_of(s, '甲')"),
    "each": "{% macro m(x) %}{{ x }}{% endmacro %}" + _set("each([s, s, s], m)"),
    "growth": _set("growth(n('年度'), n('年度'))", ""),
}
MEMORY = {
    "held-upper": _hold("s | upper"),
    "held-text": _hold("s ~ i", "{% set i = 1 %}" + TEXT),
    "held-list": _hold("s | list"),
    "held-split": _hold("s.split('甲')"),
    "held-map": _hold("[s, s] | map('list') | list"),
    "held-slice": _hold("s[1:]"),
    "held-range": _hold("range(90000) | list", ""),
    "held-sort": _hold("numbers | sort", NUMBERS),
    "held-reverse": _hold("s | reverse"),
    "held-replace": _hold("s | replace('甲', '子')"),
    "held-dict": _hold("{1: s ~ s, 2: s ~ s}"),
    "held-series": _hold("series([s, s])"),
    "tilde-doubling": TEXT + "{% set s = s ~ s %}\n" * 40,
    "join-doubling": TEXT + "{% set s = [s, s] | join %}\n" * 40,
    "list-doubling": "{% set s = [1, 2] %}" + "{% set s = s + s %}\n" * 40,
    "sum-doubling": "{% set s = [1, 2] %}" + "{% set s = [s, s] | sum(start=[]) %}\n" * 40,
    "set-doubling": TEXT + "{% set s %}{{ s }}{{ s }}{% endset %}\n" * 40,
    "printed-list": TWINS + "{% set x = a | string %}",
}
# one call of C each, in which nothing of Python can step in
CALLS = {
    "call-equal": TWINS + "{{ '' if a == b }}",
    "call-in": TWINS + "{{ '' if a in [b] }}",
    "call-less": TWINS + "{{ '' if a < b }}",
    "call-hash": TUPLES + "{% set x = {a: 1} %}",
    "call-get": TUPLES + "{{ {}.get(a, '') }}",
    "call-unique": TUPLES + "{{ [a] | unique | list | length }}",
    "call-sort": TEXT + MANY + "{% set x = many | sort(case_sensitive=true) %}",
    "call-max": TEXT + MANY + "{% set x = many | max(case_sensitive=true) %}",
    "call-in-list": TEXT + MANY + "{{ '' if s ~ '丙' in many }}",
    "call-select": TWINS + "{{ [a] | select('eq', b) | list | length }}",
    "call-strip": TEXT
    + "{% set z %}{% for i in range(90000) %}子子子子子{% endfor %}{% endset %}\n"
    + "{% set x = z.strip(s ~ '子') %}",
    "compile": "{{ year }}" * 60000,
    "compile-deep": "{{ " + "(" * 20000 + "1" + ")" * 20000 + " }}",
}
WASTEFUL = {
    f"{group}-{name}": template
    for group, templates in {
        "filter": FILTERS,
        "operator": OPERATORS,
        "statement": STATEMENTS,
        "method": METHODS,
        "helper": HELPERS,
        "memory": MEMORY,
        "c": CALLS,
    }.items()
    for name, template in templates.items()
}
PART = "{% macro m() %}甲{% endmacro %}"
