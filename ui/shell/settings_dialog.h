// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person sets once: language, colours, recordings, threads and memory on one page, the keys
// of all actions on the other; a line that searches both. Takes effect as it is set. Window thread.
#pragma once

#include "shell/both_languages.h"
#include "shell/settings.h"

#include <QDialog>

#include <functional>
#include <vector>

class QFormLayout;
class QLabel;
class QLineEdit;
class QTabWidget;

namespace contrastlab {

class Actions;
class KeysPage;

/// A line of the first page: English, in the context Settings.
struct SettingRow {
    const char* key;
    const char* label;
    const char* tip;
};

class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    /// `usualFolder`: where recordings go as long as no other folder is chosen.
    SettingsDialog(
        const Settings& settings, Actions& actions, const QString& usualFolder, QWidget* parent);

    static const std::vector<SettingRow>& rows();
    [[nodiscard]] const Settings& settings() const { return m_settings; }
    /// The line gets the keyboard; one that is none, the filter.
    void pointAt(const std::string& key);
    [[nodiscard]] QLineEdit& filter() const { return *m_filter; }
    [[nodiscard]] KeysPage& keys() const { return *m_keys; }
    /// What sets the line of this key.
    [[nodiscard]] QWidget* editor(const std::string& key) const;

signals:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        const SettingRow* row;
        QWidget* editor;
        QLabel* label;
    };

    void build();
    void addRow(const char* key, QWidget* editor);
    void addChoice(const char* key, const QStringList& texts, int chosen,
        const std::function<void(int)>& take);
    void addSwitch(const char* key, bool Settings::*flag);
    void addNumber(const char* key, int Settings::*number, int least, int most,
        const QString& suffix, const QString& whenLeast);
    void addFolder();
    void narrow();

    BothLanguages m_languages;
    Settings m_settings;
    Actions& m_actions;
    QString m_usualFolder;
    QLineEdit* m_filter;
    QTabWidget* m_tabs;
    QWidget* m_page = nullptr;
    QFormLayout* m_form = nullptr;
    KeysPage* m_keys;
    QWidget* m_close;
    std::vector<Row> m_rows;
};

} // namespace contrastlab
