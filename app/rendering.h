// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab render: views of a recorded run at one step, as a picture, or over many, as a series
// of PNGs or, where ffmpeg is there, as a film. A file is there once it is whole, a series once all
// of it is. Window thread.
#pragma once

#include "shell/main_window.h"
#include "window_options.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace contrastlab {

class Rendering : public QObject {
    Q_DECLARE_TR_FUNCTIONS(contrastlab::Rendering)

public:
    Rendering(MainWindow& window, RenderOptions options);

private:
    /// What is awaited: the run; the moment that it is compared with, of itself or of another file;
    /// the steps that are drawn.
    enum class Stage { opening, comparing, comparingOther, returning, drawing };

    void look();
    void begin();
    void beginComparing();
    void takeCompared();
    void beginDrawing();
    void goOn();
    void go(std::int64_t step);
    void take();
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] bool isThere() const;
    [[nodiscard]] bool isFilm() const;
    [[nodiscard]] bool isSeries() const { return m_options.steps.size() > 1 || isFilm(); }
    [[nodiscard]] QString fileOf(std::size_t place) const;
    void tellProgress() const;
    void finish();
    void makeFilm();
    void moveSeries();
    void leave(int status, const QString& message = {});

    MainWindow& m_window;
    RenderOptions m_options;
    std::vector<QWidget*> m_views;
    Stage m_stage = Stage::opening;
    std::shared_ptr<const Run> m_run; ///< that is drawn
    std::shared_ptr<const RunSetup> m_setup; ///< of that
    std::size_t m_next = 0; ///< of the steps
    bool m_left = false, m_taking = false;
    std::unique_ptr<QTemporaryDir> m_pictures; ///< of a series, beside where they go
    QProcess m_encoder;
};

} // namespace contrastlab
