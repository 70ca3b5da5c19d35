"""The long proofs of what `docs/security.md` and the guide promise; their short forms are tests.

    python tools/proof.py [PART ...]        else all of them; `make proof PARTS="kills words"`

Each prints its seed and what it found; RILO_SEED repeats one. Exit 1 where one of them failed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = ("-m", "pytest", "-n", "0", "-s", "-o", "faulthandler_timeout=0")

SEEDED = (*PYTEST, "--hypothesis-seed={seed}")

PARTS: Mapping[str, Sequence[str]] = {
    "kills": ("tests/faults/kills.py", "--rounds", "200"),
    "words": (*PYTEST, "tests/e2e/test_e2e_planted_words.py"),
    "tampering": (*PYTEST, "tests/services/test_services_tampering.py"),
    "history": (*SEEDED, "tests/services/test_services_nothing_lost.py"),
    "migration": (*PYTEST, "tests/store/test_store_released.py"),
    "passphrases": (*SEEDED, "tests/store/test_store_wrong_passphrase.py"),
    "round": (*PYTEST, "tests/services/test_services_round.py"),
    "submission": (
        *SEEDED,
        "tests/services/test_services_verify.py",
        "tests/services/test_services_verdicts.py",
    ),
    "forged": (*PYTEST, "tests/services/test_services_forged.py"),
    "documents": (
        *SEEDED,
        "tests/reports/test_reports_any_document.py",
        "tests/reports/test_reports_any_text.py",
    ),
    "papers": (*SEEDED, "tests/services/test_services_read_aloud.py"),
    "trust": (
        *SEEDED,
        "tests/services/test_services_trust_model.py",
        "tests/services/test_services_folder_model.py",
    ),
    "table": (*PYTEST, "-m", "e2e", "tests/e2e/test_e2e_large_table.py"),
    "lists": (*SEEDED, "tests/services/test_services_list_export.py"),
    "walk": (
        *PYTEST,
        "tests/e2e/test_e2e_every_page_on_the_bus.py",
        "tests/gui/test_gui_walk.py",
        "tests/gui/test_gui_pictures.py",
        "tests/gui/test_gui_editor.py",
        "tests/gui/test_gui_editor_form.py",
        "tests/gui/test_gui_register_typed.py",
    ),
    "unchanged": (*PYTEST, "tests/gui/test_gui_unchanged.py", "tests/gui/test_gui_wheel.py"),
    "monkey": (*PYTEST, "tests/e2e/test_e2e_monkey.py"),
    "roles": (*PYTEST, "tests/services/test_services_roles.py"),
    "install": (*PYTEST, "tests/packaging/test_packaging_install.py"),
    "selftest": (*PYTEST, "tests/packaging/test_packaging_self_test.py"),
    "forms": (
        *SEEDED,
        "tests/exchange/test_exchange_form_instance.py",
        "tests/exchange/test_exchange_form_odk_engine.py",
        "tests/questions/test_questions_anonymity.py",
        "tests/questions/test_questions_state.py",
    ),
}
"""Arguments of Python; `{seed}` is the seed."""


def main(wanted: Sequence[str]) -> int:
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"no proof {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    seed = os.environ.get("RILO_SEED") or str(random.randrange(1, 1 << 30))
    failed = [name for name in wanted or PARTS if not _holds(name, seed)]
    print(f"== seed {seed}: " + (f"failed: {', '.join(failed)}" if failed else "all hold"))
    return 1 if failed else 0


def _holds(name: str, seed: str) -> bool:
    """Run a proof in its full length."""
    print(f"== {name}, seed {seed}", flush=True)
    started = time.monotonic()
    arguments = [word.replace("{seed}", seed) for word in PARTS[name]]
    environment = os.environ | {"RILO_PROOF": "full", "RILO_SEED": seed, "RILO_RANDOM": "1"}
    environment["QT_QPA_PLATFORM"] = "xcb" if "DISPLAY" in environment else "offscreen"
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=False)
    verdict = "holds" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"== {name}: {verdict}, {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
