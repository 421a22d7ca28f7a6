"""Words on the screen: plain labels, labels that end in an ellipsis, and labels that wrap."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.theme import colour, set_variant
from inpatient_hub.gui.tokens import TYPE_ROLES
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.wrapping import lay_out

_TONES = {"act": "act-text", "warn": "warn-text", "ok": "ok-text", "info": "info-text"}


def tone_token(tone: str) -> str:
    """Return the colour token of a label's tone: act means act-text, text means text."""
    return _TONES.get(tone, tone)


def text_label(text: str = "", role: str = "body", tone: str = "text", parent: QWidget | None = None) -> QLabel:
    """Return a one-line label in a type role and tone; its text is never read as markup."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_variant(label, role=_known(role), tone=tone)
    return label


def _known(role: str) -> str:
    if role not in TYPE_ROLES:
        raise ValueError(f"There is no type role called {role!r}.")
    return role


class ElidedLabel(QLabel):
    """One line that gives way when space is short; the tool tip then carries all of it."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._mode = mode
        self._least = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_variant(self, role=_known(role), tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_least(self, width: int) -> None:
        """Keep at least so many pixels at 100 %, or the whole text when it is shorter; others give way first."""
        self._least = width
        self.updateGeometry()

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_all()

    @override
    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        least = max(scaled(self._least), metrics.horizontalAdvance("Wwww…"))
        return QSize(min(metrics.horizontalAdvance(self.text()) + 1, least), super().sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        # One pixel to spare: fractional advances must not cost the last letter.
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 1, super().sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_all()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._mode, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def _tell_all(self) -> None:
        cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")


class WrapLabel(QLabel):
    """Words that wrap with the line height of their type role; safe in layouts and scroll areas."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        min_width: int = 120,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role = _known(role)
        self._tone = tone
        self._least = min_width
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        set_variant(self, role=role, tone=tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        """Change the tone of the words."""
        self._tone = tone
        set_variant(self, tone=tone)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        _layout, height = self._lay_out(width)
        return height

    @override
    def sizeHint(self) -> QSize:
        natural = max(
            (QFontMetrics(self.font()).horizontalAdvance(line) for line in self.text().splitlines()), default=0
        )
        width = min(natural + 1, scaled(420))
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        natural = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 1
        return QSize(min(self._least, natural), line_height(self._role))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        layout, height = self._lay_out(self.width())
        top = 0 if self.alignment() & Qt.AlignmentFlag.AlignTop else max(0, (self.height() - height) // 2)
        painter.setPen(colour(tone_token(self._tone) if self.isEnabled() else "disabled-text"))
        layout.draw(painter, QPointF(0, top))

    def _lay_out(self, width: int) -> tuple[QTextLayout, int]:
        centred = self.alignment() & Qt.AlignmentFlag.AlignHCenter
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        return lay_out(self.text(), self.font(), line_height(self._role), width, align=align)


def loading_label() -> QLabel:
    """Say, where the page will begin, that it is being read."""
    label = text_label("Loading", "body", "muted")
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
