// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A formula as it is typeset, and beneath it what its symbols mean and stand at; always as high. A
// click shows it large, for a class. Window thread.
#pragma once

#include "theme/formula_drawing.h"

#include <QWidget>

namespace contrastlab {

/// What is shown of a formula.
struct FormulaText {
    QString name; ///< of the drawing
    QString title;
    QString purpose; ///< in one line
    QString plain; ///< the formula as plain text, where there is no drawing, and for tooltips
    QString legend; ///< symbols, their meaning, their value now
    QString source;

    friend bool operator==(const FormulaText&, const FormulaText&) = default;
};

class FormulaView : public QWidget {
    Q_OBJECT

public:
    explicit FormulaView(QWidget* parent = nullptr);

    void show(const FormulaText& text);
    [[nodiscard]] const FormulaText& text() const { return m_text; }
    /// None: the text is shown plain.
    [[nodiscard]] const std::optional<FormulaDrawing>& drawing() const { return m_drawing; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void changed();
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    FormulaText m_text;
    std::optional<FormulaDrawing> m_drawing;
};

/// The same, large, in a window of its own that follows it.
void openFormulaSheet(FormulaView& view);

} // namespace contrastlab
