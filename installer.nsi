; The setup of Inpatient Hub for Windows.
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

; One line for whoever rolls it out, in %TEMP%\InpatientHub-setup.log: when, which version, what came of it.
!macro Note SENTENCE
  Push $R7
  Push $R8
  Push $R9
  System::Call 'kernel32::GetDateFormatW(i 0, i 0, p 0, w "yyyy-MM-dd", t .R8, i 64)'
  System::Call 'kernel32::GetTimeFormatW(i 0, i 0, p 0, w "HH:mm", t .R7, i 64)'
  ClearErrors
  FileOpen $R9 "$TEMP\${ID}-setup.log" a
  ${IfNot} ${Errors}
    FileSeek $R9 0 END
    FileWriteUTF16LE /BOM $R9 "$R8 $R7 ${VERSION}: ${SENTENCE}$\r$\n"
    FileClose $R9
  ${EndIf}
  ClearErrors
  Pop $R9
  Pop $R8
  Pop $R7
!macroend

; Ends the setup with a code and one sentence; a silent setup shows nothing and leaves the sentence in the log.
!macro Refuse CODE SENTENCE
  !insertmacro Note "${CODE} ${SENTENCE}"
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Most of what a setup looks at it asks through a library that it unpacks (System.dll). Where application control does not
; let that one load, nothing could be known, and everything would seem to be free.
!macro DefineRefuseBlind UN
Function ${UN}RefuseBlind
  StrCpy $0 0
  System::Call 'kernel32::GetCurrentProcessId() i .r0'
  ${If} $0 = 0
    !insertmacro Refuse ${NOT_ALLOWED} "Windows does not let this setup load its own library, so it cannot tell whether Inpatient Hub is open. Nothing has been changed."
  ${EndIf}
FunctionEnd
!macroend
!insertmacro DefineRefuseBlind ""
!insertmacro DefineRefuseBlind "un."

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

; Whether $INSTDIR is this folder or below it: $0 is 1 then.
!macro LookWhetherInside FOLDER
  StrLen $0 "${FOLDER}\"
  StrCpy $0 "$INSTDIR\" $0
  ${If} $0 == "${FOLDER}\"
    StrCpy $0 1
  ${Else}
    StrCpy $0 0
  ${EndIf}
!macroend

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
  !ifdef MACHINE
    StrCpy $0 ${MACHINE}
  !else
    ${GetNativeMachineArchitecture} $0
  !endif
  ${If} $0 = ${ARM64}
  ${AndIf} ${AtLeastBuild} ${OLDEST_ARM_BUILD}
    StrCpy $0 ${AMD64}
  ${EndIf}
  ${If} $0 <> ${AMD64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse ${UNSUPPORTED} "Inpatient Hub needs 64-bit Windows 10, version 1809 or later; on ARM, Windows 11. Nothing has been changed."
  ${EndIf}
FunctionEnd

Function ReadScope
  StrCpy $Scope "user"
  StrCpy $Welcome "This installs Inpatient Hub for you alone; no administrator is needed."
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $Scope "all"
    StrCpy $Welcome "This installs Inpatient Hub for everybody who uses this computer."
    Call NeedAdministrator
  ${EndIf}
  !insertmacro InScope
FunctionEnd

; NSIS takes /D= out of the command it hands on, so it is put back, at the end.
Function NeedAdministrator
  UserInfo::GetAccountType
  Pop $1
  ${If} $1 != "Admin"
    ${If} ${Silent}
      !insertmacro Refuse ${NEEDS_ADMIN} "To install Inpatient Hub for all users, start this setup as an administrator. Nothing has been changed."
    ${EndIf}
    ${If} $INSTDIR != ""
      StrCpy $0 "$0 /D=$INSTDIR"
    ${EndIf}
    ExecShell "runas" "$EXEPATH" "$0"
    Quit
  ${EndIf}
FunctionEnd

; Windows' own accounts have their profiles below Windows itself, where no person would ever find the program.
Function RefuseOtherScope
  ${If} $Scope == "all"
    Return
  ${EndIf}
  StrLen $0 "$WINDIR\"
  StrCpy $0 "$LOCALAPPDATA" $0
  ${If} $0 == "$WINDIR\"
    !insertmacro Refuse ${CANNOT_BE} "This is an account of Windows' own, not a person's. Add /AllUsers to install Inpatient Hub for everybody who uses this computer. Nothing has been changed."
  ${EndIf}
  ReadRegStr $0 HKLM "${ARP}" "DisplayVersion"
  ${If} $0 != ""
    !insertmacro Refuse ${FOR_ALL_ALREADY} "Inpatient Hub $0 is installed for everybody who uses this computer, so you need no copy of your own. Nothing has been changed."
  ${EndIf}
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

; The newest of what is there: $R2 is its version, $R3 the figures of it. Who installs for all looks at the copies of
; everybody who is signed in, and counts them.
Function FindNewest
  StrCpy $R2 $Before
  StrCpy $R3 "0"
  ${If} $Before != ""
    ReadRegStr $R3 SHCTX "${CHOICES}" "Figures"
  ${EndIf}
  StrCpy $Others 0
  StrCpy $R4 0
  ${DoWhile} $Scope == "all"
    EnumRegKey $0 HKU "" $R4
    ${If} $0 == ""
      ${Break}
    ${EndIf}
    IntOp $R4 $R4 + 1
    ReadRegStr $1 HKU "$0\${ARP}" "DisplayVersion"
    ${If} $1 != ""
      IntOp $Others $Others + 1
      ReadRegStr $2 HKU "$0\${CHOICES}" "Figures"
      ${VersionCompare} "$2" "$R3" $3
      ${If} $3 = 1
        StrCpy $R2 $1
        StrCpy $R3 $2
      ${EndIf}
    ${EndIf}
  ${Loop}
FunctionEnd

Function RefuseDowngrade
  Call FindNewest
  ${VersionCompare} "$R3" "${FIGURES}" $1
  ${If} $1 = 1
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/FORCE" $2
    ${If} ${Errors}
      !insertmacro Refuse ${NEWER_THERE} "Inpatient Hub $R2 is installed, which is newer than ${VERSION}. A newer version may have changed the ward's data in a way that an older one cannot read. Nothing has been changed."
    ${EndIf}
  ${EndIf}
FunctionEnd

; The folders of the ward's data and of the trust's policy are no place for the program: uninstalling must never come near.
!macro NotAmongData
  !insertmacro LookWhetherInside "$LOCALAPPDATA\${ID}"
  ${If} $0 = 1
    StrCpy $WhyNot "The program cannot be put into $LOCALAPPDATA\${ID}, which holds the ward's data."
  ${EndIf}
!macroend

; A program for all that other people could write to would let them act in each other's name, so it goes where Windows
; keeps them from writing; and a copy of one person's own goes elsewhere, so that the two never share a folder.
Function LookAtFolder
  System::Call 'kernel32::GetFullPathNameW(w "$INSTDIR", i ${NSIS_MAX_STRLEN}, w .s, p 0)'
  Pop $INSTDIR
  StrCpy $0 $INSTDIR 1 -1
  ${If} $0 == "\"
    StrCpy $INSTDIR $INSTDIR -1
  ${EndIf}
  StrCpy $WhyNot ""
  !insertmacro LookWhetherInside "$PROGRAMFILES64"
  ${If} $Scope == "user"
  ${AndIf} $0 = 1
    StrCpy $WhyNot "$PROGRAMFILES64 is for what is installed for all users (/AllUsers)."
  ${ElseIf} $Scope == "all"
    ${If} $0 = 0
    ${OrIf} $INSTDIR == "$PROGRAMFILES64"
      StrCpy $WhyNot "For all users the program goes into a folder below $PROGRAMFILES64, where nobody but an administrator can change it."
    ${EndIf}
  ${EndIf}
  SetShellVarContext all
  !insertmacro NotAmongData
  SetShellVarContext current
  !insertmacro NotAmongData
  !insertmacro InScope
FunctionEnd

Function RefuseFolder
  Call LookAtFolder
  ${If} $WhyNot != ""
    !insertmacro Refuse ${CANNOT_BE} "$WhyNot Choose another folder. Nothing has been changed."
  ${EndIf}
FunctionEnd

Function StayUnlessItFits
  Call LookAtFolder
  ${If} $WhyNot != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$WhyNot Choose another folder."
    Abort
  ${EndIf}
FunctionEnd

; Asked before the older version is taken out: afterwards it would be too late. What that one takes is room as well.
Function RefuseFullDisk
  StrCpy $0 "$INSTDIR"
  ${DoUntil} ${FileExists} "$0\*.*"
    ${GetParent} "$0" $0
    ${If} $0 == ""
      Return ; Windows will say so itself
    ${EndIf}
  ${Loop}
  System::Call 'kernel32::GetDiskFreeSpaceExW(w r0, *l .r1, p 0, p 0) i .r2'
  ${If} $2 = 0
    Return
  ${EndIf}
  System::Int64Op $1 / 1048576
  Pop $1
  ReadRegStr $3 SHCTX "${ARP}" "InstallLocation"
  ${If} $3 == $INSTDIR
    ReadRegDWORD $4 SHCTX "${ARP}" "EstimatedSize"
    IntOp $4 $4 / 1024
    IntOp $1 $1 + $4
  ${EndIf}
  IntOp $2 ${MEGABYTES} + ${SPARE_MEGABYTES}
  ${If} $1 < $2
    !insertmacro Refuse ${NO_ROOM} "There is too little room for $INSTDIR: $1 MB of the $2 that are needed. Make room, then start this setup again. Nothing has been changed."
  ${EndIf}
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
  Call RefuseFolder
  Call RefuseWhileRunning
  Call RefuseFullDisk
  Call ClearOlder
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

; The trust's policy file, trust-policy.toml, counts for everybody, and Windows lets everybody make folders there: so it is
; made here, closed. One that is there already is closed too, through a handle on the folder itself, never on what a link
; of that name leads to. What lies in it keeps its owner: the program looks at that, and takes no file of a user's.
Function CloseTrustFolder
  SetShellVarContext all
  StrCpy $R0 "$LOCALAPPDATA\${ID}"
  !insertmacro InScope
  StrCpy $R1 0 ; whether it is closed
  System::Call 'advapi32::ConvertStringSecurityDescriptorToSecurityDescriptorW(w "${CLOSED}", i 1, *p .r1, p 0) i .r0'
  ${If} $0 <> 0
    System::Call '*(p ${CLOSED_SIZE}, p r1, p 0) p .r2'
    System::Call 'kernel32::CreateDirectoryW(w R0, p r2) i .R1'
    System::Free $2
    ${If} $R1 = 0
      Call CloseFolderThere
    ${EndIf}
    System::Call 'kernel32::LocalFree(p r1)'
  ${EndIf}
  ${If} $R1 = 0
    !insertmacro Note "$R0 could not be closed to other people: a policy file in it will not be taken."
  ${EndIf}
FunctionEnd

; $R0 is the folder, $1 what it is to have; $R1 becomes 1 when it has it.
Function CloseFolderThere
  System::Call 'kernel32::CreateFileW(w R0, i 0xE0080, i 7, p 0, i 3, i 0x02200000, p 0) p .r2' ; to change rights; no link
  ${If} $2 P= -1
    Return
  ${EndIf}
  System::Alloc 64
  Pop $3
  System::Call 'kernel32::GetFileInformationByHandle(p r2, p r3) i .r4'
  System::Call '*$3(i .r5)'
  System::Free $3
  IntOp $5 $5 & 0x410
  ${If} $4 <> 0
  ${AndIf} $5 = 0x10 ; a folder, and no link
    System::Call 'advapi32::SetKernelObjectSecurity(p r2, i ${OWNER_AND_RIGHTS}, p r1) i .R1'
  ${EndIf}
  System::Call 'kernel32::CloseHandle(p r2)'
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

; Taking it out again. uninstall.exe, which people and tools call, calls this one and waits for it (windows/launcher).

!macro OneFile FILE
  StrCpy $R1 "${FILE}"
  Call un.OneFile
!macroend

; Deletes the file $R1, or only looks whether it could be: whether nobody holds it in a way that forbids it.
Function un.OneFile
  ${If} $Pass == "delete"
    ClearErrors
    Delete "$R1"
    ${If} ${Errors}
    ${OrIf} ${FileExists} "$R1" ; until whoever has it open lets it go
      StrCpy $InTheWay $R1
    ${EndIf}
    Return
  ${EndIf}
  System::Call 'kernel32::CreateFileW(w R1, i 0x40010000, i 7, p 0, i 3, i 0, p 0) p .r1 ?e' ; to write and to delete
  Pop $2
  ${If} $1 P<> -1
    System::Call 'kernel32::CloseHandle(p r1)'
  ${ElseIf} $2 <> 2 ; not there
  ${AndIf} $2 <> 3
    StrCpy $InTheWay $R1
  ${EndIf}
FunctionEnd

Function un.EachFile
  StrCpy $InTheWay ""
  !include "${LISTS}\files.nsh"
FunctionEnd

Section "un.Inpatient Hub" UnProgram
  SectionIn RO
  Call un.RefuseWhileRunning
  StrCpy $Pass "look"
  Call un.EachFile
  ${If} $InTheWay != ""
    !insertmacro Refuse ${HELD} "Another program holds $InTheWay. Close other programs or restart Windows, then try again. Nothing has been changed."
  ${EndIf}
  StrCpy $Pass "delete"
  Call un.EachFile
  !include "${LISTS}\folders.nsh"
  ${If} $InTheWay != ""
    !insertmacro Refuse ${DONE_NOT} "$InTheWay could not be deleted. Inpatient Hub stays in the list of apps: restart Windows, then uninstall it again from there. The ward's data is safe."
  ${EndIf}
  ${If} $Before == "upgrade"
    Goto upgraded
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe" ; these two see to themselves when they run
  Delete "$INSTDIR\remove.exe"
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
  ${If} $Scope == "all"
    RMDir "$LOCALAPPDATA\${ID}" ; the trust's folder, when no policy file is in it
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  !insertmacro Note "0 Taken out of $INSTDIR."
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
  Call un.RefuseBlind
  StrCpy $Scope "user"
  !insertmacro LookWhetherInside "$PROGRAMFILES64"
  ${If} $0 = 1
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
    ${If} ${Silent}
      !insertmacro Refuse ${NEEDS_ADMIN} "Inpatient Hub is installed for all users: only an administrator can uninstall it. Nothing has been changed."
    ${EndIf}
    ExecShell "runas" "$INSTDIR\uninstall.exe"
    SetErrorLevel ${NEEDS_ADMIN} ; so that who called it leaves itself in place
    Quit
  ${EndIf}
FunctionEnd
