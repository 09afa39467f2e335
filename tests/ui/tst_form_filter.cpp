// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form's filter: finds rows by any of their names in either language, says how many there are,
// and loses nothing that a person has typed.
#include "panels/number_edit.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "panels/run_list.h"
#include "panels/tick_slider.h"
#include "run/table_text.h"
#include "support/open_window.h"
#include "support/window_run.h"

#include <QAbstractItemView>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>

using namespace contrastlab;

class TestFormFilter : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_window = openActive(smallWindowSpec(), true);
        QTRY_COMPARE(m_window->session().state(), RunSession::State::paused);
        m_form = &m_window->form();
        m_window->docks().bringForward("parameters");
    }
    void cleanup() { m_window.reset(); }

    void findsByAnyName_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("label") << "Temperature" << QByteArray("temperature");
        QTest::newRow("case and a part") << "tEMPer" << QByteArray("temperature");
        QTest::newRow("key") << "weight_decay" << QByteArray("weight_decay");
        QTest::newRow("words in any order") << "decay weight" << QByteArray("weight_decay");
        QTest::newRow("symbol, spelled out") << "tau" << QByteArray("temperature");
        QTest::newRow("the other language") << QStringLiteral("温度") << QByteArray("temperature");
        QTest::newRow("group") << "optimiser" << QByteArray("weight_decay");
        QTest::newRow("group, the other language")
            << QStringLiteral("优化器") << QByteArray("weight_decay");
        QTest::newRow("rarely changed") << "clip" << QByteArray("clip_gradient");
    }
    void findsByAnyName()
    {
        QFETCH(const QString, query);
        QFETCH(const QByteArray, key);
        const int all = seen(); // but for what is folded
        type(query);
        QVERIFY(isSeen(key.constData()));
        QVERIFY(seen() < all);
        for (const Parameter& parameter : parameterTable())
            if (isSeen(parameter.key)) QVERIFY(m_form->row(parameter.key)->isVisibleTo(m_form));
        QTest::keyClick(&m_form->filter(), Qt::Key_Escape);
        QVERIFY(m_form->filter().text().isEmpty());
        QCOMPARE(seen(), all);
    }

    void bothLanguagesAtOnce()
    {
        for (const char* language : { "zh_CN", "en" }) {
            m_window->setLanguage(QString::fromLatin1(language));
            QCoreApplication::sendPostedEvents();
            for (const char* query : { "temperature", "温度" }) {
                type(QString::fromUtf8(query));
                QVERIFY2(isSeen("temperature"), query);
                QVERIFY2(!isSeen("weight_decay"), query);
            }
            m_form->filter().clear();
        }
    }

    // Units are not named by any row's label.
    void findsByUnit()
    {
        const auto row = std::ranges::find_if(parameterTable(), [&](const Parameter& parameter) {
            const QString unit = unitText(parameter);
            return !unit.isEmpty() && isSeen(parameter.key)
                && !labelText(parameter).contains(unit, Qt::CaseInsensitive);
        });
        QVERIFY(row != parameterTable().end());
        type(unitText(*row));
        QVERIFY(isSeen(row->key));
    }

    void saysHowManyAndHidesEmptyGroups()
    {
        QVERIFY(found().isHidden());
        const auto headers = [this] {
            int count = 0;
            for (const auto* button : m_form->findChildren<QToolButton*>())
                count += button->isVisibleTo(m_form) && button->font().bold();
            return count;
        };
        const int groups = headers();
        QVERIFY(groups > 4);
        type(QStringLiteral("temperature"));
        QVERIFY(!found().isHidden());
        const QStringList words = found().text().split(QStringLiteral(" of "));
        QCOMPARE(words.size(), 2);
        QCOMPARE(words[0].toInt(), seen());
        QVERIFY(words[1].toInt() > 30);
        QVERIFY(headers() < groups);
        type(QStringLiteral("no such thing"));
        QCOMPARE(headers(), 0);
        QCOMPARE(seen(), 0);
        QVERIFY(found().text().startsWith(QStringLiteral("0 of ")));
        m_form->filter().clear();
        QCOMPARE(headers(), groups);
    }

    // Folded groups unfold for what is found in them, and fold again.
    void foldedGroupsAreSearched()
    {
        QToolButton* header = nullptr;
        for (auto* button : m_form->findChildren<QToolButton*>())
            if (button->text() == sectionText(findParameter("weight_decay")->section))
                header = button;
        QVERIFY(header);
        header->click();
        QVERIFY(!isSeen("weight_decay"));
        type(QStringLiteral("weight decay"));
        QVERIFY(isSeen("weight_decay"));
        m_form->filter().clear();
        QVERIFY(!isSeen("weight_decay"));
        header->click();
        QVERIFY(isSeen("weight_decay"));
    }

    void whatWaitsIsTold()
    {
        m_window->edits().edit(*findParameter("embedding_width"), std::int64_t(8));
        QVERIFY(m_window->edits().pending().contains("embedding_width"));
        type(QStringLiteral("temperature"));
        QVERIFY(!isSeen("embedding_width"));
        QVERIFY2(found().text().contains(QStringLiteral("hidden with a change")),
            qPrintable(found().text()));
        type(QStringLiteral("embedding"));
        QVERIFY(isSeen("embedding_width"));
        QVERIFY(!found().text().contains(QStringLiteral("hidden")));
    }

    void whatWasRefusedStaysInSight()
    {
        auto* edit = qobject_cast<NumberEdit*>(m_form->row("weight_decay")->editor());
        m_form->pointAt("weight_decay");
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("-3"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!m_form->row("weight_decay")->message().isEmpty());
        type(QStringLiteral("temperature"));
        QVERIFY(isSeen("weight_decay"));
    }

    void lessonsHideAndLockAllTheSame()
    {
        m_form->setLimits({ QStringLiteral("Tau"), { "temperature" }, { "weight_decay" } });
        type(QStringLiteral("weight decay"));
        QVERIFY(!isSeen("weight_decay"));
        type(QStringLiteral("temperature"));
        QVERIFY(isSeen("temperature"));
        QVERIFY(!m_form->row("temperature")->editor()->isEnabled()
            || !m_form->row("temperature")->slider()->isEnabled());
        m_form->setLimits({});
        type(QStringLiteral("weight decay"));
        QVERIFY(isSeen("weight_decay"));
    }

    void whatIsPointedAtIsShown()
    {
        type(QStringLiteral("temperature"));
        m_form->pointAt("weight_decay");
        QVERIFY(isSeen("weight_decay"));
        QVERIFY(m_form->filter().text().isEmpty());
    }

    // Ctrl+F: the filter of the list that has the focus, else the form's.
    void aKeyGoesToTheFilter()
    {
        QAction* find = m_window->actions()[ActionId::findHere];
        QCOMPARE(find->shortcut(), QKeySequence(QStringLiteral("Ctrl+F")));
        m_window->activateWindow();
        find->trigger();
        QTRY_COMPARE(QApplication::focusWidget(), &m_form->filter());
        m_window->docks().bringForward("runs");
        auto* line = m_window->runList().findChild<QLineEdit*>();
        m_window->runList().findChild<QAbstractItemView*>()->setFocus();
        find->trigger();
        QTRY_COMPARE(QApplication::focusWidget(), line);
    }

private:
    void type(const QString& text)
    {
        m_form->filter().setFocus();
        m_form->filter().selectAll();
        QInputMethodEvent typed; // as any language comes
        typed.setCommitString(text);
        QCoreApplication::sendEvent(&m_form->filter(), &typed);
    }
    QLabel& found() { return *m_form->findChild<QLabel*>(QStringLiteral("found")); }
    bool isSeen(std::string_view key) { return m_form->row(key)->isVisibleTo(m_form); }
    int seen()
    {
        return int(std::ranges::count_if(parameterTable(),
            [this](const Parameter& parameter) { return isSeen(parameter.key); }));
    }

    std::unique_ptr<MainWindow> m_window;
    ParameterForm* m_form = nullptr;
};

QTEST_MAIN(TestFormFilter)
#include "tst_form_filter.moc"
