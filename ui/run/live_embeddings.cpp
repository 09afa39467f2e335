// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what submit() hands over.
#include "run/live_embeddings.h"

#include "analysis/item_embeddings.h"

#include <QLocale>

#include <numeric>
#include <utility>

namespace contrastlab {

namespace {

constexpr double embeddingRest = 6; // times as long as it took

} // namespace

LiveEmbeddings::LiveEmbeddings(RunMoment& moment, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &LiveEmbeddings::ask);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run == MomentChange::Run::other || change.data) {
            m_items.clear(); // of other data
            forget();
        }
        ask();
    });
}

void LiveEmbeddings::setItems(std::vector<Index> items)
{
    if (items == m_items) return;
    m_items = std::move(items);
    forget();
    ask();
}

void LiveEmbeddings::setActive(bool active)
{
    if (std::exchange(m_active, active) != active) ask();
}

void LiveEmbeddings::say(std::function<QString()> state)
{
    m_state = std::move(state);
    emit changed();
}

void LiveEmbeddings::forget()
{
    ++m_generation;
    m_task.cancel();
    m_soon.stop();
    m_busy = false;
    m_asked = nullptr;
    m_rows = nullptr;
    m_state = {};
}

// Where the playhead rests, what it left is of no use any more.
void LiveEmbeddings::ask()
{
    const auto checkpoint = m_moment.checkpoint();
    if (!m_active || m_items.empty() || !m_moment.setup() || !checkpoint || checkpoint == m_asked
        || (m_busy && m_moment.isMoving()))
        return;
    if (m_moment.isMoving() && m_sinceMade.isValid() && m_rows) {
        const double rest = 1e3 * embeddingRest * m_seconds - double(m_sinceMade.elapsed());
        if (rest > 0) return m_soon.start(int(rest) + 1);
    }
    submit(checkpoint);
}

void LiveEmbeddings::submit(const std::shared_ptr<const Checkpoint>& checkpoint)
{
    m_asked = checkpoint;
    m_busy = true;
    m_soon.stop();
    m_task.cancel();
    const auto tell = [this, generation = ++m_generation](auto act) {
        const auto ifWanted = [this, generation, act] {
            if (generation == m_generation) act();
        };
        QMetaObject::invokeMethod(this, ifWanted, Qt::QueuedConnection);
    };
    m_task.submit([this, tell, checkpoint, setup = m_moment.setup(), items = m_items](
                      const std::stop_token& stop) {
        const auto progress = [&](Index done, Index all) {
            tell([this, done, all] {
                if (m_rows) return;
                say([done, all] {
                    return tr("Embedding items: %1 of %2…")
                        .arg(QLocale().toString(qlonglong(done)),
                            QLocale().toString(qlonglong(all)));
                });
            });
        };
        QElapsedTimer timer;
        timer.start();
        ThreadPool pool(1);
        const InterruptedBy interrupted(pool, stop);
        std::vector<int> towers(std::size_t(setup->towers()));
        std::iota(towers.begin(), towers.end(), 0);
        try {
            const auto rows = std::make_shared<const std::vector<Matrix<float>>>(
                embedItems(pool, *setup, *checkpoint, towers, items, progress));
            const double seconds = 1e-3 * double(timer.elapsed());
            tell([this, rows, step = checkpoint->step, seconds] { keep(rows, step, seconds); });
        } catch (const std::exception& error) {
            tell([this, reason = QString::fromUtf8(error.what())] {
                m_busy = false;
                say([reason] { return tr("Items could not be embedded: %1").arg(reason); });
            });
        }
    });
}

void LiveEmbeddings::keep(const MapRows& rows, std::int64_t step, double seconds)
{
    m_busy = false;
    m_seconds = seconds;
    m_sinceMade.start();
    m_rows = rows;
    m_step = step;
    say({});
    ask();
}

} // namespace contrastlab
