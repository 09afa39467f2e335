// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A branch comes as a row of its own; where runs go or stand otherwise, the model begins anew.
#include "panels/run_list_model.h"

#include "store/run_store.h"
#include "theme/plot_theme.h"

#include <QFont>
#include <QGuiApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

int alignmentOf(int column)
{
    const bool number = column >= RunListModel::steps && column <= RunListModel::recall;
    const Qt::AlignmentFlag across = number ? Qt::AlignRight
        : column == RunListModel::star      ? Qt::AlignHCenter
                                            : Qt::AlignLeft;
    return int(across | Qt::AlignVCenter);
}

} // namespace

RunListModel::RunListModel(RunSession& session, QObject* parent)
    : QAbstractItemModel(parent)
    , m_session(session)
    , m_library(session.library())
{
    connect(&m_library, &RunLibrary::changed, this, &RunListModel::takeRuns);
    connect(&session, &RunSession::stateChanged, this, &RunListModel::tellOfAll);
    takeRuns();
}

// Of each run of the library; files may say that two runs are each other's parent.
std::vector<int> RunListModel::parents() const
{
    const auto& runs = m_library.runs();
    std::vector<int> found(runs.size(), -1);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::string id = runs[i].run->identity().parentId;
        if (id.empty()) continue;
        for (std::size_t j = 0; j < runs.size(); ++j)
            if (j != i && runs[j].run->identity().id == id) found[i] = int(j);
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        std::size_t generations = 0;
        for (int at = int(i); at >= 0 && generations <= runs.size(); ++generations)
            at = found[std::size_t(at)];
        if (generations > runs.size()) found[i] = -1;
    }
    return found;
}

bool RunListModel::isSameSoFar(const std::vector<int>& parentsNow) const
{
    if (m_rows.size() > parentsNow.size()) return false;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].id != m_library.runs()[i].run->identity().id
            || m_rows[i].parent != parentsNow[i])
            return false;
    return true;
}

void RunListModel::takeRuns()
{
    const std::vector<int> now = parents();
    const bool anew = !isSameSoFar(now);
    if (anew) {
        beginResetModel();
        std::vector<Row> before = std::exchange(m_rows, {});
        m_roots.clear();
        for (const LibraryRun& run : m_library.runs()) {
            const auto there =
                std::ranges::find_if(before, [&](const Row& row) { return row.summary.isOf(run); });
            m_rows.push_back({ run.run->identity().id, -1, {},
                there == before.end() ? RunSummary(run) : there->summary });
        }
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            m_rows[i].parent = now[i];
            (now[i] < 0 ? m_roots : m_rows[std::size_t(now[i])].children).push_back(int(i));
        }
        endResetModel();
    }
    while (m_rows.size() < now.size())
        append(m_rows.size(), now[m_rows.size()]);
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (!m_rows[i].summary.isOf(m_library.runs()[i]))
            m_rows[i].summary = RunSummary(m_library.runs()[i]);
    refresh();
}

void RunListModel::append(std::size_t place, int parent)
{
    const QModelIndex above = parent < 0 ? QModelIndex() : indexAt(parent);
    const int last = rowCount(above);
    beginInsertRows(above, last, last);
    const LibraryRun& run = m_library.runs()[place];
    m_rows.push_back({ run.run->identity().id, parent, {}, RunSummary(run) });
    (parent < 0 ? m_roots : m_rows[std::size_t(parent)].children).push_back(int(place));
    endInsertRows();
}

const std::vector<int>& RunListModel::childrenOf(const QModelIndex& parent) const
{
    return parent.isValid() ? m_rows[parent.internalId()].children : m_roots;
}

QModelIndex RunListModel::index(int row, int column, const QModelIndex& parent) const
{
    const auto& children = childrenOf(parent);
    if (row < 0 || row >= int(children.size()) || column < 0 || column >= columns) return {};
    return createIndex(row, column, quintptr(children[std::size_t(row)]));
}

QModelIndex RunListModel::indexAt(int place, int column) const
{
    const int above = m_rows[std::size_t(place)].parent;
    const auto& beside = above < 0 ? m_roots : m_rows[std::size_t(above)].children;
    const auto found = std::ranges::find(beside, place);
    return createIndex(int(found - beside.begin()), column, quintptr(place));
}

QModelIndex RunListModel::parent(const QModelIndex& index) const
{
    if (!index.isValid()) return {};
    const int above = m_rows[index.internalId()].parent;
    return above < 0 ? QModelIndex() : indexAt(above);
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(childrenOf(parent).size());
}

int RunListModel::columnCount(const QModelIndex&) const
{
    return columns;
}

std::string RunListModel::idOf(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[index.internalId()].id : std::string();
}

QModelIndex RunListModel::indexOf(const std::string& id) const
{
    const auto found = std::ranges::find(m_rows, id, &Row::id);
    return found == m_rows.end() ? QModelIndex() : indexAt(int(found - m_rows.begin()));
}

const RunSpec* RunListModel::specOf(const std::string& id) const
{
    const auto found = std::ranges::find(m_rows, id, &Row::id);
    return found == m_rows.end() ? nullptr : &found->summary.spec();
}

bool RunListModel::refresh()
{
    bool more = false;
    for (Row& row : m_rows)
        more |= row.summary.catchUp();
    tellOfAll();
    return more;
}

void RunListModel::tellOfAll()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        emit dataChanged(indexAt(int(i)), indexAt(int(i), columns - 1));
}

// The reference; without one the parent, or of a run that began anew the one before it.
const RunListModel::Row* RunListModel::comparedWith(const Row& row) const
{
    const auto reference = std::ranges::find(m_rows, m_library.reference(), &Row::id);
    if (reference != m_rows.end()) return &*reference == &row ? nullptr : &*reference;
    if (row.parent >= 0) return &m_rows[std::size_t(row.parent)];
    const auto place = std::ranges::find(m_roots, int(&row - m_rows.data())) - m_roots.begin();
    return place == 0 ? nullptr : &m_rows[std::size_t(m_roots[std::size_t(place - 1)])];
}

QString RunListModel::outcomeOf(const LibraryRun& run) const
{
    const bool front = m_library.front() == run.run->identity().id;
    const RunSession::State state = m_session.state();
    if (front && state == RunSession::State::preparing) return tr("Preparing");
    if (front && state == RunSession::State::running) return tr("Training");
    if (front && state == RunSession::State::paused) return tr("Paused");
    if (front && m_session.moment().isAdvancing()) return tr("Trained elsewhere");
    if (run.trains && run.run->outcome().kind == RunOutcome::Kind::running)
        return tr("Trains along");
    switch (run.run->outcome().kind) {
    case RunOutcome::Kind::running:
        if (!run.file) return tr("Stopping");
        return isBeingWritten(run.path.toStdString()) ? tr("Trained elsewhere") : tr("Broke off");
    case RunOutcome::Kind::completed:
        return tr("Completed");
    case RunOutcome::Kind::stopped:
        return tr("Stopped");
    case RunOutcome::Kind::diverged:
        return tr("Diverged");
    case RunOutcome::Kind::failed:
        return tr("Failed");
    }
    return {};
}

QString RunListModel::textOf(const Row& row, int column) const
{
    const LibraryRun* run = m_library.find(row.id);
    if (!run) return {};
    const QLocale locale;
    const auto number = [&](std::optional<double> value, int digits) {
        return value ? locale.toString(*value, 'f', digits) : QStringLiteral("–");
    };
    switch (column) {
    case name:
        return runName(*run, m_library);
    case star:
        return run->starred ? QStringLiteral("★") : QStringLiteral("☆");
    case outcome:
        return outcomeOf(*run);
    case steps:
        return locale.toString(qlonglong(row.summary.step()));
    case loss:
        return number(row.summary.loss(), 3);
    case best:
        return number(row.summary.bestLoss(), 3);
    case recall: {
        const auto share = row.summary.recallAt1();
        return share ? number(100 * *share, 1) + QStringLiteral("\u2009%") : QStringLiteral("–");
    }
    default: {
        const Row* other = comparedWith(row);
        return other ? differenceText(other->summary.spec(), row.summary.spec()) : QString();
    }
    }
}

QString RunListModel::tipOf(const Row& row, int column) const
{
    const LibraryRun* run = m_library.find(row.id);
    if (!run) return {};
    if (column == star)
        return run->starred ? tr("Starred: is kept when there are too many runs. Click to unstar")
                            : tr("Star it, so that it is kept when there are too many runs");
    const Row* other = comparedWith(row);
    const LibraryRun* compared = other ? m_library.find(other->id) : nullptr;
    if (column == differs && compared)
        return tr("From “%1” to “%2”: %3")
            .arg(runName(*compared, m_library), runName(*run, m_library), textOf(row, differs));
    QStringList lines { runName(*run, m_library) };
    if (m_library.reference() == row.id) lines << tr("The others are compared with this run");
    if (const std::int64_t step = run->run->identity().branchedAt; step > 0)
        lines << tr("Branched at step %1").arg(QLocale().toString(qlonglong(step)));
    if (!run->path.isEmpty()) lines << run->path;
    return lines.join(QChar(u'\n'));
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Row& row = m_rows[index.internalId()];
    const LibraryRun* run = m_library.find(row.id);
    if (!run) return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        if (column == name && m_library.reference() == row.id)
            return tr("%1 (reference)").arg(textOf(row, name));
        return textOf(row, column);
    case Qt::EditRole:
        return textOf(row, column);
    case Qt::ToolTipRole:
        return tipOf(row, column);
    case Qt::CheckStateRole:
        if (column == name) return run->shown ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::DecorationRole:
        if (column == name)
            return PlotTheme::fromPalette(QGuiApplication::palette()).seriesColor(runColor(*run));
        return {};
    case Qt::FontRole: {
        QFont font = QGuiApplication::font();
        font.setBold(m_library.front() == row.id);
        return font;
    }
    case Qt::BackgroundRole:
        if (m_hovered != row.id) return {};
        return mixed(QGuiApplication::palette().color(QPalette::Base),
            QGuiApplication::palette().color(QPalette::Highlight), 0.25);
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    default:
        return {};
    }
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const std::string id = idOf(index);
    const LibraryRun* run = m_library.find(id);
    if (!run || index.column() != name) return false;
    if (role == Qt::CheckStateRole) {
        m_library.setShown(id, value.toInt() == Qt::Checked);
        return true;
    }
    const QString text = value.toString().trimmed();
    if (role != Qt::EditRole || text == textOf(m_rows[index.internalId()], name)) return false;
    m_library.rename(id, text);
    return true;
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractItemModel::flags(index);
    const bool named = index.isValid() && index.column() == name;
    return named ? usual | Qt::ItemIsUserCheckable | Qt::ItemIsEditable : usual;
}

QVariant RunListModel::headerData(int section, Qt::Orientation way, int role) const
{
    if (way != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole) {
        const QStringList titles { tr("run"), QStringLiteral("★"), tr("state"), tr("steps"),
            tr("loss"), tr("lowest"), tr("recall@1"), tr("differs by") };
        return titles.value(section);
    }
    if (role == Qt::TextAlignmentRole) return alignmentOf(section);
    if (role != Qt::ToolTipRole) return {};
    switch (section) {
    case loss:
        return tr("Newest held-out loss");
    case best:
        return tr("Lowest held-out loss so far");
    case recall:
        return tr("Held-out recall@1, the mean of both directions");
    case differs:
        return tr(
            "Values that differ from the reference; without one from the run that it branched "
            "off, or, where it began anew, from the run before it");
    default:
        return {};
    }
}

void RunListModel::setHovered(const std::string& id)
{
    if (std::exchange(m_hovered, id) != id) tellOfAll();
}

void RunListModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
    tellOfAll();
}

} // namespace contrastlab
