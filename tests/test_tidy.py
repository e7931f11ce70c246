"""The rules of style that no other tool checks, each with a bad sample that must be seen red.

A rule is a function (path, text) -> findings. One test per file of the repository applies every
rule that is meant for it, to committed files and to those about to be.
"""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent
FILE_LINES_MAX = {"src": 500, "tests": 700}
FUNCTION_LINES_MAX = 60
VAGUE_NAMES = {"util", "helper", "manager", "handler", "data", "info", "process"}
VAGUE_NAMES |= {f"{name}s" for name in VAGUE_NAMES}
# At most two places may catch everything: the worker's loop and the edge of a request.
# Each is "path:function"; neither exists yet.
BROAD_EXCEPT_PLACES: tuple[str, ...] = ()


def whole(*parts: str) -> str:
    """Put a pattern together, so that this file does not contain what it forbids."""
    return "".join(parts)


DOUBLE_SLASH = whole(":", "//")
TASK_WORD = whole("TO", "DO")
REGISTRY_NAMES = [
    whole("py", "pi.org"),
    whole("python", "hosted.org"),
    whole("registry.", "npmjs"),
    whole("registry.", "yarnpkg"),
    whole("deb.", "debian.org"),
    whole("archive.", "ubuntu.com"),
    whole("crates", ".io"),
]
MACHINE_FOLDERS = [whole("/", name, "/") for name in ("root", "work", "home")]
OUTSIDE_FOLDER = whole("..", "/shared")

OPEN_TASK = re.compile(rf"\b(?:{TASK_WORD}|{whole('FIX', 'ME')})\b(?![^\n]*#\d)")
REGISTRY_HOST = re.compile("|".join(map(re.escape, REGISTRY_NAMES)))
MACHINE_PATH = re.compile(rf"(?<![\w.])(?:{'|'.join(MACHINE_FOLDERS)})")
SHARED_FOLDER = re.compile(rf"{re.escape(OUTSIDE_FOLDER)}\b")

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(maxsize=2)
def tree(text: str) -> ast.Module:
    """Parse once for all rules of one file."""
    return ast.parse(text)


def functions(node: ast.AST) -> Iterator[FunctionNode]:
    """Yield every function in the node, at any depth."""
    return (part for part in ast.walk(node) if isinstance(part, FunctionNode))


def is_python_in(*folders: str) -> Callable[[str], bool]:
    """Return a test for Python files below one of the folders."""
    return lambda path: path.endswith(".py") and path.startswith(folders)


# ---- Size and names --------------------------------------------------------------------------


def file_is_too_long(path: str, text: str) -> list[str]:
    limit = FILE_LINES_MAX[path.split("/")[0]]
    lines = len(text.splitlines())
    return [f"{lines} lines, at most {limit}"] if lines > limit else []


def function_is_too_long(path: str, text: str) -> list[str]:
    found = []
    for function in functions(tree(text)):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > FUNCTION_LINES_MAX:
            found.append(f"{function.name}: {lines} lines, at most {FUNCTION_LINES_MAX}")
    return found


def name_is_vague(path: str, text: str) -> list[str]:
    words = re.split(r"[/_.\-]", path.lower())
    return [f"a name that says nothing: {word}" for word in words if word in VAGUE_NAMES]


# ---- Code ------------------------------------------------------------------------------------


def calls(text: str, name: str) -> list[str]:
    """Find the calls of a plain name."""
    return [
        f"line {node.lineno}: {name}("
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def prints(path: str, text: str) -> list[str]:
    return calls(text, "print")


def uses_floats(path: str, text: str) -> list[str]:
    literals = [
        f"line {node.lineno}: the float {node.value}"
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    return literals + calls(text, "float")


def catches_everything(path: str, text: str) -> list[str]:
    return [
        f"line {handler.lineno}: catches everything, in {name}"
        for name, handler in except_clauses(tree(text), "module")
        if is_broad(handler.type) and f"{path}:{name}" not in BROAD_EXCEPT_PLACES
    ]


def except_clauses(node: ast.AST, name: str) -> Iterator[tuple[str, ast.ExceptHandler]]:
    """Yield each except clause with the name of the function around it."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.ExceptHandler):
            yield name, part
        yield from except_clauses(part, part.name if isinstance(part, FunctionNode) else name)


def is_broad(caught: ast.expr | None) -> bool:
    """Say whether an except clause takes whatever comes."""
    if caught is None:
        return True
    parts = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        isinstance(part, ast.Name) and part.id in ("Exception", "BaseException") for part in parts
    )


def lacks_docstring(path: str, text: str) -> list[str]:
    module = tree(text)
    classes = [n for n in module.body if isinstance(n, ast.ClassDef) and not is_private(n.name)]
    bodies = [module.body, *(found.body for found in classes)]
    public = [
        node
        for body in bodies
        for node in body
        if isinstance(node, FunctionNode) and not is_private(node.name)
    ]
    return [
        f"line {node.lineno}: {node.name} has no docstring"
        for node in public
        if ast.get_docstring(node) is None and not is_overload(node)
    ]


def is_private(name: str) -> bool:
    return name.startswith("_")


def is_overload(function: FunctionNode) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "overload" for d in function.decorator_list)


def lacks_mirror(path: str, text: str) -> list[str]:
    mirror = mirror_of(path)
    return [] if (ROOT / mirror).exists() else [f"its tests are missing: {mirror}"]


def mirror_of(path: str) -> str:
    """Name the test module of a source module: core/clocks.py -> tests/core/test_clocks.py."""
    source = PurePosixPath(path).relative_to("src/zusage")
    return str("tests" / source.with_name(f"test_{source.name}"))


# ---- Any text --------------------------------------------------------------------------------


def open_task_has_no_issue(path: str, text: str) -> list[str]:
    return [f"line {at}: an open task without issue number" for at in lines_with(OPEN_TASK, text)]


def lock_has_address(path: str, text: str) -> list[str]:
    return lines_said(re.compile(DOUBLE_SLASH), text, "an address")


def names_registry(path: str, text: str) -> list[str]:
    return lines_said(REGISTRY_HOST, text, "the host of a package registry")


def names_machine(path: str, text: str) -> list[str]:
    return lines_said(MACHINE_PATH, text, "an absolute path of some machine") + lines_said(
        SHARED_FOLDER, text, "a path out of the repository"
    )


def lines_with(pattern: re.Pattern[str], text: str) -> list[int]:
    return [text.count("\n", 0, found.start()) + 1 for found in pattern.finditer(text)]


def lines_said(pattern: re.Pattern[str], text: str, what: str) -> list[str]:
    return [f"line {at}: {what}" for at in lines_with(pattern, text)]


# ---- The table of rules ----------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    find: Callable[[str, str], list[str]]
    applies: Callable[[str], bool]
    bad_path: str
    bad_text: str


def is_code_printed_from(path: str) -> bool:
    may_print = path.startswith(("src/zusage/interfaces/cli", "bench/"))
    return path.endswith(".py") and not may_print


def is_mirrored(path: str) -> bool:
    in_scope = is_python_in("src/zusage/core/", "src/zusage/formats/")(path)
    return in_scope and not path.endswith("/__init__.py")


def anywhere(path: str) -> bool:
    return True


CORE = "src/zusage/core/"
CORE_AND_FORMATS = (CORE, "src/zusage/formats/")
LONG_FUNCTION = "def f():\n" + "    x = 1\n" * FUNCTION_LINES_MAX

RULES = [
    Rule(file_is_too_long, is_python_in("src/", "tests/"), "src/a.py", "x = 1\n" * 501),
    Rule(file_is_too_long, is_python_in("src/", "tests/"), "tests/a.py", "x = 1\n" * 701),
    Rule(function_is_too_long, is_python_in("src/"), "src/a.py", LONG_FUNCTION),
    Rule(name_is_vague, lambda path: path.startswith("src/"), "src/zusage/date_utils.py", ""),
    Rule(name_is_vague, lambda path: path.startswith("src/"), "src/zusage/data/a.toml", ""),
    Rule(prints, is_code_printed_from, CORE + "a.py", "def f():\n    print('x')\n"),
    Rule(uses_floats, is_python_in(CORE), CORE + "a.py", "x = 0.5\n"),
    Rule(uses_floats, is_python_in(CORE), CORE + "a.py", "x = 1e3\n"),
    Rule(uses_floats, is_python_in(CORE), CORE + "a.py", "x = float('1')\n"),
    Rule(catches_everything, is_python_in(""), "src/a.py", "try:\n    f()\nexcept:\n    pass\n"),
    Rule(
        catches_everything,
        is_python_in(""),
        "src/a.py",
        "def f():\n    try:\n        g()\n    except (KeyError, Exception) as e:\n        pass\n",
    ),
    Rule(lacks_docstring, is_python_in(*CORE_AND_FORMATS), CORE + "a.py", "def f(): return 1\n"),
    Rule(
        lacks_docstring,
        is_python_in(*CORE_AND_FORMATS),
        CORE + "a.py",
        "class A:\n    def f(self):\n        return 1\n",
    ),
    Rule(lacks_mirror, is_mirrored, CORE + "no_such_module.py", ""),
    Rule(open_task_has_no_issue, anywhere, "docs/a.md", f"# {TASK_WORD}: later\n"),
    Rule(
        lock_has_address, lambda path: path.endswith(".lock"), "a.lock", f"a @ https{DOUBLE_SLASH}b"
    ),
    Rule(names_registry, anywhere, "docs/a.md", f"get it from {REGISTRY_NAMES[0]}\n"),
    Rule(names_machine, anywhere, "docs/a.md", f"cd {MACHINE_FOLDERS[0]}zusage\n"),
    Rule(names_machine, anywhere, "docs/a.md", f"see {OUTSIDE_FOLDER}/a.csv\n"),
]


# ---- Tests -----------------------------------------------------------------------------------


def repository_files() -> list[str]:
    """List the files that are committed or would be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


def text_of(path: str) -> str:
    """Read a file; a picture and the like has no text."""
    try:
        return (ROOT / path).read_bytes().decode()
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("path", repository_files())
def test_file_is_tidy(path: str) -> None:
    text = text_of(path)
    finders = dict.fromkeys(rule.find for rule in RULES if rule.applies(path))
    findings = [finding for find in finders for finding in find(path, text)]
    assert findings == [], "\n".join(f"{path}: {finding}" for finding in findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.find.__name__)
def test_rule_sees_its_bad_sample(rule: Rule) -> None:
    assert rule.applies(rule.bad_path)
    assert rule.find(rule.bad_path, rule.bad_text) != []


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (open_task_has_no_issue, f"# {TASK_WORD}: later, see #12\n"),
        (
            names_machine,
            f"https{DOUBLE_SLASH}example.org{MACHINE_FOLDERS[1]} .{MACHINE_FOLDERS[2]}x\n",
        ),
        (catches_everything, "try:\n    f()\nexcept KeyError:\n    pass\n"),
        (uses_floats, "isinstance(x, float)\n"),
        (lacks_docstring, "def _f(): return 1\nclass _A:\n    def f(self): return 1\n"),
        (prints, "x.print('a')\n'print(1)'\n"),
    ],
)
def test_rule_lets_a_good_sample_pass(find: Callable[[str, str], list[str]], text: str) -> None:
    assert find("src/zusage/core/a.py", text) == []


@pytest.mark.parametrize(
    ("source", "mirror"),
    [
        ("src/zusage/core/clocks.py", "tests/core/test_clocks.py"),
        ("src/zusage/core/terms/contract.py", "tests/core/terms/test_contract.py"),
    ],
)
def test_mirror_stands_at_the_same_place(source: str, mirror: str) -> None:
    assert mirror_of(source) == mirror


def test_at_most_two_places_catch_everything() -> None:
    assert len(BROAD_EXCEPT_PLACES) <= 2
    for place in BROAD_EXCEPT_PLACES:
        path, _, name = place.partition(":")
        assert any(f.name == name for f in functions(tree((ROOT / path).read_text()))), place


def test_there_are_files_to_check() -> None:
    assert "pyproject.toml" in repository_files()
