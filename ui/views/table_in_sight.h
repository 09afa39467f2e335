// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of a picture's numbers lie within its axes as a person has zoomed them. Window thread.
#pragma once

#include <QList>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace contrastlab {

/// Rows of cells, the first with their titles: of curves those with a step (second column) along
/// the axis, of clouds those whose columns x and y lie within both, of a matrix its shown rows and
/// columns. Nothing where the picture shows all of them, or has no such axes.
std::optional<QList<QStringList>> withinAxes(
    const std::function<QList<QStringList>()>& table, const QWidget& view, const QWidget& picture);

} // namespace contrastlab
