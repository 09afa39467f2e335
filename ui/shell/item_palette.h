// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The items of the data that are open in the command palette, by their names in both languages and
// by their numbers. Names are made ready on another thread. Window thread.
#pragma once

#include "base/newest_task.h"
#include "run/item_focus.h"
#include "run/latest_value.h"
#include "run/run_moment.h"
#include "shell/command_palette.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace contrastlab {

class ItemPalette : public QObject {
    Q_OBJECT

public:
    ItemPalette(RunMoment& moment, ItemFocus& focus, QObject* parent);

    /// The palette opens: names of other data than before are made ready.
    void look();
    /// Those that are ready.
    [[nodiscard]] PaletteItems items();
    /// "item 17", "#17", "样本 17".
    [[nodiscard]] std::vector<PaletteEntry> read(const QString& query);

signals:
    void changed();
    void pinned();

private:
    struct Names {
        std::shared_ptr<const RunSetup> setup;
        std::shared_ptr<const NameIndex> index;
    };

    void take();
    [[nodiscard]] PaletteEntry entryOf(Index item);

    RunMoment& m_moment;
    ItemFocus& m_focus;
    std::shared_ptr<const RunSetup> m_asked; ///< for
    Names m_names;
    std::shared_ptr<LatestValue<Names>> m_made;
    QTimer m_poll;
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
