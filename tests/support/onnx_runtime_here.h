// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests that run encoders need ONNX Runtime, which no build needs: where it is not found they are
// skipped, and say so.
#pragma once

#include "base/problem.h"
#include "encoder/onnx_runtime.h"

#include <memory>
#include <string>

namespace contrastlab::test {

/// Null where there is none.
inline std::shared_ptr<const OnnxRuntime> onnxRuntimeHere()
{
    try {
        return OnnxRuntime::load();
    } catch (const InputError&) {
        return nullptr;
    }
}

inline std::string encoderFixture(const std::string& name)
{
    return FIXTURES "/encoders/" + name;
}

} // namespace contrastlab::test

#define REQUIRE_ONNX_RUNTIME                                                                       \
    if (!contrastlab::test::onnxRuntimeHere())                                                     \
    QSKIP("ONNX Runtime was not found here (CONTRASTLAB_ONNXRUNTIME names its library)")
