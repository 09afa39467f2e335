// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_summary.h"

#include "run/table_text.h"

#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace contrastlab {

// What was left to the data, as the number of held-out items, is known once they are there.
RunSummary::RunSummary(const LibraryRun& run)
    : m_run(run.run)
    , m_ready(run.ready)
    , m_spec(m_ready ? m_ready->setup->spec() : m_run->spec())
{
}

bool RunSummary::isOf(const LibraryRun& run) const
{
    return m_run == run.run && m_ready == run.ready;
}

bool RunSummary::catchUp()
{
    constexpr std::size_t evaluationsAtATime = 4096;
    if (const auto last = m_run->steps.last()) m_step = last->step;
    for (const RunEvent& event : m_run->events.since(m_events)) {
        ++m_events;
        if (event.kind == RunEvent::Kind::change) assign(m_spec, event.key, event.after);
    }
    return m_run->evaluations.with([this](std::span<const EvaluationMetrics> all) {
        const std::size_t end = std::min(all.size(), m_evaluations + evaluationsAtATime);
        for (; m_evaluations < end; ++m_evaluations) {
            const EvaluationMetrics& judged = all[m_evaluations];
            m_loss = judged.loss;
            m_recall = (judged.aToB.recallAt1 + judged.bToA.recallAt1) / 2;
            if (!m_bestLoss || judged.loss < *m_bestLoss || std::isnan(*m_bestLoss))
                m_bestLoss = judged.loss;
        }
        return end < all.size();
    });
}

namespace {

// "CLIP", of "CLIP (symmetric InfoNCE)".
QString withoutBrackets(const QString& text)
{
    const auto bracket =
        std::ranges::find_if(text, [](QChar c) { return c == QChar(u'(') || c == QChar(u'（'); });
    return text.left(bracket - text.begin()).trimmed();
}

QString datasetName(const LibraryRun& run)
{
    if (run.ready) return QString::fromStdString(run.ready->setup->dataset().name);
    return QFileInfo(QString::fromStdString(run.run->spec().text("dataset"))).completeBaseName();
}

} // namespace

QString runName(const LibraryRun& run, const RunLibrary& library)
{
    const RunIdentity identity = run.run->identity();
    const QString own = QString::fromStdString(identity.name);
    const LibraryRun* parent =
        identity.parentId.empty() ? nullptr : library.find(identity.parentId);
    if (!own.isEmpty() && (!parent || parent->run->identity().name != identity.name)) return own;
    QStringList parts { own };
    if (own.isEmpty()) parts = { datasetName(run), withoutBrackets(learntText(run.run->spec())) };
    parts << QString::number(run.color + 1);
    return parts.join(QStringLiteral(" · "));
}

int runColor(const LibraryRun& run)
{
    constexpr int ofTheRunInFront = 5;
    return run.color + ofTheRunInFront;
}

std::vector<const Parameter*> differingParameters(std::span<const RunSpec* const> specs)
{
    std::vector<const Parameter*> differing;
    for (const Parameter& parameter : parameterTable()) {
        const auto isOther = [&](const RunSpec* spec) {
            return spec->value(parameter.key) != specs.front()->value(parameter.key);
        };
        const auto concerns = [&](const RunSpec* spec) { return spec->isRelevant(parameter); };
        if (std::ranges::any_of(specs, isOther) && std::ranges::any_of(specs, concerns))
            differing.push_back(&parameter);
    }
    return differing;
}

QString differenceText(const RunSpec& from, const RunSpec& to)
{
    QStringList parts;
    for (const Parameter* parameter : differingParameters(std::array { &from, &to }))
        parts << QStringLiteral("%1 %2 → %3")
                     .arg(shortLabel(*parameter), valueText(*parameter, from.value(parameter->key)),
                         valueText(*parameter, to.value(parameter->key)));
    return parts.join(QStringLiteral(", "));
}

} // namespace contrastlab
