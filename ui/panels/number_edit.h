// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A number as text with up and down arrows along the parameter's scale. Whatever is typed stays
// until it is committed or taken back. Window thread.
#pragma once

#include "run/parameters.h"

#include <QAbstractSpinBox>

namespace contrastlab {

class NumberEdit : public QAbstractSpinBox {
    Q_OBJECT
    // What accessibility asks a spin box for by these names.
    Q_PROPERTY(double value READ number WRITE setNumber)
    Q_PROPERTY(double minimum READ minimum)
    Q_PROPERTY(double maximum READ maximum)

public:
    explicit NumberEdit(const Parameter& parameter, QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    /// Not a number while none is typed.
    [[nodiscard]] double number() const;
    /// As if it were typed and committed.
    void setNumber(double number);
    [[nodiscard]] double minimum() const { return m_parameter.minimum; }
    [[nodiscard]] double maximum() const { return m_parameter.maximum; }
    /// Something was typed that is not committed yet.
    [[nodiscard]] bool isDirty() const { return m_dirty; }

    void stepBy(int count) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void edited(); ///< by the keyboard, not yet committed
    void committed(); ///< Enter, an arrow, or the focus went elsewhere after an edit
    void takenBack(); ///< Escape

protected:
    StepEnabled stepEnabled() const override { return StepUpEnabled | StepDownEnabled; }
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] double stepped(double value, bool up) const;

    const Parameter& m_parameter;
    bool m_dirty = false;
};

} // namespace contrastlab
