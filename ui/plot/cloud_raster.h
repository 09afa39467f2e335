// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Very many points as pixels: each a few of one colour, without a call of a painter and without
// blending; in space, the nearest wins. What was drawn is kept: where the picture has only been
// shifted, the points at its edges alone are drawn. Window thread.
#pragma once

#include "plot/cloud_places.h"
#include "plot/point_index.h"

#include <QImage>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace contrastlab {

class CloudRaster {
public:
    static constexpr int mostSelected = 20000;

    /// All points as they lie in the plot, but for up to mostSelected that are selected; those that
    /// are greyed lie below the others. `index`: of the points in their own plane, for finding
    /// those at the edges of a picture that was shifted; null: all are looked at.
    QImage drawn(const CloudModel& model, const CloudPlaces& places, const AxesFrame& frame,
        double ratio, const PointIndex* index);
    /// How many points the last call drew.
    std::size_t drawnLast() const { return m_drawnLast; }

private:
    using Shades = std::array<QRgb, PointSprites::levelCount>;
    using Some = std::optional<std::vector<std::uint32_t>>; ///< points; nothing: all
    /// What a picture must share with the one that is kept, to be that one shifted.
    struct Key {
        std::uint64_t revision = 0; ///< of the model
        QSize size;
        double ratio = 0, diameter = 0;
        QColor background, firstColor;
        friend bool operator==(const Key&, const Key&) = default;
    };
    /// Device pixels, with room for marks around those that are shown.
    struct Target {
        QImage image;
        std::vector<std::uint8_t> nearness; ///< of what each pixel shows, in space
        QPointF origin; ///< of the image in the figure, in device pixels
    };
    struct Ink {
        Shades shades {};
        bool shown = true;
    };
    /// Pixels of a mark about its centre.
    struct Run {
        int row, first, last;
    };

    void readInks(const CloudModel& model, const PlotTheme& theme);
    void shapeMarks(const CloudModel& model, double ratio);
    Target targetFor(QSize size, QPointF origin, bool spatial) const;
    void splat(
        Target& target, const CloudModel& model, const CloudPlaces& places, const Some& some);
    template <bool spatial>
    void splatPass(Target& target, const CloudModel& model, const CloudPlaces& places,
        const Some& some, bool muted);
    void shift(const CloudModel& model, const CloudPlaces& places, QPoint by, QPointF corner,
        const PointIndex* index);

    std::vector<Ink> m_inks; ///< of the colour before, since the grey one is -1
    Shades m_mutedShades {};
    std::array<bool, PointSprites::shapeCount> m_shapeShown {};
    std::array<std::array<std::vector<Run>, PointSprites::shapeCount>, PointSprites::levelCount>
        m_marks;
    int m_reach = 0; ///< of a mark from its centre
    int m_pad = 0; ///< around what is shown: for marks of centres outside that reach in

    Key m_key;
    Target m_kept;
    QPointF m_base; ///< of the places in it
    std::array<double, 6> m_directions {};
    bool m_drawsSelected = false;
    std::size_t m_drawnLast = 0;
};

} // namespace contrastlab
