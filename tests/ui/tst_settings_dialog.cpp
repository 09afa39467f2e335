// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The settings dialog: what it sets takes effect and is remembered, keys can be changed, a key that
// is taken is told, and both can be searched.
#include "base/memory_left.h"
#include "plot/line_chart.h"
#include "shell/keys_page.h"
#include "shell/manners.h"
#include "shell/settings_dialog.h"
#include "support/open_window.h"
#include "support/small_run.h"
#include "theme/colors.h"
#include "views/heatmap_view.h"
#include "views/loss_view.h"
#include "views/similarity_panel.h"
#include "views/view_hint.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace contrastlab;

namespace {

struct Remembering {
    QTemporaryDir folder;
    QString file = folder.filePath(QStringLiteral("settings.ini"));

    [[nodiscard]] std::unique_ptr<MainWindow> open() const
    {
        MainWindow::Setup setup;
        setup.spec = smallSpec();
        setup.settings = Settings::load(file);
        if (setup.settings.language.isEmpty()) setup.settings.language = QStringLiteral("en");
        if (setup.settings.theme == Theme::system) setup.settings.theme = Theme::light;
        setup.settings.startPageSeen = true;
        setup.settingsFile = file;
        setup.threads = 1;
        setup.paused = true;
        setup.size = { 1440, 900 };
        auto window = std::make_unique<MainWindow>(std::move(setup));
        window->show();
        return window;
    }
};

SettingsDialog& dialogOf(MainWindow& window)
{
    window.actions()[ActionId::settings]->trigger();
    return *window.findChild<SettingsDialog*>();
}

QPushButton* buttonOf(const QWidget& page, const char* text)
{
    for (auto* button : page.findChildren<QPushButton*>())
        if (button->text() == QLatin1String(text)) return button;
    return nullptr;
}

/// As if they were pressed in the line of the chosen action.
void press(KeysPage& page, ActionId id, const QKeySequence& keys)
{
    page.choose(id);
    page.edit().setKeySequence(keys);
    emit page.edit().editingFinished();
}

} // namespace

class TestSettingsDialog : public QObject {
    Q_OBJECT

private slots:
    void takesEffectAndIsRemembered()
    {
        const Remembering place;
        {
            const auto window = place.open();
            SettingsDialog& dialog = dialogOf(*window);
            auto* theme = qobject_cast<QComboBox*>(dialog.editor("theme"));
            theme->setCurrentIndex(2);
            emit theme->activated(2);
            QVERIFY(isDark(QApplication::palette()));
            const QColor usual = QApplication::palette().color(QPalette::Base);
            qobject_cast<QCheckBox*>(dialog.editor("strongColors"))->setChecked(true);
            const QPalette strong = QApplication::palette();
            QVERIFY(strong.color(QPalette::Base) != usual);
            QCOMPARE(contrastOf(strong.color(QPalette::Text), strong.color(QPalette::Base)), 21.0);
            for (const char* key : { "seriesPalette", "matrixPalette" })
                emit qobject_cast<QComboBox*>(dialog.editor(key))->activated(1);
            const auto color = QColor(seriesColors(true, SeriesPalette::okabeIto)[1]);
            QTRY_COMPARE(window->lossView().chart().theme().series[1], color);
            QCOMPARE(window->heatmapView().theme().matrix, MatrixPalette::viridis);
            const auto* hint =
                window->findChild<SimilarityPanel*>()->findChild<ViewHint*>(); // names the colours
            QVERIFY(hint->hint().contains(QStringLiteral("lightest")));
            QVERIFY(animates());
            qobject_cast<QCheckBox*>(dialog.editor("reducedMotion"))->setChecked(true);
            QVERIFY(!animates());
            qobject_cast<QSpinBox*>(dialog.editor("threads"))->setValue(3);
            qobject_cast<QSpinBox*>(dialog.editor("recordedMegabytes"))->setValue(77);
            QVERIFY(memoryLeft().value_or(1) > 0);
            qobject_cast<QSpinBox*>(dialog.editor("memoryMegabytes"))->setValue(1);
            QCOMPARE(memoryLeft().value_or(-1), 0); // this program has more already
            qobject_cast<QSpinBox*>(dialog.editor("memoryMegabytes"))->setValue(0);
            QVERIFY(memoryLeft().value_or(1) > 0);
            window->close();
        }
        const Settings kept = Settings::load(place.file);
        QCOMPARE(kept.theme, Theme::dark);
        QVERIFY(kept.strongColors && kept.reducedMotion);
        QCOMPARE(
            kept.palettes, (PicturePalettes { SeriesPalette::okabeIto, MatrixPalette::viridis }));
        QCOMPARE(kept.threads, 3);
        QCOMPARE(kept.recordedMegabytes, 77);
        const auto window = place.open();
        QVERIFY(!animates());
        SettingsDialog& dialog = dialogOf(*window);
        QCOMPARE(qobject_cast<QComboBox*>(dialog.editor("theme"))->currentIndex(), 2);
        for (const char* key : { "seriesPalette", "matrixPalette" })
            QCOMPARE(qobject_cast<QComboBox*>(dialog.editor(key))->currentIndex(), 1);
        QCOMPARE(window->heatmapView().theme().matrix, MatrixPalette::viridis);
        setPicturePalettes({});
        qobject_cast<QCheckBox*>(dialog.editor("reducedMotion"))->setChecked(false);
        QVERIFY(animates());
    }

    void speaksTheLanguageThatIsChosen()
    {
        const Remembering place;
        const auto window = place.open();
        SettingsDialog& dialog = dialogOf(*window);
        for (const auto& [index, chinese] : { std::pair(2, true), { 1, false } }) {
            emit qobject_cast<QComboBox*>(dialog.editor("language"))->activated(index);
            QTRY_COMPARE(hasChinese(window->actions()[ActionId::undo]->text()), chinese);
            QTRY_COMPARE(
                qobject_cast<QComboBox*>(dialog.editor("language"))->currentIndex(), index);
        }
    }

    void searchesBothPages()
    {
        const Remembering place;
        const auto window = place.open();
        SettingsDialog& dialog = dialogOf(*window);
        dialog.filter().setText(QStringLiteral("memory"));
        QVERIFY(dialog.editor("memoryMegabytes")->isVisible());
        QVERIFY(!dialog.editor("theme")->isVisible());
        dialog.filter().setText(QStringLiteral("线程")); // whichever language the window speaks
        QVERIFY(dialog.editor("threads")->isVisible());
        QVERIFY(!dialog.editor("theme")->isVisible());
        dialog.filter().setText(QStringLiteral("save picture"));
        QVERIFY(dialog.keys().isVisible());
        QVERIFY(!dialog.editor("theme")->isVisible());
        dialog.filter().setText(QStringLiteral("zebra"));
        dialog.filter().clear();
        dialog.pointAt("theme");
        QVERIFY(dialog.editor("theme")->isVisible());
        window->commandPalette().open();
        window->commandPalette().line().setText(QStringLiteral("less motion"));
        QCOMPARE(
            window->commandPalette().found().front().id, QStringLiteral("setting/reducedMotion"));
        window->commandPalette().close();
    }

    void everySettingHasALine()
    {
        const Remembering place;
        const auto window = place.open();
        SettingsDialog& dialog = dialogOf(*window);
        for (const SettingRow& row : SettingsDialog::rows()) {
            const QWidget* editor = dialog.editor(row.key);
            QVERIFY2(editor, row.key);
            QVERIFY2(!editor->accessibleName().isEmpty(), row.key);
        }
    }

    void changesKeys()
    {
        const Remembering place;
        const QKeySequence mine(Qt::CTRL | Qt::Key_J);
        {
            const auto window = place.open();
            KeysPage& keys = dialogOf(*window).keys();
            press(keys, ActionId::film, mine);
            QVERIFY(keys.trouble().isEmpty());
            QCOMPARE(window->actions()[ActionId::film]->shortcut(), mine);
            QVERIFY(window->actions()[ActionId::film]->toolTip().contains(u"Ctrl+J"));
            // Of several strokes the first counts.
            press(keys, ActionId::about, QKeySequence(QStringLiteral("Ctrl+F8, X")));
            QCOMPARE(window->actions()[ActionId::about]->shortcut(),
                QKeySequence(Qt::CTRL | Qt::Key_F8));
            window->close();
        }
        const auto window = place.open();
        QCOMPARE(window->actions()[ActionId::film]->shortcut(), mine);
        KeysPage& keys = dialogOf(*window).keys();
        buttonOf(keys, "All back to usual")->click();
        QVERIFY(window->actions()[ActionId::film]->shortcut().isEmpty());
        QVERIFY(Settings::load(place.file).keys.empty());
    }

    void tellsWhoHasAKey()
    {
        const Remembering place;
        const auto window = place.open();
        const Actions& actions = window->actions();
        KeysPage& keys = dialogOf(*window).keys();
        const QKeySequence taken(Qt::CTRL | Qt::Key_E);
        press(keys, ActionId::film, taken);
        QVERIFY(keys.trouble().contains(u"Save picture"));
        QVERIFY(actions[ActionId::film]->shortcut().isEmpty());
        QCOMPARE(actions[ActionId::savePicture]->shortcut(), taken);
        buttonOf(keys, "Take it over")->click();
        QCOMPARE(actions[ActionId::film]->shortcut(), taken);
        QVERIFY(actions[ActionId::savePicture]->shortcut().isEmpty());
        // Its usual key is another's now.
        keys.choose(ActionId::savePicture);
        buttonOf(keys, "Usual")->click();
        QVERIFY(!keys.trouble().isEmpty());
        QVERIFY(actions[ActionId::savePicture]->shortcut().isEmpty());
        press(keys, ActionId::film, QKeySequence::Copy);
        QVERIFY(!keys.trouble().isEmpty());
        QCOMPARE(actions[ActionId::film]->shortcut(), taken);
        keys.choose(ActionId::film);
        buttonOf(keys, "None")->click();
        QVERIFY(actions[ActionId::film]->shortcut().isEmpty());
    }

    void usualKeysAreAllDifferent()
    {
        QList<QKeySequence> seen;
        for (int i = 0; i < int(ActionId::count); ++i)
            for (const QKeySequence& keys : Actions::usualKeys(ActionId(i))) {
                QVERIFY2(!seen.contains(keys), qPrintable(keys.toString()));
                seen.append(keys);
            }
    }

    void knowsABattery()
    {
        const QTemporaryDir root;
        const auto put = [&](const char* supply, const char* file, const char* text) {
            const QString folder =
                root.filePath(QStringLiteral("sys/class/power_supply/") + QLatin1String(supply));
            QDir().mkpath(folder);
            QFile target(folder + u'/' + QLatin1String(file));
            QVERIFY(target.open(QIODevice::WriteOnly));
            target.write(text);
        };
        QVERIFY(!isOnBattery(root.path())); // knows of none
        put("AC", "type", "Mains\n");
        put("BAT0", "type", "Battery\n");
        put("BAT0", "status", "Charging\n");
        put("mouse", "type", "Battery\n");
        put("mouse", "scope", "Device\n");
        put("mouse", "status", "Discharging\n");
        QVERIFY(!isOnBattery(root.path()));
        put("BAT0", "status", "Discharging\n");
        QVERIFY(isOnBattery(root.path()));
    }

    void trainsSlowerOutOfSightAndOnBattery()
    {
        const Remembering place;
        const auto window = place.open();
        Manners& manners = window->manners();
        RunSession& session = window->session();
        QTRY_VERIFY(session.setup() != nullptr);
        session.request({ "steps", std::int64_t(100000000) });
        session.setPaused(false);
        QTRY_VERIFY(session.stepsPerSecond() > 8);
        manners.setWish({ true, false });
        QVERIFY(!manners.isSlow());
        window->hide();
        QTRY_VERIFY(manners.isSlow());
        const double slowed = session.speedLimit();
        QVERIFY(slowed >= 1);
        window->show();
        QTRY_VERIFY(!manners.isSlow());
        QCOMPARE(session.speedLimit(), 0.0);
        // Who sets a limit meanwhile keeps it.
        window->hide();
        QTRY_VERIFY(manners.isSlow());
        session.setSpeedLimit(7);
        manners.setWish({});
        QVERIFY(!manners.isSlow());
        QCOMPARE(session.speedLimit(), 7.0);
        window->show();
    }

    void presenterKeepsChangedKeys()
    {
        const Remembering place;
        const auto window = place.open();
        const QKeySequence mine(Qt::Key_F7);
        press(dialogOf(*window).keys(), ActionId::lessonNext, mine);
        window->setPresenting(true);
        QCOMPARE(window->actions()[ActionId::lessonNext]->shortcuts(),
            (QList<QKeySequence> { mine, QKeySequence(Qt::Key_PageDown) }));
        window->setPresenting(false);
        QCOMPARE(window->actions()[ActionId::lessonNext]->shortcuts(), QList { mine });
    }

    void damagedSettingsAreLeft()
    {
        const Remembering place;
        QFile file(place.file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("threads=-5\nmegabytes=many\n[keys]\nfilm=???,\nnothing=Ctrl+E\nundo=\n");
        file.close();
        const auto window = place.open();
        QVERIFY(window->actions()[ActionId::film]->shortcut().isEmpty());
        QVERIFY(window->actions()[ActionId::undo]->shortcut().isEmpty()); // none, by choice
        QCOMPARE(window->actions()[ActionId::redo]->shortcut(),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
        QCOMPARE(Settings::load(place.file).threads, 0);
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    TestSettingsDialog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_settings_dialog.moc"
