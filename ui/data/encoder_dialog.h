// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pretrained encoder: what was read of its file and its neighbours, to be changed; what it takes
// for alike; the Python that makes the same features; and a run on them. Tried again, in the
// background, at every change. Window thread.
#pragma once

#include "data/encoder_trial.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace contrastlab {

class EncoderForm;
class LookProgress;
class NeighbourModel;
class PathField;

class EncoderDialog : public QDialog {
    Q_OBJECT

public:
    explicit EncoderDialog(QWidget* parent = nullptr);

    /// Shows the dialog on a file; an empty one waits for one.
    void open(const EncoderWish& wish);
    using QDialog::open;
    /// The newest trial of what is set; null while it is under way.
    [[nodiscard]] std::shared_ptr<const EncoderLook> look() const { return m_look; }
    [[nodiscard]] EncoderForm& form() { return *m_form; }
    [[nodiscard]] QString message() const;
    void setStartFolder(const QString& folder);
    /// The script for a library on the clipboard; the list of items that it reads comes into the
    /// folder.
    void copyPython(const std::string& library, const QString& folder);

signals:
    void folderChosen(const QString& folder);
    /// A run on its features, with these settings.
    void trainRequested(
        contrastlab::EncoderKind kind, const std::string& file, const std::string& settings);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeSourceRow();
    QWidget* makeMiddle();
    QWidget* makeButtonRow();
    void tryIt();
    void takeRead(const std::shared_ptr<const EncoderLook>& look);
    void take(const std::shared_ptr<const EncoderLook>& look);
    void cancelTrial();
    void showRoom();
    void showFacts(const EncoderLook& look);
    void showOutcome();
    void showLibraries();
    void choosePythonFolder();
    void tellWritten();
    [[nodiscard]] static QString lackText(EncoderKind kind);
    [[nodiscard]] QString outcomeText() const;
    void refreshColors();
    void retranslate();

    EncoderTrial m_trial;
    EncoderWish m_wish;
    std::shared_ptr<const EncoderLook> m_read; ///< the newest of which the files were understood
    std::shared_ptr<const EncoderLook> m_look;
    bool m_isWhole = true; ///< not small, with a line for a file alone
    bool m_cancelled = false;
    QString m_written; ///< what became of the Python script

    QLabel* m_sourceLabel;
    PathField* m_source;
    QLabel* m_facts;
    QWidget* m_middle;
    EncoderForm* m_form;
    QPushButton* m_reset;
    QTableView* m_table;
    QLabel* m_hint; ///< in the table's place while it is empty
    NeighbourModel* m_neighbours;
    QLabel* m_message;
    QLabel* m_pythonLabel;
    QComboBox* m_library;
    QPushButton* m_python;
    LookProgress* m_progress;
    QPushButton* m_close;
    QPushButton* m_train = nullptr;
    std::shared_ptr<LatestValue<LoadFailure>> m_writing; ///< how it ended; null while nothing is
    QTimer m_writePoll;
    NewestTask m_writer; ///< last: ends before what it uses goes
};

} // namespace contrastlab
