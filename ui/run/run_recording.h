// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes every run that trains in this window into a folder, as it goes on: a file a run. Files are
// opened and closed off the window's thread, and appended to on a thread of each RunStore. Window
// thread.
#pragma once

#include "base/newest_task.h"
#include "run/run_library.h"
#include "store/recordings.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace contrastlab {

class RunRecording : public QObject {
    Q_OBJECT

public:
    struct Choice {
        bool on = false;
        QString folder;
        int megabytes = 2000; ///< that the recordings which are not kept take at most
        friend bool operator==(const Choice&, const Choice&) = default;
    };

    RunRecording();
    /// Ends the files. The runs have ended: their session is gone, which this does not look at.
    ~RunRecording() override;

    void follow(RunLibrary& library);
    /// Files that are being written go on where they are. Looks what stands in the folder.
    void setChoice(const Choice& choice);
    [[nodiscard]] const Choice& choice() const { return m_choice; }
    /// Of training before a new run is worth a file. One second.
    void setPatience(double seconds) { m_patience = seconds; }

    /// All of the run stands in a file, or will within a second.
    [[nodiscard]] bool holds(const Run& run) const;
    /// Why nothing can be written just now; empty: all is well.
    [[nodiscard]] const QString& trouble() const { return m_trouble; }
    /// Files of runs of this session, the newest first.
    [[nodiscard]] QStringList files() const;
    /// What stood in the folder when it was looked at, the oldest first.
    [[nodiscard]] const std::vector<Recording>& found() const { return m_found; }
    /// Runs that were killed and may go on, of which nothing has been said yet; the newest first.
    [[nodiscard]] const std::vector<CutOffRun>& cutOffs() const { return m_cutOffs; }
    /// Recordings that go when the window closes, because there are too many.
    [[nodiscard]] const std::vector<Recording>& leaving() const { return m_leaving; }

    /// Nobody is asked about the first run that was cut off again, where `forGood` in no later
    /// session either.
    void settleCutOff(bool forGood);
    /// Nobody is asked about any of them again in this session.
    void forgetCutOffs() { m_cutOffs.clear(); }
    /// Somebody wants to know which files of the folder another program is writing.
    void setWatching(bool watches);
    [[nodiscard]] const QStringList& elsewhere() const { return m_elsewhere; }
    /// Those that were to go stay, and are marked as kept.
    void keepLeaving();

signals:
    void looked(); ///< the folder, after setChoice()
    void began(const QString& path);
    void paused(); ///< there is trouble(); it is tried again
    void resumed(); ///< after paused(): all is written again
    void elsewhereChanged();
    void noticed(const QString& what); ///< something happened to a file, and was mended

private:
    struct Tape; ///< a run and its file
    struct Seen; ///< what stands in the folder

    void look();
    void collect();
    void addTape(const LibraryRun& run);
    void readTapes();
    void readTape(Tape& tape);
    void takeWork(Tape& tape);
    void workOn(Tape& tape);
    void beginNext();
    void lookAtFolder();
    void lookElsewhere();
    void take(const Seen& seen);
    void readStars();
    void setMark(const std::string& path, RecordingMark mark, bool isSet);
    [[nodiscard]] bool isOurs(const QString& path) const;
    [[nodiscard]] std::string fileFor(const LibraryRun& run) const;
    [[nodiscard]] bool isWorthAFile(const LibraryRun& run) const;

    RunLibrary* m_library = nullptr;
    Choice m_choice;
    double m_patience = 1; ///< seconds
    std::vector<std::unique_ptr<Tape>> m_tapes; ///< in the order of their beginning
    Tape* m_atWork = nullptr; ///< of m_worker
    QString m_trouble;
    std::vector<Recording> m_found, m_leaving;
    std::vector<CutOffRun> m_cutOffs;
    QStringList m_elsewhere; ///< files that another program is writing
    std::set<std::string> m_starred; ///< ids, as the library had them last
    std::set<std::string> m_opened; ///< ids of runs whose marks were read
    std::map<std::string, MarkChanges> m_marks; ///< made in this session, by folder
    QTimer m_timer, m_watch;
    NewestTask m_worker, m_looker, m_marker,
        m_watcher; ///< last: they end before what they use goes
};

} // namespace contrastlab
