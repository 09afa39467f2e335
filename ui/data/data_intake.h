// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every way by which data come into the window: the import dialog, the gallery, files that are
// dropped. Turns a choice into a run. Window thread.
#pragma once

#include "data/import_plan.h"
#include "media/gallery.h"
#include "run/parameter_edits.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace contrastlab {

class DataGallery;
class EncoderDialog;
class ImportDialog;

class DataIntake : public QObject {
    Q_OBJECT

public:
    DataIntake(RunSession& session, ParameterEdits& edits, QWidget& window);
    ~DataIntake() override;

    /// The dialog on the data of the run, where these are files; else on nothing yet.
    void openData();
    /// The dialog on these data.
    void openData(const DatasetSpec& spec);
    void openGallery();
    /// A run on a set of the gallery that is there.
    void trainOn(const GalleryEntry& entry);
    /// The dialog on the encoder that the form names under this key, or on none yet.
    void chooseEncoder(const std::string& key);
    /// The dialog on an ONNX file.
    void openEncoder(const QString& path);
    /// What was left out of the data that are open, file by file.
    void showProblems();

    /// Where one looks for data: the folder that was chosen last.
    void setFolder(const QString& folder) { m_folder = folder; }
    [[nodiscard]] const QString& folder() const { return m_folder; }

    /// Null until they are first opened.
    [[nodiscard]] ImportDialog* dialog() const;
    [[nodiscard]] DataGallery* gallery() const;
    [[nodiscard]] EncoderDialog* encoderDialog() const;

private:
    ImportDialog& makeDialog();
    /// The values that a new run takes over.
    [[nodiscard]] RunSpec base() const;
    void train(const ImportPlan& plan);
    void tryEncoder(const std::string& file, const std::string& settings);
    EncoderDialog& makeEncoderDialog();
    void useWordVectors(const QString& path);
    [[nodiscard]] QString wordVectorsObstacle() const;

    RunSession& m_session;
    ParameterEdits& m_edits;
    QWidget& m_window;
    QString m_folder;
    QPointer<ImportDialog> m_dialog;
    QPointer<DataGallery> m_gallery;
    QPointer<EncoderDialog> m_encoderDialog;
};

} // namespace contrastlab
