// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds things by name as one types: letters may be missing, words may come in any order, and each
// thing may have several names. Plain values; any thread.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace contrastlab {

/// As names are compared: letters of one case, one space between words, no other punctuation.
QString foldedName(const QString& name);

/// How well a folded query finds a folded name: 1000 the same, from 900 down its beginning, from
/// 800 the beginning of a word, from 600 anywhere, below that letters in the same order; 0 not at
/// all. Shorter names come first.
int nameScore(QStringView query, QStringView name);

class NameIndex {
public:
    struct Hit {
        int place; ///< of the thing, in the order of add()
        int score;
    };

    void add(const QStringList& names);
    [[nodiscard]] int size() const { return int(m_things.size()); }
    /// What the query finds, in the order of add(). Several words may each be found in another name
    /// of the thing.
    [[nodiscard]] std::vector<Hit> find(const QString& query) const;

private:
    struct Thing {
        std::uint64_t letters = 0; ///< of all names
        int firstName = 0, names = 0;
    };

    [[nodiscard]] int scoreOf(const Thing& thing, QStringView query) const;

    std::vector<Thing> m_things;
    std::vector<QString> m_names;
};

} // namespace contrastlab
