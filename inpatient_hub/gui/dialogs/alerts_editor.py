"""The alerts of a patient as chips: added from the ward's list or in own words, made to stand out, taken away."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.patients import Alert
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.icons import icon
from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.combo import ComboBox
from inpatient_hub.gui.widgets.labels import text_label

LONGEST = 40
"""Letters an alert may have, so that several fit in the banner."""


class AlertsEditor(QWidget):
    """Chips with a menu each, and a line to add one more. Its value is a tuple of `Alert`."""

    value_changed = Signal()

    def __init__(self, pool: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pool = tuple(pool)
        self._alerts: tuple[Alert, ...] = ()
        self._chips: list[AlertChip] = []
        self._flow_box = QWidget()
        self._flow = FlowLayout(self._flow_box)
        self._none = text_label("No alerts", "small", "muted")
        self.entry = ComboBox()
        self.stands_out = CheckBox("Stands out")
        self.stands_out.setToolTip("Shown in amber, before the other alerts")
        self.add_button = Button("Add alert", icon="plus", small=True)
        self._build_entry()
        self._lay_out()
        self.add_button.clicked.connect(self._on_add_clicked)
        self.entry.editTextChanged.connect(self._on_entry_changed)
        self._line.returnPressed.connect(self._on_return_pressed)
        self._show()

    def _build_entry(self) -> None:
        self.entry.setEditable(True)
        self.entry.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.entry.setAccessibleName("New alert, chosen from the list or in your own words")
        line = self.entry.lineEdit()
        if line is None:
            raise RuntimeError("An editable combo box has no line to type in.")
        self._line = line
        self._line.setMaxLength(LONGEST)
        self._line.setPlaceholderText("Choose, or type your own")
        completer = QCompleter(self.entry.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._popup = QListView()
        set_variant(self._popup, popup=True)
        completer.setPopup(self._popup)
        self.entry.setCompleter(completer)

    def _lay_out(self) -> None:
        adding = QHBoxLayout()
        adding.setSpacing(8)
        adding.addWidget(self.entry, 1)
        adding.addWidget(self.stands_out)
        adding.addWidget(self.add_button)
        label = text_label("Alerts", "small-medium")
        label.setBuddy(self.entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label)
        column.addWidget(self._none)
        column.addWidget(self._flow_box)
        column.addLayout(adding)

    def value(self) -> tuple[Alert, ...]:
        """Return the alerts, with one that is typed and not yet added: it must not be lost on saving."""
        typed = self._typed()
        return _with(self._alerts, typed) if typed else self._alerts

    def set_value(self, alerts: Sequence[Alert]) -> None:
        """Show these alerts without telling anyone."""
        self._alerts = _ordered(alerts)
        self._show()

    def _typed(self) -> Alert | None:
        words = " ".join(self._line.text().split())
        return Alert(words, self.stands_out.isChecked()) if words else None

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(alert) for alert in self._alerts]
        self._none.setVisible(not self._alerts)
        self._flow_box.setVisible(bool(self._alerts))
        left = [words for words in self._pool if words.casefold() not in {one.text.casefold() for one in self._alerts}]
        typed = self._line.text()
        self.entry.blockSignals(True)
        self.entry.clear()
        self.entry.addItems(left)
        self.entry.setCurrentIndex(-1)
        self.entry.setEditText(typed)
        self.entry.blockSignals(False)
        self._on_entry_changed()

    def _chip(self, alert: Alert) -> "AlertChip":
        chip = AlertChip(alert, self._flow_box)
        chip.alert_changed.connect(self._on_alert_changed)
        chip.removed.connect(self._on_removed)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_entry_changed(self, _text: str = "") -> None:
        self.add_button.setEnabled(bool(self._line.text().strip()))
        if self.isVisible():
            self.value_changed.emit()

    def _on_return_pressed(self) -> None:
        popup = self._popup
        if popup.isVisible() and popup.currentIndex().isValid():
            return  # this Enter takes the words from the list; the next one adds them
        popup.hide()
        self._on_add_clicked()

    def _on_add_clicked(self) -> None:
        typed = self._typed()
        if typed is None:
            return
        self._alerts = _with(self._alerts, typed)
        self._line.clear()
        self.stands_out.setChecked(False)
        self._show()
        self._line.setFocus()
        self.value_changed.emit()

    def _on_alert_changed(self, before: Alert, after: Alert) -> None:
        self._alerts = _ordered([after if one == before else one for one in self._alerts])
        self._show()
        self._focus_on(after)
        self.value_changed.emit()

    def _on_removed(self, alert: Alert) -> None:
        place = self._alerts.index(alert)
        self._alerts = tuple(one for one in self._alerts if one != alert)
        self._show()
        self._focus_on(self._alerts[min(place, len(self._alerts) - 1)] if self._alerts else None)
        self.value_changed.emit()

    def _focus_on(self, alert: Alert | None) -> None:
        chip = next((chip for chip in self._chips if chip.alert == alert), None)
        (chip or self._line).setFocus()


class AlertChip(Chip):
    """One alert; its menu makes it stand out or takes it away, and Delete takes it away too."""

    alert_changed = Signal(object, object)
    removed = Signal(object)

    def __init__(self, alert: Alert, parent: QWidget) -> None:
        kind, mark = ("warn", "alert-triangle") if alert.stands_out else ("neutral", "info-circle")
        super().__init__(alert.text, kind, mark, menu=True, parent=parent)
        self.alert = alert
        said = "stands out, " if alert.stands_out else ""
        self.setAccessibleName(f"Alert: {alert.text}, {said}press to change")
        self.pressed.connect(self._on_pressed)

    def menu(self) -> QMenu:
        """Return what can be done with this alert."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stands_out = menu.addAction("Stands out")
        stands_out.setCheckable(True)
        stands_out.setChecked(self.alert.stands_out)
        stands_out.triggered.connect(self._on_stands_out)
        remove = menu.addAction(icon("trash", "muted"), "Remove this alert\tDel")
        remove.triggered.connect(self._on_remove)
        return menu

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_remove()
            return
        super().keyPressEvent(event)

    def _on_pressed(self) -> None:
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _on_stands_out(self, checked: bool) -> None:
        self.alert_changed.emit(self.alert, replace(self.alert, stands_out=checked))

    def _on_remove(self) -> None:
        self.removed.emit(self.alert)


def _ordered(alerts: Sequence[Alert]) -> tuple[Alert, ...]:
    return tuple(sorted(alerts, key=lambda alert: not alert.stands_out))


def _with(alerts: tuple[Alert, ...], new: Alert) -> tuple[Alert, ...]:
    """Adds an alert; one of the same words is replaced, so that adding it again can make it stand out."""
    return _ordered([*(one for one in alerts if one.text.casefold() != new.text.casefold()), new])
