// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks what a film shows: which views, of which steps, how large and how quick, and where it goes.
// Window thread.
#pragma once

#include "shell/film_task.h"

#include <QDialog>

#include <utility>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace contrastlab {

class FilmSheet : public QDialog {
    Q_OBJECT

public:
    /// `views`: keys and titles of those that there are; `steps`: that the run has done; `folder`:
    /// where the film is offered to go.
    FilmSheet(const std::vector<std::pair<std::string, QString>>& views, std::int64_t steps,
        const QString& folder, bool hasEncoder, QWidget* parent = nullptr);

    [[nodiscard]] FilmChoice choice() const;

private:
    enum class Format { mp4, gif, series };

    void makeViews(const std::vector<std::pair<std::string, QString>>& views);
    void makeSteps(std::int64_t steps);
    void makeFormats(bool hasEncoder);
    void makeLayout();
    QSpinBox* addNumber(const char* name, int least, int most, int value);
    void browse();
    void followFormat();
    void refresh();
    [[nodiscard]] Format format() const;
    [[nodiscard]] QString suffix() const;
    [[nodiscard]] QString lack(const FilmChoice& choice) const;

    QListWidget* m_views;
    QSpinBox *m_first, *m_last, *m_every, *m_against;
    QCheckBox* m_compares;
    QSpinBox *m_width, *m_height;
    QComboBox* m_format;
    QDoubleSpinBox* m_rate;
    QLineEdit* m_output;
    QLabel* m_about;
    QPushButton* m_make = nullptr;
};

} // namespace contrastlab
