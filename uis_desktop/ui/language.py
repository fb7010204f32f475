"""Russian or English, by Qt Linguist; the words in the source are English."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from uis_desktop.core.translatable import QT_TRANSLATE_NOOP
from uis_desktop.ui.resources import resource

__all__ = ["LANGUAGES", "QT_TRANSLATE_NOOP", "chosen_language", "speak", "translate"]

LANGUAGES = ("ru", "en")


def chosen_language(wish: str | None) -> str:
    """``ru`` or ``en``: the wish, else ``UIS_DESKTOP_LANGUAGE``, else the system's."""
    for candidate in (
        wish,
        os.environ.get("UIS_DESKTOP_LANGUAGE"),
        *QLocale.system().uiLanguages(),
    ):
        code = (candidate or "").replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


def speak(application: QApplication, language: str) -> None:
    """Have every text from now on in ``language``."""
    locale = QLocale(QLocale.Language.Russian if language == "ru" else QLocale.Language.English)
    QLocale.setDefault(locale)
    for old in application.findChildren(QTranslator):
        QCoreApplication.removeTranslator(old)
        old.setParent(None)
    ours = QTranslator(application)
    if ours.load(str(resource("translations", f"uis_desktop_{language}.qm"))):
        QCoreApplication.installTranslator(ours)
    qt = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt.load(f"qtbase_{language}", folder):
        QCoreApplication.installTranslator(qt)


def translate(context: str, text: str) -> str:
    """``text`` in the language of the person; lupdate finds calls by this name."""
    return QCoreApplication.translate(context, text)
