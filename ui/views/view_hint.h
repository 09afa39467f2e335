// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line above a view that says what to look for, and a "?" that opens a card with a short
// explanation. Window thread.
#pragma once

#include <QWidget>

class QToolButton;

namespace contrastlab {

class ViewHint : public QWidget {
    Q_OBJECT

public:
    explicit ViewHint(QWidget* parent = nullptr);

    /// `explanation`: paragraphs in Qt's HTML.
    void setTexts(const QString& hint, const QString& title, const QString& explanation);
    /// Before the hint, in bold: how it stands now. May be empty.
    void setState(const QString& state);
    [[nodiscard]] const QString& hint() const { return m_hint; }
    [[nodiscard]] const QString& state() const { return m_state; }
    /// The card, open; it is gone when something else is clicked.
    QWidget* openCard();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QString m_hint, m_state, m_title, m_explanation;
    QToolButton* m_button;
};

} // namespace contrastlab
