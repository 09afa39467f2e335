// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/media_text.h"

#include "run/message_text.h"
#include "run/table_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QProgressBar>

#include <cmath>

namespace contrastlab {

namespace {

struct MediaTexts {
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
    return seconds < 90 ? MediaTexts::tr("%1 s", "duration").arg(std::ceil(seconds))
                        : MediaTexts::tr("%1 min", "duration").arg(std::ceil(seconds / 60));
}

QString doneText(const LoadProgress& progress)
{
    const QString done = countText(progress.done), total = countText(progress.total);
    switch (progress.phase) {
    case LoadPhase::listing:
        return progress.done > 0 ? MediaTexts::tr("Listing the items: %1").arg(done)
                                 : MediaTexts::tr("Listing the items…");
    case LoadPhase::checking:
        return MediaTexts::tr("Looking for the files: %1 of %2").arg(done, total);
    case LoadPhase::decoding:
        return MediaTexts::tr("Decoding: %1 of %2").arg(done, total);
    case LoadPhase::encoding:
        return MediaTexts::tr("Encoding: %1 of %2").arg(done, total);
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
        return MediaTexts::tr("Automatic");
    case DataFormat::table:
        return MediaTexts::tr("Table");
    case DataFormat::flickr8k:
        return MediaTexts::tr("Flickr8k captions.txt");
    case DataFormat::flickrTokens:
        return MediaTexts::tr("Flickr token file");
    case DataFormat::flickr30k:
        return MediaTexts::tr("Flickr30k results.csv");
    case DataFormat::coco:
        return MediaTexts::tr("COCO captions");
    case DataFormat::karpathy:
        return MediaTexts::tr("Karpathy split");
    case DataFormat::clotho:
        return MediaTexts::tr("Clotho");
    case DataFormat::audiocaps:
        return MediaTexts::tr("AudioCaps");
    case DataFormat::folderOfPairs:
        return MediaTexts::tr("Folder of pairs");
    case DataFormat::folderOfClasses:
        return MediaTexts::tr("Folder of classes");
    case DataFormat::folderOfNames:
        return MediaTexts::tr("Folder of telling names");
    case DataFormat::webdataset:
        return MediaTexts::tr("Webdataset shards");
    case DataFormat::matrices:
        return MediaTexts::tr("Matrices of features");
    case DataFormat::word2vec:
        return MediaTexts::tr("Word vectors (word2vec)");
    case DataFormat::glove:
        return MediaTexts::tr("Word vectors (GloVe)");
    case DataFormat::idx:
        return MediaTexts::tr("MNIST's IDX files");
    case DataFormat::digits:
        return MediaTexts::tr("Handwritten digits");
    }
    return {};
}

QString progressText(const LoadProgress& progress)
{
    QString text = doneText(progress);
    if (progress.itemsPerSecond <= 0) return text;
    text +=
        QStringLiteral(" · ") + MediaTexts::tr("%1 items/s").arg(rateText(progress.itemsPerSecond));
    const auto left = static_cast<double>(progress.total - progress.done);
    if (progress.total > 0 && left > 0)
        text += QStringLiteral(" · ")
            + MediaTexts::tr("about %1 left").arg(durationText(left / progress.itemsPerSecond));
    return text;
}

void showProgress(QProgressBar& bar, const LoadProgress& progress)
{
    constexpr int steps = 1000;
    bar.setRange(0, progress.total > 0 ? steps : 0);
    if (progress.total > 0) bar.setValue(int(steps * progress.done / progress.total));
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
