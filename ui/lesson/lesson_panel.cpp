// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lesson's widgets are made anew when it opens; texts change with the language.
#include "lesson/lesson_panel.h"

#include "lesson/achievement_log.h"
#include "lesson/achievement_row.h"
#include "lesson/claim_box.h"
#include "lesson/claim_file.h"
#include "lesson/glossary_card.h"
#include "lesson/glossary_marks.h"
#include "lesson/lesson_language.h"
#include "media/lesson_files.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QCoreApplication>
#include <QCursor>
#include <QEvent>
#include <QFile>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

/// Tab leads to its first link at once: the text itself shows no focus.
class LinkedText final : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void focusInEvent(QFocusEvent* event) override
    {
        QLabel::focusInEvent(event);
        const bool back = event->reason() == Qt::BacktabFocusReason;
        if (back || event->reason() == Qt::TabFocusReason) focusNextPrevChild(!back);
    }
};

} // namespace

LessonPanel::LessonPanel(QWidget* parent) : QWidget(parent)
{
    for (const LessonFile& file : claimFiles())
        m_allClaims.push_back(readClaim(file.text, file.name));
    for (const LessonFile& file : lessonFiles())
        m_lessons.push_back(lessonOf(file.text, file.name));
    m_card = new GlossaryCard(this);
    m_card->hide();
    connect(m_card, &GlossaryCard::showRequested, this, &LessonPanel::controlPointedAt);
    makeHead();
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout()->addWidget(m_scroll);
    m_achievements = new AchievementLog(this);
    layout()->addWidget(new AchievementRow(
        *m_achievements, [this](const std::string& name) { return titleNamed(name); }, this));
    new ViewMenu(*m_scroll, picture(), { [this] { return table(); } });
    open(0);
}

LessonPanel::~LessonPanel() = default;

// Terms of the glossary in it are links.
QLabel* LessonPanel::markdown(QWidget* parent)
{
    auto* label = new LinkedText(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::MarkdownText);
    label->setTextInteractionFlags(
        Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus); // until there are links in it
    connect(label, &QLabel::linkActivated, this, [this, label](const QString& link) {
        const QPoint below = label->visibleRegion().boundingRect().bottomLeft();
        if (const GlossaryEntry* entry = glossaryEntry(link))
            m_card->popUp(*entry, label->underMouse() ? QCursor::pos() : label->mapToGlobal(below));
    });
    connect(label, &QLabel::linkHovered, label, [label](const QString& link) {
        const GlossaryEntry* entry = glossaryEntry(link);
        QToolTip::showText(QCursor::pos(), entry ? inLanguage(entry->text) : QString(), label);
    });
    return label;
}

void LessonPanel::showText(QLabel& label, const QString& text)
{
    label.setText(text);
    label.setAccessibleName(QTextDocumentFragment::fromMarkdown(text).toPlainText());
    const int links = markTerms(label, lessonLanguage());
    label.setFocusPolicy(links > 0 ? Qt::StrongFocus : Qt::ClickFocus);
}

// With the program's claims by their names.
Lesson LessonPanel::lessonOf(std::string_view text, const std::string& file) const
{
    return readLesson(text, file, [this](const std::string& name) -> const Claim* {
        const auto found = std::ranges::find(m_allClaims, name, &Claim::name);
        return found == m_allClaims.end() ? nullptr : &*found;
    });
}

QSize LessonPanel::sizeHint() const
{
    return QSize(26, 30) * fontMetrics().height();
}

void LessonPanel::makeHead()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 6, 0);
    m_choose = new QToolButton(this);
    m_choose->setObjectName(QStringLiteral("lessons"));
    m_choose->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_choose->setPopupMode(QToolButton::InstantPopup);
    m_choose->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_choose->setMenu(new QMenu(m_choose));
    connect(m_choose->menu(), &QMenu::aboutToShow, this, &LessonPanel::showMenu);
    m_before = new QToolButton(this);
    m_before->setArrowType(Qt::LeftArrow);
    m_after = new QToolButton(this);
    m_after->setArrowType(Qt::RightArrow);
    m_after->setObjectName(QStringLiteral("next"));
    connect(m_before, &QToolButton::clicked, this, [this] { open(m_current - 1); });
    connect(m_after, &QToolButton::clicked, this, [this] { open(m_current + 1); });
    for (QToolButton* button : { m_before, m_choose, m_after }) {
        button->setFocusPolicy(Qt::StrongFocus);
        row->addWidget(button, button == m_choose ? 1 : 0);
    }
    layout->addLayout(row);
    m_hint = new ViewHint(this);
    layout->addWidget(m_hint);
}

void LessonPanel::open(std::size_t place)
{
    if (place >= m_lessons.size()) return;
    m_current = place;
    build();
    emit opened();
}

void LessonPanel::open(std::string_view name)
{
    const auto found = std::ranges::find(m_lessons, name, &Lesson::name);
    open(static_cast<std::size_t>(found - m_lessons.begin()));
}

void LessonPanel::begin(std::size_t place)
{
    open(place);
    if (!m_claims.empty()) m_claims.front()->setFocus(Qt::OtherFocusReason);
}

// Its layout knows the new height only after the event.
void LessonPanel::keepInSight(ClaimBox* box)
{
    QMetaObject::invokeMethod(
        box, [this, box] { m_scroll->ensureWidgetVisible(box, 0, 8); }, Qt::QueuedConnection);
}

bool LessonPanel::isDone(const Lesson& lesson) const
{
    return m_done.contains(QString::fromStdString(lesson.name));
}

void LessonPanel::openFile(const QString& path)
{
    QFile file(path);
    constexpr qint64 most = 1 << 20;
    if (!file.open(QIODevice::ReadOnly))
        throw InputError(path.toStdString(), {}, systemReason(ENOENT));
    const QByteArray text = file.read(most + 1);
    Lesson lesson = lessonOf({ text.data(), std::size_t(text.size()) }, path.toStdString());
    std::erase_if(m_lessons, [&](const Lesson& other) { return other.name == lesson.name; });
    m_lessons.push_back(std::move(lesson));
    open(m_lessons.size() - 1);
}

QWidget& LessonPanel::picture() const
{
    return *m_scroll->viewport();
}

QList<QStringList> LessonPanel::table() const
{
    QList<QStringList> rows { { QStringLiteral("claim"), QStringLiteral("verdict"),
        QStringLiteral("measure"), QStringLiteral("arm"), QStringLiteral("seed"),
        QStringLiteral("value") } };
    for (const ClaimBox* box : m_claims) {
        const Claim& claim = box->claim();
        const QString name = QString::fromStdString(claim.name);
        const auto result = box->result();
        if (!result || result->values.empty()) {
            rows.append({ name, {}, {}, {}, {}, {} });
            continue;
        }
        for (std::size_t measure = 0; measure < claim.measures.size(); ++measure)
            for (std::size_t arm = 0; arm < claim.arms.size(); ++arm)
                for (std::size_t seed = 0; seed < claim.seeds.size(); ++seed)
                    rows.append({ name, QString::fromLatin1(nameOf(result->verdict)),
                        QString::fromStdString(claim.measureNames[measure]),
                        QString::fromStdString(claim.arms[arm].name),
                        QString::number(claim.seeds[seed]),
                        QString::number(result->values[arm][seed][measure], 'g', 9) });
    }
    return rows;
}

LessonPages LessonPanel::pages() const
{
    LessonPages pages { titleOf(lesson()), {}, {} };
    pages.addText(inLanguage(lesson().text));
    for (const ClaimBox* box : m_claims)
        box->addTo(pages);
    if (m_question) {
        pages.addText(m_question->text());
        pages.addText(m_answer->text());
    }
    return pages;
}

void LessonPanel::setDone(const QStringList& names)
{
    m_done = names;
    retranslate();
}

// The content is replaced as a whole.
void LessonPanel::build()
{
    m_claims.clear();
    m_controls.clear();
    m_otherRuns.clear();
    m_runText = m_question = m_answer = nullptr;
    m_run = m_break = m_fold = nullptr;
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    m_text = markdown(content);
    layout->addWidget(m_text);
    for (const Claim& claim : lesson().claims) {
        m_claims.push_back(new ClaimBox(claim, content));
        ClaimBox* box = m_claims.back();
        connect(box, &ClaimBox::tried, this, [this, box] {
            noteTrial(*box);
            countDone();
        });
        connect(box, &ClaimBox::tried, this, &LessonPanel::chartsMade);
        connect(box, &ClaimBox::grew, this, [this, box] { keepInSight(box); });
        layout->addWidget(m_claims.back());
    }
    m_scroll->setWidget(content); // the one before is deleted
    if (lesson().hasRun) addRun();
    if (!lesson().question.byLanguage.empty()) addQuestion();
    layout->addStretch(1);
    listStages();
    m_scroll->verticalScrollBar()->setValue(0);
    retranslate();
}

void LessonPanel::listStages()
{
    m_stage = 0;
    m_stages = { { Part::text, m_text } };
    for (ClaimBox* box : m_claims)
        for (const Part part : { Part::claim, Part::trial })
            m_stages.push_back({ part, box, box });
    if (m_run) m_stages.push_back({ Part::run, m_runText });
    if (m_question) {
        m_stages.push_back({ Part::question, m_question });
        m_stages.push_back({ Part::answer, m_answer });
    }
}

// False where the part's end is in sight.
bool LessonPanel::scrollOn(const QWidget& part)
{
    QScrollBar* bar = m_scroll->verticalScrollBar();
    const int page = m_scroll->viewport()->height();
    if (part.geometry().bottom() <= bar->value() + page || bar->value() == bar->maximum())
        return false;
    bar->setValue(bar->value() + page - 2 * fontMetrics().height());
    return true;
}

void LessonPanel::goOn()
{
    const Stage& now = m_stages[m_stage];
    if (scrollOn(*now.widget) || (now.claim && now.claim->isBeingTried())) return;
    std::size_t next = m_stage + 1;
    if (now.part == Part::claim && now.claim->result()) ++next; // tried by hand
    if (next < m_stages.size()) return enter(next);
    open(m_current + 1);
}

void LessonPanel::goBack()
{
    if (m_stages[m_stage].part == Part::answer) m_fold->setChecked(false);
    if (m_stage > 0) return enter(m_stage - 1);
    if (m_current > 0) open(m_current - 1);
}

void LessonPanel::enter(std::size_t stage)
{
    m_stage = stage;
    const Stage& now = m_stages[stage];
    if (now.part == Part::claim) now.claim->setFocus(Qt::OtherFocusReason);
    if (now.part == Part::trial && !now.claim->result() && !now.claim->isBeingTried()) {
        if (!now.claim->chosen()) now.claim->choose(ClaimBox::Guess::unknown);
        now.claim->tryIt();
    }
    if (now.part == Part::answer) m_fold->setChecked(true);
    QWidget* part = now.widget; // its place is known after the event
    QMetaObject::invokeMethod(
        part, [this, part] { m_scroll->verticalScrollBar()->setValue(part->y() - 6); },
        Qt::QueuedConnection);
}

void LessonPanel::addRun()
{
    QWidget* content = m_scroll->widget();
    m_runText = markdown(content);
    content->layout()->addWidget(m_runText);
    auto* row = new QWidget(content);
    auto* layout = new WrappingRow(row);
    m_run = new QToolButton(row);
    m_run->setObjectName(QStringLiteral("run"));
    layout->addWidget(m_run);
    connect(m_run, &QToolButton::clicked, this, [this] { emit runRequested(lesson().run); });
    for (std::size_t place = 0; place < lesson().otherRuns.size(); ++place) {
        m_otherRuns.push_back(new QToolButton(row));
        layout->addWidget(m_otherRuns.back());
        connect(m_otherRuns.back(), &QToolButton::clicked, this,
            [this, place] { emit runRequested(lesson().otherRuns[place].spec); });
    }
    for (const std::string& key : lesson().controls) {
        auto* button = new QToolButton(row);
        button->setAutoRaise(true);
        layout->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, key] { emit controlPointedAt(key); });
        m_controls.emplace_back(key, button);
    }
    m_break = new QToolButton(row);
    m_break->setObjectName(QStringLiteral("break"));
    m_break->setAutoRaise(true);
    layout->addWidget(m_break);
    connect(m_break, &QToolButton::clicked, this, [this] {
        for (const char* end :
            { "break.no_negatives", "break.swapped" }) // so all of it is in sight
            emit controlPointedAt(end);
    });
    content->layout()->addWidget(row);
}

void LessonPanel::addQuestion()
{
    QWidget* content = m_scroll->widget();
    m_question = markdown(content);
    m_fold = new QToolButton(content);
    m_fold->setObjectName(QStringLiteral("fold"));
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_answer = markdown(content);
    m_answer->hide();
    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_answer->setVisible(open);
        retranslate();
    });
    for (QWidget* part : std::initializer_list<QWidget*> { m_question, m_fold, m_answer })
        content->layout()->addWidget(part);
}

void LessonPanel::noteTrial(const ClaimBox& box)
{
    m_achievements->note({ LessonFact::Kind::claimTried, lesson().name, box.claim().name,
        box.isForeseen(), box.isDrawn(), box.result()->verdict });
}

void LessonPanel::countDone()
{
    const bool all =
        std::ranges::all_of(m_claims, [](const ClaimBox* box) { return box->result() != nullptr; });
    const QString name = QString::fromStdString(lesson().name);
    if (!all) return;
    m_achievements->note({ LessonFact::Kind::lessonTried, lesson().name, {} });
    if (m_done.contains(name)) return;
    m_done.append(name);
    retranslate();
    emit doneChanged();
}

QString LessonPanel::titleOf(const Lesson& lesson) const
{
    const QString number = QString::fromStdString(lesson.number);
    return number.isEmpty()
        ? inLanguage(lesson.title)
        : tr("%1  %2", "number and title of a lesson").arg(number, inLanguage(lesson.title));
}

QString LessonPanel::titleNamed(const std::string& name) const
{
    const auto found = std::ranges::find(m_lessons, name, &Lesson::name);
    return found == m_lessons.end() ? QString() : titleOf(*found);
}

void LessonPanel::showMenu()
{
    QMenu* menu = m_choose->menu();
    menu->clear();
    for (std::size_t place = 0; place < m_lessons.size(); ++place) {
        QAction* action =
            menu->addAction(titleOf(m_lessons[place]), this, [this, place] { open(place); });
        action->setCheckable(true);
        action->setChecked(isDone(m_lessons[place]));
    }
}

void LessonPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void LessonPanel::retranslate()
{
    m_hint->setTexts(tr("Predict, try, see"), tr("How a lesson goes"),
        tr("<p>A lesson takes some minutes: its text, claims of the literature, and a question. Of "
           "each claim you first say what you expect; then small runs try it here, and their "
           "numbers stand beside your guess.</p>"
           "<p>Its run is for you to play with: it trains in the window like any other. Terms "
           "that are underlined with dots are explained at a click.</p>"));
    m_choose->setText(titleOf(lesson()));
    m_choose->setToolTip(tr("All lessons; those that are ticked were tried"));
    m_before->setEnabled(m_current > 0);
    m_before->setToolTip(tr("The lesson before"));
    m_before->setAccessibleName(m_before->toolTip());
    m_after->setEnabled(m_current + 1 < m_lessons.size());
    m_after->setToolTip(tr("The next lesson"));
    m_after->setAccessibleName(m_after->toolTip());
    m_scroll->setAccessibleName(titleOf(lesson()));
    showText(*m_text, inLanguage(lesson().text));
    if (m_runText) {
        m_runText->setText(
            tr("**Try it yourself.** The run that trains now is kept, in the list of runs."));
        m_run->setText(lesson().runTitle.byLanguage.empty() ? tr("Train this here")
                                                            : inLanguage(lesson().runTitle));
        for (std::size_t place = 0; place < m_otherRuns.size(); ++place)
            m_otherRuns[place]->setText(inLanguage(lesson().otherRuns[place].title));
        m_break->setText(tr("Break it on purpose"));
        m_break->setToolTip(
            tr("Shows what spoils training batches, and can be taken back at any step"));
        for (const auto& [key, button] : m_controls) {
            button->setText(
                QCoreApplication::translate("Parameter", findParameter(key)->label.data()));
            button->setToolTip(tr("Shows it in the form"));
        }
    }
    if (m_question) {
        showText(*m_question, tr("**To think about.** %1").arg(inLanguage(lesson().question)));
        m_fold->setArrowType(m_fold->isChecked() ? Qt::DownArrow : Qt::RightArrow);
        m_fold->setText(m_fold->isChecked() ? tr("Hide the answer") : tr("Show the answer"));
        showText(*m_answer, inLanguage(lesson().answer));
    }
}

} // namespace contrastlab
