"""Lists the works of others that are built into Qt's own files, as Qt's attributions name them for these modules.

Their texts, in licences/QT PARTS.txt, were compared word for word on 28 Nov 2026 with those that lie in Qt's source or
in that of the work itself; names and years with Qt's attributions of 6.11.1. Three could be compared only with a copy
in another work: those of double-conversion, TinyCBOR and the glyph list. Those of sljit and libpng were compared with
an older version's.
"""

_CORE, _GUI, _SVG, _WINDOWS = "Qt6Core.dll", "Qt6Gui.dll", "Qt6Svg.dll", "plugins/platforms/qwindows.dll"

INSIDE_QT: tuple[tuple[str, ...], ...] = (
    ("Apache Tika MIME type definitions", "Apache-2.0", _CORE),
    ("BLAKE2 (reference implementation)", "CC0-1.0 OR Apache-2.0", _CORE),
    ("double-conversion", "BSD-3-Clause", _CORE),
    ("Easing Equations", "BSD-3-Clause", _CORE),
    ("MD4", "Public domain", _CORE),
    ("MD5", "Public domain", _CORE),
    ("PCRE2", "BSD-3-Clause WITH PCRE2-exception", _CORE, r"\0(10\.\d+) \d{4}-\d\d-\d\d\0", "pcre:pcre2"),
    ("PCRE2: sljit", "BSD-2-Clause", _CORE),
    ("SHA-1", "Public domain", _CORE),
    ("SHA-2 (RFC 6234)", "BSD-3-Clause", _CORE),
    ("SHA-3: brg_endian", "Brian-Gladman-2-Clause", _CORE),
    ("SHA-3: Keccak", "CC0-1.0", _CORE),
    ("SipHash", "CC0-1.0", _CORE),
    ("TinyCBOR", "MIT", _CORE),
    ("Unicode Character Database", "Unicode-3.0", _CORE),
    ("Unicode Common Locale Data Repository", "Unicode-3.0", _CORE),
    ("tl::expected", "CC0-1.0", _CORE),
    ("zlib", "Zlib", _CORE, "", "zlib:zlib"),
    ("Adobe Glyph List For New Fonts", "BSD-3-Clause", _GUI),
    ("Anti-aliasing rasterizer from FreeType", "FTL", _GUI),
    ("D3D12 Memory Allocator", "MIT", _GUI),
    ("Emoji Segmenter", "Apache-2.0", _GUI),
    ("FreeType", "FTL", _GUI, "", "freetype:freetype"),
    ("FreeType: zlib", "Zlib", _GUI),
    ("FreeType: BDF support", "MIT", _GUI),
    ("FreeType: PCF support", "MIT AND MIT-open-group", _GUI),
    ("HarfBuzz", "MIT-Modern-Variant", _GUI, "", "harfbuzz_project:harfbuzz"),
    ("IAccessible2 specification", "BSD-3-Clause", _GUI),
    ("libpng", "Libpng AND libpng-2.0", _GUI, r"\0(1\.6\.\d+)\0", "libpng:libpng"),
    ("MD4C", "MIT", _GUI),
    ("Mipmap generator for D3D12", "MIT", _GUI),
    ("OpenGL headers", "MIT-Khronos-old", _GUI),
    ("Smooth Scaling Algorithm", "BSD-2-Clause AND Imlib2", _GUI),
    ("sRGB color profile", "Terms of the International Color Consortium", _GUI),
    ("Vulkan API Registry", "Apache-2.0 OR MIT", _GUI),
    ("Vulkan Memory Allocator", "MIT", _GUI),
    ("WebGradients", "MIT", _GUI),
    ("X Server helper", "X11 AND HPND", _GUI),
    ("XSVG", "HPND-sell-variant", _SVG),
    ("Wintab API", "Terms of LCS/Telegraphics", _WINDOWS),
)
"""Name, licence, file below PySide6, and where the file tells it the version and the name in lists of known faults."""
