// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reconstruction_scene.h"

#include "run/item_names.h"
#include "views/input_pictures.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

struct ReconstructionTexts {
    Q_DECLARE_TR_FUNCTIONS(Reconstruction)
};

constexpr Index mostBars = 64;

double meanError(const std::vector<double>& errors)
{
    double sum = 0;
    int count = 0;
    for (const double error : errors)
        if (std::isfinite(error)) {
            sum += error;
            ++count;
        }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

/// Of one row of values, as a picture in the colours of its original or as bars.
void showValues(
    RetoldCell& cell, const InputPictures& pictures, const float* values, const float* original)
{
    const bool isSound = pictures.shape().kind == ModalityKind::sound;
    cell.picture = pictures.picture(
        values, isSound ? std::optional(pictures.rangeOf(original)) : std::nullopt);
    if (cell.picture.isNull())
        cell.numbers.assign(values, values + std::min(mostBars, pictures.shape().size()));
}

/// Words that are there, marked where any decoder told them.
std::vector<RetoldWord> originalWords(
    const InputPictures& pictures, const ReconstructedTower& tower, std::size_t item)
{
    std::vector<RetoldWord> words;
    for (const QString& word : pictures.words(tower.original.tokens.tokens(Index(item)))) {
        const auto tells = [&](const Retold& retold) {
            return std::ranges::any_of(retold.words[item], [&](const ToldWord& told) {
                return told.there && pictures.word(told.token) == word;
            });
        };
        words.push_back({ word, std::ranges::any_of(tower.retold, tells) });
    }
    return words;
}

QString sourceText(const RunSetup& setup, const ReconstructedTower& tower, const Retold& retold)
{
    return retold.from == tower.tower
        ? ReconstructionTexts::tr("from itself")
        : ReconstructionTexts::tr("from %1").arg(modalityName(setup.modality(retold.from).name));
}

RetoldColumn originalColumn(const RunSetup& setup, const InputPictures& pictures,
    const ReconstructedTower& tower, const std::vector<Index>& items)
{
    RetoldColumn column { .title = ReconstructionTexts::tr("as it is"), .original = true };
    for (std::size_t i = 0; i < items.size(); ++i) {
        RetoldCell& cell = column.cells.emplace_back();
        cell.isThere = setup.modality(tower.tower).has(items[i]);
        if (!cell.isThere) continue;
        if (pictures.shape().kind == ModalityKind::text) {
            cell.words = originalWords(pictures, tower, i);
            continue;
        }
        const float* values = tower.original.dense.row(Index(i)).data();
        showValues(cell, pictures, values, values);
    }
    return column;
}

RetoldColumn retoldColumn(const RunSetup& setup, const InputPictures& pictures,
    const ReconstructedTower& tower, const Retold& retold, const std::vector<Index>& items)
{
    RetoldColumn column { .title = sourceText(setup, tower, retold),
        .error = meanError(retold.errors) };
    for (std::size_t i = 0; i < items.size(); ++i) {
        RetoldCell& cell = column.cells.emplace_back();
        cell.isThere = setup.modality(retold.from).has(items[i]);
        if (!cell.isThere) continue;
        cell.error = retold.errors[i];
        if (pictures.shape().kind == ModalityKind::text) {
            for (const ToldWord& told : retold.words[i])
                cell.words.push_back({ pictures.word(told.token), told.there });
            continue;
        }
        showValues(cell, pictures, retold.rows.row(Index(i)).data(),
            tower.original.dense.row(Index(i)).data());
    }
    return column;
}

QString wordsText(const std::vector<RetoldWord>& words)
{
    QStringList texts;
    for (const RetoldWord& word : words)
        texts << word.text;
    return texts.join(u' ');
}

QString cellText(const RetoldCell& cell)
{
    if (!cell.words.empty()) return wordsText(cell.words);
    QStringList numbers;
    for (const float number : cell.numbers)
        numbers << QString::number(double(number), 'g', 4);
    return numbers.join(u' ');
}

} // namespace

ReconstructionScene reconstructionScene(
    const RunSetup& setup, const Reconstructions& told, const QStringList& names)
{
    ReconstructionScene scene { told.items, names, {}, {} };
    scene.largest.assign(told.items.size(), 1e-9);
    for (const ReconstructedTower& tower : told.towers) {
        const InputPictures pictures(setup.batches(), tower.tower);
        std::vector<RetoldColumn> columns { originalColumn(setup, pictures, tower, told.items) };
        for (const Retold& retold : tower.retold)
            columns.push_back(retoldColumn(setup, pictures, tower, retold, told.items));
        for (RetoldColumn& column : columns) {
            column.modality = modalityName(setup.modality(tower.tower).name);
            column.words = pictures.shape().kind == ModalityKind::text;
            for (std::size_t i = 0; i < column.cells.size(); ++i)
                for (const float number : column.cells[i].numbers)
                    if (std::isfinite(number))
                        scene.largest[i] = std::max(scene.largest[i], double(std::abs(number)));
            scene.columns.push_back(std::move(column));
        }
    }
    return scene;
}

QList<QStringList> reconstructionTable(
    const RunSetup& setup, const Reconstructions& told, const QStringList& names)
{
    QList<QStringList> rows { { ReconstructionTexts::tr("item"),
        ReconstructionTexts::tr("modality"), ReconstructionTexts::tr("decoded"),
        ReconstructionTexts::tr("error"), ReconstructionTexts::tr("as it is"),
        ReconstructionTexts::tr("as it is told") } };
    const ReconstructionScene scene = reconstructionScene(setup, told, names);
    for (std::size_t i = 0; i < scene.items.size(); ++i) {
        const RetoldColumn* original = nullptr;
        for (const RetoldColumn& column : scene.columns) {
            if (column.original) {
                original = &column;
                continue;
            }
            const RetoldCell& cell = column.cells[i];
            rows << QStringList { names.value(qsizetype(i)), column.modality, column.title,
                std::isfinite(cell.error) ? QString::number(cell.error, 'g', 6) : QString(),
                cellText(original->cells[i]), cellText(cell) };
        }
    }
    return rows;
}

} // namespace contrastlab
