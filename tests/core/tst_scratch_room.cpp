// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logs of long runs: every entry is there, and little of them in memory.
#include "base/scratch_room.h"
#include "run/run.h"

#include <QFile>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace contrastlab;

namespace {

// Bytes of this process in memory.
std::int64_t residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QFile::ReadOnly)) return 0;
    return file.readAll().split(' ').at(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

// While it lives, files may not grow beyond this.
class FileLimit {
public:
    explicit FileLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit { bytes, m_before.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;

private:
    rlimit m_before {};
};

ScratchVector<std::int64_t> filled(std::int64_t count)
{
    ScratchVector<std::int64_t> values;
    for (std::int64_t i = 0; i < count; ++i) {
        if (values.size() == values.capacity()) values = values.enlarged();
        values.push_back(3 * i);
    }
    return values;
}

bool isWhole(const ScratchVector<std::int64_t>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values.data()[i] != 3 * static_cast<std::int64_t>(i)) return false;
    return true;
}

} // namespace

class TestScratchRoom : public QObject {
    Q_OBJECT

private slots:
    void aSmallRoomIsMemory()
    {
        const ScratchRoom room = ScratchRoom().grown(0, ScratchRoom::mostInMemory);
        QVERIFY(!room.isInFile());
        QCOMPARE(room.size(), ScratchRoom::mostInMemory);
    }
    void aLargeRoomIsAFile()
    {
        const ScratchRoom room = ScratchRoom().grown(0, ScratchRoom::mostInMemory + 1);
        QVERIFY(room.isInFile());
        room.data()[ScratchRoom::mostInMemory] = std::byte(7);
        room.rest(room.size());
        const ScratchRoom larger = room.grown(room.size(), 2 * room.size());
        QVERIFY(larger.data()[ScratchRoom::mostInMemory] == std::byte(7));
        larger.data()[1] = std::byte(5); // one file
        QVERIFY(room.data()[1] == std::byte(5));
    }
    void keepsEveryValue() { QVERIFY(isWhole(filled(6'000'000))); } // 48 MB
    void withoutRoomForAFileItIsMemory()
    {
        const FileLimit limit(6 << 20);
        const auto values = filled(2'000'000); // 16 MB
        QCOMPARE(values.size(), std::size_t(2'000'000));
        QVERIFY(isWhole(values));
    }
    void aFolderThatIsNoneIsPassedOver()
    {
        const QByteArray before = qgetenv("TMPDIR");
        qputenv("TMPDIR", "/proc/nowhere");
        const bool isInFile = ScratchRoom().grown(0, ScratchRoom::mostInMemory + 1).isInFile();
        before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
        QVERIFY(isInFile);
    }
    void longLogsTakeLittleMemory()
    {
        Run run { RunSpec() };
        const std::int64_t before = residentBytes();
        constexpr std::int64_t count = 600'000;
        for (std::int64_t step = 1; step <= count; ++step) {
            run.steps.append({ .step = step, .loss = 1.0 / double(step) });
            if (step % 20 == 0) run.evaluations.append({ .step = step });
        }
        const std::int64_t grown = residentBytes() - before;
        QVERIFY2(grown < 40'000'000, qPrintable(QString::number(grown))); // of 110 MB
        QCOMPARE(run.steps.size(), std::size_t(count));
        QCOMPARE(run.steps.last()->step, count);
        for (const std::int64_t step : { 1, 2, 300'000, 599'999 })
            QCOMPARE(run.steps.since(std::size_t(step - 1), 1).front().loss, 1.0 / double(step));
        QCOMPARE(run.evaluations.since(29'999).front().step, count);
    }
};

QTEST_GUILESS_MAIN(TestScratchRoom)
#include "tst_scratch_room.moc"
