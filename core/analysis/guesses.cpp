// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cosines are made in stripes of rows, so that little memory is taken.
#include "analysis/guesses.h"

#include "base/eigen_product.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr Index rowsAtOnce = 64;
constexpr std::size_t shownGuesses = 3;

// The largest number's place, of equal ones the first; -1 where none is a number.
template <class Row> Index placeOfLargest(const Row& row)
{
    Index best = -1;
    for (Index j = 0; j < row.size(); ++j)
        if (!std::isnan(row[j]) && (best < 0 || row[j] > row[best])) best = j;
    return best;
}

double rightByChance(const PartnerNumbers& partners)
{
    double pairs = 0;
    for (std::size_t i = 0; i < partners.size(); ++i)
        for (std::size_t j = 0; j < partners.size(); ++j)
            pairs += partners.arePartners(i, j);
    return pairs / static_cast<double>(partners.size());
}

} // namespace

std::vector<Guess> bestGuesses(const ProbeFrame& frame, const PartnerNumbers& partners, int from,
    int to, Index place, std::size_t count)
{
    std::vector<Guess> guesses;
    for (const RankedItem& item : crossNeighbours(frame, partners, from, to, place, count).nearest)
        guesses.push_back({ item, std::isfinite(item.cosine) && item.partner });
    return guesses;
}

GuessBoard guessBoard(const ProbeFrame& frame, const PartnerNumbers& partners,
    const TrainedPair& pair, std::vector<Index> asked)
{
    GuessBoard board;
    board.step = frame.step;
    board.pair = pair;
    const Matrix<float>& a = frame.embeddings[static_cast<std::size_t>(pair.a)];
    const Matrix<float>& b = frame.embeddings[static_cast<std::size_t>(pair.b)];
    for (const Index place : asked) {
        board.aToB.push_back(bestGuesses(frame, partners, pair.a, pair.b, place, shownGuesses));
        board.bToA.push_back(bestGuesses(frame, partners, pair.b, pair.a, place, shownGuesses));
        board.cosines.push_back(a.row(place).dot(b.row(place)));
    }
    board.asked = std::move(asked);
    board.countAToB = countGuesses(frame, partners, pair.a, pair.b);
    board.countBToA = countGuesses(frame, partners, pair.b, pair.a);
    return board;
}

GuessCount countGuesses(const ProbeFrame& frame, const PartnerNumbers& partners, int from, int to)
{
    const Matrix<float>& queries = frame.embeddings[static_cast<std::size_t>(from)];
    const Matrix<float>& items = frame.embeddings[static_cast<std::size_t>(to)];
    GuessCount count { 0, queries.rows(), rightByChance(partners) };
    Matrix<float> cosines;
    for (Index first = 0; first < queries.rows(); first += rowsAtOnce) {
        const Index rows = std::min(rowsAtOnce, queries.rows() - first);
        cosines.resize(rows, items.rows());
        eigenProductTransposedRight<float>(
            rowsOf(view(queries), first, rows), view(items), view(cosines));
        for (Index i = 0; i < rows; ++i) {
            const Index best = placeOfLargest(cosines.row(i));
            count.right += best >= 0
                && partners.arePartners(
                    static_cast<std::size_t>(first + i), static_cast<std::size_t>(best));
        }
    }
    return count;
}

} // namespace contrastlab
