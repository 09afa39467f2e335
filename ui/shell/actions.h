// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every action of the window, made once: menus, toolbar and shortcuts insert them. Window thread.
#pragma once

#include <QAction>
#include <QString>

#include <array>
#include <vector>

namespace contrastlab {

enum class ActionId {
    reset,
    resetAll,
    playPause,
    step,
    stepTen,
    follow,
    stepBack,
    branchHere,
    goToBest,
    trainAlong,
    playSound,
    clearPinned,
    openData,
    openGallery,
    openRun,
    saveRun,
    recording,
    exportEmbeddings,
    savePicture,
    exportMetrics,
    exportReport,
    film,
    lessonPdf,
    lessonPrint,
    quit,
    undo,
    redo,
    undoWithSteps,
    palette,
    copyCommand,
    copySpec,
    copyPython,
    resetLayout,
    fullScreen,
    presenter,
    lessonNext,
    lessonBack,
    themeSystem,
    themeLight,
    themeDark,
    languageSystem,
    languageEnglish,
    languageChinese,
    glossary,
    article,
    achievements,
    startPage,
    shortcuts,
    about,
    count
};

class Actions {
public:
    explicit Actions(QWidget& owner);

    [[nodiscard]] QAction* operator[](ActionId id) const
    {
        return m_actions[static_cast<std::size_t>(id)];
    }
    [[nodiscard]] const std::array<QAction*, static_cast<std::size_t>(ActionId::count)>& all() const
    {
        return m_actions;
    }
    /// In English, with its mark of a key; in the context Actions.
    [[nodiscard]] static const char* source(ActionId id);
    void retranslate();
    /// Icons in the colours of the palette.
    void refreshIcons(const QPalette& palette);
    /// Play or pause: icon, text and tooltip.
    void showPlaying(bool playing, const QPalette& palette);

private:
    std::array<QAction*, static_cast<std::size_t>(ActionId::count)> m_actions {};
    bool m_playing = true;
};

} // namespace contrastlab
