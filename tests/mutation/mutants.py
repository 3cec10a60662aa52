# SPDX-License-Identifier: BSD-2-Clause
"""The mutants of a C file: one small change each, of the kinds below."""

import hashlib
import re
from collections import namedtuple

# From text[start:end] to the replacement, in a function of a file.
Mutant = namedtuple("Mutant", "path function line start end replacement")

SWAPS = {
    "==": ["!="], "!=": ["=="],
    "<": ["<=", ">="], "<=": ["<", ">"],
    ">": [">=", "<="], ">=": [">", "<"],
    "&&": ["||"], "||": ["&&"],
    "++": ["--"], "--": ["++"], "+=": ["-="], "-=": ["+="],
    "true": ["false"], "false": ["true"],
}
# Longest first, so that "->" is not a "-" and a ">".
OPERATOR = re.compile(
    r"<<=|>>=|->|\+\+|--|<<|>>|&&|\|\||[-+*/%&|^<>=!]=|[-+<>!]"
    r"|\b(?:true|false)\b")
NUMBER = re.compile(r"(?<![\w.])(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)(?![\w.])")
CONDITION = re.compile(r"\b(?:if|while) \(")
ENUM_RETURN = re.compile(r"\breturn (SPFE(?:VAL)?_[A-Z]+_)([A-Z0-9_]+);")
STATUS_RETURN = re.compile(r"\breturn (\w*status|\w+->status);")
KEYWORD = re.compile(
    r"(?:if|while|for|switch|return|sizeof|case|goto|else|do)\b")
STATEMENT = re.compile(
    r"(?<=[;{}:])\s*(\*?[A-Za-z_][\w.>\[\]-]*\s*"
    r"(?:(?:[-+|&^*/]|<<|>>)?=(?!=)|\+\+|--|\()[^;{}]*;)")
# Not code: comments, strings, characters, and preprocessor lines but limits.
HIDDEN = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
    r"|^[ \t]*#(?![ \t]*define \w+ \(?\d+\)?$)(?:\\\n|[^\n])*",
    re.DOTALL | re.MULTILINE)


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def closing(code, start):
    """The offset behind the parenthesis that closes the one at start."""
    depth = 0
    for at in range(start, len(code)):
        depth += {"(": 1, ")": -1}.get(code[at], 0)
        if depth == 0:
            return at + 1
    return len(code)


# A line that a comment says is not reached, and what is indented below it.
UNREACHED = re.compile(r"^( *)\S[^\n]*/\* not reached: [a-z]+ \*/"
                       r"(?:\n\1 [^\n]*)*", re.MULTILINE)


def code_of(text):
    """The text with all that must not change blanked; offsets stay."""
    code = HIDDEN.sub(blank, UNREACHED.sub(blank, text))
    for match in re.finditer(r"\b_?(?:static_)?assert\(", code, re.IGNORECASE):
        end = closing(code, match.end() - 1)
        code = (code[:match.start()] + " " * (end - match.start()) +
                code[end:])
    # The size of another element is the same.
    return re.sub(r"\{0\}|sizeof\(\w+\[0\]\)", blank, code)


def operators(code):
    for match in OPERATOR.finditer(code):
        found, start, end = match.group(), match.start(), match.end()
        if found in SWAPS:
            for other in SWAPS[found]:
                yield start, end, other
        elif found == "!":
            yield start, end, ""
        elif found in "+-" and re.search(r"[\w)\]]\s*$", code[:start][-80:]):
            if not re.search(r"\b(?:return|case)\s*$", code[:start][-80:]):
                yield start, end, "-" if found == "+" else "+"


def numbers(code):
    for match in NUMBER.finditer(code):
        value = int(match.group(1), 0)
        for other in [value + 1] + ([value - 1] if value > 0 else []):
            yield match.start(), match.end(), str(other) + match.group(2)


def conditions(code):
    """A condition without an operator that operators() changes."""
    for match in CONDITION.finditer(code):
        start = match.end() - 1
        end = closing(code, start)
        if not re.search(r"[=!]=|(?<!-)[<>]|&&|\|\||!",
                         code[start:end]):
            yield start, end, "(!" + code[start:end] + ")"


def returns(code):
    names = {}
    for prefix, name in re.findall(r"\b(SPFE(?:VAL)?_[A-Z]+_)([A-Z0-9_]+)\b",
                                   code):
        names.setdefault(prefix, []).append(name)
    for match in ENUM_RETURN.finditer(code):
        prefix, name = match.groups()
        if prefix == "SPFEVAL_ERR_":
            other = "SPFEVAL_OK"
        else:
            others = [one for one in names[prefix] if one != name]
            if not others:
                continue
            other = prefix + others[0]
        yield match.start(), match.end(), "return " + other + ";"
    for match in re.finditer(r"\breturn SPFEVAL_OK;", code):
        yield match.start(), match.end(), "return SPFEVAL_ERR_STATE;"
    for match in STATUS_RETURN.finditer(code):
        yield match.start(), match.end(), "return SPFEVAL_OK;"


def statements(code):
    for match in STATEMENT.finditer(code):
        if not KEYWORD.match(match.group(1)):
            yield match.start(1), match.end(1), ";"


def function_at(text, start):
    names = re.findall(r"^([a-z_]\w*)\(", text[:start], re.MULTILINE)
    return names[-1] if names else "-"


def find(path, text):
    """All mutants of a file."""
    code = code_of(text)
    for kind in operators, numbers, conditions, returns, statements:
        for start, end, replacement in kind(code):
            yield Mutant(path, function_at(text, start),
                         text.count("\n", 0, start) + 1, start, end,
                         replacement)


def changed(text, mutant):
    return text[:mutant.start] + mutant.replacement + text[mutant.end:]


def shown(text, mutant):
    """The lines before and after, each with single blanks.

    A short line says nothing without the one above it.
    """
    begin = text.rfind("\n", 0, mutant.start) + 1
    end = text.find("\n", mutant.end)
    if len(text[begin:end].strip()) < 8:
        begin = text.rfind("\n", 0, max(begin - 1, 0)) + 1
    after = (text[begin:mutant.start] + mutant.replacement +
             text[mutant.end:end])
    return " ".join(text[begin:end].split()), " ".join(after.split())


def order(path, text, seed):
    """The mutants of a file in an order that the seed decides."""
    def key(mutant):
        parts = (seed, path, mutant.function) + shown(text, mutant)
        place = (mutant.start, mutant.replacement)
        return hashlib.sha256(repr(parts).encode()).digest(), place

    return sorted(find(path, text), key=key)
