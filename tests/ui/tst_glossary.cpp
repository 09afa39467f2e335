// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The glossary: its file, its terms in lessons, its cards, and that each points at something.
#include "lesson/glossary_card.h"
#include "lesson/glossary_marks.h"
#include "lesson/glossary_sheet.h"
#include "lesson/lesson_panel.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "run/parameters.h"
#include "shell/main_window.h"
#include "theme/colors.h"
#include "theme/flash.h"

#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProxyStyle>
#include <QStandardPaths>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QToolButton>
#include <QtTest>

using namespace contrastlab;

namespace {

QStringList linksIn(const QTextDocument& document)
{
    QStringList links;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (const QTextCharFormat format = part.fragment().charFormat(); format.isAnchor())
                links.append(part.fragment().text() + '>' + format.anchorHref());
    return links;
}

QStringList marked(const char* markdown, const char* language = "en")
{
    QTextDocument document;
    document.setMarkdown(QString::fromUtf8(markdown));
    markTerms(document, language);
    return linksIn(document);
}

bool hasChinese(const std::string& text)
{
    return std::ranges::any_of(
        QString::fromStdString(text), [](QChar c) { return c.script() == QChar::Script_Han; });
}

/// Of a desktop that wants no animations.
class StillStyle final : public QProxyStyle {
public:
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
        QStyleHintReturn* more) const override
    {
        return hint == SH_Widget_Animation_Duration
            ? 0
            : QProxyStyle::styleHint(hint, option, widget, more);
    }
};

} // namespace

class TestGlossary : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void everyEntryInBothLanguages()
    {
        QCOMPARE(glossary().size(), std::size_t(61));
        std::set<std::string> words;
        for (const GlossaryEntry& entry : glossary()) {
            for (const LessonText* text : { &entry.term, &entry.text })
                for (const char* language : { "en", "zh_CN" })
                    QVERIFY2(text->byLanguage.contains(language) && !text->in(language).empty(),
                        entry.name.c_str());
            QVERIFY2(hasChinese(entry.term.in("zh_CN")), entry.name.c_str());
            QVERIFY2(hasChinese(entry.text.in("zh_CN")), entry.name.c_str());
            QVERIFY2(!entry.formula.empty(), entry.name.c_str());
            for (const char* language : { "en", "zh_CN" })
                for (const std::string& word : entry.wordsIn(language))
                    QVERIFY2(words.insert(language + word).second, word.c_str());
        }
    }

    void brokenFilesAreRefusedWithTheirLine()
    {
        const auto refusal = [](const char* text) {
            try {
                readGlossary(text, "g.json");
            } catch (const InputError& error) {
                return QString::fromUtf8(error.what());
            }
            return QString();
        };
        QVERIFY(refusal("{").contains("g.json"));
        QVERIFY(refusal(R"({"format": 9, "entries": []})").contains("newer version"));
        QVERIFY(refusal("{\"format\": 1,\n\"entries\": [{\"name\": \"a\"}]}").contains("2"));
        const std::string entry = R"({"name": "a", "term": {"en": "a"}, "text": {"en": "b"},
            "formula": "c", "show": "loss"})";
        QVERIFY(refusal((R"({"format": 1, "entries": [)" + entry + "," + entry + "]}").c_str())
                    .contains("two entries"));
    }

    void termsBecomeLinks_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("links");
        const auto row = [](const char* name, const char* text, const char* language,
                             const char* links) {
            QTest::newRow(name) << QByteArray(text) << QString(language)
                                << QString::fromUtf8(links);
        };
        row("first place alone", "Temperature and temperature.", "en",
            "Temperature>glossary:temperature");
        row("whole words", "Queues, recalled, towering.", "en", "");
        row("longest first", "A hard negative here.", "en", "hard negative>glossary:hard-negative");
        row("no part of a longer one",
            "A learning rate. One learning rate, and a conjugate "
            "gradient, a conjugate gradient, a gradient.",
            "en",
            "learning rate>glossary:learning-rate conjugate gradient>glossary:conjugate-gradient "
            "gradient>glossary:gradient");
        row("no part of a longer one in Chinese", "共轭梯度和共轭梯度", "zh_CN",
            "共轭梯度>glossary:conjugate-gradient");
        row("no heading", "# Temperature\n\nHot.", "en", "");
        row("no code", "See `temperature` here.", "en", "");
        row("within bold", "**temperature** matters", "en", "temperature>glossary:temperature");
        row("Chinese", "温度低时假负样本也被推开", "zh_CN",
            "温度>glossary:temperature 假负样本>glossary:false-negative");
    }
    void termsBecomeLinks()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, language);
        QFETCH(QString, links);
        QCOMPARE(marked(text, language.toLatin1()).join(' '), links);
    }

    void aLabelsLinksHaveADottedLine()
    {
        QLabel label;
        label.setTextFormat(Qt::MarkdownText);
        label.setText(QStringLiteral("The temperature."));
        markTerms(label, "en");
        const auto* document = label.findChild<QTextDocument*>();
        QVERIFY(document);
        QCOMPARE(linksIn(*document), QStringList("temperature>glossary:temperature"));
        auto part = document->begin().begin();
        while (!part.fragment().charFormat().isAnchor())
            ++part;
        QCOMPARE(part.fragment().charFormat().underlineStyle(), QTextCharFormat::DotLine);
    }

    void aTermOfALessonOpensItsCard()
    {
        LessonPanel panel;
        panel.show();
        panel.open("temperature");
        std::string asked;
        connect(&panel, &LessonPanel::controlPointedAt, &panel,
            [&](const std::string& key) { asked = key; });
        auto* card = panel.findChild<GlossaryCard*>();
        QVERIFY(card && !card->isVisible());
        for (auto* label : panel.findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral("temperature **τ**")))
                emit label->linkActivated(QStringLiteral("glossary:temperature"));
        QVERIFY(card->isVisible());
        QCOMPARE(card->entry()->name, std::string("temperature"));
        QTest::mouseClick(card->findChild<QToolButton*>("showMe"), Qt::LeftButton);
        QCOMPARE(asked, std::string("temperature"));
        QVERIFY(!card->isVisible());
    }

    void aTermOfALessonIsReachedByKeys()
    {
        LessonPanel panel;
        panel.show();
        panel.open("temperature");
        panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        auto* card = panel.findChild<GlossaryCard*>();
        QLabel* text = nullptr;
        for (auto* label : panel.findChildren<QLabel*>()) {
            if (label->text().contains(QStringLiteral("temperature **τ**"))) text = label;
            const auto* document = label->findChild<QTextDocument*>();
            const bool hasLinks = document && !linksIn(*document).isEmpty();
            QCOMPARE(bool(label->focusPolicy() & Qt::TabFocus), hasLinks);
        }
        text->setFocus(Qt::TabFocusReason);
        QVERIFY(text->hasFocus());
        QTest::keyClick(text, Qt::Key_Return); // Tab goes on to the next term
        QVERIFY(card->isVisible() && card->entry());
        QTest::keyClick(card, Qt::Key_Escape);
        QVERIFY(!card->isVisible());
    }

    void theListIsSearched()
    {
        GlossarySheet sheet;
        sheet.setAttribute(Qt::WA_DeleteOnClose, false);
        sheet.show();
        auto* search = sheet.findChild<QLineEdit*>();
        auto* list = sheet.findChild<QListWidget*>();
        QCOMPARE(list->count(), int(glossary().size()));
        QTest::keyClicks(search, "unifor");
        QCOMPARE(sheet.card().entry()->name, std::string("uniformity"));
        search->setText(QStringLiteral("温度"));
        QCOMPARE(sheet.card().entry()->name, std::string("temperature"));
        search->setText(QStringLiteral("zzz"));
        QVERIFY(!sheet.card().isVisible());
        search->clear();
        QVERIFY(sheet.card().isVisible());
    }

    // A click asks, after the time in which it may become a double click, which means the default.
    void labelsOfTheFormExplainTheirTerms()
    {
        MainWindow::Setup setup;
        setup.spec.set("dataset", std::string("synthetic"));
        setup.spec.set("temperature", 0.5);
        setup.paused = true;
        setup.threads = 1;
        MainWindow window(setup);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.session().setup(), 30000);
        const auto shown = [&]() -> GlossaryCard* {
            for (auto* card : window.findChildren<GlossaryCard*>())
                if (card->isVisible()) return card;
            return nullptr;
        };
        const auto labelOf = [&](const char* key) {
            for (auto* label : window.form().row(key)->findChildren<QLabel*>())
                if (label->buddy()) return label;
            return static_cast<QLabel*>(nullptr);
        };
        QLabel* label = labelOf("temperature");
        const auto* document = label->findChild<QTextDocument*>();
        QVERIFY(document && document->toPlainText().contains(QStringLiteral("Temperature")));
        QTextCursor cursor(document->firstBlock());
        cursor.movePosition(QTextCursor::NextCharacter);
        QCOMPARE(cursor.charFormat().underlineStyle(), QTextCharFormat::DotLine);
        QTest::mouseClick(label, Qt::LeftButton);
        QTRY_VERIFY(shown());
        QCOMPARE(shown()->entry()->name, std::string("temperature"));
        shown()->close();
        QTest::mouseClick(label, Qt::LeftButton);
        QTest::mouseDClick(label, Qt::LeftButton);
        const ParameterValue standard = findParameter("temperature")->standard;
        QTRY_VERIFY(window.session().moment().spec().value("temperature") == standard);
        QVERIFY(!shown());
        QVERIFY(!labelOf("steps")->findChild<QTextDocument*>());
        QCOMPARE(
            termIn(QStringLiteral("Learning rate η"), "en")->name, std::string("learning-rate"));
        QCOMPARE(termIn(QStringLiteral("Seeds of doubt"), "en")->name, std::string("seed"));
        QVERIFY(!termIn(QStringLiteral("Seedling"), "en"));
    }

    // Each of the sixty in the real window, from the list of all.
    void showMeShowsSomething()
    {
        MainWindow::Setup setup;
        setup.spec.set("steps", std::int64_t(1)); // of the emoji
        setup.threads = 1;
        MainWindow window(setup);
        window.resize(1600, 900);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.session().setup(), 30000);
        for (const GlossaryEntry& entry : glossary()) {
            window.docks().bringForward("lessons");
            window.pointAt(entry.show);
            QCoreApplication::sendPostedEvents();
            const auto* flash = window.findChild<Flash*>();
            QVERIFY2(flash, entry.name.c_str());
            if (findParameter(entry.show)) {
                const auto* form = window.findChild<ParameterForm*>();
                const ParameterRow* row = form->row(entry.show);
                QTRY_VERIFY2(!row->visibleRegion().isEmpty(), entry.name.c_str());
                QCOMPARE(flash->target(), row);
            } else {
                const QDockWidget* dock = window.docks()[entry.show];
                QVERIFY2(dock, entry.name.c_str());
                QTRY_VERIFY2(!dock->visibleRegion().isEmpty(), entry.name.c_str());
                QCOMPARE(flash->target(), dock);
            }
        }
    }

    void noFramePulsesWhereAnimationsAreOff()
    {
        const auto opacities = [] {
            QWidget window;
            QWidget target(&window);
            window.resize(200, 100);
            target.setGeometry(20, 20, 100, 40);
            window.show();
            Flash::at(target);
            auto* flash = window.findChild<Flash*>();
            std::set<int> seen;
            const bool framed = QTest::qWaitFor([&] { return flash->isVisible(); });
            QElapsedTimer clock;
            for (clock.start(); framed && clock.elapsed() < Flash::durationMs / 2;) {
                QImage frame(flash->size(), QImage::Format_ARGB32_Premultiplied);
                frame.fill(Qt::transparent);
                flash->render(&frame, {}, {}, QWidget::RenderFlags());
                seen.insert(frame.pixelColor(flash->width() / 2, 1).alpha());
            }
            return seen;
        };
        QVERIFY(opacities().size() > 10);
        QApplication::setStyle(new StillStyle);
        QCOMPARE(opacities(), std::set<int> { 255 });
        QApplication::setStyle(QStringLiteral("Fusion"));
    }

    // From the list of all, by the button: the list makes way, a frame stands around the row, lets
    // clicks through, and goes by itself.
    void showMeFramesWhatItPointsAt()
    {
        MainWindow::Setup setup;
        setup.spec.set("steps", std::int64_t(1));
        setup.threads = 1;
        setup.rememberSettings = false;
        setup.settings.language = QStringLiteral("en");
        MainWindow window(setup);
        window.resize(1600, 900);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.session().setup(), 30000);
        for (const Theme theme : { Theme::light, Theme::dark }) {
            window.setTheme(theme);
            window.actions()[ActionId::glossary]->trigger();
            QPointer<GlossarySheet> sheet = window.findChild<GlossarySheet*>();
            QTest::keyClicks(sheet->findChild<QLineEdit*>(), "temperature");
            QTest::mouseClick(sheet->card().findChild<QToolButton*>("showMe"), Qt::LeftButton);
            QTRY_VERIFY(!sheet);
            QPointer<Flash> flash = window.findChild<Flash*>();
            const ParameterRow* row = window.form().row("temperature");
            QCOMPARE(flash->target(), row);
            QTRY_VERIFY(flash->isVisible());
            const QRect framed(row->mapTo(&window, QPoint()), row->size());
            QTRY_VERIFY(flash->geometry().intersects(framed));
            QVERIFY(flash->testAttribute(Qt::WA_TransparentForMouseEvents));
            QImage frame(flash->size(), QImage::Format_ARGB32_Premultiplied);
            frame.fill(Qt::transparent);
            flash->render(&frame, {}, {}, QWidget::RenderFlags());
            const QColor line = frame.pixelColor(flash->width() / 2, 1);
            QVERIFY(line.alpha() > 0);
            QVERIFY(contrastOf(QColor(line.rgb()), window.palette().color(QPalette::Window)) > 3);
            window.pointAt("loss"); // one at a time
            QVERIFY(!flash);
            flash = window.findChild<Flash*>();
            QTRY_VERIFY_WITH_TIMEOUT(!flash, 20 * Flash::durationMs);
        }
    }
};

QTEST_MAIN(TestGlossary)
#include "tst_glossary.moc"
