// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A film of the run in front, made beside the window by a program of its own ("contrastlab
// render"), so that neither the views nor training stand still for it. Window thread, but for
// writing the run down.
#pragma once

#include "base/newest_task.h"
#include "run/run_session.h"

#include <QProcess>
#include <QSize>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>
#include <string>
#include <vector>

namespace contrastlab {

struct FilmChoice {
    std::vector<std::string> views; ///< keys of docks, from left to right
    std::int64_t first = 0, last = 0, every = 1; ///< steps
    std::int64_t against = -1; ///< the step that the matrix is a difference to; -1: none
    QSize size { 960, 640 }; ///< of each view
    double picturesPerSecond = 25; ///< of a film
    QString output; ///< F.mp4, F.gif, or a folder of PNGs

    [[nodiscard]] std::int64_t pictures() const
    {
        return last < first ? 0 : (last - first) / every + 1;
    }
};

class FilmTask : public QObject {
    Q_OBJECT

public:
    explicit FilmTask(const RunSession& session, QObject* parent = nullptr);
    ~FilmTask() override;

    /// What makes GIF and MP4 is there.
    [[nodiscard]] static bool hasEncoder();
    /// In place of the program that this is.
    void setProgram(const QString& program) { m_program = program; }
    /// As the window looks: "en" or "zh_CN", "light" or "dark". Not while another is made.
    void make(const FilmChoice& choice, const QString& language, const QString& theme);
    void cancel();
    [[nodiscard]] bool isAtWork() const { return m_atWork; }
    /// Pictures that are drawn, of how many.
    [[nodiscard]] std::int64_t done() const { return m_done; }
    [[nodiscard]] std::int64_t all() const { return m_choice.pictures(); }

signals:
    void changed(); ///< it began, went on, or ended
    void made(const QString& output);
    void failed(const QString& output, const QString& why);

private:
    void start(const QString& run);
    void readProgress();
    void end(const QString& why);

    const RunSession& m_session;
    QString m_program;
    FilmChoice m_choice;
    QString m_language, m_theme;
    bool m_atWork = false, m_cancelled = false;
    std::int64_t m_done = 0;
    std::unique_ptr<QTemporaryDir> m_folder; ///< of the run, as it stood when it was asked for
    QProcess m_process;
    QTimer m_patience; ///< with a program that was asked to end
    NewestTask m_writer; ///< last: ends before what it uses goes
};

} // namespace contrastlab
