// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/data_intake.h"

#include "data/data_drop.h"
#include "data/data_gallery.h"
#include "data/encoder_dialog.h"
#include "data/import_dialog.h"
#include "data/problem_sheet.h"
#include "media/encoded_data.h"
#include "run/prepared_data.h"

#include <algorithm>
#include <filesystem>

namespace contrastlab {

DataIntake::DataIntake(RunSession& session, ParameterEdits& edits, QWidget& window)
    : QObject(&window)
    , m_session(session)
    , m_edits(edits)
    , m_window(window)
{
}

DataIntake::~DataIntake() = default;

ImportDialog* DataIntake::dialog() const
{
    return m_dialog;
}

DataGallery* DataIntake::gallery() const
{
    return m_gallery;
}

ImportDialog& DataIntake::makeDialog()
{
    if (m_dialog) return *m_dialog;
    m_dialog = new ImportDialog([this] { return base(); }, &m_window);
    m_dialog->setStartFolder(m_folder);
    connect(m_dialog, &ImportDialog::folderChosen, this, [this](const QString& folder) {
        m_folder = folder;
        m_dialog->setStartFolder(folder);
    });
    connect(m_dialog, &ImportDialog::trainRequested, this, &DataIntake::train);
    connect(m_dialog, &ImportDialog::wordVectorsRequested, this, &DataIntake::useWordVectors);
    connect(m_dialog, &ImportDialog::galleryRequested, this, &DataIntake::openGallery);
    return *m_dialog;
}

void DataIntake::openData()
{
    const RunSpec& run = m_session.spec();
    DatasetSpec spec;
    std::error_code error;
    if (std::filesystem::exists(run.text("dataset"), error)) {
        spec.path = run.text("dataset");
        assign(spec, run.data());
    }
    openData(spec);
}

void DataIntake::openData(const DatasetSpec& spec)
{
    makeDialog().open(spec);
    m_dialog->setWordVectorsObstacle(wordVectorsObstacle());
}

void DataIntake::openGallery()
{
    if (!m_gallery) {
        m_gallery = new DataGallery(contrastlab::gallery(), &m_window);
        m_gallery->setAttribute(Qt::WA_DeleteOnClose); // looks for installed sets anew each time
        connect(m_gallery, &DataGallery::chosen, this, [this](const GalleryEntry& entry) {
            m_gallery->close();
            trainOn(entry);
        });
    }
    m_gallery->show();
    m_gallery->raise();
    m_gallery->activateWindow();
}

void DataIntake::trainOn(const GalleryEntry& entry)
{
    train(planGalleryRun(base(), entry));
}

void DataIntake::showProblems()
{
    if (const DatasetReport* report = m_session.dataReport())
        makeProblemSheet(*report, &m_window)->show();
}

// What only small data ask for is put back to its default: the next data may be larger.
RunSpec DataIntake::base() const
{
    RunSpec spec = m_edits.wanted();
    const auto setup = m_session.setup();
    if (!setup) return spec;
    const auto putBack = [&](const char* key, std::int64_t forced) {
        const auto standard = std::get<std::int64_t>(findParameter(key)->standard);
        if (spec.integer(key) == forced && forced < standard) spec.set(key, standard);
    };
    putBack("batch_size", std::int64_t(setup->split().training.size()));
    putBack("held_out", std::max<std::int64_t>(2, setup->dataset().items / 5));
    return spec;
}

void DataIntake::train(const ImportPlan& plan)
{
    if (m_dialog) m_dialog->hide();
    m_edits.startOn(plan.spec);
}

EncoderDialog* DataIntake::encoderDialog() const
{
    return m_encoderDialog;
}

EncoderDialog& DataIntake::makeEncoderDialog()
{
    if (m_encoderDialog) return *m_encoderDialog;
    m_encoderDialog = new EncoderDialog(&m_window);
    m_encoderDialog->setStartFolder(m_folder);
    connect(m_encoderDialog, &EncoderDialog::folderChosen, this, [this](const QString& folder) {
        m_folder = folder;
        m_encoderDialog->setStartFolder(folder);
    });
    connect(m_encoderDialog, &EncoderDialog::trainRequested, this,
        [this](EncoderKind kind, const std::string& file, const std::string& settings) {
            const std::string key = parameterOf(kind);
            RunSpec spec = base();
            spec.set(key, file);
            spec.set(key + "_settings", settings);
            m_encoderDialog->hide();
            m_edits.startOn(spec);
        });
    return *m_encoderDialog;
}

void DataIntake::chooseEncoder(const std::string& key)
{
    const RunSpec spec = m_edits.wanted();
    const std::string& file = spec.text(key);
    const bool isFile = isEncoderFile(QString::fromStdString(file));
    tryEncoder(
        isFile ? file : std::string(), isFile ? spec.text(key + "_settings") : std::string());
}

void DataIntake::openEncoder(const QString& path)
{
    tryEncoder(path.toStdString(), {});
}

// On the data that are open, as they were before encoders, where they are those that are wanted.
void DataIntake::tryEncoder(const std::string& file, const std::string& settings)
{
    EncoderWish wish { file, settings, m_edits.wanted(), nullptr };
    const auto prepared = m_session.prepared();
    const RunSpec& open = m_session.spec();
    if (prepared && dataPartOf(open) == dataPartOf(wish.data)
        && open.text("image_encoder") == "scratch" && open.text("text_encoder") == "scratch"
        && open.text("sound_encoder") == "scratch")
        wish.opened = std::make_shared<const OpenedData>(prepared->data);
    makeEncoderDialog().open(wish);
}

void DataIntake::useWordVectors(const QString& path)
{
    RunSpec spec = m_edits.wanted();
    spec.set("word_vectors", path.toStdString());
    m_dialog->hide();
    m_edits.startOn(spec);
}

QString DataIntake::wordVectorsObstacle() const
{
    const auto setup = m_session.setup();
    if (!setup) return tr("No data are open whose words could begin from them.");
    for (int tower = 0; tower < setup->towers(); ++tower)
        if (setup->modality(tower).kind == ModalityKind::text) return {};
    return tr("The run that is open has no text tower.");
}

} // namespace contrastlab
