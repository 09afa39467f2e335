// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/import_options.h"

#include "data/ground_button.h"
#include "data/media_text.h"
#include "data/path_field.h"

#include <QComboBox>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

namespace contrastlab {

namespace {

constexpr int ownSplit = 0;
constexpr int shareSplit = 1;
constexpr int firstShare = 10; ///< percent

bool isTable(DataFormat format)
{
    return format == DataFormat::table || format == DataFormat::clotho;
}

/// Its files are named in a manifest, which may lie elsewhere.
bool namesFiles(DataFormat format)
{
    return isTable(format) || format == DataFormat::flickr8k || format == DataFormat::flickrTokens
        || format == DataFormat::flickr30k || format == DataFormat::coco
        || format == DataFormat::karpathy || format == DataFormat::audiocaps;
}

bool isArray(DataFormat format)
{
    return format == DataFormat::matrices || format == DataFormat::word2vec
        || format == DataFormat::glove;
}

QString languageName(const std::string& code)
{
    const QLocale locale(QString::fromStdString(code));
    const QString name = locale.nativeLanguageName();
    return name.isEmpty() ? QString::fromStdString(code)
                          : QStringLiteral("%1 (%2)").arg(name, QString::fromStdString(code));
}

} // namespace

ImportOptions::ImportOptions(QWidget* parent) : OptionForm(parent)
{
    makeReadingRows();
    makeColumnRows();
    makeSplitRows();
    makeMediaRows();
    show(DatasetSpec());
    retranslate();
}

void ImportOptions::makeReadingRows()
{
    m_format = makeBox();
    for (const DataFormat format : dataFormats())
        m_format->addItem(QString(), int(format));
    addRow(m_format, "format", QT_TR_NOOP("&Format"),
        QT_TR_NOOP("How the files are read; automatic looks at them"));
    m_root = new PathField(PathField::folder, this);
    addRow(m_root, "root", QT_TR_NOOP("Files are &in"),
        QT_TR_NOOP("The folder that the named files start from; empty: where the list itself is, "
                   "or beside it"));
    m_second = new PathField(PathField::file, this);
    addRow(m_second, "second", QT_TR_NOOP("Second &matrix"),
        QT_TR_NOOP("The file of the other modality, row by row the partners of the first"));
    m_labels = new PathField(PathField::file, this);
    addRow(m_labels, "labels", QT_TR_NOOP("La&bels file"),
        QT_TR_NOOP("One label a row, or a table with the columns id, label, split"));
    for (PathField* field : { m_root, m_second, m_labels })
        connect(field, &PathField::edited, this, &ImportOptions::changed);
}

void ImportOptions::makeColumnRows()
{
    const struct {
        std::string DatasetSpec::*field;
        const char *name, *use, *text, *help;
    } choices[] = {
        { &DatasetSpec::imageColumn, "imageColumn", "image", QT_TR_NOOP("Picture column"),
            QT_TR_NOOP("The column with the names of picture files") },
        { &DatasetSpec::soundColumn, "soundColumn", "sound", QT_TR_NOOP("Sound column"),
            QT_TR_NOOP("The column with the names of sound files") },
        { &DatasetSpec::captionColumn, "captionColumn", "caption", QT_TR_NOOP("Caption column"),
            QT_TR_NOOP("The column with the words that belong to the file") },
        { &DatasetSpec::labelColumn, "labelColumn", "label", QT_TR_NOOP("Label column"),
            QT_TR_NOOP(
                "The column with the class, for colours and for objectives that use labels") },
        { &DatasetSpec::splitColumn, "splitColumn", "split", QT_TR_NOOP("Split column"),
            QT_TR_NOOP("The column that says train, val or test") },
    };
    for (const auto& choice : choices) {
        QComboBox* box = makeBox();
        m_columns.push_back({ box, choice.field, choice.use });
        addRow(box, choice.name, choice.text, choice.help);
    }
    m_language = makeBox();
    addRow(m_language, "language", QT_TR_NOOP("Caption &language"),
        QT_TR_NOOP("Which of the languages in the data the captions are taken from"));
}

void ImportOptions::makeSplitRows()
{
    m_split = makeBox();
    m_split->addItems({ QString(), QString() });
    addRow(m_split, "split", QT_TR_NOOP("&Held out"),
        QT_TR_NOOP("Items that never train and on which the run is judged"));
    m_share = makeNumber<QSpinBox>(1, 90, 5);
    m_share->setSuffix(QStringLiteral(" %"));
    m_share->setValue(firstShare);
    addRow(m_share, "share", QT_TR_NOOP("&Share"), QT_TR_NOOP("Of all items, drawn by chance"));
    connect(m_split, &QComboBox::currentIndexChanged, this,
        [this](int index) { setShown(m_share, index == shareSplit); });
    m_items = makeNumber<QSpinBox>(0, 100'000'000, 100);
    addRow(m_items, "items", QT_TR_NOOP("At m&ost items"),
        QT_TR_NOOP("More than these are left out, evenly over the data"));
}

void ImportOptions::makeMediaRows()
{
    m_imageSize = makeNumber<QSpinBox>(0, 512, 16);
    m_imageSize->setSuffix(QStringLiteral(" px"));
    addRow(m_imageSize, "imageSize", QT_TR_NOOP("Picture si&ze"),
        QT_TR_NOOP("Side of the square that the tower sees"));
    m_imageFit = makeBox();
    m_imageFit->addItem(QString(), int(ImageFit::crop));
    m_imageFit->addItem(QString(), int(ImageFit::pad));
    addRow(m_imageFit, "imageFit", QT_TR_NOOP("Picture fit"),
        QT_TR_NOOP("What is done with pictures that are not square"));
    m_ground = new GroundButton(this);
    addRow(m_ground, "ground", QT_TR_NOOP("&Ground"),
        QT_TR_NOOP("The colour behind transparent pixels and around padded pictures"));
    connect(m_ground, &GroundButton::chosen, this, &ImportOptions::changed);
    m_soundSeconds = makeNumber<QDoubleSpinBox>(0, 60, 0.5);
    m_soundSeconds->setDecimals(1);
    addRow(m_soundSeconds, "soundSeconds", QT_TR_NOOP("Sou&nd length"),
        QT_TR_NOOP("The tower hears so much from the start of each sound"));
    m_memory = makeNumber<QSpinBox>(16, 1'048'576, 256);
    m_memory->setSuffix(QStringLiteral(" MiB"));
    addRow(m_memory, "memory", QT_TR_NOOP("M&emory"),
        QT_TR_NOOP("For decoded pictures and sounds; what does not fit is decoded again when it is "
                   "needed"));
}

DatasetSpec ImportOptions::spec() const
{
    DatasetSpec spec;
    spec.format = DataFormat(m_format->currentData().toInt());
    spec.root = m_root->path().toStdString();
    spec.second = m_second->path().toStdString();
    spec.labels = m_labels->path().toStdString();
    for (const ColumnChoice& choice : m_columns)
        spec.*choice.field = choice.box->currentData().toString().toStdString();
    spec.language = m_language->currentData().toString().toStdString();
    if (m_split->currentIndex() == shareSplit) spec.heldOut = m_share->value() / 100.0;
    spec.items = m_items->value();
    spec.imageSize = m_imageSize->value();
    spec.imageFit = ImageFit(m_imageFit->currentData().toInt());
    spec.ground = m_ground->color().toStdString();
    spec.memory = m_memory->value();
    spec.soundSeconds = std::round(m_soundSeconds->value() * 10) / 10;
    return spec;
}

void ImportOptions::show(const DatasetSpec& spec)
{
    const QSignalBlocker quiet(this);
    choose(*m_format, int(spec.format));
    m_root->setPath(QString::fromStdString(spec.root));
    m_second->setPath(QString::fromStdString(spec.second));
    m_labels->setPath(QString::fromStdString(spec.labels));
    for (const ColumnChoice& choice : m_columns) {
        choice.box->clear();
        const QString column = QString::fromStdString(spec.*choice.field);
        choice.box->addItem(column, column);
    }
    m_language->clear();
    m_language->addItem(QString(), QString::fromStdString(spec.language));
    m_split->setCurrentIndex(spec.heldOut >= 0 ? shareSplit : ownSplit);
    if (spec.heldOut >= 0) m_share->setValue(int(std::lround(100 * spec.heldOut)));
    m_items->setValue(int(spec.items));
    m_imageSize->setValue(spec.imageSize);
    choose(*m_imageFit, int(spec.imageFit));
    m_ground->setColor(QString::fromStdString(spec.ground));
    m_memory->setValue(spec.memory);
    m_soundSeconds->setValue(spec.soundSeconds);
    refresh(DatasetReport(), m_runHeldOut);
}

void ImportOptions::refresh(const DatasetReport& report, Index heldOut)
{
    m_report = report;
    m_report.preview.clear();
    m_report.problems.clear();
    m_runHeldOut = heldOut;
    offerColumns(report);
    offerLanguages(report);
    describeSplit(report, heldOut);
    showRows(report);
}

void ImportOptions::showRows(const DatasetReport& report)
{
    const DatasetSpec spec = this->spec();
    const DataFormat format = report.format == DataFormat::automatic ? spec.format : report.format;
    const bool matrices = format == DataFormat::matrices || !spec.second.empty();
    setShown(m_root, namesFiles(format));
    setShown(m_second, matrices);
    setShown(m_labels, matrices || !spec.labels.empty());
    for (const ColumnChoice& choice : m_columns)
        setShown(choice.box,
            (isTable(format) && !report.columns.empty()) || !(spec.*choice.field).empty());
    setShown(m_language, !report.languages.empty() || !spec.language.empty());
    setShown(m_share, m_split->currentIndex() == shareSplit);
    const bool pictures = report.images > 0;
    const bool files = pictures && format != DataFormat::idx && format != DataFormat::digits;
    setShown(m_imageSize, pictures);
    setShown(m_imageFit, files);
    setShown(m_ground, files);
    setShown(m_soundSeconds, report.sounds > 0);
    setShown(m_memory, !isArray(format) && (files || report.sounds > 0));
}

void ImportOptions::offerColumns(const DatasetReport& report)
{
    for (const ColumnChoice& choice : m_columns) {
        const QString chosen = choice.box->currentData().toString();
        QStringList recognised;
        for (const ColumnUse& use : report.columns)
            if (use.use == choice.use) recognised << QString::fromStdString(use.column);
        choice.box->clear();
        choice.box->addItem(!chosen.isEmpty() ? tr("automatic")
                : recognised.isEmpty()
                ? tr("none")
                : tr("%1 (recognised)").arg(recognised.join(QStringLiteral(", "))),
            QString());
        for (const ColumnUse& use : report.columns) {
            const QString column = QString::fromStdString(use.column);
            choice.box->addItem(column, column);
        }
        if (!chosen.isEmpty() && choice.box->findData(chosen) < 0)
            choice.box->addItem(chosen, chosen);
        choose(*choice.box, chosen);
    }
}

void ImportOptions::offerLanguages(const DatasetReport& report)
{
    const QString chosen = m_language->currentData().toString();
    m_language->clear();
    m_language->addItem(tr("automatic"), QString());
    for (const std::string& language : report.languages)
        m_language->addItem(languageName(language), QString::fromStdString(language));
    if (!chosen.isEmpty() && m_language->findData(chosen) < 0)
        m_language->addItem(languageName(chosen.toStdString()), chosen);
    choose(*m_language, chosen);
}

void ImportOptions::describeSplit(const DatasetReport& report, Index heldOut)
{
    const bool own = m_split->currentIndex() == ownSplit && report.training + report.heldOut > 0;
    m_split->setItemText(ownSplit,
        own && report.test > 0 ? tr("%1, as the data say, and %2 to test at the end")
                                     .arg(countText(report.heldOut), countText(report.test))
            : own         ? tr("%1, as the data say").arg(countText(report.heldOut))
            : heldOut > 0 ? tr("%1, drawn by the run").arg(countText(heldOut))
                          : tr("as the data or the run say"));
    m_split->setItemText(shareSplit, tr("a share of the items"));
}

void ImportOptions::retranslate()
{
    const QSignalBlocker quiet(this);
    OptionForm::retranslate();
    for (PathField* field : { m_root, m_second, m_labels })
        field->retranslate();
    for (int i = 0; i < m_format->count(); ++i)
        m_format->setItemText(i, formatText(DataFormat(m_format->itemData(i).toInt())));
    m_imageFit->setItemText(0, tr("crop the centre"));
    m_imageFit->setItemText(1, tr("pad to a square"));
    m_items->setSpecialValueText(tr("all"));
    m_imageSize->setSpecialValueText(tr("automatic"));
    m_soundSeconds->setSpecialValueText(tr("the longest, at most 10 s"));
    m_soundSeconds->setSuffix(tr(" s", "seconds, after a number"));
    refresh(m_report, m_runHeldOut);
}

} // namespace contrastlab
