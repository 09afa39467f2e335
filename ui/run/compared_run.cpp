// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/compared_run.h"

#include "run/run_summary.h"

#include <QLocale>

#include <utility>

namespace contrastlab {

namespace {

bool holdOutAlike(const ProbeSet& a, const ProbeSet& b)
{
    return a.heatmapItems == b.heatmapItems && a.projectionItems == b.projectionItems
        && a.trainingItems == b.trainingItems;
}

} // namespace

ComparedRun::ComparedRun(RunSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_library(session.library())
    , m_frontBefore(m_library.front())
{
    connect(&m_library, &RunLibrary::changed, this, &ComparedRun::followLibrary);
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (!isOn()) return;
        if (change.data) look();
        if (change.playhead || change.steps) park();
        if (change.frame || change.playhead || change.steps) emit changed();
    });
    // The last step of a run that trains along comes when the one in front stands still already.
    connect(&m_moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.steps && m_seeksFor) m_seeker.begin(m_seeksFor, true);
        if (change.frame && isOn()) emit changed();
    });
    connect(&session, &RunSession::ticked, this, [this] {
        if (m_shown) m_moment.catchUp();
    });
}

void ComparedRun::choose(const std::string& id)
{
    if (id == m_id || (!id.empty() && (id == m_library.front() || !m_library.find(id)))) return;
    m_id = id;
    look();
}

// Runs come and go, and the same run may be another object, or have data, from now on.
void ComparedRun::followLibrary()
{
    const std::string before = std::exchange(m_frontBefore, m_library.front());
    if (!isOn()) return;
    if (m_id == m_library.front()) m_id = m_library.find(before) ? before : std::string();
    if (!m_library.find(m_id)) m_id.clear();
    look();
}

void ComparedRun::look()
{
    const LibraryRun* run = isOn() ? m_library.find(m_id) : nullptr;
    m_ready = run ? run->ready : nullptr;
    m_lack = reason();
    const bool comparable = run && m_lack.isEmpty();
    const std::shared_ptr<const Run> wanted = comparable ? run->run : nullptr;
    if (std::exchange(m_shown, wanted) != wanted)
        show();
    else
        park(); // it may have ended when nothing ticks any more
    emit changed();
}

void ComparedRun::show()
{
    m_seeksFor = nullptr;
    m_seeker.begin(nullptr, false);
    if (!m_shown) return m_moment.show(nullptr);
    m_moment.show(m_shown, { m_ready->setup, m_ready->data.media, m_ready->probes });
    park();
}

QString ComparedRun::reason() const
{
    if (!isOn()) return {};
    const auto front = m_session.prepared();
    if (!front) return tr("Preparing the data…");
    if (!m_ready) return tr("The data of this run are not open: bring it to the front once");
    const RunSetup &a = *front->setup, &b = *m_ready->setup;
    if (a.dataset().digest != b.dataset().digest)
        return tr("The two runs learn from other data: their pictures cannot be compared");
    if (a.towers() != b.towers() || a.pairs() != b.pairs())
        return tr("The two runs learn from other modalities or pairs of them: their pictures "
                  "cannot be compared");
    if (!holdOutAlike(front->probes, m_ready->probes))
        return tr("The two runs hold out other items (another seed or share): their pictures "
                  "cannot be compared");
    return {};
}

// At the same step, because what the runs differ by is to be seen and not how long they trained.
void ComparedRun::park()
{
    if (!m_shown) return;
    const RunMoment& front = m_session.moment();
    m_moment.catchUp();
    m_moment.setAdvancing(front.isAdvancing());
    const Playhead& playhead = front.playhead();
    if (playhead.following && m_moment.newestStep() <= front.newestStep())
        m_moment.follow();
    else
        m_moment.park(playhead.step);
    seek();
}

// While steps come the nearest records will do.
void ComparedRun::seek()
{
    const bool moves = m_session.moment().isMoving();
    if (m_seeksFor == (moves ? nullptr : m_ready)) return;
    m_seeksFor = moves ? nullptr : m_ready;
    m_seeker.begin(m_seeksFor, true);
}

namespace {

QString captionAt(const QString& letter, const LibraryRun* run, const RunLibrary& library,
    const RunMoment& moment)
{
    QStringList parts { letter };
    const auto frame = moment.frame();
    const std::int64_t step = frame ? frame->step : moment.playhead().step;
    parts << ComparedRun::tr("step %1").arg(QLocale().toString(qlonglong(step)));
    if (run) parts << runName(*run, library);
    return parts.join(QStringLiteral(" · "));
}

} // namespace

QString ComparedRun::captionOfFront() const
{
    return captionAt(
        QStringLiteral("A"), m_library.find(m_library.front()), m_library, m_session.moment());
}

QString ComparedRun::caption() const
{
    return captionAt(QStringLiteral("B"), m_library.find(m_id), m_library, m_moment);
}

void ComparedRun::retranslate()
{
    look();
}

} // namespace contrastlab
