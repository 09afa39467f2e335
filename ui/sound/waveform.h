// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The outline of a sound: a bar a stretch of time. Pure functions; drawing in the window thread.
#pragma once

#include "media/decode/item_media.h"

#include <QColor>
#include <QRectF>

#include <vector>

class QPainter;

namespace contrastlab {

/// Peaks of `bars` stretches of equal length, in [0, 1], the loudest 1; empty where the sound is.
std::vector<float> waveform(const SoundSamples& sound, int bars);

/// Bars about the middle of the rectangle; the share that was played in its own colour.
void drawWaveform(QPainter& painter, const QRectF& rect, const std::vector<float>& peaks,
    double played, const QColor& color, const QColor& playedColor);

} // namespace contrastlab
