// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Arguments of messages are names and numbers, which stay as they are, or one of the words below.
#include "data/media_text.h"

#include "run/table_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace contrastlab {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(MediaText)
};

// What the readers put into their messages in English; translated below, in the one context.
constexpr std::array argumentWords {
    QT_TRANSLATE_NOOP("MediaArgument", "tab"),
    QT_TRANSLATE_NOOP("MediaArgument", "comma"),
    QT_TRANSLATE_NOOP("MediaArgument", "semicolon"),
    QT_TRANSLATE_NOOP("MediaArgument", "bar"),
    QT_TRANSLATE_NOOP("MediaArgument", "image"),
    QT_TRANSLATE_NOOP("MediaArgument", "sound"),
    QT_TRANSLATE_NOOP("MediaArgument", "text"),
    QT_TRANSLATE_NOOP("MediaArgument", "image or sound files (such as filepath)"),
    QT_TRANSLATE_NOOP("MediaArgument", "captions (such as title)"),
    QT_TRANSLATE_NOOP("MediaArgument", "a header with at least two columns"),
    QT_TRANSLATE_NOOP("MediaArgument", "a header, and columns of numbers below it"),
    QT_TRANSLATE_NOOP("MediaArgument", "word vectors"),
    QT_TRANSLATE_NOOP("MediaArgument", "a word and its numbers"),
    QT_TRANSLATE_NOOP("MediaArgument", "the numbers of words and values"),
    QT_TRANSLATE_NOOP("MediaArgument", "a tar archive"),
    QT_TRANSLATE_NOOP("MediaArgument", "a .tar file"),
    QT_TRANSLATE_NOOP("MediaArgument", "a folder"),
    QT_TRANSLATE_NOOP("MediaArgument", "not enough memory"),
    QT_TRANSLATE_NOOP("MediaArgument", "it ends too early"),
    QT_TRANSLATE_NOOP("MediaArgument", "not a gzip stream"),
    QT_TRANSLATE_NOOP("MediaArgument", "a header's checksum is wrong"),
    QT_TRANSLATE_NOOP("MediaArgument", "a name of more than 64 KiB"),
    QT_TRANSLATE_NOOP("MediaArgument", "filename and sentences"),
    QT_TRANSLATE_NOOP("MediaArgument", "an SVG of more than 4 MiB"),
    QT_TRANSLATE_NOOP("MediaArgument", "an SVG with entities of its own"),
    QT_TRANSLATE_NOOP("MediaArgument", "an SVG with more than 32 <use> elements"),
    QT_TRANSLATE_NOOP("MediaArgument", "an SVG that names other files"),
    QT_TRANSLATE_NOOP("MediaArgument", "an SVG with text, which needs the window's fonts"),
    QT_TRANSLATE_NOOP("MediaArgument", "a packed SVG"),
};

QString textOf(const std::string& text)
{
    return QString::fromStdString(oneLine(text));
}

QString argumentText(const std::string& argument)
{
    static const QRegularExpression format(QStringLiteral("^a file of the format (\\S+)$"));
    const QString text = textOf(argument);
    if (const auto match = format.match(text); match.hasMatch())
        return Texts::tr("a file of the format %1").arg(match.captured(1));
    const auto isWord = [&](const char* word) { return argument == word; };
    if (std::none_of(argumentWords.begin(), argumentWords.end(), isWord)) return text;
    return QCoreApplication::translate("MediaArgument", argument.c_str());
}

/// Captions, file and column names are quoted as they are, even where they read like a word of
/// ours.
bool quotesPeople(MessageCode code)
{
    return code == MessageCode::captionRepeated || code == MessageCode::columnMissing
        || code == MessageCode::valueNotANumber || code == MessageCode::splitUnknown
        || code == MessageCode::detectedColumns;
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

QString messageText(const Message& message)
{
    const QString sentence = QCoreApplication::translate("MediaMessage", templateOf(message.code));
    std::vector<std::string> arguments;
    for (const std::string& argument : message.arguments)
        arguments.push_back(
            quotesPeople(message.code) ? argument : argumentText(argument).toStdString());
    if (message.code == MessageCode::captionRepeated && arguments.size() == 2)
        arguments[1] = placeText(arguments[1]).toStdString();
    return QString::fromStdString(fillIn(sentence.toStdString(), arguments));
}

QString placeText(const std::string& place)
{
    static const QRegularExpression counted(QStringLiteral("(^|, )(line|row|byte) (\\d+)$"));
    QString text = textOf(place);
    const auto match = counted.match(text);
    if (!match.hasMatch()) return text;
    const QString what = match.captured(2), number = match.captured(3);
    const QString read = what == u"line" ? Texts::tr("line %1").arg(number)
        : what == u"row"                 ? Texts::tr("row %1").arg(number)
                                         : Texts::tr("byte %1").arg(number);
    const QString file = text.left(match.capturedStart(1));
    return file.isEmpty() ? read : Texts::tr("%1, %2", "file, place").arg(file, read);
}

QString problemLine(const DataProblem& problem)
{
    const QString file = placeText(problem.file), place = placeText(problem.place);
    const QString what = messageText(problem.message);
    const QString where = file.isEmpty() || place.isEmpty()
        ? file + place
        : Texts::tr("%1, %2", "file, place").arg(file, place);
    return where.isEmpty() ? what : Texts::tr("%1: %2", "where, what").arg(where, what);
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
    return problemLine({ failure.file, failure.place, *failure.message });
}

QString failureText(const LoadFailure& failure, const DatasetReport& report)
{
    const bool unusable = failure.message && failure.message->code == MessageCode::nothingUsable;
    if (!unusable || report.problems.empty()) return failureText(failure);
    LoadFailure told = failure;
    told.message->arguments = { std::to_string(report.listed),
        problemLine(report.problems.front()).toStdString() };
    return failureText(told);
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
