// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// dlopen, OrtGetApiBase, version 1 of the table.
#include "encoder/onnx_runtime.h"

#include "base/package_folders.h"
#include "base/problem.h"
#include "encoder/encoder_messages.h"

#include <algorithm>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <mutex>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

constexpr const char* libraryName = "libonnxruntime.so.1";
constexpr const char* libraryVariable = "CONTRASTLAB_ONNXRUNTIME";
constexpr std::uint32_t apiVersion = 1;
#if defined(__aarch64__)
constexpr const char* npmFolder = "linux/arm64";
constexpr const char* systemFolder = "lib/aarch64-linux-gnu";
#else
constexpr const char* npmFolder = "linux/x64";
constexpr const char* systemFolder = "lib/x86_64-linux-gnu";
#endif

// Names in `folder` that begin so, the last first.
std::vector<fs::path> beginningWith(const fs::path& folder, const std::string& begin)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->path().filename().string().starts_with(begin)) found.push_back(entry->path());
    std::ranges::sort(found, std::greater<>());
    return found;
}

void addLibrariesIn(const fs::path& folder, std::vector<std::string>& places)
{
    for (const fs::path& library : beginningWith(folder, "libonnxruntime.so"))
        places.push_back(library.string());
}

[[noreturn]] void failToLoad(const std::string& library, Message why)
{
    throw InputError(library, "", { sentences::runtimeUnusable, { std::move(why) } });
}

const onnx::ApiBase& apiBaseOf(const std::string& library)
{
    void* handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle) failToLoad(library, std::string(::dlerror()));
    using GetApiBase = const onnx::ApiBase* (*)();
    const auto getBase = reinterpret_cast<GetApiBase>(::dlsym(handle, "OrtGetApiBase"));
    const onnx::ApiBase* base = getBase ? getBase() : nullptr;
    if (!base) failToLoad(library, sentences::runtimeForeign);
    return *base;
}

// A folder that holds the library serves too.
std::string libraryIn(const std::string& named)
{
    std::vector<std::string> places;
    std::error_code error;
    if (fs::is_directory(named, error)) addLibrariesIn(named, places);
    return places.empty() ? named : places.front();
}

std::shared_ptr<const OnnxRuntime> firstThatLoads()
{
    if (const char* named = std::getenv(libraryVariable); named && *named)
        return std::make_shared<const OnnxRuntime>(libraryIn(named));
    for (const std::string& place : onnxRuntimePlaces(packageFolders())) {
        try {
            return std::make_shared<const OnnxRuntime>(place);
        } catch (const InputError&) { // of another processor, say: the next one may do
        }
    }
    throw InputError(libraryName, "", sentences::runtimeMissing);
}

} // namespace

OnnxRuntime::OnnxRuntime(const std::string& library)
{
    const onnx::ApiBase& base = apiBaseOf(library);
    m_version = base.getVersion();
    m_api = base.getApi(apiVersion);
    if (!m_api) failToLoad(library, { sentences::runtimeTooOld, { m_version } });
    if (onnx::Status* status =
            m_api->createEnv(onnx::logFatalErrors, "contrastlab", &m_environment)) {
        std::string reason = m_api->getErrorMessage(status);
        m_api->releaseStatus(status);
        failToLoad(library, std::move(reason));
    }
}

OnnxRuntime::~OnnxRuntime()
{
    m_api->releaseEnv(m_environment);
}

std::shared_ptr<const OnnxRuntime> OnnxRuntime::load()
{
    static std::mutex mutex;
    static std::weak_ptr<const OnnxRuntime> loaded;
    const std::lock_guard lock(mutex);
    auto runtime = loaded.lock();
    if (!runtime) {
        runtime = firstThatLoads();
        loaded = runtime;
    }
    return runtime;
}

std::vector<std::string> onnxRuntimePlaces(const std::vector<std::string>& folders)
{
    std::vector<std::string> places { libraryName, "libonnxruntime.so" };
    for (const fs::path folder : folders) {
        addLibrariesIn(folder / systemFolder, places); // Debian's own name is that of its version
        addLibrariesIn(folder / "lib", places);
        for (const fs::path& python : beginningWith(folder / "lib", "python3"))
            for (const char* packages : { "site-packages", "dist-packages" })
                addLibrariesIn(python / packages / "onnxruntime" / "capi", places);
        for (const fs::path& modules : nodeModulesBelow(folder))
            for (const fs::path& version :
                beginningWith(modules / "onnxruntime-node" / "bin", "napi-v"))
                addLibrariesIn(version / npmFolder, places);
    }
    return places;
}

} // namespace contrastlab
