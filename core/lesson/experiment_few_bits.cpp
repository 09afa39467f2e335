// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much of recall at 10 is left where embeddings are stored in bytes or bits.
#include "lesson/experiment_embeddings.h"
#include "lesson/retrieval_experiments.h"
#include "lesson/vector_codes.h"

namespace contrastlab {

namespace {

std::map<std::string, double> storeInFewBits(
    ThreadPool& pool, const std::map<std::string, double>& settings, std::uint64_t seed)
{
    constexpr Index count = 10, offered = 4 * count; // as sentence-transformers has it
    const TrainedSides sides = trainedSides(pool, {}, seed,
        experimentSpec(Index(settings.at("width")), std::int64_t(settings.at("steps")), seed));
    const Matrix<float>&a = sides.heldOutA, &b = sides.heldOutB;
    const double whole = recallAtTen(pool, a, b);
    const double bytes = recallAtTen(pool, unitRowsOf(throughBytes(a, sides.trainingA)),
        unitRowsOf(throughBytes(b, sides.trainingB)));
    const BitRows bitsA(a), bitsB(b);
    const double bits = (bitRecall(bitsA, bitsB, count) + bitRecall(bitsB, bitsA, count)) / 2;
    const double rescored =
        (rescoredRecall(a, b, count, offered) + rescoredRecall(b, a, count, offered)) / 2;
    return { { "recall", whole }, { "bytes_share", bytes / whole }, { "bits_share", bits / whole },
        { "rescored_share", rescored / whole } };
}

} // namespace

Experiment fewBitsExperiment()
{
    return { "few-bits",
        "The share of recall that bytes, bits, and bits scored again by the whole query keep "
        "(Shakir et al. 2024, embedding quantization)",
        { { "width", 64, 2, 512 }, { "steps", 400, 1, 3000 } },
        { "recall", "bytes_share", "bits_share", "rescored_share" }, &storeInFewBits };
}

} // namespace contrastlab
