// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tries an encoder on some items, in the background; of several wishes the newest counts. First
// what was read of its files is told, then what it takes for alike. Window thread; the work itself
// runs on a thread of NewestTask's.
#pragma once

#include "base/newest_task.h"
#include "media/encoder_preview.h"
#include "media/load_failure.h"
#include "run/latest_value.h"

#include <QImage>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <stop_token>

namespace contrastlab {

struct EncoderWish {
    std::string file;
    std::string settings; ///< otherwise than its files say
    RunSpec data; ///< which data it is tried on; what it says of encoders does not count
    std::shared_ptr<const OpenedData> opened {}; ///< the same, where they are open already
};

/// How an item looks to people.
struct ItemLook {
    QImage picture; ///< null where it has none
    QString caption;
};

struct EncoderLook {
    EncoderWish wish;
    std::optional<LoadFailure> failure;
    std::shared_ptr<const OnnxSession> session; ///< null where the file could not be opened
    std::optional<EncoderPlan> read; ///< as its files say
    std::shared_ptr<const Encoder> encoder; ///< null where it does not run with these settings
    std::shared_ptr<const OpenedData> data;
    bool hasItems = true; ///< of the kind that the encoder takes
    std::optional<EncoderPreview> preview;
    std::map<Index, ItemLook> items; ///< of the preview
};

class EncoderTrial : public QObject {
    Q_OBJECT

public:
    static constexpr int pictureSide = 48; ///< of an item, as it is shown
    static constexpr int picturePixels = 2; ///< for each of them, for fine screens

    explicit EncoderTrial(QObject* parent = nullptr);
    ~EncoderTrial() override;

    /// Soon: several calls in a row make one trial.
    void begin(const EncoderWish& wish);
    /// At once; nothing is told of what was running.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_shared != nullptr; }

signals:
    void progressed(const contrastlab::LoadProgress& progress);
    /// Everything but the preview.
    void read(const std::shared_ptr<const contrastlab::EncoderLook>& look);
    void finished(const std::shared_ptr<const contrastlab::EncoderLook>& look);

private:
    struct Shared {
        LatestValue<LoadProgress> progress;
        LatestValue<EncoderLook> read;
        LatestValue<EncoderLook> result;
    };
    void submit();
    void poll();

    EncoderWish m_wish;
    std::shared_ptr<const EncoderLook> m_last; ///< whose model and data serve again
    std::shared_ptr<Shared> m_shared; ///< null while nothing is wanted
    bool m_toldRead = false;
    std::stop_source m_stop;
    QTimer m_delay;
    QTimer m_poll;
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
