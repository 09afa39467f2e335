// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/export.h"

#include "plot/plot_export.h"
#include "run/run.h"
#include "run/table_text.h"

#include <QPainter>
#include <QSaveFile>
#include <QWidget>

#include <map>

namespace contrastlab {

namespace {

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

} // namespace

bool saveWidget(QWidget& widget, const QString& path)
{
    QPainter painter;
    return saveDrawing(painter, path, widget.size(), widget.palette().color(QPalette::Window),
        [&] { widget.render(&painter, QPoint()); });
}

bool writeMetrics(const Run& run, const QString& path)
{
    std::map<std::int64_t, EvaluationMetrics> evaluations;
    for (const EvaluationMetrics& m : run.evaluations.all())
        evaluations[m.step] = m;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.write(metricsHeader);
    for (const StepMetrics& m : run.steps.all()) {
        const auto evaluation = evaluations.find(m.step);
        const auto* found = evaluation == evaluations.end() ? nullptr : &evaluation->second;
        file.write(rowOf(m) + rowOf(found) + '\n');
    }
    return file.commit();
}

QString captionOf(const RunSpec& spec)
{
    QStringList parts { qString(spec.text("dataset")), qString(spec.text("objective")),
        qString(spec.text("optimizer")) };
    for (const char* key : { "temperature", "learning_rate", "batch_size", "seed" }) {
        const Parameter& parameter = *findParameter(key);
        if (spec.isRelevant(parameter))
            parts << shortLabel(parameter) + QLatin1Char(' ')
                    + valueText(parameter, spec.value(key));
    }
    return QStringLiteral("ContrastLab · ") + parts.join(QStringLiteral(" · "));
}

} // namespace contrastlab
