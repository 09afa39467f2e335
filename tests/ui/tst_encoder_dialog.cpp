// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From an ONNX file to a run on its features, and the ways in which towers may be locked.
#include "data/data_drop.h"
#include "data/data_intake.h"
#include "data/encoder_dialog.h"
#include "data/encoder_form.h"
#include "data/neighbour_model.h"
#include "panels/lock_presets.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "support/onnx_runtime_here.h"
#include "support/open_window.h"
#include "support/wav_files.h"
#include "support/window_run.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

// Long enough for a sanitizer on a busy machine.
constexpr int longestWaitMs = 30000;
#define UNTIL(condition) QVERIFY(QTest::qWaitFor([&] { return bool(condition); }, longestWaitMs))

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

template <class T> T* child(QWidget& parent, const char* name)
{
    T* found = parent.findChild<T*>(QLatin1String(name));
    if (!found) qFatal("no %s", name);
    return found;
}

/// Pictures of a colour each, with words.
void writePictures(const QTemporaryDir& folder, int count)
{
    for (int i = 0; i < count; ++i) {
        QImage picture(12, 12, QImage::Format_RGB32);
        picture.fill(QColor::fromHsv(i % 4 * 90, 200 + i, 200));
        const QString name = folder.filePath(QString("hue_%1").arg(i, 2, 10, QChar('0')));
        picture.save(name + ".png");
        QFile text(name + ".txt");
        if (!text.open(QIODevice::WriteOnly)) qFatal("not writable");
        text.write(QString("a photo of a cat, %1").arg(i).toUtf8());
    }
}

/// Tones of a loudness each, with words.
void writeTones(const QTemporaryDir& folder, int count)
{
    for (int i = 0; i < count; ++i) {
        const QString name = folder.filePath(QString("tone_%1").arg(i, 2, 10, QChar('0')));
        writeWav(name + ".wav", 8000, toneOf(8000, 0.3, 400, 0.2 + 0.02 * i));
        QFile text(name + ".txt");
        if (!text.open(QIODevice::WriteOnly)) qFatal("not writable");
        text.write(QString("a tone, %1").arg(i).toUtf8());
    }
}

EncoderWish wishFor(const QTemporaryDir& folder, const char* encoder)
{
    EncoderWish wish { encoderFixture(encoder), {}, {}, nullptr };
    wish.data.set("dataset", folder.path().toStdString());
    return wish;
}

RunSpec shortRunOn(const QTemporaryDir& folder)
{
    RunSpec spec;
    spec.set("dataset", folder.path().toStdString());
    spec.set("steps", std::int64_t(20));
    spec.set("batch_size", std::int64_t(8));
    spec.set("held_out", std::int64_t(4));
    return spec;
}

/// Drags the file over the window and drops it; what the window said before the drop.
QString hintOfDrop(MainWindow& window, const QString& file)
{
    QMimeData mime;
    mime.setUrls({ QUrl::fromLocalFile(file) });
    QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    const QString hint = child<QLabel>(window, "dropHint")->text();
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    return hint;
}

void setLine(QLineEdit& line, const QString& text)
{
    line.setFocus();
    line.selectAll();
    QTest::keyClicks(&line, text);
    QTest::keyClick(&line, Qt::Key_Return);
}

} // namespace

class TestEncoderDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("CONTRASTLAB_CACHE", m_cache.path().toUtf8()); }

    void showsWhatWasReadAndWhatIsAlike()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        writePictures(folder, 20);
        EncoderDialog dialog;
        dialog.open(wishFor(folder, "pictures/model.onnx"));
        QVERIFY(!child<QPushButton>(dialog, "train")->isEnabled());
        UNTIL(dialog.look());
        QVERIFY2(!dialog.look()->failure, qPrintable(dialog.message()));
        QVERIFY(child<QLabel>(dialog, "facts")->text().contains("image_embeds"));
        QCOMPARE(child<QLineEdit>(dialog, "mean")->text(), QString("0.5,0.25,0.125"));
        QVERIFY(child<QComboBox>(dialog, "layout")->isVisible());
        QVERIFY(!child<QLineEdit>(dialog, "tokens")->isVisible());
        QVERIFY(!child<QLabel>(dialog, "hint")->isVisible());
        const QAbstractItemModel& table = *child<QTableView>(dialog, "neighbours")->model();
        QCOMPARE(table.rowCount(), 10);
        QCOMPARE(table.columnCount(), 6);
        for (int row = 0; row < table.rowCount(); ++row) {
            QVERIFY(!table.index(row, 0).data(Qt::DecorationRole).isNull());
            QVERIFY(table.index(row, 0).data().toString().contains("photo of a cat"));
            QVERIFY(table.index(row, 1).data().toString().startsWith("0.9")
                || table.index(row, 1).data().toString().startsWith("1.0"));
        }
        QVERIFY(dialog.message().contains("20 items"));
        QVERIFY(child<QPushButton>(dialog, "train")->isEnabled());
    }

    void whatIsChangedIsTriedAndTrained()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        writePictures(folder, 12);
        EncoderDialog dialog;
        QSignalSpy trained(&dialog, &EncoderDialog::trainRequested);
        dialog.open(wishFor(folder, "pictures/model.onnx"));
        UNTIL(dialog.look());
        const double before = dialog.look()->preview->meanCosine;
        setLine(*child<QLineEdit>(dialog, "mean"), "-9");
        QVERIFY(!dialog.look());
        UNTIL(dialog.look());
        // A mean far from what it was trained with: all look alike, and the message says so.
        QVERIFY(dialog.look()->preview->meanCosine > before);
        QVERIFY2(dialog.message().contains("nearly the same"), qPrintable(dialog.message()));
        QTest::mouseClick(child<QPushButton>(dialog, "train"), Qt::LeftButton);
        QCOMPARE(trained.size(), 1);
        QCOMPARE(trained.front().at(2).value<std::string>(), std::string("mean=-9"));
        // What cannot be is told, and can be mended.
        setLine(*child<QLineEdit>(dialog, "mean"), "blue");
        UNTIL(dialog.look());
        QVERIFY2(dialog.message().contains("three numbers"), qPrintable(dialog.message()));
        QVERIFY(!child<QPushButton>(dialog, "train")->isEnabled());
        QTest::mouseClick(child<QPushButton>(dialog, "asRead"), Qt::LeftButton);
        UNTIL(dialog.look());
        QVERIFY2(!dialog.look()->failure, qPrintable(dialog.message()));
        QCOMPARE(dialog.look()->wish.settings, std::string());
        QCOMPARE(child<QLineEdit>(dialog, "mean")->text(), QString("0.5,0.25,0.125"));
    }

    void textsAreComparedWithTheirPictures()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        writePictures(folder, 12);
        EncoderDialog dialog;
        dialog.open(wishFor(folder, "texts/model.onnx"));
        UNTIL(dialog.look());
        QVERIFY2(!dialog.look()->failure, qPrintable(dialog.message()));
        QVERIFY(child<QLabel>(dialog, "facts")->text().contains("vocab.txt"));
        QVERIFY(child<QLineEdit>(dialog, "tokens")->isVisible());
        QVERIFY(!child<QLineEdit>(dialog, "mean")->isVisible());
        const QAbstractItemModel& table = *child<QTableView>(dialog, "neighbours")->model();
        QVERIFY(!table.index(0, 1).data(Qt::DecorationRole).isNull());
        const auto* libraries = child<QComboBox>(dialog, "library");
        QVERIFY(libraries->findText("timm") < 0);
        QVERIFY(libraries->findText("sentence-transformers") >= 0);
    }

    void soundsAreTried()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        writeTones(folder, 12);
        EncoderDialog dialog;
        dialog.open(wishFor(folder, "sounds/model.onnx"));
        UNTIL(dialog.look());
        QVERIFY2(!dialog.look()->failure, qPrintable(dialog.message()));
        QVERIFY(child<QLabel>(dialog, "facts")->text().contains("An encoder of sounds"));
        QCOMPARE(child<QLineEdit>(dialog, "rate")->text(), QString("8000"));
        QVERIFY(child<QComboBox>(dialog, "fill")->isVisible());
        QVERIFY(!child<QLineEdit>(dialog, "bands")->isVisible()); // samples go in
        QVERIFY(!child<QLineEdit>(dialog, "mean")->isVisible());
        const QAbstractItemModel& table = *child<QTableView>(dialog, "neighbours")->model();
        QCOMPARE(table.rowCount(), 10);
        QVERIFY(table.index(0, 1).data().toString().contains("a tone"));
        const auto* libraries = child<QComboBox>(dialog, "library");
        QCOMPARE(libraries->count(), 1);
        QCOMPARE(libraries->itemText(0), QString("transformers"));
        // Of log-mel frames there is more to set.
        dialog.open(wishFor(folder, "clap/model.onnx"));
        UNTIL(dialog.look());
        QVERIFY2(!dialog.look()->failure, qPrintable(dialog.message()));
        QCOMPARE(child<QLineEdit>(dialog, "bands")->text(), QString("16"));
        QVERIFY(child<QLineEdit>(dialog, "bands")->isVisible());
        setLine(*child<QLineEdit>(dialog, "bands"), "17");
        UNTIL(dialog.look());
        QVERIFY2(
            dialog.message().contains("make sounds of 1 x 31 x 17"), qPrintable(dialog.message()));
    }

    void thePythonIsThatOfTheCommandLine()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder, to;
        writePictures(folder, 8);
        EncoderDialog dialog;
        dialog.open(wishFor(folder, "pictures/model.onnx"));
        UNTIL(dialog.look());
        dialog.copyPython("timm", to.path());
        const QString script = QApplication::clipboard()->text();
        QVERIFY(script.contains("timm.create_model"));
        QVERIFY(script.contains(to.filePath("image.npy")));
        QFile list(to.filePath("image.items.csv"));
        UNTIL(list.exists());
        QVERIFY(list.open(QIODevice::ReadOnly));
        QCOMPARE(list.readAll().count('\n'), 9);
        QVERIFY(dialog.message().contains("image.items.csv"));
        // Where the list cannot be written, that is told.
        dialog.copyPython("timm", "/proc/nowhere");
        UNTIL(!dialog.message().contains("clipboard"));
        QVERIFY2(dialog.message().contains("/proc/nowhere"), qPrintable(dialog.message()));
    }

    void whatDoesNotFitIsTold_data()
    {
        QTest::addColumn<QString>("encoder");
        QTest::addColumn<QString>("said");
        QTest::newRow("no file") << "nowhere/model.onnx"
                                 << "nowhere/model.onnx";
        QTest::newRow("none") << "none/model.onnx"
                              << "expected an ONNX file";
        QTest::newRow("opset") << "opset/model.onnx"
                               << "refuses";
        QTest::newRow("two inputs") << "two_inputs/model.onnx"
                                    << "expected an encoder of";
        QTest::newRow("mismatch") << "mismatch/model.onnx"
                                  << "does not match";
        QTest::newRow("nan") << "nan/model.onnx"
                             << "finite features";
    }
    void whatDoesNotFitIsTold()
    {
        REQUIRE_ONNX_RUNTIME;
        QFETCH(QString, encoder);
        QFETCH(QString, said);
        const QTemporaryDir folder;
        writePictures(folder, 8);
        EncoderDialog dialog;
        dialog.open(wishFor(folder, encoder.toUtf8().constData()));
        UNTIL(dialog.look());
        QVERIFY(dialog.look()->failure);
        QVERIFY2(dialog.message().contains(said), qPrintable(dialog.message()));
        QVERIFY(!dialog.message().contains('\n'));
        QVERIFY(!child<QPushButton>(dialog, "train")->isEnabled());
    }

    void dataWithoutItsKindAreTold()
    {
        REQUIRE_ONNX_RUNTIME;
        EncoderDialog dialog;
        EncoderWish wish { encoderFixture("pictures/model.onnx"), {}, smallWindowSpec(), nullptr };
        dialog.open(wish);
        UNTIL(dialog.look());
        QVERIFY2(dialog.message().contains("no pictures"), qPrintable(dialog.message()));
        QVERIFY(child<QLabel>(dialog, "hint")->isVisible());
        QVERIFY(child<QLineEdit>(dialog, "mean")->isVisible());
        QVERIFY(!child<QPushButton>(dialog, "train")->isEnabled());
    }

    void aTrialIsCancelled()
    {
        REQUIRE_ONNX_RUNTIME;
        EncoderDialog dialog;
        EncoderWish wish { encoderFixture("pictures/model.onnx"), {}, {}, nullptr }; // emoji
        dialog.open(wish);
        QTest::mouseClick(child<QPushButton>(dialog, "cancelLook"), Qt::LeftButton);
        QVERIFY2(dialog.message().startsWith("Cancelled"), qPrintable(dialog.message()));
        QVERIFY(!dialog.look());
        dialog.open(wish); // and goes on when it is asked for again
        UNTIL(dialog.look());
        QVERIFY2(!dialog.look()->failure, qPrintable(dialog.message()));
    }

    void withoutARuntimeItSaysWhatToInstall()
    {
        if (onnxRuntimeHere()) QSKIP("ONNX Runtime is here");
        EncoderDialog dialog;
        EncoderWish wish { encoderFixture("pictures/model.onnx"), {}, smallWindowSpec(), nullptr };
        dialog.open(wish);
        UNTIL(dialog.look());
        QVERIFY2(dialog.message().contains("install it"), qPrintable(dialog.message()));
    }

    // Dropped on the window, tried, trained with, and shown in the form.
    void aDroppedFileBecomesTheRunsEncoder()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        writePictures(folder, 24);
        const auto window = openWindow(shortRunOn(folder), true);
        UNTIL(window->session().setup());
        const QString file = QString::fromStdString(encoderFixture("pictures/model.onnx"));
        QCOMPARE(hintOfDrop(*window, file), QString("Drop to try as an encoder"));
        EncoderDialog* dialog = window->intake().encoderDialog();
        QVERIFY(dialog && dialog->isVisible());
        UNTIL(dialog->look());
        QVERIFY2(!dialog->look()->failure, qPrintable(dialog->message()));
        setLine(*child<QLineEdit>(*dialog, "mean"), "0");
        UNTIL(dialog->look());
        QTest::mouseClick(child<QPushButton>(*dialog, "train"), Qt::LeftButton);
        QVERIFY(!dialog->isVisible());
        UNTIL(window->session().setup()
            && window->session().setup()->modality(0).kind == ModalityKind::features);
        QCOMPARE(window->session().spec().text("image_encoder"), file.toStdString());
        QCOMPARE(window->session().spec().text("image_encoder_settings"), std::string("mean=0"));
    }

    void aDroppedFileOfSoundsBecomesTheRunsEncoder()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        writeTones(folder, 24);
        const auto window = openWindow(shortRunOn(folder), true);
        UNTIL(window->session().setup());
        const QString file = QString::fromStdString(encoderFixture("sounds/model.onnx"));
        QCOMPARE(hintOfDrop(*window, file), QString("Drop to try as an encoder"));
        EncoderDialog* dialog = window->intake().encoderDialog();
        QVERIFY(dialog && dialog->isVisible());
        UNTIL(dialog->look());
        QVERIFY2(!dialog->look()->failure, qPrintable(dialog->message()));
        setLine(*child<QLineEdit>(*dialog, "gain"), "2");
        UNTIL(dialog->look());
        QTest::mouseClick(child<QPushButton>(*dialog, "train"), Qt::LeftButton);
        UNTIL(window->session().setup()
            && window->session().spec().text("sound_encoder") == file.toStdString());
        QCOMPARE(window->session().spec().text("sound_encoder_settings"), std::string("gain=2"));
        const auto setup = window->session().setup();
        bool isEncoded = false;
        for (int tower = 0; tower < setup->towers(); ++tower)
            isEncoded |= setup->modality(tower).name == "sound"
                && setup->modality(tower).kind == ModalityKind::features;
        QVERIFY(isEncoded);
    }

    void theFormNamesEncodersOfSounds()
    {
        RunSpec spec;
        spec.set("steps", std::int64_t(4));
        spec.set("modalities", std::string("text,sound"));
        RunSession session(1);
        UndoList undo;
        ParameterEdits edits(session, undo);
        ParameterForm form(session.moment(), edits);
        session.start(spec, true);
        form.show();
        ParameterRow& row = *form.row("sound_encoder");
        QVERIFY(row.isVisibleTo(&form) && !form.row("sound_encoder_settings")->isVisibleTo(&form));
        auto* box = row.findChild<QComboBox*>();
        QCOMPARE(box->count(), 3); // from scratch, built in, my ONNX file
        QCOMPARE(form.row("text_encoder")->findChild<QComboBox*>()->count(), 3);
        QSignalSpy wished(&form, &ParameterForm::encoderRequested);
        box->setCurrentIndex(2);
        emit box->activated(2);
        QCOMPARE(wished.size(), 1);
        box->setCurrentIndex(1);
        emit box->activated(1);
        QCOMPARE(row.editorText(), QString("built-in"));
        QVERIFY(!form.row("sound_tower")->isVisibleTo(&form));
    }

    void theFormNamesEncoders()
    {
        RunSpec spec;
        spec.set("steps", std::int64_t(4));
        spec.set("modalities", std::string("image,text"));
        RunSession session(1);
        UndoList undo;
        ParameterEdits edits(session, undo);
        ParameterForm form(session.moment(), edits);
        session.start(spec, true);
        form.show();
        ParameterRow& row = *form.row("image_encoder");
        QVERIFY(row.isVisibleTo(&form) && form.row("text_encoder")->isVisibleTo(&form));
        QVERIFY(!form.row("image_encoder_settings")->isVisibleTo(&form));
        auto* box = row.findChild<QComboBox*>();
        QSignalSpy wished(&form, &ParameterForm::encoderRequested);
        box->setCurrentIndex(box->count() - 1); // my ONNX file
        emit box->activated(box->currentIndex());
        QCOMPARE(wished.size(), 1);
        QCOMPARE(box->currentData().toString(), QString("scratch")); // until there is one
        edits.edit(row.parameter(), std::string("/models/clip/model.onnx"));
        QCOMPARE(row.editorText(), QString("/models/clip/model.onnx"));
        QCOMPARE(box->currentText(), QString("clip/model.onnx"));
        QVERIFY(!form.row("image_tower")->isVisibleTo(&form));
        box->setCurrentIndex(0);
        emit box->activated(0);
        QVERIFY(edits.pending().empty());
        QCOMPARE(row.editorText(), QString("scratch"));
        QTest::mouseClick(row.findChild<QToolButton*>("browse"), Qt::LeftButton);
        QCOMPARE(wished.size(), 2);
    }

    void presetsSetWhatTheySay()
    {
        QVERIFY(lockPresets({}, 100, 0).empty());
        const auto presets = lockPresets({ "image", "text" }, 400, 0);
        QCOMPARE(presets.size(), std::size_t(8));
        const auto valueOf = [&](std::size_t preset, const char* key) {
            for (const auto& [name, value] : presets[preset].values)
                if (name == key) return toText(value);
            return std::string();
        };
        QCOMPARE(valueOf(0, "freeze_a") + valueOf(0, "rate_factor_b"), std::string("false1"));
        QCOMPARE(valueOf(1, "freeze_a") + valueOf(1, "freeze_b"), std::string("truefalse"));
        QCOMPARE(valueOf(4, "freeze_b") + valueOf(4, "unlock_step"), std::string("true100"));
        QCOMPARE(valueOf(5, "rate_factor_a"), std::string("0.1"));
        QCOMPARE(valueOf(7, "head_steps"), std::string("40"));
        // What is over lies in the future again.
        const auto later = lockPresets({ "image", "text" }, 400, 130)[3];
        QVERIFY(later.name.contains("200"));
        for (const LockPreset& preset : presets)
            QCOMPARE(preset.values.size(), presets.front().values.size());
    }

    void aPresetIsLiveAndUndoneAsOne()
    {
        RunSession session(1);
        UndoList undo;
        ParameterEdits edits(session, undo);
        ParameterForm form(session.moment(), edits);
        session.start(smallWindowSpec(400), true);
        form.show();
        UNTIL(session.setup());
        auto* menu = child<QToolButton>(form, "lockPresets")->menu();
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 8);
        QVERIFY(menu->actions()[0]->isChecked());
        menu->actions()[3]->trigger(); // the first tower, for a while
        UNTIL(session.spec().flag("freeze_a") && session.spec().integer("unlock_step") == 100);
        QVERIFY(edits.pending().empty());
        QVERIFY(form.row("unlock_step")->isVisibleTo(&form));
        emit menu->aboutToShow();
        QVERIFY(menu->actions()[3]->isChecked() && !menu->actions()[0]->isChecked());
        edits.undoList().undo();
        UNTIL(!session.spec().flag("freeze_a") && session.spec().integer("unlock_step") == 0);
        QVERIFY(!form.row("unlock_step")->isVisibleTo(&form));
    }

private:
    QTemporaryDir m_cache;
};

QTEST_MAIN(TestEncoderDialog)
#include "tst_encoder_dialog.moc"
