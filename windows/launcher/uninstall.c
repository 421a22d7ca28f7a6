/* uninstall.exe: has remove.exe, which lies beside it, take the program out, waits for it, and ends with its exit code.

   remove.exe is NSIS' own uninstaller. Called alone it copies itself into %TEMP% and does not wait for the copy, so that
   whoever called it is told 0 whatever comes of it. Told its folder (_?=) it works where it lies, but cannot delete
   itself: that is done here, once it has ended well. */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#define LONGEST 32768
#define NOT_FINISHED 2

/* A program that runs cannot be deleted, but moved out of its folder. What an administrator moved goes at the next
   start of Windows; a user's stays in that user's own %TEMP%. On another drive than %TEMP% it stays where it is. */
static void leave(const wchar_t *self, const wchar_t *folder)
{
    wchar_t temp[MAX_PATH + 2] = L"", gone[MAX_PATH + 2] = L"";
    if (GetTempPathW(MAX_PATH + 1, temp) && GetTempFileNameW(temp, L"hub", 0, gone)) {
        if (MoveFileExW(self, gone, MOVEFILE_REPLACE_EXISTING))
            self = gone;
        else
            DeleteFileW(gone);
    }
    MoveFileExW(self, NULL, MOVEFILE_DELAY_UNTIL_REBOOT);
    SetCurrentDirectoryW(temp);
    RemoveDirectoryW(folder); /* only when nothing is left in it */
}

/* The folders that the setup made above this one go when they are empty. Whose they are is read before the registry is
   cleared; a name that this folder is not below is of another copy. */
static wchar_t made[LONGEST];

static void read_made(const wchar_t *folder)
{
    HKEY places[] = {HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE};
    for (int at = 0; at < 2; at++) {
        DWORD size = sizeof made - sizeof *made;
        if (RegGetValueW(places[at], L"Software\\InpatientHub\\Setup", L"MadeFolder", RRF_RT_REG_SZ, NULL, made, &size))
            continue;
        size_t length = wcslen(made);
        if (length > 3 && _wcsnicmp(folder, made, length) == 0 && folder[length] == L'\\')
            return;
    }
    made[0] = 0;
}

static void remove_made(wchar_t *folder)
{
    while (made[0] && wcslen(folder) > wcslen(made)) {
        *wcsrchr(folder, L'\\') = 0;
        if (!RemoveDirectoryW(folder))
            return;
    }
}

static int fail(const wchar_t *words)
{
    if (!wcsstr(words, L"/S"))
        MessageBoxW(NULL, L"remove.exe, which lies beside this program, could not be started. Nothing has been changed.",
                    L"Inpatient Hub could not be uninstalled", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
    return NOT_FINISHED;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, wchar_t *words, int show)
{
    static wchar_t self[LONGEST], folder[LONGEST], worker[LONGEST], command[3 * LONGEST];
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION started;
    DWORD code = NOT_FINISHED;
    (void)instance, (void)before, (void)show;

    HeapSetInformation(NULL, HeapEnableTerminationOnCorruption, NULL, 0);
    DWORD length = GetModuleFileNameW(NULL, self, LONGEST - 16);
    if (!length || !GetLongPathNameW(self, folder, LONGEST - 16))
        return fail(words);
    wcscpy(self, folder);
    *wcsrchr(folder, L'\\') = 0;
    _snwprintf(worker, LONGEST - 1, L"%ls\\remove.exe", folder);

    wchar_t *told = wcsstr(words, L"_?="); /* the folder is this one, whatever it was told */
    if (told)
        *told = 0;
    _snwprintf(command, 3 * LONGEST - 1, L"\"%ls\" %ls _?=%ls", worker, words, folder);
    read_made(folder);
    if (!CreateProcessW(worker, command, NULL, NULL, FALSE, 0, NULL, NULL, &how, &started))
        return fail(words);
    AllowSetForegroundWindow(started.dwProcessId);
    WaitForSingleObject(started.hProcess, INFINITE);
    GetExitCodeProcess(started.hProcess, &code);
    CloseHandle(started.hThread);
    CloseHandle(started.hProcess);
    if (code == 0 && !wcsstr(words, L"/UPGRADE")) {
        DeleteFileW(worker);
        leave(self, folder);
        remove_made(folder);
    }
    return (int)code;
}
