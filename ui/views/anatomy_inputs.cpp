// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/anatomy_scene.h"
#include "views/input_pictures.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr Index mostNumbers = 64;

} // namespace

std::vector<AnatomyInput> anatomyInputs(
    const RunSetup& setup, const TowerAnatomy& tower, const QStringList& names)
{
    const InputPictures pictures(setup.batches(), tower.tower);
    const InputShape& shape = pictures.shape();
    const auto count = std::size_t(names.size());
    std::vector<AnatomyInput> inputs(count);
    for (std::size_t i = 0; i < count; ++i) {
        AnatomyInput& input = inputs[i];
        if (shape.kind == ModalityKind::text) {
            input.words = pictures.words(tower.input.tokens.tokens(Index(i))).join(QChar(u' '));
            continue;
        }
        const float* values = tower.input.dense.row(Index(i)).data();
        input.picture = pictures.picture(values);
        if (shape.kind == ModalityKind::features)
            input.numbers.assign(values, values + std::min(mostNumbers, shape.size()));
        if (shape.kind == ModalityKind::sound)
            input.words = QStringLiteral("♪ ") + names[qsizetype(i)];
    }
    return inputs;
}

} // namespace contrastlab
