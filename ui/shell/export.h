// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures that leave the window. Window thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <vector>

class QWidget;

namespace contrastlab {

class RunMoment;

/// Draws the widget now, as PNG (of so many times its size), SVG or PDF; what is returned packs it,
/// on any thread. Null for another suffix. Beneath it stands what the run was at the playhead's
/// step: "clip · τ 0.1 · η 0.002 · N 128 · seed 0 · step 400".
std::function<QByteArray()> pictureOf(
    QWidget& view, const QString& suffix, const RunMoment& moment, qreal scale = 2);
/// The same of several, side by side, with one line beneath; not none.
std::function<QByteArray()> pictureOf(const std::vector<QWidget*>& views, const QString& suffix,
    const RunMoment& moment, qreal scale = 2);
/// The same to the clipboard as pixels, with its values as text beside them: who pastes takes what
/// he can.
void copyPicture(QWidget& view, const QString& values, const RunMoment& moment);

} // namespace contrastlab
