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
#include "shell/start_page.h"
#include "support/open_window.h"
#include "support/window_run.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
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
        if (widget->window() == root.window() && takesInput(*widget)) controls << widget;
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
    QStringList traps; ///< what Tab does not lead out of
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

/// Those of the one dialog that is open; it is closed.
QStringList faultsOfDialog(const QString& what)
{
    const QList<QDialog*> dialogs = openDialogs();
    if (dialogs.size() != 1)
        return { QStringLiteral("%1: %2 dialogs").arg(what).arg(dialogs.size()) };
    QApplication::setActiveWindow(dialogs.front());
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

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
