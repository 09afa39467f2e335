// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/parameter_form.h"

#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "panels/data_choice.h"
#include "panels/encoder_editor.h"
#include "panels/formula_view.h"
#include "panels/lock_presets.h"
#include "panels/modalities_edit.h"
#include "panels/parameter_row.h"
#include "run/item_names.h"
#include "run/message_text.h"
#include "run/precision.h"
#include "run/spec_settings.h"
#include "run/table_text.h"
#include "theme/flash.h"
#include "views/view_hint.h"
#include "views/view_menu.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace contrastlab {

namespace {

// As a run is put together: on what, with what, towards what, how.
constexpr std::array sectionOrder { Section::data, Section::model, Section::objective,
    Section::optimizer, Section::batch, Section::damage, Section::run };

QToolButton* foldButton(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto showArrow = [button](bool open) {
        button->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    };
    QObject::connect(button, &QToolButton::toggled, button, showArrow);
    showArrow(false);
    return button;
}

// The step at which the line search failed, where nothing was changed since; else 0.
std::int64_t failedSearchOf(const Run* run)
{
    const auto last = run ? run->events.last() : std::nullopt;
    return last && last->key == lineSearchNote ? last->step : 0;
}

// What Tab reaches, in the order of the layouts.
void collectTabStops(QWidget& widget, std::vector<QWidget*>& stops)
{
    const std::function<void(QLayout*)> walk = [&](QLayout* layout) {
        for (int i = 0; layout && i < layout->count(); ++i) {
            QLayoutItem* item = layout->itemAt(i);
            if (QWidget* inner = item->widget()) collectTabStops(*inner, stops);
            walk(item->layout());
        }
    };
    const QWidget* proxy = widget.focusProxy();
    // One of several parts is a stop as a whole: where it lies in the order, Tab goes to its proxy.
    if (proxy && widget.isAncestorOf(proxy)) return stops.push_back(&widget);
    if ((widget.focusPolicy() & Qt::TabFocus) && !proxy) stops.push_back(&widget);
    walk(widget.layout());
}

} // namespace

ParameterForm::ParameterForm(RunMoment& moment, ParameterEdits& edits, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_edits(edits)
    , m_hint(new ViewHint(this))
    , m_scroll(new QScrollArea(this))
    , m_pendingBar(makePendingBar())
    , m_limitsBar(makeLimitsBar())
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(6, 4, 8, 4);
    column->setSpacing(2);
    for (const Section section : sectionOrder)
        addSection(section, *column);
    m_objective = makeFormula("objective");
    m_optimizer = makeFormula("optimizer");
    column->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_hint);
    layout->addWidget(makeFilterBar());
    layout->addWidget(m_limitsBar);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(makeLegend());
    layout->addWidget(m_pendingBar);
    setMinimumWidth(300);

    connect(&moment, &RunMoment::changed, this, &ParameterForm::follow);
    connect(m_filter, &QLineEdit::textChanged, this, &ParameterForm::refresh);
    for (const SectionPart& part : m_parts)
        connect(part.header, &QToolButton::toggled, this, &ParameterForm::refresh);
    connect(&edits, &ParameterEdits::pendingChanged, this, &ParameterForm::refresh);
    connect(&edits, &ParameterEdits::refused, this, &ParameterForm::showRefusal);
    connect(&edits, &ParameterEdits::accepted, this,
        [this](const std::string& key) { row(key)->accept(); });
    connect(&edits.undoList(), &UndoList::changed, this, &ParameterForm::forgetRefusals);
    new ViewMenu(*m_scroll, *content, { [this] { return table(); } });
    retranslate();
    refresh();
    orderTabs();
}

QWidget& ParameterForm::content() const
{
    return *m_scroll->widget();
}

QList<QStringList> ParameterForm::table() const
{
    QList<QStringList> table { { tr("parameter"), tr("key"), tr("value") } };
    const RunSpec& spec = m_moment.spec();
    for (const Parameter& parameter : parameterTable())
        if (spec.isRelevant(parameter))
            table << QStringList { labelText(parameter), qString(parameter.key),
                valueText(parameter, spec.value(parameter.key)) };
    return table;
}

// Left alone, Tab goes by the order in which the widgets were made.
void ParameterForm::orderTabs()
{
    std::vector<QWidget*> stops;
    collectTabStops(*m_scroll->widget(), stops);
    collectTabStops(*m_pendingBar, stops);
    for (std::size_t i = 1; i < stops.size(); ++i)
        setTabOrder(stops[i - 1], stops[i]);
}

void ParameterForm::addSection(Section section, QVBoxLayout& layout)
{
    SectionPart part { section, foldButton(this), foldButton(this), new QWidget(this), nullptr,
        {} };
    QFont bold = font();
    bold.setBold(true);
    part.header->setFont(bold);
    auto* rows = new QVBoxLayout(part.body);
    rows->setContentsMargins(4, 0, 0, 6);
    rows->setSpacing(2);
    for (const bool advanced : { false, true }) {
        if (advanced) rows->addWidget(part.more);
        for (const Parameter& parameter : parameterTable()) {
            if (parameter.section != section || parameter.advanced != advanced) continue;
            auto* row = new ParameterRow(parameter, part.body);
            row->setBubblePlace(*layout.parentWidget());
            connect(row, &ParameterRow::edited, this,
                [this, &parameter](const ParameterValue& value, int gesture) {
                    m_edits.edit(parameter, value, gesture);
                });
            connect(row, &ParameterRow::gripped, this,
                [this, &parameter](const SliderGrip& grip) { emit gripped(parameter, grip); });
            connect(row, &ParameterRow::browseRequested, this, [this, &parameter] {
                if (namesEncoder(parameter))
                    return emit encoderRequested(std::string(parameter.key));
                emit dataRequested();
            });
            connect(row, &ParameterRow::termAsked, this,
                [this, &parameter] { emit termAsked(std::string(parameter.key)); });
            if (parameter.key == "freeze_a")
                rows->addWidget(part.presets = makeLockPresetButton(m_moment, m_edits, part.body));
            rows->addWidget(row);
            part.rows.push_back(row);
        }
    }
    connect(part.more, &QToolButton::toggled, this, &ParameterForm::refresh);
    layout.addWidget(part.header);
    layout.addWidget(part.body);
    part.header->setChecked(true);
    m_parts.push_back(part);
}

QWidget* ParameterForm::makeFilterBar()
{
    auto* bar = new QWidget(this);
    m_filter = new QLineEdit(bar);
    m_filter->setClearButtonEnabled(true);
    m_filter->setProperty("acceptsText", true);
    m_filter->setProperty("filtersList", true);
    m_filter->installEventFilter(this);
    m_found = new QLabel(bar);
    m_found->setObjectName(QStringLiteral("found"));
    m_found->setForegroundRole(QPalette::PlaceholderText);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(10, 0, 10, 2);
    line->addWidget(m_filter, 1);
    line->addWidget(m_found);
    return bar;
}

void ParameterForm::setNames(std::vector<QStringList> names)
{
    m_names = std::move(names);
    refresh();
}

bool ParameterForm::isFiltered() const
{
    return !m_filter->text().trimmed().isEmpty();
}

// What was refused stays in sight: nobody should lose what they typed.
bool ParameterForm::isFound(const ParameterRow& row) const
{
    if (!row.message().isEmpty()) return true;
    const Parameter& parameter = row.parameter();
    const auto place = std::size_t(&parameter - parameterTable().data());
    QStringList names = place < m_names.size() ? m_names[place] : QStringList();
    names << qString(parameter.key) << labelText(parameter) << row.label() << unitText(parameter)
          << sectionText(parameter.section);
    return std::ranges::all_of(
        m_filter->text().split(u' ', Qt::SkipEmptyParts), [&](const QString& word) {
            return std::ranges::any_of(names,
                [&](const QString& name) { return name.contains(word, Qt::CaseInsensitive); });
        });
}

// `waiting`: rows out of sight with a value for a new run.
void ParameterForm::showFound(int found, int all, int waiting)
{
    m_found->setVisible(isFiltered());
    const QString count = tr("%1 of %2", "rows found, rows").arg(found).arg(all);
    m_found->setText(waiting == 0
            ? count
            : count + QStringLiteral("; ") + tr("%n hidden with a change", nullptr, waiting));
}

// Esc first takes the filter away, and then lets an item go, as everywhere.
bool ParameterForm::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_filter && event->type() == QEvent::KeyPress && isFiltered()
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_filter->clear();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

QWidget* ParameterForm::makePendingBar()
{
    auto* bar = new QFrame(this);
    bar->setObjectName(QStringLiteral("pendingBar"));
    bar->setAutoFillBackground(true);
    bar->setBackgroundRole(QPalette::AlternateBase);
    bar->setFrameShape(QFrame::StyledPanel);
    m_pendingText = new QLabel(bar);
    m_pendingText->setWordWrap(true);
    m_apply = new QPushButton(bar);
    m_apply->setObjectName(QStringLiteral("applyAndRestart"));
    m_discard = new QPushButton(bar);
    auto* layout = new QVBoxLayout(bar);
    auto* buttons = new QHBoxLayout;
    layout->addWidget(m_pendingText);
    layout->addLayout(buttons);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_apply, 1);
    connect(m_apply, &QPushButton::clicked, this, [this] { m_edits.applyAndRestart(); });
    connect(m_discard, &QPushButton::clicked, this, [this] { m_edits.discard(); });
    bar->hide();
    return bar;
}

// Above the rows, because it says why some of them are not as usual.
QWidget* ParameterForm::makeLimitsBar()
{
    auto* bar = new QFrame(this);
    bar->setObjectName(QStringLiteral("limitsBar"));
    bar->setAutoFillBackground(true);
    bar->setBackgroundRole(QPalette::AlternateBase);
    bar->setFrameShape(QFrame::StyledPanel);
    m_limitsText = new QLabel(bar);
    m_limitsText->setWordWrap(true);
    m_showAll = new QPushButton(bar);
    m_showAll->setObjectName(QStringLiteral("showEverything"));
    auto* line = new QHBoxLayout(bar);
    line->addWidget(m_limitsText, 1);
    line->addWidget(m_showAll);
    connect(m_showAll, &QPushButton::clicked, this, [this] { setLimits({}); });
    bar->hide();
    return bar;
}

void ParameterForm::setTerms(const std::set<std::string>& keys)
{
    for (const SectionPart& part : m_parts)
        for (ParameterRow* row : part.rows)
            row->setTerm(keys.contains(std::string(row->parameter().key)));
}

void ParameterForm::setLimits(const FormLimits& limits)
{
    if (limits.empty() && m_limits.empty()) return;
    m_limits = limits;
    showLimits();
    refresh();
}

void ParameterForm::showLimits()
{
    m_limitsBar->setVisible(!m_limits.empty());
    m_limitsText->setText(tr("The lesson “%1” locks %2 and hides %3 parameters here.")
                              .arg(m_limits.lesson)
                              .arg(m_limits.locked.size())
                              .arg(m_limits.hidden.size()));
    m_showAll->setText(tr("Show everything"));
    for (const SectionPart& part : m_parts)
        for (ParameterRow* row : part.rows)
            row->setLock(lockOf(row->parameter()));
}

QString ParameterForm::lackHere()
{
    const auto why = whyNoBfloat16();
    return why ? tr("Here it is %1.").arg(messageText(*why)) : QString();
}

// What a run of another machine was trained with can be set back here.
QString ParameterForm::lockOf(const Parameter& parameter) const
{
    if (std::ranges::find(m_limits.locked, parameter.key) != m_limits.locked.end())
        return tr("Locked by the lesson “%1”").arg(m_limits.lesson);
    const bool isStandard = m_edits.shownValue(parameter.key) == parameter.standard;
    return parameter.key == "precision" && isStandard ? lackHere() : QString();
}

ParameterRow* ParameterForm::row(std::string_view key) const
{
    for (const SectionPart& part : m_parts)
        for (ParameterRow* row : part.rows)
            if (row->parameter().key == key) return row;
    return nullptr;
}

void ParameterForm::pointAt(std::string_view key)
{
    for (const SectionPart& part : m_parts)
        for (ParameterRow* row : part.rows) {
            if (row->parameter().key != key) continue;
            if (isFiltered() && !isFound(*row)) m_filter->clear();
            part.header->setChecked(true);
            if (row->parameter().advanced) part.more->setChecked(true);
            m_scroll->ensureWidgetVisible(row);
            row->focusEditor();
            Flash::at(*row);
        }
}

// A sign for each kind of row.
QWidget* ParameterForm::makeLegend()
{
    auto* legend = new QWidget(this);
    legend->setObjectName(QStringLiteral("legend"));
    auto* line = new QHBoxLayout(legend);
    line->setContentsMargins(10, 3, 10, 3);
    line->setSpacing(5);
    for (Sign* sign : { &m_liveSign, &m_restartSign }) {
        *sign = { new QLabel(legend), new QLabel(legend) };
        sign->text->setForegroundRole(QPalette::PlaceholderText);
        line->addWidget(sign->picture);
        line->addWidget(sign->text);
        line->addSpacing(8);
    }
    line->addStretch(1);
    return legend;
}

void ParameterForm::showLegend()
{
    m_liveSign.picture->setPixmap(badgeOf(Applies::live, palette(), devicePixelRatioF()));
    m_restartSign.picture->setPixmap(badgeOf(Applies::restart, palette(), devicePixelRatioF()));
    m_liveSign.text->setText(tr("at the next step"));
    m_restartSign.text->setText(tr("with a new run"));
}

void ParameterForm::forgetRefusals()
{
    for (const SectionPart& part : m_parts)
        for (ParameterRow* row : part.rows)
            row->forgetRefusal();
}

// "The first tower" says less than what it reads.
void ParameterForm::nameTowers()
{
    const auto setup = m_moment.setup();
    for (int tower = 0; tower < 3; ++tower) {
        const std::string letter(1, char('a' + tower));
        const bool known =
            setup && tower < setup->towers() && setup->modality(tower).name.size() > 1;
        const QString name = known ? modalityName(setup->modality(tower).name) : QString();
        row("freeze_" + letter)->setLabel(known ? tr("Freeze the %1 tower").arg(name) : name);
        row("rate_factor_" + letter)
            ->setLabel(known ? tr("Rate factor, %1 tower").arg(name) : name);
    }
}

// A drag ends where the value is no longer taken.
void ParameterForm::showReach()
{
    const Parameter& temperature = row("temperature")->parameter();
    if (m_edits.wanted().flag("learn_temperature"))
        row("temperature")->setReach(leastLearnableTemperature, mostLearnableTemperature);
    else
        row("temperature")->setReach(temperature.minimum, temperature.maximum);
}

void ParameterForm::follow(const MomentChange& change)
{
    if (change.run != MomentChange::Run::same) forgetRefusals();
    if (change.run != MomentChange::Run::same || change.data || change.events) return refresh();
    if (change.steps) showLiveValues();
}

void ParameterForm::refresh()
{
    const RunSpec wanted = m_edits.wanted();
    const DataChoice choice { wanted, m_moment.newestSpec(), m_moment.setup() };
    const bool filtered = isFiltered();
    int all = 0, found = 0, waiting = 0;
    for (const SectionPart& part : m_parts) {
        int advanced = 0;
        const int foundBefore = found;
        for (ParameterRow* row : part.rows) {
            const Parameter& parameter = row->parameter();
            const bool waits = m_edits.pending().contains(parameter.key);
            const bool relevant = wanted.isRelevant(parameter) && concerns(parameter, choice)
                && std::ranges::find(m_limits.hidden, parameter.key) == m_limits.hidden.end();
            advanced += relevant && parameter.advanced;
            const bool isIn = relevant && (!filtered || isFound(*row));
            all += relevant;
            found += isIn;
            waiting += relevant && waits && !isIn;
            row->setVisible(isIn && (filtered || !parameter.advanced || part.more->isChecked()));
            row->setWaiting(waits);
            row->showValue(m_edits.shownValue(parameter.key));
            row->setLock(lockOf(parameter));
        }
        const bool isEmpty = filtered && found == foundBefore;
        part.header->setVisible(!isEmpty);
        part.body->setVisible(!isEmpty && (filtered || part.header->isChecked()));
        part.more->setVisible(advanced > 0 && !filtered);
        if (part.presets) part.presets->setVisible(!filtered);
    }
    showFound(found, all, waiting);
    nameTowers();
    showReach();
    showNotes();
    showModalities();
    refreshPendingBar();
}

// What the wanted data have: known by name, or because they are open.
void ParameterForm::showModalities()
{
    const RunSpec wanted = m_edits.wanted();
    std::vector<std::string> names = knownModalities(wanted);
    const auto setup = m_moment.setup();
    if (names.empty() && setup && !m_edits.pending().contains("dataset"))
        for (const ModalityData& modality : setup->dataset().modalities)
            names.push_back(modality.name);
    ModalitiesEdit* edit = row("modalities")->modalities();
    if (edit->setNames(names)) orderTabs();
    edit->setHubAsked(wanted.text("pairs") == "hub");
}

FormulaView* ParameterForm::makeFormula(const char* key)
{
    auto* formula = new FormulaView(row(key));
    formula->setObjectName(QStringLiteral("formula.") + QLatin1String(key));
    row(key)->setFoot(formula);
    connect(formula, &FormulaView::clicked, formula, [formula] { openFormulaSheet(*formula); });
    return formula;
}

// What is learnt stands where the run has brought it.
void ParameterForm::showFormulas()
{
    RunSpec shown = asTrained(m_edits.wanted());
    for (const char* key : { "temperature", "bias" })
        shown.set(key, m_edits.shownValue(key));
    const auto setup = m_moment.setup();
    const auto half = [&](int tower) {
        return setup ? modalityName(setup->modality(tower).name) : QString(QChar(u'…'));
    };
    if (const ObjectiveInfo* info = findObjective(shown.text("objective")))
        m_objective->show({ qString(info->name), objectiveName(*info), objectivePurpose(*info),
            qString(info->formula), objectiveLegend(*info, shown, half(0), half(1)),
            qString(info->source) });
    if (const OptimizerInfo* info = findOptimizer(shown.text("optimizer")))
        m_optimizer->show({ qString(info->name), optimizerName(*info), optimizerPurpose(*info),
            qString(info->formula), optimizerLegend(*info, shown), qString(info->source) });
}

void ParameterForm::showNotes()
{
    showFormulas();
    row("precision")->setNote(lackHere());
    const RunSpec wanted = m_edits.wanted();
    if (const ObjectiveInfo* objective = findObjective(wanted.text("objective"))) {
        row("objective")->setNote(objectivePurpose(*objective));
        row("objective")->editor()->setStatusTip(qString(objective->source));
    }
    if (const OptimizerInfo* optimizer = findOptimizer(wanted.text("optimizer"))) {
        QStringList lines { optimizerPurpose(*optimizer) };
        if (optimizer->needsHeldBatch && wanted.integer("hold_batch") == 1)
            lines << tr("Compares losses of the same batch: hold each for several steps.");
        if (const std::int64_t step = failedSearchOf(m_moment.run().get());
            optimizer->needsHeldBatch && step > 0)
            lines << tr("No step was found at step %1: the batch is at its minimum or at a kink. "
                        "Hold batches for fewer steps, or choose AdamW.")
                         .arg(step);
        row("optimizer")->setNote(lines.join(QLatin1Char('\n')));
        row("optimizer")->editor()->setStatusTip(qString(optimizer->source));
    }
}

void ParameterForm::explainChoices()
{
    for (const ObjectiveInfo& info : objectiveTable())
        row("objective")->setChoiceTip(info.name, objectiveTip(info));
    for (const OptimizerInfo& info : optimizerTable())
        row("optimizer")->setChoiceTip(info.name, optimizerTip(info));
}

void ParameterForm::showLiveValues()
{
    for (const char* key : { "temperature", "bias" })
        row(key)->showValue(m_edits.shownValue(key));
    showFormulas();
}

// What is wrong is told at the field that was touched, also where it lies with another one.
void ParameterForm::showRefusal(const std::string& key, const Problem& problem)
{
    if (ParameterRow* row = this->row(key)) row->refuse(problem);
}

void ParameterForm::refreshPendingBar()
{
    const auto problems = m_edits.problems();
    const int count = int(m_edits.pending().size());
    m_pendingBar->setVisible(count > 0);
    QStringList lines;
    for (const Problem& problem : problems)
        lines << problemText(problem);
    m_pendingText->setText(problems.empty() ? tr("%n change(s) wait for a new run.", nullptr, count)
                                            : lines.join(u'\n'));
    m_apply->setEnabled(problems.empty());
}

void ParameterForm::retranslate()
{
    for (const SectionPart& part : m_parts) {
        part.header->setText(sectionText(part.section));
        part.more->setText(tr("More"));
        part.more->setToolTip(tr("Parameters that are rarely changed"));
    }
    m_hint->setTexts(tr("What the run learns, how, and on which data"),
        tr("What the parameters do"),
        tr("<p>A dot marks what takes effect at the next step, while the run goes on; an arrow "
           "what begins a new run, by the bar that then stands below.</p>"
           "<p>A dotted label: a click tells what its term means. A double click on a label sets "
           "the default, and undo takes any change back.</p>"
           "<p>A slider that is held shows in the curves where the value would lead.</p>"));
    m_filter->setPlaceholderText(tr("Find a parameter"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setToolTip(tr("By its name in English or Chinese, its symbol, unit or group; Esc "
                            "shows all rows again"));
    explainChoices();
    showNotes();
    m_apply->setText(tr("Apply and restart"));
    m_apply->setToolTip(tr("Begin a new run with these values"));
    m_discard->setText(tr("Discard"));
    m_discard->setToolTip(tr("Forget these changes"));
    nameTowers();
    showLegend();
    showLimits();
    refreshPendingBar();
}

void ParameterForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showLegend();
    if (event->type() != QEvent::LanguageChange) return;
    for (const SectionPart& part : m_parts)
        for (ParameterRow* row : part.rows)
            row->retranslate();
    retranslate();
}

QSize ParameterForm::sizeHint() const
{
    return { 340, 600 };
}

} // namespace contrastlab
