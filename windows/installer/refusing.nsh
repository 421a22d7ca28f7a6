; What setup and uninstaller write down, and what makes both of them refuse: a part of installer.nsi.

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
