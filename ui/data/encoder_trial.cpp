// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for the functions that are handed over: they own copies of all they touch.
#include "data/encoder_trial.h"

#include "base/thread_pool.h"
#include "media/item_list.h"
#include "run/prepared_data.h"

#include <algorithm>
#include <set>

namespace contrastlab {

namespace {

constexpr int trialDelayMs = 150; ///< while one trial is under way, more wishes may follow the next
constexpr int trialPollMs = 25;

RunSpec withoutEncoders(RunSpec spec)
{
    for (const char* key : { "image_encoder", "text_encoder", "sound_encoder" }) {
        spec.set(key, std::string("scratch"));
        spec.set(std::string(key) + "_settings", std::string());
    }
    return spec;
}

constexpr int shownSide = EncoderTrial::pictureSide * EncoderTrial::picturePixels;

// All as large: what is small, as digits are, would be hard to see.
QImage shownPicture(const QImage& picture)
{
    return picture.isNull()
        ? picture
        : picture.scaled(shownSide, shownSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

// The first picture and the first caption that the data have of an item.
ItemLook lookAt(const OpenedData& data, Index item)
{
    ItemLook look;
    for (const ModalityData& modality : data.dataset->modalities) {
        if (!data.media || !modality.has(item)) continue;
        if (modality.kind == ModalityKind::image && look.picture.isNull())
            look.picture = shownPicture(data.media->picture(modality.name, item, 0, shownSide));
        const auto captions = data.media->captions(modality.name, item);
        if (look.caption.isEmpty() && !captions.empty())
            look.caption = QString::fromStdString(captions.front());
    }
    if (look.caption.isEmpty() && !data.dataset->itemNames.empty())
        look.caption =
            QString::fromStdString(data.dataset->itemNames[static_cast<std::size_t>(item)].en);
    return look;
}

void openModel(EncoderLook& look, const std::shared_ptr<const EncoderLook>& last)
{
    if (last && last->session && last->wish.file == look.wish.file)
        look.session = last->session;
    else
        look.session = std::make_shared<const OnnxSession>(OnnxRuntime::load(), look.wish.file);
    look.read = planOf(*look.session);
    look.encoder = std::make_shared<const Encoder>(look.session, look.wish.settings);
}

void openItems(EncoderLook& look, const std::shared_ptr<const EncoderLook>& last,
    const ProgressCallback& progress, const std::stop_token& stop)
{
    const RunSpec spec = withoutEncoders(look.wish.data);
    if (look.wish.opened)
        look.data = look.wish.opened;
    else if (last && last->data && dataPartOf(withoutEncoders(last->wish.data)) == dataPartOf(spec))
        look.data = last->data;
    else
        look.data = std::make_shared<const OpenedData>(openData(spec, progress, stop));
}

void compare(EncoderLook& look, const ProgressCallback& progress, const std::stop_token& stop)
{
    const ModalityData* modality = modalityFor(*look.encoder, *look.data->dataset);
    look.hasItems = modality && look.data->media;
    if (!look.hasItems) return;
    look.preview =
        previewOf(*look.encoder, *look.data, *modality, groundOf(look.wish.data), progress, stop);
    std::set<Index> shown;
    for (const PreviewRow& row : look.preview->rows) {
        shown.insert(row.item);
        shown.insert(row.nearest.begin(), row.nearest.end());
    }
    for (const Index item : shown)
        look.items[item] = lookAt(*look.data, item);
}

} // namespace

EncoderTrial::EncoderTrial(QObject* parent)
    : QObject(parent)
    , m_task(NewestTask::Urgency::background)
{
    m_delay.setSingleShot(true);
    m_poll.setInterval(trialPollMs);
    connect(&m_delay, &QTimer::timeout, this, &EncoderTrial::submit);
    connect(&m_poll, &QTimer::timeout, this, &EncoderTrial::poll);
}

EncoderTrial::~EncoderTrial()
{
    m_stop.request_stop();
}

void EncoderTrial::begin(const EncoderWish& wish)
{
    m_delay.start(isRunning() ? trialDelayMs : 0);
    m_stop.request_stop();
    m_stop = {};
    m_wish = wish;
    m_shared = std::make_shared<Shared>();
    m_toldRead = false;
}

void EncoderTrial::cancel()
{
    m_stop.request_stop();
    m_shared = nullptr;
    m_delay.stop();
    m_poll.stop();
}

void EncoderTrial::submit()
{
    m_task.submit([wish = m_wish, last = m_last, shared = m_shared, stop = m_stop.get_token()] {
        const auto tell = [&](const LoadProgress& progress) {
            shared->progress.publish(std::make_shared<LoadProgress>(progress));
        };
        EncoderLook look;
        look.wish = wish;
        try {
            openModel(look, last);
            shared->read.publish(std::make_shared<EncoderLook>(look));
            openItems(look, last, tell, stop);
            compare(look, tell, stop);
        } catch (const LoadCancelled&) {
            return;
        } catch (const Interrupted&) {
            return;
        } catch (...) {
            look.failure = failureFrom(std::current_exception());
        }
        shared->result.publish(std::make_shared<EncoderLook>(std::move(look)));
    });
    m_poll.start();
}

void EncoderTrial::poll()
{
    if (const auto progress = m_shared->progress.latest()) emit progressed(*progress);
    const auto result = m_shared->result.latest();
    const auto seen = m_shared->read.latest();
    if (seen && !result && !m_toldRead) {
        m_toldRead = true;
        emit read(seen);
    }
    if (!result) return;
    m_last = result;
    m_shared = nullptr;
    m_poll.stop();
    emit finished(result);
}

} // namespace contrastlab
