// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A preset sets every row that presets set, so that one takes the place of another.
#include "panels/lock_presets.h"

#include "run/item_names.h"
#include "run/parameter_edits.h"
#include "run/run_moment.h"

#include <QCoreApplication>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <map>

namespace contrastlab {

namespace {

struct PresetTexts {
    Q_DECLARE_TR_FUNCTIONS(LockPresets)
};

constexpr double slowRate = 0.1;
constexpr std::int64_t usualSteps = 1000; // of a run without end

// All learn alike.
std::vector<std::pair<std::string, ParameterValue>> withoutLocks(std::size_t towers)
{
    std::vector<std::pair<std::string, ParameterValue>> values;
    for (std::size_t tower = 0; tower < towers; ++tower) {
        const char letter = static_cast<char>('a' + tower);
        values.emplace_back(std::string("freeze_") + letter, false);
        values.emplace_back(std::string("rate_factor_") + letter, 1.0);
    }
    values.emplace_back("unlock_step", std::int64_t(0));
    values.emplace_back("head_steps", std::int64_t(0));
    return values;
}

// The first multiple of a part that is still to come.
std::int64_t nextPart(std::int64_t step, std::int64_t part)
{
    part = std::max<std::int64_t>(1, part);
    return (step / part + 1) * part;
}

void setIn(LockPreset& preset, const std::string& key, const ParameterValue& value)
{
    std::ranges::find(preset.values, key, &std::pair<std::string, ParameterValue>::first)->second =
        value;
}

std::vector<QString> towerNames(const RunMoment& moment)
{
    const auto setup = moment.setup();
    std::vector<QString> names;
    for (int tower = 0; setup && tower < setup->towers(); ++tower)
        names.push_back(modalityName(setup->modality(tower).name));
    return names;
}

void apply(const LockPreset& preset, ParameterEdits& edits)
{
    edits.undoList().beginGroup(preset.name);
    for (const auto& [key, value] : preset.values)
        if (edits.shownValue(key) != value) edits.edit(*findParameter(key), value);
    edits.undoList().endGroup();
}

void fillPresets(QMenu& menu, const RunMoment& moment, ParameterEdits& edits)
{
    menu.clear();
    menu.setToolTipsVisible(true);
    for (const LockPreset& preset :
        lockPresets(towerNames(moment), edits.wanted().integer("steps"), moment.newestStep())) {
        QAction* action = menu.addAction(preset.name);
        action->setToolTip(preset.help);
        action->setCheckable(true);
        action->setChecked(std::ranges::all_of(preset.values,
            [&](const auto& row) { return edits.shownValue(row.first) == row.second; }));
        QObject::connect(
            action, &QAction::triggered, &menu, [preset, &edits] { apply(preset, edits); });
    }
    if (menu.isEmpty())
        menu.addAction(PresetTexts::tr("The data are not there yet"))->setEnabled(false);
}

/// Says its name anew in another language.
class PresetButton final : public QToolButton {
public:
    explicit PresetButton(QWidget* parent) : QToolButton(parent) { retranslate(); }

protected:
    void changeEvent(QEvent* event) override
    {
        QToolButton::changeEvent(event);
        if (event->type() == QEvent::LanguageChange) retranslate();
    }

private:
    void retranslate()
    {
        setText(PresetTexts::tr("Which towers learn"));
        setToolTip(PresetTexts::tr("Lock a tower, unlock it later, slow it down, or let the heads "
                                   "warm up: sets several of the rows below"));
    }
};

} // namespace

std::vector<LockPreset> lockPresets(
    const std::vector<QString>& towers, std::int64_t steps, std::int64_t step)
{
    std::vector<LockPreset> presets;
    if (towers.empty()) return presets;
    const std::int64_t length = steps > 0 ? steps : usualSteps;
    const auto add = [&](const QString& name, const QString& help) -> LockPreset& {
        return presets.emplace_back(LockPreset { name, help, withoutLocks(towers.size()) });
    };
    add(PresetTexts::tr("All towers learn"), PresetTexts::tr("From the first step, alike"));
    for (std::size_t tower = 0; tower < towers.size(); ++tower) {
        const std::string letter(1, static_cast<char>('a' + tower));
        setIn(add(PresetTexts::tr("Lock the %1 tower (LiT)").arg(towers[tower]),
                  PresetTexts::tr("It stays as it is, and the others learn to meet it. An "
                                  "encoder is always locked: what learns is the tower on its "
                                  "features.")),
            "freeze_" + letter, true);
    }
    const std::int64_t later = nextPart(step, length / 4);
    for (std::size_t tower = 0; tower < towers.size(); ++tower) {
        const std::string letter(1, static_cast<char>('a' + tower));
        LockPreset& preset =
            add(PresetTexts::tr("Lock the %1 tower until step %2").arg(towers[tower]).arg(later),
                PresetTexts::tr("The others come to meet it first, then all learn"));
        setIn(preset, "freeze_" + letter, true);
        setIn(preset, "unlock_step", later);
    }
    for (std::size_t tower = 0; tower < towers.size(); ++tower) {
        const std::string letter(1, static_cast<char>('a' + tower));
        setIn(add(PresetTexts::tr("Slow the %1 tower down tenfold").arg(towers[tower]),
                  PresetTexts::tr("Its learning rate is a tenth of the others'")),
            "rate_factor_" + letter, slowRate);
    }
    const std::int64_t warm = nextPart(step, length / 10);
    setIn(add(PresetTexts::tr("Warm up the heads alone until step %1").arg(warm),
              PresetTexts::tr("Only the last layer of each tower learns at first")),
        "head_steps", warm);
    return presets;
}

QToolButton* makeLockPresetButton(RunMoment& moment, ParameterEdits& edits, QWidget* parent)
{
    auto* button = new PresetButton(parent);
    button->setObjectName(QStringLiteral("lockPresets"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    QObject::connect(menu, &QMenu::aboutToShow, menu,
        [menu, &moment, &edits] { fillPresets(*menu, moment, edits); });
    button->setMenu(menu);
    return button;
}

} // namespace contrastlab
