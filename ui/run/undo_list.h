// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person did, in its order, whatever it was done to: each change can be taken back and made
// again. A list of our own, since entries of one kind go from its middle where their run or data
// have gone, and since one may turn out to be past undoing. Window thread.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <vector>

namespace contrastlab {

class UndoEntry {
public:
    /// What it changed.
    enum class Kind { parameter, layout, choice, run };

    explicit UndoEntry(Kind kind) : m_kind(kind) { }
    virtual ~UndoEntry() = default;
    UndoEntry(const UndoEntry&) = delete;
    UndoEntry& operator=(const UndoEntry&) = delete;

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// In plain words and in the language of now.
    [[nodiscard]] virtual QString text() const = 0;
    /// Why it can no longer be done; empty: it was done.
    virtual QString undo() = 0;
    virtual QString redo() = 0;
    /// Takes in what was done right after it, as a part of the same; false: they stay two.
    virtual bool mergeWith(const UndoEntry& /*next*/) { return false; }

private:
    Kind m_kind;
};

class UndoList : public QObject {
    Q_OBJECT

public:
    explicit UndoList(QObject* parent = nullptr);
    ~UndoList() override;

    /// That are kept; of more the oldest go.
    static constexpr int most = 200;

    /// What was done just now; what was undone before it is gone.
    void push(std::unique_ptr<UndoEntry> entry);
    /// Does it, and pushes it.
    void perform(std::unique_ptr<UndoEntry> entry);
    /// What comes until the end of the group is one entry under its name.
    void beginGroup(const QString& name);
    void endGroup();

    void undo() { goTo(m_done - 1); }
    void redo() { goTo(m_done + 1); }
    /// Undoes or does again until so many are done: at once, or in slices, between which the window
    /// lives on. What is past undoing goes.
    void goTo(int done);
    /// Undoes one that is done, whatever was done after it, and forgets it.
    void takeBack(const UndoEntry& entry);

    /// Those of a kind have nothing more to act upon.
    void forget(UndoEntry::Kind kind);
    /// One is past undoing, for the reason that is told.
    void forget(const UndoEntry& entry, const QString& why);

    /// Those that are done stand first.
    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] const UndoEntry& entry(int place) const
    {
        return *m_entries[static_cast<std::size_t>(place)];
    }
    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done < count(); }

signals:
    /// Entries came or went, or others are done.
    void changed();
    /// One could not be undone, or done again, and is gone.
    void failed(const QString& entry, const QString& why);

private:
    class Group;
    using Entries = std::vector<std::unique_ptr<UndoEntry>>;

    void append(std::unique_ptr<UndoEntry> entry);
    void approach();
    void stepBack();
    void stepForth();
    void giveUp(int place, const QString& why);
    void remove(int place);
    [[nodiscard]] int placeOf(const UndoEntry& entry) const;

    Entries m_entries;
    int m_done = 0;
    int m_goal = 0; ///< of what goes on in slices
    QTimer m_rest; ///< between them
    std::unique_ptr<Group> m_group; ///< that is being filled
};

} // namespace contrastlab
