; What the setup looks at before it touches anything: Windows, what is installed, the folder, the room. A part of
; installer.nsi.

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

; NSIS passes over a folder in /D= that is no whole path, or a drive alone, and takes it out of the command: Windows has
; the whole of it.
Function RefuseHalfPath
  System::Call 'kernel32::GetCommandLineW() w .r0'
  ClearErrors
  ${WordFind} "$0" " /D=" "E+1}" $1
  ${IfNot} ${Errors}
  ${AndIf} $INSTDIR == ""
    !insertmacro Refuse ${CANNOT_BE} "/D= has to be the whole path of a folder, unquoted and last, and not a drive alone. Nothing has been changed."
  ${EndIf}
  ClearErrors
FunctionEnd

; The topmost of the folders above $INSTDIR that are not there yet, for the uninstaller, which takes out what is empty then.
Function NoteMadeFolder
  StrCpy $1 ""
  ${GetParent} "$INSTDIR" $0
  ${DoUntil} ${FileExists} "$0\*.*"
    StrCpy $1 $0
    ${GetParent} "$0" $0
    ${If} $0 == ""
      Return
    ${EndIf}
  ${Loop}
  ${If} $1 != ""
  ${AndIf} $1 != "$LOCALAPPDATA\Programs"
    WriteRegStr SHCTX "${CHOICES}" "MadeFolder" $1
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
  Call StayAmongOthers
FunctionEnd

; Whoever browses to Documents or the desktop means a folder in it: thousands of files among a person's own could not be
; told apart, and would be written over one of the same name. What is chosen then is shown before it goes on.
Function StayAmongOthers
  ${GetFileName} "$INSTDIR" $1
  ${If} $1 == "${ID}"
  ${OrIf} $1 == "${NAME}"
  ${OrIf} ${FileExists} "$INSTDIR\InpatientHub.exe"
    Return
  ${EndIf}
  ${DirState} "$INSTDIR" $0
  ${If} $0 = 1
    MessageBox MB_OK|MB_ICONINFORMATION "Other files are in $INSTDIR. The program goes into a folder of its own in it."
    SendMessage $mui.DirectoryPage.Directory ${WM_SETTEXT} 0 "STR:$INSTDIR\${ID}"
    Abort
  ${EndIf}
FunctionEnd

; $0 becomes the lowest folder of $INSTDIR that is there; nothing where not even the drive is.
Function FindLowestThere
  StrCpy $0 "$INSTDIR"
  ${DoUntil} ${FileExists} "$0\*.*"
    ${GetParent} "$0" $0
    ${If} $0 == ""
      Return
    ${EndIf}
  ${Loop}
FunctionEnd

; Asked before the older version is taken out: afterwards there would be neither. What is made to try it goes again.
Function RefuseUnwritable
  Call FindLowestThere
  StrCpy $1 "$INSTDIR\${ID}.new"
  StrCpy $2 0
  ClearErrors
  CreateDirectory "$1"
  ${If} ${Errors}
    StrCpy $2 1
  ${EndIf}
  ${DoUntil} $1 == $0
    RMDir "$1"
    ${GetParent} "$1" $1
    ${If} $1 == ""
      ${Break}
    ${EndIf}
  ${Loop}
  ${If} $2 = 1
    !insertmacro Refuse ${DONE_NOT} "Nothing can be written to $INSTDIR. Choose another folder, then start this setup again. Nothing has been changed."
  ${EndIf}
  ClearErrors
FunctionEnd

; Asked before the older version is taken out, too. What that one takes is room as well.
Function RefuseFullDisk
  Call FindLowestThere
  ${If} $0 == ""
    Return ; Windows will say so itself
  ${EndIf}
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
