// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Composition: the open run, the form, the views as docks, menus and toolbar. Window thread.
#pragma once

#include "lesson/achievements.h"
#include "run/choice_edits.h"
#include "run/item_focus.h"
#include "run/item_pictures.h"
#include "run/pair_choice.h"
#include "run/parameter_edits.h"
#include "run/run_session.h"
#include "shell/actions.h"
#include "shell/command_palette.h"
#include "shell/docks.h"
#include "shell/languages.h"
#include "shell/settings.h"
#include "sound/item_sounds.h"

#include <QMainWindow>

#include <functional>
#include <memory>

class QToolBar;

namespace contrastlab {

class AnatomyPanel;
class BothLanguages;
class ComparedRun;
class DataIntake;
class DiagnosticsView;
class FewLabelsPanel;
class FilmTask;
class GlossaryCard;
class HeatmapView;
class Inspector;
class ItemTable;
class LessonPanel;
class LoadBanner;
class LayoutShelf;
class Lockstep;
class LossView;
class Manners;
class Menus;
class OutcomeBanner;
class ParameterForm;
class ProjectionPanel;
class ProjectionView;
class ReconstructionPanel;
class RunFiles;
class RunList;
class RecordingBanner;
class RunOpener;
class RunRecording;
class RunResumption;
class SearchPanel;
class SimilarityPanel;
class StartPage;
class StatusStrip;
class StoryStrip;
class SweepPanel;
class TimelineBar;
class TransportBar;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// How a window begins.
    struct Setup {
        RunSpec spec;
        Settings settings;
        QSize size; ///< invalid: that of the settings, or what fits the screen
        bool rememberSettings = true; ///< writes them when it closes
        QString settingsFile; ///< empty: the usual place
        int threads = 0;
        QString runFile; ///< that it opens in place of a new run; empty: none
        QStringList moreFiles; ///< that it opens after it, one by one: runs and lessons
        bool paused = false;
        bool offersStartPage = false; ///< by itself, where it was never shown
        std::function<bool()> desktopIsDark = contrastlab::desktopIsDark;
    };

    explicit MainWindow(Setup setup);
    ~MainWindow() override;

    [[nodiscard]] RunSession& session() { return m_session; }
    [[nodiscard]] ParameterEdits& edits() { return m_edits; }
    [[nodiscard]] UndoList& undoList() { return m_undo; }
    [[nodiscard]] const Actions& actions() const { return m_actions; }
    [[nodiscard]] ParameterForm& form() { return *m_form; }
    [[nodiscard]] LossView& lossView() { return *m_loss; }
    [[nodiscard]] HeatmapView& heatmapView() { return *m_heatmap; }
    [[nodiscard]] ProjectionView& projectionView() { return *m_projection; }
    [[nodiscard]] DiagnosticsView& diagnosticsView() { return *m_diagnostics; }
    [[nodiscard]] SearchPanel& searchPanel() { return *m_search; }
    [[nodiscard]] AnatomyPanel& anatomyPanel() { return *m_anatomy; }
    [[nodiscard]] FewLabelsPanel& fewLabels() { return *m_fewLabels; }
    [[nodiscard]] ReconstructionPanel& reconstructions() { return *m_reconstructions; }
    [[nodiscard]] ItemTable& itemTable() { return *m_table; }
    [[nodiscard]] LessonPanel& lessons() { return *m_lessons; }
    [[nodiscard]] Inspector& inspector() { return *m_inspector; }
    [[nodiscard]] ItemFocus& focus() { return m_focus; }
    [[nodiscard]] ChoiceEdits& choices() { return m_choices; }
    [[nodiscard]] PairChoice& pairChoice() { return m_pairChoice; }
    [[nodiscard]] ItemSounds& sounds() { return m_sounds; }
    [[nodiscard]] TimelineBar& timeline() { return *m_timeline; }
    [[nodiscard]] StoryStrip& story() const { return *m_story; }
    [[nodiscard]] OutcomeBanner& banner() { return *m_banner; }
    [[nodiscard]] LoadBanner& loadBanner() { return *m_loadBanner; }
    [[nodiscard]] DataIntake& intake() { return *m_intake; }
    [[nodiscard]] RunOpener& runOpener() { return *m_opener; }
    [[nodiscard]] RunList& runList() { return *m_runs; }
    [[nodiscard]] RunRecording& recording() { return *m_recording; }
    [[nodiscard]] RecordingBanner& recordingBanner() { return *m_recordingBanner; }
    [[nodiscard]] SweepPanel& sweep() { return *m_sweep; }
    [[nodiscard]] RunFiles& runFiles() { return *m_runFiles; }
    [[nodiscard]] FilmTask& films() { return *m_films; }
    [[nodiscard]] ComparedRun& comparedRun() { return *m_compared; }
    [[nodiscard]] Lockstep& lockstep() { return *m_lockstep; }
    [[nodiscard]] CommandPalette& commandPalette() { return *m_palette; }

    [[nodiscard]] Docks& docks() { return m_docks; }
    [[nodiscard]] Manners& manners() { return *m_manners; }
    [[nodiscard]] LayoutShelf& layouts() { return *m_layouts; }

    /// Shows a lesson of one's own; what is wrong with it is told.
    void openLesson(const QString& path);
    /// Brings a parameter, or a dock, to attention by its key.
    void pointAt(const std::string& key);
    /// Over everything else, until Esc.
    void openStartPage();
    [[nodiscard]] StartPage& startPage() { return *m_startPage; }
    void setLanguage(const QString& code);
    void setTheme(Theme theme);
    /// For a class: big type, thick lines, strong colours, a clicker's keys; all goes back with it.
    void setPresenting(bool on);
    [[nodiscard]] bool isPresenting() const { return m_presenting; }
    void resetLayout();

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeDocks();
    void makeRuns();
    void makeSweep();
    void openPath(const QString& path);
    void makeComparison(SimilarityPanel& similarity, ProjectionPanel& projection);
    void askForOtherValue();
    void makeLessons();
    void trainLesson(const RunSpec& spec);
    void liftLimits(const MomentChange& change);
    void makeAchievements();
    void keepAchievements();
    void watchLessonRun(const MomentChange& change);
    void watchLessonHealth();
    void printLesson();
    void makeStartPage();
    void explainTerms();
    void offerStartPage();
    void makeOpener();
    void makeRecording();
    void applyRecording();
    void askForRecording();
    [[nodiscard]] QStringList recentRuns() const;
    void askForRun();
    void askForDataOfRun();
    void stepForward(std::int64_t steps);
    [[nodiscard]] bool opensRun() const;
    void begin();
    void rememberRunFile(const QString& path);
    QToolBar* addBannerPlace(const char* name, QWidget* banner);
    void fitStory();
    void makeStory();
    void makeBanners();
    void makeIntake();
    void makeGhosts();
    void makeFilms();
    void askForFilm();
    void makeMenus();
    void makePalette();
    [[nodiscard]] std::vector<PaletteEntry> paletteActions() const;
    [[nodiscard]] std::vector<PaletteEntry> paletteViews();
    [[nodiscard]] std::vector<PaletteEntry> paletteRuns();
    [[nodiscard]] std::vector<PaletteEntry> paletteLessons();
    [[nodiscard]] std::vector<PaletteEntry> paletteData();
    [[nodiscard]] std::vector<PaletteEntry> paletteSteps(const QString& text);
    [[nodiscard]] QString obstacleOf(ActionId id) const;
    [[nodiscard]] std::vector<PaletteEntry> paletteSettings();
    void askForSettings(const std::string& key = {});
    void takeSettings(const Settings& chosen);
    [[nodiscard]] static QString usualRecordings();
    void makeLayouts();
    /// One of the program's ways to work.
    void useArrangement(ActionId id);
    /// One of a person's own layouts, by name.
    void useOwnLayout(const QString& name);
    /// What of the layout was changed, in the language of the moment.
    using LayoutName = std::function<QString()>;
    /// Changes the layout so that it can be undone.
    void changeLayout(const LayoutName& name, const std::function<void()>& change);
    void restoreLayout(const QByteArray& layout);
    void watchDock(QDockWidget& dock, const QEvent& event);
    void noteLayout(const LayoutName& name);
    void pushLayout(const LayoutName& name, const QByteArray& before);
    void askForLayoutName();
    void askForLayouts();
    void showOwnLayouts();
    [[nodiscard]] std::vector<PaletteEntry> paletteLayouts();
    void connectActions();
    void undoOne(bool back);
    void connectRun();
    void rememberChoices();
    void applySettings();
    void applyChosenTheme();
    void followWidth();
    void saveSettings();
    void keepSettings() const;
    void showState();
    [[nodiscard]] bool saysNoWeights();
    void showTitle();
    void showDoctor();
    void showPinned();
    void playSound();
    void present(bool on);
    void makeRoom(bool scarce);
    void goBackToUsual();
    void thickenLines();
    void retranslate();

    Setup m_setup;
    bool m_laidOut = false;
    double m_larger = 1; ///< letters, while in front of people
    bool m_presenting = false;
    QByteArray m_usualLayout; ///< of before, until it is back
    QSize m_usualSize; ///< likewise
    Languages m_languages;
    Actions m_actions;
    std::unique_ptr<RunRecording> m_recording; ///< goes after the runs that it writes have ended
    UndoList m_undo; ///< before all that pushes there
    RunSession m_session;
    ParameterEdits m_edits;
    std::unique_ptr<ComparedRun> m_compared;
    std::unique_ptr<Lockstep> m_lockstep;
    ItemFocus m_focus { m_session.moment() };
    ChoiceEdits m_choices { m_session.moment(), m_focus, m_undo };
    PairChoice m_pairChoice { m_session.moment() };
    ItemSounds m_sounds { m_session.moment() };
    ItemPictures m_pictures { m_session.moment() };
    ParameterForm* m_form = nullptr;
    LossView* m_loss = nullptr;
    HeatmapView* m_heatmap = nullptr;
    ProjectionView* m_projection = nullptr;
    DiagnosticsView* m_diagnostics = nullptr;
    Inspector* m_inspector = nullptr;
    LessonPanel* m_lessons = nullptr;
    ItemTable* m_table = nullptr;
    SearchPanel* m_search = nullptr;
    AnatomyPanel* m_anatomy = nullptr;
    ReconstructionPanel* m_reconstructions = nullptr;
    FewLabelsPanel* m_fewLabels = nullptr;
    StoryStrip* m_story = nullptr;
    QToolBar* m_storyPlace = nullptr;
    std::vector<QToolBar*> m_bannerPlaces; ///< above and below the story
    OutcomeBanner* m_banner = nullptr;
    LoadBanner* m_loadBanner = nullptr;
    DataIntake* m_intake = nullptr;
    StatusStrip* m_status = nullptr;
    TransportBar* m_transport = nullptr;
    TimelineBar* m_timeline = nullptr;
    RunFiles* m_runFiles = nullptr;
    FilmTask* m_films = nullptr;
    RunList* m_runs = nullptr;
    SweepPanel* m_sweep = nullptr;
    RunOpener* m_opener = nullptr;
    RunResumption* m_resumption = nullptr;
    RecordingBanner* m_recordingBanner = nullptr;
    StartPage* m_startPage = nullptr;
    CommandPalette* m_palette = nullptr;
    Manners* m_manners = nullptr;
    GlossaryCard* m_term = nullptr; ///< that pops up
    std::shared_ptr<const Run> m_lessonRun; ///< that the form's limits are for
    std::string m_lessonOfRun; ///< by name
    CollapseWatch m_lessonHealth;
    Docks m_docks;
    std::unique_ptr<Menus> m_menus;
    std::unique_ptr<LayoutShelf> m_layouts;
    QByteArray m_knownLayout; ///< that the next change of the layout goes back to
    bool m_changesLayout = false; ///< what moves is no person's doing
    std::unique_ptr<BothLanguages> m_bothLanguages;
};

} // namespace contrastlab
