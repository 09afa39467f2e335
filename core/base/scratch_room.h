// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Room for what a long run leaves behind: in memory while it is small, then in a file without a
// name, whose pages the system keeps in memory only as long as it likes. Knows nothing of what lies
// in it; one thread at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace contrastlab {

class ScratchRoom {
public:
    /// Rooms of more bytes than this lie in a file.
    static constexpr std::size_t mostInMemory = std::size_t(4) << 20;

    ScratchRoom() = default;
    ~ScratchRoom();
    ScratchRoom(ScratchRoom&& other) noexcept { swap(other); }
    ScratchRoom& operator=(ScratchRoom other) noexcept
    {
        swap(other);
        return *this;
    }
    void swap(ScratchRoom& other) noexcept;

    /// A room of `size` bytes with the first `used` of this one, which stays as it is; both may
    /// show the same file. Where there is no file to be had, or no disk for it, it lies in memory.
    /// Throws std::bad_alloc.
    [[nodiscard]] ScratchRoom grown(std::size_t used, std::size_t size) const;
    /// That the first `bytes` are not needed soon: a file takes them out of memory, from where they
    /// come back when they are read.
    void rest(std::size_t bytes) const noexcept;

    [[nodiscard]] std::byte* data() const { return m_data; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isInFile() const { return m_file != nullptr; }

private:
    struct File;
    std::shared_ptr<File> m_file; ///< null: in memory
    std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

/// As much of std::vector as a log needs, in a ScratchRoom.
template <class T> class ScratchVector {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::size_t capacity() const { return m_room.size() / sizeof(T); }
    [[nodiscard]] const T* data() const { return reinterpret_cast<const T*>(m_room.data()); }
    /// Needs capacity() > size().
    void push_back(const T& value)
    {
        ::new (m_room.data() + m_size * sizeof(T)) T(value);
        ++m_size;
        if (m_size % (restBytes / sizeof(T)) == 0) m_room.rest((m_size - 1) * sizeof(T));
    }
    /// The same entries with more room.
    [[nodiscard]] ScratchVector enlarged() const
    {
        // A file is not copied, so it may grow in steps; memory is, so it doubles.
        const std::size_t bytes = capacity() * sizeof(T);
        const std::size_t more = m_room.isInFile() ? std::min(bytes, fileStep) : bytes;
        ScratchVector larger;
        larger.m_room = m_room.grown(m_size * sizeof(T), bytes + std::max(16 * sizeof(T), more));
        larger.m_size = m_size;
        return larger;
    }
    void swap(ScratchVector& other) noexcept
    {
        m_room.swap(other.m_room);
        std::swap(m_size, other.m_size);
    }

private:
    static constexpr std::size_t fileStep = std::size_t(16) << 20;
    static constexpr std::size_t restBytes = std::size_t(1) << 20;
    ScratchRoom m_room;
    std::size_t m_size = 0;
};

} // namespace contrastlab
