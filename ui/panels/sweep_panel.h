// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of sweeps: what is varied, how far it is, the picture that fills, and what is known of
// the setting that was clicked, whose runs can be opened. Window thread.
#pragma once

#include "run/live_sweep.h"
#include "run/run_session.h"
#include "run/run_trash.h"
#include "run/undo_list.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QProgressBar;
class QToolButton;

namespace contrastlab {

class ElidedText;
class SweepDiagram;
class SweepEditor;
class ViewHint;

class SweepPanel : public QWidget {
    Q_OBJECT

public:
    SweepPanel(RunSession& session, UndoList& undo, QWidget* parent = nullptr);

    /// Where new sweeps get their folders; `offers` to go on with one there that did not come to
    /// its end.
    void setFolder(const QString& folder, bool offers);
    /// Of a folder, or of a sweep.json.
    void openSweep(const QString& path);

    [[nodiscard]] LiveSweep& live() { return m_live; }
    [[nodiscard]] SweepEditor& editor() const { return *m_editor; }
    [[nodiscard]] SweepDiagram& diagram() const { return *m_diagram; }
    [[nodiscard]] QToolButton& goButton() const { return *m_go; }
    [[nodiscard]] QToolButton& cancelButton() const { return *m_cancel; }
    [[nodiscard]] QToolButton& setUpButton() const { return *m_setUp; }
    /// The sweep that is shown goes into the bin with its folder; can be undone.
    [[nodiscard]] QToolButton& deleteButton() const { return *m_delete; }
    [[nodiscard]] QToolButton& openButton() const { return *m_open; }
    [[nodiscard]] QComboBox& metricBox() const { return *m_metric; }
    /// "312 of 1,024 runs, about 40 seconds left"
    [[nodiscard]] const QString& header() const;
    [[nodiscard]] QLabel& messageLabel() const { return *m_message; }
    [[nodiscard]] QToolButton& resumeButton() const { return *m_resume; }
    [[nodiscard]] QToolButton& leaveButton() const { return *m_leave; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void openRequested(const QString& path); ///< a run of the sweep
    void told(const QString& text); ///< why something could not be done

protected:
    void changeEvent(QEvent* event) override;

private:
    using State = LiveSweep::State;

    QWidget* makeControls();
    QWidget* makeOffer();
    QWidget* makeDetails();
    [[nodiscard]] std::shared_ptr<const PreparedRun> front() const;
    class Removal;
    void go();
    void start();
    void remove();
    void discard(const QString& folder);
    [[nodiscard]] QString bringBack(const QString& folder);
    void reopen(const QString& folder);
    void keepWhatStays(const QString& folder, const QString& why);
    void openRun(const QString& path);
    void fillMetrics();
    void showState();
    void showProgress();
    void showMessages();
    void showChosen();
    void fillSeeds();
    void showOffer();
    void retranslate();
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] QString nameOfSweep(const SweepSpec& spec) const;

    RunSession& m_session;
    UndoList& m_undo;
    LiveSweep m_live;
    QString m_folder;
    RunTrash m_trash;
    QString m_comesBack; ///< a folder on its way out of the bin
    ViewHint* m_hint;
    SweepEditor* m_editor;
    SweepDiagram* m_diagram;
    QToolButton *m_go, *m_cancel, *m_setUp, *m_delete, *m_open, *m_resume, *m_leave;
    QMenu* m_seeds; ///< of the chosen setting
    QComboBox* m_metric;
    QLabel* m_metricLabel;
    QProgressBar* m_progress;
    QLabel *m_message, *m_offerText;
    QWidget* m_offer;
    ElidedText* m_details;
};

} // namespace contrastlab
