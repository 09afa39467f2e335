// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Before a key reaches a widget, Qt asks it whether it wants the key more than a shortcut does
// (ShortcutOverride); the answers are given here.
#include "shell/key_router.h"

#include "panels/number_edit.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTextEdit>

namespace contrastlab {

namespace {

bool acceptsText(const QWidget& widget)
{
    if (qobject_cast<const QTextEdit*>(&widget)) return true;
    return widget.property("acceptsText").toBool();
}

bool movesWithArrows(const QWidget& widget)
{
    return qobject_cast<const QAbstractSlider*>(&widget) || qobject_cast<const QComboBox*>(&widget)
        || qobject_cast<const QAbstractSpinBox*>(&widget)
        || qobject_cast<const QLineEdit*>(&widget);
}

// In a list, what is typed looks for an entry.
bool looksUp(const QWidget& widget, const QKeyEvent& key)
{
    const auto* box = qobject_cast<const QComboBox*>(&widget);
    const bool list =
        (box && !box->isEditable()) || qobject_cast<const QAbstractItemView*>(&widget);
    const bool plain = !(key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    return list && plain && !key.text().isEmpty() && key.text().front().isLetterOrNumber();
}

// What was typed and not yet taken is the line's own to take back; a value that was taken is the
// window's.
bool leavesUndoToTheWindow(const QWidget& widget, const QKeyEvent& key)
{
    const auto* number = qobject_cast<const NumberEdit*>(&widget);
    return number && !number->isDirty()
        && (key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo));
}

} // namespace

KeyRouter::KeyRouter(QWidget& window) : QObject(&window), m_window(window)
{
    qApp->installEventFilter(this);
}

// isAncestorOf() ends at the border of a window, and a dock that floats is a window, as the list of
// a box is.
bool KeyRouter::isOurs(const QWidget& widget) const
{
    const QWidget* window = widget.window();
    if (window->windowType() == Qt::Popup && window->parentWidget())
        window = window->parentWidget()->window();
    return window == &m_window
        || (qobject_cast<const QDockWidget*>(window) && window->parentWidget() == &m_window);
}

// Who came by Tab uses the keyboard, and presses what has the focus; who came by a click does not.
void KeyRouter::noteFocus(const QWidget* widget, Qt::FocusReason reason)
{
    const bool byTab = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
    if (byTab)
        m_tabbedTo = widget;
    else if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
        m_tabbedTo = nullptr;
}

bool KeyRouter::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::FocusIn) return false;
    auto* widget = qobject_cast<QWidget*>(object);
    if (!widget || !isOurs(*widget)) return false;
    if (event->type() == QEvent::FocusIn) {
        noteFocus(widget, static_cast<QFocusEvent*>(event)->reason());
        return false;
    }
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) {
        // An editable combo box hands the question on from its line edit.
        auto* box = qobject_cast<QComboBox*>(widget);
        const bool text =
            acceptsText(*widget) || (box && box->lineEdit() && acceptsText(*box->lineEdit()));
        const bool pressed = (widget == m_tabbedTo && qobject_cast<QAbstractButton*>(widget))
            || widget->property("takesSpace").toBool();
        if (pressed)
            key->accept();
        else if (!text)
            key->ignore();
        return pressed || !text;
    }
    if (looksUp(*widget, *key)) {
        key->accept();
        return true;
    }
    if (leavesUndoToTheWindow(*widget, *key)) {
        key->ignore();
        return true;
    }
    const bool escape = key->key() == Qt::Key_Escape && key->modifiers() == Qt::NoModifier;
    const bool arrow = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
    // Esc takes back what was typed, before it lets an item go.
    if ((arrow && movesWithArrows(*widget))
        || (escape && (acceptsText(*widget) || movesWithArrows(*widget)))) {
        key->accept();
        return true;
    }
    return false;
}

} // namespace contrastlab
