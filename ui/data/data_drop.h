// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files and folders dropped on the window, wherever in it: what they mean as data, and the hint
// while they hover. Window thread.
#pragma once

#include "media/listing/dataset_spec.h"

#include <QObject>
#include <QStringList>

class QLabel;
class QMimeData;
class QWidget;

namespace contrastlab {

struct DroppedData {
    DatasetSpec spec;
    QString problem; ///< what cannot be made of the files; empty where the spec can be looked at
};

/// The local files and folders of a drag; empty where it holds others or none.
QStringList localPaths(const QMimeData& mime);
/// By its name.
bool isEncoderFile(const QString& path);
/// One path is data by itself; two matrices are a pair, a file of labels beside them names their
/// classes; several files of one folder stand for the folder.
DroppedData readDrop(const QStringList& paths);

class DropTarget : public QObject {
    Q_OBJECT

public:
    /// Installs itself on the application: fields that would take a dropped file as text do not.
    explicit DropTarget(QWidget& window);

signals:
    void dropped(const contrastlab::DroppedData& data);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void showHint(bool shown, const QStringList& paths = {});

    QWidget& m_window;
    QLabel* m_hint;
};

} // namespace contrastlab
