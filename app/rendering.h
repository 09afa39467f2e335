// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab render: a view of a recorded run at one step, as a picture, or over many, as a series
// of PNGs or, where ffmpeg is there, as a film. Window thread.
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
    void look();
    void begin();
    void goOn();
    void take();
    [[nodiscard]] bool isThere() const;
    [[nodiscard]] bool isFilm() const;
    [[nodiscard]] QString fileOf(std::size_t place) const;
    void makeFilm();
    void leave(int status, const QString& message = {});

    MainWindow& m_window;
    RenderOptions m_options;
    QWidget* m_view;
    std::size_t m_next = 0; ///< of the steps
    bool m_begun = false, m_left = false, m_taking = false;
    std::unique_ptr<QTemporaryDir> m_pictures; ///< of a film
    QProcess m_encoder;
};

} // namespace contrastlab
