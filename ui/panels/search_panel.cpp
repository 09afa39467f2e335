// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/search_panel.h"

#include "media/decode/query_file.h"
#include "panels/draw_pad.h"
#include "run/item_names.h"
#include "run/item_pictures.h"
#include "run/message_text.h"
#include "run/waiting_text.h"
#include "theme/box_name.h"
#include "theme/colors.h"
#include "views/item_card.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QRegularExpression>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr int resultHeight = 32, foundPictureSide = 28;
enum ResultColumn { markColumn, itemColumn, cosineColumn, resultColumns };

QToolButton* addButton(QWidget* bar, WrappingRow* row)
{
    auto* button = new QToolButton(bar);
    row->addWidget(button);
    return button;
}

} // namespace

std::vector<SearchTerm> termsOf(const QString& line)
{
    static const QRegularExpression sign(QStringLiteral("(?:^|\\s)([+\\-−])"));
    std::vector<SearchTerm> terms;
    const auto add = [&](const QString& words, bool minus) {
        if (!words.trimmed().isEmpty())
            terms.push_back({ SearchTerm::Kind::words, minus, words.trimmed() });
    };
    qsizetype from = 0;
    bool minus = false;
    for (auto found = sign.globalMatch(line); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        add(line.mid(from, match.capturedStart() - from), minus);
        minus = match.captured(1) != QLatin1String("+");
        from = match.capturedEnd();
    }
    add(line.mid(from), minus);
    return terms;
}

SearchPanel::SearchPanel(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
    ItemPictures& pictures, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_pictures(pictures)
    , m_search(new LiveSearch(moment, choice, this))
    , m_hint(new ViewHint(this))
    , m_chips(new QWidget(this))
    , m_drawing(new DrawPad(this))
    , m_note(new QLabel(this))
    , m_results(new QTableWidget(this))
{
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setContentsMargins(8, 0, 8, 2);
    m_note->setWordWrap(true);
    (new WrappingRow(m_chips))->setContentsMargins(8, 0, 8, 2);
    makeResults();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeQuery());
    column->addWidget(m_chips);
    column->addWidget(m_drawing, 0, Qt::AlignHCenter);
    column->addWidget(makeChoices());
    column->addWidget(m_note);
    column->addWidget(m_results, 1);
    m_chips->hide();
    m_drawing->hide();
    setTabOrder(m_clear, m_drawing);
    setAcceptDrops(true);
    setProperty("takesFiles", true);
    connect(m_drawing, &DrawPad::drawn, this, &SearchPanel::ask);
    connect(m_search, &LiveSearch::changed, this, &SearchPanel::showResult);
    connect(m_search, &LiveSearch::progressed, this, &SearchPanel::showNote);
    connect(&pictures, &ItemPictures::loaded, this, &SearchPanel::showResult);
    connect(&focus, &ItemFocus::pinnedChanged, this, &SearchPanel::showTerms);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (!change.data) return;
        std::erase_if(
            m_terms, [](const SearchTerm& term) { return term.kind == SearchTerm::Kind::item; });
        readTowers();
        showTerms();
        ask();
    });
    new ViewMenu(*this, *this, { [this] { return table(); } });
    retranslate();
}

QWidget* SearchPanel::makeQuery()
{
    auto* bar = new QWidget(this);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 2);
    row->setSpacing(6);
    m_words = new QLineEdit(bar);
    m_words->setClearButtonEnabled(true);
    m_words->setAcceptDrops(false); // a file is a query there, too, not its path as words
    m_words->setProperty("acceptsText", true);
    m_words->setMinimumWidth(14 * fontMetrics().height());
    row->addWidget(m_words);
    m_plusItem = addButton(bar, row);
    m_minusItem = addButton(bar, row);
    m_file = addButton(bar, row);
    m_draw = addButton(bar, row);
    m_draw->setCheckable(true);
    m_clear = addButton(bar, row);
    connect(m_words, &QLineEdit::textChanged, this, &SearchPanel::ask);
    connect(m_plusItem, &QToolButton::clicked, this, [this] { addPinned(false); });
    connect(m_minusItem, &QToolButton::clicked, this, [this] { addPinned(true); });
    connect(m_file, &QToolButton::clicked, this, &SearchPanel::chooseFile);
    connect(m_draw, &QToolButton::toggled, this, &SearchPanel::showDrawing);
    connect(m_clear, &QToolButton::clicked, this, &SearchPanel::clear);
    return bar;
}

QWidget* SearchPanel::makeChoices()
{
    auto* bar = new QWidget(this);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 2);
    row->setSpacing(6);
    m_target = new QComboBox(bar);
    m_scope = new QComboBox(bar);
    m_scope->addItems({ QString(), QString() });
    m_rankBy = new QComboBox(bar);
    m_rankBy->addItems({ QString(), QString(), QString() });
    row->addWidget(m_target);
    row->addWidget(m_scope);
    row->addWidget(m_rankBy);
    connect(m_target, &QComboBox::currentIndexChanged, this,
        [this](int index) { m_search->setTarget(index - 1); });
    connect(m_scope, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_search->setScope(LiveSearch::Scope(index));
        showNote();
    });
    connect(m_rankBy, &QComboBox::currentIndexChanged, this,
        [this](int index) { m_search->setRankBy(RankBy(index)); });
    return bar;
}

void SearchPanel::makeResults()
{
    m_results->setTabKeyNavigation(false);
    m_results->setColumnCount(resultColumns);
    m_results->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_results->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_results->setSelectionMode(QAbstractItemView::SingleSelection);
    m_results->setFrameShape(QFrame::NoFrame);
    m_results->setShowGrid(false);
    m_results->setMouseTracking(true);
    m_results->setIconSize({ foundPictureSide, foundPictureSide });
    m_results->horizontalHeader()->hide();
    m_results->verticalHeader()->hide();
    m_results->verticalHeader()->setDefaultSectionSize(resultHeight);
    m_results->horizontalHeader()->setSectionResizeMode(itemColumn, QHeaderView::Stretch);
    m_results->setColumnWidth(markColumn, resultHeight);
    m_results->setColumnWidth(cosineColumn, 4 * fontMetrics().height());
    m_results->viewport()->installEventFilter(this);
    const auto focused = [this](int row) {
        const auto result = m_search->result();
        return ItemFocus::Items { { result->items[std::size_t(row)], result->tower } };
    };
    connect(m_results, &QTableWidget::cellEntered, this,
        [this, focused](int row, int) { m_focus.hover(focused(row)); });
    connect(m_results, &QTableWidget::cellClicked, this,
        [this, focused](int row, int) { m_focus.pin(focused(row)); });
}

void SearchPanel::addPinned(bool minus)
{
    for (const FocusedItem& pinned : m_focus.pinned())
        m_terms.push_back({ SearchTerm::Kind::item, minus, {}, {}, pinned });
    showTerms();
    ask();
}

void SearchPanel::chooseFile()
{
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Pictures or sounds to look for"));
    for (const QString& file : files)
        addFile(file);
}

void SearchPanel::addFile(const QString& file)
{
    m_trouble = QString();
    m_files << file;
    readNextFile();
    showNote();
}

void SearchPanel::readNextFile()
{
    if (m_files.isEmpty() || std::exchange(m_reading, true)) return;
    const QString path = m_files.takeFirst();
    m_reader.submit([this, path] {
        const auto tell = [this](auto act) {
            const auto next = [this, act] {
                m_reading = false;
                act();
                readNextFile();
                showNote();
            };
            QMetaObject::invokeMethod(this, next, Qt::QueuedConnection);
        };
        const QString name = QFileInfo(path).fileName();
        try {
            const auto file = std::make_shared<const QueryFile>(readQueryFile(path.toStdString()));
            tell([this, name, file] { takeFile(name, *file); });
        } catch (const InputError& error) {
            tell([this, name, place = error.placeMessage(), what = error.message()] {
                m_trouble = messageText(name.toStdString(), place, what);
            });
        } catch (const std::exception& error) {
            tell([this, name, what = QString::fromUtf8(error.what())] {
                m_trouble = name + QStringLiteral(": ") + what;
            });
        }
    });
}

void SearchPanel::takeFile(const QString& name, const QueryFile& file)
{
    SearchTerm term;
    term.kind = file.picture.isNull() ? SearchTerm::Kind::sound : SearchTerm::Kind::picture;
    term.picture = file.picture;
    term.logMel = file.logMel;
    term.sound = file.sound;
    term.name = name;
    m_terms.push_back(std::move(term));
    showTerms();
    ask();
}

// Over the dock a file is a query; over the rest of the window it is data.
void SearchPanel::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty() || !std::ranges::all_of(urls, &QUrl::isLocalFile)) return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_note->setText(tr("Drop to look for it"));
}

void SearchPanel::dragLeaveEvent(QDragLeaveEvent*)
{
    showNote();
}

void SearchPanel::dropEvent(QDropEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls())
        addFile(url.toLocalFile());
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void SearchPanel::clear()
{
    m_terms.clear();
    m_trouble = QString();
    m_words->clear();
    m_drawing->clear();
    m_draw->setChecked(false);
    showTerms();
    ask();
}

void SearchPanel::showDrawing(bool shown)
{
    m_drawing->setVisible(shown);
    if (shown) m_drawing->setFocus(Qt::OtherFocusReason);
    ask();
}

void SearchPanel::ask()
{
    std::vector<SearchTerm> terms = m_terms;
    for (SearchTerm& term : termsOf(m_words->text()))
        terms.push_back(std::move(term));
    if (!m_drawing->isEmpty() && !m_drawing->isHidden())
        terms.push_back({ SearchTerm::Kind::picture, false, {}, m_drawing->picture() });
    m_search->setQuery(std::move(terms));
    showNote();
}

QString SearchPanel::termText(const SearchTerm& term) const
{
    if (term.kind == SearchTerm::Kind::words) return term.words;
    if (!term.name.isEmpty()) return term.name;
    return itemTitle(m_moment, term.item.item);
}

QStringList SearchPanel::terms() const
{
    QStringList texts;
    for (const SearchTerm& term : m_terms)
        texts << (term.minus ? QStringLiteral("− ") : QStringLiteral("+ ")) + termText(term);
    return texts;
}

// A button a term, which takes it out.
void SearchPanel::showTerms()
{
    qDeleteAll(m_chips->findChildren<QToolButton*>(QString(), Qt::FindDirectChildrenOnly));
    const QStringList texts = terms();
    for (std::size_t i = 0; i < m_terms.size(); ++i) {
        auto* chip = new QToolButton(m_chips);
        chip->setText(texts[qsizetype(i)] + QStringLiteral("  ×"));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        if (!m_terms[i].picture.isNull()) chip->setIcon(QPixmap::fromImage(m_terms[i].picture));
        chip->setToolTip(tr("Take it out of the sum"));
        connect(chip, &QToolButton::clicked, this, [this, i] {
            m_terms.erase(m_terms.begin() + std::ptrdiff_t(i));
            QMetaObject::invokeMethod(this, &SearchPanel::showTerms, Qt::QueuedConnection);
            ask();
        });
        m_chips->layout()->addWidget(chip);
        chip->show();
    }
    m_chips->setVisible(!m_terms.empty());
    const bool pinned = !m_focus.pinned().empty();
    m_plusItem->setEnabled(pinned);
    m_minusItem->setEnabled(pinned);
}

void SearchPanel::showRow(int row, const SearchResult& result)
{
    const FoundCandidate& found = result.found[std::size_t(row)];
    const Index index = result.items[std::size_t(row)];
    const auto cell = [&](int column) {
        if (!m_results->item(row, column)) m_results->setItem(row, column, new QTableWidgetItem);
        return m_results->item(row, column);
    };
    const bool right = result.right[std::size_t(row)] != 0;
    cell(markColumn)->setText(right ? QStringLiteral("✓") : QString());
    cell(markColumn)->setForeground(goodColor(palette()));
    cell(markColumn)->setTextAlignment(Qt::AlignCenter);
    const QString name = itemTitle(m_moment, index);
    cell(itemColumn)->setText(name);
    cell(itemColumn)->setToolTip(name);
    const QImage picture = m_pictures.count(index) > 0 ? m_pictures.picture(index) : QImage();
    cell(itemColumn)
        ->setIcon(picture.isNull()
                ? QIcon()
                : QPixmap::fromImage(picture.scaled(2 * foundPictureSide, 2 * foundPictureSide,
                    Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    cell(cosineColumn)->setText(QLocale().toString(double(found.cosine), 'f', 3));
    cell(cosineColumn)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void SearchPanel::showResult()
{
    const auto result = m_search->result();
    m_results->setRowCount(result ? int(result->found.size()) : 0);
    for (int row = 0; row < m_results->rowCount(); ++row)
        showRow(row, *result);
    showNote();
}

QString SearchPanel::note() const
{
    return m_note->text();
}

void SearchPanel::showNote()
{
    const auto result = m_search->result();
    QStringList notes = queryNotes();
    if (result && !m_search->query().empty()) notes << resultNotes(*result);
    if (notes.isEmpty() || m_search->allItems().progress()) notes << waitingNotes();
    m_note->setText(notes.join(QStringLiteral(" ")));
}

// Why no tower can take it.
QString SearchPanel::lackOf(SearchTerm::Kind kind)
{
    switch (kind) {
    case SearchTerm::Kind::words:
        return tr("No text is trained, so words find nothing.");
    case SearchTerm::Kind::sound:
        return tr("No sounds are trained, so sounds find nothing.");
    default:
        return tr("No images are trained, so pictures find nothing.");
    }
}

// What is wrong with the query, or that there is none.
QStringList SearchPanel::queryNotes() const
{
    QStringList notes;
    if (!m_trouble.isEmpty()) notes << m_trouble;
    for (const SearchTerm& term : m_search->query())
        if (m_moment.setup() && m_search->towerOf(term) < 0) notes << lackOf(term.kind);
    const bool takesWeights = m_search->scope() == LiveSearch::Scope::all
        || std::ranges::any_of(m_search->query(),
            [](const SearchTerm& term) { return term.kind != SearchTerm::Kind::item; });
    if (const QString why = weightsText(m_moment, {}); takesWeights && m_moment.setup())
        notes << why;
    notes.removeDuplicates();
    if (m_reading) notes << tr("Reading the file…");
    notes.removeAll(QString());
    if (!m_search->query().empty() || m_reading || !m_trouble.isEmpty()) return notes;
    if (!m_moment.setup())
        notes << waitingText(m_moment, QString());
    else if (!m_drawing->isHidden())
        notes << tr("Nothing is drawn yet: draw on the white sheet, with the pointer or with "
                    "arrows and Space.");
    else
        notes << tr(
            "Words, a drawing, a picture, a sound or the pinned item: what is nearest to it?");
    return notes;
}

QStringList SearchPanel::waitingNotes() const
{
    const LiveItems& all = m_search->allItems();
    if (!all.failure().isEmpty())
        return { tr("Items could not be embedded: %1").arg(all.failure()) };
    const auto progress = all.progress();
    const auto& terms = m_search->query();
    if (!progress && m_moment.frame() && !m_search->result()
        && std::ranges::any_of(
            terms, [this](const SearchTerm& term) { return m_search->isEncoded(term); }))
        return { tr("The query goes through the encoder…") };
    if (!progress)
        return m_moment.frame()
            ? QStringList()
            : QStringList(waitingText(m_moment, tr("Waiting for the first embeddings…")));
    if (all.items() || m_search->scope() != LiveSearch::Scope::all) return {};
    return { tr("Embedding all items: %1 of %2…")
                 .arg(QLocale().toString(qlonglong(progress->done)),
                     QLocale().toString(qlonglong(progress->all))) };
}

QStringList SearchPanel::resultNotes(const SearchResult& result) const
{
    const QLocale locale;
    QStringList notes;
    if (!result.unknown.isEmpty())
        notes << tr("No word or part of a word of the training captions: %1")
                     .arg(result.unknown.join(QStringLiteral(", ")));
    if (const auto& trouble = result.trouble)
        notes << tr("The query cannot be encoded: %1")
                     .arg(trouble->message
                             ? messageText(trouble->file, trouble->place, *trouble->message)
                             : QString::fromStdString(trouble->text));
    if (result.cancelsOut) notes << tr("The terms cancel each other out.");
    if (result.found.empty()) return notes;
    if (!std::isfinite(result.found.front().score))
        return { tr("The embeddings of step %1 are not numbers: the model has diverged.")
                     .arg(locale.toString(qlonglong(result.step))) };
    if (result.partnerRank >= 0)
        notes << tr("Its other half comes at place %1 of %2.")
                     .arg(locale.toString(qlonglong(result.partnerRank + 1)),
                         locale.toString(qlonglong(result.candidates)));
    if (result.rankedBy != m_search->rankBy())
        notes << tr("Sinkhorn weighs at most %1 items; these are sorted by cosine.")
                     .arg(locale.toString(qlonglong(mostSinkhornCandidates)));
    if (result.complete > result.candidates)
        notes << tr("Looked among %1 of %2 items, evenly spread: more do not fit into memory.")
                     .arg(locale.toString(qlonglong(result.candidates)),
                         locale.toString(qlonglong(result.complete)));
    const QString recall = recallNote(result);
    if (!recall.isEmpty()) notes << recall;
    const QString hubness = locale.toString(result.hubness, 'f', 2);
    const QString step = locale.toString(qlonglong(result.step));
    notes << (result.hubQueries < result.candidates
            ? tr("Step %1 · hubness %2, of a sample of %3")
                  .arg(step, hubness, locale.toString(qlonglong(result.hubQueries)))
            : tr("Step %1 · hubness %2").arg(step, hubness));
    return notes;
}

// How often such a search is right, of the items that were judged last.
QString SearchPanel::recallNote(const SearchResult& result) const
{
    const auto evaluation = m_moment.evaluation();
    const auto setup = m_moment.setup();
    if (!evaluation || !setup) return {};
    for (const PairRecall& pair : evaluation->pairs) {
        const bool there = pair.a == result.from && pair.b == result.tower;
        if (!there && !(pair.b == result.from && pair.a == result.tower)) continue;
        const double recall = (there ? pair.aToB : pair.bToA).recallAt10;
        const double known = (there ? pair.chanceAToB : pair.chanceBToA).recallAt10;
        const double chance =
            std::isfinite(known) ? known : std::min(1.0, 10 / double(evaluation->items));
        const auto name = [&](int tower) { return modalityName(setup->modality(tower).name); };
        return tr("Recall@10 %1 → %2, held out: %3 (chance %4).")
            .arg(name(result.from), name(result.tower), QLocale().toString(recall, 'f', 2),
                QLocale().toString(chance, 'f', 2));
    }
    return {};
}

void SearchPanel::readTowers()
{
    const QSignalBlocker blocker(m_target);
    m_target->clear();
    m_target->addItem(tr("find: the other modality"));
    const auto setup = m_moment.setup();
    for (int tower = 0; setup && tower < setup->towers(); ++tower)
        m_target->addItem(tr("find: %1").arg(modalityName(setup->modality(tower).name)));
    m_search->setTarget(-1);
}

QList<QStringList> SearchPanel::table() const
{
    QList<QStringList> table { { tr("place"), tr("item"), tr("its other half"), tr("cosine"),
        tr("score"), tr("step") } };
    const auto result = m_search->result();
    for (std::size_t i = 0; result && i < result->found.size(); ++i)
        table << QStringList { QString::number(i + 1), itemTitle(m_moment, result->items[i]),
            QString::number(int(result->right[i])),
            QString::number(double(result->found[i].cosine), 'g', 6),
            QString::number(double(result->found[i].score), 'g', 6),
            QString::number(result->step) };
    return table;
}

QSize SearchPanel::sizeHint() const
{
    return QSize(24, 24) * fontMetrics().height();
}

bool SearchPanel::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_results->viewport() && event->type() == QEvent::Leave) m_focus.hover({});
    return QWidget::eventFilter(object, event);
}

void SearchPanel::retranslate()
{
    m_hint->setTexts(tr("What is nearest to a query should be what it means"),
        tr("What the search shows"),
        tr("<p>The query is embedded as its tower does it now; the items of another modality "
           "are sorted by their cosine with it, anew as training goes on. A tick: the "
           "item's own other half.</p>"
           "<p>Terms add up: “crown + woman − man”. Items, pictures and sounds too: "
           "drop files here.</p>"
           "<p>CSLS and Sinkhorn hold down hubs, which are near to everything. Hubness: the "
           "skewness of how often each item is among the ten nearest; 0 is even.</p>"));
    m_words->setPlaceholderText(tr("words, + and −"));
    m_words->setAccessibleName(tr("What to look for"));
    m_plusItem->setText(tr("+ pinned"));
    m_plusItem->setToolTip(tr("Add the pinned item to the query"));
    m_minusItem->setText(tr("− pinned"));
    m_minusItem->setToolTip(tr("Take the pinned item off the query"));
    m_file->setText(tr("File…"));
    m_file->setToolTip(tr("Add a picture or a sound to the query; it may also be dropped here"));
    m_draw->setText(tr("Draw"));
    m_clear->setText(tr("Clear"));
    m_drawing->setAccessibleName(tr("Drawing"));
    m_drawing->setToolTip(
        tr("Draw here: what it looks like is found. By keys: the arrows move the pen "
           "(Shift: further), Space puts it down and lifts it, Delete clears"));
    const QStringList ranks { tr("by cosine"), tr("by CSLS"), tr("by Sinkhorn") };
    for (int i = 0; i < m_rankBy->count(); ++i)
        m_rankBy->setItemText(i, ranks[i]);
    nameBox(*m_rankBy, tr("Sorted by"));
    const QStringList scopes { tr("in held-out items"), tr("in all items") };
    for (int i = 0; i < m_scope->count(); ++i)
        m_scope->setItemText(i, scopes[i]);
    nameBox(*m_scope, tr("Where is looked"));
    m_scope->setToolTip(tr("All items: training items, too. They are embedded in the background, "
                           "again as training goes on."));
    nameBox(*m_target, tr("What is found"));
    m_results->setAccessibleName(tr("What was found"));
    readTowers();
    showTerms();
    showNote();
}

void SearchPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
