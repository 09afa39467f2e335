// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything of the runtime has one owner, so that nothing leaks where something fails.
#include "encoder/onnx_session.h"

#include "base/joined.h"
#include "base/open_file.h"
#include "base/problem.h"
#include "base/thread_pool.h"
#include "encoder/encoder_messages.h"
#include "store/mapped_file.h"

#include <Eigen/Core>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <numeric>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr std::int64_t mostOutputValues = std::int64_t(1) << 28;

template <class T> using Owner = std::unique_ptr<T, void (*)(T*)>;

/// Standard error goes nowhere while it lives, where the runtime would fill it: that of Debian 13
/// registers operators that its libonnx has registered before, and says so of each of 570 when the
/// first model of a process is read.
class QuietRegistration {
public:
    QuietRegistration()
    {
        static std::atomic<bool> isOver = false;
        void* shared = ::dlopen("libonnx.so.1", RTLD_LAZY | RTLD_NOLOAD);
        if (!shared) return;
        ::dlclose(shared);
        if (isOver.exchange(true)) return;
        const OpenFile nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
        m_errors = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
        if (nowhere.value >= 0 && m_errors >= 0) ::dup2(nowhere.value, STDERR_FILENO);
    }
    ~QuietRegistration()
    {
        if (m_errors < 0) return;
        ::dup2(m_errors, STDERR_FILENO);
        ::close(m_errors);
    }
    QuietRegistration(const QuietRegistration&) = delete;
    QuietRegistration& operator=(const QuietRegistration&) = delete;

private:
    int m_errors = -1;
};

// The first line, without the path of a source file that may stand before it.
std::string reasonIn(const char* message)
{
    const std::string text = message;
    return printable(text.substr(0, text.find('\n')));
}

std::int64_t elementsOf(std::span<const std::int64_t> extents)
{
    return std::accumulate(extents.begin(), extents.end(), std::int64_t(1), std::multiplies<>());
}

template <class To, class From> std::string bytesAs(const std::vector<From>& values)
{
    std::string bytes(values.size() * sizeof(To), '\0');
    for (std::size_t i = 0; i < values.size(); ++i) {
        const To value = static_cast<To>(values[i]);
        std::memcpy(bytes.data() + i * sizeof(To), &value, sizeof(To));
    }
    return bytes;
}

// As the model wants them; floats and long whole numbers go in as they stand, and need none.
std::string convertedBytes(const TensorInput& input)
{
    switch (input.type) {
    case onnx::elementInt32:
        return bytesAs<std::int32_t>(input.wholes);
    case onnx::elementUint8:
        return bytesAs<std::uint8_t>(input.reals);
    case onnx::elementFloat16:
        return bytesAs<Eigen::half>(input.reals);
    case onnx::elementDouble:
        return bytesAs<double>(input.reals);
    default:
        return {};
    }
}

std::span<const std::byte> bytesOf(const TensorInput& input, const std::string& converted)
{
    if (input.type == onnx::elementFloat) return std::as_bytes(std::span(input.reals));
    if (input.type == onnx::elementInt64) return std::as_bytes(std::span(input.wholes));
    return std::as_bytes(std::span(converted));
}

template <class T> void appendAs(const void* data, std::size_t count, std::vector<float>& values)
{
    const auto* all = static_cast<const T*>(data);
    for (std::size_t i = 0; i < count; ++i)
        values.push_back(static_cast<float>(all[i]));
}

// False where they are no real numbers.
bool appendValues(int type, const void* data, std::size_t count, std::vector<float>& values)
{
    values.reserve(count);
    if (type == onnx::elementFloat)
        appendAs<float>(data, count, values);
    else if (type == onnx::elementFloat16)
        appendAs<Eigen::half>(data, count, values);
    else if (type == onnx::elementDouble)
        appendAs<double>(data, count, values);
    else
        return false;
    return true;
}

} // namespace

std::string describe(const TensorPlace& place)
{
    std::string text;
    for (const std::int64_t extent : place.extents)
        text +=
            (text.empty() ? "" : " x ") + (extent < 0 ? std::string("N") : std::to_string(extent));
    return printable(place.name) + (text.empty() ? "" : " (" + text + ")");
}

std::string describe(std::span<const TensorPlace> places)
{
    return joined(places, [](const TensorPlace& place) { return describe(place); });
}

OnnxSession::OnnxSession(std::shared_ptr<const OnnxRuntime> runtime, std::string path)
    : m_runtime(std::move(runtime))
    , m_path(std::move(path))
    , m_session(nullptr, m_runtime->api().releaseSession)
{
    const MappedFile readable(m_path); // else it says why it is not, in any language
    const onnx::Api& api = m_runtime->api();
    onnx::SessionOptions* made = nullptr;
    require(api.createSessionOptions(&made), sentences::modelFailed);
    const Owner<onnx::SessionOptions> options(made, api.releaseSessionOptions);
    require(api.setGraphOptimization(made, onnx::allGraphOptimizations), sentences::modelFailed);
    require(api.setIntraOpThreads(made, 1), sentences::modelFailed); // the callers are the threads
    require(api.setInterOpThreads(made, 1), sentences::modelFailed);
    onnx::Session* session = nullptr;
    onnx::Status* refusal = nullptr;
    {
        const QuietRegistration quiet;
        refusal = api.createSession(m_runtime->environment(), m_path.c_str(), made, &session);
    }
    m_session.reset(session);
    if (refusal) {
        const Owner<onnx::Status> owner(refusal, api.releaseStatus);
        if (api.getErrorCode(refusal) == onnx::errorInvalidProtobuf)
            throw InputError(m_path, "", sentences::notOnnx);
        throw InputError(m_path, "",
            { sentences::modelRefused,
                { m_runtime->version(), reasonIn(api.getErrorMessage(refusal)) } });
    }
    std::size_t inputs = 0, outputs = 0;
    require(api.inputCount(session, &inputs), sentences::modelFailed);
    require(api.outputCount(session, &outputs), sentences::modelFailed);
    for (std::size_t i = 0; i < inputs; ++i)
        m_inputs.push_back(placeAt(i, api.inputType, api.inputName));
    for (std::size_t i = 0; i < outputs; ++i)
        m_outputs.push_back(placeAt(i, api.outputType, api.outputName));
}

void OnnxSession::require(onnx::Status* status, const char* sentence) const
{
    if (!status) return;
    const Owner<onnx::Status> owner(status, m_runtime->api().releaseStatus);
    throw InputError(
        m_path, "", { sentence, { reasonIn(m_runtime->api().getErrorMessage(status)) } });
}

TensorPlace OnnxSession::placeAt(std::size_t place, ReadType readType, ReadName readName) const
{
    const onnx::Api& api = m_runtime->api();
    TensorPlace found;
    onnx::Allocator* allocator = nullptr;
    require(api.defaultAllocator(&allocator), sentences::modelFailed);
    char* name = nullptr;
    require(readName(m_session.get(), place, allocator, &name), sentences::modelFailed);
    found.name = name;
    require(api.allocatorFree(allocator, name), sentences::modelFailed);
    onnx::TypeInfo* type = nullptr;
    require(readType(m_session.get(), place, &type), sentences::modelFailed);
    const Owner<onnx::TypeInfo> owner(type, api.releaseTypeInfo);
    const onnx::TensorInfo* info = nullptr;
    require(api.tensorInfoOf(type, &info), sentences::modelFailed);
    if (!info) return found; // a sequence or a map
    require(api.elementType(info, &found.type), sentences::modelFailed);
    std::size_t dimensions = 0;
    require(api.dimensionCount(info, &dimensions), sentences::modelFailed);
    found.extents.resize(dimensions);
    require(api.dimensions(info, found.extents.data(), dimensions), sentences::modelFailed);
    return found;
}

TensorOutput OnnxSession::run(std::span<const TensorInput> inputs, const std::string& output,
    const std::stop_token& stop) const
{
    const onnx::Api& api = m_runtime->api();
    onnx::MemoryInfo* memory = nullptr;
    require(api.createCpuMemoryInfo(onnx::arenaAllocator, onnx::defaultMemory, &memory),
        sentences::modelFailed);
    const Owner<onnx::MemoryInfo> memoryOwner(memory, api.releaseMemoryInfo);
    std::vector<std::string> converted;
    std::vector<Owner<onnx::Value>> owners;
    std::vector<const onnx::Value*> values;
    std::vector<const char*> names;
    for (const TensorInput& input : inputs)
        converted.push_back(convertedBytes(input));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const TensorInput& input = inputs[i];
        const std::span<const std::byte> bytes = bytesOf(input, converted[i]);
        onnx::Value* value = nullptr;
        // The runtime reads inputs and does not write them.
        require(api.createTensor(memory, const_cast<std::byte*>(bytes.data()), bytes.size(),
                    input.extents.data(), input.extents.size(), input.type, &value),
            sentences::modelFailed);
        owners.emplace_back(value, api.releaseValue);
        values.push_back(value);
        names.push_back(input.name.c_str());
    }
    onnx::RunOptions* options = nullptr;
    require(api.createRunOptions(&options), sentences::modelFailed);
    const Owner<onnx::RunOptions> optionsOwner(options, api.releaseRunOptions);
    const char* outputName = output.c_str();
    onnx::Value* result = nullptr;
    const std::stop_callback end(stop, [&api, options] {
        if (onnx::Status* failed = api.setTerminate(options)) api.releaseStatus(failed);
    });
    onnx::Status* status = api.run(m_session.get(), options, names.data(), values.data(),
        values.size(), &outputName, 1, &result);
    const Owner<onnx::Value> resultOwner(result, api.releaseValue);
    if (status && stop.stop_requested()) {
        api.releaseStatus(status);
        throw Interrupted();
    }
    require(status, sentences::modelFailed);
    return valuesOf(result, output);
}

TensorOutput OnnxSession::valuesOf(onnx::Value* value, const std::string& name) const
{
    const onnx::Api& api = m_runtime->api();
    onnx::TensorInfo* info = nullptr;
    require(api.tensorInfo(value, &info), sentences::modelFailed);
    const Owner<onnx::TensorInfo> owner(info, api.releaseTensorInfo);
    TensorOutput found;
    std::size_t dimensions = 0;
    int type = onnx::elementNone;
    require(api.elementType(info, &type), sentences::modelFailed);
    require(api.dimensionCount(info, &dimensions), sentences::modelFailed);
    found.extents.resize(dimensions);
    require(api.dimensions(info, found.extents.data(), dimensions), sentences::modelFailed);
    const std::int64_t count = elementsOf(found.extents);
    void* data = nullptr;
    require(api.tensorData(value, &data), sentences::modelFailed);
    if (count > mostOutputValues
        || !appendValues(type, data, static_cast<std::size_t>(count), found.values))
        throw InputError(
            m_path, "", { sentences::modelOutput, { describe({ name, type, found.extents }) } });
    return found;
}

} // namespace contrastlab
