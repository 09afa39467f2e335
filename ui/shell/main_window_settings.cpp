// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the settings dialog changes, as it changes it. Window thread.
#include "base/memory_left.h"
#include "shell/both_languages.h"
#include "shell/main_window.h"
#include "shell/manners.h"
#include "shell/settings_dialog.h"

#include <QCoreApplication>

#include <utility>

namespace contrastlab {

void MainWindow::askForSettings(const std::string& key)
{
    auto* dialog = findChild<SettingsDialog*>();
    if (!dialog) {
        dialog = new SettingsDialog(m_setup.settings, m_actions, usualRecordings(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &SettingsDialog::changed, this,
            [this, dialog] { takeSettings(dialog->settings()); });
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
    dialog->pointAt(key);
}

// Only what the dialog shows: the rest may have changed since it was opened.
void MainWindow::takeSettings(const Settings& chosen)
{
    Settings& settings = m_setup.settings;
    if (std::exchange(settings.strongColors, chosen.strongColors) != chosen.strongColors)
        applyChosenTheme();
    if (settings.theme != chosen.theme) setTheme(chosen.theme);
    settings.palettes = chosen.palettes;
    setPicturePalettes(chosen.palettes);
    settings.reducedMotion = chosen.reducedMotion;
    setReducedMotion(chosen.reducedMotion);
    settings.threads = chosen.threads;
    settings.memoryMegabytes = chosen.memoryMegabytes;
    boundMemory(std::int64_t(chosen.memoryMegabytes) * 1000000);
    settings.slowerHidden = chosen.slowerHidden;
    settings.slowerOnBattery = chosen.slowerOnBattery;
    m_manners->setWish({ settings.slowerHidden, settings.slowerOnBattery });
    settings.keys = chosen.keys;
    const bool records = settings.recordsRuns != chosen.recordsRuns
        || settings.recordedMegabytes != chosen.recordedMegabytes
        || settings.folders.recordings != chosen.folders.recordings;
    settings.recordsRuns = chosen.recordsRuns;
    settings.recordedMegabytes = chosen.recordedMegabytes;
    settings.folders.recordings = chosen.folders.recordings;
    if (records) applyRecording();
    if (settings.language != chosen.language) setLanguage(chosen.language);
    keepSettings();
}

std::vector<PaletteEntry> MainWindow::paletteSettings()
{
    std::vector<PaletteEntry> entries;
    for (const SettingRow& row : SettingsDialog::rows()) {
        PaletteEntry entry;
        entry.id = QStringLiteral("setting/") + QLatin1String(row.key);
        entry.kind = tr("Setting");
        entry.title = QCoreApplication::translate("Settings", row.label);
        entry.detail = QCoreApplication::translate("Settings", row.tip);
        entry.names = m_bothLanguages->of("Settings", row.label);
        entry.act = [this, key = std::string(row.key)] { askForSettings(key); };
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace contrastlab
