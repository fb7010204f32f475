"""The command line as people type it."""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter, _SubParsersAction

from uis_desktop.contact_files.columns import column_help
from uis_desktop.core.brands import BRANDS
from uis_desktop.core.events import Kind
from uis_desktop.relay.commands.grammar import command as _command
from uis_desktop.relay.commands.grammar import noun as _noun
from uis_desktop.relay.commands.grammar import waiting as _waiting
from uis_desktop.relay.commands.options import add_settings, environment_words
from uis_desktop.relay.commands.people_parser import add_people
from uis_desktop.relay.journals.entries import Sort

_A_TIME = "like 2026-05-18T09:30, in the account's time zone"
_IMPORT_HELP = "\n".join(
    [
        "CSV (UTF-8, UTF-16 or cp1251; between the values ; , or a tab) and vCard 2.1 to 4.0.",
        "A CSV file begins with a header; columns are known by these titles, others are skipped:",
        "",
        *column_help(),
        "",
        "In a vCard FN or N, ORG, TEL, UID and X-UIS-EMPLOYEE count.",
        "If one line is bad nothing is imported, unless you pass --skip-bad.",
    ]
)


def build_parser() -> ArgumentParser:
    """Every command with its options; ``run`` holds what carries it out."""
    parser = ArgumentParser(
        prog="uis-relay",
        description="Takes UIS's notifications and streams them to the desktops.",
        epilog=f"Environment: {environment_words()}",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _serve(commands)
    add_people(commands)
    _reading(commands)
    _notifications(commands)
    _interactive(commands)
    _uis(commands)
    _backfill(commands)
    _privacy(commands)
    _log(commands)
    _admin(commands)
    return parser


def _serve(commands: _SubParsersAction[ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="run the relay")
    check = commands.add_parser("check-config", help="would serve start? what is unwise?")
    for parser in (serve, check):
        add_settings(parser)
    serve.add_argument("--verbose", action="store_true", help="log every event")
    serve.set_defaults(serve="serve.serve")
    check.add_argument("--json", action="store_true")
    check.set_defaults(check="check.check_config")


def _reading(commands: _SubParsersAction[ArgumentParser]) -> None:
    contact = _noun(commands, "contacts", "the company's contacts")
    synced = _command(contact, "sync", "fetching.sync_contacts", "from UIS's address book, now")
    _waiting(synced)
    imported = _command(contact, "import", "contacts.import_contacts", "from CSV or vCard")
    imported.formatter_class = RawDescriptionHelpFormatter
    imported.epilog = _IMPORT_HELP
    imported.add_argument("file", metavar="FILE")
    imported.add_argument("--dry-run", action="store_true", help="only tell what would happen")
    imported.add_argument("--skip-bad", action="store_true", help="import the good lines")
    imported.add_argument(
        "--replace", action="store_true", help="remove contacts the file does not have"
    )
    templates = _command(commands, "templates", "setup.print_templates", "what to paste into UIS")
    templates.add_argument("--public-url", metavar="URL")
    printed = _command(commands, "events", "events.print_events", "what came in")
    printed.add_argument("--after", type=int, default=0, metavar="N")


def _notifications(commands: _SubParsersAction[ArgumentParser]) -> None:
    noun = _noun(commands, "mapping", "what your own names and codes of events mean")
    mapped = _command(noun, "set", "mapping.set_mapping", "read notifications with this sign so")
    mapped.add_argument("sign", metavar="SIGN", help="mnemonic, notification name or event code")
    mapped.add_argument("kind", metavar="KIND", help=", ".join(kind.value for kind in Kind))
    _command(noun, "list", "mapping.list_mapping", "what is mapped")
    unmapped = _command(noun, "remove", "mapping.remove_mapping", "forget a sign")
    unmapped.add_argument("sign", metavar="SIGN")
    noun = _noun(commands, "parameters", "additional parameters that the desktops show")
    shown = _command(noun, "set", "parameters.set_parameters", "show these, new ones last")
    shown.add_argument("parameter", metavar="NAME=LABEL", nargs="+")
    _command(noun, "list", "parameters.list_parameters", "which are shown")
    hidden = _command(noun, "remove", "parameters.remove_parameters", "show these no more")
    hidden.add_argument("name", metavar="NAME", nargs="+")
    noun = _noun(commands, "policy", "settings of the desktops that are decided for everybody")
    decided = _command(noun, "set", "policy.set_from_file", "what a file says, and nothing else")
    decided.add_argument("file", metavar="FILE", help="TOML, see docs/policy.md; -: stdin")
    _command(noun, "show", "policy.show", "what is decided")
    _command(noun, "remove", "policy.remove", "everybody chooses for himself again")


def _uis(commands: _SubParsersAction[ArgumentParser]) -> None:
    noun = _noun(commands, "uis", "the company's access to UIS's Call API and Data API")
    change = _command(
        noun, "set", "uis.set_access", "addresses, and the key: from a file, or typed"
    )
    change.add_argument("--brand", choices=tuple(BRANDS), help="where the account is; at first uis")
    change.add_argument("--call-api", metavar="URL", help="instead of --brand, with --data-api")
    change.add_argument("--data-api", metavar="URL")
    change.add_argument("--key-file", metavar="FILE", help="its first line is the key; -: stdin")
    change.add_argument("--login", metavar="L", help="a user of UIS's cabinet, without a key")
    change.add_argument("--password-file", metavar="FILE", help="his password; -: stdin")
    change.add_argument("--for", dest="for_", choices=("both", "call-api", "data-api"),
                        default="both", help="which interface the key opens")  # fmt: skip
    change.add_argument("--no-key", action="store_true", help="leave the key as it is")
    change.add_argument(
        "--sync-contacts", choices=("yes", "no"), help="copy UIS's address book regularly"
    )
    change.add_argument(
        "--save-contacts",
        choices=("yes", "no"),
        help="let desktops write contacts into UIS's address book (no, if you say nothing)",
    )
    _command(noun, "show", "uis.show", "addresses, and where the key is kept")
    _command(noun, "check", "uis.check_access", "does UIS let us in, and if not, why?")
    _command(noun, "unset", "uis.unset", "forget addresses and key")
    journal_ = _command(
        commands, "journal", "journal.print_journal", "what the relay did by itself"
    )
    journal_.add_argument("--sort", choices=tuple(Sort), help="one journal only")
    journal_.add_argument("--limit", type=int, default=100, metavar="N", help="so many at most")


def _admin(commands: _SubParsersAction[ArgumentParser]) -> None:
    page = _noun(commands, "admin", "the administrator's page")
    password = _command(
        page, "password", "admin.set_password", "turn it on, or change the password",
        with_account=False,
    )  # fmt: skip
    password.add_argument(
        "--password-file", metavar="FILE", help="its first line, instead of asking"
    )
    link = _command(page, "link", "admin.print_link", "sign in once", with_account=False)
    link.add_argument("--public-url", metavar="URL")
    _command(page, "off", "admin.turn_off", "there is no page", with_account=False)


def _interactive(commands: _SubParsersAction[ArgumentParser]) -> None:
    noun = _noun(commands, "interactive", "who is rung when UIS asks")
    _command(noun, "show", "interactive.show", "the default answer and the rules")
    change = _command(noun, "set", "interactive.change", "change the default answer or the rules")
    change.add_argument("--rules", metavar="FILE", help="all rules as show prints them; -: stdin")
    change.add_argument("--default", metavar="JSON", help="answer where nobody is responsible")
    change.add_argument("--line", metavar="NUMBER", help="change the rules of this line only")
    change.add_argument("--as-account", action="store_true", help="with --line: drop its own rules")
    change.add_argument("--responsible", choices=("yes", "no"), help="ring responsible employees")
    change.add_argument("--reach", metavar="WAYS", help="extension,numbers in your order")
    change.add_argument("--all-phones", choices=("yes", "no"), help="every phone, not the first")
    change.add_argument("--groups", metavar="IDS", help="who is rung instead: own,5,7")
    change.add_argument("--group-ring", choices=("phone", "members"))
    change.add_argument(
        "--beside",
        metavar="JSON",
        help='beside the phones: {"operator_text":"{contact}, {company}"}; also {responsible}',
    )
    change.add_argument(
        "--input",
        nargs=2,
        action="append",
        metavar=("CODE", "JSON"),
        help="answer to a code the caller types",
    )
    change.add_argument("--other-input", metavar="JSON", help="answer to any other code")
    attempt = _command(noun, "try", "interactive.attempt", "what would be answered, and why")
    attempt.add_argument("--numa", metavar="NUMBER", help="the caller")
    attempt.add_argument("--numb", metavar="NUMBER", help="the line he dialled")
    attempt.add_argument("--input", metavar="CODE", help="what he typed")


def _privacy(commands: _SubParsersAction[ArgumentParser]) -> None:
    noun = _noun(commands, "personal-data", "what is kept about one phone number")
    export = _command(noun, "export", "privacy.export_number", "all of it in one file")
    export.add_argument("--out", required=True, metavar="FILE", help="a new zip of JSON lines")
    delete = _command(noun, "delete", "privacy.delete_number", "show what would go, or delete it")
    delete.add_argument("--yes", action="store_true", help="delete it; this cannot be undone")
    delete.add_argument(
        "--whole-contacts",
        action="store_true",
        help="remove contacts with other numbers too, not only this number from them",
    )
    for parser in (export, delete):
        parser.add_argument("--phone", required=True, metavar="N", help="the outside party")


def _log(commands: _SubParsersAction[ArgumentParser]) -> None:
    noun = _noun(commands, "log", "the log as a whole")
    _command(
        noun, "migrate", "log.migrate", "from this folder into an empty NATS (--log)",
        with_account=False,
    )  # fmt: skip
    _command(
        noun, "new-epoch", "log.new_epoch", "after a restored backup: tell the desktops",
        with_account=False,
    )  # fmt: skip


def _backfill(commands: _SubParsersAction[ArgumentParser]) -> None:
    filled = _command(commands, "backfill", "fetching.backfill", "calls missed in an outage")
    filled.add_argument("--from", dest="since", required=True, metavar="TIME", help=_A_TIME)
    filled.add_argument("--till", dest="until", metavar="TIME", help="left out: now")
    _waiting(filled)
