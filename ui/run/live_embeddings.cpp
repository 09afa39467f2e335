// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what work() hands over.
#include "run/live_embeddings.h"

#include "analysis/item_embeddings.h"

#include <QLocale>

#include <numeric>
#include <utility>

namespace contrastlab {

LiveEmbeddings::LiveEmbeddings(RunMoment& moment, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_task(moment, [this](const auto& checkpoint) { return work(checkpoint); })
{
    connect(&m_task, &CheckpointTask::progressed, this, [this](Index done, Index all) {
        if (m_rows) return;
        say([done, all] {
            return tr("Embedding items: %1 of %2…")
                .arg(QLocale().toString(qlonglong(done)), QLocale().toString(qlonglong(all)));
        });
    });
    connect(&m_task, &CheckpointTask::failed, this, [this](const QString& reason) {
        say([reason] { return tr("Items could not be embedded: %1").arg(reason); });
    });
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
    m_task.forget();
    m_rows = nullptr;
    m_state = {};
}

void LiveEmbeddings::ask()
{
    if (m_active && !m_items.empty()) m_task.askSoon();
}

CheckpointTask::Work LiveEmbeddings::work(const std::shared_ptr<const Checkpoint>& checkpoint)
{
    if (!m_active || m_items.empty()) return {};
    return [this, checkpoint, setup = m_moment.setup(), items = m_items](
               ThreadPool& pool, const CheckpointTask::Progress& progress) {
        std::vector<int> towers(std::size_t(setup->towers()));
        std::iota(towers.begin(), towers.end(), 0);
        const auto rows = std::make_shared<const std::vector<Matrix<float>>>(
            embedItems(pool, *setup, *checkpoint, towers, items, progress));
        return [this, rows, step = checkpoint->step] {
            m_rows = rows;
            m_step = step;
            say({});
        };
    };
}

} // namespace contrastlab
