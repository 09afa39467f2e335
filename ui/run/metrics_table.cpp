// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Written beside the place and moved there when it is whole.
#include "run/metrics_table.h"

#include "base/problem.h"
#include "run/parameters.h"
#include "run/run.h"

#include <QSaveFile>

#include <algorithm>
#include <map>
#include <vector>

namespace contrastlab {

namespace {

constexpr std::size_t sliceSize = 10000; ///< steps: the log is held no longer than these take

QByteArray numberOf(double value)
{
    return QByteArray::fromStdString(toText(value));
}

QByteArray rowOf(const StepMetrics& m)
{
    QByteArray row = QByteArray::number(qlonglong(m.step));
    for (const double value :
        { m.epoch, m.loss, m.lossAToB, m.lossBToA, m.chance, m.temperature, m.bias, m.learningRate,
            double(m.batchSize), m.gradientNorm, m.updateRatio, m.seconds })
        row += ',' + numberOf(value);
    return row;
}

QByteArray rowOf(const EvaluationMetrics* m)
{
    if (!m) return ",,,,,,,,,";
    QByteArray row;
    for (const double value :
        { m->loss, m->chance, m->aToB.recallAt1, m->aToB.recallAt5, m->aToB.recallAt10,
            m->aToB.medianRank, m->bToA.recallAt1, m->bToA.recallAt10, m->bToA.medianRank })
        row += ',' + numberOf(value);
    return row;
}

constexpr char metricsHeader[] =
    "step,epoch,loss,loss_a_to_b,loss_b_to_a,chance,temperature,bias,learning_rate,batch_size,"
    "gradient_norm,update_ratio,seconds,held_out_loss,held_out_chance,a_to_b_recall_at_1,"
    "a_to_b_recall_at_5,a_to_b_recall_at_10,a_to_b_median_rank,b_to_a_recall_at_1,"
    "b_to_a_recall_at_10,b_to_a_median_rank\n";

// What the file said, in the words that other exports have for it.
[[noreturn]] void refuse(const QSaveFile& file)
{
    throw InputError(file.fileName().toStdString(), {},
        "cannot be written: " + file.errorString().toStdString());
}

std::vector<StepMetrics> sliceOf(const Run& run, std::size_t first, std::size_t last)
{
    return run.steps.with([=](const auto& steps) {
        const auto begin = steps.begin();
        return std::vector<StepMetrics>(
            begin + std::ptrdiff_t(first), begin + std::ptrdiff_t(last));
    });
}

} // namespace

void writeMetrics(const Run& run, const QString& path)
{
    std::map<std::int64_t, EvaluationMetrics> evaluations;
    for (const EvaluationMetrics& m : run.evaluations.all())
        evaluations[m.step] = m;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) refuse(file);
    file.write(metricsHeader);
    const std::size_t size = run.steps.size(); // those of this moment, while the run goes on
    for (std::size_t first = 0; first < size; first += sliceSize)
        for (const StepMetrics& m : sliceOf(run, first, std::min(size, first + sliceSize))) {
            const auto evaluation = evaluations.find(m.step);
            const auto* found = evaluation == evaluations.end() ? nullptr : &evaluation->second;
            file.write(rowOf(m) + rowOf(found) + '\n');
        }
    if (!file.commit()) refuse(file);
}

} // namespace contrastlab
