// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what ask() hands over.
#include "run/live_guesses.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int readableGuessMs = 250; ///< names that change faster cannot be read

} // namespace

LiveGuesses::LiveGuesses(RunMoment& moment, ItemFocus& focus, PairChoice& choice, QObject* parent)
    : FrameAnalysis(moment, choice, readableGuessMs, parent)
    , m_focus(focus)
{
    connect(&focus, &ItemFocus::pinnedChanged, this, &LiveGuesses::ask);
}

bool LiveGuesses::forget()
{
    return std::exchange(m_board, nullptr) != nullptr;
}

std::vector<Index> LiveGuesses::places() const
{
    const auto& items = moment().probes().projectionItems;
    std::vector<Index> places;
    const auto add = [&](Index place) {
        if (place >= 0 && places.size() < shown && std::ranges::find(places, place) == places.end())
            places.push_back(place);
    };
    for (const FocusedItem& pinned : m_focus.pinned())
        add(placeOf(items, pinned.item));
    const auto count = Index(items.size());
    for (Index i = 0; i < Index(shown); ++i)
        add((2 * i + 1) * count / (2 * Index(shown)));
    return places;
}

FrameAnalysis::Work LiveGuesses::work(
    std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup)
{
    const TrainedPair pair = choice().pair();
    return [this, frame = std::move(frame), pair,
               partners = setup->partners(pair, moment().probes().projectionItems),
               places = places()]() -> Keep {
        auto board = std::make_shared<const GuessBoard>(guessBoard(*frame, partners, pair, places));
        return [this, board = std::move(board)] { m_board = board; };
    };
}

} // namespace contrastlab
