// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for the function that is handed to the writer.
#include "data/encoder_dialog.h"

#include "data/dialog_parts.h"
#include "data/encoder_form.h"
#include "data/look_progress.h"
#include "data/media_text.h"
#include "data/neighbour_model.h"
#include "data/path_field.h"
#include "encoder/python_recipe.h"
#include "media/item_list.h"
#include "store/atomic_file.h"
#include "theme/colors.h"
#include "theme/icons.h"
#include "theme/wheel_focus.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace contrastlab {

namespace {

constexpr QSize encoderDialogSize(1180, 690);
constexpr int encoderWaitingWidth = 760;
constexpr int writePollMs = 50;
constexpr double alikeCosine = 0.9; ///< of any two items; features of use are further apart

std::vector<std::string> outputsOf(const OnnxSession& session)
{
    std::vector<std::string> names;
    for (const TensorPlace& output : session.outputs())
        if (givesFeatures(output)) names.push_back(output.name);
    return names;
}

} // namespace

EncoderDialog::EncoderDialog(QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("encoderDialog"));
    auto* layout = new QVBoxLayout(this); // made from top to bottom, as Tab goes
    layout->addWidget(makeSourceRow());
    layout->addWidget(m_facts = wrappedLabel("facts", this));
    layout->addWidget(m_middle = makeMiddle(), 1);
    layout->addWidget(m_message = wrappedLabel("message", this));
    layout->addWidget(makeButtonRow());
    resize(encoderDialogSize);
    m_writePoll.setInterval(writePollMs);
    connect(&m_writePoll, &QTimer::timeout, this, &EncoderDialog::tellWritten);
    connect(m_form, &EncoderForm::changed, this, &EncoderDialog::tryIt);
    connect(m_progress, &LookProgress::cancelled, this, &EncoderDialog::cancelTrial);
    connect(&m_trial, &EncoderTrial::progressed, m_progress, &LookProgress::show);
    connect(&m_trial, &EncoderTrial::read, this, &EncoderDialog::takeRead);
    connect(&m_trial, &EncoderTrial::finished, this, &EncoderDialog::take);
    retranslate();
    refreshColors();
}

QWidget* EncoderDialog::makeSourceRow()
{
    auto* place = new QWidget(this);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins({});
    m_sourceLabel = new QLabel(place);
    m_source = new PathField(PathField::file, place);
    m_source->setObjectName(QStringLiteral("source"));
    m_sourceLabel->setBuddy(m_source);
    row->addWidget(m_sourceLabel);
    row->addWidget(m_source, 1);
    connect(m_source, &PathField::edited, this, [this](const QString& path) {
        EncoderWish wish = m_wish;
        wish.file = path.toStdString();
        wish.settings.clear(); // they were another encoder's
        open(wish);
        if (QFileInfo::exists(path)) emit folderChosen(m_source->startFolder());
    });
    return place;
}

// How items go in and features come out at the left, what comes of it at the right.
QWidget* EncoderDialog::makeMiddle()
{
    auto* settings = new QWidget(this);
    auto* column = new QVBoxLayout(settings);
    column->setContentsMargins({});
    m_form = new EncoderForm(settings);
    m_reset = plainButton("asRead", settings);
    column->addWidget(m_form);
    column->addWidget(m_reset, 0, Qt::AlignLeft);
    column->addStretch(1);
    connect(m_reset, &QPushButton::clicked, m_form, &EncoderForm::reset);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(settings);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(300);
    m_neighbours = new NeighbourModel(this);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("neighbours"));
    m_table->setModel(m_neighbours);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(true);
    m_table->setIconSize({ EncoderTrial::pictureSide, EncoderTrial::pictureSide });
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(EncoderTrial::pictureSide + 8);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_hint = wrappedLabel("hint", m_table->viewport());
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAlignment(Qt::AlignCenter);
    (new QVBoxLayout(m_table->viewport()))->addWidget(m_hint);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scroll);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 320, 860 });
    return splitter;
}

QWidget* EncoderDialog::makeButtonRow()
{
    auto* place = new QWidget(this);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins({});
    m_pythonLabel = new QLabel(place);
    m_library = new QComboBox(place);
    m_library->setObjectName(QStringLiteral("library"));
    turnOnlyWithFocus(*m_library);
    m_pythonLabel->setBuddy(m_library);
    m_python = plainButton("copyPython", place);
    m_progress = new LookProgress(place);
    m_close = plainButton("close", place);
    m_train = plainButton("train", place);
    row->addWidget(m_pythonLabel);
    row->addWidget(m_library);
    row->addWidget(m_python);
    row->addWidget(m_progress);
    row->addStretch(1);
    row->addWidget(m_close);
    row->addWidget(m_train);
    m_progress->setLooking(false);
    connect(m_python, &QPushButton::clicked, this, &EncoderDialog::choosePythonFolder);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_train, &QPushButton::clicked, this, [this] {
        if (m_look && m_look->encoder)
            emit trainRequested(
                m_look->encoder->plan().kind, m_look->wish.file, m_look->wish.settings);
    });
    return place;
}

void EncoderDialog::open(const EncoderWish& wish)
{
    if (wish.file != m_wish.file || wish.settings != m_wish.settings) m_read = nullptr;
    m_wish = wish;
    m_source->setPath(QString::fromStdString(wish.file));
    QDialog::show();
    raise();
    activateWindow();
    if (wish.file.empty()) m_source->setFocus();
    tryIt();
}

void EncoderDialog::setStartFolder(const QString& folder)
{
    m_source->setStartFolder(folder);
}

QString EncoderDialog::message() const
{
    return m_message->text();
}

void EncoderDialog::tryIt()
{
    m_look = nullptr;
    m_cancelled = false;
    m_written.clear();
    m_neighbours->show(nullptr);
    if (m_read) m_wish.settings = m_form->settings();
    showRoom();
    if (m_wish.file.empty())
        m_trial.cancel();
    else
        m_trial.begin(m_wish);
    m_progress->setLooking(!m_wish.file.empty());
    showOutcome();
}

// Before a file was understood there is nothing to set and nothing to see of it.
void EncoderDialog::showRoom()
{
    const bool whole = m_read != nullptr;
    m_middle->setVisible(whole);
    m_facts->setVisible(whole);
    if (std::exchange(m_isWhole, whole) == whole) return;
    layout()->activate();
    resize(whole ? encoderDialogSize
                 : QSize(encoderWaitingWidth, layout()->heightForWidth(encoderWaitingWidth)));
}

void EncoderDialog::cancelTrial()
{
    m_trial.cancel();
    m_cancelled = true;
    m_progress->setLooking(false);
    showOutcome();
}

void EncoderDialog::takeRead(const std::shared_ptr<const EncoderLook>& look)
{
    if (!look->read) return;
    const bool isNew = !m_read;
    m_read = look;
    if (isNew) m_form->show(*look->read, look->wish.settings, outputsOf(*look->session));
    showFacts(*look);
    showRoom();
    showOutcome();
}

void EncoderDialog::take(const std::shared_ptr<const EncoderLook>& look)
{
    takeRead(look);
    m_look = look;
    m_progress->setLooking(false);
    m_neighbours->show(look);
    m_table->scrollToTop();
    showOutcome();
}

// What comes in and what comes out, in the words of the file.
void EncoderDialog::showFacts(const EncoderLook& look)
{
    const EncoderKind kind = look.read->kind;
    const bool texts = kind == EncoderKind::texts;
    QStringList facts { texts             ? tr("An encoder of texts")
            : kind == EncoderKind::sounds ? tr("An encoder of sounds")
                                          : tr("An encoder of pictures"),
        tr("inputs: %1").arg(QString::fromStdString(describe(look.session->inputs()))),
        tr("outputs: %1").arg(QString::fromStdString(describe(look.session->outputs()))) };
    if (look.encoder) facts << tr("features an item: %1").arg(countText(look.encoder->width()));
    if (texts && look.encoder) {
        const QString file = QString::fromStdString(look.encoder->tokenizerFile());
        facts << tr("tokenizer: %1").arg(QFileInfo(file).fileName());
        m_form->setFoundTokenizer(QFileInfo(file).fileName());
    }
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    showLibraries();
}

// Those that know this kind of encoder.
void EncoderDialog::showLibraries()
{
    const QString before = m_library->currentText();
    m_library->clear();
    for (const std::string& library : pythonLibraries())
        if (m_read && knows(library, m_read->read->kind))
            m_library->addItem(QString::fromStdString(library));
    m_library->setCurrentIndex(std::max(0, m_library->findText(before)));
}

// Where there is nothing to try it on.
QString EncoderDialog::lackText(EncoderKind kind)
{
    switch (kind) {
    case EncoderKind::texts:
        return tr("The data that are open have no texts for this encoder. Open others first.");
    case EncoderKind::sounds:
        return tr("The data that are open have no sounds for this encoder. Open others first, or "
                  "choose the modality sound of the emoji.");
    case EncoderKind::pictures:
        break;
    }
    return tr("The data that are open have no pictures for this encoder. Open others first.");
}

QString EncoderDialog::outcomeText() const
{
    if (m_wish.file.empty())
        return tr("Choose an ONNX file: its features of every picture, text or sound take the "
                  "place of pixels, words or spectrograms. How items are prepared is read from the "
                  "files beside it "
                  "(config.json, preprocessor_config.json, tokenizer.json and the like).");
    if (m_cancelled) return tr("Cancelled. Change something, or choose another file.");
    if (!m_look) return {};
    if (m_look->failure) return failureText(*m_look->failure);
    if (!m_look->hasItems) return lackText(m_look->read->kind);
    const EncoderPreview& preview = *m_look->preview;
    QString text = tr("%1 items were tried; the cosine of two of them is %2 on average.")
                       .arg(countText(preview.encoded))
                       .arg(QLocale().toString(preview.meanCosine, 'f', 2));
    text += u' '
        + (preview.meanCosine > alikeCosine
                ? tr("They look nearly the same to the encoder: is everything set as it was "
                     "trained?")
                : tr("Neighbours should look or sound alike, or mean the same; if they do not, "
                     "something is set otherwise than the encoder was trained with."));
    return m_written.isEmpty() ? text : m_written;
}

// One line of what is wrong or what was found; and the buttons that go with it.
void EncoderDialog::showOutcome()
{
    const bool runs = m_look && !m_look->failure && m_look->hasItems;
    const bool wrong = m_look && !runs;
    QPalette colors = palette();
    if (wrong) colors.setColor(QPalette::WindowText, errorColor(palette()));
    m_message->setPalette(colors);
    const QString text = outcomeText();
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
    m_hint->setVisible(m_neighbours->rowCount() == 0);
    m_reset->setEnabled(m_read && !m_form->settings().empty());
    m_train->setEnabled(runs);
    m_python->setEnabled(runs);
    for (QWidget* part : std::initializer_list<QWidget*> { m_pythonLabel, m_library, m_python })
        part->setVisible(m_read != nullptr && !m_trial.isRunning());
}

void EncoderDialog::choosePythonFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder for the list of items and the .npy"), m_source->startFolder());
    if (!folder.isEmpty()) copyPython(m_library->currentText().toStdString(), folder);
}

void EncoderDialog::copyPython(const std::string& library, const QString& folder)
{
    if (!m_look || !m_look->preview) return;
    PythonRecipe recipe = recipeIn(folder.toStdString(), m_look->wish.file,
        m_look->wish.data.text("dataset"), m_look->preview->modality);
    recipe.settings = m_look->wish.settings;
    try {
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(pythonScript(library, recipe, m_look->encoder->plan())));
    } catch (const InputError&) { // of a file beside the encoder
        m_written = failureText(failureFrom(std::current_exception()));
        return showOutcome();
    }
    m_writing = std::make_shared<LatestValue<LoadFailure>>();
    m_written = tr("The script is on the clipboard; it reads %1.")
                    .arg(QString::fromStdString(recipe.itemList));
    showOutcome();
    m_writer.submit([look = m_look, list = recipe.itemList, ended = m_writing] {
        LoadFailure failure;
        try {
            const ModalityData& modality = *look->data->dataset->find(look->preview->modality);
            writeAtomically(list,
                itemList(*look->data, modality, itemsWith(modality, look->data->dataset->items)));
        } catch (...) {
            failure = failureFrom(std::current_exception());
        }
        ended->publish(std::make_shared<LoadFailure>(std::move(failure)));
    });
    m_writePoll.start();
}

void EncoderDialog::tellWritten()
{
    const auto failure = m_writing ? m_writing->latest() : nullptr;
    if (!failure) return;
    m_writePoll.stop();
    m_writing = nullptr;
    if (failure->text.empty()) return;
    m_written = failureText(*failure);
    showOutcome();
}

void EncoderDialog::refreshColors()
{
    m_train->setIcon(themedIcon(QStringLiteral("play"), palette()));
    m_python->setIcon(themedIcon(QStringLiteral("copy"), palette()));
}

void EncoderDialog::retranslate()
{
    setWindowTitle(tr("Pretrained encoder"));
    m_sourceLabel->setText(tr("&ONNX file"));
    m_source->line().setPlaceholderText(tr("model.onnx, with its files beside it"));
    m_source->line().setAccessibleName(QString(m_sourceLabel->text()).remove(u'&'));
    m_source->retranslate();
    m_form->retranslate();
    m_reset->setText(tr("As the files &say"));
    m_reset->setToolTip(tr("Forget what was set here"));
    m_hint->setText(
        tr("Ten items come here, each with the five that the encoder takes for most alike"));
    m_pythonLabel->setText(tr("&Python with"));
    m_python->setText(tr("Cop&y"));
    m_python->setToolTip(
        tr("Copy the Python that makes the same features with this library, and write the list "
           "of items that it reads"));
    m_progress->retranslate();
    m_close->setText(tr("Close"));
    m_train->setText(tr("&Train with it"));
    m_train->setToolTip(tr("Begin a new run on the features of this encoder"));
    m_neighbours->retranslate();
    m_table->setAccessibleName(tr("Nearest neighbours of ten items"));
    m_written.clear();
    if (m_read) showFacts(*m_read);
    showOutcome();
}

void EncoderDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() != QEvent::PaletteChange || !m_train) return;
    refreshColors();
    showOutcome();
}

// Enter commits a field; only on a button it presses.
void EncoderDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QDialog::keyPressEvent(event);
}

void EncoderDialog::hideEvent(QHideEvent* event)
{
    if (m_trial.isRunning()) cancelTrial();
    QDialog::hideEvent(event);
}

} // namespace contrastlab
