// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// File > Open data: what a file or folder was understood as, the first items, how it is read, what
// is wrong with it, and a run on it. Looks again, in the background, at every change. Window
// thread.
#pragma once

#include "data/import_plan.h"
#include "data/inspection.h"

#include <QDialog>

#include <functional>

class QLabel;
class QPushButton;

namespace contrastlab {

class CommandField;
class DataFindings;
class ImportOptions;
class LookProgress;
class LookTables;
class PathField;

class ImportDialog : public QDialog {
    Q_OBJECT

public:
    /// `base` gives the values that a run would start with.
    explicit ImportDialog(std::function<RunSpec()> base, QWidget* parent = nullptr);

    /// Shows the dialog on some data; an empty path waits for one.
    void open(const DatasetSpec& spec);
    using QDialog::open;
    [[nodiscard]] DatasetSpec spec() const;
    /// The newest look at spec(); null while it is under way.
    [[nodiscard]] std::shared_ptr<const InspectionResult> result() const { return m_result; }
    /// What "Train on it" would begin.
    [[nodiscard]] ImportPlan plan() const;
    [[nodiscard]] ImportOptions& options() { return *m_options; }
    /// Where one looks for files before there is a path.
    void setStartFolder(const QString& folder);
    /// Whether the words of the current run can begin from a word-vector file; why not, else empty.
    void setWordVectorsObstacle(const QString& obstacle);

signals:
    void folderChosen(const QString& folder); ///< with files or folders of data in it
    void trainRequested(const contrastlab::ImportPlan& plan);
    void wordVectorsRequested(const QString& path);
    void galleryRequested();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeSourceRow();
    QWidget* makeMiddle();
    QWidget* makeButtonRow();
    void look();
    void take(const std::shared_ptr<const InspectionResult>& result);
    void cancelLook();
    void showResult();
    void showOutcome();
    void showRoom();
    void refreshColors();
    void retranslate();

    std::function<RunSpec()> m_base;
    Inspection m_inspection;
    std::shared_ptr<const InspectionResult> m_result;
    bool m_cancelled = false;
    bool m_waits = false; ///< for a first path: small, with what may be opened
    QString m_wordVectorsObstacle;

    QLabel* m_sourceLabel;
    PathField* m_source;
    QPushButton* m_gallery;
    DataFindings* m_findings;
    QLabel* m_kinds;
    QWidget* m_middle;
    ImportOptions* m_options;
    LookTables* m_tables;
    QLabel* m_message;
    CommandField* m_command;
    LookProgress* m_progress;
    QPushButton* m_close;
    QPushButton* m_wordVectors;
    QPushButton* m_train = nullptr;
};

} // namespace contrastlab
