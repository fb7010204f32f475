"""Contacts nobody wrote down, for an address book of any size; the same ones every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uis_desktop.simulator.scenario import Contact

_LAST = (
    "Абрамов", "Белов", "Волков", "Голубев", "Дорофеев", "Ершов", "Жуков", "Зайцев",
    "Ильин", "Киселёв", "Лебедев", "Макаров", "Никитин",
)  # fmt: skip
_FIRST = ("Александр", "Борис", "Виктор", "Глеб", "Дмитрий", "Егор", "Игорь")
_PATRONYMIC = ("Андреевич", "Борисович", "Владимирович", "Геннадьевич", "Олегович")
_ORGANIZATIONS = 200


def made_up_contacts(count: int, *, first_id: int, managers: Sequence[int]) -> Iterator[Contact]:
    """``count`` contacts with ids in a row.

    Every second one has a personal manager, every third an organization, every
    tenth a second number.
    """
    for n in range(count):
        yield Contact(
            id=first_id + n,
            full_name=" ".join(names[n % len(names)] for names in (_LAST, _FIRST, _PATRONYMIC)),
            phone_number=f"7999{n:07d}",
            phone_numbers=(f"7888{n:07d}",) if n % 10 == 0 else (),
            emails=(f"contact{n}@example.com",) if n % 5 == 0 else (),
            personal_manager_id=managers[n // 2 % len(managers)] if n % 2 == 0 else None,
            organization=f"ООО «Компания {n // 3 % _ORGANIZATIONS}»" if n % 3 == 0 else None,
        )
