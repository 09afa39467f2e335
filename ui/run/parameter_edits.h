// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person changes: live values go to the run at once, the others are collected until a new
// run takes them, and both can be undone. Window thread.
#pragma once

#include "analysis/doctor.h"
#include "run/run_session.h"
#include "run/undo_list.h"

#include <QObject>

#include <functional>
#include <map>
#include <string>

namespace contrastlab {

class ParameterEdits : public QObject {
    Q_OBJECT

public:
    using Pending = std::map<std::string, ParameterValue, std::less<>>;

    /// `undo` outlives it and everything else that pushes there.
    ParameterEdits(RunSession& session, UndoList& undo, QObject* parent = nullptr);

    /// Checks the value and applies it, or emits refused(). Edits of one gesture (a number other
    /// than 0) undo as one.
    void edit(const Parameter& parameter, const ParameterValue& value, int gesture = 0);
    /// The same without a word for the undo list.
    void apply(const std::string& key, const ParameterValue& value);
    /// Goes back where the remedy says so and sets its value, which can be undone.
    void take(const Remedy& remedy);
    /// A new run with the remedy's value.
    void restartWith(const Remedy& remedy);

    /// What the form shows: the value that waits, the one on its way to the run, or the run's.
    [[nodiscard]] ParameterValue shownValue(std::string_view key) const;
    /// Waits for a new run.
    [[nodiscard]] const Pending& pending() const { return m_pending; }
    /// The run's spec with all that is pending.
    [[nodiscard]] RunSpec wanted() const;
    /// Wrong values of the whole, where it were run.
    [[nodiscard]] std::vector<Problem> problems() const;

    void applyAndRestart();
    /// A new run on other data: nothing waits any more, and no edit of before can be undone.
    void startOn(const RunSpec& spec, bool paused = false);
    /// A run that was read from a file (RunSession::open()); likewise.
    void open(const StoredRun& stored, const QString& path);
    /// To another run of the library (RunSession::bringForward()); likewise.
    bool bringForward(const std::string& id);
    /// Forgets what waits; can be undone.
    void discard();
    /// The same without a word for the undo list.
    void forgetPending();
    [[nodiscard]] UndoList& undoList() { return m_undo; }
    /// Where an edit stood among what the run in front has recorded.
    struct Place {
        std::string run; ///< by its identity
        std::size_t events = 0; ///< that it had then
    };
    [[nodiscard]] Place place() const;
    /// Undoes an edit that was made at a place: the value goes back, and takenBack() tells where
    /// the run has trained with the other.
    void takeBack(const std::string& key, const ParameterValue& before, const Place& place);
    /// Undoes the last change of a parameter, whatever else was done since, and goes back to the
    /// step before it where the run has trained with it.
    void undoWithSteps();
    [[nodiscard]] bool canUndo() const { return lastEdit() != nullptr; }

signals:
    void pendingChanged();
    /// The value of `key` was not taken. The problem may lie with another field.
    void refused(const std::string& key, const contrastlab::Problem& problem);
    void accepted(const std::string& key);
    /// The run has trained with the value that was undone; up to step `before` it had not.
    void takenBack(const std::string& key, std::int64_t before);

private:
    [[nodiscard]] const UndoEntry* lastEdit() const;
    void applyPendingLive();
    void arrived(std::size_t from);
    [[nodiscard]] std::int64_t stepBefore(const std::string& key, const Place& place) const;
    [[nodiscard]] bool takesLive(std::string_view key, const ParameterValue& value) const;
    [[nodiscard]] std::optional<Problem> problemWith(
        const Parameter& parameter, const ParameterValue& value) const;

    RunSession& m_session;
    UndoList& m_undo;
    Pending m_pending;
    Pending m_sent; ///< asked of the run, which has not answered yet
    bool m_goesBack = false; ///< what is undone takes the steps along
};

} // namespace contrastlab
