// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window without eyes and without a mouse: every control has a name and can be reached.
//
// What counts as reached: Tab leads to it, to what has the focus in its place, or to another of its
// group of exclusive buttons, where arrows go on; or its action is in a menu, where F10 leads.
#include "data/data_gallery.h"
#include "data/data_intake.h"
#include "data/encoder_dialog.h"
#include "data/import_dialog.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "panels/tick_slider.h"
#include "plot/arm_chart.h"
#include "plot/histogram_chart.h"
#include "plot/line_chart.h"
#include "shell/start_page.h"
#include "shell/tab_stop.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "theme/spoken.h"
#include "views/heatmap_view.h"
#include "views/hover_card.h"
#include "views/item_card.h"
#include "views/item_table.h"
#include "views/loss_view.h"
#include "views/matrix_map_view.h"
#include "views/projection_view.h"
#include "views/similarity_panel.h"
#include "views/timeline.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFocusFrame>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace contrastlab;

namespace {

QString toldOf(QWidget& widget, QAccessible::Text what)
{
    const QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&widget);
    return spoken ? spoken->text(what).trimmed() : QString();
}

// On Linux a box is called as its entry, and its label says what it is for.
QString nameOf(QWidget& widget)
{
    const QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&widget);
    if (!spoken || !qobject_cast<QComboBox*>(&widget)) return toldOf(widget, QAccessible::Name);
    const auto labels = spoken->relations(QAccessible::Label);
    return labels.isEmpty() ? QString() : labels.front().first->text(QAccessible::Name);
}

/// A part of another control, which has the name and the focus.
bool isPart(const QWidget& widget)
{
    const QWidget* parent = widget.parentWidget();
    return qobject_cast<const QAbstractItemView*>(parent)
        || qobject_cast<const QScrollBar*>(&widget) || qobject_cast<const QHeaderView*>(&widget)
        || qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent)
        || widget.objectName().startsWith(QStringLiteral("qt_"));
}

bool takesInput(const QWidget& widget)
{
    if (!widget.isVisible() || !widget.isEnabled() || isPart(widget)) return false;
    if (widget.focusProxy()) return false; // that one does
    return (widget.focusPolicy() & Qt::TabFocus) || qobject_cast<const QAbstractButton*>(&widget)
        || qobject_cast<const QAbstractSlider*>(&widget)
        || qobject_cast<const QAbstractSpinBox*>(&widget) || qobject_cast<const QComboBox*>(&widget)
        || qobject_cast<const QLineEdit*>(&widget)
        || qobject_cast<const QAbstractItemView*>(&widget);
}

QList<QWidget*> controlsOf(const QWidget& root)
{
    QList<QWidget*> controls;
    for (QWidget* widget : root.findChildren<QWidget*>())
        if (widget->window() == root.window() && takesInput(*widget) && !isBehindTab(*widget))
            controls << widget;
    return controls;
}

/// For a person who has to find it.
QString placeOf(const QWidget& widget)
{
    QString place;
    for (const QWidget* around = &widget; around; around = around->parentWidget()) {
        place += QStringLiteral(" < %1").arg(QLatin1String(around->metaObject()->className()));
        if (!around->objectName().isEmpty())
            place += QStringLiteral("(%1)").arg(around->objectName());
        if (around->isWindow() || qobject_cast<const QDockWidget*>(around)) break;
    }
    return place.mid(3);
}

/// What is wrong with how the controls are told of.
QStringList badlyTold(const QList<QWidget*>& controls)
{
    static const QRegularExpression markup(QStringLiteral("</?[a-z][^>]*>"));
    static const QRegularExpression sound(QStringLiteral("[\\p{L}\\p{N}]"));
    QStringList wrong;
    for (QWidget* widget : controls) {
        if (!nameOf(*widget).contains(sound))
            wrong << QStringLiteral("no name: ") + placeOf(*widget);
        if (toldOf(*widget, QAccessible::Description).contains(markup))
            wrong << QStringLiteral("markup is spoken: ") + placeOf(*widget);
    }
    return wrong;
}

struct TabWalk {
    QSet<QWidget*> stops;
    QStringList traps; ///< what Tab does not lead out of, or nobody sees
};

/// Everything that Tab leads to, once around the window.
TabWalk walkByTab(QWidget& window)
{
    constexpr int most = 2000;
    TabWalk walk;
    QWidget* first = nullptr;
    for (int i = 0; i < most; ++i) {
        QWidget* from = QApplication::focusWidget();
        if (!from || from->window() != window.window()) (from = &window)->setFocus();
        QTest::keyClick(from, Qt::Key_Tab);
        QWidget* at = QApplication::focusWidget();
        if (!at || at == first) break;
        if (!first) first = at;
        walk.stops << at;
        if (isBehindTab(*at)) walk.traps << QStringLiteral("behind a tab: ") + placeOf(*at);
        if (at != from) continue;
        walk.traps << QStringLiteral("keeps Tab: ") + placeOf(*at);
        QTest::keyClick(at, Qt::Key_Tab, Qt::ControlModifier);
        if (QApplication::focusWidget() == at) break;
    }
    return walk;
}

bool isInMenu(const QAction& action)
{
    return std::ranges::any_of(action.associatedObjects(),
        [](const QObject* owner) { return qobject_cast<const QMenu*>(owner) != nullptr; });
}

bool isReached(const QWidget& widget, const QSet<QWidget*>& stops)
{
    for (const QWidget* at = &widget; at; at = at->focusProxy())
        if (stops.contains(const_cast<QWidget*>(at))) return true;
    if (const auto* button = qobject_cast<const QToolButton*>(&widget))
        if (const QAction* action = button->defaultAction(); action && isInMenu(*action))
            return true;
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    if (!button || !button->autoExclusive()) return false;
    return std::ranges::any_of(widget.parentWidget()->findChildren<QAbstractButton*>(),
        [&](QAbstractButton* other) { return other->autoExclusive() && stops.contains(other); });
}

QStringList unreached(const QList<QWidget*>& controls, const QSet<QWidget*>& stops)
{
    QStringList places;
    for (const QWidget* widget : controls)
        if (!isReached(*widget, stops)) places << placeOf(*widget);
    return places;
}

/// All that is wrong in a window as it is in sight.
QStringList faultsOf(QWidget& window)
{
    const QList<QWidget*> controls = controlsOf(window);
    QStringList faults = badlyTold(controls);
    const TabWalk walk = walkByTab(window);
    faults << walk.traps;
    for (const QString& place : unreached(controls, walk.stops))
        faults << QStringLiteral("not reached: ") + place;
    return faults;
}

std::unique_ptr<MainWindow> windowWithRun()
{
    auto window = openActive(smallWindowSpec());
    const RunMoment& moment = window->session().moment();
    if (!QTest::qWaitFor([&] { return moment.newestStep() > 60 && moment.frame(); }))
        return nullptr;
    window->session().setPaused(true);
    return window;
}

/// Each fault on a line of its own, since one message holds few of them.
bool tellAll(QStringList faults)
{
    faults.removeDuplicates();
    for (const QString& fault : faults)
        qWarning().noquote() << fault;
    return faults.isEmpty();
}

QList<QDialog*> openDialogs()
{
    QList<QDialog*> dialogs;
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* dialog = qobject_cast<QDialog*>(widget); dialog && dialog->isVisible())
            dialogs << dialog;
    return dialogs;
}

void becomeActive(QWidget& window)
{
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window)) qWarning("the window did not become active");
}

/// Those of the one dialog that is open; it is closed.
QStringList faultsOfDialog(const QString& what)
{
    const QList<QDialog*> dialogs = openDialogs();
    if (dialogs.size() != 1)
        return { QStringLiteral("%1: %2 dialogs").arg(what).arg(dialogs.size()) };
    becomeActive(*dialogs.front());
    QTest::qWait(20);
    const QStringList faults = faultsOf(*dialogs.front());
    dialogs.front()->close();
    QTest::qWait(0);
    return faults;
}

} // namespace

class TestAccessibility : public QObject {
    Q_OBJECT

private slots:
    void docksAreNamedAndReached();
    void dialogsAreNamedAndReached();
    void dialogsOfDataAreNamedAndReached();
    void pagesOverTheWindowAreNamed();
    void namesFollowTheLanguage();
    void slidersTellTheirNumber();
    void theSmoothingIsAWeight();
    void theTimelineTellsItsStep();
    void matricesTellTheirCell();
    void theMapOfAllItemsTellsItsBlock();
    void theCloudTellsItsPoint();
    void curvesTellTheirSamples();
    void histogramsTellTheirBin();
    void armChartsTellTheirThing();
    void emptyPicturesTellWhy();
    void thePaletteTellsItsRow();
    void theFocusIsRingedWhereTheStyleShowsNone();
};

void TestAccessibility::docksAreNamedAndReached()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    QStringList faults;
    for (const auto& [key, title] : window->docks().titles()) {
        QVERIFY(window->docks().bringForward(key));
        QTest::qWait(50);
        faults << faultsOf(*window);
    }
    QVERIFY(tellAll(faults));
}

void TestAccessibility::dialogsAreNamedAndReached()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    QStringList faults;
    using enum ActionId;
    for (const ActionId id : { settings, ownLayouts, exportEmbeddings, film, recording, glossary,
             shortcuts, about, trainAlong }) {
        QAction* action = window->actions()[id];
        QVERIFY2(action->isEnabled(), qPrintable(action->objectName()));
        action->trigger();
        QTest::qWait(20);
        faults << faultsOfDialog(action->objectName());
    }
    QVERIFY(tellAll(faults));
}

void TestAccessibility::dialogsOfDataAreNamedAndReached()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    QStringList faults;
    window->intake().openGallery();
    faults << faultsOfDialog(QStringLiteral("gallery"));
    window->intake().openData();
    faults << faultsOfDialog(QStringLiteral("data"));
    DatasetSpec pairs;
    pairs.path = FIXTURES "/media/pairs";
    window->intake().openData(pairs);
    QVERIFY(QTest::qWaitFor([&] { return window->intake().dialog()->isEnabled(); }));
    QTest::qWait(500);
    faults << faultsOfDialog(QStringLiteral("pairs"));
    window->intake().openEncoder(FIXTURES "/encoders/pictures/model.onnx");
    QTest::qWait(500);
    faults << faultsOfDialog(QStringLiteral("encoder"));
    QVERIFY(tellAll(faults));
}

void TestAccessibility::pagesOverTheWindowAreNamed()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    window->openStartPage();
    QStringList faults = faultsOf(window->startPage());
    window->startPage().close();
    window->commandPalette().open();
    faults << badlyTold(controlsOf(window->commandPalette()));
    QVERIFY(tellAll(faults));
}

// Of what stays Latin, all are short or hold a Chinese word, too.
void TestAccessibility::namesFollowTheLanguage()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    window->setLanguage(QStringLiteral("zh_CN"));
    static const QRegularExpression latin(QStringLiteral("[A-Za-z]{3}"));
    QStringList faults;
    for (const auto& [key, title] : window->docks().titles()) {
        QVERIFY(window->docks().bringForward(key));
        QTest::qWait(50);
        for (QWidget* widget : controlsOf(*window)) {
            const QString name = nameOf(*widget);
            const bool isFormula = widget->objectName().startsWith(QStringLiteral("formula."));
            if (name.contains(latin) && !hasChinese(name) && !isFormula)
                faults << name + QStringLiteral(": ") + placeOf(*widget);
        }
    }
    window->setLanguage(QStringLiteral("en"));
    QTest::qWait(50);
    for (QWidget* widget : controlsOf(*window))
        if (hasChinese(nameOf(*widget))) faults << nameOf(*widget);
    QVERIFY(tellAll(faults));
}

// --- values

namespace {

QAccessibleInterface& spokenOf(QWidget& widget)
{
    return *QAccessible::queryAccessibleInterface(&widget);
}

QVariant numberOf(QWidget& widget)
{
    return spokenOf(widget).valueInterface()->currentValue();
}

/// Gives a picture the keyboard, and the reading after a key. That it is announced cannot be seen
/// here: Qt sends nothing where no screen reader listens.
QString readAfter(QWidget& picture, Qt::Key key)
{
    if (!picture.hasFocus()) picture.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&picture, key);
    const QString reading = toldOf(picture, QAccessible::Description);
    return toldOf(picture, QAccessible::Value) == reading ? reading : QString();
}

} // namespace

void TestAccessibility::slidersTellTheirNumber()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    ParameterRow& row = *window->form().row("temperature");
    TickSlider& slider = *row.slider();
    QCOMPARE(spokenOf(slider).role(), QAccessible::Slider);
    QCOMPARE(nameOf(slider), nameOf(*row.editor()));
    slider.showValue(0.07);
    QCOMPARE(numberOf(slider).toDouble(), 0.07);
    QCOMPARE(toldOf(slider, QAccessible::Value), QStringLiteral("0.07"));
    const QAccessibleValueInterface& value = *spokenOf(slider).valueInterface();
    QCOMPARE(value.minimumValue().toDouble(), slider.scale().valueAt(0));
    QCOMPARE(value.maximumValue().toDouble(), slider.scale().upper());
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_Right);
    QCOMPARE(numberOf(slider).toDouble(), slider.scaleValue());
    QVERIFY(slider.scaleValue() > 0.07);
    spokenOf(slider).valueInterface()->setCurrentValue(0.1);
    QTRY_COMPARE(window->session().spec().real("temperature"), 0.1);
    // A unit is told, too, and what is typed is a number.
    slider.setUnit(QStringLiteral("px"));
    QCOMPARE(toldOf(slider, QAccessible::Value), toldOf(*row.editor(), QAccessible::Value) + " px");
    QVERIFY(toldOf(slider, QAccessible::Description).startsWith(QStringLiteral("0.1 px. ")));
    QCOMPARE(numberOf(*row.editor()).toDouble(), 0.1);
    ParameterRow& steps = *window->form().row("evaluate_every");
    QVERIFY(
        toldOf(*steps.editor(), QAccessible::Description).startsWith(QStringLiteral("steps. ")));
    QCOMPARE(numberOf(*steps.editor()).toInt(), 20);
}

void TestAccessibility::theSmoothingIsAWeight()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    auto* slider = window->lossView().findChild<QSlider*>();
    window->lossView().setSmoothing(0.85);
    QCOMPARE(numberOf(*slider).toDouble(), 0.85);
    QCOMPARE(toldOf(*slider, QAccessible::Value), QStringLiteral("0.85"));
    spokenOf(*slider).valueInterface()->setCurrentValue(0.5);
    QCOMPARE(window->lossView().smoothing(), 0.5);
}

void TestAccessibility::theTimelineTellsItsStep()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    QTRY_COMPARE(window->session().state(), RunSession::State::paused);
    auto& timeline = *window->findChild<Timeline*>();
    const std::int64_t newest = window->session().moment().newestStep();
    QCOMPARE(numberOf(timeline).toLongLong(), newest);
    timeline.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&timeline, Qt::Key_Left);
    QCOMPARE(numberOf(timeline).toLongLong(), newest - 1);
    QCOMPARE(toldOf(timeline, QAccessible::Value),
        QStringLiteral("step %1 of %2").arg(newest - 1).arg(newest));
    spokenOf(timeline).valueInterface()->setCurrentValue(5);
    QCOMPARE(window->session().moment().playhead().step, 5);
}

// --- pictures

void TestAccessibility::matricesTellTheirCell()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    window->docks().bringForward("heatmap");
    HeatmapView& matrix = window->heatmapView();
    QTRY_VERIFY(matrix.rows() > 2);
    QCOMPARE(spokenOf(matrix).role(), QAccessible::Chart);
    // Before the cursor is anywhere, what is to be seen.
    QVERIFY(!toldOf(matrix, QAccessible::Description).isEmpty());
    QVERIFY(toldOf(matrix, QAccessible::Value).isEmpty());
    const QString first = readAfter(matrix, Qt::Key_Right);
    const auto cell = matrix.highlightedCell();
    QVERIFY2(cell, qPrintable(first));
    const QString second = readAfter(matrix, Qt::Key_Down);
    QVERIFY(first != second);
    QCOMPARE(*matrix.highlightedCell(), *cell + QPoint(0, 1));
    const int row = cell->y() + 1, column = cell->x();
    QVERIFY2(second.startsWith(QStringLiteral("row %1, column %2: ").arg(row + 1).arg(column + 1)),
        qPrintable(second));
    const std::vector<Index> items = matrix.itemsInOrder();
    for (const int place : { row, column })
        QVERIFY2(second.contains(itemTitle(window->session().moment(), items[std::size_t(place)])),
            qPrintable(second));
    const QString cosine = QLocale().toString(double(matrix.measured(row, column)), 'f', 3);
    QVERIFY2(second.contains(QStringLiteral("cosine ") + cosine), qPrintable(second));
    QVERIFY(!second.contains(u'\n'));
    // The card that the cursor has opened goes with the focus.
    QTRY_VERIFY(matrix.card().isVisible());
    QTest::keyClick(&matrix, Qt::Key_Tab);
    QVERIFY(!matrix.highlightedCell());
    QTRY_VERIFY(!matrix.card().isVisible());
}

void TestAccessibility::theMapOfAllItemsTellsItsBlock()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    window->docks().bringForward("heatmap");
    auto& panel = *window->findChild<SimilarityPanel*>();
    auto& map = *window->findChild<MatrixMapView*>();
    auto* items = panel.findChild<QComboBox*>();
    items->setCurrentIndex(3);
    emit items->activated(3);
    QTRY_VERIFY(map.isVisible() && map.side() > 2);
    const QString block = readAfter(map, Qt::Key_Right);
    QVERIFY2(block.contains(QStringLiteral(" × ")), qPrintable(block));
    QVERIFY2(block.contains(QStringLiteral("cosine ")), qPrintable(block));
    QVERIFY(readAfter(map, Qt::Key_Right) != block);
}

void TestAccessibility::theCloudTellsItsPoint()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    window->docks().bringForward("projection");
    ProjectionView& cloud = window->projectionView();
    QTRY_VERIFY(cloud.pointCount() > 4);
    const QString point = readAfter(cloud, Qt::Key_Right);
    QVERIFY(cloud.hovered() >= 0);
    QVERIFY2(point.contains(QStringLiteral("; nearest: ")), qPrintable(point));
    // Its own name, and those of the three nearest.
    const auto& shown = window->session().moment().probes().projectionItems;
    const auto titleAt = [&](int place) {
        return itemTitle(window->session().moment(), shown[std::size_t(place) % shown.size()]);
    };
    QVERIFY2(point.contains(titleAt(cloud.hovered())), qPrintable(point));
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY2(
            point.section(QStringLiteral("nearest: "), 1).contains(titleAt(cloud.hoverLinks()[i])),
            qPrintable(point));
}

void TestAccessibility::curvesTellTheirSamples()
{
    LineChart chart;
    speakUp();
    chart.setAxisTitles(QStringLiteral("step"), QStringLiteral("loss"));
    chart.setSeries(QStringLiteral("a"), { .label = QStringLiteral("training") });
    chart.setSeries(QStringLiteral("b"), { .label = QStringLiteral("recall"), .unit = " %" });
    const std::vector<double> keys { 1, 2, 3, 4 };
    chart.setData(QStringLiteral("a"), keys, std::vector<double> { 4, 3, 2, 1 });
    chart.setData(QStringLiteral("b"), keys, std::vector<double> { 10, 20, 30, 40 });
    chart.resize(500, 300);
    chart.show();
    becomeActive(chart);
    QTest::qWait(20);
    readAfter(chart, Qt::Key_Right);
    const QString reading = readAfter(chart, Qt::Key_Right);
    QCOMPARE(reading, QStringLiteral("step 2; recall 20 %; training 3"));
}

void TestAccessibility::histogramsTellTheirBin()
{
    HistogramChart chart;
    speakUp();
    chart.setAxisTitles(QStringLiteral("cosine"), QStringLiteral("share"));
    chart.setRange(0, 4);
    chart.setDistributions({ { QStringLiteral("positives"), 0, { 1, 0, 3, 0 } },
        { QStringLiteral("negatives"), 1, { 2, 2, 0, 0 } } });
    chart.resize(500, 300);
    chart.show();
    becomeActive(chart);
    QTest::qWait(20);
    QCOMPARE(readAfter(chart, Qt::Key_Left),
        QStringLiteral("cosine 1.500; positives 0 %; negatives 50 %"));
    QCOMPARE(readAfter(chart, Qt::Key_Right),
        QStringLiteral("cosine 2.500; positives 75 %; negatives 0 %"));
}

void TestAccessibility::armChartsTellTheirThing()
{
    ArmChart chart;
    speakUp();
    chart.setArms({ QStringLiteral("0.01"), QStringLiteral("0.1"), QStringLiteral("1") },
        QStringLiteral("temperature"));
    chart.setSeries({ { QStringLiteral("recall"), { { 0.2 }, { 0.4, 0.6 }, {} } } });
    chart.resize(400, 200);
    chart.show();
    becomeActive(chart);
    QTest::qWait(20);
    QSignalSpy clicked(&chart, &ArmChart::armClicked);
    QCOMPARE(readAfter(chart, Qt::Key_Right), QStringLiteral("temperature 0.01; recall 0.2000"));
    QCOMPARE(
        readAfter(chart, Qt::Key_Right), QStringLiteral("temperature 0.1; recall 0.5000 ± 0.1414"));
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.front().front().toInt(), 1);
    QCOMPARE(readAfter(chart, Qt::Key_Right), QStringLiteral("temperature 1"));
    QCOMPARE(readAfter(chart, Qt::Key_Right), QStringLiteral("temperature 1")); // the last
}

void TestAccessibility::emptyPicturesTellWhy()
{
    HeatMap map;
    speakUp();
    map.setAccessibleDescription(QStringLiteral("what is to be seen"));
    map.setEmptyText(QStringLiteral("Waiting"));
    QCOMPARE(toldOf(map, QAccessible::Description), QStringLiteral("Waiting"));
    map.setMatrix({ 0.5f }, 1, 1);
    QCOMPARE(toldOf(map, QAccessible::Description), QStringLiteral("what is to be seen"));
}

void TestAccessibility::thePaletteTellsItsRow()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    CommandPalette& palette = window->commandPalette();
    palette.open();
    auto& line = *palette.findChild<QLineEdit*>();
    QTest::keyClicks(&line, QStringLiteral("temperature"));
    QVERIFY(palette.found().size() > 1);
    const auto told = [&] { return toldOf(line, QAccessible::Description); };
    QVERIFY2(told().startsWith(palette.found()[0].title), qPrintable(told()));
    QTest::keyClick(&line, Qt::Key_Down);
    QVERIFY2(told().startsWith(palette.found()[1].title), qPrintable(told()));
}

void TestAccessibility::theFocusIsRingedWhereTheStyleShowsNone()
{
    const auto window = windowWithRun();
    QVERIFY(window);
    window->docks().bringForward("items");
    QSet<QWidget*> ringed;
    QWidget* first = nullptr;
    for (QWidget* at = window.get();; first = first ? first : at) {
        QTest::keyClick(at, Qt::Key_Tab);
        at = QApplication::focusWidget();
        if (at == first) break;
        const auto* frame = window->findChild<QFocusFrame*>();
        const bool around = frame && frame->isVisible() && frame->widget() == at;
        QVERIFY2(around || !qobject_cast<QAbstractScrollArea*>(at), qPrintable(placeOf(*at)));
        QVERIFY2(!around || !qobject_cast<QAbstractButton*>(at), qPrintable(placeOf(*at)));
        if (!around) continue;
        ringed << at;
        // Over all of it, and above it.
        const QWidget& place = *frame->parentWidget();
        QCOMPARE(frame->geometry(), QRect(at->mapTo(&place, QPoint()), at->size()));
        QCOMPARE(place.children().back(), static_cast<const QObject*>(frame));
    }
    QVERIFY(std::ranges::any_of(
        ringed, [&](const QWidget* one) { return window->itemTable().isAncestorOf(one); }));
    // Not after a click.
    window->lossView().setFocus(Qt::MouseFocusReason);
    const auto* frame = window->findChild<QFocusFrame*>();
    QVERIFY(!frame || !frame->isVisible());
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
