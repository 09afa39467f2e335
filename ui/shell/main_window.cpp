// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/main_window.h"

#include "data/data_drop.h"
#include "data/data_intake.h"
#include "data/import_dialog.h"
#include "data/load_banner.h"
#include "panels/inspector.h"
#include "panels/parameter_form.h"
#include "plot/line_chart.h"
#include "shell/dialogs.h"
#include "shell/export.h"
#include "shell/key_router.h"
#include "shell/outcome_banner.h"
#include "shell/run_files.h"
#include "shell/status_strip.h"
#include "shell/transport_bar.h"
#include "views/diagnostics_view.h"
#include "views/doctor_panel.h"
#include "views/heatmap_view.h"
#include "views/loss_view.h"
#include "views/pair_box.h"
#include "views/projection_view.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int widestForm = 480;
constexpr int roomForCurves = 340; ///< with two lines of controls and two of legend
constexpr int layoutVersion = 3; ///< raised when docks come or go: an older layout is then left

} // namespace

MainWindow::MainWindow(Setup setup)
    : m_setup(std::move(setup))
    , m_actions(*this)
    , m_session(m_setup.threads)
    , m_edits(m_session)
{
    setObjectName(QStringLiteral("MainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/contrastlab.svg")));
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setStatusBar(m_status = new StatusStrip(m_session, this));
    addToolBar(m_transport = new TransportBar(m_session, m_actions, this));
    makeDocks();
    makeBanners();
    makeIntake();
    makeMenus();
    new KeyRouter(*this);
    m_runFiles = new RunFiles(*this, m_session, m_actions);
    connectActions();
    connectRun();
    applySettings();
    m_session.start(m_setup.spec, m_setup.paused);
}

// The widgets look at the run and the edits, which are members: so they go first.
MainWindow::~MainWindow()
{
    hide();
    delete m_runFiles;
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

QDockWidget* MainWindow::addDock(const char* name, QWidget* view)
{
    auto* dock = new QDockWidget(this);
    dock->setObjectName(QString::fromLatin1(name));
    dock->setWidget(view);
    addDockWidget(Qt::LeftDockWidgetArea, dock);
    return dock;
}

void MainWindow::makeDocks()
{
    m_form = new ParameterForm(m_session.moment(), m_edits, this);
    m_loss = new LossView(m_session.moment(), m_pairChoice, this);
    m_heatmap =
        new HeatmapView(m_session.moment(), m_focus, m_pairChoice, m_pictures, m_sounds, this);
    m_projection = new ProjectionView(m_session.moment(), m_focus, m_pictures, m_sounds, this);
    m_inspector =
        new Inspector(m_session.moment(), m_focus, m_pairChoice, m_pictures, m_sounds, this);
    m_diagnostics = new DiagnosticsView(m_session.moment(), m_edits, this);
    m_formDock = addDock("parameters", m_form);
    m_lossDock = addDock("loss", m_loss);
    auto* similarity = new QWidget(this);
    auto* column = new QVBoxLayout(similarity);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(
        new PairBox(m_session.moment(), m_pairChoice, PairBox::Recall::shown, similarity));
    column->addWidget(m_heatmap, 1);
    m_heatmapDock = addDock("heatmap", similarity);
    m_projectionDock = addDock("projection", m_projection);
    m_diagnosticsDock = addDock("diagnostics", m_diagnostics);
    m_inspectorDock = addDock("item", m_inspector);
    connect(m_inspectorDock, &QDockWidget::visibilityChanged, m_inspector, &Inspector::setInSight);
}

// A bar of its own across the window, hidden until its banner has something to say.
QToolBar* MainWindow::addBannerPlace(const char* name, QWidget* banner)
{
    auto* place = new QToolBar(this);
    place->setObjectName(QString::fromLatin1(name));
    place->setMovable(false);
    place->toggleViewAction()->setVisible(false);
    banner->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    place->addWidget(banner);
    addToolBarBreak();
    addToolBar(place);
    place->hide();
    return place;
}

void MainWindow::makeBanners()
{
    m_banner = new OutcomeBanner(m_session, this);
    m_loadBanner = new LoadBanner(m_session, this);
    QToolBar* outcome = addBannerPlace("banner", m_banner);
    QToolBar* loading = addBannerPlace("loading", m_loadBanner);
    connect(m_banner, &OutcomeBanner::shownChanged, outcome, &QWidget::setVisible);
    connect(m_loadBanner, &LoadBanner::shownChanged, loading, &QWidget::setVisible);
    connect(m_banner, &OutcomeBanner::causePointedAt, this, [this](const std::string& key) {
        m_edits.undoStack().clear();
        m_form->pointAt(key);
    });
}

void MainWindow::makeIntake()
{
    m_intake = new DataIntake(m_session, m_edits, *this);
    const auto open = [this] { m_intake->openData(); };
    connect(m_form, &ParameterForm::dataRequested, this, open);
    connect(m_loadBanner, &LoadBanner::openRequested, this, open);
    connect(m_loadBanner, &LoadBanner::galleryRequested, m_intake, &DataIntake::openGallery);
    connect(m_loadBanner, &LoadBanner::problemsRequested, m_intake, &DataIntake::showProblems);
    auto* drops = new DropTarget(*this);
    connect(drops, &DropTarget::dropped, this, [this](const DroppedData& files) {
        if (files.problem.isEmpty()) return m_intake->openData(files.spec);
        m_status->showMessage(files.problem, 8000);
    });
}

void MainWindow::resetLayout()
{
    for (QDockWidget* dock : { m_formDock, m_lossDock, m_heatmapDock, m_projectionDock,
             m_diagnosticsDock, m_inspectorDock }) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    // One area for all: with no central widget, areas would share the width as they please.
    addDockWidget(Qt::LeftDockWidgetArea, m_formDock);
    splitDockWidget(m_formDock, m_lossDock, Qt::Horizontal);
    splitDockWidget(m_lossDock, m_heatmapDock, Qt::Vertical);
    splitDockWidget(m_heatmapDock, m_projectionDock, Qt::Horizontal);
    tabifyDockWidget(m_projectionDock, m_diagnosticsDock);
    // Over the form: so both views of the item stay in sight.
    tabifyDockWidget(m_formDock, m_inspectorDock);
    for (QDockWidget* dock : { m_formDock, m_lossDock, m_heatmapDock, m_projectionDock,
             m_diagnosticsDock, m_inspectorDock })
        dock->show();
    m_transport->show();
    m_projectionDock->raise();
    (m_focus.pinned().empty() ? m_formDock : m_inspectorDock)->raise();
    shareOutSpace();
}

void MainWindow::shareOutSpace()
{
    // resizeDocks() does not reach across nested splits; a bound for a moment does.
    m_form->setMaximumWidth(m_form->sizeHint().width());
    QTimer::singleShot(0, this, [this] { m_form->setMaximumWidth(widestForm); });
    // In a low window the curves need more than their share beside controls and legend.
    const int loss = std::max(height() * 2 / 5, std::min(height() / 2, roomForCurves));
    resizeDocks({ m_lossDock, m_heatmapDock }, { loss, height() - loss }, Qt::Vertical);
    resizeDocks({ m_heatmapDock, m_projectionDock }, { 100, 100 }, Qt::Horizontal);
}

void MainWindow::makeMenus()
{
    const auto fill = [this](QMenu* menu, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            menu->addAction(m_actions[id]);
    };
    m_fileMenu = menuBar()->addMenu(QString());
    fill(m_fileMenu, { ActionId::openData, ActionId::openGallery });
    m_fileMenu->addSeparator();
    fill(m_fileMenu,
        { ActionId::saveRun, ActionId::exportEmbeddings, ActionId::exportMetrics,
            ActionId::savePicture });
    m_fileMenu->addSeparator();
    fill(m_fileMenu, { ActionId::quit });
    m_editMenu = menuBar()->addMenu(QString());
    fill(m_editMenu, { ActionId::undo, ActionId::redo });
    m_runMenu = menuBar()->addMenu(QString());
    fill(m_runMenu, { ActionId::playPause, ActionId::step, ActionId::stepTen, ActionId::follow });
    m_runMenu->addSeparator();
    fill(m_runMenu, { ActionId::reset, ActionId::resetAll });
    m_runMenu->addSeparator();
    fill(m_runMenu, { ActionId::playSound, ActionId::clearPinned });
    m_viewMenu = menuBar()->addMenu(QString());
    for (QDockWidget* dock : { m_formDock, m_lossDock, m_heatmapDock, m_projectionDock,
             m_diagnosticsDock, m_inspectorDock })
        m_viewMenu->addAction(dock->toggleViewAction());
    m_viewMenu->addAction(m_transport->toggleViewAction());
    m_viewMenu->addSeparator();
    fill(m_viewMenu, { ActionId::resetLayout, ActionId::fullScreen });
    m_themeMenu = m_viewMenu->addMenu(QString());
    fill(m_themeMenu, { ActionId::themeSystem, ActionId::themeLight, ActionId::themeDark });
    // In both languages: whoever landed in the wrong one finds the way out.
    m_languageMenu = menuBar()->addMenu(QString());
    fill(m_languageMenu,
        { ActionId::languageSystem, ActionId::languageEnglish, ActionId::languageChinese });
    m_helpMenu = menuBar()->addMenu(QString());
    fill(m_helpMenu, { ActionId::shortcuts, ActionId::about });
    for (QMenu* choices : { m_themeMenu, m_languageMenu }) {
        auto* group = new QActionGroup(choices);
        for (QAction* action : choices->actions())
            group->addAction(action);
    }
}

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto&& act) {
        connect(m_actions[id], &QAction::triggered, this, act);
    };
    on(ActionId::reset, [this] { m_session.start(m_session.spec()); });
    on(ActionId::resetAll, [this] { m_edits.startOn(m_setup.spec); });
    on(ActionId::playPause, [this] { m_session.togglePaused(); });
    on(ActionId::step, [this] { m_session.advance(1); });
    on(ActionId::stepTen, [this] { m_session.advance(10); });
    on(ActionId::follow, [this] { m_session.moment().follow(); });
    on(ActionId::playSound, [this] { playSound(); });
    on(ActionId::clearPinned, [this] {
        m_sounds.stop();
        m_focus.clear();
        m_projection->clearSelection();
    });
    on(ActionId::openData, [this] { m_intake->openData(); });
    on(ActionId::openGallery, [this] { m_intake->openGallery(); });
    on(ActionId::savePicture, [this] { savePicture(); });
    on(ActionId::quit, [this] { close(); });
    on(ActionId::undo, [this] { m_edits.undoStack().undo(); });
    on(ActionId::redo, [this] { m_edits.undoStack().redo(); });
    on(ActionId::resetLayout, [this] { resetLayout(); });
    on(ActionId::fullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(ActionId::themeSystem, [this] { setTheme(Theme::system); });
    on(ActionId::themeLight, [this] { setTheme(Theme::light); });
    on(ActionId::themeDark, [this] { setTheme(Theme::dark); });
    on(ActionId::languageSystem, [this] { setLanguage({}); });
    on(ActionId::languageEnglish, [this] { setLanguage(QStringLiteral("en")); });
    on(ActionId::languageChinese, [this] { setLanguage(QStringLiteral("zh_CN")); });
    on(ActionId::shortcuts, [this] { makeShortcutSheet(m_actions, this)->show(); });
    on(ActionId::about, [this] { makeAboutSheet(this)->show(); });
    const QUndoStack& stack = m_edits.undoStack();
    for (const auto& [id, changed] : { std::pair { ActionId::undo, &QUndoStack::canUndoChanged },
             std::pair { ActionId::redo, &QUndoStack::canRedoChanged } }) {
        m_actions[id]->setEnabled(false);
        connect(&stack, changed, m_actions[id], &QAction::setEnabled);
    }
}

void MainWindow::connectRun()
{
    connect(&m_session, &RunSession::stateChanged, this, &MainWindow::showState);
    connect(&m_session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data && m_session.setup()) showTitle();
    });
    connect(&m_focus, &ItemFocus::pinnedChanged, this, &MainWindow::showPinned);
    const auto tell = [this](const QString& why) { m_status->showMessage(why, 8000); };
    connect(&m_sounds, &ItemSounds::failed, m_status, tell);
    connect(&m_session, &RunSession::analysisFailed, m_status, tell);
    connect(&m_diagnostics->doctor(), &DoctorPanel::severityChanged, this, &MainWindow::showDoctor);
}

void MainWindow::applySettings()
{
    setLanguage(m_setup.settings.language);
    setTheme(m_setup.settings.theme);
    m_loss->setSmoothing(m_setup.settings.smoothing);
    m_loss->setLogarithmic(m_setup.settings.logarithmicLoss);
    resize(1440, 900);
    if (!m_setup.settings.geometry.isEmpty()) restoreGeometry(m_setup.settings.geometry);
    resetLayout();
    if (!m_setup.settings.docks.isEmpty())
        m_laidOut = restoreState(m_setup.settings.docks, layoutVersion);
}

// Docks take their shares of a size that is known only now.
void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(m_laidOut, true)) return;
    QTimer::singleShot(0, this, &MainWindow::shareOutSpace);
    m_loss->setFocus(Qt::OtherFocusReason); // else the first button of the toolbar has it
}

void MainWindow::setLanguage(const QString& code)
{
    m_setup.settings.language = code;
    m_languages.use(code);
    checkChoices();
}

void MainWindow::setTheme(Theme theme)
{
    m_setup.settings.theme = theme;
    applyTheme(theme);
    checkChoices();
}

void MainWindow::checkChoices()
{
    const Settings& settings = m_setup.settings;
    m_actions[ActionId::themeSystem]->setChecked(settings.theme == Theme::system);
    m_actions[ActionId::themeLight]->setChecked(settings.theme == Theme::light);
    m_actions[ActionId::themeDark]->setChecked(settings.theme == Theme::dark);
    m_actions[ActionId::languageSystem]->setChecked(settings.language.isEmpty());
    m_actions[ActionId::languageEnglish]->setChecked(settings.language == u"en");
    m_actions[ActionId::languageChinese]->setChecked(settings.language == u"zh_CN");
}

void MainWindow::showState()
{
    const RunSession::State state = m_session.state();
    const bool playing = state == RunSession::State::running
        || (state == RunSession::State::preparing && !m_session.beginsPaused());
    const bool lost = state == RunSession::State::ended
        && m_session.outcome().kind != RunOutcome::Kind::completed;
    m_actions.showPlaying(playing, palette());
    m_actions[ActionId::playPause]->setEnabled(!lost);
    m_actions[ActionId::step]->setEnabled(m_session.isLive());
    m_actions[ActionId::stepTen]->setEnabled(m_session.isLive());
}

void MainWindow::showTitle()
{
    const auto setup = m_session.setup();
    const QString name = setup ? QString::fromStdString(setup->dataset().name) : QString();
    setWindowTitle(name.isEmpty() ? tr("ContrastLab") : tr("%1 – ContrastLab").arg(name));
}

// Seen on the tab while another lies above.
void MainWindow::showDoctor()
{
    const bool alarm = m_diagnostics->doctor().severity() >= Severity::warning;
    m_diagnosticsDock->setWindowTitle(
        alarm ? QStringLiteral("⚠ ") + tr("Diagnostics") : tr("Diagnostics"));
}

// The form comes back when the item goes, where it lies under the item.
void MainWindow::showPinned()
{
    const bool tabbed = tabifiedDockWidgets(m_inspectorDock).contains(m_formDock);
    if (!m_focus.pinned().empty())
        m_inspectorDock->raise();
    else if (tabbed)
        m_formDock->raise();
}

void MainWindow::playSound()
{
    const ItemFocus::Items& items =
        m_focus.hovered().empty() ? m_focus.pinned() : m_focus.hovered();
    const Index item = m_focus.heardOf(items);
    if (m_sounds.has(item)) return m_sounds.playNext(item);
    m_status->showMessage(item < 0 ? tr("Rest on an item or click one, then P plays its sound.")
                                   : tr("This item has no sound."),
        5000);
}

void MainWindow::savePicture()
{
    QMenu menu(this);
    const auto offer = [&](const QString& name, QWidget* widget) {
        menu.addAction(name)->setData(QVariant::fromValue(widget));
    };
    offer(tr("Whole window"), this);
    offer(m_lossDock->windowTitle(), &m_loss->chart());
    offer(m_heatmapDock->windowTitle(), m_heatmap);
    offer(m_projectionDock->windowTitle(), m_projection);
    offer(tr("Diagnostics"), m_diagnostics->widget());
    const QAction* chosen = menu.exec(mapToGlobal(QPoint(12, menuBar()->height())));
    if (!chosen) return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Save picture"),
        QStringLiteral("contrastlab.png"), tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty()) return;
    auto* widget = chosen->data().value<QWidget*>();
    auto* figure = qobject_cast<Figure*>(widget);
    if (figure) figure->setCaption(captionOf(m_session.moment().spec()));
    const QString suffix = QFileInfo(path).suffix();
    const auto encode = figure ? figure->drawnAs(suffix) : drawnAs(*widget, suffix);
    if (encode) return m_runFiles->exporter().savePicture(path, encode);
    QMessageBox::warning(
        this, tr("Save picture"), tr("%1 could not be written as PNG, SVG or PDF.").arg(path));
}

void MainWindow::retranslate()
{
    m_actions.retranslate();
    m_fileMenu->setTitle(tr("&File"));
    m_editMenu->setTitle(tr("&Edit"));
    m_runMenu->setTitle(tr("&Run"));
    m_viewMenu->setTitle(tr("&View"));
    m_themeMenu->setTitle(tr("&Theme"));
    m_languageMenu->setTitle(tr("&Language"));
    m_helpMenu->setTitle(tr("&Help"));
    m_formDock->setWindowTitle(tr("Parameters"));
    m_lossDock->setWindowTitle(tr("Loss and recall"));
    m_heatmapDock->setWindowTitle(tr("Similarity of held-out pairs"));
    m_projectionDock->setWindowTitle(tr("Embeddings, projected"));
    m_inspectorDock->setWindowTitle(tr("Item"));
    showDoctor();
    showTitle();
    showState();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange) m_actions.refreshIcons(palette());
    if (event->type() == QEvent::WindowStateChange)
        m_actions[ActionId::fullScreen]->setChecked(isFullScreen());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_setup.rememberSettings) {
        Settings& settings = m_setup.settings;
        settings.geometry = saveGeometry();
        settings.docks = saveState(layoutVersion);
        settings.smoothing = m_loss->smoothing();
        settings.logarithmicLoss = m_loss->isLogarithmic();
        settings.save(m_setup.settingsFile);
    }
    QMainWindow::closeEvent(event);
}

} // namespace contrastlab
