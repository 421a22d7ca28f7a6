/* InpatientHub.exe and inpatient-hub.exe: start the program with the Python whose DLL lies beside them.

   One source, two programs: with HUB_WINDOW there is no console, and what goes wrong is said in a box. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

typedef int (*py_main)(int, wchar_t **);

/* Given to Python before the user's own arguments; nothing is ever written beside the program (-B). */
static const wchar_t *const GIVEN[] = {L"-B", L"-X", L"utf8", L"-m", L"inpatient_hub"};
#define GIVEN_COUNT ((int)(sizeof GIVEN / sizeof GIVEN[0]))

/* installer.nsi looks for these names before it touches a file: the program runs as long as they are there.
   The second is seen from other people's sessions; where it is refused, the first has to do. */
static void hold_names(void)
{
    CreateMutexW(NULL, FALSE, L"Local\\InpatientHub");
    CreateMutexW(NULL, FALSE, L"Global\\InpatientHub");
}

static int fail(const wchar_t *why, DWORD error)
{
    wchar_t words[600];
    _snwprintf(words, 600,
               L"%ls (Windows error %lu). Install Inpatient Hub again, or unpack the whole of its zip first; the ward's "
               L"data is kept.",
               why, error);
    words[599] = 0;
#ifdef HUB_WINDOW
    MessageBoxW(NULL, words, L"Inpatient Hub could not start", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#else
    fwprintf(stderr, L"Inpatient Hub could not start. %ls\n", words);
#endif
    return 3;
}

/* The program starts itself afresh when it locks, with the whole command it was started with. */
static int is_given(int argc, wchar_t **argv)
{
    if (argc <= GIVEN_COUNT)
        return 0;
    for (int at = 0; at < GIVEN_COUNT; at++)
        if (wcscmp(argv[at + 1], GIVEN[at]) != 0)
            return 0;
    return 1;
}

int wmain(int argc, wchar_t **argv)
{
    static wchar_t dll[32768];
    HeapSetInformation(NULL, HeapEnableTerminationOnCorruption, NULL, 0);
    SetDllDirectoryW(L""); /* never a DLL from the folder it happens to be started in */
    hold_names();

    DWORD length = GetModuleFileNameW(NULL, dll, 32768 - 64);
    wchar_t *slash = length ? wcsrchr(dll, L'\\') : NULL;
    if (!slash)
        return fail(L"Its own folder is not known", GetLastError());
    wcscpy(slash + 1, L"Lib\\encodings"); /* without it Python ends at once, and a window says nothing */
    if (GetFileAttributesW(dll) == INVALID_FILE_ATTRIBUTES)
        return fail(L"The folder Lib beside it is not whole", GetLastError());
    wcscpy(slash + 1, PYTHON_DLL);
    HMODULE python = LoadLibraryExW(dll, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python)
        return fail(L"The file " PYTHON_DLL L" beside it does not load", GetLastError());
    py_main start = (py_main)(void *)GetProcAddress(python, "Py_Main");
    if (!start)
        return fail(L"The file " PYTHON_DLL L" beside it is damaged", GetLastError());

    int skip = is_given(argc, argv) ? GIVEN_COUNT : 0, count = 0;
    wchar_t **all = calloc((size_t)argc + GIVEN_COUNT + 2, sizeof *all);
    if (!all)
        return fail(L"There is no memory left", ERROR_OUTOFMEMORY);
    all[count++] = argc ? argv[0] : L"";
    for (int at = 0; at < GIVEN_COUNT; at++)
        all[count++] = (wchar_t *)GIVEN[at];
    for (int at = 1 + skip; at < argc; at++)
        all[count++] = argv[at];
    return start(count, all);
}
