// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/media_text.h"

#include "run/message_text.h"
#include "run/table_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace contrastlab {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(MediaText)
};

QString textOf(const std::string& text)
{
    return QString::fromStdString(oneLine(text));
}

QString rateText(double itemsPerSecond)
{
    return QLocale().toString(itemsPerSecond, 'f', itemsPerSecond < 10 ? 1 : 0);
}

/// "40 s", "3 min"
QString durationText(double seconds)
{
    return seconds < 90 ? Texts::tr("%1 s", "duration").arg(std::ceil(seconds))
                        : Texts::tr("%1 min", "duration").arg(std::ceil(seconds / 60));
}

QString doneText(const LoadProgress& progress)
{
    const QString done = countText(progress.done), total = countText(progress.total);
    switch (progress.phase) {
    case LoadPhase::listing:
        return progress.done > 0 ? Texts::tr("Listing the items: %1").arg(done)
                                 : Texts::tr("Listing the items…");
    case LoadPhase::checking:
        return Texts::tr("Looking for the files: %1 of %2").arg(done, total);
    case LoadPhase::decoding:
        return Texts::tr("Decoding: %1 of %2").arg(done, total);
    }
    return {};
}

} // namespace

QString problemLine(const DataProblem& problem)
{
    return messageText(problem.file, problem.place, problem.message);
}

QString formatText(DataFormat format)
{
    switch (format) {
    case DataFormat::automatic:
        return Texts::tr("Automatic");
    case DataFormat::table:
        return Texts::tr("Table (CSV, TSV) with a header");
    case DataFormat::flickr8k:
        return Texts::tr("Flickr8k captions.txt");
    case DataFormat::flickrTokens:
        return Texts::tr("Flickr token file");
    case DataFormat::flickr30k:
        return Texts::tr("Flickr30k results.csv");
    case DataFormat::coco:
        return Texts::tr("COCO captions");
    case DataFormat::karpathy:
        return Texts::tr("Karpathy split");
    case DataFormat::clotho:
        return Texts::tr("Clotho");
    case DataFormat::audiocaps:
        return Texts::tr("AudioCaps");
    case DataFormat::folderOfPairs:
        return Texts::tr("Folder of pairs");
    case DataFormat::folderOfClasses:
        return Texts::tr("Folder of classes");
    case DataFormat::webdataset:
        return Texts::tr("Webdataset shards");
    case DataFormat::matrices:
        return Texts::tr("Matrices of features");
    case DataFormat::word2vec:
        return Texts::tr("Word vectors (word2vec)");
    case DataFormat::glove:
        return Texts::tr("Word vectors (GloVe)");
    case DataFormat::idx:
        return Texts::tr("MNIST's IDX files");
    case DataFormat::digits:
        return Texts::tr("Handwritten digits");
    }
    return {};
}

QString progressText(const LoadProgress& progress)
{
    QString text = doneText(progress);
    if (progress.itemsPerSecond <= 0) return text;
    text += QStringLiteral(" · ") + Texts::tr("%1 items/s").arg(rateText(progress.itemsPerSecond));
    const auto left = static_cast<double>(progress.total - progress.done);
    if (progress.total > 0 && left > 0)
        text += QStringLiteral(" · ")
            + Texts::tr("about %1 left").arg(durationText(left / progress.itemsPerSecond));
    return text;
}

QString failureText(const LoadFailure& failure)
{
    QStringList problems;
    for (const Problem& problem : failure.problems)
        problems << problemText(problem);
    if (!problems.empty()) return problems.join(u'\n');
    if (!failure.message) return textOf(failure.text);
    return messageText(failure.file, failure.place, *failure.message);
}

QString sizeText(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString countText(Index count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

} // namespace contrastlab
