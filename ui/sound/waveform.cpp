// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread and the thread that decodes.
#include "sound/waveform.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

std::vector<float> waveform(const SoundSamples& sound, int bars)
{
    if (sound.empty()) return {};
    const std::size_t count = sound.values.size();
    std::vector<float> peaks(std::min(static_cast<std::size_t>(bars), count), 0);
    for (std::size_t i = 0; i < count; ++i) {
        float& peak = peaks[i * peaks.size() / count];
        peak = std::max(peak, std::abs(sound.values[i]));
    }
    const float loudest = std::ranges::max(peaks);
    for (float& peak : peaks)
        peak = loudest > 0 ? peak / loudest : 0;
    return peaks;
}

void drawWaveform(QPainter& painter, const QRectF& rect, const std::vector<float>& peaks,
    double played, const QColor& color, const QColor& playedColor)
{
    if (peaks.empty()) return;
    const double pitch = rect.width() / double(peaks.size());
    const double width = std::max(1.0, 0.7 * pitch);
    painter.setPen(Qt::NoPen);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < peaks.size(); ++i) {
        const double height = std::max(1.0, double(peaks[i]) * rect.height());
        const bool done = (double(i) + 0.5) / double(peaks.size()) < played;
        painter.setBrush(done ? playedColor : color);
        const QRectF bar(
            rect.left() + double(i) * pitch, rect.center().y() - 0.5 * height, width, height);
        painter.drawRoundedRect(bar, 0.5 * width, 0.5 * width);
    }
}

} // namespace contrastlab
