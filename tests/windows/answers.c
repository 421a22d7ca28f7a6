/* answers.dll: functions of Windows that Wine lacks or cannot answer, declared as Microsoft's headers declare them.
 *
 * The tests put this library in the place of the real ones, and say through the variables below what is to be answered.
 */
#include <windows.h>
#include <powrprof.h>
#include <slpublic.h>
#include <winscard.h>

#define ANSWER __declspec(dllexport)

/* powrprof.dll */

ANSWER DWORD power_error;
ANSWER DWORD standby_after = 1800, hibernate_after = 10800;

static const GUID plan = {0x381b4222, 0xf694, 0x41f0, {0x96, 0x85, 0xff, 0x5b, 0xb2, 0x60, 0xdf, 0x2e}};
static const GUID sleep_group = {0x238c9fa8, 0x0aad, 0x41ed, {0x83, 0xf4, 0x97, 0xbe, 0x24, 0x2c, 0x8f, 0x20}};
static const GUID standby = {0x29f6c1db, 0x86da, 0x48c5, {0x9f, 0xdb, 0xf2, 0xb6, 0x7b, 0x1f, 0x44, 0xda}};
static const GUID hibernate = {0x9d7815a6, 0x7ee4, 0x497e, {0x88, 0x88, 0x51, 0x5a, 0x05, 0xf0, 0x23, 0x64}};

ANSWER DWORD WINAPI PowerGetActiveScheme(HKEY key, GUID **given)
{
    if (key || power_error)
        return power_error ? power_error : ERROR_INVALID_PARAMETER;
    *given = LocalAlloc(LMEM_FIXED, sizeof(GUID));
    **given = plan;
    return ERROR_SUCCESS;
}

ANSWER DWORD WINAPI PowerReadACValueIndex(HKEY key, CONST GUID *scheme, CONST GUID *group, CONST GUID *setting, LPDWORD value)
{
    if (key || !IsEqualGUID(scheme, &plan) || !IsEqualGUID(group, &sleep_group))
        return ERROR_FILE_NOT_FOUND;
    if (IsEqualGUID(setting, &standby))
        *value = standby_after;
    else if (IsEqualGUID(setting, &hibernate))
        *value = hibernate_after;
    else
        return ERROR_FILE_NOT_FOUND;
    return ERROR_SUCCESS;
}

/* slwga.dll */

ANSWER HRESULT genuine_result;
ANSWER SL_GENUINE_STATE genuine_state;

static const SLID windows = {0x55c92734, 0xd682, 0x4d71, {0x98, 0x3e, 0xd6, 0xec, 0x3f, 0x16, 0x05, 0x9f}};

ANSWER HRESULT WINAPI SLIsGenuineLocal(CONST SLID *application, SL_GENUINE_STATE *state, SL_NONGENUINE_UI_OPTIONS *options)
{
    if (!IsEqualGUID(application, &windows) || options)
        return E_INVALIDARG;
    *state = genuine_state;
    return genuine_result;
}

/* wscapi.dll: the header is not among MinGW's; the types are those of Microsoft's wscapi.h */

typedef enum { WSC_SECURITY_PROVIDER_HEALTH_GOOD, NOT_MONITORED, POOR, SNOOZE } WSC_SECURITY_PROVIDER_HEALTH;

ANSWER HRESULT health_result;
ANSWER int health_state;

ANSWER HRESULT WINAPI WscGetSecurityProviderHealth(DWORD providers, WSC_SECURITY_PROVIDER_HEALTH *health)
{
    if (providers != 4) /* WSC_SECURITY_PROVIDER_ANTIVIRUS */
        return E_INVALIDARG;
    *health = (WSC_SECURITY_PROVIDER_HEALTH)health_state;
    return health_result;
}

/* winscard.dll */

ANSWER LONG establish_result, list_result;
ANSWER DWORD contexts_open;
ANSWER WCHAR readers[] = L"OMNIKEY CardMan 3x21 0\0Windows Hello for Business 1\0Cherry ST-1144 0\0";

static const SCARDCONTEXT context = (SCARDCONTEXT)0x1122334455667788;

ANSWER LONG WINAPI SCardEstablishContext(DWORD scope, LPCVOID one, LPCVOID two, LPSCARDCONTEXT given)
{
    if (scope != SCARD_SCOPE_USER || one || two)
        return SCARD_E_INVALID_PARAMETER;
    if (establish_result)
        return establish_result;
    contexts_open++;
    *given = context;
    return SCARD_S_SUCCESS;
}

ANSWER LONG WINAPI SCardListReadersW(SCARDCONTEXT which, LPCWSTR groups, LPWSTR names, LPDWORD length)
{
    DWORD needed = sizeof(readers) / sizeof(WCHAR);
    if (which != context || groups)
        return SCARD_E_INVALID_HANDLE;
    if (list_result)
        return list_result;
    if (*length < needed)
        return SCARD_E_INSUFFICIENT_BUFFER;
    CopyMemory(names, readers, sizeof(readers));
    *length = needed;
    return SCARD_S_SUCCESS;
}

ANSWER LONG WINAPI SCardReleaseContext(SCARDCONTEXT which)
{
    if (which != context)
        return SCARD_E_INVALID_HANDLE;
    contexts_open--;
    return SCARD_S_SUCCESS;
}

BOOL WINAPI DllMainCRTStartup(HINSTANCE module, DWORD reason, LPVOID reserved)
{
    (void)module, (void)reason, (void)reserved;
    return TRUE;
}
