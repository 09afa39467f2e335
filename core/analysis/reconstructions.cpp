// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Letter-grams take part in the softmax as they do in the loss, but only words are listed.
#include "analysis/reconstructions.h"

#include "task/adversarial_task.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace contrastlab {

namespace {

/// Of either task, whose parameters begin with theirs; null where it has none.
const AutoencoderTask<float>* decodersOf(const LearningTask<float>* task)
{
    if (const auto* adversarial = dynamic_cast<const AdversarialTask<float>*>(task))
        return &adversarial->decoders();
    return dynamic_cast<const AutoencoderTask<float>*>(task);
}

/// Those that the logits of one row rank highest; ties by token.
std::vector<ToldWord> wordsByRank(
    const Matrix<float>& logits, Index row, std::span<const int> tokens, Index words)
{
    const auto all = logits.row(row).cast<double>().array();
    const double most = all.maxCoeff();
    const double sum = (all - most).exp().sum();
    std::vector<int> there(tokens.begin(), tokens.end());
    std::erase_if(there, [words](int token) { return token >= words; });
    std::ranges::sort(there);
    there.erase(std::unique(there.begin(), there.end()), there.end());
    std::vector<int> order(static_cast<std::size_t>(words));
    std::iota(order.begin(), order.end(), 0);
    const std::size_t count = std::min(order.size(), std::max(fewestToldWords, there.size()));
    std::ranges::partial_sort(
        order, order.begin() + static_cast<std::ptrdiff_t>(count), [&](int a, int b) {
            return logits(row, a) > logits(row, b) || (logits(row, a) == logits(row, b) && a < b);
        });
    std::vector<ToldWord> told;
    for (const int token : std::span(order).first(count))
        told.push_back({ token, std::exp(static_cast<double>(logits(row, token)) - most) / sum,
            std::ranges::binary_search(there, token) });
    return told;
}

} // namespace

bool hasDecoders(const RunSpec& spec)
{
    return !isContrast(spec);
}

Reconstructions reconstruct(ThreadPool& pool, const RunSetup& setup, const Checkpoint& checkpoint,
    const std::vector<Index>& items)
{
    Reconstructions result { checkpoint.step, items, {} };
    const auto task = setup.makeTask(checkpoint.spec);
    const AutoencoderTask<float>* decoders = decodersOf(task.get());
    if (!decoders) return result;
    const Vector<float>& parameters = checkpoint.judged();
    std::vector<Matrix<float>> codes;
    for (int t = 0; t < setup.towers(); ++t) {
        codes.push_back(setup.embed(pool, parameters, t, items, 0));
        ReconstructedTower& tower = result.towers.emplace_back();
        tower.tower = t;
        setup.batches().makePlain(pool, items, t, 0, tower.original);
    }
    for (ReconstructedTower& tower : result.towers) {
        std::vector<int> sources { tower.tower };
        for (int t = 0; t < setup.towers(); ++t)
            if (t != tower.tower) sources.push_back(t);
        for (const int from : sources) {
            if (!decoders->decodes(
                    static_cast<std::size_t>(from), static_cast<std::size_t>(tower.tower)))
                continue;
            Retold& retold = tower.retold.emplace_back();
            retold.from = from;
            retold.rows = decoders->decode(pool, parameters.data() + setup.taskOffset(),
                tower.tower, view(std::as_const(codes[static_cast<std::size_t>(from)])));
            retold.errors =
                decoders->errors(tower.tower, view(std::as_const(retold.rows)), tower.original);
            for (std::size_t i = 0; i < items.size(); ++i)
                if (!setup.modality(from).has(items[i]))
                    retold.errors[i] = std::numeric_limits<double>::quiet_NaN();
            const Vocabulary* vocabulary = setup.batches().vocabulary(tower.tower);
            if (!vocabulary) continue;
            for (Index i = 0; i < std::ssize(items); ++i)
                retold.words.push_back(wordsByRank(
                    retold.rows, i, tower.original.tokens.tokens(i), vocabulary->words()));
            retold.rows.resize(0, 0);
        }
    }
    return result;
}

} // namespace contrastlab
