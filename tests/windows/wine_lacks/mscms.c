/* mscms.dll: colour profiles of screens. Wine's own ends the program that asks for one; this one has none. */
#include <windows.h>

#define NONE(name) __declspec(dllexport) void *name(void) { return NULL; }
NONE(CloseColorProfile)
NONE(GetColorDirectoryW)
NONE(GetColorProfileFromHandle)
NONE(OpenColorProfileW)
NONE(WcsCreateIccProfile)
NONE(WcsGetDefaultColorProfile)

BOOL WINAPI DllMainCRTStartup(HINSTANCE module, DWORD reason, LPVOID reserved)
{
    (void)module, (void)reason, (void)reserved;
    return TRUE;
}
