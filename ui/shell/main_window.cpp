// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "shell/main_window.h"
#include "base/memory_left.h"
#include "data/data_drop.h"
#include "data/data_intake.h"
#include "data/import_dialog.h"
#include "data/load_banner.h"
#include "lesson/achievement_log.h"
#include "lesson/lesson_panel.h"
#include "panels/inspector.h"
#include "panels/parameter_editor.h"
#include "panels/parameter_form.h"
#include "panels/run_list.h"
#include "panels/search_panel.h"
#include "plot/arm_chart.h"
#include "plot/chart_stack.h"
#include "run/compared_run.h"
#include "run/lockstep.h"
#include "run/message_text.h"
#include "run/run_opener.h"
#include "run/run_recording.h"
#include "shell/both_languages.h"
#include "shell/export.h"
#include "shell/kept_choices.h"
#include "shell/key_router.h"
#include "shell/layout_shelf.h"
#include "shell/manners.h"
#include "shell/menus.h"
#include "shell/outcome_banner.h"
#include "shell/run_copies.h"
#include "shell/run_files.h"
#include "shell/status_strip.h"
#include "shell/tab_stop.h"
#include "shell/timeline_bar.h"
#include "shell/transport_bar.h"
#include "store/sweep_folder.h"
#include "theme/flash.h"
#include "theme/focus_ring.h"
#include "theme/fonts.h"
#include "theme/spoken.h"
#include "views/anatomy_figure.h"
#include "views/anatomy_panel.h"
#include "views/diagnostics_view.h"
#include "views/doctor_panel.h"
#include "views/few_labels_panel.h"
#include "views/force_arrows.h"
#include "views/ghost_curves.h"
#include "views/heatmap_view.h"
#include "views/item_table.h"
#include "views/loss_view.h"
#include "views/projection_panel.h"
#include "views/reconstruction_figure.h"
#include "views/reconstruction_panel.h"
#include "views/similarity_panel.h"
#include "views/story_strip.h"
#include "views/view_menu.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenuBar>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int layoutVersion = 9; ///< raised when docks come or go: an older layout is then left

/// Of the dock that the widget stands in.
QString titleAround(const QWidget& widget)
{
    for (const QWidget* around = &widget; around; around = around->parentWidget())
        if (const auto* dock = qobject_cast<const QDockWidget*>(around)) return dock->windowTitle();
    return QStringLiteral("ContrastLab");
}

} // namespace

MainWindow::MainWindow(Setup setup)
    : m_setup(std::move(setup))
    , m_actions(*this)
    , m_recording(std::make_unique<RunRecording>())
    , m_session(m_setup.threads)
    , m_edits(m_session, m_undo)
    , m_compared(std::make_unique<ComparedRun>(m_session))
    , m_lockstep(std::make_unique<Lockstep>(m_session))
    , m_docks(*this, layoutVersion)
{
    speakUp();
    m_opener = new RunOpener(m_session, m_edits, this);
    if (opensRun()) m_opener->open(m_setup.runFile); // it is read while the window is made
    setObjectName(QStringLiteral("MainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/contrastlab.svg")));
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setStatusBar(m_status = new StatusStrip(m_session, this));
    addToolBar(m_transport = new TransportBar(m_session, m_actions, this));
    addToolBar(
        Qt::BottomToolBarArea, m_timeline = new TimelineBar(m_session.moment(), m_actions, this));
    makeDocks();
    makeStory();
    makeBanners();
    makeIntake();
    makeGhosts();
    makeFilms();
    makeMenus();
    new KeyRouter(*this);
    new FocusRing(this);
    qApp->installEventFilter(this);
    m_runFiles = new RunFiles(*this, m_session, m_actions, m_setup.settings.folders);
    connect(new RunCopies(m_session.moment(), m_actions, this), &RunCopies::told, this,
        [this](const QString& text) { m_status->showMessage(text, 5000); });
    for (ViewMenu* menu : findChildren<ViewMenu*>()) {
        connect(menu, &ViewMenu::saveRequested, m_runFiles,
            [this](QWidget* picture) { m_runFiles->savePicture(*picture, titleAround(*picture)); });
        connect(menu, &ViewMenu::copyRequested, this,
            [this](QWidget* picture, const ViewMenu::Table& table) {
                copyPicture(*picture, ViewMenu::separated(table, '\t'), m_session.moment());
                m_status->showMessage(tr("Copied: the picture, and its values as text"), 5000);
            });
        connect(menu, &ViewMenu::exportRequested, m_runFiles,
            [this](QWidget* picture, const ViewMenu::Table& table) {
                m_runFiles->saveTable(titleAround(*picture),
                    [table] { return ViewMenu::separated(table, ',').toUtf8(); });
            });
    }
    makeOpener();
    makeRecording();
    makeStartPage();
    makeAchievements();
    makePalette();
    makeLayouts();
    connectActions();
    connectRun();
    applySettings();
    begin();
}

// The widgets look at the run and the edits, which are members: so they go first.
MainWindow::~MainWindow()
{
    hide();
    present(false);
    delete m_runFiles;
    // One by one: a view takes its hover card with it, which is the window's child, too.
    while (QWidget* child = findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        delete child;
}

bool MainWindow::focusNextPrevChild(bool next)
{
    QWidget* stop = tabStop(*this, next);
    if (stop) stop->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return stop != nullptr;
}

// One row a dock; raise layoutVersion when one comes or goes.
void MainWindow::makeDocks()
{
    using enum DockRow::Place;
    RunMoment& moment = m_session.moment();
    m_form = new ParameterForm(moment, m_edits, this);
    m_loss = new LossView(moment, m_pairChoice, this);
    m_heatmap = new HeatmapView(moment, m_focus, m_pairChoice, m_pictures, m_sounds, this);
    m_projection = new ProjectionView(moment, m_focus, m_pictures, m_sounds, this);
    m_inspector = new Inspector(moment, m_focus, m_pairChoice, m_pictures, m_sounds, this);
    m_diagnostics = new DiagnosticsView(moment, m_edits, this);
    m_docks.add({ "parameters", QT_TR_NOOP("Parameters"), m_form, DockRow::Place::first, nullptr,
        &m_form->content() });
    m_docks.add({ "loss", QT_TR_NOOP("Loss and recall"), m_loss, rightOf, "parameters",
        &m_loss->picture() });
    auto* map = new MatrixMapView(moment, m_focus, m_pairChoice, m_pictures, m_sounds, this);
    auto* similarity = new SimilarityPanel(moment, m_pairChoice, m_focus, *m_heatmap, *map, this);
    m_docks.add({ "heatmap", QT_TR_NOOP("Similarity of pairs"), similarity, below, "loss",
        &similarity->row() });
    auto* projection = new ProjectionPanel(moment, m_focus, m_pictures, *m_projection, this);
    makeComparison(*similarity, *projection);
    projection->setForces(*new ForceArrows(moment, m_focus, m_pairChoice, *m_projection));
    m_docks.add({ "projection", QT_TR_NOOP("Embeddings, projected"), projection, rightOf, "heatmap",
        m_projection });
    m_docks.add({ "diagnostics", QT_TR_NOOP("Diagnostics"), m_diagnostics, over, "projection",
        m_diagnostics->widget() });
    m_table = new ItemTable(moment, m_focus, m_pairChoice, m_pictures, this);
    const QDockWidget* items =
        m_docks.add({ "items", QT_TR_NOOP("Items"), m_table, over, "heatmap", &m_table->pages() });
    connect(items, &QDockWidget::visibilityChanged, m_table, &ItemTable::setInSight);
    makeRuns();
    m_search = new SearchPanel(moment, m_focus, m_pairChoice, m_pictures, this);
    const QDockWidget* search =
        m_docks.add({ "search", QT_TR_NOOP("Search"), m_search, over, "projection", m_search });
    connect(search, &QDockWidget::visibilityChanged, m_search, &SearchPanel::setInSight);
    m_anatomy = new AnatomyPanel(moment, m_focus, m_pairChoice, this);
    const QDockWidget* anatomy = m_docks.add({ "anatomy", QT_TR_NOOP("Anatomy of a step"),
        m_anatomy, over, "projection", &m_anatomy->figure(), DockRow::Shown::byHand });
    connect(anatomy, &QDockWidget::visibilityChanged, m_anatomy, &AnatomyPanel::setInSight);
    connect(anatomy->toggleViewAction(), &QAction::triggered, m_anatomy,
        [this] { m_anatomy->setFocus(Qt::OtherFocusReason); });
    connect(m_anatomy, &AnatomyPanel::stepRequested, this, [this] { m_session.advance(1); });
    m_reconstructions = new ReconstructionPanel(moment, m_focus, this);
    const QDockWidget* reconstructions =
        m_docks.add({ "reconstructions", QT_TR_NOOP("Reconstructions"), m_reconstructions, over,
            "projection", &m_reconstructions->figure(), DockRow::Shown::byHand });
    connect(reconstructions, &QDockWidget::visibilityChanged, m_reconstructions,
        &ReconstructionPanel::setInSight);
    connect(
        m_reconstructions, &ReconstructionPanel::taskRequested, this, [this] { pointAt("task"); });
    m_fewLabels = new FewLabelsPanel(moment, this);
    const QDockWidget* fewLabels = m_docks.add({ "few_labels", QT_TR_NOOP("Few labels"),
        m_fewLabels, over, "projection", &m_fewLabels->chart(), DockRow::Shown::byHand });
    connect(fewLabels, &QDockWidget::visibilityChanged, m_fewLabels, &FewLabelsPanel::setInSight);
    makeSweep();
    // Beside the curves: so the parameters and both views of the item stay in sight.
    const QDockWidget* item = m_docks.add({ "item", QT_TR_NOOP("Item"), m_inspector, rightOf,
        "loss", m_inspector->widget(), DockRow::Shown::filled });
    connect(item, &QDockWidget::visibilityChanged, m_inspector, &Inspector::setInSight);
    makeLessons(); // last: a dock that is split off one with tabs would be a tab, too
}

// Beside the form in its place: a lesson points at parameters.
void MainWindow::makeLessons()
{
    m_lessons = new LessonPanel(this);
    m_docks.add({ "lessons", QT_TR_NOOP("Lessons"), m_lessons, DockRow::Place::over, "parameters",
        &m_lessons->picture() });
    connect(m_lessons, &LessonPanel::runRequested, this, &MainWindow::trainLesson);
    connect(m_lessons, &LessonPanel::chartsMade, this, &MainWindow::thickenLines);
    connect(m_lessons, &LessonPanel::opened, m_form, [this] { m_form->setLimits({}); });
    connect(&m_session.moment(), &RunMoment::changed, this, &MainWindow::liftLimits);
    connect(m_lessons, &LessonPanel::controlPointedAt, this, &MainWindow::pointAt);
    explainTerms();
}

// At a parameter's row, or a dock.
void MainWindow::pointAt(const std::string& key)
{
    if (!findParameter(key)) {
        if (m_docks.bringForward(key)) Flash::at(*m_docks[key]);
        return;
    }
    m_docks.bringForward("parameters");
    m_form->pointAt(key);
}

void MainWindow::openLesson(const QString& path)
{
    try {
        m_lessons->openFile(path);
        m_docks.bringForward("lessons");
    } catch (const InputError& error) {
        m_status->showMessage(
            messageText(error.file(), error.placeMessage(), error.message()), 15000);
    }
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
    m_bannerPlaces.push_back(place);
    connect(place, &QToolBar::visibilityChanged, this, &MainWindow::fitStory);
    return place;
}

// The less of the story is told, the lower the window is and the more lies across it.
void MainWindow::fitStory()
{
    if (!m_story) return;
    int taken = 0;
    for (const QToolBar* place : m_bannerPlaces)
        if (place != m_storyPlace && !place->isHidden()) taken += place->sizeHint().height();
    m_story->fitWindow(height() - taken);
}

void MainWindow::makeStory()
{
    m_story = new StoryStrip(
        m_session.moment(), m_focus, m_pairChoice, m_pictures, m_diagnostics->doctor(), this);
    m_storyPlace = addBannerPlace("story", m_story);
    m_storyPlace->toggleViewAction()->setVisible(true);
    m_storyPlace->show();
    connect(m_story, &StoryStrip::trainOnRequested, &m_session, &RunSession::continueFurther);
}

void MainWindow::makeBanners()
{
    m_banner = new OutcomeBanner(m_session, m_edits, this);
    m_loadBanner = new LoadBanner(m_session, this);
    QToolBar* outcome = addBannerPlace("banner", m_banner);
    QToolBar* loading = addBannerPlace("loading", m_loadBanner);
    connect(m_banner, &OutcomeBanner::shownChanged, outcome, &QWidget::setVisible);
    connect(m_loadBanner, &LoadBanner::shownChanged, loading, &QWidget::setVisible);
    connect(m_banner, &OutcomeBanner::causePointedAt, this, &MainWindow::pointAt);
    const DoctorPanel& doctor = m_diagnostics->doctor();
    connect(&doctor, &DoctorPanel::findingsChanged, m_banner,
        [this, &doctor] { m_banner->setFindings(doctor.findings()); });
}

void MainWindow::makeIntake()
{
    m_intake = new DataIntake(m_session, m_edits, *this);
    const auto open = [this] { m_intake->openData(); };
    connect(m_form, &ParameterForm::dataRequested, this, open);
    connect(m_form, &ParameterForm::encoderRequested, m_intake, &DataIntake::chooseEncoder);
    connect(m_story, &StoryStrip::openDataRequested, this, open);
    connect(m_loadBanner, &LoadBanner::openRequested, this, open);
    connect(m_loadBanner, &LoadBanner::galleryRequested, m_intake, &DataIntake::openGallery);
    connect(m_loadBanner, &LoadBanner::problemsRequested, m_intake, &DataIntake::showProblems);
    auto* drops = new DropTarget(*this);
    connect(drops, &DropTarget::dropped, this, [this](const DroppedData& files) {
        if (const QString path = QString::fromStdString(files.spec.path);
            path.endsWith(QLatin1String(".lesson")))
            return openLesson(path);
        if (const QString path = QString::fromStdString(files.spec.path); isEncoderFile(path))
            return m_intake->openEncoder(path);
        if (const QString path = QString::fromStdString(files.spec.path);
            isRunFile(path) || isSweep(files.spec.path))
            return openPath(path);
        if (files.problem.isEmpty()) return m_intake->openData(files.spec);
        m_status->showMessage(files.problem, 8000);
    });
}

void MainWindow::makeGhosts()
{
    auto* live = new LiveForesight(m_session, this);
    new GhostCurves(*live, *m_loss);
    connect(m_form, &ParameterForm::gripped, live,
        [live](const Parameter& parameter, const SliderGrip& grip) {
            using enum SliderGrip::Phase;
            if (grip.phase == taken) live->take();
            if (grip.phase == rests) live->look(parameter, grip.values, grip.chosen);
            if (grip.phase == letGo) live->letGo();
        });
}

void MainWindow::resetLayout()
{
    m_docks.reset();
    m_transport->show();
    m_timeline->show();
    m_storyPlace->show();
    showPinned();
}

void MainWindow::makeMenus()
{
    std::vector<QAction*> panels = m_docks.toggles();
    panels.push_back(m_transport->toggleViewAction());
    panels.push_back(m_timeline->toggleViewAction());
    panels.push_back(m_storyPlace->toggleViewAction());
    m_menus = std::make_unique<Menus>(*menuBar(), m_actions, panels);
}

void MainWindow::connectRun()
{
    connect(&m_session, &RunSession::stateChanged, this, &MainWindow::showState);
    connect(&m_session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data && m_session.setup()) showTitle();
    });
    connect(&m_focus, &ItemFocus::pinnedChanged, this, &MainWindow::showPinned);
    rememberChoices();
    const auto tell = [this](const QString& why) { m_status->showMessage(why, 8000); };
    connect(&m_sounds, &ItemSounds::failed, m_status, tell);
    connect(&m_session, &RunSession::analysisFailed, m_status, tell);
    connect(&m_diagnostics->doctor(), &DoctorPanel::severityChanged, this, &MainWindow::showDoctor);
}

// Of the data that are open: choices of others wait in their file.
void MainWindow::rememberChoices()
{
    if (!m_setup.rememberSettings) return;
    ItemSelection& selection = m_focus.selection();
    const QString file = keptChoicesFile(m_setup.settingsFile);
    connect(&selection, &ItemSelection::dataChanged, this, [&selection, file] {
        selection.restoreKept(readKeptChoices(file, QString::fromStdString(selection.data())));
    });
    connect(&selection, &ItemSelection::keptChanged, this, [this, &selection, file] {
        if (!writeKeptChoices(file, QString::fromStdString(selection.data()), selection.kept()))
            m_status->showMessage(tr("%1 could not be written").arg(file), 8000);
    });
}

void MainWindow::applySettings()
{
    const Settings& settings = m_setup.settings;
    setLanguage(settings.language);
    setTheme(settings.theme);
    setPicturePalettes(settings.palettes);
    setReducedMotion(settings.reducedMotion);
    boundMemory(std::int64_t(settings.memoryMegabytes) * 1000000);
    m_actions.restoreKeys(settings.keys);
    m_manners = new Manners(m_session, *this);
    connect(m_manners, &Manners::told, this,
        [this](const QString& what) { m_status->showMessage(what, 8000); });
    m_manners->setWish({ settings.slowerHidden, settings.slowerOnBattery });
    m_loss->setSmoothing(settings.smoothing);
    m_loss->setLogarithmic(settings.logarithmicLoss);
    m_loss->setIgnoreOutliers(settings.ignoreOutliers);
    m_loss->setRecallDepth(settings.recallDepth);
    m_loss->setAxis(
        settings.againstEvaluations ? LossView::Axis::evaluations : LossView::Axis::steps);
    if (settings.storyFolded) m_story->setFoldedByHand(true);
    m_lessons->setDone(settings.lessonsDone);
    m_lessons->achievements().restore(settings.lessonFacts, settings.achievementsShown);
    m_intake->setFolder(settings.folders.data);
    // What the window manager adds around it has to fit, too.
    constexpr QSize usual(1440, 900), frame(16, 48);
    resize(usual.boundedTo(screen()->availableSize() - frame));
    if (!settings.geometry.isEmpty()) restoreGeometry(settings.geometry);
    if (m_setup.size.isValid()) resize(m_setup.size);
    fitStory(); // before it asks for more than there is
    resetLayout();
    if (settings.docks.isEmpty()) return;
    m_laidOut = m_docks.restore(settings.docks);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitStory();
    // Docks are not moved while their window lays them out.
    QMetaObject::invokeMethod(
        this, [this] { followWidth(); }, Qt::QueuedConnection);
}

void MainWindow::followWidth()
{
    if (m_docks.followWidth()) showPinned();
}

void MainWindow::saveSettings()
{
    Settings& settings = m_setup.settings;
    settings.geometry = saveGeometry();
    settings.docks = m_usualLayout.isEmpty() ? m_docks.layout() : m_usualLayout;
    settings.smoothing = m_loss->smoothing();
    settings.logarithmicLoss = m_loss->isLogarithmic();
    settings.ignoreOutliers = m_loss->ignoresOutliers();
    settings.recallDepth = m_loss->recallDepth();
    settings.againstEvaluations = m_loss->axis() == LossView::Axis::evaluations;
    settings.storyFolded = m_story->isFoldedByHand();
    settings.lessonsDone = m_lessons->done();
    settings.folders.data = m_intake->folder();
    keepSettings();
}

// What nobody could do again is kept at once: a program may end without closing its window.
void MainWindow::keepSettings() const
{
    if (m_setup.rememberSettings) m_setup.settings.save(m_setup.settingsFile);
}

// Docks take their shares of a size that is known only now.
void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(m_laidOut, true)) return;
    QTimer::singleShot(0, this, [this] { m_docks.shareOutSpace(); });
    m_loss->setFocus(Qt::OtherFocusReason); // else the first button of the toolbar has it
    offerStartPage();
}

void MainWindow::setLanguage(const QString& code)
{
    m_setup.settings.language = code;
    m_languages.use(code); // its font is of the usual size
    if (std::exchange(m_larger, 1) > 1) present(true);
    m_menus->check(m_setup.settings);
}

void MainWindow::setTheme(Theme theme)
{
    m_setup.settings.theme = theme;
    applyChosenTheme();
    m_menus->check(m_setup.settings);
}

void MainWindow::applyChosenTheme()
{
    const Theme theme = m_setup.settings.theme;
    const bool dark = theme == Theme::dark || (theme == Theme::system && m_setup.desktopIsDark());
    applyTheme(dark, m_presenting || m_setup.settings.strongColors);
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
    m_docks.setAlarm("diagnostics", m_diagnostics->doctor().severity() >= Severity::warning);
}

// Never over the view that was clicked in; the form comes back when the item goes, where it lies
// under the item.
void MainWindow::showPinned()
{
    QDockWidget *item = m_docks["item"], *form = m_docks["parameters"];
    if (!m_focus.pinned().empty()) m_docks.fill("item");
    const auto neighbours = tabifiedDockWidgets(item);
    if (m_focus.pinned().empty()) {
        if (neighbours.contains(form)) form->raise();
    } else if (neighbours.contains(m_docks["heatmap"])) {
        m_status->showMessage(
            tr("Pinned: the tab “%1” tells more.").arg(item->windowTitle()), 5000);
    } else {
        item->raise();
    }
}

void MainWindow::retranslate()
{
    m_actions.retranslate();
    m_menus->retranslate();
    m_docks.retranslate();
    m_compared->retranslate();
    m_storyPlace->setWindowTitle(tr("Story"));
    showTitle();
    showState();
}

// Of the application: a window's own layout has its new size before the window hears of it.
bool MainWindow::eventFilter(QObject* object, QEvent* event)
{
    if (object == this && event->type() == QEvent::Resize) m_docks.beforeWidth();
    if (auto* dock = qobject_cast<QDockWidget*>(object)) watchDock(*dock, *event);
    return QMainWindow::eventFilter(object, event);
}

// Told where the desktop's colours are others now.
bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && m_setup.settings.theme == Theme::system)
        applyChosenTheme();
    return QMainWindow::event(event);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange) m_actions.refreshIcons(palette());
    if (event->type() != QEvent::WindowStateChange) return;
    m_actions[ActionId::fullScreen]->setChecked(isFullScreen());
    present(isFullScreen() || m_presenting);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!property("closesUnasked").toBool() && m_runFiles->holdsUnsaved()) {
        if (!property("closedFromOutside").toBool()) {
            event->ignore();
            return m_runFiles->askBeforeClosing();
        }
        m_runFiles->keepUnsaved();
    }
    saveSettings();
    QMainWindow::closeEvent(event);
}

} // namespace contrastlab
