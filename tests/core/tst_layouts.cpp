// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layouts as people really have them (tests/golden/make_layouts.py writes them): each is understood
// without a setting, or says in one message the setting with which it is.
#include "media/dataset_loader.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace contrastlab;

namespace {

using Json = nlohmann::json;

constexpr std::size_t fewestLayouts = 40;
constexpr std::size_t mostWithSettings = 6; // a tenth

QString folder()
{
    return QStringLiteral(FIXTURES "/layouts/");
}

Json readExpected()
{
    QFile file(folder() + "expected.json");
    if (!file.open(QIODevice::ReadOnly)) qFatal("no expected.json");
    return Json::parse(file.readAll().toStdString());
}

const Json& expectedLayouts()
{
    static const Json all = readExpected();
    return all;
}

DatasetSpec specOf(const Json& layout)
{
    DatasetSpec spec;
    spec.path = folder().toStdString() + layout.at("path").get<std::string>();
    return spec;
}

/// The same with what its message advises; files and folders are named from the layout's folder.
DatasetSpec advisedSpecOf(const Json& layout)
{
    DatasetSpec spec = specOf(layout);
    std::map<std::string, std::string> values;
    for (const auto& [key, value] : layout.at("settings").items()) {
        const bool isPath = key == "data.root" || key == "data.second";
        values[key] =
            (isPath ? folder().toStdString() + layout.at("name").get<std::string>() + "/" : "")
            + value.get<std::string>();
    }
    if (!assign(spec, values).empty()) qFatal("a setting that is none");
    return spec;
}

std::vector<std::string> modalitiesOf(const LoadedDataset& loaded)
{
    std::vector<std::string> names;
    for (const ModalityData& modality : loaded.dataset.modalities)
        names.push_back(modality.name);
    return names;
}

std::vector<std::string> labelsOf(const LoadedDataset& loaded)
{
    std::vector<std::string> names;
    for (const auto& label : loaded.dataset.labelNames)
        names.push_back(label.en);
    return names;
}

QString reasonsOf(const DatasetReport& report)
{
    QString all;
    for (const Message& reason : report.reasons)
        all += QString::fromStdString(english(reason)) + "\n";
    for (const DataProblem& problem : report.problems)
        all += QString::fromStdString(describe(problem)) + "\n";
    return all;
}

/// Every member of `layout` that says what must be understood.
void compare(const LoadedDataset& loaded, const Json& layout)
{
    const DatasetReport& report = loaded.report;
    const QByteArray reasons = reasonsOf(report).toUtf8();
    QCOMPARE(std::string(nameOf(report.format)), layout.at("format").get<std::string>());
    QVERIFY2(report.items == layout.at("items").get<Index>(), reasons);
    QCOMPARE(modalitiesOf(loaded), layout.at("modalities").get<std::vector<std::string>>());
    QCOMPARE(report.captions, layout.at("captions").get<Index>());
    QCOMPARE(report.training, layout.value("training", Index(0)));
    QCOMPARE(report.heldOut, layout.value("held_out", Index(0)));
    QCOMPARE(labelsOf(loaded), layout.value("labels", std::vector<std::string>()));
    if (layout.contains("languages"))
        QCOMPARE(report.languages, layout.at("languages").get<std::vector<std::string>>());
    if (layout.contains("first"))
        QCOMPARE(
            report.preview.front().captions, layout.at("first").get<std::vector<std::string>>());
    if (layout.contains("says"))
        QVERIFY2(reasons.contains(QByteArray::fromStdString(layout.at("says").get<std::string>())),
            reasons);
    QCOMPARE(report.unreadable, 0);
    QCOMPARE(report.badRows, 0);
}

} // namespace

class TestLayouts : public QObject {
    Q_OBJECT

private slots:
    void areMany();
    void areUnderstood_data();
    void areUnderstood();
    void sayWhatHelps_data();
    void sayWhatHelps();
};

void TestLayouts::areMany()
{
    std::size_t withSettings = 0;
    for (const Json& layout : expectedLayouts())
        withSettings += layout.contains("settings");
    QVERIFY(expectedLayouts().size() >= fewestLayouts);
    QVERIFY(withSettings <= mostWithSettings);
}

void TestLayouts::areUnderstood_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < expectedLayouts().size(); ++i)
        if (!expectedLayouts()[i].contains("settings"))
            QTest::newRow(expectedLayouts()[i].at("name").get<std::string>().c_str()) << int(i);
}

void TestLayouts::areUnderstood()
{
    QFETCH(int, index);
    const Json& layout = expectedLayouts()[static_cast<std::size_t>(index)];
    try {
        compare(load(specOf(layout)), layout);
    } catch (const InputError& error) {
        QFAIL(error.what());
    }
}

void TestLayouts::sayWhatHelps_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < expectedLayouts().size(); ++i)
        if (expectedLayouts()[i].contains("settings"))
            QTest::newRow(expectedLayouts()[i].at("name").get<std::string>().c_str()) << int(i);
}

void TestLayouts::sayWhatHelps()
{
    QFETCH(int, index);
    const Json& layout = expectedLayouts()[static_cast<std::size_t>(index)];
    try {
        load(specOf(layout));
        QFAIL("expected an error");
    } catch (const InputError& error) {
        const QString what = error.what();
        QVERIFY2(!what.contains('\n'), error.what());
        QVERIFY2(what.contains(QString::fromStdString(layout.at("fails").get<std::string>())),
            error.what());
    }
    try {
        compare(load(advisedSpecOf(layout)), layout);
    } catch (const InputError& error) {
        QFAIL(error.what());
    }
}

QTEST_GUILESS_MAIN(TestLayouts)
#include "tst_layouts.moc"
