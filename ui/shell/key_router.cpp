// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Before a key reaches a widget, Qt asks it whether it wants the key more than a shortcut does
// (ShortcutOverride); the answers are given here.
#include "shell/key_router.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
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

} // namespace

KeyRouter::KeyRouter(QWidget& window) : QObject(&window), m_window(window)
{
    qApp->installEventFilter(this);
}

bool KeyRouter::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride) return false;
    auto* widget = qobject_cast<QWidget*>(object);
    if (!widget || (widget != &m_window && !m_window.isAncestorOf(widget))) return false;
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) {
        // An editable combo box hands the question on from its line edit.
        auto* box = qobject_cast<QComboBox*>(widget);
        const bool text =
            acceptsText(*widget) || (box && box->lineEdit() && acceptsText(*box->lineEdit()));
        if (!text) key->ignore();
        return !text;
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
