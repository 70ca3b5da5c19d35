; The setup program of Windows. installers/windows/setup.py calls makensis with:
;   SRC      folder of the frozen program      OUT   the setup.exe to write
;   VERSION  as 0.1.0                          ICON  an .ico       LICENCE  a text with all licences
;   STUB     amd64-unicode or x86-unicode      SIGN  (optional) a command that signs the file "%1"
;   QUICKLY  (optional) pack in seconds instead of minutes; the file is larger
;
; Silent: setup.exe /S [/CurrentUser | /AllUsers] [/D=folder]     uninstall.exe /S
; Exit codes: 0 done, 1 cancelled, 2 not installed (the old version still works), 5 RILO Desktop is
; running, 10 this Windows is too old.
Unicode true
Target ${STUB}
!ifdef QUICKLY
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true

!define APP "RILO Desktop"
!define PROGRAM "rilo-desktop.exe"
!define CONSOLE "rilo.exe"
!define KEY "Software\RILODesktop"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\RILODesktop"
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "RILO Desktop"
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallDir"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh
!include WinVer.nsh
!include kinds.nsh

Name "${APP}"
OutFile "${OUT}"
BrandingText "${APP} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${APP}"
VIAddVersionKey /LANG=0 "FileDescription" "${APP} setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "Apache-2.0"
!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(DATA_STAYS)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!include languages.nsh

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "${APP} needs Windows 10 (64 bit) or later." /SD IDOK
    SetErrorLevel 10
    Quit
  ${EndIf}
  StrCpy $R9 $INSTDIR ; what /D= gave: MULTIUSER_INIT would overwrite it
  !insertmacro MULTIUSER_INIT
  ${If} $R9 != ""
    StrCpy $INSTDIR $R9
  ${EndIf}
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; A program that runs cannot be opened for writing
!macro REFUSE_WHILE_RUNNING un
Function ${un}RefuseWhileRunning
  again:
  StrCpy $1 "${PROGRAM}"
  Call ${un}IsBusy
  StrCmp $2 busy running
  StrCpy $1 "${CONSOLE}"
  Call ${un}IsBusy
  StrCmp $2 busy running
  Return
  running:
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IS_RUNNING)" /SD IDCANCEL IDRETRY again
  SetErrorLevel 5
  Quit
FunctionEnd
Function ${un}IsBusy
  StrCpy $2 free
  IfFileExists "$INSTDIR\$1" 0 done
  ClearErrors
  FileOpen $0 "$INSTDIR\$1" a
  IfErrors 0 +3
  StrCpy $2 busy
  Return
  FileClose $0
  done:
FunctionEnd
!macroend
!insertmacro REFUSE_WHILE_RUNNING ""
!insertmacro REFUSE_WHILE_RUNNING "un."

; Everything is unpacked beside the old version first; then the two change places. What is cut off
; before leaves the old version as it was, and the next setup clears away what lies beside it.
Section "Install"
  Call RefuseWhileRunning
  ; cut off between the two renames of an earlier setup: the old one comes back
  ${IfNot} ${FileExists} "$INSTDIR\_internal\*.*"
  ${AndIf} ${FileExists} "$INSTDIR\old\_internal\*.*"
    Rename "$INSTDIR\old\_internal" "$INSTDIR\_internal"
  ${EndIf}
  RMDir /r "$INSTDIR\new"
  ClearErrors
  SetOutPath "$INSTDIR\new"
  File /r "${SRC}/*.*"
  IfErrors failed
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\old"
  CreateDirectory "$INSTDIR\old"
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    Rename "$INSTDIR\_internal" "$INSTDIR\old\_internal"
    IfErrors failed
  ${EndIf}
  Rename "$INSTDIR\new\_internal" "$INSTDIR\_internal"
  IfErrors back
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${CONSOLE}"
  Rename "$INSTDIR\new\${PROGRAM}" "$INSTDIR\${PROGRAM}"
  Rename "$INSTDIR\new\${CONSOLE}" "$INSTDIR\${CONSOLE}"
  IfErrors failed
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  Goto placed

  back:
  Rename "$INSTDIR\old\_internal" "$INSTDIR\_internal"
  failed:
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\new"
  MessageBox MB_ICONSTOP "$(NOT_INSTALLED)" /SD IDOK
  SetErrorLevel 2
  Quit

  placed:
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${PROGRAM}"
  StrCpy $0 "en"
  ${If} $LANGUAGE == ${LANG_FRENCH}
    StrCpy $0 "fr"
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\${APP} guide.lnk" "$INSTDIR\_internal\guide\rilo-desktop-guide-$0.pdf"
  WriteRegStr SHCTX "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "${LISTED}" "DisplayName" "${APP}"
  WriteRegStr SHCTX "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${LISTED}" "Publisher" "RILO Desktop project"
  WriteRegStr SHCTX "${LISTED}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr SHCTX "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${LISTED}" "NoModify" 1
  WriteRegDWORD SHCTX "${LISTED}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${LISTED}" "EstimatedSize" "$0"
  !insertmacro KIND rilobackup "RILODesktop.Backup" "$(BACKUP_FILE)"
  !insertmacro KIND rilocard "RILODesktop.Card" "$(CARD_FILE)"
  !insertmacro KIND riloupdate "RILODesktop.Update" "$(UPDATE_FILE)"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Call un.RefuseWhileRunning
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$SMPROGRAMS\${APP} guide.lnk"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${CONSOLE}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey SHCTX "${LISTED}"
  DeleteRegKey SHCTX "${KEY}"
  !insertmacro UNKIND rilobackup "RILODesktop.Backup"
  !insertmacro UNKIND rilocard "RILODesktop.Card"
  !insertmacro UNKIND riloupdate "RILODesktop.Update"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  MessageBox MB_ICONINFORMATION "$(DATA_STAYS)" /SD IDOK
SectionEnd
