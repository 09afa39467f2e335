// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows are added one by one, each by a shortest path of changes from it to a free column. Prices
// keep all reduced costs at or above 0.
#include "analysis/assignment.h"

#include <cassert>
#include <limits>

namespace contrastlab {

namespace {

constexpr double unreached = std::numeric_limits<double>::infinity();

class Assignment {
public:
    explicit Assignment(const Matrix<double>& gains)
        : m_gains(gains)
        , m_rowPrices(Vector<double>::Zero(gains.rows()))
        , m_columnPrices(Vector<double>::Zero(gains.rows()))
        , m_rowOf(std::size_t(gains.rows()), -1)
    {
    }

    std::vector<Index> columns()
    {
        for (Index row = 0; row < m_gains.rows(); ++row)
            add(row);
        std::vector<Index> columns(m_rowOf.size());
        for (std::size_t column = 0; column < m_rowOf.size(); ++column)
            columns[std::size_t(m_rowOf[column])] = Index(column);
        return columns;
    }

private:
    // Dijkstra over the columns, from the row to the nearest column that has none.
    void add(Index row)
    {
        const Index size = m_gains.rows();
        Vector<double> distances = Vector<double>::Constant(size, unreached);
        std::vector<Index> before(std::size_t(size), -1); // the column on the path to a column
        std::vector<bool> done(std::size_t(size), false);
        std::vector<Index> reached;
        double length = 0;
        Index from = row, column = -1, last = -1;
        while (from >= 0) {
            for (Index j = 0; j < size; ++j) {
                if (done[std::size_t(j)]) continue;
                const double further =
                    length - m_gains(from, j) - m_rowPrices[from] - m_columnPrices[j];
                if (further >= distances[j]) continue;
                distances[j] = further;
                before[std::size_t(j)] = last;
            }
            column = -1;
            for (Index j = 0; j < size; ++j)
                if (!done[std::size_t(j)] && (column < 0 || distances[j] < distances[column]))
                    column = j;
            length = distances[column];
            done[std::size_t(column)] = true;
            reached.push_back(column);
            last = column;
            from = m_rowOf[std::size_t(column)];
        }
        m_rowPrices[row] += length;
        for (const Index j : reached) {
            if (m_rowOf[std::size_t(j)] >= 0)
                m_rowPrices[m_rowOf[std::size_t(j)]] += length - distances[j];
            m_columnPrices[j] -= length - distances[j];
        }
        for (; before[std::size_t(column)] >= 0; column = before[std::size_t(column)])
            m_rowOf[std::size_t(column)] = m_rowOf[std::size_t(before[std::size_t(column)])];
        m_rowOf[std::size_t(column)] = row;
    }

    const Matrix<double>& m_gains;
    Vector<double> m_rowPrices, m_columnPrices;
    std::vector<Index> m_rowOf; ///< of each column; -1: none yet
};

} // namespace

std::vector<Index> bestAssignment(const Matrix<double>& gains)
{
    assert(gains.rows() == gains.cols() && gains.allFinite());
    return Assignment(gains).columns();
}

} // namespace contrastlab
