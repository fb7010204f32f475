; The installer for Windows, made on Windows or on Linux:
;   makensis -WX -DVERSION=0.1.0 -DBUNDLE=build\bundle\uis-desktop -DICON=…\uis-desktop.ico
;            -DOUT=build\packages\uis-desktop-0.1.0-windows-x64.exe packaging\desktop\windows\installer.nsi
; and signed, installer and uninstaller, if -DSIGN="signtool sign … %1" says how.
;
; Roll-out without questions:
;   uis-desktop-….exe /S                  for the user who runs it
;   uis-desktop-….exe /S /AllUsers        for the whole computer; needs an administrator
;   … /AUTOSTART                          and start it whenever somebody logs in
;   … /D=C:\folder                        somewhere else (the last switch, without quotes)
;   "…\uninstall.exe" /S                  remove it; settings and history stay
; Exit codes: 0 done, 1 cancelled, 2 failed, 32 the program runs, 740 not an administrator.

Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true

!define NAME "UIS Desktop"
!define PROGRAM "uis-desktop.exe"
!define LINK "UISDesktop.Link"
!define CAPABILITIES "Software\${NAME}\Capabilities"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_USE_PROGRAMFILES64
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
!ifdef SIGN
  ; Without the "= 0" a signature that failed would go unnoticed.
  !finalize '${SIGN}' = 0
  !uninstfinalize '${SIGN}' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString WORDS_PROGRAM ${LANG_RUSSIAN} "Программа"
LangString WORDS_PROGRAM ${LANG_ENGLISH} "The program"
LangString WORDS_AUTOSTART ${LANG_RUSSIAN} "Запускать при входе в систему"
LangString WORDS_AUTOSTART ${LANG_ENGLISH} "Start when you log in"
LangString WORDS_RUNS ${LANG_RUSSIAN} "${NAME} работает. Выйдите из программы (значок у часов, «Выход») и повторите."
LangString WORDS_RUNS ${LANG_ENGLISH} "${NAME} is running. Quit it (the icon beside the clock, “Quit”) and try again."
LangString WORDS_ADMINISTRATOR ${LANG_RUSSIAN} "Установить для всех пользователей может только администратор."
LangString WORDS_ADMINISTRATOR ${LANG_ENGLISH} "Only an administrator can install it for all users."
LangString WORDS_WHAT ${LANG_RUSSIAN} "Карточки звонящих и звонок одним щелчком"
LangString WORDS_WHAT ${LANG_ENGLISH} "Caller cards and click-to-call"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME}"
VIAddVersionKey /LANG=0 "LegalCopyright" "The uis_desktop authors, MIT licence"

; Windows lets nobody write to a program that runs.
!macro REFUSE_WHILE_RUNNING
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(WORDS_RUNS)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 32
    Quit
    Nop
  ${Loop}
!macroend

Section "$(WORDS_PROGRAM)" PROGRAM_SECTION
  SectionIn RO
  !insertmacro REFUSE_WHILE_RUNNING
  ; What an older version had and this one has not must not stay.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"

  ; Offered for tel: and its like; which program opens them, the person chooses in Windows.
  WriteRegStr SHCTX "Software\Classes\${LINK}" "" "${NAME}"
  WriteRegStr SHCTX "Software\Classes\${LINK}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "Software\Classes\${LINK}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationName" "${NAME}"
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationDescription" "$(WORDS_WHAT)"
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${CAPABILITIES}\URLAssociations" "tel" "${LINK}"
  WriteRegStr SHCTX "${CAPABILITIES}\URLAssociations" "callto" "${LINK}"
  WriteRegStr SHCTX "${CAPABILITIES}\URLAssociations" "sip" "${LINK}"
  WriteRegStr SHCTX "${CAPABILITIES}\URLAssociations" "uis-desktop" "${LINK}"
  WriteRegStr SHCTX "Software\RegisteredApplications" "${NAME}" "${CAPABILITIES}"
  ; Invites are nobody else's.
  WriteRegStr SHCTX "Software\Classes\uis-desktop" "" "URL:${NAME}"
  WriteRegStr SHCTX "Software\Classes\uis-desktop" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\uis-desktop\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "The uis_desktop authors"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

Section /o "$(WORDS_AUTOSTART)" AUTOSTART_SECTION
  WriteRegStr SHCTX "${RUN}" "${NAME}" '"$INSTDIR\${PROGRAM}"'
SectionEnd

Section "un.$(WORDS_PROGRAM)"
  !insertmacro REFUSE_WHILE_RUNNING
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\uis-desktop-console.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegValue SHCTX "${RUN}" "${NAME}"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "${NAME}"
  DeleteRegKey SHCTX "Software\${NAME}"
  DeleteRegKey SHCTX "Software\Classes\${LINK}"
  DeleteRegKey SHCTX "Software\Classes\uis-desktop"
  DeleteRegKey SHCTX "${UNINSTALL}"
SectionEnd

; Before MultiUser.nsh sees it: that would open a message even with /S, and end with 0.
!macro REFUSE_WITHOUT_RIGHTS
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
    ${AndIf} $1 != "Power"
      MessageBox MB_OK|MB_ICONSTOP "$(WORDS_ADMINISTRATOR)" /SD IDOK
      SetErrorLevel 740
      Quit
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  ; The program has 64 bits, this installer 32: the links of a 64-bit program are looked for here.
  SetRegView 64
  !insertmacro REFUSE_WITHOUT_RIGHTS
  ; MULTIUSER_INIT puts the usual folder over the one of /D=.
  StrCpy $2 $INSTDIR
  !insertmacro MULTIUSER_INIT
  ${If} $2 != ""
    StrCpy $INSTDIR $2
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/AUTOSTART" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${AUTOSTART_SECTION}
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro REFUSE_WITHOUT_RIGHTS
  StrCpy $2 $INSTDIR
  !insertmacro MULTIUSER_UNINIT
  ; Without a switch it would take itself for the user's own, and leave the keys of the other.
  ReadRegStr $1 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $1 == $2
    Call un.MultiUser.InstallMode.AllUsers
  ${EndIf}
FunctionEnd
