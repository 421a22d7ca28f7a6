; The setup of Inpatient Hub for Windows; its longer parts are in windows/installer.
;
; `python3 dev.py installer` compiles it, and tells it: VERSION, FIGURES (x.y.z.0), STAGE (the program folder), LISTS (what it
; wrote about that folder), OUTFILE, and on wish FAST (quick, larger), SIGN (a command), and for tests STUB64 (a 64-bit
; setup) and MACHINE (what Windows is said to run on).
;
; Silent use: setup.exe /S [/AllUsers] [/NOSHORTCUT] [/STARTMENU=0|1] [/DESKTOPICON=0|1] [/STARTUP=0|1] [/FORCE]
; [/D=folder, last, unquoted]
;
; Exit codes:    0 done          1 ended by the person         2 not finished (a file could not be written or deleted)
;   32 another program holds a file of ours       87 what was asked for cannot be: that folder, or SYSTEM without /AllUsers
;  112 too little room      183 it is installed for all users already      740 /AllUsers needs an administrator
; 1618 the program or another setup is running: try again later      1625 Windows does not let the setup do its work
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
!define OLDEST_ARM_BUILD 22000 ; Windows 11, the oldest that runs on ARM what is made for x64
!define AMD64 34404
!define ARM64 43620
!define /math MEGABYTES ${KILOBYTES} / 1024
!define SPARE_MEGABYTES 20

; Administrators own it, and they and Windows may do everything there; everybody else reads.
!define CLOSED "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"
!define /math CLOSED_SIZE ${NSIS_PTR_SIZE} * 3
!define OWNER_AND_RIGHTS 0x80000005 ; what is set of it: the owner, the rights, and that none are inherited

!define DONE_NOT 2
!define HELD 32
!define CANNOT_BE 87
!define NO_ROOM 112
!define FOR_ALL_ALREADY 183
!define NEEDS_ADMIN 740
!define IN_USE 1618
!define NOT_ALLOWED 1625
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
Var WhyNot    ; why the program cannot go into $INSTDIR, or nothing
Var Others    ; how many people who are signed in have a copy of their own
Var Welcome   ; what the first page says
Var Found     ; where the last page says that the program is found
Var Pass      ; "look" or "delete": what the list of files is gone through for
Var InTheWay  ; the file that is held, or could not be deleted, or nothing
Var DataFolder ; where the ward's data of this Windows user lies
Var DataIs    ; what became of the ward's data

; Pages

!define MUI_ICON "${LISTS}\hub.ico"
!define MUI_UNICON "${LISTS}\hub.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Inpatient Hub ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "$Welcome$\r$\n$\r$\nA ward's data is never touched by a setup: it stays where it is, also when a newer version is put over an older one.$\r$\n$\r$\nClose Inpatient Hub before you go on."
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_TITLE "Inpatient Hub is installed"
!define MUI_FINISHPAGE_TEXT "$Found"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Open Inpatient Hub now"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenNow

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE StayUnlessItFits
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_SHOW HideOpenWhenElevated
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"

!include "${__FILEDIR__}\windows\installer\refusing.nsh"
!include "${__FILEDIR__}\windows\installer\looking.nsh"
!include "${__FILEDIR__}\windows\installer\trust_folder.nsh"

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
  Call RefuseFolder
  Call RefuseWhileRunning
  Call RefuseFullDisk
  Call RefuseUnwritable
  Call ClearOlder
  Call NoteMadeFolder
  SetOverwrite on
  ClearErrors
  !include "${LISTS}\install.nsh"
  WriteUninstaller "$INSTDIR\remove.exe"
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
  StrCpy $Found "You find it in $INSTDIR."
  ${If} ${SectionIsSelected} ${SecMenu}
    StrCpy $Found "You find it in the start menu."
  ${EndIf}
  ${If} $Scope == "all"
    Call CloseTrustFolder
  ${EndIf}
  ${If} $Others <> 0
    !insertmacro Note "0 Installed in $INSTDIR. People who are signed in and have a copy of their own, which goes before this one: $Others."
  ${Else}
    !insertmacro Note "0 Installed in $INSTDIR."
  ${EndIf}
SectionEnd

; A file that cannot be written ends the setup there and then.
Function .onInstFailed
  !insertmacro Note "${DONE_NOT} A file could not be written to $INSTDIR. The ward's data is safe."
  SetErrorLevel ${DONE_NOT}
FunctionEnd

; The old uninstaller knows which files are the old version's: it takes out those and nothing else, so that nothing stale
; stays and everything of the user's does. Choices and data are kept.
Function ClearOlder
  ReadRegStr $0 SHCTX "${ARP}" "InstallLocation"
  ${If} $Before != ""
  ${AndIf} $0 != ""
  ${AndIf} ${FileExists} "$0\remove.exe"
    ExecWait '"$0\remove.exe" /S /UPGRADE _?=$0' $1
    ${If} $1 = ${IN_USE}
      SetErrorLevel ${IN_USE}
      Quit
    ${ElseIf} $1 = ${HELD}
      !insertmacro Refuse ${HELD} "Another program holds a file of the version that is installed. Close other programs or restart Windows, then start this setup again. Nothing has been changed."
    ${ElseIf} $1 <> 0
      !insertmacro Refuse ${DONE_NOT} "The older version could not be taken out (code $1). The ward's data is safe. Restart Windows, then start this setup again."
    ${EndIf}
    ${If} $0 != $INSTDIR
      Delete "$0\uninstall.exe"
      Delete "$0\remove.exe"
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
  Call RefuseBlind
  Call RefuseOtherWindows
  Call RefuseHalfPath
  Call ReadScope ; which may start this setup afresh, and must hold no name then
  Call OnlyOneSetup
  Call RefuseOtherScope
  Call ReadBefore
  Call RefuseDowngrade
  Call RefuseFolder
  Call RefuseWhileRunning
  Call ReadChoices
  !insertmacro Tick ${SecMenu} $InMenu
  !insertmacro Tick ${SecDesktop} $OnDesktop
  !insertmacro Tick ${SecStartUp} $AtSignIn
FunctionEnd

Function OpenNow
  ${If} $Scope == "user"
    ExecShell "" "$INSTDIR\InpatientHub.exe"
  ${EndIf}
FunctionEnd

; A program opened by an elevated setup would be elevated too, and so would all that it writes.
Function HideOpenWhenElevated
  ${If} $Scope == "all"
    SendMessage $mui.FinishPage.Run ${BM_SETCHECK} ${BST_UNCHECKED} 0
    ShowWindow $mui.FinishPage.Run ${SW_HIDE}
  ${EndIf}
FunctionEnd

!include "${__FILEDIR__}\windows\installer\removing.nsh"
