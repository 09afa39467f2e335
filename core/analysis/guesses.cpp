// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cosines are made in stripes of rows, so that little memory is taken.
#include "analysis/guesses.h"

#include "base/eigen_product.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
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

double rightByChance(std::span<const int> answers)
{
    std::map<int, double> sizes;
    for (const int answer : answers)
        sizes[answer] += 1;
    double right = 0;
    for (const auto& [answer, size] : sizes)
        right += size * size / static_cast<double>(answers.size());
    return right;
}

const ModalityData* captionsOf(const RunSetup& setup)
{
    for (int tower = 0; tower < setup.towers(); ++tower)
        if (setup.modality(tower).kind == ModalityKind::text) return &setup.modality(tower);
    return nullptr;
}

} // namespace

std::vector<int> equalAnswers(const RunSetup& setup, const ProbeSet& probes)
{
    const ModalityData* texts = captionsOf(setup);
    std::map<std::string, int> known;
    std::vector<int> answers;
    for (const Index item : probes.projectionItems) {
        const auto next = static_cast<int>(answers.size());
        const Captions none;
        const Captions& text = texts ? texts->texts[static_cast<std::size_t>(item)] : none;
        // An item without a caption is like no other.
        answers.push_back(text.captions.empty()
                ? next
                : known.try_emplace(text.captions.front(), next).first->second);
    }
    return answers;
}

std::vector<Guess> bestGuesses(const ProbeFrame& frame, int from, int to,
    std::span<const int> answers, Index place, std::size_t count)
{
    std::vector<Guess> guesses;
    const int wanted = answers[static_cast<std::size_t>(place)];
    for (const RankedItem& item : crossNeighbours(frame, from, to, place, count).nearest)
        guesses.push_back({ item,
            std::isfinite(item.cosine)
                && answers[static_cast<std::size_t>(item.place)] == wanted });
    return guesses;
}

GuessBoard guessBoard(const ProbeFrame& frame, const TrainedPair& pair,
    std::span<const int> answers, std::vector<Index> asked)
{
    GuessBoard board;
    board.step = frame.step;
    board.pair = pair;
    const Matrix<float>& a = frame.embeddings[static_cast<std::size_t>(pair.a)];
    const Matrix<float>& b = frame.embeddings[static_cast<std::size_t>(pair.b)];
    for (const Index place : asked) {
        board.aToB.push_back(bestGuesses(frame, pair.a, pair.b, answers, place, shownGuesses));
        board.bToA.push_back(bestGuesses(frame, pair.b, pair.a, answers, place, shownGuesses));
        board.cosines.push_back(a.row(place).dot(b.row(place)));
    }
    board.asked = std::move(asked);
    board.countAToB = countGuesses(frame, pair.a, pair.b, answers);
    board.countBToA = countGuesses(frame, pair.b, pair.a, answers);
    return board;
}

GuessCount countGuesses(const ProbeFrame& frame, int from, int to, std::span<const int> answers)
{
    const Matrix<float>& queries = frame.embeddings[static_cast<std::size_t>(from)];
    const Matrix<float>& items = frame.embeddings[static_cast<std::size_t>(to)];
    GuessCount count { 0, queries.rows(), rightByChance(answers) };
    Matrix<float> cosines;
    for (Index first = 0; first < queries.rows(); first += rowsAtOnce) {
        const Index rows = std::min(rowsAtOnce, queries.rows() - first);
        cosines.resize(rows, items.rows());
        eigenProductTransposedRight<float>(
            rowsOf(view(queries), first, rows), view(items), view(cosines));
        for (Index i = 0; i < rows; ++i) {
            const Index best = placeOfLargest(cosines.row(i));
            count.right += best >= 0
                && answers[static_cast<std::size_t>(best)]
                    == answers[static_cast<std::size_t>(first + i)];
        }
    }
    return count;
}

} // namespace contrastlab
