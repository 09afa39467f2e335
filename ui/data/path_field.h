// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line for a path with buttons that look for one. Window thread.
#pragma once

#include <QLineEdit>
#include <QTimer>
#include <QWidget>

class QToolButton;

namespace contrastlab {

class PathField : public QWidget {
    Q_OBJECT

public:
    enum Kind { file = 1, folder = 2, fileOrFolder = 3 };

    explicit PathField(Kind kind, QWidget* parent = nullptr);

    [[nodiscard]] QString path() const;
    void setPath(const QString& path);
    /// Where the dialogs begin while there is no path; empty: at home.
    void setStartFolder(const QString& start) { m_startFolder = start; }
    /// Where the dialogs begin: beside the path, where there is one.
    [[nodiscard]] QString startFolder() const;
    [[nodiscard]] QLineEdit& line() { return *m_line; }
    void retranslate();

signals:
    /// A person has entered or found another path, or paused after one that is there.
    void edited(const QString& path);

private:
    QToolButton* addButton(const char* icon);
    void commit(const QString& text);
    void commitWhereThere();

    QLineEdit* m_line;
    QToolButton* m_file = nullptr;
    QToolButton* m_folder = nullptr;
    QString m_committed;
    QString m_startFolder;
    QTimer m_pause;
};

} // namespace contrastlab
