// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/arrays/archive_arrays.h"

#include "base/joined.h"
#include "media/bytes/text_file.h"
#include "store/npz.h"
#include "store/safetensors.h"

#include <algorithm>
#include <set>

namespace contrastlab {

namespace {

struct ArrayFacts {
    std::string name;
    std::vector<Index> extents;
    bool text = false;
    bool whole = false;

    [[nodiscard]] Index rows() const { return extents.empty() ? 0 : extents[0]; }
    [[nodiscard]] std::string told() const
    {
        return shortened(name, 60) + " ("
            + joined(extents, [](Index extent) { return std::to_string(extent); }) + ")";
    }
};

/// What both kinds of archive are asked for.
class Archive {
public:
    virtual ~Archive() = default;
    [[nodiscard]] virtual std::vector<ArrayFacts> arrays() const = 0;
    [[nodiscard]] virtual Matrix<float> rows(const std::string& name) const = 0;
    [[nodiscard]] virtual std::vector<int> numbers(const std::string& name) const = 0;
    [[nodiscard]] virtual std::vector<std::string> texts(const std::string& name) const = 0;
};

class NpzArchive final : public Archive {
public:
    explicit NpzArchive(const std::string& path) : m_file(path) { }
    std::vector<ArrayFacts> arrays() const override
    {
        std::vector<ArrayFacts> all;
        for (const std::string& name : m_file.names()) {
            const NpyHeader header = m_file.header(name);
            all.push_back({ name, header.extents, header.isText(), header.isWhole() });
        }
        return all;
    }
    Matrix<float> rows(const std::string& name) const override { return m_file.rows(name); }
    std::vector<int> numbers(const std::string& name) const override { return m_file.labels(name); }
    std::vector<std::string> texts(const std::string& name) const override
    {
        return m_file.texts(name);
    }

private:
    NpzFile m_file;
};

class TensorArchive final : public Archive {
public:
    explicit TensorArchive(const std::string& path) : m_file(path) { }
    std::vector<ArrayFacts> arrays() const override
    {
        std::vector<ArrayFacts> all;
        for (const std::string& name : m_file.names())
            all.push_back({ name, m_file.shape(name), false, m_file.isWhole(name) });
        return all;
    }
    Matrix<float> rows(const std::string& name) const override { return m_file.rows(name); }
    std::vector<int> numbers(const std::string& name) const override { return m_file.labels(name); }
    std::vector<std::string> texts(const std::string&) const override { return {}; }

private:
    SafetensorsFile m_file;
};

/// Names between commas.
std::vector<std::string> namesIn(std::string_view list)
{
    std::vector<std::string> names;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        if (const auto name = trimmed(list.substr(0, end)); !name.empty()) names.emplace_back(name);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return names;
}

/// Takes the arrays of one archive.
class ArrayChoice {
public:
    ArrayChoice(const Archive& archive, std::string shown, MatrixSet& set, ReadingContext& context)
        : m_archive(archive)
        , m_shown(std::move(shown))
        , m_set(set)
        , m_context(context)
        , m_arrays(archive.arrays())
    {
    }

    void take()
    {
        takeMatrices();
        for (const ArrayFacts& array : m_arrays) {
            m_context.progress.check();
            if (m_taken.contains(array.name)) continue;
            const bool chosen = array.name == m_context.spec.labelColumn;
            if (chosen || (m_context.spec.labelColumn.empty() && isLabelName(array.name)))
                takeLabels(array);
        }
        for (const ArrayFacts& array : m_arrays)
            if (!m_taken.contains(array.name)) takeBeside(array);
        if (!m_context.spec.labelColumn.empty() && !m_taken.contains(m_context.spec.labelColumn))
            failMissing(m_context.spec.labelColumn);
    }

private:
    [[nodiscard]] std::string told() const
    {
        return shortened(joined(m_arrays, [](auto& array) { return array.told(); }), 600);
    }
    [[noreturn]] void failMissing(const std::string& name) const
    {
        throw MediaError(m_shown, "", { sentences::arrayMissing, { shortened(name, 60), told() } });
    }
    [[noreturn]] void failUnclear() const
    {
        throw MediaError(m_shown, "", { sentences::arraysUnclear, { told() } });
    }
    [[nodiscard]] bool mayBeMatrix(const ArrayFacts& array) const
    {
        return !array.text && array.extents.size() >= 2 && array.name != m_context.spec.labelColumn
            && !(isLabelName(array.name) && array.extents[1] == 1);
    }

    void takeMatrices()
    {
        const std::vector<std::string> chosen = namesIn(m_context.spec.matrices);
        for (const std::string& name : chosen) {
            const auto found = std::find_if(m_arrays.begin(), m_arrays.end(),
                [&](const ArrayFacts& array) { return array.name == name; });
            if (found == m_arrays.end()) failMissing(name);
            takeMatrix(*found);
        }
        if (!chosen.empty()) return;
        for (const ArrayFacts& array : m_arrays) {
            if (!mayBeMatrix(array)) continue;
            if (m_rows != 0 && m_rows != array.rows()) failUnclear();
            takeMatrix(array);
        }
        // A column of numbers may be a modality of its own where nothing else is.
        for (const ArrayFacts& array : m_arrays)
            if (m_taken.size() < 2 && array.extents.size() == 1 && !array.text
                && !isLabelName(array.name) && array.name != m_context.spec.labelColumn
                && (m_rows == 0 || m_rows == array.rows()) && !looksLikeLabels(array))
                takeMatrix(array);
    }

    void takeMatrix(const ArrayFacts& array)
    {
        Matrix<float> values = m_archive.rows(array.name);
        m_rows = values.rows();
        m_set.matrices.push_back(
            { array.name, m_shown, m_rows, featuresInMemory(std::move(values)), array.extents });
        m_taken.insert(array.name);
    }

    void takeLabels(const ArrayFacts& array)
    {
        m_set.table.file = m_shown;
        m_set.table.labels = valuesOf(array);
        m_taken.insert(array.name);
        m_context.report.reasons.push_back({ sentences::arrayLabels, { array.name } });
    }

    [[nodiscard]] std::vector<std::string> valuesOf(const ArrayFacts& array) const
    {
        if (array.text) return m_archive.texts(array.name);
        std::vector<std::string> values;
        for (const int number : m_archive.numbers(array.name))
            values.push_back(number < 0 ? "" : std::to_string(number));
        return values;
    }

    /// Whole numbers or texts, one a row, of which few are distinct.
    [[nodiscard]] bool looksLikeLabels(const ArrayFacts& array) const
    {
        if (array.extents.size() != 1 || !(array.whole || array.text)) return false;
        try {
            const std::vector<std::string> values = valuesOf(array);
            const std::set<std::string> distinct(values.begin(), values.end());
            return distinct.size() * 2 <= values.size();
        } catch (const InputError&) { // numbers that are no labels
            return false;
        }
    }

    /// Labels, captions or names that nobody named so; a single number is left out.
    void takeBeside(const ArrayFacts& array)
    {
        if (!namesIn(m_context.spec.matrices).empty()) return;
        if (array.extents.empty() || array.rows() == 1) {
            m_context.report.add({ m_shown, "", { sentences::arrayUnused, { array.told() } } });
            return;
        }
        RowTable& table = m_set.table;
        if (array.rows() != m_rows || array.extents.size() != 1) failUnclear();
        table.file = m_shown;
        if (array.text && table.captions.empty() && isCaptionName(array.name)) {
            table.captions = valuesOf(array);
            m_context.report.reasons.push_back({ sentences::arrayCaptions, { array.name } });
        } else if (table.labels.empty() && looksLikeLabels(array)) {
            takeLabels(array);
        } else if (array.text && table.names.empty()) {
            table.names = valuesOf(array);
            m_context.report.reasons.push_back({ sentences::arrayNames, { array.name } });
        } else {
            failUnclear();
        }
    }

    const Archive& m_archive;
    std::string m_shown;
    MatrixSet& m_set;
    ReadingContext& m_context;
    std::vector<ArrayFacts> m_arrays;
    std::set<std::string> m_taken;
    Index m_rows = 0;
};

} // namespace

void takeArrays(const std::filesystem::path& path, MatrixSet& set, ReadingContext& context)
{
    const std::string shown = path.filename().string();
    std::unique_ptr<Archive> archive;
    if (lowered(path.extension().string()) == ".npz")
        archive = std::make_unique<NpzArchive>(path.string());
    else
        archive = std::make_unique<TensorArchive>(path.string());
    ArrayChoice(*archive, shown, set, context).take();
}

} // namespace contrastlab
