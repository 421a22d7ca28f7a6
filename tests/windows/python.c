/* python.exe: starts the Python whose DLL lies beside it, or the one that INPATIENT_HUB_PYTHON names: so that a test can
   run inside the program as it is set up, with the Python and the packages that lie there. */
#include <stdio.h>
#include <windows.h>

typedef int (*py_main)(int, wchar_t **);

int wmain(int argc, wchar_t **argv)
{
    static wchar_t named[32768];
    DWORD length = GetEnvironmentVariableW(L"INPATIENT_HUB_PYTHON", named, 32768);
    HMODULE python = length ? LoadLibraryExW(named, NULL, LOAD_WITH_ALTERED_SEARCH_PATH) : LoadLibraryW(PYTHON_DLL);
    py_main start = python ? (py_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start) {
        fprintf(stderr, "python.exe found no Python: error %lu\n", GetLastError());
        return 3;
    }
    return start(argc, argv);
}
