"""The built-in account, used when no scenario is given."""

from __future__ import annotations

from typing import get_args

from uis_desktop.simulator.scenario import (
    AccessKey,
    Account,
    Behaviour,
    Component,
    Contact,
    Destination,
    Employee,
    EmployeeGroup,
    EmployeePhone,
    MediaFile,
    Scenario,
    Tag,
    TalkOption,
    VirtualNumber,
)


def built_in_office() -> Scenario:
    """A small office: two lines, four employees, five contacts, no timeline."""
    return Scenario(
        account=Account(
            login="demo",
            password="demo-password",
            blacklist=("79001234571",),
            keys=(AccessKey(key="demo-key"),),
            allowlist=("127.0.0.0/8", "::1/128"),
            components=get_args(Component),
            destinations=get_args(Destination),
            tags=(
                Tag(id=1, name="Целевой"),
                Tag(id=2, name="Перезвонить"),
                Tag(id=3, name="Не клиент"),
            ),
            media_files=(MediaFile(id=301, name="Пожалуйста, подождите.mp3"),),
            talk_options=(
                TalkOption(button="1", mnemonic="tag_call", name="Целевой", value="1"),
                TalkOption(
                    button="3", mnemonic="transfer_call", name="В отдел продаж", value="501"
                ),
                TalkOption(button="4", mnemonic="call_coach", name="Позвать наставника"),
                TalkOption(button="9", mnemonic="record_talk", name="Запись"),
                TalkOption(button="0", mnemonic="finish_conversation", name="Завершить"),
            ),
        ),
        virtual_numbers=(
            VirtualNumber(
                id=1,
                virtual_phone_number="74950000001",
                name="Основной",
                scenario_name="Приёмная",
                ring=(123456, 123457),
            ),
            VirtualNumber(
                id=2,
                virtual_phone_number="74950000002",
                name="Отдел продаж",
                scenario_name="Отдел продаж",
                ring=(123457, 123458),
                order="sequential",
            ),
        ),
        employees=(
            _employee(123456, "Иванова Анна", "101", "0412345", coach=123459),
            _employee(123457, "Петров Сергей", "102", "0412346"),
            _employee(123458, "Сидорова Мария", "103", "0412347"),
            _employee(123459, "Кузнецов Олег", "104", "0412348", Behaviour(does="silent")),
        ),
        employee_groups=(
            EmployeeGroup(
                id=71, name="Продажи", members=(123457, 123458), group_phone_number="501"
            ),
            EmployeeGroup(id=72, name="Бухгалтерия", members=(123459,)),
        ),
        contacts=(
            Contact(
                id=501,
                full_name="Смирнов Алексей",
                phone_number="79001234567",
                phone_numbers=("74951112233",),
                personal_manager_id=123457,
                organization="ООО «Василёк»",
            ),
            _contact(502, "Васильева Ольга", "79001234568", Behaviour(does="busy")),
            _contact(503, "Морозов Илья", "79001234569", Behaviour(does="silent")),
            _contact(504, "Фёдорова Елена", "79001234570", Behaviour(does="declines")),
            Contact(id=505, full_name="Навязчивая реклама", phone_number="79001234571"),
        ),
    )


def _employee(
    employee_id: int,
    full_name: str,
    extension: str,
    sip_number: str,
    behaviour: Behaviour | None = None,
    coach: int | None = None,
) -> Employee:
    return Employee(
        id=employee_id,
        full_name=full_name,
        extension=extension,
        phone_numbers=(EmployeePhone(phone_number=sip_number),),
        coach=coach,
        behaviour=behaviour or Behaviour(),
    )


def _contact(contact_id: int, full_name: str, phone_number: str, behaviour: Behaviour) -> Contact:
    return Contact(
        id=contact_id, full_name=full_name, phone_number=phone_number, behaviour=behaviour
    )
