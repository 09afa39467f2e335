// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "run/pair_choice.h"

#include "run/item_names.h"

namespace contrastlab {

PairChoice::PairChoice(RunMoment& moment, QObject* parent) : QObject(parent), m_moment(moment)
{
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data && m_moment.setup()) readSetup();
    });
}

void PairChoice::readSetup()
{
    const auto setup = m_moment.setup();
    m_pairs = setup->everyPair();
    m_trained = int(setup->pairs().size());
    if (m_index >= count()) m_index = 0;
    emit changed();
}

TrainedPair PairChoice::pair() const
{
    return m_pairs.empty() ? TrainedPair {} : pair(m_index);
}

void PairChoice::choose(int index)
{
    if (index == m_index || index < 0 || index >= count()) return;
    m_index = index;
    emit changed();
}

QString PairChoice::name(int index) const
{
    const auto setup = m_moment.setup();
    if (!setup || index >= count()) return {};
    const auto side = [&](int tower) { return modalityName(setup->modality(tower).name); };
    return tr("%1 – %2").arg(side(pair(index).a), side(pair(index).b));
}

} // namespace contrastlab
