/* python.exe: starts the Python whose DLL lies beside it. */
#include <stdio.h>
#include <windows.h>

typedef int (*py_main)(int, wchar_t **);

int wmain(int argc, wchar_t **argv)
{
    HMODULE python = LoadLibraryW(PYTHON_DLL);
    py_main start = python ? (py_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start) {
        fprintf(stderr, "python.exe found no Python beside it: error %lu\n", GetLastError());
        return 3;
    }
    return start(argc, argv);
}
