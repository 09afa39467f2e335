// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person's own layouts: use, rename, delete, write to a file, read from one. Window thread.
#pragma once

#include "shell/layout_shelf.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;

namespace contrastlab {

class LayoutsSheet : public QDialog {
    Q_OBJECT

public:
    /// `version` of the docks of this program.
    LayoutsSheet(LayoutShelf& shelf, int version, QWidget* parent = nullptr);

    void writeTo(const QString& path);
    void readFrom(const QString& path);
    /// What went wrong, or came of it.
    [[nodiscard]] QString told() const;
    [[nodiscard]] QListWidget& list() const { return *m_list; }

signals:
    void useRequested(const QString& name);
    void changed();

private:
    void fill(const QString& chosen);
    void showChosen();
    void rename(int row);
    void remove();
    void bringBack();
    void tell(bool written, const QString& done);
    [[nodiscard]] QString chosen() const;

    LayoutShelf& m_shelf;
    int m_version;
    QListWidget* m_list;
    QLabel* m_told;
    QPushButton *m_use, *m_rename, *m_delete, *m_back, *m_write, *m_read;
    std::optional<OwnLayout> m_deleted; ///< the last one
};

} // namespace contrastlab
