// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Before the trial nothing is said that gives it away.
#include "lesson/claim_box.h"

#include "lesson/curve_shape.h"
#include "lesson/lesson_language.h"
#include "lesson/lesson_print.h"
#include "lesson/prediction_pad.h"
#include "plot/arm_chart.h"
#include "run/message_text.h"
#include "run/sentences.h"
#include "theme/colors.h"
#include "views/wrapping_row.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <map>

namespace contrastlab {

namespace {

using Kind = ClaimAssertion::Kind;

QLabel* wrapped(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Measures of one unit share a chart: by what their columns have in their names.
QString unitOf(const Claim& claim, std::size_t place)
{
    using Source = Measure::Source;
    const Measure& measure = claim.measures[place];
    const QString column = QString::fromStdString(measure.column);
    // What an experiment's first measure is of a guess.
    if (measure.source == Source::experiment && column == QLatin1String("chance") && place > 0)
        return unitOf(claim, 0);
    constexpr std::pair<const char*, const char*> units[] { { "log2", "log2" }, { "loss", "nats" },
        { "recall", "recall" }, { "probe", "recall" }, { "accuracy", "recall" },
        { "additive", "R2" }, { "_share", "share" }, { "left_without", "share" },
        { "explained", "share" }, { "gap", "gap" }, { "hubness", "hubness" }, { "_time", "time" },
        { "seeds", "overlap" }, { "towers", "overlap" } };
    for (const auto& [part, unit] : units)
        if (column.contains(QLatin1String(part))) return QLatin1String(unit);
    if (measure.source == Source::fewLabels || measure.source == Source::analogies)
        return QStringLiteral("recall");
    for (const char* nats : { "chance", "bound", "limit" })
        if (column == QLatin1String(nats)) return QStringLiteral("nats");
    return column;
}

constexpr double trembling = 0.06; // of a hand, as a share of the pad's height

ClaimBox::Guess guessOf(CurveShape shape)
{
    switch (shape) {
    case CurveShape::rises:
        return ClaimBox::Guess::rises;
    case CurveShape::falls:
        return ClaimBox::Guess::falls;
    case CurveShape::peaks:
        return ClaimBox::Guess::peaks;
    case CurveShape::dips:
        return ClaimBox::Guess::dips;
    case CurveShape::none:
        break;
    }
    return ClaimBox::Guess::none;
}

std::vector<double> meansOf(const ClaimResult& result, std::size_t arms, std::size_t measure)
{
    std::vector<double> means;
    for (std::size_t arm = 0; arm < arms; ++arm)
        means.push_back(result.spread(arm, measure).mean);
    return means;
}

} // namespace

ClaimBox::ClaimBox(Claim claim, QWidget* parent) : QFrame(parent), m_claim(std::move(claim))
{
    setFrameShape(QFrame::StyledPanel);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("ringed", true);
    auto* layout = new QVBoxLayout(this);
    m_question = wrapped(this);
    QFont bold = font();
    bold.setBold(true);
    m_question->setFont(bold);
    m_choices = new QWidget(this);
    m_try = new QPushButton(this);
    m_try->setObjectName(QStringLiteral("try"));
    m_progress = new QProgressBar(this);
    m_progress->setTextVisible(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_try);
    row->addWidget(m_progress, 1);
    row->addStretch(0);
    m_keys = wrapped(this);
    m_keys->setForegroundRole(QPalette::PlaceholderText);
    m_keys->hide();
    m_revealed = new QWidget(this);
    auto* revealed = new QVBoxLayout(m_revealed);
    revealed->setContentsMargins({});
    m_verdict = wrapped(m_revealed);
    m_verdict->setFont(bold);
    m_comparison = wrapped(m_revealed);
    m_chartPlace = new QWidget(m_revealed);
    m_explanation = wrapped(m_revealed);
    m_source = wrapped(m_revealed);
    m_source->setObjectName(QStringLiteral("source"));
    m_source->setForegroundRole(QPalette::PlaceholderText);
    for (QWidget* part : std::initializer_list<QWidget*> {
             m_verdict, m_comparison, m_chartPlace, m_explanation, m_source })
        revealed->addWidget(part);
    for (QWidget* part : { static_cast<QWidget*>(m_question), m_choices })
        layout->addWidget(part);
    if (isAboutAShape()) makePad(*layout);
    layout->addLayout(row);
    layout->addWidget(m_keys);
    layout->addWidget(m_revealed);
    m_progress->hide();
    m_revealed->hide();
    makeChoices();
    connect(m_try, &QPushButton::clicked, this, [this] {
        if (!m_task.isRunning()) return tryIt();
        m_task.cancel();
        m_progress->hide();
        retranslate();
    });
    connect(&m_task, &ClaimTask::progressed, this, [this](int done, int total) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
    });
    connect(&m_task, &ClaimTask::finished, this, [this](const auto& result) {
        m_result = result;
        m_progress->hide();
        reveal();
    });
    retranslate();
}

bool ClaimBox::isAboutAShape() const
{
    const Kind kind = m_claim.assertions.front().kind;
    return kind != Kind::above && kind != Kind::near && m_claim.arms.size() > 2;
}

void ClaimBox::makeChoices()
{
    auto* row = new WrappingRow(m_choices);
    const std::vector<Guess> guesses = isAboutAShape()
        ? std::vector { Guess::rises, Guess::falls, Guess::peaks, Guess::dips, Guess::none }
        : std::vector { Guess::yes, Guess::no, Guess::unknown };
    for (const Guess guess : guesses) {
        auto* button = new QToolButton(m_choices);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, guess] {
            if (m_pad) m_pad->clear(); // one or the other
            choose(guess);
        });
        m_buttons.emplace_back(guess, button);
    }
}

// A curve that is drawn chooses the shape that it has.
void ClaimBox::makePad(QVBoxLayout& layout)
{
    m_pad = new PredictionPad(this);
    layout.addWidget(m_pad);
    connect(m_pad, &PredictionPad::changed, this, [this] {
        if (m_pad->isComplete()) choose(guessOf(shapeOf(m_pad->values(), trembling)));
    });
}

void ClaimBox::choose(Guess guess)
{
    m_chosen = guess;
    for (const auto& [of, button] : m_buttons) {
        button->setChecked(of == guess);
        QFont font = this->font();
        font.setBold(of == guess); // seen on any ground, and when it can no more be changed
        button->setFont(font);
    }
    retranslate();
}

// The arrows would step the run.
bool ClaimBox::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && !m_result) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool sideways = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
        if (sideways && key->modifiers() == Qt::NoModifier) event->accept();
    }
    return QFrame::event(event);
}

// A number chooses, arrows go along the choices, Enter tries it.
void ClaimBox::keyPressEvent(QKeyEvent* event)
{
    const int number = event->key() - Qt::Key_1;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_result || m_task.isRunning()) return QFrame::keyPressEvent(event);
    if (number >= 0 && number < int(m_buttons.size()))
        choose(m_buttons[std::size_t(number)].first);
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        moveChoice(event->key() == Qt::Key_Right ? 1 : -1);
    else if (enter)
        tryIt();
    else
        return QFrame::keyPressEvent(event);
    emit grew();
}

void ClaimBox::moveChoice(int by)
{
    const int count = int(m_buttons.size());
    int at = by > 0 ? -1 : count;
    for (int i = 0; i < count; ++i)
        if (m_chosen == m_buttons[std::size_t(i)].first) at = i;
    choose(m_buttons[std::size_t(std::clamp(at + by, 0, count - 1))].first);
}

void ClaimBox::focusInEvent(QFocusEvent* event)
{
    QFrame::focusInEvent(event);
    showFocus();
}

void ClaimBox::focusOutEvent(QFocusEvent* event)
{
    QFrame::focusOutEvent(event);
    showFocus();
}

void ClaimBox::showFocus()
{
    setFrameShadow(hasFocus() ? QFrame::Raised : QFrame::Plain);
    m_keys->setVisible(hasFocus() && !m_result);
}

void ClaimBox::tryIt()
{
    if (!m_chosen) return;
    m_progress->setRange(0, 0);
    m_progress->show();
    m_task.start(m_claim);
    retranslate();
}

void ClaimBox::reveal()
{
    for (const auto& [guess, button] : m_buttons)
        button->setEnabled(false); // a guess is one before, not after
    if (m_pad) m_pad->hide(); // what was drawn stands in the chart
    makeCharts();
    m_revealed->show();
    retranslate();
    showFocus();
    emit tried();
    emit grew();
}

void ClaimBox::makeCharts()
{
    for (ArmChart* chart : m_charts)
        delete chart;
    m_charts.clear();
    delete m_chartPlace->layout();
    auto* layout = new QVBoxLayout(m_chartPlace);
    layout->setContentsMargins({});
    if (m_result->values.empty()) return;
    for (std::size_t i = 0; i < countUnits(); ++i) {
        m_charts.push_back(new ArmChart(m_chartPlace));
        layout->addWidget(m_charts.back());
    }
}

std::size_t ClaimBox::countUnits() const
{
    QStringList units;
    for (std::size_t i = 0; i < m_claim.measures.size(); ++i)
        if (!units.contains(unitOf(m_claim, i))) units.append(unitOf(m_claim, i));
    return std::size_t(units.size());
}

// On paper the charts are those of the light theme.
void ClaimBox::addTo(LessonPages& pages) const
{
    pages.addHeading(questionText());
    if (!m_result) return;
    for (const QString& line : { verdictText(), comparisonText(), explanation() })
        if (!line.isEmpty()) pages.addText(line);
    if (!m_result->values.empty()) {
        std::vector<QStringList> rows { { QString() } };
        rows.front() += armNames();
        for (std::size_t i = 0; i < m_claim.measures.size(); ++i) {
            rows.push_back({ QString::fromStdString(
                m_claim.labelOf(m_claim.measureNames[i], lessonLanguage())) });
            for (const double mean : meansOf(*m_result, m_claim.arms.size(), i))
                rows.back().append(QString::number(mean, 'g', 4));
        }
        pages.addTable(rows);
        std::vector<std::unique_ptr<ArmChart>> charts;
        std::vector<ArmChart*> places;
        for (std::size_t i = 0; i < countUnits(); ++i) {
            charts.push_back(std::make_unique<ArmChart>());
            charts.back()->setPalette(lightPalette());
            places.push_back(charts.back().get());
        }
        fillCharts(places);
        for (ArmChart* chart : places)
            pages.addChart(chart->toImage({ 420, 220 }, 2));
    }
    pages.addText(m_source->text());
}

// What the first measure does, by its means.
ClaimBox::Guess ClaimBox::outcome() const
{
    if (!isAboutAShape())
        return m_result->verdict == Verdict::holds ? Guess::yes
            : m_result->verdict == Verdict::fails  ? Guess::no
                                                   : Guess::unknown;
    std::vector<std::vector<double>> means;
    const std::size_t measure = m_claim.assertions.front().measure;
    for (const double mean : meansOf(*m_result, m_claim.arms.size(), measure))
        means.push_back({ mean });
    for (const auto& [guess, kind] :
        { std::pair(Guess::rises, Kind::rises), { Guess::falls, Kind::falls },
            { Guess::peaks, Kind::peaks }, { Guess::dips, Kind::dips } }) {
        ClaimAssertion assertion { .kind = kind };
        if (isSo(assertion, means)) return guess;
    }
    return Guess::none;
}

bool ClaimBox::isForeseen() const
{
    const bool said = m_chosen && *m_chosen != Guess::unknown;
    return said && m_result && !m_result->values.empty() && outcome() == *m_chosen;
}

bool ClaimBox::isDrawn() const
{
    return m_pad && m_pad->isComplete();
}

QString ClaimBox::guessText(Guess guess) const
{
    switch (guess) {
    case Guess::rises:
        return tr("it rises");
    case Guess::falls:
        return tr("it falls");
    case Guess::peaks:
        return tr("it rises and falls");
    case Guess::dips:
        return tr("it falls and rises");
    case Guess::none:
        return tr("none of these");
    case Guess::yes:
        return tr("yes");
    case Guess::no:
        return tr("no");
    case Guess::unknown:
        break;
    }
    return tr("I don't know");
}

QStringList ClaimBox::armNames() const
{
    QStringList names;
    for (const ClaimArm& arm : m_claim.arms)
        names.append(QString::fromStdString(m_claim.labelOf(arm.name, lessonLanguage())));
    return names;
}

QString ClaimBox::variedName() const
{
    const std::string key = m_claim.varied();
    if (const Parameter* parameter = findParameter(key))
        return QCoreApplication::translate("Parameter", parameter->label.data());
    return QString::fromStdString(m_claim.labelOf(key, lessonLanguage()));
}

QString ClaimBox::questionText() const
{
    if (!isAboutAShape())
        return inLanguage(m_claim.says) + QLatin1Char('\n') + tr("Is it so here?");
    const std::string& measure = m_claim.measureNames[m_claim.assertions.front().measure];
    const QStringList names = armNames();
    const QString asked = QString::fromStdString(m_claim.labelOf(measure, lessonLanguage()));
    QString varied = variedName();
    if (varied.isEmpty())
        return tr("From %1 to %2: what becomes of this: %3?")
            .arg(names.front(), names.back(), asked);
    varied[0] = varied[0].toUpper();
    return tr("%1: from %2 to %3. What becomes of this: %4?")
        .arg(varied, names.front(), names.back(), asked);
}

QString ClaimBox::verdictText() const
{
    if (!m_result) return {};
    const int seeds = int(m_claim.seeds.size());
    switch (m_result->verdict) {
    case Verdict::holds:
        return tr("It holds here, with each of %1 seeds.").arg(seeds);
    case Verdict::fails:
        return tr("It fails here: not so with any of %1 seeds.").arg(seeds);
    case Verdict::undecided:
        break;
    }
    if (m_result->reason.empty()) return tr("Undecided: the seeds disagree.");
    return tr("Undecided: %1.").arg(messageText(m_result->reason));
}

QString ClaimBox::comparisonText() const
{
    if (!m_chosen || m_result->values.empty()) return {};
    if (*m_chosen == Guess::unknown) return {};
    if (isForeseen()) return tr("That is what you expected.");
    return isAboutAShape()
        ? tr("You expected: %1. What came: %2.").arg(guessText(*m_chosen), guessText(outcome()))
        : tr("You expected something else.");
}

QString ClaimBox::explanation() const
{
    QStringList sentences;
    if (isAboutAShape()) sentences.append(tr("The claim: %1").arg(inLanguage(m_claim.says)));
    sentences.append(inLanguage(m_claim.here));
    return joinedSentences(sentences);
}

void ClaimBox::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void ClaimBox::retranslate()
{
    m_question->setText(questionText());
    setAccessibleName(m_question->text());
    for (const auto& [guess, button] : m_buttons)
        button->setText(guessText(guess));
    m_try->setText(m_task.isRunning() ? tr("Stop") : m_result ? tr("Try again") : tr("Try it"));
    m_try->setEnabled(m_chosen.has_value());
    m_try->setToolTip(m_chosen ? QString() : tr("First say what you expect"));
    if (m_pad) {
        m_pad->setArms(armNames(), variedName());
        m_pad->setEmptyText(
            tr("Or draw the curve that you expect, with the pointer or the arrows"));
        m_pad->setAccessibleName(m_pad->emptyText());
    }
    m_keys->setText(
        tr("Keys: 1 to %1 or the arrows choose, Enter tries it.").arg(m_buttons.size()));
    m_source->setText(tr("Source: %1").arg(inLanguage(m_claim.source)));
    if (!m_result) return;
    m_verdict->setText(verdictText());
    m_comparison->setText(comparisonText());
    m_comparison->setVisible(!m_comparison->text().isEmpty());
    m_explanation->setText(explanation());
    m_explanation->setVisible(!m_explanation->text().isEmpty());
    fillCharts(m_charts);
}

// One a unit of the measures.
void ClaimBox::fillCharts(const std::vector<ArmChart*>& charts) const
{
    std::map<QString, std::vector<ArmChart::Series>> series;
    std::vector<QString> units;
    for (std::size_t i = 0; i < m_claim.measures.size() && !m_result->values.empty(); ++i) {
        const QString unit = unitOf(m_claim, i);
        if (std::ranges::find(units, unit) == units.end()) units.push_back(unit);
        ArmChart::Series one {
            QString::fromStdString(m_claim.labelOf(m_claim.measureNames[i], lessonLanguage())), {}
        };
        for (const auto& arm : m_result->values) {
            one.values.emplace_back();
            for (const auto& seed : arm)
                one.values.back().push_back(seed[i]);
        }
        series[unit].push_back(std::move(one));
    }
    for (std::size_t i = 0; i < charts.size(); ++i) {
        charts[i]->setAccessibleName(m_question->text());
        charts[i]->setArms(armNames(), variedName());
        charts[i]->setSeries(series[units[i]]);
        const bool isAsked = units[i] == unitOf(m_claim, m_claim.assertions.front().measure);
        if (isDrawn() && isAsked) charts[i]->setSketch({ tr("what you drew"), m_pad->values() });
    }
}

} // namespace contrastlab
