// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which pair of modalities the views show, where three are trained. Window thread.
#pragma once

#include "run/run_moment.h"

#include <QObject>

namespace contrastlab {

class PairChoice : public QObject {
    Q_OBJECT

public:
    explicit PairChoice(RunMoment& moment, QObject* parent = nullptr);

    /// In the order of RunSetup::everyPair().
    [[nodiscard]] int index() const { return m_index; }
    [[nodiscard]] int count() const { return int(m_pairs.size()); }
    [[nodiscard]] TrainedPair pair(int index) const { return m_pairs[std::size_t(index)]; }
    [[nodiscard]] TrainedPair pair() const;
    /// An objective sees the pair; the others emerge, or not.
    [[nodiscard]] bool isTrained(int index) const { return index < m_trained; }
    void choose(int index);

    /// "image – text", in the reader's language.
    [[nodiscard]] QString name(int index) const;

signals:
    void changed(); ///< another pair, or other pairs to choose from

private:
    void readSetup();

    RunMoment& m_moment;
    std::vector<TrainedPair> m_pairs;
    int m_trained = 0;
    int m_index = 0;
};

} // namespace contrastlab
