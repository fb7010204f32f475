"""``templates``: what an administrator pastes into UIS."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused, checked_url
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.settings import PUBLIC_URL, read_setting
from uis_desktop.relay.templates import TEMPLATES


def print_templates(data: Path, options: Namespace) -> int:
    """The two addresses and the eight templates."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
        known = office.read(lambda directory: read_setting(directory, PUBLIC_URL))
    url = checked_url(options.public_url) if options.public_url else known
    if url is None:
        raise ConfigRefused("the relay's address is not known yet: pass --public-url")
    notification, interactive = url + account.hook_path, url + account.interactive_path
    lines = [
        f"Notifications (POST):   {notification}",
        f"Interactive processing: {interactive}",
    ]
    for template in TEMPLATES:
        lines += ["", f"--- {template.title} / {template.title_en}", *template.text.splitlines()]
    answer(
        {
            "notification_url": notification,
            "interactive_url": interactive,
            "templates": [
                {
                    "kind": template.kind.value,
                    "title": template.title,
                    "title_en": template.title_en,
                    "template": template.text,
                }
                for template in TEMPLATES
            ],
        },
        lines,
        as_json=options.json,
    )
    return 0
