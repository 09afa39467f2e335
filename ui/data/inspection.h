// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks at data in the background; of several wishes the newest counts. Window thread; the reading
// itself runs on a thread of NewestTask's.
#pragma once

#include "base/newest_task.h"
#include "media/dataset_loader.h"
#include "media/load_failure.h"
#include "run/latest_value.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace contrastlab {

struct InspectionResult {
    DatasetSpec spec;
    DatasetReport report; ///< complete, or what was understood before it failed
    std::optional<LoadFailure> failure;
};

class Inspection : public QObject {
    Q_OBJECT

public:
    explicit Inspection(QObject* parent = nullptr);
    ~Inspection() override;

    /// Soon: several calls in a row make one look.
    void begin(const DatasetSpec& spec);
    /// At once; nothing is told of what was running.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_shared != nullptr; }

signals:
    void started();
    void progressed(const contrastlab::LoadProgress& progress);
    void finished(const std::shared_ptr<const contrastlab::InspectionResult>& result);

private:
    struct Shared {
        LatestValue<LoadProgress> progress;
        LatestValue<InspectionResult> result;
    };
    void submit();
    void poll();

    DatasetSpec m_spec;
    std::shared_ptr<Shared> m_shared; ///< null while nothing is wanted
    std::stop_source m_stop;
    QTimer m_delay;
    QTimer m_poll;
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
