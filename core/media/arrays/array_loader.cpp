// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread calls.
#include "media/arrays/array_loader.h"

#include "media/arrays/array_dataset.h"
#include "media/arrays/matrix_files.h"
#include "media/arrays/picture_arrays.h"
#include "media/arrays/word_vector_file.h"
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/labels_and_parts.h"
#include "store/mapped_file.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace contrastlab {

namespace {

/// Some rows of another source, in an order of their own.
class ChosenRows final : public FeatureSource {
public:
    ChosenRows(std::shared_ptr<const FeatureSource> source, std::vector<std::size_t> rows)
        : m_source(std::move(source))
        , m_rows(std::move(rows))
    {
    }
    Index width() const override { return m_source->width(); }
    void read(Index item, std::span<float> values) const override
    {
        m_source->read(static_cast<Index>(m_rows[static_cast<std::size_t>(item)]), values);
    }

private:
    std::shared_ptr<const FeatureSource> m_source;
    std::vector<std::size_t> m_rows;
};

std::string shapeOf(const MatrixFile& matrix)
{
    return matrix.name + " (" + matrix.file + "): " + matrix.shape();
}

template <class T>
void checkCount(const std::vector<T>& values, Index rows, const std::string& file)
{
    if (values.empty() || static_cast<Index>(values.size()) == rows) return;
    throw MediaError(file, "",
        { sentences::labelsCount, { std::to_string(values.size()), std::to_string(rows) } });
}

void checkRows(const MatrixSet& set, const ReadingContext& context)
{
    if (set.matrices.empty())
        throw MediaError(context.spec.path, "", { sentences::matrixMissing, {} });
    const MatrixFile& first = set.matrices.front();
    if (first.rows < 2)
        throw MediaError(first.file, "", { sentences::matrixShape, { shapeOf(first) } });
    if (set.matrices.size() + !set.table.captions.empty() < 2)
        throw MediaError(first.file, "", { sentences::matrixMissing, {} });
    for (const MatrixFile& matrix : set.matrices)
        if (matrix.rows != first.rows)
            throw MediaError(matrix.file, "",
                { sentences::rowsDiffer,
                    { std::to_string(matrix.rows), first.file, std::to_string(first.rows) } });
    checkCount(set.table.labels, first.rows, set.table.file);
    checkCount(set.table.names, first.rows, set.table.file);
    checkCount(set.table.captions, first.rows, set.table.file);
    checkCount(set.table.parts, first.rows, set.table.file);
}

/// What is wrong with the values of a row, if anything is.
std::optional<Message> problemOf(const FeatureSource& source, Index row, std::span<float> values)
{
    const auto isFinite = [](float v) { return std::isfinite(v); };
    try {
        source.read(row, values);
        if (std::all_of(values.begin(), values.end(), isFinite)) return std::nullopt;
    } catch (const InputError& error) {
        if (error.message().is(MappedFile::cutShorter)) throw;
    }
    return Message { sentences::valueNotFinite };
}

/// Rows whose values are all finite. Matrices beyond limits::scannedBytes are not searched: there a
/// value that is not finite stops the run when its row is read, with file and row.
std::vector<std::size_t> finiteRows(const MatrixSet& set, ReadingContext& context)
{
    std::vector<bool> bad(static_cast<std::size_t>(set.matrices.front().rows), false);
    for (const MatrixFile& matrix : set.matrices) {
        const Index width = matrix.features->width();
        if (matrix.rows * width * 4 > limits::scannedBytes) continue;
        std::vector<float> values(static_cast<std::size_t>(width));
        for (Index row = 0; row < matrix.rows; ++row) {
            context.progress.check();
            const auto problem = problemOf(*matrix.features, row, values);
            if (!problem) continue;
            bad[static_cast<std::size_t>(row)] = true;
            ++context.report.unreadable;
            context.report.add({ matrix.file, rowPlace(row + 1), *problem });
        }
    }
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < bad.size(); ++i)
        if (!bad[i]) rows.push_back(i);
    return rows;
}

template <class T>
std::vector<T> at(const std::vector<T>& values, const std::vector<std::size_t>& rows)
{
    std::vector<T> taken;
    if (values.empty()) return taken;
    for (const std::size_t row : rows)
        taken.push_back(values[row]);
    return taken;
}

/// "a" and "b" for arrays and files without telling names.
std::string modalityName(const MatrixSet& set, std::size_t i)
{
    std::set<std::string> names;
    for (const MatrixFile& matrix : set.matrices)
        names.insert(matrix.name);
    const bool telling = names.size() == set.matrices.size() && !names.contains("text");
    const std::string letter(1, static_cast<char>('a' + std::min<std::size_t>(i, 25)));
    return telling || (names.size() == set.matrices.size() && set.table.captions.empty())
        ? set.matrices[i].name
        : letter;
}

void setNamesAndParts(Dataset& dataset, const RowTable& table, const std::vector<std::size_t>& rows,
    const DatasetSpec& spec)
{
    setLabels(dataset, at(table.labels, rows));
    for (std::string& name : at(table.names.empty() ? table.captions : table.names, rows))
        dataset.itemNames.push_back({ std::move(name), {} });
    if (spec.heldOut >= 0) {
        dataset.parts = partsByShare(rows.size(), spec.heldOut);
        return;
    }
    for (const auto& part : at(table.parts, rows))
        dataset.parts.push_back(part.value_or(Part::training));
    dataset.parts = settledParts(std::move(dataset.parts));
}

/// Pictures with labels and nothing else are named by these.
void captionByLabels(MatrixSet& set, ReadingContext& context)
{
    RowTable& table = set.table;
    const bool alone = context.spec.arrays == ArrayUse::pictures && set.matrices.size() == 1
        && table.captions.empty() && !table.labels.empty();
    if (!alone) return;
    table.captions = table.labels;
    context.report.reasons.push_back({ sentences::labelsAsCaptions, {} });
}

/// Features, or pictures where the spec says that arrays are.
ModalityData modalityOf(const MatrixSet& set, std::size_t i,
    const std::optional<std::vector<std::size_t>>& rows, ReadingContext& context)
{
    const bool reads = context.spec.arrays == ArrayUse::pictures;
    MatrixFile matrix = set.matrices[i];
    const bool deep = matrix.extents.size() > 2;
    ModalityData modality;
    modality.name = modalityName(set, i);
    if (rows) matrix.features = std::make_shared<ChosenRows>(matrix.features, *rows);
    if (rows) matrix.rows = static_cast<Index>(rows->size());
    if (reads && deep) {
        const auto isDeep = [](const MatrixFile& other) { return other.extents.size() > 2; };
        if (std::count_if(set.matrices.begin(), set.matrices.end(), isDeep) == 1)
            modality.name = "image";
        modality.kind = ModalityKind::image;
        modality.images = picturesOf(matrix, context);
        context.report.images = matrix.rows;
        return modality;
    }
    if (deep)
        context.report.reasons.push_back({ sentences::arrayFlattened,
            { matrix.name, matrix.file, std::to_string(matrix.features->width()) } });
    modality.features = std::move(matrix.features);
    return modality;
}

/// What says pictures must have some.
void requirePictures(const Dataset& dataset, const MatrixSet& set, const ReadingContext& context)
{
    if (context.spec.arrays != ArrayUse::pictures) return;
    const bool any = std::any_of(dataset.modalities.begin(), dataset.modalities.end(),
        [](const ModalityData& modality) { return modality.images != nullptr; });
    if (any) return;
    const MatrixFile& first = set.matrices.front();
    throw MediaError(first.file, "", { sentences::arrayNoPictures, { shapeOf(first) } });
}

} // namespace

Dataset loadMatrices(ReadingContext& context)
{
    MatrixSet set = openMatrices(context);
    captionByLabels(set, context);
    checkRows(set, context);
    DatasetReport& report = context.report;
    std::string shapes;
    for (const MatrixFile& matrix : set.matrices)
        shapes += (shapes.empty() ? "" : "; ") + shapeOf(matrix);
    report.reasons.push_back({ sentences::detectedMatrices, { shapes } });
    report.listed = set.matrices.front().rows;
    const auto finite = finiteRows(set, context);
    if (finite.size() < 2)
        throw MediaError(context.spec.path, "",
            { sentences::nothingUsable,
                { std::to_string(report.listed),
                    report.problems.empty() ? Message() : told(report.problems.front()) } });
    std::vector<std::size_t> rows;
    for (const std::size_t place : evenlySpaced(finite.size(), context.spec.items))
        rows.push_back(finite[place]);
    report.leftOut = static_cast<Index>(finite.size() - rows.size());

    Dataset dataset;
    dataset.items = static_cast<Index>(rows.size());
    const bool all = dataset.items == report.listed;
    for (std::size_t i = 0; i < set.matrices.size(); ++i)
        dataset.modalities.push_back(
            modalityOf(set, i, all ? std::nullopt : std::optional(rows), context));
    requirePictures(dataset, set, context);
    if (!set.table.captions.empty()) {
        dataset.modalities.push_back(textModality(at(set.table.captions, rows)));
        report.captions = dataset.items;
    }
    setNamesAndParts(dataset, set.table, rows, context.spec);
    return finished(std::move(dataset), context);
}

Dataset loadWordVectors(ReadingContext& context)
{
    const DatasetSpec& spec = context.spec;
    const auto format = wordVectorFormat(spec.path);
    if (!format)
        throw MediaError(spec.path, linePlace(1),
            { sentences::formatUnsuitable, { QT_TRANSLATE_NOOP("Message", "word vectors") } });
    WordVectors vectors =
        readWordVectors(spec.path, *format, spec.items, context.report, context.progress);
    DatasetReport& report = context.report;
    report.format = *format == WordVectorFormat::glove ? DataFormat::glove : DataFormat::word2vec;
    report.reasons.push_back({ sentences::detectedWordVectors,
        { std::to_string(vectors.words.size()), std::to_string(vectors.vectors.cols()) } });
    report.listed = static_cast<Index>(vectors.words.size()) + report.badRows;
    report.captions = static_cast<Index>(vectors.words.size());
    Dataset dataset;
    dataset.items = report.captions;
    dataset.modalities.push_back(textModality(vectors.words));
    ModalityData values;
    values.name = "vector";
    values.features = featuresInMemory(std::move(vectors.vectors));
    dataset.modalities.push_back(std::move(values));
    for (std::string& word : vectors.words)
        dataset.itemNames.push_back({ std::move(word), {} });
    if (spec.heldOut >= 0) dataset.parts = partsByShare(dataset.itemNames.size(), spec.heldOut);
    return finished(std::move(dataset), context);
}

} // namespace contrastlab
