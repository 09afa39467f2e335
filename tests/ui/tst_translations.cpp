// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Both languages are complete: every marked text, and every text of the engine's tables.
#include "base/memory_left.h"
#include "data/dataset.h"
#include "lesson/achievements.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "run/run_spec.h"
#include "run/sentences.h"
#include "run/table_text.h"
#include "shell/languages.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QDirIterator>
#include <QFile>
#include <QFileDialog>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace contrastlab;

namespace {

struct Entry {
    QString context, source;
    QStringList translations;
    bool unfinished = false;
    bool plural = false;
};

std::vector<Entry> entriesOf(const QString& language)
{
    QFile file(
        QStringLiteral(FIXTURES "/../../resources/translations/contrastlab_%1.ts").arg(language));
    if (!file.open(QIODevice::ReadOnly)) return {};
    std::vector<Entry> entries;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == u"name") context = xml.readElementText();
        if (xml.name() == u"message") {
            entries.push_back({ context, {}, {}, false, xml.attributes().hasAttribute("numerus") });
        } else if (xml.name() == u"source") {
            entries.back().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            entries.back().unfinished = xml.attributes().hasAttribute(QStringLiteral("type"));
            if (!entries.back().plural) entries.back().translations << xml.readElementText();
        } else if (xml.name() == u"numerusform") {
            entries.back().translations << xml.readElementText();
        }
    }
    return entries;
}

QStringList placesIn(const QString& text)
{
    QStringList places;
    auto found = QRegularExpression(QStringLiteral("%(\\d|n)")).globalMatch(text);
    while (found.hasNext())
        places << found.next().captured();
    places.removeDuplicates();
    places.sort();
    return places;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void complete_data();
    void complete();
    void messages();
    void tables();
    void limits();
    void sentences();
    void toolkit();
};

void TestTranslations::complete_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("least");
    QTest::newRow("zh_CN") << "zh_CN" << 350;
    QTest::newRow("en, plurals") << "en" << 2;
}

void TestTranslations::complete()
{
    QFETCH(QString, language);
    QFETCH(int, least);
    const auto entries = entriesOf(language);
    QVERIFY(int(entries.size()) >= least);
    for (const Entry& entry : entries) {
        const QString where = entry.context + QStringLiteral(": ") + entry.source;
        QVERIFY2(!entry.unfinished, qPrintable(where));
        QVERIFY2(!entry.translations.isEmpty(), qPrintable(where));
        for (const QString& translation : entry.translations) {
            QVERIFY2(!translation.isEmpty(), qPrintable(where));
            QVERIFY2(placesIn(translation) == placesIn(entry.source), qPrintable(where));
        }
    }
}

namespace {

// The text from `from` to the bracket that closes the first one there.
QString inBrackets(const QString& text, qsizetype from)
{
    int depth = 0;
    bool quoted = false;
    for (qsizetype at = from; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'\\') {
            ++at;
            continue;
        }
        if (c == u'"') quoted = !quoted;
        if (quoted) continue;
        depth += c == u'(' || c == u'{';
        depth -= c == u')' || c == u'}';
        if (depth == 0 && (c == u')' || c == u'}')) return text.mid(from, at - from);
    }
    return text.mid(from);
}

} // namespace

// Whatever readers of files say is marked, so that complete() sees that it
// is translated: no sentence stands in an error or a problem without its mark, none is put
// together.
void TestTranslations::messages()
{
    const QRegularExpression said(QStringLiteral("\\b(InputError|MediaError)\\(|report\\.add\\("));
    const QRegularExpression marked(
        QStringLiteral("QT_TRANSLATE_NOOP\\(\\s*\"Message\",\\s*(\"(\\\\.|[^\"])*\"\\s*)+\\)"));
    const QRegularExpression words(QStringLiteral("\"[^\"]*[a-z]{2,} [^\"]*[a-z]{2,}[^\"]*\""));
    int errors = 0;
    QDirIterator files(QStringLiteral(FIXTURES "/../../core/media"), { QStringLiteral("*.cpp") },
        QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        auto each = said.globalMatch(text);
        while (each.hasNext()) {
            QString call = inBrackets(text, each.next().capturedEnd() - 1);
            call.remove(marked);
            QVERIFY2(
                !call.contains(words), qPrintable(file.fileName() + QStringLiteral(": ") + call));
            ++errors;
        }
    }
    QVERIFY(errors > 100);
}

// The marks beside the tables are easily forgotten when a row is added.
void TestTranslations::tables()
{
    QSet<QString> known;
    for (const Entry& entry : entriesOf(QStringLiteral("zh_CN")))
        known << entry.context + QLatin1Char('|') + entry.source;
    const auto expect = [&](const char* context, std::string_view text) {
        // Symbols and proper names stay as they are.
        if (text.empty() || context == std::string_view("-")) return;
        const QString key = QLatin1String(context) + QLatin1Char('|') + qString(text);
        QVERIFY2(known.contains(key), qPrintable(key));
    };
    const QStringList names { "ReLU", "GELU", "tanh", "Fletcher–Reeves", "Polak–Ribière+",
        "Hager–Zhang" };
    for (const Parameter& parameter : parameterTable()) {
        expect("Parameter", parameter.label);
        expect("Parameter", parameter.help);
        expect("Parameter", parameter.unit);
        if (parameter.key == "objective" || parameter.key.ends_with("optimizer")) continue;
        for (const Choice& choice : parameter.choices)
            if (!names.contains(qString(choice.label))) expect("Parameter", choice.label);
    }
    for (const ObjectiveInfo& info : objectiveTable())
        for (const auto text : { info.label, info.purpose, info.symbols, headingOf(info.family) })
            expect("Objective", text);
    for (const AchievementInfo& info : achievements())
        for (const auto text : { info.title, info.how })
            expect("Achievement", text);
    for (const OptimizerInfo& info : optimizerTable())
        for (const auto text : { info.label, info.purpose, info.symbols, headingOf(info.family) })
            expect("Optimizer", text);
}

// The limits that the engine words itself are all known to the window.
void TestTranslations::limits()
{
    Languages languages;
    languages.use(QStringLiteral("zh_CN"));
    RunSpec spec;
    spec.set("objective", std::string("moco"));
    spec.set("temperature", 5.0);
    spec.set("batch_size", std::int64_t(1000));
    spec.set("queue_size", std::int64_t(1001));
    auto problems = validate(spec, { .trainingItems = 700, .modalities = 2, .labels = false });
    spec.set("objective", std::string("supcon"));
    spec.set("batch_size", std::int64_t(0));
    for (const Problem& problem : validate(spec, { 700, 2, false }))
        problems.push_back(problem);
    Dataset data;
    for (const Index items : { 2, 40 }) {
        data.items = items;
        RunSpec all;
        all.set("held_out", std::int64_t(40));
        for (const RunSpec& one : { RunSpec(), all })
            for (const Problem& problem : problemsWith(one, data, { "held_out", "batch_size" }))
                if (problem.field != "modalities")
                    problems.push_back(problem); // whose names may be English
    }
    problems.push_back(*memoryProblem("batch_size", "9", 2e9, 1e9));
    data.modalities.resize(2);
    for (const char* name : { "a", "b" }) {
        ModalityData& modality = data.modalities[std::size_t(*name - 'a')];
        modality.name = name;
        modality.features = featuresInMemory(Matrix<float>::Zero(data.items, 2));
    }
    for (const Problem& problem : problemsWith(RunSpec(), data))
        problems.push_back(problem);
    QVERIFY(problems.size() >= 11);
    // Keys and names of objectives stay as they are.
    const QRegularExpression english(QStringLiteral("[a-z]{3,} [a-z]{2,}"));
    for (const Problem& problem : problems)
        QVERIFY2(!limitText(problem).contains(english), qPrintable(limitText(problem)));
}

// A full-width stop brings its own space.
void TestTranslations::sentences()
{
    QCOMPARE(joinedSentences({ "One.", "", "Two." }), QStringLiteral("One. Two."));
    QCOMPARE(joinedSentences({ QStringLiteral("一。"), QStringLiteral("二！"), "Three." }),
        QStringLiteral("一。二！Three."));
    QCOMPARE(
        joinedSentences({ "English:", QStringLiteral("一。") }), QStringLiteral("English: 一。"));
    QCOMPARE(joinedSentences({}), QString());
}

// Qt brings the words of its own dialogs.
void TestTranslations::toolkit()
{
    Languages languages;
    languages.use(QStringLiteral("zh_CN"));
    QFileDialog dialog;
    dialog.setOption(QFileDialog::DontUseNativeDialog);
    const auto* buttons = dialog.findChild<QDialogButtonBox*>();
    const QRegularExpression han(QStringLiteral("\\p{Han}"));
    for (const QAbstractButton* button : buttons->buttons())
        QVERIFY2(button->text().contains(han), qPrintable(button->text()));
    languages.use(QStringLiteral("en"));
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
