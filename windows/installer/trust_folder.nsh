; The folder of the trust's policy file: a part of installer.nsi.

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
