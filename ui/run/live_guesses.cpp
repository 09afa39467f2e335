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
    : QObject(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_choice(choice)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &LiveGuesses::ask);
    connect(&moment, &RunMoment::changed, this, &LiveGuesses::follow);
    connect(&choice, &PairChoice::changed, this, &LiveGuesses::ask);
    connect(&focus, &ItemFocus::pinnedChanged, this, &LiveGuesses::ask);
}

void LiveGuesses::follow(const MomentChange& change)
{
    const bool other = change.run == MomentChange::Run::other;
    if (other || change.data) forget();
    if (change.frame || change.data) askSoon();
}

void LiveGuesses::forget()
{
    ++m_generation;
    if (std::exchange(m_board, nullptr)) emit changed();
}

void LiveGuesses::askSoon()
{
    if (m_soon.isActive()) return;
    const qint64 rested = m_sinceAsked.isValid() ? m_sinceAsked.elapsed() : readableGuessMs;
    m_soon.start(int(std::clamp<qint64>(readableGuessMs - rested, 0, readableGuessMs)));
}

std::vector<Index> LiveGuesses::places() const
{
    const auto& items = m_moment.probes().projectionItems;
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

void LiveGuesses::ask()
{
    m_soon.stop();
    const auto frame = m_moment.frame();
    const auto setup = m_moment.setup();
    const auto& items = m_moment.probes().projectionItems;
    const bool fits = frame && setup && !items.empty() && !frame->embeddings.empty()
        && frame->embeddings.front().rows() == std::ssize(items)
        && std::size_t(std::max(m_choice.pair().a, m_choice.pair().b)) < frame->embeddings.size();
    if (!fits || m_choice.count() == 0) return;
    m_sinceAsked.start();
    const TrainedPair pair = m_choice.pair();
    m_task.submit([this, frame, pair, partners = setup->partners(pair, items), places = places(),
                      generation = m_generation] {
        auto board = std::make_shared<const GuessBoard>(guessBoard(*frame, partners, pair, places));
        QMetaObject::invokeMethod(
            this,
            [this, board = std::move(board), generation] {
                if (generation == m_generation) keep(board);
            },
            Qt::QueuedConnection);
    });
}

void LiveGuesses::keep(const std::shared_ptr<const GuessBoard>& board)
{
    m_board = board;
    emit changed();
}

} // namespace contrastlab
