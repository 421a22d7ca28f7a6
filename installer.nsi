; The setup of Inpatient Hub for Windows.
;
; `python3 dev.py installer` compiles it, and tells it: VERSION, FIGURES (x.y.z.0), STAGE (the program folder), LISTS (what it
; wrote about that folder), OUTFILE, and on wish FAST (quick, larger), STUB64 (a 64-bit setup, for tests), SIGN (a command).
;
; Silent use: setup.exe /S [/AllUsers] [/NOSHORTCUT] [/DESKTOPICON=0|1] [/STARTUP=0|1] [/FORCE] [/D=folder, last, unquoted]
;
; Exit codes:    0 done          1 ended by the person         2 not finished (a file could not be written)
;  740 /AllUsers needs an administrator      1618 the program or another setup is running: try again later
; 1638 a newer version is installed (/FORCE installs all the same)      1654 not 64-bit Windows 10 1809 or later
;
; Program files go apart from the ward's data, which lies in %LOCALAPPDATA%\InpatientHub and which no setup touches.

Unicode true
!ifdef STUB64
  Target amd64-unicode
!endif
ManifestSupportedOS all
ManifestDPIAware true
RequestExecutionLevel user
!ifdef FAST
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!define NAME "Inpatient Hub"
!define ID "InpatientHub"
!define PUBLISHER "The Inpatient Hub contributors"
!define ARP "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CHOICES "Software\${ID}\Setup"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define OLDEST_BUILD 17763 ; Windows 10 1809, the oldest that Qt supports

!define DONE_NOT 2
!define NEEDS_ADMIN 740
!define IN_USE 1618
!define NEWER_THERE 1638
!define UNSUPPORTED 1654

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh

Name "${NAME}"
OutFile "${OUTFILE}"
BrandingText "${NAME} ${VERSION}"
InstallDir ""
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off

!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

VIProductVersion "${FIGURES}"
VIAddVersionKey /LANG=2057 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2057 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2057 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2057 "FileDescription" "${NAME} setup"
VIAddVersionKey /LANG=2057 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=2057 "LegalCopyright" "${PUBLISHER}. MIT licence."

Var Scope    ; "user" or "all"
Var Before   ; the version that is installed already in this scope, or nothing
Var OnDesktop ; 1 or 0
Var AtSignIn ; 1 or 0
Var InMenu    ; 1 or 0

; Pages

!define MUI_ICON "${LISTS}\hub.ico"
!define MUI_UNICON "${LISTS}\hub.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Inpatient Hub ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "This installs Inpatient Hub for you alone; no administrator is needed.$\r$\n$\r$\nA ward's data is never touched by a setup: it stays where it is, also when a newer version is put over an older one.$\r$\n$\r$\nClose Inpatient Hub before you go on."
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_TITLE "Inpatient Hub is installed"
!define MUI_FINISHPAGE_TEXT "You find it in the start menu."
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Open Inpatient Hub now"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenNow
!define MUI_PAGE_CUSTOMFUNCTION_SHOW HideOpenWhenElevated

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"

; One line for whoever rolls it out, in %TEMP%\InpatientHub-setup.log: when, which version, what came of it.
!macro Note SENTENCE
  Push $R8
  Push $R9
  System::Call 'kernel32::GetDateFormatW(i 0, i 0, p 0, w "yyyy-MM-dd", t .R8, i 64)'
  ClearErrors
  FileOpen $R9 "$TEMP\${ID}-setup.log" a
  ${IfNot} ${Errors}
    FileSeek $R9 0 END
    FileWriteUTF16LE /BOM $R9 "$R8 ${VERSION}: ${SENTENCE}$\r$\n"
    FileClose $R9
  ${EndIf}
  ClearErrors
  Pop $R9
  Pop $R8
!macroend

; Ends the setup with a code and one sentence; a silent setup shows nothing and leaves the sentence in the log.
!macro Refuse CODE SENTENCE
  !insertmacro Note "${CODE} ${SENTENCE}"
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Whether somebody has the program open: its names are looked for in this session and in all. $0 is 1 then. A name that may
; not be looked at (5, access denied) is somebody else's, who has it open.
!macro LookForName NAMED
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${NAMED}") p .r1 ?e'
  Pop $2
  ${If} $1 P<> 0
    System::Call 'kernel32::CloseHandle(p r1)'
    StrCpy $0 1
  ${ElseIf} $2 = 5
    StrCpy $0 1
  ${EndIf}
!macroend

!macro LookWhetherRunning
  StrCpy $0 0
  !insertmacro LookForName "Local\${ID}"
  !insertmacro LookForName "Global\${ID}"
!macroend

; A file that is being run cannot be written. This sees a program that was started by another name, or in another way.
!macro LookWhetherHeld FILE
  ${If} ${FileExists} "${FILE}"
    ClearErrors
    FileOpen $1 "${FILE}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
    ClearErrors
  ${EndIf}
!macroend

!macro DefineRefuseWhileRunning UN
Function ${UN}RefuseWhileRunning
  again:
  !insertmacro LookWhetherRunning
  !insertmacro LookWhetherHeld "$INSTDIR\InpatientHub.exe"
  !insertmacro LookWhetherHeld "$INSTDIR\inpatient-hub.exe"
  ${If} $0 = 1
    !insertmacro Note "${IN_USE} Inpatient Hub is open."
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Inpatient Hub is open on this computer, perhaps in somebody else's session. Close it, then choose Retry. Nothing has been changed." /SD IDCANCEL IDRETRY again
    SetErrorLevel ${IN_USE}
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DefineRefuseWhileRunning ""
!insertmacro DefineRefuseWhileRunning "un."

!macro DefineOnlyOneSetup UN
Function ${UN}OnlyOneSetup
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Global\${ID}Setup") p .r1 ?e'
  Pop $0
  ${If} $0 = 183
  ${OrIf} $0 = 5
    !insertmacro Refuse ${IN_USE} "Another setup of Inpatient Hub is at work. Wait until it has ended, then try again."
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DefineOnlyOneSetup ""
!insertmacro DefineOnlyOneSetup "un."

; What was installed, and where things go

!macro InScope
  SetRegView 64
  ${If} $Scope == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

Function RefuseOtherWindows
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse ${UNSUPPORTED} "Inpatient Hub needs 64-bit Windows 10, version 1809 or later. Nothing has been changed."
  ${EndIf}
FunctionEnd

Function ReadScope
  StrCpy $Scope "user"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $Scope "all"
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      ${IfNot} ${Silent}
        ExecShell "runas" "$EXEPATH" "$0"
        Quit
      ${EndIf}
      !insertmacro Refuse ${NEEDS_ADMIN} "To install Inpatient Hub for all users, start this setup as an administrator. Nothing has been changed."
    ${EndIf}
  ${EndIf}
  !insertmacro InScope
FunctionEnd

Function ReadBefore
  ReadRegStr $Before SHCTX "${ARP}" "DisplayVersion"
  ${If} $INSTDIR == "" ; else /D= named it
    ReadRegStr $INSTDIR SHCTX "${ARP}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $Scope == "all"
      StrCpy $INSTDIR "$PROGRAMFILES64\${ID}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${ID}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function RefuseDowngrade
  ${If} $Before != ""
    ReadRegStr $0 SHCTX "${CHOICES}" "Figures"
    ${VersionCompare} "$0" "${FIGURES}" $1
    ${If} $1 = 1
      ${GetParameters} $0
      ClearErrors
      ${GetOptions} $0 "/FORCE" $2
      ${If} ${Errors}
        !insertmacro Refuse ${NEWER_THERE} "Inpatient Hub $Before is installed, which is newer than ${VERSION}. A newer version may have changed the ward's data in a way that an older one cannot read. Nothing has been changed."
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

; The folders of the ward's data and of the trust's policy are no place for the program: uninstalling must never come near.
!macro RefuseInside FOLDER
  StrLen $0 "${FOLDER}\"
  StrCpy $1 "$INSTDIR\" $0
  ${If} $1 == "${FOLDER}\"
    !insertmacro Refuse ${DONE_NOT} "The program cannot be put into ${FOLDER}, which holds the ward's data. Choose another folder. Nothing has been changed."
  ${EndIf}
!macroend

Function RefuseDataFolder
  SetShellVarContext all
  !insertmacro RefuseInside "$LOCALAPPDATA\${ID}"
  SetShellVarContext current
  !insertmacro RefuseInside "$LOCALAPPDATA\${ID}"
  !insertmacro InScope
FunctionEnd

; What the person chose the last time, unless the command says otherwise.
!macro ReadChoice VARIABLE OPTION USUAL
  ClearErrors
  ReadRegDWORD ${VARIABLE} SHCTX "${CHOICES}" "${OPTION}"
  ${If} ${Errors}
    StrCpy ${VARIABLE} ${USUAL}
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/${OPTION}=" $0
  ${IfNot} ${Errors}
    StrCpy ${VARIABLE} $0
  ${EndIf}
  ClearErrors
!macroend

!macro Tick SECTION CHOSEN
  ${If} ${CHOSEN} = 1
    !insertmacro SelectSection ${SECTION}
  ${Else}
    !insertmacro UnselectSection ${SECTION}
  ${EndIf}
!macroend

Function ReadChoices
  ${GetParameters} $R0
  ClearErrors
  !insertmacro ReadChoice $OnDesktop "DESKTOPICON" 0
  !insertmacro ReadChoice $AtSignIn "STARTUP" 0
  !insertmacro ReadChoice $InMenu "STARTMENU" 1
  ${GetOptions} $R0 "/NOSHORTCUT" $0
  ${IfNot} ${Errors}
    StrCpy $InMenu 0
    StrCpy $OnDesktop 0
  ${EndIf}
  ClearErrors
FunctionEnd

; The sections

!macro KeepChoice SECTION NAMED
  ${If} ${SectionIsSelected} ${SECTION}
    WriteRegDWORD SHCTX "${CHOICES}" "${NAMED}" 1
  ${Else}
    WriteRegDWORD SHCTX "${CHOICES}" "${NAMED}" 0
  ${EndIf}
!macroend

Section "Inpatient Hub" SecProgram
  SectionIn RO
  Call RefuseDataFolder
  Call RefuseWhileRunning
  Call ClearOlder
  SetOutPath "$INSTDIR"
  SetOverwrite on
  ClearErrors
  !include "${LISTS}\install.nsh"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    !insertmacro Refuse ${DONE_NOT} "A file could not be written to $INSTDIR. The ward's data is safe. Make room, close other programs, and start this setup again."
  ${EndIf}
SectionEnd

Section "In the start menu" SecMenu
SectionEnd

Section /o "On the desktop" SecDesktop
SectionEnd

Section /o "Open it when I sign in to Windows" SecStartUp
SectionEnd

Section "-Register"
  !insertmacro KeepChoice ${SecMenu} "STARTMENU"
  !insertmacro KeepChoice ${SecDesktop} "DESKTOPICON"
  !insertmacro KeepChoice ${SecStartUp} "STARTUP"
  WriteRegStr SHCTX "${CHOICES}" "Figures" "${FIGURES}"
  Call WriteShortcuts
  Call WriteAppsAndFeatures
  Call WriteFileTypes
  !insertmacro Note "0 Installed in $INSTDIR."
SectionEnd

; The old uninstaller knows which files are the old version's: it takes out those and nothing else, so that nothing stale
; stays and everything of the user's does. Choices and data are kept.
Function ClearOlder
  ReadRegStr $0 SHCTX "${ARP}" "InstallLocation"
  ${If} $Before != ""
  ${AndIf} $0 != ""
  ${AndIf} ${FileExists} "$0\uninstall.exe"
    ExecWait '"$0\uninstall.exe" /S /UPGRADE _?=$0' $1
    ${If} $1 = ${IN_USE}
      SetErrorLevel ${IN_USE}
      Quit
    ${ElseIf} $1 <> 0
      !insertmacro Refuse ${DONE_NOT} "The older version could not be taken out (code $1). The ward's data is safe. Restart Windows, then start this setup again."
    ${EndIf}
    ${If} $0 != $INSTDIR
      Delete "$0\uninstall.exe"
      RMDir "$0"
    ${EndIf}
  ${EndIf}
  ClearErrors
FunctionEnd

!macro Shortcut SECTION FILE
  ${If} ${SectionIsSelected} ${SECTION}
    CreateShortcut "${FILE}" "$INSTDIR\InpatientHub.exe" "" "$INSTDIR\InpatientHub.exe" 0 SW_SHOWNORMAL "" "Referrals, reminders and notes of the ward"
  ${Else}
    Delete "${FILE}"
  ${EndIf}
!macroend

Function WriteShortcuts
  SetOutPath "$INSTDIR"
  !insertmacro Shortcut ${SecMenu} "$SMPROGRAMS\${NAME}.lnk"
  !insertmacro Shortcut ${SecDesktop} "$DESKTOP\${NAME}.lnk"
  ${If} ${SectionIsSelected} ${SecStartUp}
    WriteRegStr SHCTX "${RUN}" "${ID}" '"$INSTDIR\InpatientHub.exe"'
  ${Else}
    DeleteRegValue SHCTX "${RUN}" "${ID}"
  ${EndIf}
FunctionEnd

Function WriteAppsAndFeatures
  WriteRegStr SHCTX "${ARP}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${ARP}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${ARP}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${ARP}" "DisplayIcon" "$INSTDIR\InpatientHub.exe,0"
  WriteRegStr SHCTX "${ARP}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${ARP}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${ARP}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegStr SHCTX "${ARP}" "Comments" "A ward's referrals, reminders and SystmOne-ready notes"
  WriteRegDWORD SHCTX "${ARP}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${ARP}" "VersionMajor" ${MAJOR}
  WriteRegDWORD SHCTX "${ARP}" "VersionMinor" ${MINOR}
  WriteRegDWORD SHCTX "${ARP}" "NoModify" 1
  WriteRegDWORD SHCTX "${ARP}" "NoRepair" 1
  ${GetTime} "" "L" $0 $1 $2 $3 $4 $5 $6
  WriteRegStr SHCTX "${ARP}" "InstallDate" "$2$1$0"
FunctionEnd

!macro FileType ENDING KIND WORDS OPTION
  WriteRegStr SHCTX "Software\Classes\${ENDING}" "" "${ID}.${KIND}"
  WriteRegStr SHCTX "Software\Classes\${ID}.${KIND}" "" "${WORDS}"
  WriteRegStr SHCTX "Software\Classes\${ID}.${KIND}\DefaultIcon" "" "$INSTDIR\InpatientHub.exe,0"
  WriteRegStr SHCTX "Software\Classes\${ID}.${KIND}\shell\open\command" "" '"$INSTDIR\InpatientHub.exe" ${OPTION} "%1"'
!macroend

!macro NoFileType ENDING KIND
  DeleteRegKey SHCTX "Software\Classes\${ID}.${KIND}"
  ReadRegStr $0 SHCTX "Software\Classes\${ENDING}" ""
  ${If} $0 == "${ID}.${KIND}" ; else another program has it now
    DeleteRegKey SHCTX "Software\Classes\${ENDING}"
  ${EndIf}
!macroend

; Facts of a computer, as the Computer page saves them, and content packs, as `inpatient-hub content save` makes them. Files
; named .json stay with the program they have; ours is only offered under Open with.
Function WriteFileTypes
  !insertmacro FileType ".hubfacts" "Facts" "Facts of a computer for Inpatient Hub" "--facts"
  !insertmacro FileType ".hubpack" "Pack" "Content pack for Inpatient Hub" "--pack"
  WriteRegStr SHCTX "Software\Classes\.json\OpenWithProgids" "${ID}.Facts" ""
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

Function .onInit
  Call RefuseOtherWindows
  Call OnlyOneSetup
  Call ReadScope
  Call ReadBefore
  Call RefuseDowngrade
  Call RefuseDataFolder
  Call RefuseWhileRunning
  Call ReadChoices
  !insertmacro Tick ${SecMenu} $InMenu
  !insertmacro Tick ${SecDesktop} $OnDesktop
  !insertmacro Tick ${SecStartUp} $AtSignIn
FunctionEnd

Function OpenNow
  ExecShell "" "$INSTDIR\InpatientHub.exe"
FunctionEnd

; A program opened by an elevated setup would be elevated too, and so would all that it writes.
Function HideOpenWhenElevated
  ${If} $Scope == "all"
    SendMessage $mui.FinishPage.Run ${BM_SETCHECK} ${BST_UNCHECKED} 0
    ShowWindow $mui.FinishPage.Run ${SW_HIDE}
  ${EndIf}
FunctionEnd

; Taking it out again

Section "un.Inpatient Hub" UnProgram
  SectionIn RO
  Call un.RefuseWhileRunning
  !include "${LISTS}\uninstall.nsh"
  ${If} $Before == "upgrade"
    Goto upgraded
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegValue SHCTX "${RUN}" "${ID}"
  !insertmacro NoFileType ".hubfacts" "Facts"
  !insertmacro NoFileType ".hubpack" "Pack"
  DeleteRegValue SHCTX "Software\Classes\.json\OpenWithProgids" "${ID}.Facts"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.json\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.json"
  DeleteRegKey SHCTX "${CHOICES}"
  DeleteRegKey /ifempty SHCTX "Software\${ID}"
  DeleteRegKey SHCTX "${ARP}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  upgraded:
SectionEnd

Section /o "un.Also remove this computer's ward data" UnData
  ; A silent uninstall never comes here: nothing ticks the section, and the answer is no.
  SetShellVarContext current
  MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Remove the ward's data of this Windows user too?$\r$\n$\r$\n$LOCALAPPDATA\${ID}$\r$\n$\r$\nReferrals, notes, the audit trail and the backups kept there are lost for good. Nobody can bring them back." /SD IDNO IDYES remove
  Goto kept
  remove:
  RMDir /r "$LOCALAPPDATA\${ID}"
  kept:
  !insertmacro InScope
SectionEnd

Function un.onInit
  StrCpy $Scope "user"
  SetRegView 64
  ReadRegStr $0 HKLM "${ARP}" "InstallLocation"
  ${If} $0 == $INSTDIR
    StrCpy $Scope "all"
    Call un.NeedAdministrator
  ${EndIf}
  !insertmacro InScope
  StrCpy $Before ""
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  ${IfNot} ${Errors}
    StrCpy $Before "upgrade" ; the setup that asks for it holds the name itself
  ${Else}
    Call un.OnlyOneSetup
  ${EndIf}
  ClearErrors
  Call un.RefuseWhileRunning
FunctionEnd

Function un.NeedAdministrator
  UserInfo::GetAccountType
  Pop $1
  ${If} $1 != "Admin"
    ${IfNot} ${Silent}
      ExecShell "runas" "$INSTDIR\uninstall.exe"
      Quit
    ${EndIf}
    SetErrorLevel ${NEEDS_ADMIN}
    Quit
  ${EndIf}
FunctionEnd
