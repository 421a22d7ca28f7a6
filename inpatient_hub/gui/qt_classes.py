"""Makes Qt's own classes before another thread asks for one: two threads that ask for the same end the program."""

import sys

_NAMES = {
    "PySide6.QtCore": """
        QAbstractItemModel QAbstractListModel QAbstractTableModel QByteArray QCoreApplication QEasingCurve
        QEvent QFileSystemWatcher QItemSelection QItemSelectionModel QLocale QMarginsF QMimeData QModelIndex QObject
        QPersistentModelIndex QPoint QPointF QPropertyAnimation QRect QRectF QRegularExpression QSaveFile QSize QSizeF
        QSocketNotifier QSortFilterProxyModel QTimer QUrl Qt
    """,
    "PySide6.QtGui": """
        QAccessible QAccessibleAnnouncementEvent QAccessibleEvent QClipboard QCloseEvent QColor QContextMenuEvent
        QCursor QDesktopServices QEnterEvent QFocusEvent QFont QFontDatabase QFontMetrics QGuiApplication QIcon
        QIconEngine QKeyEvent QKeySequence QMouseEvent QPageLayout QPageSize QPagedPaintDevice QPaintEvent QPainter
        QPainterPath QPalette QPdfWriter QPen QPixmap QRegion QResizeEvent QScreen QShortcut QShowEvent
        QSyntaxHighlighter QTextBlockFormat QTextCharFormat QTextCursor QTextDocument QTextLayout QTextOption
        QWheelEvent QWindow
    """,
    "PySide6.QtWidgets": """
        QAbstractButton QAbstractItemView QApplication QBoxLayout QButtonGroup QCheckBox QComboBox QCompleter QDialog
        QFileDialog QFrame QGridLayout QHBoxLayout QHeaderView QLabel QLayout QLayoutItem QLineEdit QListView
        QMainWindow QMenu QPlainTextEdit QProgressBar QPushButton QRadioButton QScrollArea QSizePolicy QSpacerItem
        QStackedWidget QStyle QStyleOptionViewItem QStyledItemDelegate QSystemTrayIcon QTableView QTextEdit QToolTip
        QVBoxLayout QWidget
    """,
}
"""Every class of these modules that the window's own import by name; a test keeps this whole."""


def make_qt_classes() -> None:
    """Makes what is not made yet. On the window's thread, before another one begins.

    PySide6 makes a class of Qt's when its name is first asked for, step by step, and lets go of Python's lock between
    the steps. While the store's thread, loading a page, was half through with a class, the window's thread made an
    object of it: that had no meta-object, and the program died of it, now and then, on every system.
    """
    for module, names in _NAMES.items():
        for name in names.split():
            getattr(sys.modules[module], name)
