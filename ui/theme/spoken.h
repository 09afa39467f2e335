// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What widgets of our own tell people who hear the window: a value in its unit, what the keyboard's
// cursor is at. It is asked for when it is wanted, so that it is true while a run goes on. Window
// thread.
#pragma once

#include <QString>

#include <optional>

class QWidget;

namespace contrastlab {

/// A widget that inherits it, too, is told of by it, once speakUp() was called.
class Spoken {
public:
    /// As on a scale with evenly spaced steps about the value.
    struct Number {
        double value = 0, least = 0, most = 0, step = 0;
    };

    virtual ~Spoken() = default;

    /// The value with its unit, or what is read at the cursor; empty: nothing beside the name and
    /// the description that the widget has.
    [[nodiscard]] virtual QString spokenText() const = 0;
    /// Of a widget that is a slider.
    [[nodiscard]] virtual std::optional<Number> spokenNumber() const { return {}; }
    /// Somebody who hears the window has set it.
    virtual void takeSpokenNumber(double) { }
};

/// Qt's accessibility asks Spoken widgets from now on. Before the first of them is made.
void speakUp();
/// Tells that spokenText() of a widget is another now, if it has the focus.
void tellReading(QWidget& widget);
/// Tells that spokenNumber() of a widget is another now.
void tellNumber(QWidget& widget, double number);

} // namespace contrastlab
