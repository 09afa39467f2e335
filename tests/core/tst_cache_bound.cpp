// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes from a cache that is over its bound, and what stays.
#include "store/cache_bound.h"
#include "support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>

using namespace contrastlab;
using namespace contrastlab::test;

namespace fs = std::filesystem;

namespace {

/// Entries of 1,000 bytes, each unused for some hours.
class Cache {
public:
    void addFile(const char* name, int hours) { write(path(name), path(name), hours); }
    void addFolder(const char* name, int hours)
    {
        fs::create_directories(path(name) / "inside");
        write(path(name) / "inside" / "file", path(name), hours);
    }
    [[nodiscard]] fs::path path(const char* name = "") const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }
    [[nodiscard]] bool has(const char* name) const { return fs::exists(path(name)); }

private:
    static void write(const fs::path& file, const fs::path& entry, int hours)
    {
        writeBytes(file, std::string(1000, 'x'));
        fs::last_write_time(
            entry, fs::file_time_type::clock::now() - std::chrono::minutes(60 * hours + 1));
    }
    QTemporaryDir m_folder;
};

} // namespace

class TestCacheBound : public QObject {
    Q_OBJECT

private slots:
    void whatIsUnusedLongestGoesFirst()
    {
        Cache cache;
        cache.addFile("new", 2);
        cache.addFolder("older", 3);
        cache.addFile("oldest", 4);
        QCOMPARE(makeRoom({ .folder = cache.path(), .most = 3000 }), std::int64_t(3000));
        QVERIFY(cache.has("oldest"));
        QCOMPARE(
            makeRoom({ .folder = cache.path(), .more = 500, .most = 3000 }), std::int64_t(2500));
        QVERIFY(!cache.has("oldest") && cache.has("older") && cache.has("new"));
        QCOMPARE(makeRoom({ .folder = cache.path(), .most = 1999 }), std::int64_t(1000));
        QVERIFY(!cache.has("older") && cache.has("new")); // a folder goes with all that is in it
    }

    void whatIsInUseStays()
    {
        Cache cache;
        cache.addFile("used", 0);
        cache.addFile("kept", 9);
        QCOMPARE(makeRoom({ .folder = cache.path(), .kept = cache.path("kept"), .most = 10 }),
            std::int64_t(2000));
        QVERIFY(cache.has("used") && cache.has("kept"));
    }

    void othersFilesStay()
    {
        Cache cache;
        cache.addFile("a.features", 2);
        cache.addFile("notes.txt", 9);
        QCOMPARE(makeRoom({ .folder = cache.path(), .ending = ".features", .most = 10 }),
            std::int64_t(0));
        QVERIFY(!cache.has("a.features") && cache.has("notes.txt"));
    }

    void ofAFolderThatIsNotThereNothingGoes()
    {
        QCOMPARE(makeRoom({ .folder = "/nowhere/at/all", .more = 7, .most = 1 }), std::int64_t(7));
    }
};

QTEST_MAIN(TestCacheBound)
#include "tst_cache_bound.moc"
