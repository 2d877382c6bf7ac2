"""A form as reports print it: what its rows, columns and heads are known by, worked out once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gkdraft.base.patterns import compile_late
from gkdraft.layout.equations import Key
from gkdraft.layout.form import Form, FormNode
from gkdraft.layout.labels import BlockLabels, Label, Matcher, list_blocks, strip_remarks
from gkdraft.reading.published.column_heads import list_orders
from gkdraft.reading.published.joined_digits import Sum, find_sums
from gkdraft.reading.published.text_strip import compose_pattern
from gkdraft.reading.published.vocabulary import ReportVocabulary


@dataclass(frozen=True, eq=False)
class FormLabels:
    """The labels of one form, also by other names they have, for every document that is read."""

    form: Form
    words: ReportVocabulary
    _patterns: dict[Key, re.Pattern[str]] = field(default_factory=dict)
    _sums: dict[tuple[Key, ...], Sequence[Sum]] = field(default_factory=dict)

    @cached_property
    def blocks(self) -> list[BlockLabels]:
        """The blocks of the form, in printed order."""
        return list_blocks(self.form)

    @cached_property
    def rows(self) -> Matcher:
        """The rows of all blocks, in printed order."""
        rows: list[Label] = []
        for block in self.blocks:
            rows += block.rows
        return Matcher(rows, self.words.synonyms)

    @cached_property
    def columns(self) -> list[Matcher]:
        """The columns of each block."""
        return [Matcher(block.columns, self.words.synonyms) for block in self.blocks]

    @cached_property
    def heads(self) -> list[re.Pattern[str]]:
        """The column heads of each block in running text, in any of their orders."""
        return [compile_late(self._compose_heads(block)) for block in self.blocks]

    def find_pattern(self, row: Label) -> re.Pattern[str]:
        """What a row's label looks like in running text."""
        if row.key not in self._patterns:
            names = self._list_names(row.text)
            self._patterns[row.key] = compile_late(compose_pattern(row.text, names))
        return self._patterns[row.key]

    def find_sums(self, keys: Sequence[Key]) -> Sequence[Sum]:
        """The identities within a row, by the positions of its cells."""
        known = tuple(keys)
        if known not in self._sums:
            self._sums[known] = find_sums(self.form, keys)
        return self._sums[known]

    def _list_names(self, text: str) -> Iterator[str]:
        return self.words.names(strip_remarks(text))

    def _compose_heads(self, block: BlockLabels) -> str:
        patterns: dict[str, None] = {}
        for nodes in list_orders(block):
            patterns["".join(map(self._compose_head, nodes))] = None
        return "|".join(patterns)

    def _compose_head(self, node: FormNode) -> str:
        pattern = compose_pattern(node.text, self._list_names(node.text), alone=True)
        # a head over others, which no key names, may be left out: 法人或其他组织
        optional = "?" if node.children and not node.key else ""
        return f"(?:{pattern}){optional}"
