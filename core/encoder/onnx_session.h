// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One ONNX file, ready to run. Immutable once made: any number of threads run it at once, each on
// its own thread alone, so that what comes out does not depend on their number.
#pragma once

#include "encoder/onnx_runtime.h"

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace contrastlab {

/// An input or output of a model. Extents that are free are -1.
struct TensorPlace {
    std::string name;
    int type = onnx::elementNone;
    std::vector<std::int64_t> extents;
};

/// "input_ids (N x 77)": free extents as letters.
std::string describe(const TensorPlace& place);
/// Separated by commas.
std::string describe(std::span<const TensorPlace> places);

/// What goes in: numbers as floats or whole ones, whatever the model wants them as.
struct TensorInput {
    std::string name;
    int type = onnx::elementFloat; ///< that the model wants
    std::vector<std::int64_t> extents;
    std::vector<float> reals; ///< where it wants real numbers or bytes
    std::vector<std::int64_t> wholes; ///< where it wants whole numbers
};

struct TensorOutput {
    std::vector<std::int64_t> extents;
    std::vector<float> values;
};

class OnnxSession {
public:
    /// Throws InputError, which names the file: what is no ONNX file, or not one that the runtime
    /// takes (of a newer opset, with unknown operators, without its external data).
    OnnxSession(std::shared_ptr<const OnnxRuntime> runtime, std::string path);
    OnnxSession(const OnnxSession&) = delete;
    OnnxSession& operator=(const OnnxSession&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] const std::vector<TensorPlace>& inputs() const { return m_inputs; }
    [[nodiscard]] const std::vector<TensorPlace>& outputs() const { return m_outputs; }

    /// Runs the model for one output. Throws InputError where it fails, Interrupted where `stop` is
    /// requested meanwhile.
    [[nodiscard]] TensorOutput run(std::span<const TensorInput> inputs, const std::string& output,
        const std::stop_token& stop = {}) const;

private:
    using ReadType = onnx::Status* (*)(const onnx::Session*, std::size_t, onnx::TypeInfo**);
    using ReadName = onnx::Status* (*)(const onnx::Session*, std::size_t, onnx::Allocator*, char**);
    [[nodiscard]] TensorPlace placeAt(std::size_t place, ReadType type, ReadName name) const;
    [[nodiscard]] TensorOutput valuesOf(onnx::Value* value, const std::string& name) const;
    /// Throws InputError with the sentence where the status is one.
    void require(onnx::Status* status, const char* sentence) const;

    std::shared_ptr<const OnnxRuntime> m_runtime;
    std::string m_path;
    std::unique_ptr<onnx::Session, void (*)(onnx::Session*)> m_session;
    std::vector<TensorPlace> m_inputs;
    std::vector<TensorPlace> m_outputs;
};

} // namespace contrastlab
