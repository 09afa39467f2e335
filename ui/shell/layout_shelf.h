// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person's own layouts of the window, kept in one file and shared one by one. Window thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace contrastlab {

struct OwnLayout {
    QString name;
    int version = 0; ///< of the docks that it tells of (Docks::version())
    QByteArray state; ///< Docks::layout()
};

class LayoutShelf {
public:
    /// An empty name of a file: nothing is remembered.
    explicit LayoutShelf(const QString& file);

    /// Beside the settings; their empty name means the usual place of the user's data.
    static QString fileBeside(const QString& settingsFile);

    /// In the order of their names.
    [[nodiscard]] const std::vector<OwnLayout>& layouts() const { return m_layouts; }
    [[nodiscard]] const OwnLayout* find(const QString& name) const;
    /// In place of one of that name, where there is one. False, here and below: not written.
    bool put(const OwnLayout& layout);
    bool rename(const QString& from, const QString& to);
    bool remove(const QString& name);
    /// `wanted`, with a number behind it where that name is taken.
    [[nodiscard]] QString freeName(const QString& wanted) const;

    /// As a file that others can read.
    static QByteArray toFile(const OwnLayout& layout);
    /// Nothing where it is none, or of a later version of the program: `problem` then says so.
    static std::optional<OwnLayout> fromFile(
        const QByteArray& bytes, int version, QString& problem);

private:
    void read();
    bool write();

    QString m_file;
    std::vector<OwnLayout> m_layouts;
    bool m_damaged = false; ///< what stands in the file is not ours to overwrite
};

} // namespace contrastlab
