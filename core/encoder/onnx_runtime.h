// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ONNX Runtime, found and loaded while the program runs: nobody needs it to build or to start.
// Once loaded it stays. Any thread.
#pragma once

#include "encoder/onnx_api.h"

#include <memory>
#include <string>
#include <vector>

namespace contrastlab {

class OnnxRuntime {
public:
    /// The library that the variable CONTRASTLAB_ONNXRUNTIME names, where it is set; else the first
    /// that loads of onnxRuntimePlaces(). Throws InputError, which says what to install.
    static std::shared_ptr<const OnnxRuntime> load();

    explicit OnnxRuntime(const std::string& library);
    ~OnnxRuntime();
    OnnxRuntime(const OnnxRuntime&) = delete;
    OnnxRuntime& operator=(const OnnxRuntime&) = delete;

    [[nodiscard]] const onnx::Api& api() const { return *m_api; }
    [[nodiscard]] const onnx::Env* environment() const { return m_environment; }
    [[nodiscard]] const std::string& version() const { return m_version; }

private:
    const onnx::Api* m_api = nullptr;
    onnx::Env* m_environment = nullptr;
    std::string m_version;
};

/// Where the library may be, in the order of trying: what the dynamic loader finds, then below each
/// of these folders the system's under the name of its version (Debian 13 has no other), those of
/// Python packages and of npm's onnxruntime-node. Names that a pattern matches are sorted, the
/// newest version first.
std::vector<std::string> onnxRuntimePlaces(const std::vector<std::string>& folders);

} // namespace contrastlab
