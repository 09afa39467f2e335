// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The items that a person has chosen to look at together, shared by cloud, matrix, table and
// retrieval, whichever of them they were chosen in; the groups that a legend has turned grey; and
// choices that were kept under a name. It outlives a new run on the same data. Window thread.
#pragma once

#include "run/run_moment.h"

#include <QObject>
#include <QString>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace contrastlab {

class ItemSelection : public QObject {
    Q_OBJECT

public:
    /// Where the choice was made last.
    enum class Origin { none, cloud, matrix, table, retrieval, kept };
    struct Kept {
        QString name;
        std::vector<Index> items;
    };

    explicit ItemSelection(RunMoment& moment, QObject* parent = nullptr);

    /// In the order of their choice, each once; none: all are looked at.
    [[nodiscard]] const std::vector<Index>& items() const { return m_items; }
    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    [[nodiscard]] bool contains(Index item) const { return m_chosen.contains(item); }
    [[nodiscard]] Origin origin() const { return m_origin; }

    void set(const std::vector<Index>& items, Origin origin);
    /// Keeps what was chosen before.
    void add(const std::vector<Index>& items, Origin origin);
    /// In or out.
    void toggle(Index item, Origin origin);
    void clear() { set({}, Origin::none); }

    /// What the legend's filter leaves grey, in every view.
    void setGreyed(const std::vector<Index>& items);
    [[nodiscard]] bool isGreyed(Index item) const { return m_greyed.contains(item); }
    /// Of this item nothing stands out: others are chosen, or it is filtered.
    [[nodiscard]] bool isMuted(Index item) const
    {
        return isGreyed(item) || (!isEmpty() && !contains(item));
    }

    /// What is chosen now, under a name; one of that name is replaced.
    void keep(const QString& name);
    void forget(const QString& name);
    void choose(const QString& name);
    [[nodiscard]] const std::vector<Kept>& kept() const { return m_kept; }
    /// As another start of the program kept them; signals nothing.
    void restoreKept(std::vector<Kept> kept) { m_kept = std::move(kept); }
    /// What all of it belongs to; empty until there are data.
    [[nodiscard]] const std::string& data() const { return m_data; }

signals:
    void changed(); ///< what is chosen, or what is greyed
    void keptChanged(); ///< by a person
    void dataChanged(); ///< nothing is chosen or kept of them yet

private:
    void checkData();

    RunMoment& m_moment;
    std::vector<Index> m_items;
    std::set<Index> m_chosen, m_greyed;
    Origin m_origin = Origin::none;
    std::vector<Kept> m_kept;
    std::string m_data;
};

} // namespace contrastlab
