// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A picture of the window after some steps, for documentation and checks. Window thread.
#pragma once

#include "shell/main_window.h"

#include <QCoreApplication>

namespace contrastlab {

/// Trains `window` to the step, draws it to the file and ends the event loop: status 0, 2 where the
/// file cannot be written or the run failed, 3 where it diverged before.
class Screenshot : public QObject {
    Q_DECLARE_TR_FUNCTIONS(contrastlab::Screenshot)

public:
    /// `view`: the key of the dock that alone is drawn, a PNG at `scale`; empty: the window.
    Screenshot(MainWindow& window, QString file, std::int64_t afterSteps, const std::string& view,
        double scale);

private:
    void look();
    void take();
    [[nodiscard]] bool write();
    void leave(int status, const QString& message = {});

    MainWindow& m_window;
    QString m_file;
    std::int64_t m_step;
    QWidget* m_view = nullptr; ///< drawn instead of the window
    double m_scale;
    bool m_taken = false;
};

} // namespace contrastlab
