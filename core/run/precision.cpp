// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/precision.h"

#include "base/translation_marks.h"
#include "run/spec_settings.h"

namespace contrastlab {

Precision precisionOf(const RunSpec& spec)
{
    return chosen<Precision>(spec, "precision",
        { { "float32", Precision::float32 }, { "bfloat16", Precision::bfloat16 } });
}

std::optional<Message> whyNoBfloat16()
{
    if (bfloat16Unit() == Bfloat16Unit::processor) return std::nullopt;
    return Message(QT_TRANSLATE_NOOP("Message",
        "single precision (float32): this processor has no products of bfloat16 (AVX512-BF16, "
        "AVX10, BF16 of ARM)"));
}

std::optional<Problem> precisionProblem(const RunSpec& spec)
{
    const auto why = whyNoBfloat16();
    if (!why || precisionOf(spec) == Precision::float32) return std::nullopt;
    return Problem { "precision", spec.text("precision"), *why };
}

} // namespace contrastlab
