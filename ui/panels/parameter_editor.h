// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a row of the form edits its value with: one kind of editor a kind of parameter. Shows values
// and tells what a person does; what is wrong is the row's to say. Window thread.
#pragma once

#include "run/parameters.h"

#include <QObject>

#include <vector>

class QWidget;

namespace contrastlab {

class TickSlider;

/// A slider in a person's hand.
struct SliderGrip {
    /// `rests`: held for a moment at one value.
    enum class Phase { taken, rests, letGo };
    Phase phase = Phase::taken;
    std::vector<double> values; ///< ascending; where it rests: that value and some about it
    std::size_t chosen = 0; ///< which of them it is
};

class ParameterEditor : public QObject {
    Q_OBJECT

public:
    /// The editor for parameters of this kind; `parent` owns it and its widgets.
    static ParameterEditor* of(const Parameter& parameter, QWidget* parent);

    /// The box, the line or the check mark.
    [[nodiscard]] QWidget& widget() const { return *m_widget; }
    /// Beneath it, where the parameter has a scale; else null.
    [[nodiscard]] virtual TickSlider* slider() const { return nullptr; }
    /// What it holds, as text.
    [[nodiscard]] virtual QString text() const = 0;
    virtual void show(const ParameterValue& value) = 0;
    /// A person is about to change it: it must not be written over.
    [[nodiscard]] virtual bool isBusy() const { return false; }
    /// Whether what was refused can stand there now, to be corrected.
    [[nodiscard]] virtual bool keepsRefused() const { return false; }
    /// The values that a drag may reach; what is typed may be anything.
    virtual void setReach(double /*least*/, double /*most*/) { }
    /// Whether it is too wide to stand beside its label.
    [[nodiscard]] virtual bool needsOwnLine() const { return false; }
    /// What can be entered, in words.
    [[nodiscard]] virtual QString limit() const;
    /// What a choice means, shown over its entry and, while it is chosen, over the box.
    virtual void setChoiceTip(std::string_view value, const QString& tip);
    virtual void takeFocus();
    virtual void retranslate();

signals:
    /// Edits of one gesture have the same number, 0 stands for itself.
    void edited(const contrastlab::ParameterValue& value, int gesture);
    /// A text was entered, and may be anything.
    void committed(const QString& text);
    /// What is being typed or dragged is in the range.
    void corrected();
    /// What is chosen is not.
    void refused();
    /// What was typed is to go.
    void takenBack();
    /// The slider is taken, rests somewhere, or is let go.
    void gripped(const contrastlab::SliderGrip& grip);
    /// The button beside the data set's name.
    void browseRequested();

protected:
    ParameterEditor(const Parameter& parameter, QWidget* widget);

    [[nodiscard]] const Parameter& parameter() const { return m_parameter; }

private:
    const Parameter& m_parameter;
    QWidget* m_widget;
};

} // namespace contrastlab
