// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values are written as train --sweep takes them.
#include "panels/sweep_editor.h"

#include "run/table_text.h"
#include "theme/colors.h"
#include "views/wrapping_row.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int mostSeeds = 1000, mostSteps = 1'000'000'000;
constexpr std::size_t mostShownProblems = 3;

// Three digits, unless they round it past an end.
QString shortNumber(const Parameter& parameter, double number)
{
    const QString text = QString::number(number, 'g', 3);
    const bool fits = text.toDouble() >= parameter.minimum && text.toDouble() <= parameter.maximum;
    return fits ? text : QString::number(number, 'g', 10);
}

// A tenth to ten times what it is, or the whole range of what may be 0.
QString proposedNumbers(const Parameter& parameter, double now)
{
    const double most = std::min(parameter.maximum, unlimited);
    if (now > 0) {
        const double first = std::max(now / 10, parameter.minimum), last = std::min(now * 10, most);
        if (first > 0 && last > first)
            return QStringLiteral("log:%1:%2:5")
                .arg(shortNumber(parameter, first), shortNumber(parameter, last));
    }
    const double last = std::min(most, std::max(1.0, now));
    return QStringLiteral("linear:%1:%2:5")
        .arg(shortNumber(parameter, parameter.minimum), shortNumber(parameter, last));
}

// Halves and doubles of what it is.
QString proposedWholes(const Parameter& parameter, std::int64_t now)
{
    QStringList values;
    for (const double factor : { 0.25, 0.5, 1.0, 2.0, 4.0 }) {
        const double value = std::floor(factor * double(now == 0 ? 1 : now));
        if (value >= parameter.minimum && value <= parameter.maximum)
            values << QString::number(qlonglong(value));
    }
    values.removeDuplicates();
    return values.join(QStringLiteral(", "));
}

QString proposedFor(const Parameter& parameter, const ParameterValue& now)
{
    if (parameter.key == "seed") return QStringLiteral("0, 1, 2, 3");
    if (std::holds_alternative<bool>(now)) return QStringLiteral("false, true");
    if (const auto* whole = std::get_if<std::int64_t>(&now))
        return proposedWholes(parameter, *whole);
    if (const auto* number = std::get_if<double>(&now)) return proposedNumbers(parameter, *number);
    QStringList keys;
    for (const Choice& choice : parameter.choices)
        keys << qString(choice.value);
    return keys.isEmpty() ? QString::fromStdString(std::get<std::string>(now))
                          : keys.join(QStringLiteral(", "));
}

} // namespace

SweepEditor::SweepEditor(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto* fields = new QWidget(this);
    auto* row = new WrappingRow(fields);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(6);
    // What belongs together stays in one line.
    const auto group = [&](const std::initializer_list<QWidget*>& widgets) {
        auto* together = new QWidget(fields);
        auto* line = new QHBoxLayout(together);
        line->setContentsMargins({});
        line->setSpacing(6);
        for (QWidget* widget : widgets)
            line->addWidget(widget);
        row->addWidget(together);
    };
    for (Row& one : m_rows) {
        makeRow(one);
        group({ one.label, one.key, one.over, one.values });
    }
    const auto number = [&](QLabel*& label, QSpinBox*& field, int most) {
        label = new QLabel(this);
        field = new QSpinBox(this);
        field->setRange(1, most);
        field->setGroupSeparatorShown(true);
        label->setBuddy(field);
        connect(field, &QSpinBox::valueChanged, this, &SweepEditor::look);
        group({ label, field });
    };
    number(m_seedsLabel, m_seeds, mostSeeds);
    number(m_stepsLabel, m_steps, mostSteps);
    connect(m_steps, &QSpinBox::valueChanged, this, [this] { m_stepsChosen |= !m_filling; });
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(8, 0, 8, 2);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    column->addWidget(fields);
    column->addWidget(m_problem);
    retranslate();
    m_rows[0].key->setCurrentIndex(m_rows[0].key->findData(QStringLiteral("temperature")));
    setBase(m_base);
}

void SweepEditor::makeRow(Row& row)
{
    row.label = new QLabel(this);
    row.key = new QComboBox(this);
    row.over = new QLabel(this);
    row.values = new QLineEdit(this);
    row.label->setBuddy(row.key);
    row.over->setBuddy(row.values);
    const auto axis = std::size_t(&row - m_rows.data());
    connect(row.key, &QComboBox::currentIndexChanged, this, [this, axis] {
        m_rows[axis].chosen = false;
        propose(axis);
        look();
    });
    connect(row.values, &QLineEdit::textEdited, this, [this, axis] { m_rows[axis].chosen = true; });
    connect(row.values, &QLineEdit::textChanged, this, &SweepEditor::look);
}

std::string SweepEditor::keyOf(const Row& row) const
{
    return row.key->currentData().toString().toStdString();
}

// By section, as the form has them.
void SweepEditor::fillKeys(std::size_t axis)
{
    QComboBox& box = *m_rows[axis].key;
    const QVariant before = box.currentData();
    const QSignalBlocker quiet(box);
    box.clear();
    if (axis > 0) box.addItem(tr("nothing else"), QString());
    std::optional<Section> section;
    for (const Parameter& parameter : parameterTable()) {
        if (section != parameter.section) {
            section = parameter.section;
            box.addItem(sectionText(parameter.section), QStringLiteral("-"));
            qobject_cast<QStandardItemModel*>(box.model())
                ->item(box.count() - 1)
                ->setEnabled(false);
        }
        box.addItem(labelText(parameter), qString(parameter.key));
    }
    box.setCurrentIndex(std::max(axis > 0 ? 0 : 1, box.findData(before)));
}

void SweepEditor::propose(std::size_t axis)
{
    const Row& row = m_rows[axis];
    const Parameter* parameter = findParameter(keyOf(row));
    row.over->setVisible(parameter != nullptr);
    row.values->setVisible(parameter != nullptr);
    if (row.chosen) return;
    row.values->setText(
        parameter ? proposedFor(*parameter, m_base.value(parameter->key)) : QString());
    row.values->setCursorPosition(0);
}

void SweepEditor::setBase(const RunSpec& base)
{
    m_base = base;
    m_filling = true;
    if (const std::int64_t steps = base.integer("steps"); !m_stepsChosen && steps > 0)
        m_steps->setValue(int(std::min<std::int64_t>(steps, mostSteps)));
    m_filling = false;
    for (std::size_t axis = 0; axis < m_rows.size(); ++axis)
        propose(axis);
    look();
}

std::vector<SweepAxis> SweepEditor::axesWith(std::vector<Problem>& problems) const
{
    std::vector<SweepAxis> axes;
    for (const Row& row : m_rows)
        if (const std::string key = keyOf(row); !key.empty())
            axes.push_back(readAxis(key, row.values->text().toStdString(), problems));
    return axes;
}

std::vector<Problem> SweepEditor::problemsOf(std::vector<SweepAxis>& axes) const
{
    std::vector<Problem> problems;
    axes = axesWith(problems);
    for (const SweepAxis& axis : axes)
        for (const std::string& text : axis.values) {
            RunSpec spec;
            auto problem = assign(spec, axis.key, text);
            if (!problem) problem = check(*findParameter(axis.key), spec.value(axis.key));
            if (problem) problems.push_back(*problem);
        }
    return problems;
}

QString SweepEditor::problems() const
{
    std::vector<SweepAxis> axes;
    const std::vector<Problem> wrong = problemsOf(axes);
    QStringList lines;
    for (std::size_t i = 0; i < std::min(wrong.size(), mostShownProblems); ++i)
        lines << problemText(wrong[i]);
    if (axes.size() == 2 && axes[0].key == axes[1].key)
        lines << tr("Choose two different parameters.");
    const bool seedVaries = std::ranges::find(axes, "seed", &SweepAxis::key) != axes.end();
    if (seedVaries && m_seeds->value() > 1)
        lines << tr("Where the seed itself varies, there is one seed for each.");
    if (wrong.empty() && runs() > mostSweptRuns)
        lines << tr("At most %1 runs.").arg(QLocale().toString(qulonglong(mostSweptRuns)));
    return lines.join(u'\n');
}

std::size_t SweepEditor::runs() const
{
    std::vector<Problem> unused;
    auto runs = std::size_t(m_seeds->value());
    for (const SweepAxis& axis : axesWith(unused))
        runs *= axis.values.size();
    return runs;
}

// How a picture is flipped is chosen in the form, and so is a queue that is no default.
SweepSpec SweepEditor::sweepOf(const RunSpec& base) const
{
    SweepSpec sweep;
    std::vector<Problem> unused;
    sweep.axes = axesWith(unused);
    sweep.repeats = m_seeds->value();
    sweep.base = base;
    sweep.base.set("steps", std::int64_t(m_steps->value()));
    sweep.chosen = { "augment.flip" };
    RunSpec fitted = base;
    fitted.set("queue_size", findParameter("queue_size")->standard);
    fitQueue(fitted, {});
    if (fitted.value("queue_size") == base.value("queue_size"))
        sweep.base.set("queue_size", findParameter("queue_size")->standard);
    // Its first setting, so that nothing is judged that is not trained.
    for (const SweepAxis& axis : sweep.axes)
        if (!axis.values.empty()) assign(sweep.base, axis.key, axis.values.front());
    return sweep;
}

void SweepEditor::look()
{
    const QString wrong = problems();
    m_problem->setText(wrong);
    m_problem->setVisible(!wrong.isEmpty());
    QPalette red = palette();
    red.setColor(QPalette::WindowText, errorColor(palette()));
    m_problem->setPalette(red);
    bool stepsVary = false;
    for (const Row& row : m_rows)
        stepsVary |= keyOf(row) == "steps";
    m_steps->setEnabled(!stepsVary);
    emit changed();
}

void SweepEditor::retranslate()
{
    for (std::size_t axis = 0; axis < m_rows.size(); ++axis) {
        Row& row = m_rows[axis];
        fillKeys(axis);
        row.label->setText(axis == 0 ? tr("Vary") : tr("and"));
        row.over->setText(tr("over"));
        row.values->setPlaceholderText(QStringLiteral("0.05, 0.1, 0.2"));
        row.values->setToolTip(
            tr("Values with commas between, as 0.05, 0.1, 0.2; or so many from the first to the "
               "last: log:0.01:1:9 in equal ratios, linear:0:1:5 in equal steps."));
        row.values->setAccessibleName(
            axis == 0 ? tr("Values of the first parameter") : tr("Values of the second parameter"));
        row.key->setAccessibleName(
            axis == 0 ? tr("First parameter that varies") : tr("Second parameter that varies"));
        row.key->setMaximumWidth(13 * fontMetrics().height());
        row.values->setMinimumWidth(9 * fontMetrics().height());
    }
    m_seedsLabel->setText(tr("seeds"));
    m_seeds->setToolTip(tr("Each setting is trained so many times, from different first weights "
                           "and in another order of the items: how far the runs lie apart says "
                           "what chance does."));
    m_stepsLabel->setText(tr("steps"));
    m_steps->setToolTip(tr("Of each run. Everything else is as in the run in front."));
    look();
}

void SweepEditor::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange) look();
}

} // namespace contrastlab
