// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pure; any thread.
#include "media/listing/foreign_kinds.h"

#include "base/message.h"
#include "media/bytes/file_set.h"
#include "media/bytes/text_file.h"

#include <algorithm>
#include <map>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr std::int64_t lookedAt = 1 << 16;
constexpr std::size_t filesOpened = 256; ///< of a folder; of more, the endings have to do

// clang-format off
/// %2 of a command: a table of pandas as CSV, with the pictures and sounds that stand in it, as those of
/// Hugging Face do, as files beside it.
constexpr const char* tableWithFiles =
    R"sh(o=f+'.files';w=lambda v,n:(os.makedirs(o,exist_ok=True),n:=n+(os.path.splitext(v.get('path') or '')[1] or '.png'),open(n,'wb').write(v['bytes']),os.path.relpath(n,os.path.dirname(f) or '.'))[3] if isinstance(v,dict) and v.get('bytes') else v;pandas.DataFrame({k:[w(v,f'{o}/{j}-{i:06}') for i,v in enumerate(d[k])] for j,k in enumerate(d)}).to_csv(f+'.csv',index=False))sh";
const ForeignKind pytorch { QT_TRANSLATE_NOOP("Message", "a PyTorch file"), "python3-torch",
    R"sh(python3 -c "import sys,torch,numpy as n;f=sys.argv[1];d=torch.load(f,'cpu',weights_only=True);d=d if hasattr(d,'items') else dict(enumerate(d if isinstance(d,(list,tuple)) else [d]));n.savez(f+'.npz',**{'a%s'%k if isinstance(k,int) else k:v.detach().numpy() for k,v in d.items() if hasattr(v,'detach')})" %1)sh" };
const ForeignKind pickle { QT_TRANSLATE_NOOP("Message", "a Python pickle, which runs code when it is opened (convert only what you trust)"), "python3-numpy, python3-pandas",
    R"sh(python3 -c "import sys,pickle,numpy as n;f=sys.argv[1];d=pickle.load(open(f,'rb'),encoding='latin1');d.to_csv(f+'.csv') if hasattr(d,'to_csv') else n.savez(f+'.npz',**{str(k):v for k,v in d.items()}) if isinstance(d,dict) else n.save(f+'.npy',d)" %1)sh" };
const ForeignKind joblib { QT_TRANSLATE_NOOP("Message", "a joblib file, which runs code when it is opened (convert only what you trust)"), "python3-joblib, python3-pandas",
    R"sh(python3 -c "import sys,joblib,numpy as n;f=sys.argv[1];d=joblib.load(f);d.to_csv(f+'.csv') if hasattr(d,'to_csv') else n.savez(f+'.npz',**{str(k):v for k,v in d.items()}) if isinstance(d,dict) else n.save(f+'.npy',d)" %1)sh" };
const ForeignKind excel { QT_TRANSLATE_NOOP("Message", "an Excel workbook"), "python3-pandas, python3-openpyxl",
    R"sh(python3 -c "import sys,pandas;f=sys.argv[1];pandas.read_excel(f).to_csv(f+'.csv',index=False)" %1)sh" };
const ForeignKind openDocument { QT_TRANSLATE_NOOP("Message", "an OpenDocument spreadsheet"), "python3-pandas, python3-odf",
    R"sh(python3 -c "import sys,pandas;f=sys.argv[1];pandas.read_excel(f,engine='odf').to_csv(f+'.csv',index=False)" %1)sh" };
const ForeignKind parquet { QT_TRANSLATE_NOOP("Message", "a Parquet table"), "pip install pandas pyarrow",
    R"sh(python3 -c "import sys,os,pandas;f=sys.argv[1];d=pandas.read_parquet(f);%2" %1)sh" };
const ForeignKind feather { QT_TRANSLATE_NOOP("Message", "an Arrow (Feather) table"), "pip install pandas pyarrow",
    R"sh(python3 -c "import sys,os,pandas;f=sys.argv[1];d=pandas.read_feather(f);%2" %1)sh" };
const ForeignKind arrowStream { QT_TRANSLATE_NOOP("Message", "a stream of Arrow tables, as Hugging Face datasets keep them"), "pip install pandas pyarrow",
    R"sh(python3 -c "import sys,os,pandas,pyarrow.ipc as a;f=sys.argv[1];d=a.open_stream(open(f,'rb')).read_pandas();%2" %1)sh" };
const ForeignKind lmdb { QT_TRANSLATE_NOOP("Message", "an LMDB database"), "python3-lmdb",
    R"sh(python3 -c "import sys,os,lmdb;f=sys.argv[1];o=f+'.files';os.makedirs(o,exist_ok=True);[open(os.path.join(o,k.decode('latin1').replace('/','_')),'wb').write(v) for k,v in lmdb.open(f,subdir=False,readonly=True,lock=False).begin().cursor()]" %1)sh" };
const ForeignKind hdf5 { QT_TRANSLATE_NOOP("Message", "an HDF5 file"), "python3-h5py",
    R"sh(python3 -c "import sys,h5py,numpy as n;f=sys.argv[1];d={};h5py.File(f).visititems(lambda k,v:d.update({k.replace('/','_'):v[()]}) if hasattr(v,'dtype') else None);n.savez(f+'.npz',**d)" %1)sh" };
const ForeignKind matlabHdf5 { QT_TRANSLATE_NOOP("Message", "a MATLAB file of version 7.3, which is HDF5"), "python3-h5py",
    R"sh(python3 -c "import sys,h5py,numpy as n;f=sys.argv[1];n.savez(f+'.npz',**{k:v[()].T for k,v in h5py.File(f).items() if hasattr(v,'dtype')})" %1)sh" };
const ForeignKind matlab { QT_TRANSLATE_NOOP("Message", "a MATLAB file"), "python3-scipy",
    R"sh(python3 -c "import sys,numpy as n,scipy.io as s;f=sys.argv[1];n.savez(f+'.npz',**{k:v.squeeze() for k,v in s.loadmat(f).items() if k[0]!='_'})" %1)sh" };
const ForeignKind heif { QT_TRANSLATE_NOOP("Message", "a HEIC or AVIF picture"), "libheif-examples",
    R"sh(heif-convert -q 95 %1 %1.jpg)sh" };
const ForeignKind video { QT_TRANSLATE_NOOP("Message", "a video; one picture a second is taken from it"), "ffmpeg",
    R"sh(ffmpeg -i %1 -vf fps=1 %1-%05d.jpg)sh" };
const ForeignKind tfrecord { QT_TRANSLATE_NOOP("Message", "a TFRecord file"), "pip install tensorflow",
    R"sh(python3 -c "import sys,tensorflow as t;f=sys.argv[1];[open('%s.%06d.%s'%(f,i,k.replace('/','_')),'wb').write(b) for i,r in enumerate(t.data.TFRecordDataset(f)) for k,v in t.train.Example.FromString(r.numpy()).features.feature.items() for b in v.bytes_list.value[:1]]" %1)sh" };
const ForeignKind rar { QT_TRANSLATE_NOOP("Message", "a RAR archive"), "unar", "unar %1" };
const ForeignKind sevenZip { QT_TRANSLATE_NOOP("Message", "a 7-Zip archive"), "p7zip-full", "7z x %1" };
const ForeignKind wordDocument { QT_TRANSLATE_NOOP("Message", "a Word document"), "pandoc",
    "pandoc %1 -t plain --wrap=none --extract-media=%1.media -o %1.txt" };
const ForeignKind pdf { QT_TRANSLATE_NOOP("Message", "a PDF document; its pages become pictures"), "poppler-utils",
    "pdftoppm -r 100 -png %1 %1" };
// clang-format on

const ForeignKind* kindOfZip(const QByteArray& head)
{
    if (head.contains("/data.pkl")) return &pytorch;
    if (head.contains("xl/workbook") || head.contains("xl/worksheets")) return &excel;
    if (head.contains("word/document")) return &wordDocument;
    if (head.contains("opendocument.spreadsheet")) return &openDocument;
    return nullptr;
}

/// Of the boxes that MP4, QuickTime, HEIC and AVIF
/// begin with: "ftyp", and whose brand it is.
const ForeignKind* kindOfBoxes(const QByteArray& head)
{
    const QByteArray brand = head.mid(8, 4);
    for (const char* still : { "heic", "heix", "heim", "heis", "mif1", "avif", "miaf" })
        if (brand == still) return &heif;
    return &video;
}

bool isMatlabName(const std::string& name)
{
    return name.ends_with(".mat");
}

/// Pickles of protocol 2 and later say so; PyTorch
/// wrote a number of its own first.
const ForeignKind* kindOfPickle(const QByteArray& head, const std::string& name)
{
    if (head.startsWith("\x80\x02\x8a\x0a\x6c\xfc\x9c"
                        "\x46\xf9\x20\x6a\xa8\x50\x19"))
        return &pytorch;
    return name.ends_with(".joblib") ? &joblib : &pickle;
}

const ForeignKind* kindByContent(const QByteArray& head, const std::string& name)
{
    const auto begins = [&](const char* magic) { return head.startsWith(magic); };
    if (begins("PK\x03\x04")) return kindOfZip(head);
    if (head.mid(4, 4) == "ftyp") return kindOfBoxes(head);
    if (begins("\x89HDF\r\n\x1a\n")) return isMatlabName(name) ? &matlabHdf5 : &hdf5;
    if (begins("MATLAB 7.3")) return &matlabHdf5;
    if (begins("MATLAB 5.0")) return &matlab;
    if (begins("PAR1")) return &parquet;
    if (begins("ARROW1") || begins("FEA1")) return &feather;
    if (begins("\xff\xff\xff\xff") && name.ends_with(".arrow")) return &arrowStream;
    if (head.mid(16, 4) == "\xde\xc0\xef\xbe") return &lmdb;
    if (begins("\x1a\x45\xdf\xa3") || (begins("RIFF") && head.mid(8, 4) == "AVI ")) return &video;
    if (begins("Rar!\x1a\x07")) return &rar;
    if (begins("7z\xbc\xaf\x27\x1c")) return &sevenZip;
    if (begins("%PDF-")) return &pdf;
    const bool pickled = head.size() > 2 && head[0] == '\x80' && head[1] >= 2 && head[1] <= 5;
    return pickled ? kindOfPickle(head, name) : nullptr;
}

const ForeignKind* kindByEnding(const std::string& name)
{
    static const std::map<std::string, const ForeignKind*> endings { { ".pt", &pytorch },
        { ".pth", &pytorch }, { ".pkl", &pickle }, { ".pickle", &pickle }, { ".joblib", &joblib },
        { ".xlsx", &excel }, { ".ods", &openDocument }, { ".parquet", &parquet },
        { ".arrow", &feather }, { ".feather", &feather }, { ".mdb", &lmdb }, { ".lmdb", &lmdb },
        { ".h5", &hdf5 }, { ".hdf5", &hdf5 }, { ".mat", &matlab }, { ".heic", &heif },
        { ".heif", &heif }, { ".avif", &heif }, { ".mp4", &video }, { ".m4v", &video },
        { ".avi", &video }, { ".mkv", &video }, { ".webm", &video }, { ".mov", &video },
        { ".tfrecord", &tfrecord }, { ".tfrecords", &tfrecord }, { ".rar", &rar },
        { ".7z", &sevenZip }, { ".docx", &wordDocument }, { ".pdf", &pdf } };
    const auto dot = name.rfind('.');
    if (dot == std::string::npos) return nullptr;
    const auto found = endings.find(name.substr(dot));
    return found == endings.end() ? nullptr : found->second;
}

/// Endings that say nothing of these kinds, or whose
/// files other readers open.
bool isReadElsewhere(const std::string& name)
{
    static const char* const endings[] = { ".npy", ".npz", ".safetensors", ".tar", ".tar.gz",
        ".tgz", ".zip" };
    return std::any_of(std::begin(endings), std::end(endings),
        [&](const char* ending) { return name.ends_with(ending); });
}

} // namespace

const ForeignKind* foreignKind(const fs::path& path)
{
    const std::string name = lowered(path.filename().string());
    if (isReadElsewhere(name)) return nullptr;
    const QByteArray head = readHead(path, lookedAt);
    if (const ForeignKind* kind = kindByContent(head, name)) return kind;
    return kindByEnding(name);
}

namespace {

const ForeignKind* kindIn(
    const fs::path& folder, const std::vector<std::string>& names, std::size_t i)
{
    return i < filesOpened ? foreignKind(folder / names[i]) : kindByEnding(lowered(names[i]));
}

} // namespace

std::string shellWord(const std::string& name)
{
    const auto isPlain = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || byte >= 0x80 || std::string_view("/._-+=:,@%").find(c) != std::string_view::npos;
    };
    const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), isPlain);
    const std::string given = name.starts_with('-') ? "./" + name : name;
    if (plain) return given;
    std::string quoted = "'";
    for (const char c : given)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

Message notRead(const ForeignKind& kind, const fs::path& path)
{
    const std::string command = fillIn(kind.command, { shellWord(path.string()), tableWithFiles });
    return { sentences::kindNotRead, { kind.what, std::string(kind.packages), command } };
}

std::optional<DataProblem> firstForeign(
    const fs::path& folder, const std::vector<std::string>& names)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (const ForeignKind* kind = kindIn(folder, names, i))
            return DataProblem { names[i], "", notRead(*kind, folder / names[i]) };
    return std::nullopt;
}

void reportUnusedFiles(
    const fs::path& folder, const std::vector<std::string>& unused, DatasetReport& report)
{
    std::vector<std::pair<const ForeignKind*, std::vector<std::string>>> kinds;
    std::vector<std::string> others;
    for (std::size_t i = 0; i < unused.size(); ++i) {
        const std::string& name = unused[i];
        const ForeignKind* kind = kindIn(folder, unused, i);
        if (!kind) {
            others.push_back(name);
            continue;
        }
        const auto found = std::find_if(
            kinds.begin(), kinds.end(), [&](const auto& known) { return known.first == kind; });
        if (found == kinds.end())
            kinds.push_back({ kind, { name } });
        else
            found->second.push_back(name);
    }
    for (const auto& [kind, names] : kinds)
        report.add({ names.front(), "",
            { sentences::kindUnused,
                { std::to_string(names.size()), notRead(*kind, folder / names.front()) } } });
    if (!others.empty())
        report.add({ others.front(), "",
            { sentences::filesNotUsed, { std::to_string(others.size()), others.front() } } });
}

} // namespace contrastlab
