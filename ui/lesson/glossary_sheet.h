// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All terms of the glossary: a list to search, and the card of the chosen one. Window thread.
#pragma once

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace contrastlab {

class GlossaryCard;

class GlossarySheet : public QDialog {
    Q_OBJECT

public:
    explicit GlossarySheet(QWidget* parent = nullptr);

    [[nodiscard]] GlossaryCard& card() { return *m_card; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void filter();
    void showChosen();

    QLineEdit* m_search;
    QListWidget* m_list;
    GlossaryCard* m_card;
};

} // namespace contrastlab
