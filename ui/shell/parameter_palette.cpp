// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A value goes the way that the form's values go, so what the form refuses or a lesson holds, this
// refuses, too.
#include "shell/parameter_palette.h"

#include "lesson/glossary_marks.h"
#include "panels/parameter_form.h"
#include "run/section_names.h"
#include "run/table_text.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int nearEnough = 700; ///< of nameScore(): a name or the beginning of one of its words
constexpr std::size_t mostReadings = 3;

// As it is said where one has no Greek keyboard.
QString spelledOut(const QString& label)
{
    static const std::pair<QChar, const char*> letters[] { { u'α', "alpha" }, { u'β', "beta" },
        { u'γ', "gamma" }, { u'δ', "delta" }, { u'ε', "epsilon" }, { u'η', "eta" },
        { u'θ', "theta" }, { u'κ', "kappa" }, { u'λ', "lambda" }, { u'μ', "mu" }, { u'ν', "nu" },
        { u'ρ', "rho" }, { u'σ', "sigma" }, { u'τ', "tau" }, { u'φ', "phi" }, { u'ω', "omega" } };
    QStringList words;
    for (const auto& [letter, name] : letters)
        if (label.contains(letter)) words.append(QLatin1String(name));
    return words.join(u' ');
}

QStringList termsOf(const Parameter& parameter)
{
    QStringList terms;
    for (const GlossaryEntry& entry : glossary()) {
        if (entry.show != parameter.key) continue;
        for (const char* language : { "en", "zh_CN" })
            for (const std::string& word : entry.wordsIn(language))
                terms.append(QString::fromStdString(word));
    }
    return terms;
}

bool isNumber(const Parameter& parameter)
{
    return std::holds_alternative<double>(parameter.standard)
        || std::holds_alternative<std::int64_t>(parameter.standard);
}

std::optional<ParameterValue> valueIn(const Parameter& parameter, const QString& text)
{
    if (isNumber(parameter)) return parseValue(parameter, text.toStdString());
    if (!std::holds_alternative<bool>(parameter.standard)) return std::nullopt;
    if (text == u"开") return true;
    if (text == u"关") return false;
    return parseValue(parameter, text.toLower().toStdString());
}

const char* choiceContext(const Parameter& parameter)
{
    if (parameter.key == "objective") return "Objective";
    return parameter.key.ends_with("optimizer") ? "Optimizer" : "Parameter";
}

} // namespace

ParameterPalette::ParameterPalette(ParameterEdits& edits, const ParameterForm& form,
    const BothLanguages& languages, QObject* parent)
    : QObject(parent)
    , m_edits(edits)
    , m_form(form)
    , m_languages(languages)
{
    for (const Parameter& parameter : parameterTable()) {
        const QString key = qString(parameter.key);
        QStringList names = m_languages.of("Parameter", std::string(parameter.label).c_str());
        names << key << spelledOut(qString(parameter.label)) << termsOf(parameter);
        m_index.add(names);
        m_names.push_back(std::move(names));
    }
}

std::vector<QStringList> ParameterPalette::rowNames() const
{
    std::vector<QStringList> names = m_names;
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] += m_languages.of("ParameterText", sectionName(parameterTable()[i].section));
    return names;
}

QString ParameterPalette::obstacleOf(const Parameter& parameter) const
{
    const FormLimits& limits = m_form.limits();
    const auto holds = [&](const std::vector<std::string>& keys) {
        return std::ranges::find(keys, parameter.key) != keys.end();
    };
    if (holds(limits.locked) || holds(limits.hidden))
        return tr("Held by the lesson “%1”").arg(limits.lesson);
    if (m_edits.wanted().isRelevant(parameter)) return {};
    const Parameter* chooser = findParameter(parameter.relevance.key);
    if (!chooser) return tr("Not of this run");
    QStringList values;
    for (const std::string_view text : parameter.relevance.values)
        if (const auto value = parseValue(*chooser, text); value && values.size() < 3)
            values.append(valueText(*chooser, *value));
    if (parameter.relevance.values.size() > 3) values.append(QStringLiteral("…"));
    return tr("Only where %1 is %2", "parameter, values")
        .arg(labelText(*chooser), values.join(QStringLiteral(", ")));
}

PaletteEntry ParameterPalette::entryOf(const Parameter& parameter)
{
    PaletteEntry entry;
    const std::string key(parameter.key);
    entry.id = QStringLiteral("parameter/") + qString(parameter.key);
    entry.kind = tr("Parameter");
    entry.title = labelText(parameter);
    const QString value = valueText(parameter, m_edits.shownValue(parameter.key));
    entry.detail = value.isEmpty() ? value : tr("now %1").arg(value);
    entry.obstacle = obstacleOf(parameter);
    entry.enabled = entry.obstacle.isEmpty();
    entry.act = [this, key] { emit pointedAt(key); };
    return entry;
}

PaletteEntry ParameterPalette::setting(const Parameter& parameter, const ParameterValue& value)
{
    PaletteEntry entry = entryOf(parameter);
    entry.kind = parameter.applies == Applies::live ? tr("Sets it") : tr("Sets it, new run");
    entry.title =
        tr("%1 = %2", "parameter, value").arg(labelText(parameter), valueText(parameter, value));
    if (const auto problem = check(parameter, value); problem && entry.enabled) {
        entry.enabled = false;
        entry.obstacle = tr("Needs %1").arg(limitText(parameter));
    }
    entry.act = [this, &parameter, value] { set(parameter, value); };
    return entry;
}

std::vector<PaletteEntry> ParameterPalette::entries()
{
    constexpr int choicesLater = -15;
    std::vector<PaletteEntry> entries;
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const Parameter& parameter = parameterTable()[i];
        PaletteEntry entry = entryOf(parameter);
        entry.names = m_names[i];
        entries.push_back(std::move(entry));
        for (const Choice& choice : parameter.choices) {
            PaletteEntry chosen = setting(parameter, std::string(choice.value));
            chosen.id += u'/' + qString(choice.value);
            chosen.detail = purposeText(parameter, choice);
            const QStringList labels =
                m_languages.of(choiceContext(parameter), std::string(choice.label).c_str());
            const QStringList own =
                m_languages.of("Parameter", std::string(parameter.label).c_str());
            for (qsizetype j = 0; j < labels.size(); ++j)
                chosen.names << labels[j] << own.value(j) + u' ' + labels[j];
            chosen.names << qString(parameter.key) + u' ' + qString(choice.value);
            chosen.preference = choicesLater;
            entries.push_back(std::move(chosen));
        }
    }
    return entries;
}

std::vector<PaletteEntry> ParameterPalette::read(const QString& query)
{
    const qsizetype divider =
        std::max({ query.lastIndexOf(u' '), query.lastIndexOf(u'='), query.lastIndexOf(u':') });
    if (divider <= 0) return {};
    const QString text = query.mid(divider + 1).trimmed();
    std::vector<NameIndex::Hit> hits = m_index.find(query.left(divider));
    std::ranges::stable_sort(hits, std::ranges::greater(), &NameIndex::Hit::score);
    std::vector<PaletteEntry> entries;
    for (const NameIndex::Hit& hit : hits) {
        if (hit.score < nearEnough || entries.size() == mostReadings) break;
        const Parameter& parameter = parameterTable()[std::size_t(hit.place)];
        if (const auto value = valueIn(parameter, text))
            entries.push_back(setting(parameter, *value));
    }
    std::ranges::stable_sort(entries, std::ranges::greater(), &PaletteEntry::enabled);
    return entries;
}

void ParameterPalette::set(const Parameter& parameter, const ParameterValue& value)
{
    const std::string key(parameter.key);
    m_edits.edit(parameter, value);
    if (m_edits.pending().contains(key) || m_edits.shownValue(key) != value)
        return emit pointedAt(key); // it waits there for a new run, or says why it was not taken
    emit told(
        tr("%1 = %2", "parameter, value").arg(labelText(parameter), valueText(parameter, value)));
}

} // namespace contrastlab
