// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sets of the x86-64 psABI, by the widest that the compiler was allowed to use.
#include "base/engine_level.h"

namespace contrastlab {

std::string_view engineLevel()
{
#if defined __AVX512F__ && defined __AVX512BW__ && defined __AVX512CD__ && defined __AVX512DQ__    \
    && defined __AVX512VL__
    return "x86-64-v4";
#elif defined __AVX2__ && defined __BMI2__ && defined __FMA__
    return "x86-64-v3";
#elif defined __x86_64__
    return "x86-64";
#elif defined __aarch64__
    return "aarch64";
#else
    return "other";
#endif
}

} // namespace contrastlab
