// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A term on a small card: what it means, its formula, and a button that points at the thing in the
// window. Window thread.
#pragma once

#include "lesson/glossary.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace contrastlab {

class GlossaryCard : public QFrame {
    Q_OBJECT

public:
    explicit GlossaryCard(QWidget* parent = nullptr);

    void showEntry(const GlossaryEntry& entry);
    /// As a popup at a place of the screen, closed by Esc or a click elsewhere.
    void popUp(const GlossaryEntry& entry, const QPoint& place);
    [[nodiscard]] const GlossaryEntry* entry() const { return m_entry; }

signals:
    /// Key of a parameter or of a dock.
    void showRequested(const std::string& key);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    const GlossaryEntry* m_entry = nullptr;
    QLabel *m_term, *m_text, *m_formula, *m_source;
    QToolButton* m_show;
};

} // namespace contrastlab
