// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the files that scripts/make_word_vectors makes.
#include "media/emoji/word_vectors.h"

#include "base/problem.h"
#include "media/emoji/embedded_file.h"
#include "store/npy.h"

#include <QByteArrayList>

#include <span>

namespace contrastlab {

namespace {

Matrix<float> embeddedMatrix(const QString& name)
{
    const QByteArray bytes = embeddedFile(name);
    const std::span<const char> view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    return toMatrix<float>(parseNpy(std::as_bytes(view), name.toStdString()));
}

std::vector<std::string> embeddedLines(const QString& name)
{
    std::vector<std::string> lines;
    for (const QByteArray& line : embeddedFile(name).trimmed().split('\n'))
        lines.push_back(line.toStdString());
    return lines;
}

} // namespace

WordVectors embeddedWordVectors()
{
    const QString name = QStringLiteral("emoji/glove-100d");
    WordVectors result;
    result.words = embeddedLines(name + QStringLiteral(".words.txt"));
    result.vectors = embeddedMatrix(name + QStringLiteral(".npy"));
    const Matrix<float> scales = embeddedMatrix(name + QStringLiteral(".scales.npy"));
    const Index words = static_cast<Index>(result.words.size());
    if (result.vectors.rows() != words || scales.size() != words)
        throw InputError(name.toStdString(), "",
            { QT_TRANSLATE_NOOP("Message", "expected a vector and a scale for each of %1 words"),
                { std::to_string(words) } });
    result.vectors.array().colwise() *= scales.col(0).array();
    return result;
}

} // namespace contrastlab
