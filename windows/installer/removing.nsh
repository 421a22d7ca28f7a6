; Takes the program out again: a part of installer.nsi.

; uninstall.exe, which people and tools call, calls this one and waits for it (windows/launcher).

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
  Call un.RemoveWardData
  StrCpy $InTheWay ""
  StrCpy $Pass "delete"
  Call un.EachFile
  !include "${LISTS}\folders.nsh"
  ${If} $InTheWay != ""
    !insertmacro Refuse ${DONE_NOT} "$InTheWay could not be deleted. Inpatient Hub stays in the list of apps: restart Windows, then uninstall it again from there. $DataIs"
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
SectionEnd

!include "${__FILEDIR__}\ward_data.nsh"

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
