/* Part of answers.dll: how large Windows' shapes are, and where things lie in them, by the headers of the compiler. */
#define COBJMACROS
#include <windows.h>
#include <winternl.h>
#include <psapi.h>
#include <tlhelp32.h>
#include <oaidl.h>
#include <shobjidl.h>
#include <wbemcli.h>
#include <stddef.h>

typedef struct {
    const char *name;
    DWORD value;
} layout;

#define SIZE(type) {#type, sizeof(type)}
#define AT(type, field) {#type "." #field, offsetof(type, field)}
#define SLOT(type, function) {#type "." #function, offsetof(type##Vtbl, function) / sizeof(void *)}

__declspec(dllexport) layout layouts[] = {
    SIZE(GUID),
    SIZE(PROPERTYKEY), AT(PROPERTYKEY, pid),
    SIZE(OSVERSIONINFOEXW), AT(OSVERSIONINFOEXW, dwBuildNumber), AT(OSVERSIONINFOEXW, wProductType),
    SIZE(SYSTEM_INFO), AT(SYSTEM_INFO, wProcessorArchitecture),
    SIZE(MEMORYSTATUSEX), AT(MEMORYSTATUSEX, ullTotalPhys), AT(MEMORYSTATUSEX, ullAvailPhys),
    SIZE(SYSTEM_POWER_STATUS), AT(SYSTEM_POWER_STATUS, ACLineStatus),
    SIZE(PROCESSENTRY32W), AT(PROCESSENTRY32W, th32ProcessID), AT(PROCESSENTRY32W, szExeFile),
    SIZE(PROCESS_MEMORY_COUNTERS), AT(PROCESS_MEMORY_COUNTERS, WorkingSetSize),
    SIZE(DISPLAY_DEVICEW), AT(DISPLAY_DEVICEW, DeviceName), AT(DISPLAY_DEVICEW, DeviceString),
    AT(DISPLAY_DEVICEW, StateFlags), AT(DISPLAY_DEVICEW, DeviceID),
    SIZE(DEVMODEW), AT(DEVMODEW, dmSize), AT(DEVMODEW, dmBitsPerPel), AT(DEVMODEW, dmPelsWidth), AT(DEVMODEW, dmPelsHeight),
    SIZE(RECT),
    SIZE(MONITORINFOEXW), AT(MONITORINFOEXW, szDevice),
    SIZE(VARIANT), AT(VARIANT, lVal),
    SIZE(DISPPARAMS), AT(DISPPARAMS, cArgs),
    SLOT(IUnknown, Release),
    SLOT(IDispatch, GetIDsOfNames), SLOT(IDispatch, Invoke),
    SLOT(IShellItem2, GetInt32),
    SLOT(IWbemLocator, ConnectServer), SLOT(IWbemServices, ExecQuery),
    SLOT(IEnumWbemClassObject, Next), SLOT(IWbemClassObject, Get),
    {NULL, 0},
};
