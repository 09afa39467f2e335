// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What layouts on their way have in common.
#include "analysis/layout_live.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace contrastlab {

namespace {

class StillLayout : public LiveLayout {
public:
    explicit StillLayout(Matrix<float> points) : LiveLayout(std::move(points), 0) { }

protected:
    void setRows(ConstMatrixView<float>, std::stop_token) override { }
    void restart() override { }
    void iterate() override { }
};

} // namespace

std::unique_ptr<LiveLayout> stillLayout(Matrix<float> points)
{
    return std::make_unique<StillLayout>(std::move(points));
}

LiveLayout::LiveLayout(Matrix<float> points, int total)
    : m_points(std::move(points))
    , m_total(total)
    , m_stretch((total + 9) / 10)
{
}

bool LiveLayout::step()
{
    if (m_done >= m_total) return false;
    iterate();
    ++m_done;
    if (m_anchor.size() > 0) {
        m_points = alignedTo(m_anchor, m_points);
        m_points.rowwise() += (m_anchor.colwise().mean() - m_points.colwise().mean()).eval();
    }
    return true;
}

const Matrix<float>& LiveLayout::finish(const LayoutProgress& progress)
{
    while (step())
        if (progress && !progress(m_done, m_total)) break;
    return m_points;
}

void LiveLayout::follow(ConstMatrixView<float> rows, std::stop_token stop)
{
    assert(rows.rows() == m_points.rows());
    if (m_stretch == 0) return;
    setRows(rows, std::move(stop));
    restart();
    m_anchor = m_points;
    m_done = 0;
    m_total = m_stretch;
}

} // namespace contrastlab
