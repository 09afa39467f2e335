// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of the open run's items, decoded in the background and kept for a while. Window thread.
#pragma once

#include "base/newest_task.h"
#include "run/run_moment.h"

#include <QTimer>

#include <map>
#include <vector>

namespace contrastlab {

class ItemPictures : public QObject {
    Q_OBJECT

public:
    explicit ItemPictures(RunMoment& moment, QObject* parent = nullptr);

    /// The longer side at most, in pixels of the screen.
    static constexpr int side = 192;

    /// Drawings of the item; 0 where it has no picture.
    [[nodiscard]] int count(Index item) const;
    [[nodiscard]] QString name(int drawing) const;
    /// Null while it is decoded (then loaded() follows), and where it cannot be.
    QImage picture(Index item, int drawing = 0);

signals:
    void loaded();

private:
    using Key = std::pair<Index, int>;

    void forget();
    void submit();
    void keep(const std::shared_ptr<const ItemMedia>& media, const Key& key, const QImage& picture);
    [[nodiscard]] std::string modality() const;

    RunMoment& m_moment;
    std::map<Key, QImage> m_known;
    std::vector<Key> m_missing; ///< in the order of asking
    bool m_decoding = false;
    QTimer m_soon; ///< all that is asked for in one go is known before the first is decoded

    NewestTask m_decoder; ///< last: ends before what it uses goes
};

} // namespace contrastlab
