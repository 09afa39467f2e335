// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runs that are open in this window: the one in front, those that it took the place of, and
// those that were read from files; each with what it needs to come to the front again. What is told
// of a run here (colour, star, reference) is the person's. Window thread.
#pragma once

#include "run/run_loader.h"
#include "store/run_store.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace contrastlab {

struct LibraryRun {
    std::shared_ptr<Run> run;
    std::shared_ptr<const PreparedRun> ready; ///< null where its data have not come yet
    std::shared_ptr<RunFile> file; ///< that it was read from; null where it was trained here
    QString path; ///< of that file, or of the one that it is recorded in; empty: none
    std::int64_t parkedAt = -1; ///< where the playhead stood; -1: it followed
    int color = 0; ///< of the theme's curves, in the order in which runs came
    bool shown = true; ///< its curves beside those of the run in front
    bool starred = false;
    bool trains = false; ///< beside the one in front, step by step (Lockstep)
};

class RunLibrary : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// That are kept without a file; where there are more, the oldest unstarred ones go.
    static constexpr std::size_t mostInMemory = 16;

    /// In the order in which they came.
    [[nodiscard]] const std::vector<LibraryRun>& runs() const { return m_runs; }
    /// Null where it is none of them.
    [[nodiscard]] const LibraryRun* find(const std::string& id) const;
    /// The run in front; empty before the first.
    [[nodiscard]] const std::string& front() const { return m_front; }
    /// That the others are compared with; empty: none was chosen.
    [[nodiscard]] const std::string& reference() const { return m_reference; }

    /// Adds a run, or takes the place of the one that it goes on from, and brings it to the front.
    void bringForward(LibraryRun run);
    /// Adds a run beside the one in front.
    void add(LibraryRun run);
    /// Another value of it, where it is there.
    void setReady(const std::string& id, std::shared_ptr<const PreparedRun> ready);
    void setFile(const std::string& id, std::shared_ptr<RunFile> file);
    void setPath(const std::string& id, const QString& path);
    void setParkedAt(const std::string& id, std::int64_t step);
    void setShown(const std::string& id, bool shown);
    void setStarred(const std::string& id, bool starred);
    void setReference(const std::string& id);
    void setTrains(const std::string& id, bool trains);
    void rename(const std::string& id, const QString& name);
    /// The run in front stays. What was removed, to be put back by restore().
    std::optional<LibraryRun> remove(const std::string& id);
    void restore(LibraryRun run);

signals:
    /// Runs came, went, or are told of otherwise.
    void changed();

private:
    [[nodiscard]] LibraryRun* findRun(const std::string& id);
    void append(LibraryRun run);
    void makeRoom();

    std::vector<LibraryRun> m_runs;
    std::string m_front, m_reference;
    int m_colors = 0; ///< given out
};

} // namespace contrastlab
