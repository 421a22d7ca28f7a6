; Removes the ward's data of this Windows user when it was ticked and confirmed: all of it or nothing, as far as can be told
; before. A part of installer.nsi. A silent uninstall never comes here: nothing ticks the section, and the answer is no.

; A lock's secrets bear its id. The keyring's library moves an older one to "lock@" and the name.
!macro ForgetSecret NAMED
  System::Call 'advapi32::CredDeleteW(w "${ID_OF_SECRETS} $R8 ${NAMED}", i 1, i 0)'
  System::Call 'advapi32::CredDeleteW(w "lock@${ID_OF_SECRETS} $R8 ${NAMED}", i 1, i 0)'
!macroend
!define ID_OF_SECRETS "Inpatient Hub"
!define LOCK_LINE ' "lock": "' ; in a key file, before the 32 signs of the id

; The key file $R0 names a lock: what Credential Manager holds for it goes.
Function un.ForgetLock
  ClearErrors
  FileOpen $R6 $R0 r
  ${If} ${Errors}
    Return
  ${EndIf}
  StrLen $R7 '${LOCK_LINE}'
  ${Do}
    FileRead $R6 $R8
    ${If} ${Errors}
      ${Break}
    ${EndIf}
    StrCpy $R9 $R8 $R7
    ${If} $R9 == '${LOCK_LINE}'
      StrCpy $R8 $R8 32 $R7
      !insertmacro ForgetSecret "keyring"
      !insertmacro ForgetSecret "pin"
      !insertmacro ForgetSecret "audit"
    ${EndIf}
  ${Loop}
  FileClose $R6
  ClearErrors
FunctionEnd

; Of this lock, of one that is being made, and of those before, whose backups are kept.
Function un.ForgetLocks
  StrCpy $R0 "$DataFolder\hub.keys"
  Call un.ForgetLock
  StrCpy $R0 "$DataFolder\hub.keys.next"
  Call un.ForgetLock
  FindFirst $R1 $R2 "$DataFolder\backups\hub.*.keys"
  ${DoWhile} $R2 != ""
    StrCpy $R0 "$DataFolder\backups\$R2"
    Call un.ForgetLock
    FindNext $R1 $R2
  ${Loop}
  FindClose $R1
FunctionEnd

; One file or folder, $R0. Looking asks Windows for the right to delete it, which whoever holds it can forbid.
Function un.OneOfTheWards
  ${If} $Pass == "look"
    System::Call 'kernel32::CreateFileW(w R0, i 0x10000, i 7, p 0, i 3, i 0x2200000, p 0) p .r1 ?e'
    Pop $2
    ${If} $1 P<> -1
      System::Call 'kernel32::CloseHandle(p r1)'
      Return
    ${ElseIf} $2 = 2 ; gone meanwhile
    ${OrIf} $2 = 3
      Return
    ${EndIf}
  ${EndIf}
  StrCpy $InTheWay $R0
FunctionEnd

; Goes through all that is in the folder $R0, and then to the folder itself. What a link leads to is not the ward's.
Function un.EachOfTheWards
  Push $R1
  Push $R2
  Push $R3
  StrCpy $R1 $R0
  System::Call 'kernel32::GetFileAttributesW(w R0) i .R3'
  IntOp $R2 $R3 & 0x410
  ${If} $R3 <> -1
  ${AndIf} $R2 = 0x10 ; a folder and no link
    FindFirst $R3 $R2 "$R1\*.*"
    ${DoWhile} $R2 != ""
      ${If} $R2 != "."
      ${AndIf} $R2 != ".."
      ${AndIf} $InTheWay == ""
        StrCpy $R0 "$R1\$R2"
        Call un.EachOfTheWards
      ${EndIf}
      FindNext $R3 $R2
    ${Loop}
    FindClose $R3
    StrCpy $R3 0
  ${EndIf}
  StrCpy $R0 $R1
  ${If} $R3 <> -1
  ${AndIf} $InTheWay == ""
    Call un.OneOfTheWards
  ${EndIf}
  Pop $R3
  Pop $R2
  Pop $R1
FunctionEnd

; Before the program itself is taken out: it stays in the list of apps as long as something of the ward's does.
Function un.RemoveWardData
  SetShellVarContext current
  StrCpy $DataFolder "$LOCALAPPDATA\${ID}"
  !insertmacro InScope
  StrCpy $DataIs "The ward's data is safe."
  ${IfNot} ${SectionIsSelected} ${UnData}
  ${OrIfNot} ${FileExists} "$DataFolder\*.*"
    Return
  ${EndIf}
  MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Remove the ward's data of this Windows user too?$\r$\n$\r$\n$DataFolder$\r$\n$\r$\nReferrals, notes, the audit trail and the backups kept there are lost for good, and so is its key in Windows' Credential Manager. Nobody can bring them back. Backups in a second place stay; only the recovery key or a passphrase opens them then." /SD IDNO IDYES remove
  Return
  remove:
  StrCpy $InTheWay ""
  StrCpy $Pass "look"
  StrCpy $R0 $DataFolder
  Call un.EachOfTheWards
  ${If} $InTheWay != ""
    !insertmacro Refuse ${HELD} "Another program holds $InTheWay. Close other programs or restart Windows, then try again. Nothing has been changed."
  ${EndIf}
  Call un.ForgetLocks
  SetOutPath "$TEMP" ; not in a folder that is to go
  RMDir /r "$DataFolder"
  StrCpy $Pass "left"
  StrCpy $R0 $DataFolder
  Call un.EachOfTheWards
  ${If} $InTheWay != ""
    !insertmacro Refuse ${DONE_NOT} "$InTheWay could not be deleted. The rest of the ward's data and its key were removed. Inpatient Hub stays in the list of apps: restart Windows, uninstall it again from there, and tick the ward's data again."
  ${EndIf}
  StrCpy $DataIs "The ward's data is removed."
  !insertmacro Note "0 The ward's data in $DataFolder was removed, and its key."
FunctionEnd
