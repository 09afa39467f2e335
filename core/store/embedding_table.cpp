// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows stand in the order of the items, in every file.
#include "store/embedding_table.h"

#include "store/atomic_file.h"
#include "store/csv.h"
#include "store/npy.h"
#include "store/npz.h"
#include "store/safetensors.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace contrastlab {

namespace {

std::vector<Index> chosen(const RunSetup& setup, ItemChoice choice)
{
    if (choice == ItemChoice::heldOut) return setup.split().heldOut;
    if (choice == ItemChoice::training) return setup.split().training;
    std::vector<Index> all(static_cast<std::size_t>(setup.dataset().items));
    std::iota(all.begin(), all.end(), Index(0));
    return all;
}

std::vector<Part> partsOf(const RunSetup& setup, const std::vector<Index>& items)
{
    std::vector<Part> all(static_cast<std::size_t>(setup.dataset().items), Part::unused);
    for (const Index item : setup.split().training)
        all[static_cast<std::size_t>(item)] = Part::training;
    for (const Index item : setup.split().heldOut)
        all[static_cast<std::size_t>(item)] = Part::heldOut;
    for (const Index item : setup.split().test)
        all[static_cast<std::size_t>(item)] = Part::test;
    std::vector<Part> parts;
    for (const Index item : items)
        parts.push_back(all[static_cast<std::size_t>(item)]);
    return parts;
}

std::string itemsAsCsv(const EmbeddingTable& table)
{
    const Dataset& dataset = table.setup->dataset();
    std::string text = "item,name_en,name_zh,label,label_name,split";
    for (int t = 0; t < table.setup->towers(); ++t)
        text += ',' + csvField("has_" + table.setup->modality(t).name);
    text += '\n';
    for (std::size_t i = 0; i < table.items.size(); ++i) {
        const auto item = static_cast<std::size_t>(table.items[i]);
        const DisplayName name =
            dataset.itemNames.empty() ? DisplayName {} : dataset.itemNames[item];
        text += std::to_string(item) + ',' + csvField(name.en) + ',' + csvField(name.zh) + ','
            + std::to_string(table.labels[i]) + ','
            + csvField(nameOfLabel(dataset, table.labels[i])) + ',' + nameOf(table.parts[i]);
        for (int t = 0; t < table.setup->towers(); ++t)
            text += table.setup->modality(t).has(table.items[i]) ? ",1" : ",0";
        text += '\n';
    }
    return text;
}

std::string writeItems(const std::string& folder, const EmbeddingTable& table)
{
    const std::string path = folder + "/items.csv";
    writeAtomically(path, itemsAsCsv(table));
    return path;
}

} // namespace

EmbeddingTable embedItems(
    ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters, ItemChoice choice)
{
    EmbeddingTable table { &setup, chosen(setup, choice), {}, {}, {} };
    std::sort(table.items.begin(), table.items.end());
    table.parts = partsOf(setup, table.items);
    const std::vector<int>& labels = setup.dataset().labels;
    for (const Index item : table.items)
        table.labels.push_back(labels.empty() ? -1 : labels[static_cast<std::size_t>(item)]);
    for (int t = 0; t < setup.towers(); ++t) {
        Matrix<float>& rows =
            table.rows.emplace_back(setup.embed(pool, parameters, t, table.items, 0));
        for (Index i = 0; i < rows.rows(); ++i) {
            const float norm = rows.row(i).norm();
            if (!setup.modality(t).has(table.items[static_cast<std::size_t>(i)]))
                rows.row(i).setConstant(std::numeric_limits<float>::quiet_NaN());
            else if (norm > 0)
                rows.row(i) /= norm;
        }
    }
    return table;
}

const char* nameOf(Part part)
{
    if (part == Part::unused) return "unused";
    if (part == Part::test) return "test";
    return part == Part::heldOut ? "held-out" : "training";
}

std::string nameOfItem(const Dataset& dataset, Index item)
{
    if (dataset.itemNames.empty()) return std::to_string(item);
    const DisplayName& name = dataset.itemNames[static_cast<std::size_t>(item)];
    if (name.en.empty() && name.zh.empty()) return std::to_string(item);
    return name.en.empty() ? name.zh : name.en;
}

std::string nameOfLabel(const Dataset& dataset, std::int64_t label)
{
    const bool named = label >= 0 && label < std::ssize(dataset.labelNames);
    return named ? dataset.labelNames[static_cast<std::size_t>(label)].en : std::string();
}

std::vector<std::string> writeNpyFiles(const std::string& folder, const EmbeddingTable& table)
{
    std::vector<std::string> files;
    for (int t = 0; t < table.setup->towers(); ++t) {
        files.push_back(folder + "/" + table.setup->modality(t).name + ".npy");
        writeNpy(files.back(), view(table.rows[static_cast<std::size_t>(t)]));
    }
    files.push_back(folder + "/labels.npy");
    writeNpy(files.back(), std::span<const std::int64_t>(table.labels));
    files.push_back(writeItems(folder, table));
    return files;
}

std::vector<std::string> writeNpzFiles(const std::string& folder, const EmbeddingTable& table)
{
    std::vector<NamedMatrix> arrays;
    for (int t = 0; t < table.setup->towers(); ++t)
        arrays.push_back(
            { table.setup->modality(t).name, view(table.rows[static_cast<std::size_t>(t)]) });
    const std::vector<std::int64_t> items(table.items.begin(), table.items.end());
    const std::vector<NamedWholeNumbers> numbers { { "labels", table.labels }, { "items", items } };
    const std::string path = folder + "/embeddings.npz";
    writeNpz(path, arrays, numbers);
    return { path, writeItems(folder, table) };
}

std::vector<std::string> writeCsvFile(const std::string& folder, const EmbeddingTable& table)
{
    const std::string path = folder + "/embeddings.csv";
    const Dataset& dataset = table.setup->dataset();
    AtomicFile file(path);
    std::string text = "item,name,label,modality,split";
    for (Index column = 0; column < table.setup->embeddingWidth(); ++column)
        text += ",e" + std::to_string(column);
    for (int t = 0; t < table.setup->towers(); ++t) {
        const ModalityData& modality = table.setup->modality(t);
        for (std::size_t i = 0; i < table.items.size(); ++i) {
            if (!modality.has(table.items[i])) continue;
            text += '\n' + std::to_string(table.items[i]) + ','
                + csvField(nameOfItem(dataset, table.items[i])) + ','
                + std::to_string(table.labels[i]) + ',' + csvField(modality.name) + ','
                + nameOf(table.parts[i]);
            for (const float value :
                table.rows[static_cast<std::size_t>(t)].row(static_cast<Index>(i)))
                text += ',' + csvNumber(value);
            file.write(text);
            text.clear();
        }
    }
    file.write(text + '\n');
    file.commit();
    return { path };
}

std::vector<std::string> writeSafetensorsFile(const std::string& folder,
    const EmbeddingTable& table, const std::map<std::string, std::string>& metadata)
{
    std::vector<NamedTensor> tensors;
    for (int t = 0; t < table.setup->towers(); ++t) {
        const Matrix<float>& rows = table.rows[static_cast<std::size_t>(t)];
        tensors.push_back({ table.setup->modality(t).name, { rows.rows(), rows.cols() },
            { rows.data(), static_cast<std::size_t>(rows.size()) } });
    }
    std::map<std::string, std::string> all = metadata;
    for (const Index item : table.items)
        all["items"] += (all["items"].empty() ? "" : ",") + std::to_string(item);
    const std::string path = folder + "/embeddings.safetensors";
    writeSafetensors(path, tensors, all);
    return { path };
}

} // namespace contrastlab
