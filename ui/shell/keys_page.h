// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys of all actions, to be changed: a list, and below it the one that is chosen. A key that
// another action has is told, and taken from it only where a person says so. Window thread.
#pragma once

#include "shell/actions.h"

#include <QWidget>

#include <optional>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace contrastlab {

class KeysPage : public QWidget {
    Q_OBJECT

public:
    explicit KeysPage(Actions& actions, QWidget* parent = nullptr);

    /// Shows the actions that are found so; false where none is.
    bool narrow(const QString& query);
    void choose(ActionId id);
    [[nodiscard]] QKeySequenceEdit& edit() const { return *m_edit; }
    /// What is wrong with the keys that were pressed; empty: nothing.
    [[nodiscard]] QString trouble() const;

signals:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void showChosen();
    void take(const QKeySequence& keys);
    void set(ActionId id, const QList<QKeySequence>& keys);
    [[nodiscard]] std::optional<ActionId> chosen() const;
    /// Who has the keys already.
    [[nodiscard]] std::optional<ActionId> holderOf(const QKeySequence& keys, ActionId except) const;
    void retranslate();

    Actions& m_actions;
    QTreeWidget* m_list;
    QKeySequenceEdit* m_edit;
    QLabel *m_name, *m_trouble;
    QPushButton *m_takeOver, *m_none, *m_usual, *m_allUsual;
    QKeySequence m_wanted; ///< held by another
};

} // namespace contrastlab
