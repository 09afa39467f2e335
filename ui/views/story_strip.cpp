// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/story_strip.h"

#include "run/foreign_run.h"
#include "run/item_names.h"
#include "run/sentences.h"
#include "run/waiting_text.h"
#include "theme/elided_text.h"
#include "views/doctor_line.h"
#include "views/guess_cards.h"
#include "views/pair_story.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

// Heights of the window, in pixels and in line heights: what is larger counts.
constexpr int heightForTwoRows = 936, heightForOneRow = 776;
constexpr int linesForTwoRows = 47, linesForOneRow = 44;

// A whole number as such: "a guess would be 1", "1.5" where captions repeat.
QString blindGuessText(double right)
{
    const double rounded = std::round(10 * right) / 10;
    return QLocale().toString(rounded, 'f', rounded == std::round(rounded) ? 0 : 1);
}

} // namespace

StoryStrip::StoryStrip(RunMoment& moment, ItemFocus& focus, PairChoice& choice,
    ItemPictures& pictures, DoctorPanel& doctor, QWidget* parent)
    : QFrame(parent)
    , m_moment(moment)
    , m_guesses(moment, focus, choice)
    , m_fold(new QToolButton(this))
    , m_text(new ElidedText(this))
    , m_trainOn(new QPushButton(this))
    , m_openData(new QPushButton(this))
    , m_body(new QWidget(this))
    , m_story(new PairStory(moment, m_guesses, pictures, m_body))
    , m_cards(new GuessCards(moment, focus, m_guesses, pictures, m_body))
    , m_doctor(new DoctorLine(doctor, m_body))
{
    setObjectName(QStringLiteral("storyStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_fold->setAutoRaise(true);
    m_trainOn->setObjectName(QStringLiteral("trainOn"));
    m_openData->setObjectName(QStringLiteral("openOwnData"));
    arrange();
    connect(m_fold, &QToolButton::clicked, this, [this] { setFoldedByHand(!m_folded); });
    connect(m_trainOn, &QPushButton::clicked, this, &StoryStrip::trainOnRequested);
    connect(m_openData, &QPushButton::clicked, this, &StoryStrip::openDataRequested);
    connect(&m_guesses, &LiveGuesses::changed, this, &StoryStrip::refresh);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same || change.data || change.outcome || change.events
            || change.playhead)
            refresh();
    });
    setFolded(false);
    retranslate();
}

void StoryStrip::arrange()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 2, 8, 4);
    column->setSpacing(3);
    QFont bold = font();
    bold.setBold(true);
    m_text->setFont(bold);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_fold->setFixedHeight(m_trainOn->sizeHint().height()); // buttons come and go beside it
    m_headRow = new QHBoxLayout;
    m_headRow->setSpacing(6);
    m_headRow->addWidget(m_fold);
    m_headRow->addWidget(m_text, 3);
    m_headRow->addWidget(m_trainOn);
    m_headRow->addWidget(m_openData);
    m_bodyRow = new QHBoxLayout(m_body);
    m_bodyRow->setContentsMargins({});
    m_bodyRow->setSpacing(14);
    m_bodyRow->addWidget(m_story);
    m_bodyRow->addWidget(m_cards, 5);
    column->addLayout(m_headRow);
    column->addWidget(m_body);
}

void StoryStrip::setFolded(bool folded)
{
    m_folded = folded;
    m_headRow->removeWidget(m_doctor);
    m_bodyRow->removeWidget(m_doctor);
    if (folded)
        m_headRow->addWidget(m_doctor, 2);
    else
        m_bodyRow->addWidget(m_doctor, 2);
    m_headRow->setStretchFactor(m_text, folded ? 20 : 3); // as wide as it needs, see refresh()
    m_doctor->setFlat(folded);
    m_doctor->show();
    m_bodyRow->invalidate(); // what changed while it was hidden was not told
    m_body->setVisible(!folded);
    m_body->updateGeometry();
    layout()->invalidate();
    m_fold->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
    updateGeometry();
    retranslate();
}

void StoryStrip::fitWindow(int height)
{
    if (std::exchange(m_windowHeight, height) != height) fit();
}

void StoryStrip::fit()
{
    const int height = m_windowHeight;
    const int line = fontMetrics().height();
    const int rows = height < std::max(heightForTwoRows, linesForTwoRows * line) ? 1 : 2;
    m_cards->setRows(rows);
    m_story->setRows(rows);
    const bool fold = m_usual || height < std::max(heightForOneRow, linesForOneRow * line);
    if (!m_byHand && fold != m_folded) setFolded(fold);
    updateGeometry();
}

void StoryStrip::setBrief(bool brief)
{
    if (brief == m_usual.has_value()) return;
    const Folding now { m_folded, m_byHand };
    const Folding next = brief ? Folding { true, false } : *m_usual;
    m_usual = brief ? std::optional(now) : std::nullopt;
    m_byHand = next.byHand;
    setFolded(next.folded);
    fit();
}

void StoryStrip::setFoldedByHand(bool folded)
{
    m_byHand = true;
    setFolded(folded);
}

QString StoryStrip::text() const
{
    return m_text->text();
}

QSize StoryStrip::sizeHint() const
{
    return { minimumSizeHint().width(), layout()->sizeHint().height() };
}

// As narrow as any window, so that the toolbar around it never folds it away.
QSize StoryStrip::minimumSizeHint() const
{
    return { fontMetrics().horizontalAdvance(u'x') * 40, layout()->sizeHint().height() };
}

bool StoryStrip::isDone() const
{
    const auto run = m_moment.run();
    return run && m_moment.setup() && run->outcome().kind == RunOutcome::Kind::completed;
}

// What is learnt: by contrast the question itself, by another task not even that.
QString StoryStrip::questionText() const
{
    const auto setup = m_moment.setup();
    const TrainedPair pair = m_guesses.board()->pair;
    const QString a = modalityName(setup->modality(pair.a).name);
    const QString b = modalityName(setup->modality(pair.b).name);
    const RunSpec& spec = m_moment.spec();
    if (isContrast(spec))
        return tr("Which %1 and which %2 belong together?", "two modalities: image, text")
            .arg(a, b);
    if (spec.text("task") == "adversarial")
        return tr("Learns to make %1 and %2 alike; who belongs to whom is not trained.",
            "two modalities: image, text")
            .arg(a, b);
    if (spec.text("decode") == "own")
        return tr("Learns to reconstruct each %1 and each %2; who belongs to whom is not trained.",
            "two modalities: image, text")
            .arg(a, b);
    return tr("Learns to reconstruct %1 from %2 and back.", "two modalities: image, text")
        .arg(a, b);
}

QString StoryStrip::scoreText() const
{
    const GuessCount& count = m_guesses.board()->countAToB;
    if (!isContrast(m_moment.spec()))
        return tr("By nearness %1 of %2 held-out items are right; a blind guess would be %3.")
            .arg(count.right)
            .arg(count.queries)
            .arg(blindGuessText(count.byChance));
    const bool isAtEnd = isDone() && m_moment.playhead().following;
    if (isAtEnd && isOfAnotherProgram())
        return tr("Done, by another program: right for %1 of %2; there are no weights to train on "
                  "or branch from.")
            .arg(count.right)
            .arg(count.queries);
    if (isAtEnd)
        return tr("Done: right for %1 of %2; train on, change something, or open your own data.")
            .arg(count.right)
            .arg(count.queries);
    return tr("The model guesses right for %1 of %2 it has never seen; a blind guess would be %3.")
        .arg(count.right)
        .arg(count.queries)
        .arg(blindGuessText(count.byChance));
}

bool StoryStrip::isOfAnotherProgram() const
{
    return m_moment.run() && isForeign(m_moment.run()->spec());
}

QString StoryStrip::scoreTip() const
{
    const auto setup = m_moment.setup();
    const auto board = m_guesses.board();
    const QString a = modalityName(setup->modality(board->pair.a).name);
    const QString b = modalityName(setup->modality(board->pair.b).name);
    return tr("Held-out items whose nearest partner is the right one, at step %1. From %2 to %3: "
              "%4 of %5; back: %6. Equal captions count as right.")
        .arg(board->step)
        .arg(a, b)
        .arg(board->countAToB.right)
        .arg(board->countAToB.queries)
        .arg(board->countBToA.right);
}

void StoryStrip::refresh()
{
    const bool known = m_guesses.board() && m_moment.setup();
    if (known)
        m_text->setText(
            m_folded ? scoreText() : joinedSentences({ questionText(), scoreText() }), scoreTip());
    else
        m_text->setText(waitingText(m_moment, tr("Waiting for the first guesses…")));
    // On one line what the model knows is whole, and the doctor has the rest; a digit more moves
    // nothing.
    const int step = 6 * m_text->fontMetrics().averageCharWidth();
    const int needed = m_text->fontMetrics().horizontalAdvance(m_text->text());
    m_text->setMaximumWidth(m_folded ? (needed / step + 1) * step : QWIDGETSIZE_MAX);
    const bool done = known && isDone() && m_moment.playhead().following && !isOfAnotherProgram();
    m_trainOn->setVisible(done);
    m_openData->setVisible(done);
}

// In a narrow window the guesses go before the way to them.
void StoryStrip::showRoom()
{
    const int needed = m_story->sizeHint().width() + 2 * m_cards->minimumSizeHint().width()
        + m_doctor->minimumSizeHint().width() + 3 * m_bodyRow->spacing();
    m_story->setVisible(width() >= needed);
}

void StoryStrip::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    showRoom();
}

void StoryStrip::retranslate()
{
    m_trainOn->setText(tr("Train on"));
    m_trainOn->setToolTip(tr("Go on for as many steps again"));
    m_openData->setText(tr("Open your own data…"));
    m_fold->setToolTip(m_folded ? tr("Show what the model guesses") : tr("Fold to one line"));
    m_fold->setAccessibleName(m_fold->toolTip());
    refresh();
}

void StoryStrip::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) fit();
}

} // namespace contrastlab
