// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/other_runs.h"

#include "run/run_summary.h"

#include <utility>

namespace contrastlab {

namespace {

// What is read of a run in one go: some milliseconds.
constexpr std::size_t otherEvaluations = 5000, otherSteps = 20000;
const QString otherPrefix = QStringLiteral("run ");

QString otherSeries(const std::string& id)
{
    return otherPrefix + QString::fromStdString(id);
}

} // namespace

double recallAt(const RecallMetrics& recall, int depth)
{
    return depth == 1 ? recall.recallAt1 : depth == 5 ? recall.recallAt5 : recall.recallAt10;
}

OtherRuns::OtherRuns(
    RunLibrary& library, LineChart& loss, LineChart& recall, KeyOf keyOf, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_loss(loss)
    , m_recall(recall)
    , m_keyOf(std::move(keyOf))
{
    m_more.setSingleShot(true);
    m_more.setInterval(0);
    connect(&m_more, &QTimer::timeout, this, &OtherRuns::catchUp);
    connect(&library, &RunLibrary::changed, this, &OtherRuns::takeRuns);
    for (LineChart* chart : { &loss, &recall })
        connect(chart, &LineChart::asideHovered, this, [this](const QString& series) {
            const std::string id = series.mid(otherPrefix.size()).toStdString();
            setStandsOut(id);
            emit hovered(id);
        });
    takeRuns();
}

void OtherRuns::takeRuns()
{
    std::map<std::string, Other> before = std::exchange(m_others, {});
    for (const LibraryRun& run : m_library.runs()) {
        const std::string id = run.run->identity().id;
        if (!run.shown || id == m_library.front()) continue;
        auto there = before.extract(id);
        const bool known = !there.empty() && there.mapped().run == run.run;
        Other& other = m_others[id];
        if (known) other = there.mapped();
        setStyle(run, other);
        if (known) continue;
        other.run = run.run;
        begin(id, other);
    }
    for (LineChart* chart : { &m_loss, &m_recall })
        for (const auto& gone : before)
            if (!m_others.contains(gone.first)) chart->removeSeries(otherSeries(gone.first));
    catchUp();
}

void OtherRuns::setStyle(const LibraryRun& run, const Other& other)
{
    const QString series = otherSeries(run.run->identity().id);
    SeriesStyle style { .label = runName(run, m_library),
        .color = runColor(run),
        .smoothed = !other.judged,
        .aside = true };
    m_loss.setSeries(series, style);
    style.smoothed = false;
    style.unit = QStringLiteral("\u2009%");
    m_recall.setSeries(series, style);
}

void OtherRuns::begin(const std::string& id, Other& other)
{
    m_loss.clear(otherSeries(id));
    m_recall.clear(otherSeries(id));
    other.read = 0;
}

void OtherRuns::readAnew()
{
    for (auto& [id, other] : m_others)
        begin(id, other);
    catchUp();
}

void OtherRuns::catchUp()
{
    bool more = false;
    for (auto& [id, other] : m_others)
        more |= readSlice(id, other);
    if (more) m_more.start();
}

bool OtherRuns::readSlice(const std::string& id, Other& other)
{
    const bool judged = other.run->evaluations.size() > 0;
    if (std::exchange(other.judged, judged) != judged) {
        begin(id, other);
        if (const LibraryRun* run = m_library.find(id)) setStyle(*run, other);
    }
    return judged ? readEvaluations(otherSeries(id), other) : readSteps(otherSeries(id), other);
}

bool OtherRuns::readEvaluations(const QString& series, Other& other)
{
    std::vector<double> keys, losses, recallKeys, recalls;
    for (const EvaluationMetrics& judged :
        other.run->evaluations.since(other.read, otherEvaluations)) {
        ++other.read;
        keys.push_back(m_keyOf(*other.run, judged.step));
        losses.push_back(judged.loss);
        if (m_pair >= judged.pairs.size()) continue;
        recallKeys.push_back(keys.back());
        const PairRecall& pair = judged.pairs[m_pair];
        recalls.push_back(50 * (recallAt(pair.aToB, m_depth) + recallAt(pair.bToA, m_depth)));
    }
    m_loss.append(series, keys, losses);
    m_recall.append(series, recallKeys, recalls);
    return keys.size() == otherEvaluations;
}

bool OtherRuns::readSteps(const QString& series, Other& other)
{
    std::vector<double> keys, losses;
    for (const StepMetrics& step : other.run->steps.since(other.read, otherSteps)) {
        ++other.read;
        keys.push_back(m_keyOf(*other.run, step.step));
        losses.push_back(step.loss);
    }
    m_loss.append(series, keys, losses);
    return keys.size() == otherSteps;
}

void OtherRuns::setRecall(std::size_t pair, int depth)
{
    if (std::exchange(m_pair, pair) == pair && m_depth == depth) return;
    m_depth = depth;
    readAnew();
}

void OtherRuns::setStandsOut(const std::string& id)
{
    const QString series = m_others.contains(id) ? otherSeries(id) : QString();
    m_loss.setStandsOut(series);
    m_recall.setStandsOut(series);
}

} // namespace contrastlab
