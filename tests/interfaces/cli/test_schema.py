"""`zusage schema` prints the schema; the copy beside the contracts is current."""

import json
from pathlib import Path

from zusage.formats.contract_yaml.schema import json_schema
from zusage.interfaces.cli import main

COPY = Path(__file__).parents[3] / "contracts" / "schema.json"


def test_schema_is_printed(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_schema_is_written_to_a_file(tmp_path, capsys):
    file = tmp_path / "schema.json"
    assert main(["schema", "-o", str(file)]) == 0
    assert json.loads(file.read_text("utf-8")) == json_schema()
    assert capsys.readouterr().out == ""


def test_copy_beside_the_contracts_is_current(capsys):
    main(["schema"])
    assert COPY.read_text("utf-8") == capsys.readouterr().out, (
        "write it anew: zusage schema -o contracts/schema.json"
    )


def test_file_that_cannot_be_written_is_named(tmp_path, capsys):
    assert main(["schema", "--lang", "de", "-o", str(tmp_path / "none" / "schema.json")]) == 4
    assert "schema.json" in capsys.readouterr().err
