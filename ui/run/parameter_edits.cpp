// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "run/parameter_edits.h"

#include "run/precision.h"
#include "run/table_text.h"

#include <QCoreApplication>

namespace contrastlab {

namespace {

class ParameterChange final : public UndoEntry {
public:
    ParameterChange(ParameterEdits& edits, const Parameter& parameter, ParameterValue before,
        ParameterValue after, int gesture)
        : UndoEntry(Kind::parameter)
        , m_edits(edits)
        , m_parameter(parameter)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_gesture(gesture)
    {
    }
    QString text() const override
    {
        return QCoreApplication::translate("UndoList", "%1: %2 → %3")
            .arg(labelText(m_parameter), valueText(m_parameter, m_before),
                valueText(m_parameter, m_after));
    }
    QString undo() override
    {
        m_edits.takeBack(std::string(m_parameter.key), m_before, m_place);
        return {};
    }
    QString redo() override
    {
        m_place = m_edits.place();
        m_edits.apply(std::string(m_parameter.key), m_after);
        return {};
    }
    bool mergeWith(const UndoEntry& next) override
    {
        const auto* other = dynamic_cast<const ParameterChange*>(&next);
        if (!other || m_gesture == 0 || other->m_gesture != m_gesture
            || &other->m_parameter != &m_parameter)
            return false;
        m_after = other->m_after;
        return true;
    }

private:
    ParameterEdits& m_edits;
    const Parameter& m_parameter; ///< of the table
    ParameterValue m_before, m_after;
    ParameterEdits::Place m_place; ///< of the first edit of a gesture
    int m_gesture;
};

class Discard final : public UndoEntry {
public:
    explicit Discard(ParameterEdits& edits)
        : UndoEntry(Kind::parameter)
        , m_edits(edits)
        , m_discarded(edits.pending())
    {
    }
    QString text() const override
    {
        return QCoreApplication::translate("UndoList", "Values that waited for a restart let go");
    }
    QString undo() override
    {
        for (const auto& [key, value] : m_discarded)
            m_edits.apply(key, value);
        return {};
    }
    QString redo() override
    {
        m_edits.forgetPending();
        return {};
    }

private:
    ParameterEdits& m_edits;
    ParameterEdits::Pending m_discarded;
};

} // namespace

ParameterEdits::ParameterEdits(RunSession& session, UndoList& undo, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_undo(undo)
{
    connect(&session, &RunSession::refused, this, [this](const Problem& problem) {
        m_sent.erase(problem.field);
        emit refused(problem.field, problem);
    });
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        // What a run did not take before it ended does not come any more.
        if (change.run != MomentChange::Run::same) m_sent.clear();
        if (change.events) arrived(change.events.from);
    });
    connect(&session, &RunSession::outcomeChanged, this, [this] {
        m_sent.clear();
        emit pendingChanged();
    });
    connect(&session, &RunSession::stateChanged, this, &ParameterEdits::applyPendingLive);
}

ParameterValue ParameterEdits::shownValue(std::string_view key) const
{
    for (const Pending* values : { &m_pending, &m_sent })
        if (const auto found = values->find(key); found != values->end()) return found->second;
    return m_session.currentValue(key);
}

// The run has recorded changes from place `from` on.
void ParameterEdits::arrived(std::size_t from)
{
    for (const RunEvent& event : m_session.run()->events.since(from))
        if (const auto sent = m_sent.find(event.key);
            sent != m_sent.end() && toText(sent->second) == event.after)
            m_sent.erase(sent);
}

RunSpec ParameterEdits::wanted() const
{
    RunSpec spec = m_session.spec();
    for (const auto& [key, value] : m_pending)
        spec.set(key, value);
    // How files are read belongs to these files.
    if (m_pending.contains("dataset")) spec.clearData();
    return spec;
}

// What begins with a run waits for the next; so does a task that this one has no room for.
bool ParameterEdits::takesLive(std::string_view key, const ParameterValue& value) const
{
    if (findParameter(key)->applies != Applies::live) return false;
    RunSpec spec = m_session.spec();
    spec.set(key, value);
    const auto setup = m_session.setup();
    return !setup || setup->hasRoomFor(spec);
}

std::optional<Problem> ParameterEdits::problemWith(
    const Parameter& parameter, const ParameterValue& value) const
{
    if (auto problem = check(parameter, value)) return problem;
    const bool live = takesLive(parameter.key, value);
    RunSpec spec = live ? m_session.spec() : wanted();
    spec.set(parameter.key, value);
    if (parameter.key == "precision")
        if (auto problem = precisionProblem(spec)) return problem;
    const auto setup = m_session.setup();
    const auto problems = validate(spec, live && setup ? setup->facts() : DataFacts {});
    return problems.empty() ? std::nullopt : std::optional(problems.front());
}

void ParameterEdits::edit(const Parameter& parameter, const ParameterValue& value, int gesture)
{
    if (const auto problem = problemWith(parameter, value)) {
        emit refused(std::string(parameter.key), *problem);
        return;
    }
    emit accepted(std::string(parameter.key));
    const ParameterValue before = shownValue(parameter.key);
    if (before == value && gesture == 0) return;
    m_undo.perform(std::make_unique<ParameterChange>(
        *this, *findParameter(parameter.key), before, value, gesture));
}

void ParameterEdits::apply(const std::string& key, const ParameterValue& value)
{
    const bool live = takesLive(key, value) && m_session.accepts(key);
    if (live || value == m_session.spec().value(key))
        m_pending.erase(key);
    else
        m_pending[key] = value;
    // A value that stays as it is leaves no event; training moves temperature and bias, though.
    const bool moved = key == "temperature" || key == "bias";
    if (live && (moved || value != m_session.spec().value(key) || m_sent.contains(key)))
        m_sent[key] = value;
    if (live) m_session.request({ key, value });
    emit pendingChanged();
}

ParameterEdits::Place ParameterEdits::place() const
{
    const auto run = m_session.run();
    return run ? Place { run->identity().id, run->events.size() } : Place {};
}

// The first change of it since then; a value that was set before the first step goes back alone,
// and so does one that no step has been done with.
std::int64_t ParameterEdits::stepBefore(const std::string& key, const Place& place) const
{
    const auto run = m_session.run();
    if (!run || run->identity().id != place.run) return -1;
    for (const RunEvent& event : run->events.since(place.events))
        if (event.kind == RunEvent::Kind::change && event.key == key)
            return event.step < m_session.moment().newestStep() ? event.step - 1 : -1;
    return -1;
}

void ParameterEdits::takeBack(
    const std::string& key, const ParameterValue& before, const Place& place)
{
    const std::int64_t step = stepBefore(key, place);
    apply(key, before);
    if (step < 0) return;
    if (m_goesBack)
        m_session.branchFrom(step);
    else
        emit takenBack(key, step);
}

const UndoEntry* ParameterEdits::lastEdit() const
{
    for (int place = m_undo.done() - 1; place >= 0; --place)
        if (m_undo.entry(place).kind() == UndoEntry::Kind::parameter) return &m_undo.entry(place);
    return nullptr;
}

// In its turn it can be done again, out of its turn it is gone.
void ParameterEdits::undoWithSteps()
{
    const UndoEntry* last = lastEdit();
    if (!last) return;
    m_goesBack = true;
    if (last == &m_undo.entry(m_undo.done() - 1))
        m_undo.undo();
    else
        m_undo.takeBack(*last);
    m_goesBack = false;
}

void ParameterEdits::take(const Remedy& remedy)
{
    if (remedy.backTo >= 0 && !m_session.goBackTo(remedy.backTo)) return;
    edit(*findParameter(remedy.key), remedy.value);
}

void ParameterEdits::restartWith(const Remedy& remedy)
{
    RunSpec spec = m_session.spec();
    spec.set(remedy.key, remedy.value);
    m_session.start(spec, m_session.isPaused());
}

void ParameterEdits::applyAndRestart()
{
    const RunSpec spec = wanted();
    m_pending.clear();
    m_session.start(spec, m_session.isPaused());
    emit pendingChanged();
}

void ParameterEdits::startOn(const RunSpec& spec, bool paused)
{
    m_undo.forget(UndoEntry::Kind::parameter);
    m_pending.clear();
    m_session.start(spec, paused);
    emit pendingChanged();
}

void ParameterEdits::open(const StoredRun& stored, const QString& path)
{
    m_undo.forget(UndoEntry::Kind::parameter);
    m_pending.clear();
    m_session.open(stored, path);
    emit pendingChanged();
}

bool ParameterEdits::bringForward(const std::string& id)
{
    if (!m_session.bringForward(id)) return false;
    m_undo.forget(UndoEntry::Kind::parameter);
    m_pending.clear();
    emit pendingChanged();
    return true;
}

void ParameterEdits::discard()
{
    if (!m_pending.empty()) m_undo.perform(std::make_unique<Discard>(*this));
}

void ParameterEdits::forgetPending()
{
    m_pending.clear();
    emit pendingChanged();
}

// Live values that were changed while no run could take them.
void ParameterEdits::applyPendingLive()
{
    if (!m_session.isLive() || m_pending.empty()) return;
    std::erase_if(m_pending, [this](const auto& entry) {
        if (!takesLive(entry.first, entry.second)) return false;
        m_sent[entry.first] = entry.second;
        m_session.request({ entry.first, entry.second });
        return true;
    });
    emit pendingChanged();
}

std::vector<Problem> ParameterEdits::problems() const
{
    auto problems = validate(wanted());
    if (auto problem = precisionProblem(wanted())) problems.push_back(std::move(*problem));
    return problems;
}

} // namespace contrastlab
