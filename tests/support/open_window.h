// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main window as tests open it: English, light, one engine thread, nothing remembered, and as
// wide as it likes to be.
#pragma once

#include "shell/main_window.h"

#include <QApplication>
#include <QRegularExpression>
#include <QTest>

#include <memory>

namespace contrastlab {

inline std::unique_ptr<MainWindow> openWindow(const RunSpec& spec, bool paused = false)
{
    MainWindow::Setup setup;
    setup.spec = spec;
    setup.settings.language = QStringLiteral("en");
    setup.settings.theme = Theme::light;
    setup.rememberSettings = false;
    setup.paused = paused;
    setup.threads = 1;
    setup.size = { 1440, 900 }; // larger than the screen that there is not
    auto window = std::make_unique<MainWindow>(std::move(setup));
    window->show();
    return window;
}

/// As openWindow, with the keyboard.
inline std::unique_ptr<MainWindow> openActive(const RunSpec& spec, bool paused = false)
{
    auto window = openWindow(spec, paused);
    window->activateWindow();
    [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(window.get());
    return window;
}

inline bool hasChinese(const QString& text)
{
    return text.contains(QRegularExpression(QStringLiteral("\\p{Han}")));
}

} // namespace contrastlab
