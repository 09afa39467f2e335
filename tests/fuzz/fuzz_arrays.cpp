// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A seeded mutator over .npy, .npz and .safetensors bytes made here: each round damages one and
// reads all of it. It must read, into no more numbers than the file can hold, or throw one clear
// line; a crash, a hang (an alarm) or memory beyond a limit ends the program. `fuzz_arrays ROUNDS
// [SEED]`: 3000 rounds and seed 1 in ctest; by hand as many as you like.
#include "store/mapped_matrix.h"
#include "store/npy.h"
#include "store/npz.h"
#include "store/safetensors.h"
#include "support/file_fuzzing.h"
#include "support/zip_bytes.h"

#include <array>
#include <filesystem>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

std::string npyBytes(
    const std::string& descr, const std::string& shape, bool fortran, const std::string& data)
{
    const std::string header = "{'descr': '" + descr
        + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }\n";
    return std::string("\x93NUMPY\1\0", 8) + raw(static_cast<std::uint16_t>(header.size())) + header
        + data;
}

std::string numbers(std::size_t bytes, RandomStream& random)
{
    std::string data;
    while (data.size() < bytes)
        data += raw(static_cast<float>(random.uniform()));
    data.resize(bytes);
    return data;
}

std::string someNpy(RandomStream& random)
{
    switch (random.below(5)) {
    case 0:
        return npyBytes("<f4", "(5, 3)", false, numbers(60, random));
    case 1:
        return npyBytes(">f8", "(4, 3)", true, numbers(96, random));
    case 2:
        return npyBytes("|u1", "(7,)", false, numbers(7, random));
    case 3:
        return npyBytes("<i8", "(6,)", false, std::string(48, '\1'));
    default:
        return npyBytes("<f2", "(300, 2)", true, std::string(1200, '\x11'));
    }
}

std::string someSafetensors(RandomStream& random)
{
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[5,3],)"
        R"("data_offsets":[0,60]},"b":{"dtype":"BF16","shape":[2,2,2],)"
        R"("data_offsets":[60,76]},"c":{"dtype":"I64","shape":[],"data_offsets":[76,84]}})";
    return raw<std::uint64_t>(header.size()) + header + numbers(84, random);
}

const std::vector<std::string>& tokens()
{
    static const std::vector<std::string> all { "'", "\"", "{", "}", "[", "[[[[[[[[[[", "(", ")",
        ",", ":", "-1", "0", "1e9", "99999999999", "281474976710656", "18446744073709551615",
        "True", "None", "'descr'", "'shape'", "'|O'", "'<f4'", "'>i8'", "[('x', '<f4')]", "\"F64\"",
        "\"shape\"", "null", "\\ud800", std::string(1, '\0'), std::string(4, '\xff'),
        std::string(8, '\x7f'), std::string(3000, ' '), "PK\1\2", "PK\3\4", "PK\5\6" };
    return all;
}

void damageOnce(std::string& bytes, RandomStream& random)
{
    const auto place = static_cast<std::size_t>(random.below(bytes.size() + 1));
    switch (random.below(7)) {
    case 0:
        bytes.resize(place);
        break;
    case 1:
    case 2:
        if (place < bytes.size())
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << random.below(8)));
        break;
    case 3:
        bytes.insert(place, tokens()[random.below(tokens().size())]);
        break;
    case 4:
        bytes.erase(place, random.below(32));
        break;
    case 5:
        bytes.insert(static_cast<std::size_t>(random.below(bytes.size() + 1)),
            bytes.substr(place, random.below(128)));
        break;
    default:
        for (std::size_t i = place; i < std::min(bytes.size(), place + 4); ++i)
            bytes[i] = static_cast<char>(random.below(2) ? 0xff : 0);
    }
}

std::string damaged(std::string bytes, RandomStream& random)
{
    for (std::uint64_t times = random.below(4); times > 0; --times)
        damageOnce(bytes, random);
    return bytes;
}

/// Half of the time what is inside is damaged, so that the archive's checksums hold and the inner
/// reader works.
std::string damagedNpz(RandomStream& random)
{
    const bool inside = random.below(2) == 0;
    std::vector<ZipMember> members;
    for (const char* name : { "a.npy", "b.npy", "note.txt" })
        members.push_back({ name, inside ? damaged(someNpy(random), random) : someNpy(random),
            random.below(2) == 0,
            random.below(8) == 0 ? static_cast<std::uint32_t>(random.next()) : 0 });
    const std::string bytes = zipFile(members);
    return inside ? bytes : damaged(bytes, random);
}

void requireJustified(std::size_t count, std::size_t fileBytes)
{
    // A number takes a byte at least, or a two hundredth of one where it is packed.
    if (count > 200 * fileBytes + (64u << 20)) fail("more numbers than the file can hold");
}

/// Most arrays are no labels, which is no reason to stop.
template <class Read> void tryLabels(const Read& read)
{
    try {
        read();
    } catch (const InputError&) {
    }
}

void readArray(const std::string& path, std::size_t size)
{
    requireJustified(static_cast<std::size_t>(readNpy<float>(path).size()), size);
    const MappedMatrix mapped(path);
    std::vector<float> row(static_cast<std::size_t>(mapped.width()));
    mapped.read(mapped.rows() - 1, row);
    tryLabels([&] { (void)readNpyLabels(path); });
}

void readArchive(const std::string& path, std::size_t size)
{
    const NpzFile file(path);
    for (const std::string& name : file.names()) {
        requireJustified(static_cast<std::size_t>(file.matrix<double>(name).size()), size);
        tryLabels([&] { (void)file.labels(name); });
    }
}

void readTensors(const std::string& path, std::size_t size)
{
    const SafetensorsFile file(path);
    for (const std::string& name : file.names()) {
        requireJustified(file.values(name).size(), size);
        if (file.shape(name).size() == 2) (void)file.matrix<float>(name);
    }
}

struct Format {
    std::string (*damagedBytes)(RandomStream&);
    void (*read)(const std::string&, std::size_t);
};

const std::array<Format, 3> formats { {
    { [](RandomStream& random) { return damaged(someNpy(random), random); }, readArray },
    { damagedNpz, readArchive },
    { [](RandomStream& random) { return damaged(someSafetensors(random), random); }, readTensors },
} };

} // namespace

int main(int argc, char** argv)
{
    limitMemory();
    const std::string path = fuzzedPath();
    const int status = fuzz(argc, argv, 3000, [&](RandomStream& random) {
        const Format& format = formats[random.below(formats.size())];
        const std::string bytes = format.damagedBytes(random);
        return isRead(
            path, bytes, [&](const std::string& file) { format.read(file, bytes.size()); });
    });
    std::filesystem::remove(path);
    return status;
}
