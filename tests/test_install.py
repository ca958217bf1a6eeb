"""What is handed to a colleague: the wheel's files, and a program that runs from a wheel and from a checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    subprocess.run(command, check=True, capture_output=True, text=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    place = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(place), str(PROJECT))
    (made,) = place.glob("*.whl")
    return made


def shipped(*folders: str) -> set[str]:
    """The files of some folders of the checkout, as the wheel should hold them."""
    found = (file for folder in folders for file in (PROJECT / folder).rglob("*") if file.is_file())
    return {str(file.relative_to(PROJECT)) for file in found if "__pycache__" not in file.parts}


def test_the_wheel_holds_the_program_its_styles_and_fixtures_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    expected = shipped("ticker") | {f"ticker/{name}" for name in shipped("styles", "fixtures")}
    assert held == expected
    assert "ticker/fixtures/putin-kim/tape.toml" in held
    assert "ticker/l10n/locale/de/LC_MESSAGES/ticker.mo" in held


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_the_program_runs_installed(kind: str, wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    # The libraries are the ones that the tests run with; only the program itself is installed.
    (site,) = home.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    source = [str(wheel)] if kind == "wheel" else ["--no-build-isolation", "-e", str(PROJECT)]
    pip("--python", str(python), "install", "--no-deps", "--ignore-installed", *source)

    program = str(home / "bin" / "ticker")
    where = [str(python), "-c", "import ticker; print(ticker.__file__)"]
    place = subprocess.run(where, check=True, capture_output=True, text=True, cwd=tmp_path).stdout
    assert Path(place.strip()).is_relative_to(home if kind == "wheel" else PROJECT)
    played = subprocess.run(
        [program, "replay", "putin-kim", "--headless", "--speed", "max"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert "Wostotschny" in played.stdout
