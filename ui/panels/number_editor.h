// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A number that is typed, stepped through, or, where it has a scale, dragged. Window thread.
#pragma once

#include "panels/parameter_editor.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace contrastlab {

class NumberEdit;

class NumberEditor final : public ParameterEditor {
    Q_OBJECT

public:
    NumberEditor(const Parameter& parameter, QWidget* parent);

    [[nodiscard]] TickSlider* slider() const override { return m_slider; }
    [[nodiscard]] QString text() const override;
    void show(const ParameterValue& value) override;
    [[nodiscard]] bool isBusy() const override;
    [[nodiscard]] bool keepsRefused() const override { return !m_dragged && widget().hasFocus(); }
    void setReach(double least, double most) override;
    void takeFocus() override;
    void retranslate() override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    NumberEditor(const Parameter& parameter, NumberEdit* number);

    void makeSlider();
    void drag(double value);
    void sendDragged();
    void grip();
    void rest();
    void letGo();
    void follow(QPointF hand);
    void giveUp();

    NumberEdit* m_number;
    TickSlider* m_slider = nullptr;
    std::optional<double> m_unsent; ///< the slider's newest value
    bool m_dragged = false; ///< what is being sent comes from the slider
    double m_least, m_most; ///< that a drag may reach
    QTimer m_sendTimer;
    QElapsedTimer m_sinceMove;
    int m_gesture = 0;
    double m_shown = 0; ///< what it stands at, where it has a slider
    QElapsedTimer m_sinceGrip;
    QTimer m_restTimer;
    bool m_gripped = false; ///< until the button or Esc lets go
    std::optional<QPointF> m_stillAt; ///< where the hand took the slider and has not moved from
};

} // namespace contrastlab
