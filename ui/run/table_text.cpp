// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Labels and help are marked where the table stands, in the contexts Parameter, Objective and
// Optimizer.
#include "run/table_text.h"

#include "base/translation_marks.h"
#include "objective/nested_widths.h"
#include "run/message_text.h"
#include "run/section_names.h"
#include "run/spec_settings.h"

#include <QCoreApplication>

#include <cmath>

namespace contrastlab {

namespace {

// Empty where the table says nothing.
QString translated(const char* context, std::string_view text)
{
    if (text.empty()) return {};
    return QCoreApplication::translate(context, std::string(text).c_str());
}

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ParameterText)
};

} // namespace

QString qString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString numberText(double number)
{
    QString text = QString::fromStdString(toText(number));
    text.replace(QStringLiteral("e-0"), QStringLiteral("e-"));
    return text.replace(QStringLiteral("e+0"), QStringLiteral("e"));
}

QString labelText(const Parameter& parameter)
{
    return translated("Parameter", parameter.label);
}

QString helpText(const Parameter& parameter)
{
    return translated("Parameter", parameter.help);
}

QString unitText(const Parameter& parameter)
{
    return translated("Parameter", parameter.unit);
}

const char* sectionName(Section section)
{
    switch (section) {
    case Section::data:
        return QT_TRANSLATE_NOOP("ParameterText", "Data");
    case Section::model:
        return QT_TRANSLATE_NOOP("ParameterText", "Towers");
    case Section::objective:
        return QT_TRANSLATE_NOOP("ParameterText", "Objective");
    case Section::optimizer:
        return QT_TRANSLATE_NOOP("ParameterText", "Optimiser");
    case Section::batch:
        return QT_TRANSLATE_NOOP("ParameterText", "Batch and augmentation");
    case Section::damage:
        return QT_TRANSLATE_NOOP("ParameterText", "Break it on purpose");
    case Section::run:
        return QT_TRANSLATE_NOOP("ParameterText", "Run");
    }
    return "";
}

QString sectionText(Section section)
{
    return translated("ParameterText", sectionName(section));
}

namespace {

const char* contextOf(const Parameter& parameter)
{
    if (parameter.key == "objective") return "Objective";
    return parameter.key.ends_with("optimizer") ? "Optimizer" : "Parameter";
}

} // namespace

QString choiceText(const Parameter& parameter, const Choice& choice)
{
    return translated(contextOf(parameter), choice.label);
}

QString purposeText(const Parameter& parameter, const Choice& choice)
{
    return translated(contextOf(parameter), choice.purpose);
}

QString headingText(const Parameter& parameter, const Choice& choice)
{
    return translated(contextOf(parameter), choice.heading);
}

QString limitText(const Parameter& parameter)
{
    if (std::holds_alternative<bool>(parameter.standard)) return Texts::tr("on or off");
    if (std::holds_alternative<std::string>(parameter.standard))
        return parameter.choices.empty() ? Texts::tr("a text") : Texts::tr("one of the list");
    const bool integer = std::holds_alternative<std::int64_t>(parameter.standard);
    const QString lower = numberText(parameter.minimum), upper = numberText(parameter.maximum);
    const bool bounded = parameter.maximum < 9e15;
    if (parameter.aboveMinimum)
        return bounded ? Texts::tr("a number above %1, at most %2").arg(lower, upper)
                       : Texts::tr("a number above %1").arg(lower);
    if (!bounded) return Texts::tr("a whole number from %1").arg(lower);
    return integer ? Texts::tr("a whole number from %1 to %2").arg(lower, upper)
                   : Texts::tr("a number from %1 to %2").arg(lower, upper);
}

QString valueText(const Parameter& parameter, const ParameterValue& value)
{
    if (const bool* flag = std::get_if<bool>(&value))
        return *flag ? Texts::tr("on") : Texts::tr("off");
    // What is learnt has sixteen digits; nobody reads more than four.
    if (const double* real = std::get_if<double>(&value))
        return numberText(QString::number(*real, 'g', 4).toDouble());
    for (const Choice& choice : parameter.choices)
        if (choice.value == toText(value)) return choiceText(parameter, choice);
    return QString::fromStdString(toText(value));
}

QString tooltipText(const Parameter& parameter)
{
    const QString applies = parameter.applies == Applies::live
        ? Texts::tr("Live: takes effect at the next step.")
        : Texts::tr("Restarts: takes effect with a new run.");
    const QString standard = valueText(parameter, parameter.standard);
    const QString facts = Texts::tr("Default %1 · %2 · key %3")
                              .arg(standard.isEmpty() ? Texts::tr("empty") : standard,
                                  limitText(parameter), qString(parameter.key));
    return QStringLiteral("<p><b>%1</b></p><p>%2</p><p>%3</p><p><small>%4</small></p>")
        .arg(labelText(parameter).toHtmlEscaped(), helpText(parameter).toHtmlEscaped(), applies,
            facts.toHtmlEscaped());
}

namespace {

QString choiceTip(const QString& label, const QString& purpose, std::string_view formula,
    std::string_view source, QStringList needs)
{
    needs.prepend(purpose);
    for (QString& need : needs)
        need = QStringLiteral("<br>") + need.toHtmlEscaped();
    return QStringLiteral("<p><b>%1</b><br>%2%3</p><p><small>%4</small></p>")
        .arg(label.toHtmlEscaped(), qString(formula).toHtmlEscaped(), needs.join(QString()),
            qString(source).toHtmlEscaped());
}

} // namespace

QString learntText(const RunSpec& spec)
{
    if (spec.isRelevant(*findParameter("objective")))
        return objectiveName(*findObjective(spec.text("objective")));
    return valueText(*findParameter("task"), spec.value("task"));
}

QString objectiveName(const ObjectiveInfo& info)
{
    return translated("Objective", info.label);
}

QString objectivePurpose(const ObjectiveInfo& info)
{
    return translated("Objective", info.purpose);
}

QString optimizerName(const OptimizerInfo& info)
{
    return translated("Optimizer", info.label);
}

QString optimizerPurpose(const OptimizerInfo& info)
{
    return translated("Optimizer", info.purpose);
}

QString objectiveTip(const ObjectiveInfo& info)
{
    QStringList needs;
    if (info.needsLabels) needs << Texts::tr("Needs data with labels.");
    if (info.usesQueue)
        needs << Texts::tr("Keeps a queue of past keys and slow copies of the towers.");
    if (info.leastBatch > 1)
        needs << Texts::tr("Needs at least %1 pairs a step.").arg(info.leastBatch);
    if (!info.usesScale) needs << Texts::tr("Has no temperature.");
    return choiceTip(objectiveName(info), objectivePurpose(info), info.formula, info.source, needs);
}

QString optimizerTip(const OptimizerInfo& info)
{
    QStringList needs;
    if (info.needsHeldBatch)
        needs << Texts::tr(
            "Has a line search in place of a learning rate, and wants the same batch "
            "for several steps.");
    return choiceTip(optimizerName(info), optimizerPurpose(info), info.formula, info.source, needs);
}

namespace {

// "β = 1", "Margin = 0.2"
QString symbolText(const Parameter& parameter, const RunSpec& spec)
{
    return Texts::tr("%1 = %2", "symbol or name of a parameter, value")
        .arg(shortLabel(parameter), valueText(parameter, spec.value(parameter.key)));
}

// To three digits.
QString shownNumber(double number)
{
    return numberText(QString::number(number, 'g', 3).toDouble());
}

QStringList ownSymbols(const std::vector<Parameter>& own, const RunSpec& spec)
{
    QStringList parts;
    for (const Parameter& parameter : own)
        if (std::holds_alternative<double>(parameter.standard)
            || std::holds_alternative<std::int64_t>(parameter.standard))
            parts << symbolText(parameter, spec);
    return parts;
}

QString joinedParts(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

// "mean of L at d = 64, 32, 16"; nothing where the loss is that of one width.
QString nestedWidthsText(const RunSpec& spec)
{
    const Index width = spec.integer("embedding_width");
    const int count = nestedCount(width, int(spec.integer("matryoshka")));
    if (count < 2) return {};
    QStringList widths;
    for (int k = 0; k < count; ++k)
        widths << QString::number(nestedWidth(width, k));
    return Texts::tr("mean of L at d = %1").arg(widths.join(QStringLiteral(", ")));
}

} // namespace

QString objectiveLegend(
    const ObjectiveInfo& info, const RunSpec& spec, const QString& a, const QString& b)
{
    QStringList parts { Texts::tr("a: %1, b: %2", "two modalities").arg(a, b) };
    parts << nestedWidthsText(spec);
    parts << translated("Objective", info.symbols);
    const double chance = chanceLoss(info.name, spec.integer("batch_size"),
        spec.real("temperature"), spec.real("bias"), objectiveSettingsOf(spec));
    const QString pairs = Texts::tr("N = %1 pairs").arg(spec.integer("batch_size"));
    parts << (std::isfinite(chance)
            ? Texts::tr("%1 (loss of a guess: %2)").arg(pairs, shownNumber(chance))
            : pairs);
    if (info.usesScale) {
        const double temperature = spec.real("temperature");
        parts << Texts::tr("s = 1/τ = %1, τ = %2")
                     .arg(shownNumber(1 / temperature), shownNumber(temperature));
    }
    if (info.usesBias) parts << symbolText(*findParameter("bias"), spec);
    return joinedParts(parts + ownSymbols(info.parameters, spec));
}

QString optimizerLegend(const OptimizerInfo& info, const RunSpec& spec)
{
    QStringList parts { Texts::tr("θ: the weights, g: their gradient") };
    parts << translated("Optimizer", info.symbols);
    if (info.usesLearningRate) {
        parts << symbolText(*findParameter("learning_rate"), spec);
        parts << Texts::tr("λ = %1 (weight decay)")
                     .arg(valueText(*findParameter("weight_decay"), spec.value("weight_decay")));
    }
    return joinedParts(parts + ownSymbols(info.parameters, spec));
}

QString shortLabel(const Parameter& parameter)
{
    if (parameter.key == "embedding_width") return QStringLiteral("d");
    const QString label = qString(parameter.label);
    const QString last = label.section(QLatin1Char(' '), -1);
    const bool symbol = label.contains(QLatin1Char(' ')) && last.size() <= 2
        && (last[0].isUpper() || last[0].unicode() > 0x7f);
    return symbol ? last : labelText(parameter);
}

QString changeText(const RunEvent& event)
{
    const Parameter* parameter = findParameter(event.key);
    if (!parameter) return qString(event.key);
    const auto before = parseValue(*parameter, event.before);
    const auto after = parseValue(*parameter, event.after);
    if (!before || !after) return shortLabel(*parameter);
    return Texts::tr("%1 %2 → %3", "marker: parameter, old value, new value")
        .arg(shortLabel(*parameter), valueText(*parameter, *before), valueText(*parameter, *after));
}

QString limitText(const Problem& problem)
{
    const Parameter* parameter = findParameter(problem.field);
    const bool isItsOwn = parameter && problem.limit == Message(limitOf(*parameter));
    return isItsOwn ? limitText(*parameter) : messageText(problem.limit);
}

QString problemText(const Problem& problem)
{
    const Parameter* parameter = findParameter(problem.field);
    return Texts::tr("%1 = %2: needs %3", "field, value, limit")
        .arg(parameter ? labelText(*parameter) : QString::fromStdString(problem.field),
            QString::fromStdString(problem.value), limitText(problem));
}

} // namespace contrastlab
