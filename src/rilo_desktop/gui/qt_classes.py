"""Qt's classes are made in the window's thread, before another thread names them.

PySide makes a class when it is first named, and its table of those that are still to be made stands
no second thread: while one thread imported some and the window used others, the process ended with
a segmentation fault in 21 of 70 trials (PySide 6.11, docs/decisions/0033). A class that is made
already is found without that table: 0 of 70.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

CLASSES = {
    "QtCore": (
        "QAbstractListModel QAbstractNativeEventFilter QAbstractTableModel QBuffer QByteArray "
        "QCoreApplication QDeadlineTimer QEvent QEventLoop QIODevice QItemSelection "
        "QItemSelectionModel QKeyCombination QLibraryInfo QLocale QMessageLogContext "
        "QMimeData QModelIndex QObject QPersistentModelIndex QPoint QPointF QRect QRectF "
        "QSettings QSignalBlocker QSize QSocketNotifier QStandardPaths QStringListModel "
        "QTimer QTranslator QUrl Qt QtMsgType SLOT Signal SignalInstance Slot "
        "qInstallMessageHandler"
    ),
    "QtGui": (
        "QAccessible QAccessibleAnnouncementEvent QAction QBrush QCloseEvent QColor "
        "QDesktopServices QDragEnterEvent QDragLeaveEvent QDropEvent QEnterEvent QFocusEvent "
        "QFont QFontDatabase QFontInfo QFontMetrics QGuiApplication QHelpEvent QIcon QImage "
        "QIntValidator QKeyEvent QKeySequence QLinearGradient QMouseEvent QPaintEvent "
        "QPainter QPainterPath QPalette QPen QPixmap QPolygonF QResizeEvent QShowEvent "
        "QTextBlock QTextBlockFormat QTextCursor QTextLayout QTextLine QTextOption QTransform "
        "QWheelEvent QWindow Qt"
    ),
    "QtWidgets": (
        "QAbstractButton QAbstractItemDelegate QAbstractItemView QAbstractScrollArea "
        "QApplication QBoxLayout QButtonGroup QCheckBox QComboBox QCompleter QDialog "
        "QFileDialog QFocusFrame QFrame QHBoxLayout QHeaderView QLabel QLayout QLayoutItem "
        "QLineEdit QListView QListWidget QListWidgetItem QMainWindow QMenu QPlainTextEdit "
        "QProgressBar QProxyStyle QPushButton QRadioButton QScrollArea QSizePolicy "
        "QSpacerItem QSplitter QSplitterHandle QStackedWidget QStyle QStyleOptionFrame "
        "QStyleOptionMenuItem QStyledItemDelegate QTableView QTextEdit QToolButton QToolTip "
        "QVBoxLayout QWidget"
    ),
    "QtSvg": "QSvgRenderer",
    "QtPrintSupport": "QPrintDialog QPrinter QPrinterInfo",
    "QtDBus": "QDBusConnection",
}
"""All that this package names: tests/gui/test_gui_qt_classes.py looks."""


def made_one_by_one() -> Iterator[None]:
    """Make the classes; each step takes some tenths of a millisecond."""
    for module, names in CLASSES.items():
        found = import_module(f"PySide6.{module}")
        for name in names.split():
            getattr(found, name)
            yield
