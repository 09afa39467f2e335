// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every action of the window, made once: menus, toolbar and shortcuts insert them. Window thread.
#pragma once

#include <QAction>
#include <QString>

#include <array>
#include <map>
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
    undoList,
    palette,
    findHere,
    settings,
    copyCommand,
    copySpec,
    copyPython,
    resetLayout,
    layoutLearn,
    layoutTune,
    layoutExplore,
    layoutPresent,
    saveLayout,
    ownLayouts,
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
    /// What a person chose for it, else its usual keys.
    [[nodiscard]] const QList<QKeySequence>& keys(ActionId id) const
    {
        return m_keys[static_cast<std::size_t>(id)];
    }
    [[nodiscard]] static QList<QKeySequence> usualKeys(ActionId id);
    void setKeys(ActionId id, const QList<QKeySequence>& keys);
    /// By the actions' names, in portable text: those that are not the usual ones. Empty: none.
    [[nodiscard]] std::map<QString, QString> changedKeys() const;
    /// changedKeys() of before; names of no action, and what is no key, are left out.
    void restoreKeys(const std::map<QString, QString>& changed);
    /// In English, with its mark of a key; in the context Actions.
    [[nodiscard]] static const char* source(ActionId id);
    void retranslate();
    /// Icons in the colours of the palette.
    void refreshIcons(const QPalette& palette);
    /// Play or pause: icon, text and tooltip.
    void showPlaying(bool playing, const QPalette& palette);

private:
    QWidget& m_owner;
    std::array<QAction*, static_cast<std::size_t>(ActionId::count)> m_actions {};
    std::array<QList<QKeySequence>, static_cast<std::size_t>(ActionId::count)> m_keys;
    bool m_playing = true;
};

} // namespace contrastlab
