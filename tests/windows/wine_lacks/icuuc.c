/* icuuc.dll: Windows' own converters of characters, which Wine lacks. Qt loads only with it, and falls back to its own
   converters when a converter does not open. */
#include <windows.h>

enum { NOT_FOUND = 4 }; /* U_FILE_ACCESS_ERROR */

__declspec(dllexport) void *ucnv_open(const char *name, int *error)
{
    (void)name;
    *error = NOT_FOUND;
    return NULL;
}

#define LACKING(name) __declspec(dllexport) void *name(void) { return NULL; }
LACKING(ucnv_close)
LACKING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
LACKING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
LACKING(ucnv_reset)
LACKING(ucnv_getMaxCharSize)
LACKING(ucnv_getName)
LACKING(ucnv_getToUCallBack)
LACKING(ucnv_getFromUCallBack)
LACKING(ucnv_setToUCallBack)
LACKING(ucnv_setFromUCallBack)
LACKING(ucnv_cbToUWriteUChars)
LACKING(ucnv_toUnicode)
LACKING(ucnv_cbFromUWriteUChars)
LACKING(ucnv_toUCountPending)
LACKING(ucnv_fromUCountPending)
LACKING(ucnv_getStandardName)
LACKING(ucnv_getAvailableName)
LACKING(ucnv_countAvailable)
LACKING(ucnv_fromUnicode)

BOOL WINAPI DllMainCRTStartup(HINSTANCE module, DWORD reason, LPVOID reserved)
{
    (void)module, (void)reason, (void)reserved;
    return TRUE;
}
