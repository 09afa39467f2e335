// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything that the window can do or show, by name: a line to type in and the best that it finds,
// over the window until Esc, a choice or a click elsewhere. Window thread.
#pragma once

#include "shell/name_index.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <map>
#include <memory>
#include <vector>

class QFrame;
class QLabel;
class QLineEdit;
class QListView;

namespace contrastlab {

/// One thing to choose.
struct PaletteEntry {
    QString id; ///< the same at every start, for how often it is used; empty: not counted
    QString kind; ///< "Action", "Parameter" ... in the window's language
    QString title;
    QString detail {}; ///< where it stands, what it is now
    QString keys {}; ///< its shortcut
    QStringList names {}; ///< that it is found by, in any language
    bool enabled = true;
    QString obstacle {}; ///< why it cannot be had now, where that is known
    int preference = 0; ///< points that it has before others that are found as well
    std::function<void()> act {};
};

/// What there are very many of, each made only where it is found.
struct PaletteItems {
    std::shared_ptr<const NameIndex> names;
    std::function<PaletteEntry(int place)> entry;
};

class PaletteModel;

class CommandPalette : public QWidget {
    Q_OBJECT

public:
    /// Covers the window when it is opened.
    explicit CommandPalette(QWidget& window);

    /// What can be chosen, asked for at each opening.
    void setSource(std::function<std::vector<PaletteEntry>()> source)
    {
        m_source = std::move(source);
    }
    /// What a query means beyond names: a value for a parameter, a step. Asked at each key.
    void setReader(std::function<std::vector<PaletteEntry>(const QString& query)> reader)
    {
        m_reader = std::move(reader);
    }
    /// May come while it is open.
    void setItems(PaletteItems items);
    /// Ids of what was chosen, the newest first.
    void setUsed(const QStringList& ids);
    [[nodiscard]] const QStringList& used() const { return m_used; }

    void open();
    void close();
    /// What stands in the list, the best first.
    [[nodiscard]] const std::vector<PaletteEntry>& found() const;
    [[nodiscard]] QLineEdit& line() const { return *m_line; }

signals:
    /// Just before what was chosen is done.
    void chosen();
    void usedChanged();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void search();
    void move(int rows);
    void tellCurrent();
    void choose(int row);
    void place();
    void retranslate();
    [[nodiscard]] int preferenceOf(const PaletteEntry& entry) const;
    [[nodiscard]] bool takesKey(int key);

    std::function<std::vector<PaletteEntry>()> m_source;
    std::function<std::vector<PaletteEntry>(const QString&)> m_reader;
    std::vector<PaletteEntry> m_entries;
    NameIndex m_names; ///< of m_entries
    PaletteItems m_items;
    QStringList m_used;
    std::map<QString, int> m_uses; ///< of each id in m_used
    QPointer<QWidget> m_before; ///< had the keyboard
    QFrame* m_card;
    QLineEdit* m_line;
    QListView* m_list;
    QLabel* m_nothing;
    PaletteModel* m_model;
};

} // namespace contrastlab
