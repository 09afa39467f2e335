// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each check takes the way that the program itself takes: its readers, its trainer, its player.
#include "self_check.h"

#include "base/engine_level.h"
#include "base/memory_left.h"
#include "encoder/onnx_runtime.h"
#include "media/decode/image_decoder.h"
#include "media/decode/sound_decoder.h"
#include "media/duckdb.h"
#include "media/open_data.h"
#include "run/trainer.h"
#include "sound/sound_player.h"
#include "store/program_version.h"
#include "store/run_store.h"
#include "theme/fonts.h"

#include <QColor>
#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTemporaryFile>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace contrastlab {

namespace {

std::string programFacts()
{
    return "ContrastLab " + versionText();
}

std::string systemFacts()
{
    const auto left = memoryLeft();
    return QSysInfo::prettyProductName().toStdString() + ", "
        + QSysInfo::currentCpuArchitecture().toStdString() + ", "
        + std::to_string(std::thread::hardware_concurrency()) + " processors"
        + (left ? ", " + byteText(static_cast<double>(*left)) + " of memory left" : "");
}

std::string toolkitFacts()
{
    return std::string(qVersion()) + " (built with " QT_VERSION_STR "), platform "
        + QGuiApplication::platformName().toStdString();
}

RunSpec smallSpec()
{
    RunSpec spec;
    spec.set("dataset", std::string("synthetic"));
    spec.set("steps", std::int64_t(5));
    return spec;
}

std::string trainAFewSteps()
{
    const RunSpec spec = smallSpec();
    ThreadPool pool(0);
    Trainer trainer(std::make_shared<RunSetup>(spec, openData(spec).dataset), pool);
    double loss = NAN;
    for (int i = 0; i < 5; ++i)
        loss = trainer.step().loss;
    if (!std::isfinite(loss)) throw std::runtime_error("the loss is no number");
    return std::string(engineLevel()) + ", " + std::to_string(pool.threads())
        + " threads, five steps taken";
}

std::string openEmbeddedData()
{
    return std::to_string(openData(RunSpec()).dataset->items) + " items";
}

std::string writeAndReadARun()
{
    const RunSpec spec = smallSpec();
    const auto setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
    ThreadPool pool(1);
    Trainer trainer(setup, pool);
    Run run(spec);
    run.keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
    const QTemporaryDir folder;
    if (!folder.isValid()) throw std::runtime_error(folder.errorString().toStdString());
    const std::string path = folder.filePath(QStringLiteral("run.clab")).toStdString();
    saveRun(run, path, recordOf(setup->dataset(), spec));
    if (readRun(path).run->keptCheckpoints().size() != 1)
        throw std::runtime_error("it reads otherwise");
    return "written and read";
}

QByteArray sample(const char* ending)
{
    QFile file(QStringLiteral(":/check/sample.%1").arg(QLatin1String(ending)));
    if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("the sample is not there");
    return file.readAll();
}

std::string readPicture(const char* ending)
{
    const QImage picture = decodePicture(sample(ending), 24, ending);
    const QColor colour = picture.pixelColor(picture.width() / 2, picture.height() / 2);
    if (colour.red() < 180 || colour.green() > 80 || colour.blue() > 80)
        throw std::runtime_error("a red field reads as " + colour.name().toStdString());
    return std::to_string(picture.width()) + " x " + std::to_string(picture.height()) + " pixels";
}

std::string readSound(const char* ending)
{
    const SoundSamples sound = decodeSound(sample(ending), 1, ending);
    double squares = 0;
    for (const float value : sound.values)
        squares += static_cast<double>(value) * static_cast<double>(value);
    if (!(squares > 0)) throw std::runtime_error("a tone reads as silence");
    return std::to_string(sound.values.size()) + " samples at " + std::to_string(sound.rate)
        + " Hz";
}

std::string findFonts(const QString& language)
{
    const QString missing = missingFontsText(language);
    if (!missing.isEmpty()) throw std::runtime_error(missing.toStdString());
    const auto chinese = QFontDatabase::families(QFontDatabase::SimplifiedChinese);
    const QString found = language == QLatin1String("en") || chinese.isEmpty()
        ? QFontInfo(QGuiApplication::font()).family()
        : chinese.first();
    return found.toStdString();
}

std::string findTexts(const QString& folder, const QString& name)
{
    if (!QFileInfo::exists(folder + QLatin1Char('/') + name))
        throw std::runtime_error("there is no " + name.toStdString());
    return name.toStdString();
}

// A moment of silence.
std::string playSound()
{
    SoundPlayer player;
    QEventLoop loop;
    const auto look = [&] {
        if (!player.isPlaying()) loop.quit();
    };
    QObject::connect(&player, &SoundPlayer::changed, &loop, look);
    QObject::connect(&player, &SoundPlayer::failed, &loop, look);
    player.play({ 16000, std::vector<float>(1600) });
    if (player.isPlaying()) loop.exec();
    if (player.problem() != SoundProblem::none)
        throw std::runtime_error(player.problemText().toStdString());
    return "played";
}

// Where the folder is not there yet, the nearest above it that is; nothing is left behind.
std::string writeTo(const QString& folder)
{
    QString there = folder;
    while (!QFileInfo::exists(there) && QFileInfo(there).path() != there)
        there = QFileInfo(there).path();
    QTemporaryFile file(there + QStringLiteral("/contrastlab-check.XXXXXX"));
    if (!file.open() || file.write("check") != 5 || !file.flush())
        throw std::runtime_error(there.toStdString() + ": " + file.errorString().toStdString());
    return folder.toStdString() + ", "
        + byteText(static_cast<double>(std::filesystem::space(there.toStdString()).available))
        + " free";
}

std::string findProgram(const char* name)
{
    const QString path = QStandardPaths::findExecutable(QLatin1String(name));
    if (path.isEmpty()) throw std::runtime_error("not installed");
    return path.toStdString();
}

std::string findTableReader()
{
    const std::unique_ptr<DuckDb> reader = DuckDb::find();
    if (!reader) throw std::runtime_error("libduckdb.so was not found");
    return reader->version();
}

// For one run by several processes: the program for it, beside this one or where programs are,
// starts and is of the same commit.
std::string findProcesses()
{
    const std::string start = findProgram("mpirun");
    const QString name = QStringLiteral("contrastlab-mpi");
    QString program =
        QStandardPaths::findExecutable(name, { QCoreApplication::applicationDirPath() });
    if (program.isEmpty()) program = QStandardPaths::findExecutable(name);
    if (program.isEmpty())
        throw std::runtime_error(start + ", but contrastlab-mpi is not installed");
    QProcess process;
    process.start(program, { QStringLiteral("--version") });
    if (!process.waitForFinished())
        throw std::runtime_error(name.toStdString() + " does not answer");
    const std::string told = process.readAllStandardOutput().trimmed().toStdString();
    if (told != versionText())
        throw std::runtime_error(program.toStdString() + " is another version: " + told
            + process.readAllStandardError().simplified().toStdString());
    return start + ", " + program.toStdString();
}

void addReaders(std::vector<SelfCheck>& checks)
{
    for (const char* ending : { "png", "jpg", "gif", "bmp", "svg", "webp", "tiff" })
        checks.push_back({ std::string("picture ") + ending, ending == std::string_view("png"),
            [ending] { return readPicture(ending); } });
    for (const char* ending : { "wav", "ogg", "flac", "opus", "mp3", "aiff", "au", "caf", "w64" })
        checks.push_back({ std::string("sound ") + ending, ending == std::string_view("ogg"),
            [ending] { return readSound(ending); } });
}

void addFolders(std::vector<SelfCheck>& checks)
{
    const QString settings =
        QFileInfo(QSettings(QSettings::IniFormat, QSettings::UserScope,
                      QStringLiteral("ContrastLab"), QStringLiteral("ContrastLab"))
                      .fileName())
            .path();
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    checks.push_back({ "settings folder", false, [settings] { return writeTo(settings); } });
    checks.push_back(
        { "runs folder", false, [data] { return writeTo(data + QStringLiteral("/runs")); } });
    checks.push_back({ "temporary folder", true, [] {
                          const QTemporaryDir folder; // which there has to be already
                          if (!folder.isValid())
                              throw std::runtime_error(folder.errorString().toStdString());
                          return writeTo(QFileInfo(folder.path()).path());
                      } });
}

} // namespace

std::vector<SelfCheck> selfChecks()
{
    std::vector<SelfCheck> checks {
        { "program", true, &programFacts },
        { "system", true, &systemFacts },
        { "Qt", true, &toolkitFacts },
        { "engine", true, &trainAFewSteps },
        { "embedded data", true, &openEmbeddedData },
        { "run file", true, &writeAndReadARun },
    };
    addReaders(checks);
    checks.push_back({ "font, English", true, [] { return findFonts(QStringLiteral("en")); } });
    checks.push_back({ "font, Chinese", false, [] { return findFonts(QStringLiteral("zh_CN")); } });
    checks.push_back({ "texts, Chinese", true, [] {
                          return findTexts(QStringLiteral(":/translations"),
                              QStringLiteral("contrastlab_zh_CN.qm"));
                      } });
    checks.push_back({ "Qt's texts, Chinese", false, [] {
                          return findTexts(QLibraryInfo::path(QLibraryInfo::TranslationsPath),
                              QStringLiteral("qtbase_zh_CN.qm"));
                      } });
    checks.push_back({ "sound output", false, &playSound });
    addFolders(checks);
    checks.push_back({ "ffmpeg, for films", false, [] { return findProgram("ffmpeg"); } });
    checks.push_back({ "ONNX Runtime", false, [] { return OnnxRuntime::load()->version(); } });
    checks.push_back({ "DuckDB, for Parquet", false, &findTableReader });
    checks.push_back({ "MPI", false, &findProcesses });
    return checks;
}

bool runSelfChecks(const std::vector<SelfCheck>& checks)
{
    bool works = true;
    for (const SelfCheck& check : checks) {
        std::string verdict = "ok", told;
        try {
            told = check.attempt();
        } catch (const std::exception& error) {
            verdict = check.isRequired ? "FAILED" : "MISSING";
            told = error.what();
            works = works && !check.isRequired;
        }
        std::printf("%-8s%-21s%s\n", verdict.c_str(), check.name.c_str(), told.c_str());
        std::fflush(stdout); // what hangs or dies is the one after the last line
    }
    return works;
}

} // namespace contrastlab
