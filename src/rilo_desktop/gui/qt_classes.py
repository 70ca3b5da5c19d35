"""Qt's classes are made in the window's thread, before another thread names them.

PySide makes a class when it is first named, and its table of those that are still to be made stands
no second thread: while one thread imported some and the window used others, the process ended with
a segmentation fault in 16 of 40 rounds (PySide 6.11, tools/qt_trial.py, docs/decisions/0033). A
class that is made already is found without that table: 0 of 40.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

Classes = Mapping[str, str]
"""Names by the module that has them."""

FIRST_PAGES = {
    "QtCore": (
        "QAbstractListModel QAbstractNativeEventFilter QAbstractTableModel QByteArray "
        "QCoreApplication QDeadlineTimer QEvent QItemSelection QItemSelectionModel "
        "QKeyCombination QLibraryInfo QLocale QModelIndex QObject QPersistentModelIndex "
        "QPoint QPointF QRect QRectF QSettings QSignalBlocker QSize QTimer QTranslator Qt "
        "SLOT Signal Slot"
    ),
    "QtGui": (
        "QAccessible QAccessibleAnnouncementEvent QAction QCloseEvent QColor QDragEnterEvent "
        "QDropEvent QFont QFontDatabase QFontInfo QFontMetrics QGuiApplication QIcon "
        "QKeyEvent QKeySequence QPaintEvent QPainter QPalette QPen QPixmap QResizeEvent "
        "QTextLayout QTextLine QTextOption QTransform QWheelEvent QWindow"
    ),
    "QtWidgets": (
        "QAbstractButton QAbstractItemView QAbstractScrollArea QApplication QBoxLayout "
        "QButtonGroup QComboBox QFocusFrame QFrame QHBoxLayout QHeaderView QLabel QLayout "
        "QLayoutItem QLineEdit QListView QMainWindow QMenu QProgressBar QProxyStyle "
        "QPushButton QScrollArea QSizePolicy QSplitter QSplitterHandle QStackedWidget QStyle "
        "QStyleOptionMenuItem QStyledItemDelegate QTableView QTextEdit QToolButton "
        "QVBoxLayout QWidget"
    ),
    "QtSvg": "QSvgRenderer",
    "QtDBus": "QDBusConnection",
}
"""What the door and the first pages name: tests/gui/test_gui_qt_classes.py looks."""
OTHER_PAGES = {
    "QtCore": (
        "QBuffer QEventLoop QIODevice QMessageLogContext QMimeData QSocketNotifier "
        "QStandardPaths QStringListModel QUrl QtMsgType SignalInstance qInstallMessageHandler"
    ),
    "QtGui": (
        "QBrush QDesktopServices QDragLeaveEvent QEnterEvent QFocusEvent QHelpEvent QImage "
        "QIntValidator QLinearGradient QMouseEvent QPainterPath QPolygonF QShowEvent "
        "QTextBlock QTextBlockFormat QTextCursor Qt"
    ),
    "QtWidgets": (
        "QAbstractItemDelegate QCheckBox QCompleter QDialog QFileDialog QListWidget "
        "QPlainTextEdit QRadioButton QSpacerItem QStyleOptionFrame QToolTip"
    ),
    "QtPrintSupport": "QPrintDialog QPrinter QPrinterInfo",
}
"""What is named beyond those."""


def made_one_by_one(classes: Classes) -> Iterator[None]:
    """Make the classes: most steps take some tenths of a millisecond, few of them 2 to 6."""
    for module, names in classes.items():
        found = import_module(f"PySide6.{module}")
        for name in names.split():
            getattr(found, name)
            yield
