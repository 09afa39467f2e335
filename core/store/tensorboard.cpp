// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few fields of the protocol buffers that TensorBoard reads, written by hand:
//   Event   { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; }
//   Summary { repeated Value value = 1; }   Value { string tag = 1; float simple_value = 2; }
// in records of length, masked checksum of the length, data, masked checksum of the data
// (tensorflow/core/lib/io/record_writer.h). Debian has no library for CRC-32C.
#include "store/tensorboard.h"

#include "run/metric_columns.h"
#include "store/atomic_file.h"

#include <array>
#include <cmath>
#include <cstring>

namespace contrastlab {

namespace {

constexpr std::size_t mostBlockBytes = 1 << 16; ///< written at once

constexpr std::array<std::uint32_t, 256> crcTable = [] {
    std::array<std::uint32_t, 256> table {};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0x82f63b78u : 0u);
        table[byte] = crc;
    }
    return table;
}();

enum class WireType : unsigned { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

template <class T> std::string raw(T value) // little endian
{
    std::string text(sizeof value, '\0');
    std::memcpy(text.data(), &value, sizeof value);
    return text;
}

std::string varint(std::uint64_t value)
{
    std::string text;
    for (; value >= 0x80; value >>= 7)
        text += static_cast<char>(0x80 | (value & 0x7f));
    return text + static_cast<char>(value);
}

std::string key(unsigned field, WireType type)
{
    return varint(field << 3 | static_cast<unsigned>(type));
}

std::string bytesField(unsigned field, std::string_view bytes)
{
    return key(field, WireType::bytes) + varint(bytes.size()) + std::string(bytes);
}

std::string scalar(const std::string& tag, double value)
{
    return bytesField(
        1, bytesField(1, tag) + key(2, WireType::fixed32) + raw(static_cast<float>(value)));
}

std::string event(double wallTime, std::int64_t step, const std::string& summary)
{
    return key(1, WireType::fixed64) + raw(wallTime) + key(2, WireType::varint)
        + varint(static_cast<std::uint64_t>(step)) + bytesField(5, summary);
}

std::string masked(std::string_view bytes)
{
    const std::uint32_t crc = crc32c(bytes);
    return raw(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
}

std::string record(const std::string& data)
{
    const std::string length = raw<std::uint64_t>(data.size());
    return length + masked(length) + data + masked(data);
}

// Loss and gradient are told even where they are no numbers: that is a divergence.
bool isShown(std::string_view name, double value)
{
    return !std::isnan(value) || name == "loss" || name == "gradient_norm";
}

template <class Metrics> std::string scalarsOf(const std::string& prefix, const Metrics& metrics)
{
    std::string summary;
    visitColumns(metrics, [&](std::string_view name, const auto& value) {
        const auto number = static_cast<double>(value);
        if (name != "step" && isShown(name, number))
            summary += scalar(prefix + std::string(name), number);
    });
    return summary;
}

std::string summaryOf(const EvaluationMetrics& m)
{
    std::string summary = scalarsOf("val/", m);
    visitRecall(m, [&](const std::string& name, double value) {
        if (!std::isnan(value)) summary += scalar("val/" + name, value);
    });
    return summary;
}

} // namespace

std::uint32_t crc32c(std::string_view bytes)
{
    std::uint32_t crc = ~0u;
    for (const char c : bytes)
        crc = crcTable[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
    return ~crc;
}

std::string writeTensorBoardEvents(const std::string& folder, const RunLogs& logs)
{
    const std::string path = folder + "/events.out.tfevents."
        + std::to_string(static_cast<std::int64_t>(logs.began)) + ".contrastlab";
    AtomicFile file(path);
    file.write(
        record(key(1, WireType::fixed64) + raw(logs.began) + bytesField(3, "brain.Event:2")));
    std::string block;
    const auto add = [&](const std::string& written) {
        block += written;
        if (block.size() < mostBlockBytes) return;
        file.write(block);
        block.clear();
    };
    const auto steps = logs.steps();
    while (const auto m = steps())
        add(record(event(logs.began + m->seconds, m->step, scalarsOf("train/", *m))));
    const auto evaluations = logs.evaluations();
    while (const auto m = evaluations())
        add(record(event(logs.began + m->seconds, m->step, summaryOf(*m))));
    file.write(block);
    file.commit();
    return path;
}

} // namespace contrastlab
